"""Sudden rises of a topic, and the notices told because of them."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from atiende.actions import canaries, notices
from atiende.api.asked import Asked
from atiende.api.permissions import SignedIn, needs
from atiende.api.shapes import Moment, Named, Shape
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.errors import NotFound
from atiende.domain.notice import Canary, CanaryWords, Notice, is_up
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1", tags=["notices"])
Supervises = Annotated[Asked, needs("queue.supervise")]
SHOWN = 12


class BehindCanary(Shape):
    """One of the conversations behind it."""

    id: str
    number: int
    customer: str
    channel: str


class CanaryShown(Shape):
    """`kind`: intent, reason, term or volume; `about` its slug, or the channel. `usual`: how many would have been in
    `minutes`. `again`: how often the same was noticed in the month before. `state`: up, over or dismissed."""

    id: str
    brand: str
    kind: str
    about: str
    words: list[str]
    at: Moment
    count: int
    usual: float
    minutes: int
    customers: int
    again: int
    state: str
    ended_at: Moment | None
    conversations: list[BehindCanary]
    notice: str
    """The notice that is told because of it."""


class CanaryList(Shape):
    items: list[CanaryShown]


class NoticeShown(Shape):
    id: str
    by: Named
    at: Moment
    text_es: str
    text_en: str
    brands: list[str]
    endpoints: list[str]
    queues: list[str]
    until: Moment
    canary: str
    ended_at: Moment | None
    up: bool


class NoticeList(Shape):
    items: list[NoticeShown]


class NoticeWanted(BaseModel):
    """Empty brands, endpoints or queues: all of them."""

    text_es: str = Field(default="", max_length=4000)
    text_en: str = Field(default="", max_length=4000)
    brands: list[str] = Field(default=[], max_length=200)
    endpoints: list[str] = Field(default=[], max_length=200)
    queues: list[str] = Field(default=[], max_length=200)
    minutes: int = Field(default=notices.PROPOSED_MINUTES)
    canary: str = Field(default="", max_length=64)


@router.get("/canaries", response_model=CanaryList)
async def list_canaries(asked: Supervises, up: bool = True) -> CanaryList:
    """Those that are up, or all of the last ones."""
    found = await canaries.canaries(asked.desk, asked.tenant, up=up)
    told = {one.canary: one.id for one in await notices.notices(asked.desk, asked.tenant) if is_up(one, asked.now)}
    return CanaryList(items=[await _canary(asked, one, told) for one in found if _of_his(asked, (one.brand,))])


@router.get("/canaries/{canary_id}/proposal", response_model=NoticeWanted)
async def propose_notice(asked: Supervises, canary_id: str) -> NoticeWanted:
    """The notice that might be told because of it, to be read and changed first."""
    await _his_canary(asked, canary_id)
    made = await notices.propose_notice(asked.desk, asked.tenant, canary_id)
    return NoticeWanted(
        text_es=made.text_es,
        text_en=made.text_en,
        brands=list(made.brands),
        minutes=made.minutes,
        canary=made.canary,
    )


@router.delete("/canaries/{canary_id}", status_code=204)
async def dismiss_canary(asked: Supervises, canary_id: str) -> None:
    """It is nothing, or dealt with."""
    await _his_canary(asked, canary_id)
    await canaries.dismiss_canary(asked.desk, asked.tenant, asked.viewer.author, canary_id)


@router.get("/notices", response_model=NoticeList)
async def list_notices(asked: SignedIn) -> NoticeList:
    """What customers are told now."""
    found = [one for one in await notices.notices(asked.desk, asked.tenant) if is_up(one, asked.now)]
    return NoticeList(items=[await _notice(asked, one) for one in found if _of_his(asked, one.brands)])


@router.get("/board/notices", response_model=NoticeList)
async def list_past_notices(asked: Supervises) -> NoticeList:
    """The latest, those over too."""
    found = [one for one in await notices.notices(asked.desk, asked.tenant) if _of_his(asked, one.brands)]
    return NoticeList(items=[await _notice(asked, one) for one in found[:50]])


@router.post("/notices", response_model=NoticeShown, status_code=201)
async def raise_notice(asked: Supervises, wanted: NoticeWanted) -> NoticeShown:
    """Told at once on every channel: widget, flows, automatic answers, help centre."""
    brands = tuple(wanted.brands) or (asked.viewer.brands or ())
    if not set(brands) <= set(asked.viewer.brands or brands):
        raise NotFound(kind="brand", id=",".join(brands))
    if wanted.canary:
        await _his_canary(asked, wanted.canary)
    wording = notices.Wording(
        text_es=wanted.text_es,
        text_en=wanted.text_en,
        brands=brands,
        endpoints=tuple(wanted.endpoints),
        queues=tuple(wanted.queues),
        minutes=wanted.minutes,
        canary=wanted.canary,
    )
    return await _notice(asked, await notices.raise_notice(asked.desk, asked.tenant, asked.viewer.author, wording))


@router.delete("/notices/{notice_id}", status_code=204)
async def end_notice(asked: Supervises, notice_id: str) -> None:
    """No longer told, from now on."""
    found = await asked.reading.get(Notice, notice_id)
    if found is None or not _of_his(asked, found.brands):
        raise NotFound(kind="notice", id=notice_id)
    await notices.end_notice(asked.desk, asked.tenant, asked.viewer.author, notice_id)


async def _his_canary(asked: Asked, canary_id: str) -> Canary:
    found = await asked.reading.get(Canary, canary_id)
    if found is None or not _of_his(asked, (found.brand,)):
        raise NotFound(kind="canary", id=canary_id)
    return found


def _of_his(asked: Asked, brands: tuple[str, ...]) -> bool:
    mine = asked.viewer.brands
    return mine is None or not brands or bool(set(mine) & set(brands))


async def _canary(asked: Asked, one: Canary, told: dict[str, str]) -> CanaryShown:
    words = await asked.reading.get(CanaryWords, one.id)
    latest = one.conversations[-SHOWN:]
    rows = {row.id: row for row in await asked.reading.many(Conversation, [(each,) for each in latest])}
    names = {
        row.id: row.name
        for row in await asked.reading.many(CustomerDetails, [(each.customer,) for each in rows.values()])
    }
    behind = [
        BehindCanary(id=row.id, number=row.number, customer=names.get(row.customer, ""), channel=row.channel)
        for each in reversed(latest)
        if (row := rows.get(each)) is not None
    ]
    return CanaryShown(
        id=one.id,
        brand=one.brand,
        kind=one.kind,
        about=one.about,
        words=list(words.words) if words else [],
        at=one.at,
        count=one.count,
        usual=one.usual_permille / 1000,
        minutes=one.minutes,
        customers=one.customers,
        again=one.again,
        state=one.state,
        ended_at=one.ended_at,
        conversations=behind,
        notice=told.get(one.id, ""),
    )


async def _notice(asked: Asked, one: Notice) -> NoticeShown:
    found = await asked.reading.get(User, one.by)
    return NoticeShown(
        id=one.id,
        by=Named(id=one.by, name=found.name if found else ""),
        at=one.at,
        text_es=one.text_es,
        text_en=one.text_en,
        brands=list(one.brands),
        endpoints=list(one.endpoints),
        queues=list(one.queues),
        until=one.until,
        canary=one.canary,
        ended_at=one.ended_at,
        up=is_up(one, asked.now),
    )
