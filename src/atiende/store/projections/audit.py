"""The audit chain grows by one row with each privileged fact, whatever else that fact changes."""

from atiende.domain.chain import NAME, ChainEnd, end_of, linked
from atiende.domain.facts import Logged
from atiende.store.projections.rows import Rows


def audited(rows: Rows, logged: Logged) -> None:
    row = linked(rows.get(ChainEnd, NAME), logged)
    rows.put(row)
    rows.put(end_of(row))
