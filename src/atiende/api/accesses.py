"""Who looked at a customer's record and who changed it; customers as a file: what leaves is said before it leaves."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions.accesses import View, note_export
from atiende.api import admin_shapes, shapes
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.csv_out import BOM, line
from atiende.api.customers import CustomersListed, customer_for, page_of
from atiende.api.hidden import fields_shown
from atiende.api.permissions import needs
from atiende.api.problems import language_of, text
from atiende.domain.customer import Identity
from atiende.domain.errors import LookingOnly
from atiende.ports.people_views import Touch, TouchWanted
from atiende.ports.views import CustomerDetail

router = APIRouter(prefix="/api/v1/customers", tags=["customers"])

READ = "customer.read"
Audits = Annotated[Asked, needs("audit.read")]
Exports = Annotated[Asked, needs("customer.export")]
MOST_LINES, MOST_CUSTOMERS = 10_000, 50_000
PAGE, EXPORTED_AT_ONCE = 200, 100
VERIFIES = "•••"
"""Stands for a value that verifies a customer."""
CSV = {"content": {"text/csv": {"schema": {"type": "string"}}}}


class TouchShown(shapes.Shape):
    """A look (`how`, `views` from `since` to `at`) or a change (`fact`, `changes`)."""

    kind: Literal["view", "change"]
    at: shapes.Moment
    since: shapes.Moment
    actor: shapes.Who
    how: str
    views: int
    conversation: str
    number: int
    fact: str
    seq: int
    changes: list[admin_shapes.FieldChangedShown]


class TouchesListed(BaseModel):
    """`actor` as in the log (`agent:usr_…`, `key:…`); `until` is not included."""

    kind: Literal["", "view", "change"] = ""
    actor: str = Field(default="", max_length=80)
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class TouchPage(TouchesListed):
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


def _wanted(listed: TouchesListed, cursor: str | None, limit: int) -> TouchWanted:
    return TouchWanted(
        kind=listed.kind,
        actor=listed.actor,
        since=int(listed.since.timestamp() * 1000) if listed.since is not None else None,
        until=int(listed.until.timestamp() * 1000) if listed.until is not None else None,
        cursor=cursor,
        limit=limit,
    )


@router.get("/{customer_id}/accesses", response_model=shapes.Page[TouchShown])
async def list_accesses(asked: Audits, customer_id: str, listed: Annotated[TouchPage, Query()]) -> object:
    """Who viewed or modified this record, newest first, with old and new values."""
    await customer_for(asked, customer_id, "audit.read")
    await asked.accesses.flush()
    subjects = await _subjects(asked, customer_id)
    page = await asked.views.people.touches(asked.tenant, subjects, _wanted(listed, listed.cursor, listed.limit))
    masked = await _masked(asked)
    return {"items": [masked(one) for one in page.items], "next": page.next}


async def _subjects(asked: Asked, customer_id: str) -> Sequence[str]:
    """Everything the person's record is made of."""
    person = await asked.views.customers.person(asked.tenant, customer_id)
    identities = [row for one in person for row in await asked.reading.where(Identity, {"customer": one})]
    return [*person, *(row.id for row in identities)]


