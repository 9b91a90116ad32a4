"""Promises and tasks."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.commitment import Commitment
from atiende.store.projections.rows import Rows, need, on


@on(f.CommitmentMade)
def made(rows: Rows, logged: f.Logged, fact: f.CommitmentMade) -> None:
    rows.put(
        Commitment(
            id=fact.commitment,
            kind=fact.kind,
            customer=fact.customer,
            conversation=fact.conversation,
            owner=fact.owner,
            state="open",
            made_at=logged.at,
            made_by=logged.actor,
            due=fact.due,
        )
    )


@on(f.CommitmentChanged)
def changed(rows: Rows, logged: f.Logged, fact: f.CommitmentChanged) -> None:
    """It is open again, whatever it was; a new date is not overdue."""
    row = need(rows.get(Commitment, fact.commitment), fact)
    late = fact.due is not None and fact.due <= logged.at
    rows.put(replace(row, owner=fact.owner, due=fact.due, state="open", overdue=late, ended_at=None))


@on(f.CommitmentEnded)
def ended(rows: Rows, logged: f.Logged, fact: f.CommitmentEnded) -> None:
    row = need(rows.get(Commitment, fact.commitment), fact)
    rows.put(replace(row, state=fact.how, ended_at=logged.at))


@on(f.CommitmentOverdue)
def overdue(rows: Rows, logged: f.Logged, fact: f.CommitmentOverdue) -> None:
    rows.put(replace(need(rows.get(Commitment, fact.commitment), fact), overdue=True))
