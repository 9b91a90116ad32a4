"""What agents write: replies on any channel the customer can be reached on, notes for colleagues, and resends."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from atiende.actions import receive, settings_of
from atiende.actions.after import NOTHING, After, take_after
from atiende.actions.authors import actor_of
from atiende.actions.collision import check_nothing_came
from atiende.actions.conversations import agent_of, claim, conversation_of
from atiende.actions.persons import person
from atiende.actions.reply import Note as Note
from atiende.actions.reply import Reply as Reply
from atiende.actions.uses_of_texts import note_use
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.errors import Invalid, NotFound, TooLarge, Unreachable, WrongState
from atiende.domain.interaction import Interaction
from atiende.domain.message import Attached, Draft, File, Mention, Message, MessageContent, Origin
from atiende.domain.work import Sending, Timer
from atiende.flows.template import GAP
from atiende.language.marked import html_of
from atiende.ports.channel import Channel, Traits
from atiende.ports.desk import Desk
from atiende.ports.store import Change

OURS = "~agent"
"""The pseudo-endpoint under which what agents send is kept once per client_id."""


async def send_reply(
    desk: Desk, tenant: str, author: str, conversation_id: str, reply: Reply, after: After = NOTHING
) -> Message:
    """Written and due for sending in one commit, with what follows from it for the conversation; a live session gets
    it at once. The same client_id: the same message.

    Raises NotFound, Unreachable when the customer has no address there, Invalid, TooLarge, CameMeanwhile, WrongState.
    """

    def decide(change: Change) -> Message:
        before = change.get(Origin, OURS, once(author, conversation_id, reply.client_id))
        if before is not None:
            return said_before(change, before)
        check_reply(desk, change, conversation_id, author, reply)
        claim(desk, change, conversation_of(change, conversation_id), author)
        message = add_reply(desk, change, conversation_of(change, conversation_id), author, reply)
        take_after(desk, change, conversation_id, author, after)
        return message

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Conversation, (conversation_id,))])


def said_before(change: Change, before: Origin) -> Message:
    """What the same client_id already was. Raises WrongState where that was called back: it is not sent again."""
    if not before.message:
        raise WrongState(state="recalled")
    return _message(change, before.message)


def check_reply(desk: Desk, change: Change, conversation_id: str, author: str, reply: Reply) -> None:
    """Whether it could go now, as it is. Raises what sending it would."""
    conversation = conversation_of(change, conversation_id)
    if conversation.status == "closed":
        raise WrongState(state="closed")
    route = _route(change, conversation, reply, desk.channels)
    _within_limits(route.traits, reply)
    for file in reply.files:
        _unsent(change, file, author)
    check_nothing_came(change, conversation, author, reply.seen, route.traits.session)


def add_reply(desk: Desk, change: Change, conversation: Conversation, author: str, reply: Reply) -> Message:
    """The reply's facts and content, inside a change (a conversation begun by us writes one too)."""
    route = _route(change, conversation, reply, desk.channels)
    _within_limits(route.traits, reply)
    return _write(change, conversation, author, reply, route, desk.ids.new("msg"))


async def write_note(desk: Desk, tenant: str, author: str, conversation_id: str, note: Note) -> Message:
    """Seen by colleagues only. The same client_id: the same note. Raises NotFound (a conversation, a file or
    somebody named who is not here), Invalid when empty."""

    def decide(change: Change) -> Message:
        before = change.get(Origin, OURS, once(author, conversation_id, note.client_id))
        if before is not None:
            return _message(change, before.message)
        conversation = conversation_of(change, conversation_id)
        if not note.text.strip() and not note.files:
            raise Invalid(field="text", reason="empty")
        for user in (*note.mentions, *([note.only_for] if note.only_for else [])):
            agent_of(change, user)
        if note.only_for and note.mentions:
            raise Invalid(field="mentions", reason="invalid")
        return add_note(change, conversation, author, note, desk.ids.new("msg"))

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def add_note(change: Change, conversation: Conversation, author: str, note: Note, message_id: str) -> Message:
    """The note's fact and content, inside a change (transfers and hand-overs write one too)."""
    files = _files(change, note.files, author, message_id, conversation.id)
    change.record(
        f.NoteWritten(
            message=message_id,
            conversation=conversation.id,
            author=author,
            position=conversation.last + 1,
            attachments=len(files),
            mentions=note.mentions,
            only_for=note.only_for,
        ),
        actor=actor_of(author),
    )
    change.put(
        MessageContent(
            id=message_id,
            conversation=conversation.id,
            text=note.text,
            attachments=tuple(files),
            client_id=note.client_id,
        )
    )
    for user in dict.fromkeys(note.mentions):
        change.put(Mention(user=user, message=message_id, conversation=conversation.id, at=change.at))
    _remember(change, author, note.client_id, conversation, message_id)
    change.drop(Draft, author, conversation.id, "note")
    return _message(change, message_id)