class _Mask:
    """Shows what was changed, but never a value that customers are verified by."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = {f"fields.{name}" for name in fields}

    def __call__(self, one: Touch) -> TouchShown:
        shown = TouchShown.model_validate(one)
        for change in shown.changes:
            if change.field in self._fields:
                change.old, change.new = VERIFIES if change.old else "", VERIFIES if change.new else ""
        return shown


async def _masked(asked: Asked) -> _Mask:
    return _Mask([slug for slug, body in (await fields_shown(asked)).items() if body.verifies])


@router.get(
    "/{customer_id}/accesses.csv",
    response_class=StreamingResponse,
    responses={200: CSV},
    dependencies=[not_when_busy("exports")],
)
async def export_accesses(
    request: Request, asked: Audits, customer_id: str, listed: Annotated[TouchesListed, Query()]
) -> StreamingResponse:
    """The same list as a file; that it was taken is in the list from then on."""
    _own_eyes(asked)
    await customer_for(asked, customer_id, "audit.read")
    await asked.accesses.flush()
    subjects, language = await _subjects(asked, customer_id), language_of(request)
    await _say(asked, "accesses", [customer_id])
    return _file(_access_lines(asked, subjects, listed, language), "accesses.csv")


async def _access_lines(
    asked: Asked, subjects: Sequence[str], listed: TouchesListed, language: str
) -> AsyncIterator[str]:
    def word(key: str) -> str:
        return text(language, f"csv.{key}", {}, "people")

    columns = ("at", "who", "what", "times", "field", "old", "new")
    yield BOM + line([word(name) for name in columns])
    cursor, written, masked = None, 0, await _masked(asked)
    while written < MOST_LINES:
        page = await asked.views.people.touches(asked.tenant, subjects, _wanted(listed, cursor, PAGE))
        for one in page.items:
            for row in _lines_of(masked(one), language):
                written += 1
                yield line(row)
        cursor = page.next
        if cursor is None:
            return


def _lines_of(one: TouchShown, language: str) -> Sequence[Sequence[str | int]]:
    at, who = shapes.stamp(one.at), one.actor.name or one.actor.id or one.actor.type
    if one.kind == "view":
        return [[at, who, text(language, f"how.{one.how}", {}, "people"), one.views, "", "", ""]]
    changed = text(language, "csv.changed", {}, "people")
    return [[at, who, changed, 1, change.field, change.old, change.new] for change in one.changes]


@router.get(
    "/export.csv",
    response_class=StreamingResponse,
    responses={200: CSV},
    dependencies=[not_when_busy("exports")],
)
async def export_customers(
    request: Request, asked: Exports, listed: Annotated[CustomersListed, Query()]
) -> StreamingResponse:
    """The customers of a list as a file. Each page of them is in the access log before it leaves."""
    _own_eyes(asked)
    return _file(_customer_lines(asked, listed, language_of(request)), "customers.csv")


async def _customer_lines(asked: Asked, listed: CustomersListed, language: str) -> AsyncIterator[str]:
    def word(key: str) -> str:
        return text(language, f"csv.{key}", {}, "people")

    fields = [slug for slug, body in (await fields_shown(asked)).items() if body.of == "customer" and not body.verifies]
    columns = ("id", "name", "company", "language", "vip", "emails", "phones")
    yield BOM + line([*(word(name) for name in columns), *fields])
    cursor, written = None, 0
    while written < MOST_CUSTOMERS:
        page = await page_of(asked, listed.model_copy(update={"cursor": cursor, "limit": EXPORTED_AT_ONCE}))
        await _say(asked, "customers", [one.id for one in page.items])
        for one in page.items:
            detail = await asked.views.customers.detail(asked.tenant, asked.viewer.sight_of(READ), one.id)
            if detail is not None:
                written += 1
                yield line(_customer_line(detail, fields))
        cursor = page.next
        if cursor is None:
            return


def _customer_line(one: CustomerDetail, fields: Sequence[str]) -> Sequence[str]:
    def addresses(channel: str) -> str:
        return "; ".join(each.address for each in one.identities if each.channel == channel and not each.retired)

    vip = "1" if one.vip else ""
    known = [one.id, one.name, one.organization, one.language, vip, addresses("email"), addresses("phone")]
    return [*known, *(one.fields.get(slug, "") for slug in fields)]


def _own_eyes(asked: Asked) -> None:
    """Who looks as somebody else takes nothing along. Raises LookingOnly."""
    if asked.viewer.by:
        raise LookingOnly()


async def _say(asked: Asked, what: str, customers: Sequence[str]) -> None:
    """Durable before the first byte of it leaves."""
    viewer, now = asked.viewer.actor, asked.now
    views = [View(viewer=viewer, customer=one, how="export", at=now) for one in customers]
    await note_export(asked.desk, asked.tenant, viewer, what, views, "csv")


def _file(lines: AsyncIterator[str], name: str) -> StreamingResponse:
    return StreamingResponse(
        lines,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
