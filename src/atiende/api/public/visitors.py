"""Who is behind a widget's socket, and what of his conversation he may see: the chat's own messages, nothing else."""

import re

from msgspec import Struct

from atiende.actions.endpoints import open_endpoint
from atiende.actions.knowledge import address_of
from atiende.actions.persons import person_read
from atiende.actions.values import best_language, brand_body
from atiende.api.public.said import PRINTED, Frame, Identity
from atiende.api.wire import stamp
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.documents import Document, read
from atiende.domain.documents import Endpoint as EndpointDocument
from atiende.domain.knowledge_documents import Article, title_of
from atiende.domain.message import Message, MessageContent
from atiende.domain.threading import newest_unclosed
from atiende.domain.visitor import VISITOR, VOUCHED, vouched
from atiende.domain.work import User
from atiende.ports.channel import Endpoint, Inbound
from atiende.ports.desk import Desk

TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,64}\.[A-Za-z0-9_-]{10,128}$")
RECENT = 200
LONGEST_ID = 200
BY_MACHINES = ("flow", "bot", "notice")
LINK_MS = 600_000
"""How long a link to a file works."""


class Visitor(Struct, frozen=True, kw_only=True):
    """`address` is how the customer is known at this endpoint; `token` proves it next time."""

    address: str
    token: str
    name: str = ""
    email: str = ""
    signed: bool = False


def greet(desk: Desk, endpoint: Endpoint, token: str, identity: Identity | None) -> Visitor:
    """A known token, a vouched identity, or somebody new. A wrong signature or token counts as somebody new."""
    secret = endpoint.settings.get("identity_secret", "")
    if (
        identity is not None
        and isinstance(secret, str)
        and _usable(identity)
        and vouched(secret, identity.id, identity.hash)
    ):
        return Visitor(
            address=VOUCHED + identity.id,
            token=token if _known(desk, endpoint, token) else _new_token(desk, endpoint),
            name=identity.name,
            email=identity.email,
            signed=True,
        )
    good = token if _known(desk, endpoint, token) else _new_token(desk, endpoint)
    return Visitor(address=_address(desk, good), token=good)


def _usable(identity: Identity) -> bool:
    return len(identity.id) <= LONGEST_ID and identity.id.isprintable()


def by_token(desk: Desk, endpoint: Endpoint, token: str) -> Visitor | None:
    """The visitor of a valid token."""
    return Visitor(address=_address(desk, token), token=token) if _known(desk, endpoint, token) else None


def _new_token(desk: Desk, endpoint: Endpoint) -> str:
    random = desk.ids.secret(24)
    return f"{random}.{desk.keys.sign('visitor', _signed_text(endpoint, random))}"


def _known(desk: Desk, endpoint: Endpoint, token: str) -> bool:
    if not TOKEN.match(token):
        return False
    random, _, signature = token.partition(".")
    return desk.keys.signed("visitor", _signed_text(endpoint, random), signature)


def _signed_text(endpoint: Endpoint, random: str) -> str:
    return f"{endpoint.tenant}/{endpoint.slug}/{random}"


def _address(desk: Desk, token: str) -> str:
    return VISITOR + desk.keys.digest("visitor", token.partition(".")[0])


def inbound(desk: Desk, visitor: Visitor, frame: Frame, language: str) -> Inbound:
    """What he writes."""
    return Inbound(
        origin=f"{visitor.address}/{frame.client_id}",
        address=visitor.address,
        name=(visitor.name or frame.name)[:120],
        text=frame.text,
        choice=frame.choice[:LONGEST_ID],
        language=language,
        signed=visitor.signed,
        uploads=tuple(one for one in frame.files[:10] if PRINTED.match(one)),
        uploader=uploader(desk, visitor.token) if frame.files else "",
        email=(visitor.email or frame.email)[:254],
    )


def uploader(desk: Desk, token: str) -> str:
    """Whose the files are that this browser uploads, vouched for or not."""
    return f"visitor:{_address(desk, token)}"


async def customer_of(desk: Desk, endpoint: Endpoint, visitor: Visitor) -> str:
    """The customer's id, or empty before his first message."""
    scope = f"{endpoint.brand}/{endpoint.slug}"
    found = await desk.store.reading(endpoint.tenant).get(Address, scope, endpoint.channel, visitor.address)
    return found.customer if found else ""


async def conversation_of(desk: Desk, endpoint: Endpoint, customer: str) -> Conversation | None:
    """The one his next message goes to: his newest in work, else the one last resolved."""
    if not customer:
        return None
    read = desk.store.reading(endpoint.tenant)
    rows = [
        row for one in await person_read(read, customer) for row in await read.where(Conversation, {"customer": one})
    ]
    return newest_unclosed(rows)


