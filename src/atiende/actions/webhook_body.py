"""What a webhook is told of a fact: the fact itself and the rows it speaks of, as far as this webhook may see them."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer, CustomerDetails
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.row import Row
from atiende.ports.store import Change

R = TypeVar("R", bound=Row)

MOST_TEXT = 100_000
"""Characters of a message that are passed on; beyond, it is cut and says so."""
TIMES = frozenset(
    ("at", "since", "until", "opened_at", "touched_at", "waiting_since", "answered_at", "snoozed_until", "resolved_at",
     "closed_at", "expires_at", "again_at", "seen_at", "first_taken_at", "ended_at", "wrap_up_until", "last_message_at",
     "preferred_until")
)  # fmt: skip


def brand_of(change: Change, logged: Logged) -> str:
    """The brand a fact belongs to; empty for what concerns the centre."""
    fact = logged.fact
    named: str = getattr(fact, "brand", "")
    if named:
        return named
    for field, row in (("conversation", Conversation), ("interaction", Interaction), ("customer", Customer)):
        key = getattr(fact, field, None)
        found = change.get(row, key) if key else None
        if isinstance(found, Conversation | Interaction | Customer):
            return found.brand
    return _endpoint_brand(change, getattr(fact, "endpoint", ""))


def _endpoint_brand(change: Change, slug: str) -> str:
    found = change.get(docs.Document, "endpoint", slug) if slug else None
    body = docs.read("endpoint", found.body) if found else None
    return body.brand if isinstance(body, docs.Endpoint) else ""


def body_of(change: Change, logged: Logged) -> str:
    """The JSON text that is signed and sent, the same at every attempt."""
    fact = msgspec.to_builtins(logged.fact)
    name = fact.pop("fact")
    return encoded(
        name, logged.at, {"seq": logged.seq, "actor": logged.actor, "fact": _told(fact), "rows": _rows(change, fact)}
    )


def encoded(name: str, at: int, data: Json) -> str:
    return msgspec.json.encode({"type": name, "timestamp": stamp(at), "data": data}).decode()


def stamp(at: int) -> str:
    """Milliseconds as RFC 3339."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _told(row: dict[str, Json]) -> Json:
    """Times as the API writes them."""
    return {name: stamp(value) if name in TIMES and isinstance(value, int) else value for name, value in row.items()}


def _rows(change: Change, fact: dict[str, Json]) -> Json:
    rows: dict[str, Json] = {}
    conversation = _get(change, Conversation, fact.get("conversation"))
    if conversation is not None:
        rows["conversation"] = _told(msgspec.to_builtins(conversation))
    customer = str(fact.get("customer") or (conversation.customer if conversation else ""))
    details = _get(change, CustomerDetails, customer)
    if details is not None:
        rows["customer"] = {
            "id": customer,
            "name": details.name,
            "organization": details.organization,
            "language": details.language,
        }
    message = _message(change, fact.get("message"))
    if message is not None:
        rows["message"] = message
    return rows


def _get(change: Change, row: type[R], key: Json) -> R | None:
    return change.get(row, key) if isinstance(key, str) and key else None


def _message(change: Change, key: Json) -> Json:
    if not isinstance(key, str) or not key:
        return None
    row, content = change.get(Message, key), change.get(MessageContent, key)
    if row is None:
        return None
    told: dict[str, Json] = {
        "id": row.id,
        "conversation": row.conversation,
        "position": row.position,
        "direction": row.direction,
        "status": row.status,
        "author": row.author,
        "channel": row.channel,
        "endpoint": row.endpoint,
        "at": stamp(row.at),
    }
    if content is not None:
        told |= {
            "text": content.text[:MOST_TEXT],
            "cut": len(content.text) > MOST_TEXT,
            "subject": content.subject,
            "from": content.sender,
            "attachments": [
                {"id": file.id, "name": file.name, "content_type": file.content_type, "size": file.size}
                for file in content.attachments
            ],
        }
    return told
