"""Search over everything: one box, four groups, each only as far as the viewer may see."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.looked import looked
from atiende.api.permissions import needs
from atiende.api.search_calls import CallHit, calls_found
from atiende.api.shapes import Moment, Shape
from atiende.api.who import Viewer
from atiende.domain import documents as docs
from atiende.domain.conversation import STATUSES
from atiende.domain.desk_documents import Tag
from atiende.domain.search import Condition, Sought
from atiende.language.highlight import Piece, found_in, snippet
from atiende.language.query import Known, Part, moments, people, understand
from atiende.language.query import Query as Understood
from atiende.language.words import fold
from atiende.ports.lists import Filters, Wanted
from atiende.ports.search_views import MessageFound
from atiende.ports.views import ConversationRow, CustomerLine, CustomersWanted, Page, Sight

router = APIRouter(prefix="/api/v1", tags=["search"])

READ, PEOPLE = "conversation.read", "customer.read"
Reads = Annotated[Asked, needs("conversation.read", "customer.read")]
FEW, MANY = 5, 20
"""Items of a group beside the others, and of a group alone (and of messages)."""
PLAIN = ("word", "prefix", "begun", "phrase", "number", "phone", "email")
FAR_BEHIND = 500
"""Facts not yet in the index from which the screen says so."""


class Stretch(Shape):
    """A piece of text; `hit`: it is what was looked for."""

    text: str
    hit: bool


class Understanding(Shape):
    """A piece of the query and what it was taken for. `problem`: unknown_operator, unknown_value or no_value."""

    text: str
    taken: str
    value: str
    negated: bool
    problem: str


class MessageHit(Shape):
    """A message that answers; `position` is its place in the conversation."""

    id: str
    conversation: str
    number: int
    position: int
    at: Moment
    direction: str
    channel: str
    author: shapes.Who
    customer: shapes.Named
    queue: str
    status: str
    subject: list[Stretch]
    snippet: list[Stretch]
    files: list[list[Stretch]]


class OrganizationHit(Shape):
    id: str
    name: str
    brand: str
    domains: list[str]


class Found(Shape):
    """What was found in each group; a group not asked for is empty. `behind`: facts still to be indexed."""

    understood: list[Understanding]
    messages: shapes.Page[MessageHit]
    calls: list[CallHit]
    customers: shapes.Page[shapes.CustomerLine]
    organizations: list[OrganizationHit]
    conversations: list[shapes.Row]
    behind: int


class Searched(BaseModel):
    """What is typed, in which group, and where to go on."""

    q: str = Field(max_length=400)
    type: Literal["all", "messages", "calls", "customers", "companies", "conversations"] = "all"
    cursor: str | None = Field(default=None, max_length=400)


@router.get("/search", response_model=Found)
async def search_everything(asked: Reads, searched: Annotated[Searched, Query()]) -> Found:
    """Messages, customers, companies and conversations that answer, the newest first."""
    known, zone = await _surroundings(asked)
    today = datetime.fromtimestamp(asked.now / 1000, UTC).astimezone(zone).date()
    query = understand(searched.q.replace("\x00", " "), today, known)
    sought = await _with_company(asked, query, moments(query, zone))
    at, head = await asked.views.search.indexed(asked.tenant)
    behind = head - at
    return Found(
        understood=[_understanding(part) for part in query.parts],
        messages=await _messages(asked, searched, sought),
        calls=await calls_found(asked, sought, MANY if searched.type == "calls" else FEW)
        if _wants(searched, "calls")
        else [],
        customers=await _customers(asked, searched, query),
        organizations=await _organizations(asked, searched, query),
        conversations=await _conversations(asked, searched, query, sought),
        behind=behind if behind > FAR_BEHIND else 0,
    )


def _wants(searched: Searched, kind: str) -> bool:
    return searched.type in ("all", kind)


def _understanding(part: Part) -> Understanding:
    return Understanding(**{name: getattr(part, name) for name in part.__struct_fields__})


async def _surroundings(asked: Asked) -> tuple[Known, ZoneInfo]:
    """What operators may name, and where the viewer's day begins: in his first brand's zone."""
    rows = [
        row
        for kind in ("brand", "queue", "tag")
        for row in await asked.reading.where(docs.Document, {"kind": kind})
        if not row.retired
    ]
    bodies = [(row.slug, docs.read(row.kind, row.body)) for row in rows]
    brands = [
        body
        for slug, body in bodies
        if isinstance(body, docs.Brand) and (asked.viewer.brands is None or slug in asked.viewer.brands)
    ]
    tags = {slug: (body.name, body.name_es) for slug, body in bodies if isinstance(body, Tag)}
    queues = {slug: (body.name,) for slug, body in bodies if isinstance(body, docs.Queue)}
    known = Known(
        queues=_by_name(queues),
        tags=_by_name(tags),
        agents=_by_name({one.id: (one.name,) for one in await asked.views.floor.agents(asked.tenant)}),
        channels={name: name for name in asked.desk.channels},
        prefixes=tuple(brand.reference_prefix for brand in brands if brand.reference_prefix),
        me=asked.viewer.user,
    )
    return known, ZoneInfo(brands[0].time_zone if brands else "UTC")


def _by_name(things: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {fold(slug): slug for slug in things}
    return found | {" ".join(fold(name).split()): slug for slug, names in things.items() for name in names if name}


async def _with_company(asked: Asked, query: Understood, sought: Sought) -> Sought:
    """`company:` as a condition on the conversation's customer."""
    if not query.company:
        return sought
    named = people(" ".join(query.company))
    found = await asked.views.search.organizations(asked.tenant, asked.viewer.brands, named, MANY)
    condition = Condition("organization", tuple(one.id for one in found) or ("none",))
    return _replace(sought, conditions=(*sought.conditions, condition))


