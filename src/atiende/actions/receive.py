"""The inside of taking a message: customer, conversation, interaction and content, decided in one change."""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.actions import queueing, settings_of
from atiende.actions.announcing import follow_message
from atiende.actions.flow_door import answers_survey, enter
from atiende.actions.merged import present
from atiende.actions.persons import conversations_of
from atiende.actions.senders import Arrival as Arrival
from atiende.actions.senders import scope_of, sender_of
from atiende.domain import conversation as life
from atiende.domain import facts as f
from atiende.domain import threading
from atiende.domain.admission import Admission
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.documents import Document
from atiende.domain.interaction import Interaction
from atiende.domain.message import (
    Attached,
    File,
    MailSubject,
    MailThread,
    Message,
    MessageContent,
    Origin,
)
from atiende.domain.row import Row
from atiende.domain.work import Timer
from atiende.ports.channel import Inbound, SetAside
from atiende.ports.store import Change, Key

LIVE = ("in_flow", "queued", "offered", "handling")
SECOND_MS = 1000


def reads(arrival: Arrival) -> Sequence[tuple[type[Row], Key]]:
    """What the change will look at, as far as it is known before."""
    endpoint, inbound = arrival.endpoint, arrival.inbound
    wanted: list[tuple[type[Row], Key]] = [
        (Origin, (endpoint.slug, inbound.origin)),
        (Address, (scope_of(endpoint, arrival.traits), endpoint.channel, inbound.address)),
        (Document, ("endpoint", endpoint.slug)),
    ]
    if inbound.conversation:
        wanted.append((Conversation, (inbound.conversation,)))
    wanted += [(MailThread, (endpoint.brand, one)) for one in inbound.references[-20:]]
    return wanted


def receive(change: Change, arrival: Arrival) -> Message:
    """Records the message and what follows from it at once. Raises NotFound for an unpublished endpoint or queue."""
    inbound, endpoint = arrival.inbound, arrival.endpoint
    queue_slug = settings_of.endpoint_of(change, endpoint.slug).queue
    customer = sender_of(change, arrival)
    actor = f"customer:{customer}"
    threaded = _threaded(change, arrival)
    found = present(change, threaded) if threaded is not None else _joined(change, arrival, customer)
    conversation = _open(change, arrival, found, customer, queue_slug)
    files = [*arrival.files, *_uploads(change, inbound)]
    waits = _waiting_interaction(change, conversation, endpoint.channel)
    refused = None if waits else _refused_interaction(change, conversation, endpoint.channel)
    known = waits or refused
    interaction = known.id if known else arrival.new("itr")
    message = f.MessageReceived(
        message=arrival.new("msg"),
        conversation=conversation.id,
        interaction=interaction,
        customer=customer,
        channel=endpoint.channel,
        endpoint=endpoint.slug,
        position=conversation.last + 1,
        attachments=len(files),
        characters=len(inbound.text),
    )
    change.record(message, actor=actor)
    in_flow = waits is None and enter(change, arrival, conversation, found, interaction)
    if waits is None and not in_flow:
        _begin(change, arrival, conversation, (interaction, queue_slug), refused)
    _content(change, arrival, message, files)
    follow_message(change, conversation, begins=waits is None and not in_flow and inbound.answerable)
    _silence_clock(change, arrival, waits)
    stored = change.get(Message, message.message)
    assert stored is not None  # the projection of the fact just recorded
    return stored


def message_of(change: Change, endpoint: str, aside: SetAside) -> Message | None:
    """Our own message that set-aside inbound speaks of: by token, else by its Message-ID."""
    brand = settings_of.endpoint_of(change, endpoint).brand
    threads = [change.get(MailThread, brand, mail_id) for mail_id in aside.mail_ids[:50]]
    for message in (*aside.messages[:50], *(one.message for one in threads if one is not None)):
        found = change.get(Message, message)
        if found is not None and found.direction == "out":
            return found
    return None


