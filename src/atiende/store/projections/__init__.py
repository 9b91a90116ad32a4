"""Projections: what the tables of ids, states, numbers and times say, fact by fact. One function per fact.

The same code runs in the live change, in replay and in tests.
"""

from atiende.domain.chain import is_privileged
from atiende.domain.facts import Logged
from atiende.store.projections import (
    agents,
    assist,
    authority,
    call_stories,
    calls,
    commitments,
    conversations,
    customers,
    documents,
    flows,
    interactions,
    joining,
    knowledge,
    matches,
    messages,
    missed,
    notices,
    offers,
    recordings,
    supervising,
)
from atiende.store.projections.audit import audited
from atiende.store.projections.rows import APPLY, Rows

MODULES = (
    customers, conversations, messages, interactions, offers, agents, documents, matches, commitments, authority,
    supervising, flows, assist, knowledge, notices, joining,
    recordings, calls, missed, call_stories,
)  # fmt: skip
"""Importing them fills APPLY."""


def apply(rows: Rows, logged: Logged) -> None:
    """Writes what the fact changes, and its audit row where it is privileged."""
    fact = logged.fact
    APPLY[type(fact)](rows, logged, fact)
    if is_privileged(logged):
        audited(rows, logged)