def _replace(sought: Sought, conditions: tuple[Condition, ...]) -> Sought:
    fields = {name: getattr(sought, name) for name in sought.__struct_fields__}
    return Sought(**{**fields, "conditions": conditions})


async def _messages(asked: Asked, searched: Searched, sought: Sought) -> shapes.Page[MessageHit]:
    """Without a word every message would answer: then the conversations do."""
    if not _wants(searched, "messages") or not sought.has_words or READ not in asked.viewer.permissions:
        return shapes.Page(items=[])
    cursor = searched.cursor if searched.type == "messages" else None
    found = await asked.views.search.messages(asked.tenant, asked.viewer.sight, sought, cursor, MANY, asked.now)
    return shapes.Page(items=[_message(one, sought) for one in found.items], next=found.next)


def _message(one: MessageFound, sought: Sought) -> MessageHit:
    files = [snippet(name, sought) for name in one.files if found_in(name, sought)]
    return MessageHit.model_validate(
        {
            **{name: getattr(one, name) for name in ("id", "conversation", "number", "position", "at", "direction")},
            **{name: getattr(one, name) for name in ("channel", "author", "queue", "status")},
            "customer": {"id": one.customer, "name": one.customer_name},
            "subject": _stretches(snippet(one.subject, sought)),
            "snippet": _stretches(snippet(one.text, sought)),
            "files": [_stretches(pieces) for pieces in files],
        }
    )


def _stretches(pieces: Sequence[Piece]) -> list[Stretch]:
    return [Stretch(text=one.text, hit=one.hit) for one in pieces]


def _plainly(query: Understood) -> str:
    """What was typed, if it is no more than words; else what `customer:` names."""
    if all(part.taken in PLAIN and not part.problem for part in query.parts):
        return " ".join([part.text for part in query.parts if not part.negated])
    return " ".join([part.value for part in query.parts if part.taken == "customer"])


