"""A message's way out: written → attempting → sent | unconfirmed | failed. `attempting` is durable before the call."""

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.message import MailThread, Message, MessageContent, later
from atiende.domain.work import Sending, Timer, User
from atiende.ports.channel import SendFailed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

RETRY_MS = (30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000)
"""Waits between attempts; after the last the message has failed (about 16 hours)."""

RECONCILE_MS = 60_000
"""How long an attempt may take before somebody asks what became of it."""


OVERTAKEN_AFTER = 2
"""A message that failed this often lets the later ones of its conversation go before it: it may be the only one that
its provider does not take, and nobody should wait 16 hours behind it. Until then, and while it is on its way, order
is kept."""


class Parcel(Struct, frozen=True, kw_only=True):
    """All that is needed to send: rows read in the change that started the attempt."""

    message: Message
    content: MessageContent
    conversation: Conversation
    to: str
    to_name: str
    sender_name: str
    thread: tuple[str, ...]


async def start_send(desk: Desk, tenant: str, message_id: str) -> Parcel | None:
    """Begins an attempt, durably. None: nothing to do now (already on its way, or an earlier one goes first)."""

    def decide(change: Change) -> Parcel | None:
        message = change.get(Message, message_id)
        if message is None:
            change.drop(Timer, "send", message_id)
            return None
        if message.status != "written":  # a bounce or a receipt was faster than what we knew
            if message.status != "attempting":
                _leave_queue(change, message)
            return None
        if _must_wait(change, message):
            change.drop(Timer, "send", message_id)  # whoever is before it wakes it
            return None
        change.record(
            f.SendStarted(message=message_id, conversation=message.conversation, attempt=message.attempt + 1),
            actor="system",
        )
        change.put(Timer(kind="send", key=message_id, due=change.at + RECONCILE_MS))
        return _parcel(change, message)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Message, (message_id,))])


async def note_sent(desk: Desk, tenant: str, message_id: str, mail_id: str) -> None:
    """The provider took it, under this id."""

    def decide(change: Change) -> None:
        message = change.get(Message, message_id)
        if message is None:
            return
        if not later(message.status, "sent"):
            _leave_queue(change, message)  # a receipt or a bounce was faster than the answer
            return
        change.record(f.MessageSent(message=message_id, conversation=message.conversation), actor="system")
        conversation = change.get(Conversation, message.conversation)
        if mail_id and conversation is not None:
            change.put(
                MailThread(
                    brand=conversation.brand,
                    mail_id=mail_id,
                    conversation=message.conversation,
                    message=message_id,
                )
            )
            content = change.get(MessageContent, message_id)
            if content is not None:
                change.put(replace(content, mail_id=mail_id))
        _leave_queue(change, message)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_not_sent(desk: Desk, tenant: str, message_id: str, failure: SendFailed) -> None:
    """It did not go: tried again later, failed for good, or unconfirmed where nobody can tell."""

    def decide(change: Change) -> None:
        message = change.get(Message, message_id)
        if message is None or message.status == "written":
            return
        if message.status != "attempting":
            _leave_queue(change, message)  # a receipt or a bounce was faster than the answer
        elif not failure.sure:
            _unconfirmed(change, message)
        elif failure.retry and message.attempt <= len(RETRY_MS):
            again = change.at + RETRY_MS[message.attempt - 1]
            change.record(_failed(message, failure.reason, again), actor="system")
            change.put(Timer(kind="send", key=message_id, due=again, tries=message.attempt))
            if message.attempt >= OVERTAKEN_AFTER:
                _wake_others(change, message)
        else:
            change.record(_failed(message, failure.reason, None), actor="system")
            _leave_queue(change, message)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def reconcile(desk: Desk, tenant: str, message_id: str, resend: bool) -> None:
    """An attempt nobody finished (the server died in it). `resend`: the channel's token makes a second one harmless."""

    def decide(change: Change) -> None:
        message = change.get(Message, message_id)
        if message is None or message.status != "attempting":
            return
        if resend and message.attempt <= len(RETRY_MS):
            change.record(_failed(message, "interrupted", change.at), actor="system")
            change.put(Timer(kind="send", key=message_id, due=change.at, tries=message.attempt))
        else:
            _unconfirmed(change, message)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def give_up(change: Change, message_id: str) -> bool:
    """Inside a change: whatever is on its way or waits for it may have gone already, by a server that is no more.
    Answers whether it is unconfirmed now."""
    message = change.get(Message, message_id)
    if message is None:
        return False
    unsure = message.status in ("written", "attempting")
    if unsure:
        _unconfirmed(change, message)
    else:
        _leave_queue(change, message)
    return unsure


