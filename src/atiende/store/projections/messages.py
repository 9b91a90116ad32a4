"""Messages and notes: their place in the conversation and how far they are on their way."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, later
from atiende.store.projections.conversations import conversation_of
from atiende.store.projections.rows import Rows, need, on

BY_FLOWS = ("flow", "bot", "notice")


@on(f.MessageReceived)
def received(rows: Rows, logged: f.Logged, fact: f.MessageReceived) -> None:
    at = logged.at
    rows.put(
        Message(
            id=fact.message,
            conversation=fact.conversation,
            position=fact.position,
            direction="in",
            status="received",
            author="customer",
            channel=fact.channel,
            endpoint=fact.endpoint,
            at=at,
            interaction=fact.interaction,
        )
    )
    row = conversation_of(rows, fact, fact.conversation)
    waiting = at if row.waiting_since is None else row.waiting_since
    rows.put(replace(row, last=fact.position, last_in=fact.position, waiting_since=waiting, touched_at=at))
    _spoke_in(rows, fact.interaction, at)


@on(f.MessageWritten)
def written(rows: Rows, logged: f.Logged, fact: f.MessageWritten) -> None:
    """An automatic message answers nobody: the customer goes on waiting. In a flow he waits for nobody yet."""
    at = logged.at
    rows.put(
        Message(
            id=fact.message,
            conversation=fact.conversation,
            position=fact.position,
            direction="out",
            status="written",
            author=fact.author,
            channel=fact.channel,
            endpoint=fact.endpoint,
            at=at,
            interaction=fact.interaction,
            identity=fact.identity,
            automatic=fact.automatic,
            why=fact.why,
        )
    )
    row = replace(conversation_of(rows, fact, fact.conversation), last=fact.position, touched_at=at)
    if not fact.automatic:
        answered = at if row.answered_at is None else row.answered_at
        row = replace(row, waiting_since=None, answered_at=answered, answer_due=None)
    elif fact.why in BY_FLOWS and fact.interaction is not None:
        work = rows.get(Interaction, fact.interaction)
        if work is not None and work.state == "in_flow":
            row = replace(row, waiting_since=None, answer_due=None)
    rows.put(row)
    if fact.interaction is not None:
        _spoke_in(rows, fact.interaction, at)


@on(f.NoteWritten)
def noted(rows: Rows, logged: f.Logged, fact: f.NoteWritten) -> None:
    row = conversation_of(rows, fact, fact.conversation)
    rows.put(
        Message(
            id=fact.message,
            conversation=fact.conversation,
            position=fact.position,
            direction="note",
            status="noted",
            author=fact.author,
            channel=row.channel,
            endpoint="",
            at=logged.at,
            only_for=fact.only_for,
        )
    )
    rows.put(replace(row, last=fact.position, touched_at=logged.at))


def _spoke_in(rows: Rows, interaction: str, at: int) -> None:
    row = rows.get(Interaction, interaction)
    if row is not None:
        rows.put(replace(row, last_message_at=at))


@on(f.SendStarted)
def send_started(rows: Rows, logged: f.Logged, fact: f.SendStarted) -> None:
    row = _message(rows, fact, fact.message)
    status = "attempting" if later(row.status, "attempting") else row.status
    rows.put(replace(row, status=status, attempt=fact.attempt))


@on(f.MessageSent)
def sent(rows: Rows, logged: f.Logged, fact: f.MessageSent) -> None:
    _fold(rows, fact, fact.message, "sent")


@on(f.MessageDelivered)
def delivered(rows: Rows, logged: f.Logged, fact: f.MessageDelivered) -> None:
    _fold(rows, fact, fact.message, "delivered")


@on(f.MessageRead)
def read(rows: Rows, logged: f.Logged, fact: f.MessageRead) -> None:
    _fold(rows, fact, fact.message, "read")


@on(f.MessageFailed)
def failed(rows: Rows, logged: f.Logged, fact: f.MessageFailed) -> None:
    """Not final: it is to be tried again, unless a success was heard of meanwhile."""
    if fact.final:
        _fold(rows, fact, fact.message, "failed", fact.reason)
        return
    row = _message(rows, fact, fact.message)
    if row.status in ("written", "attempting", "unconfirmed"):
        rows.put(replace(row, status="written", reason=fact.reason))


@on(f.MessageUnconfirmed)
def unconfirmed(rows: Rows, logged: f.Logged, fact: f.MessageUnconfirmed) -> None:
    _fold(rows, fact, fact.message, "unconfirmed")


@on(f.ResendOrdered)
def resend_ordered(rows: Rows, logged: f.Logged, fact: f.ResendOrdered) -> None:
    rows.put(replace(_message(rows, fact, fact.message), status="written", reason=""))


def _message(rows: Rows, fact: f.Fact, message: str) -> Message:
    return need(rows.get(Message, message), fact)


def _fold(rows: Rows, fact: f.Fact, message: str, heard: str, reason: str = "") -> None:
    row = _message(rows, fact, message)
    if later(row.status, heard):
        rows.put(replace(row, status=heard, reason=reason))