def _threaded(change: Change, arrival: Arrival) -> Conversation | None:
    """By our own token or plus-address, then by References, then by subject and correspondent within 7 days."""
    inbound, brand = arrival.inbound, arrival.endpoint.brand
    if inbound.conversation:
        found = change.get(Conversation, inbound.conversation)
        if found is not None and found.brand == brand:
            return found
    for mail_id in reversed(inbound.references[-20:]):
        thread = change.get(MailThread, brand, mail_id)
        if thread is not None:
            return change.get(Conversation, thread.conversation)
    if inbound.subject_key:
        subject = change.get(MailSubject, brand, inbound.subject_key, inbound.address)
        if subject is not None and change.at - subject.at <= threading.SUBJECT_WINDOW_MS:
            return change.get(Conversation, subject.conversation)
    return None


def _joined(change: Change, arrival: Arrival, customer: str) -> Conversation | None:
    """The customer's conversation that goes on; in a live channel also the one just resolved, which he still sees."""
    of_customer = conversations_of(change, customer)
    if arrival.traits.session:
        return threading.newest_unclosed(of_customer)
    return threading.newest_active(of_customer)


def _open(change: Change, arrival: Arrival, found: Conversation | None, customer: str, queue: str) -> Conversation:
    """The conversation it goes to: the one found, reopened if it had ended, or a new one (linked to a closed one)."""
    if found is not None and found.status != "closed":
        facts = () if answers_survey(change, found, arrival.endpoint.channel) else life.reopen(found)
        if facts:
            change.record(*facts, actor=f"customer:{customer}")
            change.drop(Timer, "snooze", found.id)
            change.drop(Timer, "close", found.id)
        return _present(change, found.id)
    opened = f.ConversationOpened(
        conversation=arrival.new("cnv"),
        customer=customer,
        brand=arrival.endpoint.brand,
        channel=arrival.endpoint.channel,
        number=change.number("conversation"),
        queue=queue,
        language=arrival.inbound.language,
        priority=settings_of.queue_of(change, queue).priority,
        previous=found.id if found else None,
    )
    change.record(opened, actor=f"customer:{customer}")
    return _present(change, opened.conversation)


def _present(change: Change, conversation: str) -> Conversation:
    found = change.get(Conversation, conversation)
    assert found is not None  # read or recorded in this very change
    return found


def _waiting_interaction(change: Change, conversation: Conversation, channel: str) -> Interaction | None:
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.channel == channel and one.state in LIVE:
            return one
    return None


def _refused_interaction(change: Change, conversation: Conversation, channel: str) -> Interaction | None:
    """A session that could not come in when it was begun."""
    of_it = change.where(Interaction, {"conversation": conversation.id})
    return next((one for one in of_it if one.channel == channel and one.state == "refused"), None)


def _begin(
    change: Change, arrival: Arrival, conversation: Conversation, made: tuple[str, str], refused: Interaction | None
) -> None:
    """A new interaction waits, in its queue or where that overflows to; or it is refused, which is said once.

    Where the conversation's queue was retired meanwhile, it is for its endpoint's.
    """
    interaction, endpoint_queue = made
    own = conversation.queue
    wanted = own if settings_of.document(change, "queue", own) else endpoint_queue
    session = arrival.traits.session
    found = queueing.admit(change, wanted, session=session)
    actor = f"customer:{conversation.customer}"
    if found.why:
        if refused is None:
            change.record(_refusal(arrival, conversation, interaction, found), actor=actor)
        return
    queued = replace(
        queued_for(change, conversation, interaction, found.queue),
        channel=arrival.endpoint.channel,
        endpoint=arrival.endpoint.slug,
        language=arrival.inbound.language or conversation.language,
    )
    change.record(queueing.entering(change, queued, session=session), actor=actor)
    if queued.queue != own:
        change.record(f.ConversationQueueChanged(conversation=conversation.id, queue=queued.queue), actor="system")


def _refusal(arrival: Arrival, conversation: Conversation, interaction: str, found: Admission) -> f.InteractionRefused:
    return f.InteractionRefused(
        interaction=interaction,
        conversation=conversation.id,
        queue=found.queue,
        why=found.why,
        channel=arrival.endpoint.channel,
        endpoint=arrival.endpoint.slug,
    )