async def _customers(asked: Asked, searched: Searched, query: Understood) -> shapes.Page[shapes.CustomerLine]:
    typed, viewer = _plainly(query), asked.viewer
    if not _wants(searched, "customers") or not people(typed).has_words or PEOPLE not in viewer.permissions:
        return shapes.Page(items=[])
    alone = searched.type == "customers"
    wanted = CustomersWanted(cursor=searched.cursor if alone else None, limit=MANY if alone else FEW)
    found = await customers_found(asked, typed, wanted)
    for one in found.items:
        await looked(asked, one.id, how="search")
    items = [shapes.CustomerLine.model_validate(one) for one in found.items]
    return shapes.Page(items=items, next=found.next)


async def customers_found(asked: Asked, typed: str, wanted: CustomersWanted) -> Page[CustomerLine]:
    """People of the brands the viewer works for; with a narrower scope, only those whose conversations he sees."""
    viewer = asked.viewer
    sight = sight_of_people(viewer)
    return await asked.views.search.customers(asked.tenant, sight, viewer.brands, people(typed), wanted)


def sight_of_people(viewer: Viewer) -> Sight | None:
    """Through which conversations he sees customers; None: all those of his brands."""
    return None if viewer.covers(PEOPLE, "brand") else viewer.sight_of(PEOPLE)


async def _organizations(asked: Asked, searched: Searched, query: Understood) -> list[OrganizationHit]:
    typed = _plainly(query) or " ".join(query.company)
    seen = asked.viewer.covers(PEOPLE, "brand")
    if not _wants(searched, "companies") or not people(typed).has_words or not seen:
        return []
    limit = MANY if searched.type == "companies" else FEW
    found = await asked.views.search.organizations(asked.tenant, asked.viewer.brands, people(typed), limit)
    return [OrganizationHit.model_validate(one) for one in found]


async def _conversations(asked: Asked, searched: Searched, query: Understood, sought: Sought) -> list[shapes.Row]:
    """The one with the number typed; or without any word, those that are as the operators say."""
    if not _wants(searched, "conversations") or READ not in asked.viewer.permissions:
        return []
    tenant, sight = asked.tenant, asked.viewer.sight
    if query.number is not None:
        ids = await asked.views.search.numbered(tenant, sight, query.number)
        rows = await asked.views.conversations.rows(tenant, sight, ids)
    elif not sought.has_words and (sought.conditions or sought.since or sought.until):
        rows = await _as_listed(asked, sought) or await _of_messages(asked, sought)
    else:
        rows = []
    return [shapes.Row.model_validate(one) for one in rows]


async def _of_messages(asked: Asked, sought: Sought) -> Sequence[ConversationRow]:
    """Conversations of the newest messages that answer."""
    found = await asked.views.search.messages(asked.tenant, asked.viewer.sight, sought, None, MANY, asked.now)
    ids = list(dict.fromkeys(one.conversation for one in found.items))
    return await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, ids)


async def _as_listed(asked: Asked, sought: Sought) -> Sequence[ConversationRow]:
    """By the lists' own indexes, where a list can say it."""
    fields: dict[str, tuple[str, ...]] = {}
    flags: dict[str, bool] = {}
    for one in sought.conditions:
        if one.negated or one.field in fields or one.field == "organization":
            return []
        if one.field == "flag":
            flags[one.values[0]] = True
        else:
            fields[one.field] = one.values
    if not flags.keys() <= {"vip", "overdue"}:
        return []
    filters = Filters(
        status=fields.get("status", STATUSES),
        tag=fields.get("tag", ()),
        queue=fields.get("queue", ()),
        agent=fields.get("agent", ()),
        kind=fields.get("kind", ()),
        vip=flags.get("vip"),
        overdue=flags.get("overdue"),
        touched_after=sought.since,
        touched_before=sought.until,
    )
    wanted = Wanted(view="found", filters=filters, now=asked.now, limit=MANY)
    return (await asked.views.conversations.page(asked.tenant, asked.viewer.sight, wanted)).items