async def note_receipt(desk: Desk, tenant: str, message_id: str, status: str) -> None:
    """A delivery or read receipt; late and repeated ones change nothing."""

    def decide(change: Change) -> None:
        message = change.get(Message, message_id)
        if message is None or message.direction != "out" or not later(message.status, status):
            return
        made = f.MessageRead if status == "read" else f.MessageDelivered
        change.record(made(message=message_id, conversation=message.conversation), actor="system")
        if message.status in ("written", "attempting"):
            _leave_queue(change, message)  # it arrived, whatever the relay said of it

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Message, (message_id,))])


def _parcel(change: Change, message: Message) -> Parcel:
    content = change.get(MessageContent, message.id)
    conversation = change.get(Conversation, message.conversation)
    assert content is not None and conversation is not None  # written in one commit with the message
    address = _address(change, message)
    details = change.get(CustomerDetails, conversation.customer)
    author = change.get(User, message.author)
    return Parcel(
        message=message,
        content=content,
        conversation=conversation,
        to=address.shown if address else "",
        to_name=(details.name if details else "") or (address.name if address else ""),
        sender_name=author.name if author else "",
        thread=_thread(change, conversation),
    )


def _address(change: Change, message: Message) -> Address | None:
    found = change.where(Address, {"identity": message.identity})
    return found[0] if found else None


def _thread(change: Change, conversation: Conversation) -> tuple[str, ...]:
    """Message-IDs of the conversation's mails, oldest first; the last twenty."""
    contents = change.where(MessageContent, {"conversation": conversation.id})
    return tuple(one.mail_id for one in contents if one.mail_id)[-20:]


def _failed(message: Message, reason: str, again: int | None) -> f.MessageFailed:
    return f.MessageFailed(
        message=message.id, conversation=message.conversation, reason=reason, final=again is None, again_at=again
    )


def _unconfirmed(change: Change, message: Message) -> None:
    change.record(f.MessageUnconfirmed(message=message.id, conversation=message.conversation), actor="system")
    _leave_queue(change, message)


def _leave_queue(change: Change, message: Message) -> None:
    """The message is settled: the next of its conversation may go."""
    change.drop(Sending, message.conversation, message.position)
    change.drop(Timer, "send", message.id)
    _wake_others(change, message)


def _must_wait(change: Change, message: Message) -> bool:
    """One in flight per conversation and endpoint, in order of position; one that keeps failing is overtaken."""
    for one in _others(change, message):
        other = change.get(Message, one.message)
        if other is None:
            continue
        if other.status == "attempting":
            return True
        if one.position < message.position and other.status == "written" and other.attempt < OVERTAKEN_AFTER:
            return True
    return False


def _wake_others(change: Change, message: Message) -> None:
    """Those that waited for this one look again; who waits for his own next attempt goes on waiting."""
    for one in _others(change, message):
        if change.get(Timer, "send", one.message) is None:
            change.put(Timer(kind="send", key=one.message, due=change.at))


def _others(change: Change, message: Message) -> list[Sending]:
    """What else of the conversation has not left yet through the same endpoint."""
    queue = change.where(Sending, {"conversation": message.conversation})
    return [one for one in queue if one.message != message.id and one.endpoint == message.endpoint]