def queued_for(change: Change, conversation: Conversation, interaction: str, slug: str) -> f.InteractionQueued:
    """The interaction begins: it asks for what its queue asks for, and first for whoever has the conversation."""
    prefer_ms = settings_of.queue_of(change, slug).prefer_last_agent_seconds * SECOND_MS
    preferred = _known_by(change, conversation) if prefer_ms else None
    return f.InteractionQueued(
        interaction=interaction,
        conversation=conversation.id,
        customer=conversation.customer,
        brand=conversation.brand,
        channel=conversation.channel,
        endpoint="",
        queue=slug,
        since=change.at,
        priority=conversation.priority,
        language=conversation.language,
        preferred=preferred,
        preferred_until=change.at + prefer_ms if preferred else None,
        why="new" if conversation.last == 0 else "reopened",
        reason=conversation.reason,
    )


def _known_by(change: Change, conversation: Conversation) -> str | None:
    """Who has the matter, or had this customer's last one."""
    if conversation.agent is not None:
        return conversation.agent
    earlier = [one for one in conversations_of(change, conversation.customer) if one.agent is not None]
    return max(earlier, key=lambda one: (one.touched_at, one.id)).agent if earlier else None


def _uploads(change: Change, inbound: Inbound) -> Sequence[Attached]:
    """Files the sender uploaded before; somebody else's, or one already sent, is left out."""
    rows = [change.get(File, one) for one in dict.fromkeys(inbound.uploads)]
    return [
        Attached(id=row.id, name=row.name, content_type=row.content_type, size=row.size, blob=row.blob)
        for row in rows
        if row is not None and row.owner == inbound.uploader and not row.message
    ]


def _content(change: Change, arrival: Arrival, message: f.MessageReceived, files: Sequence[Attached]) -> None:
    inbound = arrival.inbound
    change.put(
        MessageContent(
            id=message.message,
            conversation=message.conversation,
            text=inbound.text,
            hidden=inbound.hidden,
            html=inbound.html,
            subject=inbound.subject,
            sender="" if arrival.traits.session else inbound.address,  # a visitor's token is nobody's name
            to=inbound.to,
            cc=inbound.cc,
            attachments=tuple(files),
            mail_id=inbound.mail_id,
            raw=arrival.raw,
            remote_images=inbound.remote_images,
            client_id=inbound.origin if arrival.traits.session else "",
            choice=inbound.choice,
        )
    )
    change.put(
        Origin(
            endpoint=arrival.endpoint.slug,
            origin=inbound.origin,
            message=message.message,
            position=message.position,
            conversation=message.conversation,
        )
    )
    keep_files(change, files, message.message, message.conversation, f"customer:{message.customer}")
    _threads(change, arrival, message)


def _threads(change: Change, arrival: Arrival, message: f.MessageReceived) -> None:
    """By what later mails will find this conversation."""
    inbound, brand = arrival.inbound, arrival.endpoint.brand
    if inbound.mail_id:
        change.put(
            MailThread(brand=brand, mail_id=inbound.mail_id, conversation=message.conversation, message=message.message)
        )
    if inbound.subject_key:
        change.put(
            MailSubject(
                brand=brand,
                subject=inbound.subject_key,
                address=inbound.address,
                conversation=message.conversation,
                at=change.at,
            )
        )


def keep_files(change: Change, files: Sequence[Attached], message: str, conversation: str, owner: str) -> None:
    """Rows by which each file is found and its reader checked."""
    for file in files:
        change.put(
            File(
                id=file.id,
                blob=file.blob,
                name=file.name,
                content_type=file.content_type,
                size=file.size,
                owner=owner,
                message=message,
                conversation=conversation,
                inline=file.inline,
                content_id=file.content_id,
            )
        )


def _silence_clock(change: Change, arrival: Arrival, waits: Interaction | None) -> None:
    """A live session in an agent's hands ends by silence; nobody is cut off for having waited."""
    if arrival.traits.session and waits is not None and waits.state == "handling":
        start_silence(change, waits)


def start_silence(change: Change, interaction: Interaction) -> None:
    """Sets the session's silence clock anew."""
    silence = settings_of.rules_of(change, interaction.queue).silence_seconds * SECOND_MS
    change.put(Timer(kind="silence", key=interaction.id, due=change.at + silence))
