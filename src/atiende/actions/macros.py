"""Macros: several steps in one change, or none of them; text goes to the composer, never out."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from atiende.actions import settings_of
from atiende.actions.commitments import Wanted, add_commitment
from atiende.actions.conversations import (
    conversation_of,
    pend_in,
    release_in,
    reopen_in,
    resolve_in,
    snooze_in,
    take_in,
)
from atiende.actions.labels import mark_kind, mark_tags
from atiende.actions.queueing import Target
from atiende.actions.replies import Note, add_note
from atiende.actions.transfers import move
from atiende.actions.uses_of_texts import note_use
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import MacroStep
from atiende.domain.errors import Invalid
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MINUTE_MS = 60_000
REPLY, CLOSE, TRANSFER = "conversation.reply", "conversation.close", "conversation.transfer"

PERMISSIONS: Mapping[str, str] = {
    "pend": CLOSE,
    "snooze": CLOSE,
    "resolve": CLOSE,
    "reopen": CLOSE,
    "transfer": TRANSFER,
}
"""What a step asks for; every other one asks for leave to answer."""


class Done(Struct, frozen=True, kw_only=True):
    """One thing done, or to be done to go back: `do` and its value, as priority 2, tag vip, reopen."""

    do: str
    value: str = ""


class Ready(Struct, frozen=True, kw_only=True):
    """A step with its text made ready outside the change."""

    step: MacroStep
    text: str = ""


class Hand(Struct, frozen=True, kw_only=True):
    """Whose step it is, on what."""

    desk: Desk
    change: Change
    agent: str
    conversation: Conversation


async def apply_macro(
    desk: Desk, tenant: str, agent: str, conversation_id: str, slug: str, steps: Sequence[Ready]
) -> Sequence[Done]:
    """Answers what takes it back, last first; what cannot be taken back is left out. Raises what its steps raise."""

    def decide(change: Change) -> Sequence[Done]:
        back: list[Done] = []
        for ready in steps:
            hand = Hand(desk=desk, change=change, agent=agent, conversation=conversation_of(change, conversation_id))
            back += _STEPS[ready.step.do](hand, ready)
        note_use(change, agent, "macro", slug)
        return back[::-1]

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def take_back(desk: Desk, tenant: str, agent: str, conversation_id: str, steps: Sequence[Done]) -> None:
    """What a macro did is undone, in one change. Raises Invalid, and what the steps raise."""

    def decide(change: Change) -> None:
        for step in steps:
            hand = Hand(desk=desk, change=change, agent=agent, conversation=conversation_of(change, conversation_id))
            if step.do not in _BACK:
                raise Invalid(field="steps", reason="unknown")
            _BACK[step.do](hand, step.value)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _insert(hand: Hand, ready: Ready) -> Sequence[Done]:
    return []


def _note(hand: Hand, ready: Ready) -> Sequence[Done]:
    new = hand.desk.ids.new
    add_note(hand.change, hand.conversation, hand.agent, Note(client_id=new("nte"), text=ready.text), new("msg"))
    return []


def _priority(hand: Hand, ready: Ready) -> Sequence[Done]:
    was, wanted = hand.conversation.priority, ready.step.priority
    if wanted is None or wanted == was:
        return []
    _set_priority(hand, str(wanted))
    return [Done(do="priority", value=str(was))]


def _set_priority(hand: Hand, value: str) -> None:
    if value not in ("1", "2", "3", "4", "5"):
        raise Invalid(field="priority", reason="out_of_range")
    changed = f.PriorityChanged(conversation=hand.conversation.id, priority=int(value))
    hand.change.record(changed, actor=f"agent:{hand.agent}")


def _kind(hand: Hand, ready: Ready) -> Sequence[Done]:
    was, wanted = hand.conversation.kind, ready.step.kind
    if wanted is None or wanted == was:
        return []
    mark_kind(hand.change, hand.conversation, hand.agent, wanted)
    return [Done(do="kind", value=was)]


def _reason(hand: Hand, ready: Ready) -> Sequence[Done]:
    was, wanted = hand.conversation.reason, ready.step.reason
    if wanted is None or wanted == was:
        return []
    _set_reason(hand, wanted)
    return [Done(do="reason", value=was)] if was else []


def _set_reason(hand: Hand, value: str) -> None:
    if settings_of.document(hand.change, "reason", value) is None:
        raise Invalid(field="reason", reason="unknown")
    changed = f.ReasonChanged(conversation=hand.conversation.id, reason=value)
    hand.change.record(changed, actor=f"agent:{hand.agent}")


def _tag(hand: Hand, ready: Ready) -> Sequence[Done]:
    tag = ready.step.tag
    if tag is None or tag in hand.conversation.tags:
        return []
    mark_tags(hand.change, hand.conversation, hand.agent, [tag])
    return [Done(do="untag", value=tag)]


def _untag(hand: Hand, ready: Ready) -> Sequence[Done]:
    tag = ready.step.tag
    if tag is None or tag not in hand.conversation.tags:
        return []
    mark_tags(hand.change, hand.conversation, hand.agent, [], [tag])
    return [Done(do="tag", value=tag)]


def _assign_me(hand: Hand, ready: Ready) -> Sequence[Done]:
    if hand.conversation.agent == hand.agent:
        return []
    nobodys = hand.conversation.agent is None
    take_in(hand.desk, hand.change, hand.conversation, hand.agent)
    return [Done(do="release")] if nobodys else []


def _release(hand: Hand, ready: Ready) -> Sequence[Done]:
    mine = hand.conversation.agent == hand.agent
    release_in(hand.desk, hand.change, hand.conversation, hand.agent)
    return [Done(do="assign_me")] if mine else []


def _transfer(hand: Hand, ready: Ready) -> Sequence[Done]:
    queue = ready.step.queue or ""
    settings_of.queue_of(hand.change, queue)
    move(hand.desk, hand.change, hand.conversation, Target(queue=queue), f"agent:{hand.agent}")
    return []


def _pend(hand: Hand, ready: Ready) -> Sequence[Done]:
    if hand.conversation.status == "pending":
        return []
    pend_in(hand.desk, hand.change, hand.conversation, hand.agent)
    return [Done(do="reopen")]


def _snooze(hand: Hand, ready: Ready) -> Sequence[Done]:
    until = hand.change.at + max(1, ready.step.minutes) * MINUTE_MS
    snooze_in(hand.desk, hand.change, hand.conversation, hand.agent, until)
    return [Done(do="reopen")]


def _resolve(hand: Hand, ready: Ready) -> Sequence[Done]:
    reason = ready.step.reason or hand.conversation.reason
    resolve_in(hand.change, hand.conversation, hand.agent, (ready.step.disposition or "", reason))
    return [Done(do="reopen")]


def _task(hand: Hand, ready: Ready) -> Sequence[Done]:
    due = hand.change.at + ready.step.minutes * MINUTE_MS if ready.step.minutes else None
    wanted = Wanted(kind="task", text=ready.text, conversation=hand.conversation.id, owner=hand.agent, due=due)
    add_commitment(hand.desk, hand.change, hand.agent, wanted)
    return []


_STEPS: Mapping[str, Callable[[Hand, Ready], Sequence[Done]]] = {
    "insert": _insert,
    "note": _note,
    "priority": _priority,
    "kind": _kind,
    "reason": _reason,
    "tag": _tag,
    "untag": _untag,
    "assign_me": _assign_me,
    "release": _release,
    "transfer": _transfer,
    "pend": _pend,
    "snooze": _snooze,
    "resolve": _resolve,
    "task": _task,
}

_BACK: Mapping[str, Callable[[Hand, str], None]] = {
    "priority": _set_priority,
    "kind": lambda hand, value: mark_kind(hand.change, hand.conversation, hand.agent, value),
    "reason": _set_reason,
    "tag": lambda hand, value: mark_tags(hand.change, hand.conversation, hand.agent, [value]),
    "untag": lambda hand, value: mark_tags(hand.change, hand.conversation, hand.agent, [], [value]),
    "assign_me": lambda hand, _: take_in(hand.desk, hand.change, hand.conversation, hand.agent),
    "release": lambda hand, _: release_in(hand.desk, hand.change, hand.conversation, hand.agent),
    "reopen": lambda hand, _: reopen_in(hand.change, hand.conversation, hand.agent),
}
