"""Replies that wait: for the moments in which they can be called back, or for a moment chosen. Rows and timers, so that
a restart forgets nothing; nothing counts until the reply is written, which is when its moment comes."""

from msgspec import Struct, json
from msgspec.structs import replace

from atiende.actions.after import NOTHING, STATUS, After, take_after
from atiende.actions.alarms import rang
from atiende.actions.conversations import claim, conversation_of
from atiende.actions.outcomes import Outcome, check_outcome
from atiende.actions.recall import AUTHOR, discard, recall, reply_of
from atiende.actions.replies import OURS, add_reply, check_reply, once, said_before
from atiende.actions.reply import Reply
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound, Refusal, WrongState
from atiende.domain.message import Draft, HeldReply, Message, Origin
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

UNDO, SCHEDULED = "undo", "scheduled"
UNDO_MS = 30_000
"""The longest an answer is held so that it can be called back."""
FURTHEST_MS = 366 * 86_400_000


class Hold(Struct, frozen=True, kw_only=True):
    """Until when (ms UTC), and why: undo or scheduled. `unless_answered`: not if the customer writes first. `after` is
    what follows for the conversation when it goes."""

    until: int
    why: str = UNDO
    unless_answered: bool = False
    after: After = NOTHING


async def hold_reply(
    desk: Desk, tenant: str, author: str, conversation_id: str, reply: Reply, hold: Hold
) -> HeldReply | Message:
    """Kept until its moment; whoever holds a reply has the conversation, as if he had sent it.

    The same client_id: the same reply, or the message it has become. Raises what sending it now would, and Invalid for
    a moment out of reach.
    """

    def decide(change: Change) -> HeldReply | Message:
        key = once(author, conversation_id, reply.client_id)
        before = change.get(Origin, OURS, key)
        if before is not None:
            return _known(change, author, conversation_id, reply.client_id) or said_before(change, before)
        _check_moment(change, hold)
        check_reply(desk, change, conversation_id, author, reply)
        claim(desk, change, conversation_of(change, conversation_id), author)
        held = _kept(desk.ids.new("hld"), change.at, author, conversation_id, reply, hold)
        change.record(
            f.ReplyHeld(reply=held.id, conversation=conversation_id, author=author, until=hold.until, why=hold.why),
            actor=f"agent:{author}",
        )
        change.put(held)
        change.put(Timer(kind="held", key=held.id, due=hold.until))
        change.put(Origin(endpoint=OURS, origin=key, message="", position=0, conversation=conversation_id))
        change.drop(Draft, author, conversation_id, "reply")
        return held

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _kept(held_id: str, at: int, author: str, conversation_id: str, reply: Reply, hold: Hold) -> HeldReply:
    after = hold.after
    return HeldReply(
        id=held_id,
        conversation=conversation_id,
        author=author,
        why=hold.why,
        at=at,
        until=hold.until,
        body=json.encode(reply).decode(),
        then=after.step,
        outcome=(*after.outcome, after.note) if after.step == "resolve" else (),
        snooze_until=after.until if after.step == "snooze" else None,
        unless_answered=hold.unless_answered,
    )


async def recall_reply(desk: Desk, tenant: str, actor: str, held_id: str) -> Draft:
    """Called back by a person; answers its author's draft with the words. Raises NotFound when it has gone."""

    def decide(change: Change) -> Draft:
        return recall(change, _held(change, held_id), AUTHOR, f"agent:{actor}")

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def discard_reply(desk: Desk, tenant: str, actor: str, held_id: str) -> None:
    """It goes nowhere and is not kept. Raises NotFound when it has gone."""

    def decide(change: Change) -> None:
        discard(change, _held(change, held_id), f"agent:{actor}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def send_held(desk: Desk, tenant: str, actor: str, held_id: str) -> Message:
    """At once instead of at its moment. Raises NotFound, and what sending raises: then it stays held."""

    def decide(change: Change) -> Message:
        held = _held(change, held_id)
        check_reply(desk, change, held.conversation, held.author, _unlooked(held))
        return _write(desk, change, held)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def release_held(desk: Desk, tenant: str, held_id: str) -> None:
    """Its moment came: it is written, or, when something stands against it, called back with the reason."""

    def decide(change: Change) -> None:
        if not rang(change, "held", held_id):
            return
        held = change.get(HeldReply, held_id)
        if held is None:
            return
        why = _against(desk, change, held)
        if why:
            recall(change, held, why, "system")
        else:
            _write(desk, change, held)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _write(desk: Desk, change: Change, held: HeldReply) -> Message:
    """Written in its author's name, with its step, if the conversation still allows that."""
    conversation = conversation_of(change, held.conversation)
    change.drop(HeldReply, held.id)
    change.drop(Timer, "held", held.id)
    draft = change.get(Draft, held.author, held.conversation, "reply")
    message = add_reply(desk, change, conversation, held.author, _unlooked(held))
    if draft is not None:  # begun since; it is not the one that went
        change.put(draft)
    change.record(f.ReplyReleased(reply=held.id, conversation=held.conversation, message=message.id), actor="system")
    if _may_follow(change, held):
        take_after(desk, change, held.conversation, held.author, _after(held))
    return message


def _may_follow(change: Change, held: HeldReply) -> bool:
    """The step is left out where the conversation has gone on meanwhile; the reply goes all the same."""
    conversation = conversation_of(change, held.conversation)
    if not held.then or conversation.status in ("resolved", "closed") or conversation.status == STATUS[held.then]:
        return False
    if held.then == "resolve":
        return _may_resolve(change, conversation, _after(held))
    return held.then != "snooze" or (held.snooze_until or 0) > change.at


def _may_resolve(change: Change, conversation: Conversation, after: After) -> bool:
    disposition, reason = after.outcome
    try:
        check_outcome(change, conversation, Outcome(disposition=disposition, reason=reason, note=after.note))
    except Refusal:  # what is asked for at the end has changed: a person looks
        return False
    return True


def _after(held: HeldReply) -> After:
    disposition, reason, note = (*held.outcome, "", "", "")[:3]
    return After(step=held.then, outcome=(disposition, reason), note=note, until=held.snooze_until or 0)


def _against(desk: Desk, change: Change, held: HeldReply) -> str:
    """The code of what stands against sending it; empty when nothing does."""
    try:
        if conversation_of(change, held.conversation).merged_into is not None:
            return "merged"
        check_reply(desk, change, held.conversation, held.author, _unlooked(held))
    except WrongState:
        return "closed"
    except Invalid as refusal:
        return str(refusal.params.get("reason", refusal.code))
    except Refusal as refusal:
        return refusal.code
    return ""


def _unlooked(held: HeldReply) -> Reply:
    """Whether something had come was asked when it was held."""
    return replace(reply_of(held), seen=None)


def _check_moment(change: Change, hold: Hold) -> None:
    most = UNDO_MS if hold.why == UNDO else FURTHEST_MS
    if hold.until <= change.at:
        raise Invalid(field="until", reason="not_in_future")
    if hold.until > change.at + most:
        raise Invalid(field="until", reason="out_of_range")


def _known(change: Change, author: str, conversation_id: str, client_id: str) -> HeldReply | None:
    """The one this client_id already is, while it is held."""
    for held in change.where(HeldReply, {"conversation": conversation_id}):
        if held.author == author and reply_of(held).client_id == client_id:
            return held
    return None


def _held(change: Change, held_id: str) -> HeldReply:
    found = change.get(HeldReply, held_id)
    if found is None:
        raise NotFound(kind="held_reply", id=held_id)
    return found
