"""Calls nobody took, and what became of them; and callers who are not put through."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.actions import blocked as blocking
from atiende.actions import missed as actions
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Shape, stamp
from atiende.domain.call import CallContent
from atiende.domain.callback import LONGEST, legible
from atiende.domain.interaction import Interaction
from atiende.domain.missed import BlockedCaller, MissedCall, Voicemail, recovery

router = APIRouter(prefix="/api/v1", tags=["calls"])

Reads = Annotated[Asked, needs("conversation.read")]
Supervises = Annotated[Asked, needs("queue.supervise")]
DAY_MS = 86_400_000
MOST_DAYS, MOST = 90, 500


class MissedShown(Shape):
    """`callback` is the interaction that calls him back, empty where none does. `state`: waiting, called_back, served
    or unreached."""

    interaction: str
    conversation: str
    customer: str
    name: str
    number: str
    shown: str
    queue: str
    at: str
    waited_seconds: int
    callback: str
    state: str


class RecoveryShown(Shape):
    """Of calls nobody took, each customer once: how many reached us after all, of those that are settled."""

    missed: int
    waiting: int
    recovered: int
    rate: float | None


class MissedCalls(Shape):
    items: list[MissedShown]
    recovery: RecoveryShown


class VoicemailShown(Shape):
    """`interaction` is the work it made, `state` how far that is: queued, offered, handling, wrap_up or done."""

    interaction: str
    conversation: str
    customer: str
    name: str
    number: str
    shown: str
    queue: str
    at: str
    seconds: int
    recording: str
    state: str


class Voicemails(Shape):
    items: list[VoicemailShown]


class BlockedShown(Shape):
    id: str
    number: str
    shown: str
    why: str
    by: str
    at: str


class BlockedCallers(Shape):
    items: list[BlockedShown]


class ToBlock(BaseModel):
    """A telephone number as it is written in the brand's country, or with + and the country's code."""

    number: str = Field(max_length=LONGEST)
    why: str = Field(default="", max_length=blocking.LONGEST)


@router.get("/missed_calls", response_model=MissedCalls)
async def list_missed_calls(asked: Reads, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7) -> MissedCalls:
    """Of the viewer's brands and queues, newest first."""
    sight = asked.viewer.sight_of("conversation.read")
    found = await actions.missed_calls(asked.desk, asked.tenant, asked.now - days * DAY_MS, asked.viewer.brands)
    seen = [one for one in found if sight.queues is None or one.queue in sight.queues]
    told, names = recovery(seen), await _names(asked, seen[:MOST])
    return MissedCalls(
        items=[await _shown(asked, one, names) for one in seen[:MOST]],
        recovery=RecoveryShown(missed=told.missed, waiting=told.waiting, recovered=told.recovered, rate=told.rate),
    )


@router.get("/voicemails", response_model=Voicemails)
async def list_voicemails(asked: Reads, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7) -> Voicemails:
    """Messages that callers left, of the viewer's brands and queues, newest first."""
    sight = asked.viewer.sight_of("conversation.read")
    found = await actions.voicemails(asked.desk, asked.tenant, asked.now - days * DAY_MS, asked.viewer.brands)
    seen = [one for one in found if sight.queues is None or one.queue in sight.queues]
    names = await _names(asked, seen[:MOST])
    return Voicemails(items=[await _message(asked, one, names) for one in seen[:MOST]])


@router.get("/blocked_callers", response_model=BlockedCallers)
async def list_blocked_callers(asked: Supervises) -> BlockedCallers:
    rows = await blocking.blocked_callers(asked.desk, asked.tenant)
    return BlockedCallers(items=[_blocked(one) for one in rows])


@router.post("/blocked_callers", response_model=BlockedShown, status_code=201)
async def block_caller(asked: Supervises, wanted: ToBlock) -> BlockedShown:
    """What happens to his calls is their endpoint's: refused, unless it says otherwise."""
    row = await blocking.block_caller(
        asked.desk, asked.tenant, asked.viewer.author, wanted.number, wanted.why, asked.viewer.brands
    )
    return _blocked(row)


@router.delete("/blocked_callers/{blocked_id}", status_code=204)
async def unblock_caller(asked: Supervises, blocked_id: str) -> None:
    await blocking.unblock_caller(asked.desk, asked.tenant, asked.viewer.author, blocked_id)


async def _names(asked: Asked, calls: Sequence[MissedCall | Voicemail]) -> Mapping[str, str]:
    """What the person behind each conversation is called, also one whom somebody linked since."""
    ids = list(dict.fromkeys(one.conversation for one in calls))
    rows = await asked.views.conversations.rows(asked.tenant, asked.viewer.sight, ids)
    return {row.id: row.customer.name for row in rows}


async def _shown(asked: Asked, one: MissedCall, names: Mapping[str, str]) -> MissedShown:
    content = await asked.reading.get(CallContent, one.interaction)
    return MissedShown(
        interaction=one.interaction,
        conversation=one.conversation,
        customer=one.customer,
        name=names.get(one.conversation, ""),
        number=content.number if content is not None else "",
        shown=legible(content.number) if content is not None else "",
        queue=one.queue,
        at=stamp(one.at),
        waited_seconds=one.waited_ms // 1000,
        callback=one.callback,
        state=one.state,
    )


async def _message(asked: Asked, one: Voicemail, names: Mapping[str, str]) -> VoicemailShown:
    content = await asked.reading.get(CallContent, one.call)
    work = await asked.reading.get(Interaction, one.interaction)
    return VoicemailShown(
        interaction=one.interaction,
        conversation=one.conversation,
        customer=one.customer,
        name=names.get(one.conversation, ""),
        number=content.number if content is not None else "",
        shown=legible(content.number) if content is not None else "",
        queue=one.queue,
        at=stamp(one.at),
        seconds=one.seconds,
        recording=one.recording,
        state=work.state if work is not None else "done",
    )


def _blocked(one: BlockedCaller) -> BlockedShown:
    return BlockedShown(
        id=one.id, number=one.number, shown=legible(one.number), why=one.why, by=one.by, at=stamp(one.at)
    )
