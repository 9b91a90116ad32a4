"""What an agent grants: alone up to his role's limit, above it with the word of somebody whose limit reaches.

Nobody approves his own; whoever decides first decides. The conversation stays where it is and waits in no queue.
"""

from msgspec import Struct

from atiende.actions import settings_of, verification
from atiende.actions.conversations import conversation_of
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.authority import DecisionNote, DecisionTaken, limit_of
from atiende.domain.desk_documents import Decision
from atiende.domain.errors import Invalid, NotFound, NotYours, Refusal, TooLate
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST = 1000
MOST = 10**12


class NotVerified(Refusal):
    """First it must be made sure who the customer is."""

    code = "not_verified"


class OwnRequest(Refusal):
    """Four eyes: nobody decides on what he asked for himself."""

    code = "own_request"


class BeyondLimit(Refusal):
    """The amount is above the decider's own limit too."""

    code = "beyond_limit"


class Wanted(Struct, frozen=True, kw_only=True):
    """`kind` is a decision's slug; `amount` in hundredths of its unit; `note` says why."""

    kind: str
    amount: int
    note: str = ""


async def grant(desk: Desk, tenant: str, agent: str, conversation_id: str, wanted: Wanted) -> DecisionTaken:
    """Granted at once within the agent's limit (`made`), else somebody is asked (`asked`).

    Raises NotFound, NotVerified, Invalid; above his limit a word why is required.
    """

    def decide(change: Change) -> DecisionTaken:
        conversation = conversation_of(change, conversation_id)
        rules = _rules(change, wanted.kind)
        if not 0 < wanted.amount <= MOST:
            raise Invalid(field="amount", reason="too_small" if wanted.amount <= 0 else "too_large")
        if len(wanted.note) > LONGEST:
            raise Invalid(field="note", reason="too_long")
        if rules.verify and not verification.holds(change, conversation):
            raise NotVerified(conversation=conversation_id)
        made = desk.ids.new("dec")
        within = wanted.amount <= limit_of(rules, _role(change, agent))
        if not within and not wanted.note.strip():
            raise Invalid(field="note", reason="required")
        shape = f.DecisionMade if within else f.ApprovalAsked
        fact = shape(
            decision=made,
            conversation=conversation.id,
            customer=conversation.customer,
            kind=wanted.kind,
            amount=wanted.amount,
            agent=agent,
        )
        change.record(fact, actor=f"agent:{agent}")
        change.put(DecisionNote(id=made, asked=wanted.note.strip()))
        return _decision(change, made)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def approve(desk: Desk, tenant: str, decider: str, decision_id: str, note: str = "") -> DecisionTaken:
    """Granted with the decider's word, while the customer is verified. Raises NotFound, TooLate,
    OwnRequest, BeyondLimit, NotVerified."""

    def decide(change: Change) -> DecisionTaken:
        asked = _open(change, decision_id, decider)
        rules, conversation = _rules(change, asked.kind, still=True), conversation_of(change, asked.conversation)
        if rules.verify and not verification.holds(change, conversation):
            raise NotVerified(conversation=conversation.id)
        fact = f.DecisionMade(
            decision=asked.id,
            conversation=asked.conversation,
            customer=asked.customer,
            kind=asked.kind,
            amount=asked.amount,
            agent=asked.agent,
            approved_by=decider,
        )
        change.record(fact, actor=f"agent:{decider}")
        _answered(change, decision_id, note)
        return _decision(change, decision_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def refuse(desk: Desk, tenant: str, decider: str, decision_id: str, note: str) -> DecisionTaken:
    """Not granted, and why. Raises NotFound, TooLate, OwnRequest, BeyondLimit, Invalid without a word."""

    def decide(change: Change) -> DecisionTaken:
        asked = _open(change, decision_id, decider)
        if not note.strip():
            raise Invalid(field="note", reason="required")
        fact = f.ApprovalRefused(decision=asked.id, conversation=asked.conversation, by=decider)
        change.record(fact, actor=f"agent:{decider}")
        _answered(change, decision_id, note)
        return _decision(change, decision_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def withdraw(desk: Desk, tenant: str, agent: str, decision_id: str) -> DecisionTaken:
    """Whoever asked needs it no more. Raises NotFound, NotYours, TooLate."""

    def decide(change: Change) -> DecisionTaken:
        asked = _decision(change, decision_id)
        if asked.agent != agent:
            raise NotYours(decision=decision_id)
        if asked.state != "asked":
            raise TooLate(decision=decision_id)
        fact = f.ApprovalWithdrawn(decision=asked.id, conversation=asked.conversation)
        change.record(fact, actor=f"agent:{agent}")
        return _decision(change, decision_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _open(change: Change, decision_id: str, decider: str) -> DecisionTaken:
    """Still to be decided, and by this one."""
    asked = _decision(change, decision_id)
    if asked.agent == decider:
        raise OwnRequest(decision=decision_id)
    if asked.state != "asked":
        raise TooLate(decision=decision_id)
    if asked.amount > limit_of(_rules(change, asked.kind, still=True), _role(change, decider)):
        raise BeyondLimit(decision=decision_id)
    return asked


def _decision(change: Change, decision_id: str) -> DecisionTaken:
    found = change.get(DecisionTaken, decision_id)
    if found is None:
        raise NotFound(kind="decision", id=decision_id)
    return found


def _rules(change: Change, kind: str, *, still: bool = False) -> Decision:
    """The decision's document; `still`: one asked for before it was switched off is decided all the same."""
    body = settings_of.document(change, "decision", kind)
    if not isinstance(body, Decision) or not (body.active or still):
        raise NotFound(kind="decision", id=kind)
    return body


def _role(change: Change, agent: str) -> str:
    found = change.get(Agent, agent)
    return found.ability.role if found is not None else ""


def _answered(change: Change, decision_id: str, note: str) -> None:
    if len(note) > LONGEST:
        raise Invalid(field="note", reason="too_long")
    before = change.get(DecisionNote, decision_id) or DecisionNote(id=decision_id)
    change.put(DecisionNote(id=decision_id, asked=before.asked, answered=note.strip()))
