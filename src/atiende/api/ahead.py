"""What the composer offers from a conversation: moments in working hours, and the mail that confirms what was said."""

from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from fastapi import APIRouter

from atiende.actions.values import brand_body, tongue_of, values_for, written, written_reference
from atiende.api.asked import Asked
from atiende.api.conversations import shown
from atiende.api.permissions import conversation_for, needs
from atiende.api.shapes import Moment, Page, Shape
from atiende.domain import customer_texts as said
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Unreachable
from atiende.domain.hours import add_business_ms, next_closing, next_opening
from atiende.flows.template import texts

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}", tags=["conversations"])

Answers = Annotated[Asked, needs("conversation.reply")]
HOUR_MS = 3_600_000
ALWAYS = docs.Hours(
    name="-", time_zone="Europe/Madrid", blocks=[docs.Block(days=[1, 2, 3, 4, 5], start="09:00", end="18:00")]
)
"""Where a centre never closes people still think of mornings."""


class MomentShown(Shape):
    """`name`: hour, later, next (when it opens next) or week (when it first opens next week)."""

    name: str
    at: Moment


class Confirmation(Shape):
    """A mail to the address on file, ready to be completed and sent."""

    endpoint: str
    subject: str
    text: str


@router.get("/moments", response_model=Page[MomentShown])
async def list_working_moments(asked: Answers, conversation_id: str) -> Page[MomentShown]:
    """The usual moments to come back to it or to send, in the working hours of its queue, soonest first."""
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    hours, now = await _hours(asked, found), asked.now
    opening = _next_morning(hours, now)
    moments = {
        "hour": add_business_ms(hours, now, HOUR_MS),
        "later": add_business_ms(hours, now, 3 * HOUR_MS),
        "next": opening,
        "week": _next_week(hours, now),
    }
    items: list[MomentShown] = []
    for name, at in moments.items():
        if at is not None and all(one.at != at for one in items):
            items.append(MomentShown(name=name, at=at))
    return Page[MomentShown](items=sorted(items, key=lambda one: one.at))


@router.get("/confirmation", response_model=Confirmation)
async def get_confirmation(asked: Answers, conversation_id: str) -> Confirmation:
    """The mail that confirms a call or chat, in the customer's language. 422 `unreachable` without an address."""
    found = await conversation_for(asked, conversation_id, "conversation.reply")
    detail = await shown(asked, conversation_id)
    mails = [one for one in detail.endpoints if one.traits.subject]
    if not mails:
        raise Unreachable(channel="email")
    language = await tongue_of(asked.reading, found)
    brand = await brand_body(asked.reading, found.brand)
    values = {
        **await values_for(asked.reading, found, asked.viewer.author),
        "reference": written_reference(brand, found),
    }
    subject = texts((said.CONFIRM_SUBJECT_ES, said.CONFIRM_SUBJECT_EN), language)
    return Confirmation(
        endpoint=mails[0].endpoint,
        subject=written(subject, values, language).text,
        text=written(texts((said.CONFIRM_ES, said.CONFIRM_EN), language), values, language).text,
    )


async def _hours(asked: Asked, conversation: Conversation) -> docs.Hours:
    """The queue's, else the brand's; where nobody ever closes, those of an office."""
    row = await asked.reading.get(docs.Document, "queue", conversation.queue)
    queue = docs.read("queue", row.body) if row is not None else None
    slug = queue.hours if isinstance(queue, docs.Queue) else None
    brand = await brand_body(asked.reading, conversation.brand)
    kept = await asked.reading.get(docs.Document, "hours", slug or brand.hours or "")
    body = docs.read("hours", kept.body) if kept is not None and not kept.retired else None
    if isinstance(body, docs.Hours) and next_closing(body, asked.now) is not None:
        return body
    return msgspec.structs.replace(ALWAYS, time_zone=brand.time_zone)


def _next_morning(hours: docs.Hours, now: int) -> int | None:
    """When it opens next, after today's hours are over."""
    opens = next_opening(hours, now)
    if opens is None or opens > now:
        return opens
    closes = next_closing(hours, now)
    return next_opening(hours, closes) if closes is not None else None


def _next_week(hours: docs.Hours, now: int) -> int | None:
    zone = ZoneInfo(hours.time_zone)
    local = datetime.fromtimestamp(now / 1000, zone)
    monday = (local + timedelta(days=7 - local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return next_opening(hours, int(monday.timestamp() * 1000))
