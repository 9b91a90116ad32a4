"""Verified customers, and decisions with their approvals."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.authority import DecisionTaken, Verification
from atiende.store.projections.rows import Rows, need, on


@on(f.CustomerVerified)
def verified(rows: Rows, logged: f.Logged, fact: f.CustomerVerified) -> None:
    rows.put(
        Verification(
            conversation=fact.conversation,
            customer=fact.customer,
            agent=fact.agent,
            method=fact.method,
            at=logged.at,
            until=fact.until,
        )
    )


@on(f.VerificationFailed)
def verification_failed(rows: Rows, logged: f.Logged, fact: f.VerificationFailed) -> None:
    """Whoever fails is not verified any more."""
    before = rows.get(Verification, fact.conversation, fact.customer)
    rows.put(
        Verification(
            conversation=fact.conversation,
            customer=fact.customer,
            agent=fact.agent,
            method=fact.method,
            at=logged.at,
            until=0,
            failed=(before.failed if before else 0) + 1,
        )
    )


@on(f.ApprovalAsked)
def asked(rows: Rows, logged: f.Logged, fact: f.ApprovalAsked) -> None:
    rows.put(
        DecisionTaken(
            id=fact.decision,
            conversation=fact.conversation,
            customer=fact.customer,
            kind=fact.kind,
            amount=fact.amount,
            agent=fact.agent,
            state="asked",
            asked_at=logged.at,
        )
    )


@on(f.DecisionMade)
def decided(rows: Rows, logged: f.Logged, fact: f.DecisionMade) -> None:
    asked_before = rows.get(DecisionTaken, fact.decision)
    rows.put(
        DecisionTaken(
            id=fact.decision,
            conversation=fact.conversation,
            customer=fact.customer,
            kind=fact.kind,
            amount=fact.amount,
            agent=fact.agent,
            state="made",
            asked_at=asked_before.asked_at if asked_before else logged.at,
            decided_at=logged.at,
            decided_by=fact.approved_by,
        )
    )


@on(f.ApprovalRefused)
def refused(rows: Rows, logged: f.Logged, fact: f.ApprovalRefused) -> None:
    row = need(rows.get(DecisionTaken, fact.decision), fact)
    rows.put(replace(row, state="refused", decided_at=logged.at, decided_by=fact.by))


@on(f.ApprovalWithdrawn)
def withdrawn(rows: Rows, logged: f.Logged, fact: f.ApprovalWithdrawn) -> None:
    row = need(rows.get(DecisionTaken, fact.decision), fact)
    rows.put(replace(row, state="withdrawn", decided_at=logged.at))