async def order_resend(desk: Desk, tenant: str, actor: str, message_id: str) -> Message:
    """A person decides that a failed or unconfirmed message goes again. Raises NotFound, WrongState."""

    def decide(change: Change) -> Message:
        message = change.get(Message, message_id)
        if message is None or message.direction != "out":
            raise NotFound(kind="message", id=message_id)
        if message.status not in ("failed", "unconfirmed"):
            raise WrongState(state=message.status)
        change.record(f.ResendOrdered(message=message.id, conversation=message.conversation), actor=f"agent:{actor}")
        _send_now(change, message)
        return _message(change, message_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


class _Route(Struct, frozen=True, kw_only=True):
    """Where a reply goes: our endpoint, the customer's identity there, and what the channel can do."""

    endpoint: str
    channel: str
    address: Address
    traits: Traits


def _route(change: Change, conversation: Conversation, reply: Reply, channels: Mapping[str, Channel]) -> _Route:
    endpoint = reply.endpoint or _last_endpoint(change, conversation)
    document = settings_of.endpoint_of(change, endpoint)
    if document.brand != conversation.brand:
        raise NotFound(kind="endpoint", id=endpoint)
    scopes = (document.brand, f"{document.brand}/{endpoint}")
    for address in _addresses(change, conversation):
        if reply.identity not in ("", address.identity):
            continue
        if address.channel == document.channel and address.scope in scopes:
            return _Route(
                endpoint=endpoint, channel=document.channel, address=address, traits=channels[document.channel].traits
            )
    raise Unreachable(channel=document.channel)


def _addresses(change: Change, conversation: Conversation) -> list[Address]:
    """The person's, first the one he wrote from last, then those the conversation was opened for."""
    said = ""
    for one in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        content = change.get(MessageContent, one.id)
        said = content.sender if content is not None else ""
    known = [a for one in person(change, conversation.customer) for a in change.where(Address, {"customer": one})]
    return sorted(known, key=lambda one: (one.normal != said, one.customer != conversation.customer))


def _last_endpoint(change: Change, conversation: Conversation) -> str:
    """Where the customer wrote last, unless he asked to go on by mail instead of waiting."""
    for work in change.where(Interaction, {"conversation": conversation.id}):
        if work.deflection == "email" and work.state in receive.LIVE:
            return work.endpoint
    for one in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        return one.endpoint
    raise Invalid(field="endpoint", reason="required")


def _within_limits(traits: Traits, reply: Reply) -> None:
    if not reply.text.strip() and not reply.files:
        raise Invalid(field="text", reason="empty")
    if GAP.search(reply.text) or GAP.search(reply.subject):
        raise Invalid(field="text", reason="gap")
    if traits.max_chars and len(reply.text) > traits.max_chars:
        raise TooLarge(field="text", most=traits.max_chars)
    if len(reply.files) > traits.max_attachments:
        raise TooLarge(field="files", most=traits.max_attachments)


def _write(
    change: Change, conversation: Conversation, author: str, reply: Reply, route: _Route, message_id: str
) -> Message:
    actor = actor_of(author)
    files = _files(change, reply.files, author, message_id, conversation.id)
    interaction = _live_interaction(change, conversation, route.channel)
    written = f.MessageWritten(
        message=message_id,
        conversation=conversation.id,
        interaction=interaction.id if interaction else None,
        author=author,
        channel=route.channel,
        endpoint=route.endpoint,
        identity=route.address.identity,
        position=conversation.last + 1,
        attachments=len(files),
        characters=len(reply.text),
        automatic=reply.automatic,
        why=reply.why,
    )
    change.record(written, actor=actor)
    change.put(_content(change, conversation, reply, route, (message_id, files)))
    _remember(change, author, reply.client_id, conversation, message_id)
    change.drop(Draft, author, conversation.id, "reply")
    if route.traits.push:
        _send_now(change, _message(change, message_id))
    else:
        # The customer's own socket fetches it: written and on its way are the same commit.
        change.record(f.MessageSent(message=message_id, conversation=conversation.id), actor="system")
    for slug in dict.fromkeys(reply.used):
        note_use(change, author, "quick_reply", slug)
    if route.traits.session and interaction is not None and interaction.state == "handling" and not reply.automatic:
        receive.start_silence(change, interaction)
    return _message(change, message_id)


def _content(
    change: Change,
    conversation: Conversation,
    reply: Reply,
    route: _Route,
    made: tuple[str, Sequence[Attached]],
) -> MessageContent:
    message_id, files = made
    html = html_of(reply.text) if reply.marked else reply.html
    return MessageContent(
        id=message_id,
        conversation=conversation.id,
        text=reply.text,
        html=html if route.traits.html else "",
        subject=(reply.subject or _subject(change, conversation)) if route.traits.subject else "",
        to=(route.address.shown,),
        cc=reply.cc if route.traits.subject else (),
        attachments=tuple(files),
        client_id=reply.client_id,
        choices=reply.choices,
        source=reply.source,
    )


def _subject(change: Change, conversation: Conversation) -> str:
    """The subject of the customer's last message, or none."""
    for one in change.where(Message, {"conversation": conversation.id, "position": conversation.last_in}):
        content = change.get(MessageContent, one.id)
        return content.subject if content else ""
    return ""


def _send_now(change: Change, message: Message) -> None:
    change.put(
        Sending(
            conversation=message.conversation,
            position=message.position,
            message=message.id,
            endpoint=message.endpoint,
        )
    )
    change.put(Timer(kind="send", key=message.id, due=change.at))


def _files(change: Change, ids: Sequence[str], owner: str, message_id: str, conversation: str) -> Sequence[Attached]:
    """Uploaded files become the message's. Raises NotFound for a file that is not the author's or already sent."""
    found = []
    for file_id in ids:
        file = _unsent(change, file_id, owner)
        found.append(
            Attached(id=file.id, name=file.name, content_type=file.content_type, size=file.size, blob=file.blob)
        )
    receive.keep_files(change, found, message_id, conversation, f"agent:{owner}")
    return found


def _unsent(change: Change, file_id: str, owner: str) -> File:
    """Raises NotFound for a file that is not his or already sent."""
    file = change.get(File, file_id)
    if file is None or file.owner != f"agent:{owner}" or file.message:
        raise NotFound(kind="file", id=file_id)
    return file


def _live_interaction(change: Change, conversation: Conversation, channel: str) -> Interaction | None:
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.channel == channel and one.state in receive.LIVE:
            return one
    return None


def _remember(change: Change, author: str, client_id: str, conversation: Conversation, message_id: str) -> None:
    change.put(
        Origin(
            endpoint=OURS,
            origin=once(author, conversation.id, client_id),
            message=message_id,
            position=conversation.last + 1,
            conversation=conversation.id,
        )
    )


def once(author: str, conversation: str, client_id: str) -> str:
    """The same client_id of the same author in the same conversation is the same message. Raises Invalid."""
    if not client_id or len(client_id) > 100:
        raise Invalid(field="client_id", reason="required")
    return f"{author} {conversation} {client_id}"


def _message(change: Change, message_id: str) -> Message:
    found = change.get(Message, message_id)
    if found is None:
        raise NotFound(kind="message", id=message_id)
    return found