async def mailbox_of(desk: Desk, endpoint: Endpoint) -> Endpoint | None:
    """The first published mailbox of the endpoint's brand."""
    for row in await desk.store.reading(endpoint.tenant).where(Document, {"kind": "endpoint"}):
        body = None if row.retired else read("endpoint", row.body)
        if not isinstance(body, EndpointDocument) or not body.enabled or body.brand != endpoint.brand:
            continue
        if desk.channels[body.channel].traits.subject:
            return await open_endpoint(desk, endpoint.tenant, row.slug)
    return None


async def history(
    desk: Desk, endpoint: Endpoint, conversation: Conversation, since: int, language: str
) -> list[dict[str, object]]:
    """The chat's messages after a position, oldest first; of a long one the newest."""
    read = desk.store.reading(endpoint.tenant)
    rows = await read.where(Message, {"conversation": conversation.id}, limit=100_000)
    wanted = [one for one in rows if one.position > since and shown_to_visitor(endpoint, one)]
    wanted.sort(key=lambda one: one.position)
    return [await shown(desk, endpoint, one, None, language) for one in wanted[-RECENT:]]


async def unread(desk: Desk, endpoint: Endpoint, conversation: str, upto: int) -> list[str]:
    """Our chat messages up to a position that nobody has said to have read; at most the last fifty."""
    rows = await desk.store.reading(endpoint.tenant).where(Message, {"conversation": conversation}, limit=100_000)
    ours = [one for one in rows if one.direction == "out" and shown_to_visitor(endpoint, one) and one.position <= upto]
    return [one.id for one in ours[-50:] if one.status in ("sent", "delivered")]


def shown_to_visitor(endpoint: Endpoint, message: Message) -> bool:
    """Notes and mails of the same conversation stay out of the chat."""
    return message.direction != "note" and message.endpoint == endpoint.slug


async def shown(
    desk: Desk, endpoint: Endpoint, message: Message, content: MessageContent | None, language: str
) -> dict[str, object]:
    """A message as the widget gets it."""
    read = desk.store.reading(endpoint.tenant)
    content = content or await read.get(MessageContent, message.id)
    author = await read.get(User, message.author) if message.direction == "out" else None
    files = [
        {
            "id": one.id,
            "name": one.name,
            "content_type": one.content_type,
            "size": one.size,
            "url": file_link(desk, endpoint, one.id),
        }
        for one in (content.attachments if content else ())
    ]
    return {
        "id": message.id,
        "position": message.position,
        "from": _from(message),
        "name": author.name.split(" ")[0] if author else "",
        "text": content.text if content else "",
        "at": stamp(message.at),
        "files": files,
        "status": message.status,
        "client_id": _client_id(message, content),
        **(await _offered(desk, endpoint, content, language) if content is not None else {}),
    }


def _from(message: Message) -> str:
    """customer, agent, assistant (a machine that talks with him) or system (what the centre has to say)."""
    if message.direction == "in":
        return "customer"
    if not message.automatic:
        return "agent"
    return "assistant" if message.why in BY_MACHINES else "system"


async def _offered(desk: Desk, endpoint: Endpoint, content: MessageContent, language: str) -> dict[str, object]:
    """What can be tapped, and the article it is from."""
    found: dict[str, object] = {}
    if content.choices:
        found["choices"] = [{"id": one.id, "label": one.label} for one in content.choices]
    if content.source:
        found["source"] = await _source(desk, endpoint, content.source, language)
    return found


async def _source(desk: Desk, endpoint: Endpoint, slug: str, language: str) -> dict[str, str] | None:
    reading = desk.store.reading(endpoint.tenant)
    row = await reading.get(Document, "article", slug)
    body = read("article", row.body) if row is not None and not row.retired else None
    if not isinstance(body, Article):
        return None
    brand = await brand_body(reading, endpoint.brand)
    spoken = best_language(language, brand.language)
    url = address_of(desk, endpoint.brand, brand, spoken, slug) if body.audience == "public" else ""
    return {"title": title_of(body, spoken), "url": url}


def _client_id(message: Message, content: MessageContent | None) -> str:
    """The visitor's own id of his message, without what makes it unique at the endpoint."""
    if content is None or message.direction != "in":
        return ""
    return content.client_id.removeprefix(f"{content.sender}/")


def file_link(desk: Desk, endpoint: Endpoint, file_id: str) -> str:
    """A link that works for ten minutes, for whoever has it."""
    until = desk.clock.now() + LINK_MS
    signature = desk.keys.sign("widget_file", f"{endpoint.tenant}/{file_id}/{until}")
    return f"/widget/files/{file_id}?tenant={endpoint.tenant}&exp={until}&sig={signature}"
