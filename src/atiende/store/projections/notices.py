"""Sudden rises of a topic that were noticed."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.notice import Canary
from atiende.store.projections.rows import Rows, log_only, need, on


@on(f.CanaryRaised)
def raised(rows: Rows, logged: Logged, fact: f.CanaryRaised) -> None:
    rows.put(
        Canary(
            id=fact.canary,
            brand=fact.brand,
            kind=fact.kind,
            about=fact.about,
            at=logged.at,
            count=fact.count,
            usual_permille=fact.usual_permille,
            minutes=fact.minutes,
            customers=fact.customers,
            conversations=fact.conversations,
            again=fact.again,
        )
    )


@on(f.CanaryGrew)
def grew(rows: Rows, logged: Logged, fact: f.CanaryGrew) -> None:
    row = need(rows.get(Canary, fact.canary), fact)
    rows.put(
        replace(
            row,
            kind=fact.kind,
            about=fact.about,
            count=fact.count,
            customers=fact.customers,
            conversations=fact.conversations,
        )
    )


@on(f.CanaryEnded)
def ended(rows: Rows, logged: Logged, fact: f.CanaryEnded) -> None:
    row = need(rows.get(Canary, fact.canary), fact)
    rows.put(replace(row, state=fact.why, ended_at=logged.at))


log_only(f.NoticeRaised, f.NoticeEnded)
