"""Time travel: the floor and the board exactly as they were at a moment, and a past decision made again."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from msgspec.structs import replace
from pydantic import AwareDatetime, BaseModel

from atiende.actions import past, past_board
from atiende.api import board_shapes, shapes
from atiende.api.asked import Asked
from atiende.api.busy import not_when_busy
from atiende.api.catalog import skill_names
from atiende.api.explained import Candidate, Receipt, candidates_of, receipt_of
from atiende.api.guarantees import Looks, sight_of
from atiende.api.shapes import Moment, Named
from atiende.api.steps import millis
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import User
from atiende.ports import views
from atiende.routing.rederive import Again

router = APIRouter(prefix="/api/v1/past", tags=["past"], dependencies=[not_when_busy("reports")])
DAY_MS = 86_400_000
LONGEST_MS = 8 * DAY_MS
RECENT_MS = 300_000
LOOKED_BACK = 2_000
"""Facts before the moment among which its last offers are looked for."""
EVERYBODY = 20_000
ANSWERS: Mapping[type[f.Fact], str] = {
    f.OfferAccepted: "accepted",
    f.OfferDeclined: "declined",
    f.OfferExpired: "expired",
    f.OfferWithdrawn: "withdrawn",
}


class OfferThen(BaseModel):
    """An offer of the last minutes, in the state it had by then."""

    offer: str
    interaction: str
    conversation: str
    queue: str
    channel: str
    agent: Named
    at: Moment
    state: str
    rule: str
    waiting: int


class Past(BaseModel):
    """The centre after the fact `seq`. What waits is in the order of its queue, with customer and subject where the
    viewer may read the conversation now."""

    at: Moment
    seq: int
    queues: list[board_shapes.QueueNow]
    agents: list[board_shapes.AgentNow]
    waiting: list[shapes.Waiting]
    offers: list[OfferThen]


class PulseShown(shapes.Shape):
    """Five minutes that end at `at`: how many waited and were available then, what happened within."""

    at: Moment
    waiting: int
    available: int
    queued: int
    offers: int
    answered: int
    ended: int


class Pulses(BaseModel):
    items: list[PulseShown]


class Changed(shapes.Shape):
    """A field of the receipt that is not the same: what it said then, what it says again."""

    field: str
    then: str
    again: str


class Explained(BaseModel):
    """Every agent as the floor saw him when it was that offer's turn."""

    rule: str
    ahead: int
    waiting: int
    candidates: list[Candidate]
    excluded: dict[str, int]


class WhyThen(BaseModel):
    """The decision made again from the log: `same` is byte for byte. `at` is when it was made."""

    offer: str
    interaction: str
    at: Moment
    same: bool
    differences: list[Changed]
    receipt: Receipt
    explanation: Explained


@router.get("", response_model=Past)
async def get_past(asked: Looks, at: AwareDatetime) -> Past:
    """Queues, agents, what waited and the last offers, at a moment."""
    moment = millis(at)
    if not 0 < moment <= asked.now:
        raise Invalid(field="at", reason="not_in_past")
    sight, names = sight_of(asked), await _names(asked)
    then = await past.floor_at(asked.desk, asked.tenant, moment)
    board = past_board.board_of(then, sight, moment, names)
    return Past(
        at=moment,
        seq=then.seq,
        queues=[board_shapes.QueueNow.model_validate(one) for one in board.queues],
        agents=[board_shapes.AgentNow.model_validate(one) for one in board.agents],
        waiting=[shapes.Waiting.model_validate(one) for one in await _waiting(asked, then, sight, moment)],
        offers=await _offers(asked, then, sight, moment),
    )


@router.get("/moments", response_model=Pulses)
async def list_moments(
    asked: Looks,
    since: Annotated[AwareDatetime | None, Query(alias="from")] = None,
    until: Annotated[AwareDatetime | None, Query(alias="to")] = None,
) -> Pulses:
    """The centre's pulse every five minutes in which something happened; the last 24 hours when nothing is said."""
    last = millis(until) if until is not None else asked.now
    first = millis(since) if since is not None else last - DAY_MS
    if not 0 <= last - first <= LONGEST_MS:
        raise Invalid(field="from", reason="too_many_days")
    found = await past.pulses(asked.desk, asked.tenant, first, last)
    return Pulses(items=[PulseShown.model_validate(one) for one in found])


@router.get("/why", response_model=WhyThen)
async def explain_offer(asked: Looks, offer: Annotated[str, Query(max_length=60)]) -> WhyThen:
    """Why this agent was asked then: everybody with his reason, decided again from the log and compared."""
    made = await asked.reading.get(Offer, offer)
    work = await asked.reading.get(Interaction, made.interaction) if made is not None else None
    if made is None or work is None or not past_board.in_sight(sight_of(asked), made.queue, work.brand):
        raise NotFound(kind="offer", id=offer)
    logged, again = await past.offer_again(asked.desk, asked.tenant, made)
    if again is None:
        raise NotFound(kind="receipt", id=offer)
    return _why(made, logged, again, (await _names(asked), await skill_names(asked)))


def _why(made: Offer, logged: f.Logged, again: Again, called: tuple[Mapping[str, str], Mapping[str, str]]) -> WhyThen:
    """`called`: the names of people and of skills."""
    names, skills = called
    assert isinstance(logged.fact, f.InteractionOffered)
    shown = views.OfferMade(
        offer=made.id,
        agent=views.Named(id=made.agent, name=names.get(made.agent, "")),
        at=made.made_at,
        state=made.state,
        receipt=logged.fact.receipt,
        names=dict(names),
    )
    told = again.explanation
    return WhyThen(
        offer=made.id,
        interaction=made.interaction,
        at=again.at,
        same=again.same,
        differences=[Changed.model_validate(one) for one in again.differences],
        receipt=receipt_of(shown, skills),
        explanation=Explained(
            rule=told.rule,
            ahead=told.ahead,
            waiting=told.waiting,
            candidates=candidates_of(told, {one.agent: names.get(one.agent, "") for one in told.candidates}),
            excluded=told.excluded,
        ),
    )


async def _names(asked: Asked) -> dict[str, str]:
    """Of everybody, also of those who left."""
    return {one.id: one.name for one in await asked.reading.where(User, {}, limit=EVERYBODY)}


async def _waiting(asked: Asked, then: past.Then, sight: views.Sight, moment: int) -> Sequence[views.Waiting]:
    """With what content still says of them."""
    found = past_board.waiting_of(then, sight, moment)
    rows = await asked.views.conversations.rows(
        asked.tenant, asked.viewer.sight, list(dict.fromkeys(one.conversation for one in found))
    )
    known = {row.id: row for row in rows}
    return [
        replace(one, number=row.number, customer=row.customer, subject=row.subject)
        if (row := known.get(one.conversation)) is not None
        else one
        for one in found
    ]


async def _offers(asked: Asked, then: past.Then, sight: views.Sight, moment: int) -> list[OfferThen]:
    """Of the last five minutes, the newest first."""
    after = max(0, then.seq - LOOKED_BACK)
    log = await asked.desk.store.log(asked.tenant, after, then.seq - after) if then.seq > after else ()
    names, answered = await _names(asked), dict[str, str]()
    found = []
    for logged in reversed(log):
        fact = logged.fact
        if isinstance(fact, f.OfferAccepted | f.OfferDeclined | f.OfferExpired | f.OfferWithdrawn):
            answered.setdefault(fact.offer, ANSWERS[type(fact)])
        elif isinstance(fact, f.InteractionOffered) and logged.at > moment - RECENT_MS:
            queue = then.scene.queue(fact.queue)
            if past_board.in_sight(sight, fact.queue, queue.brand if queue else ""):
                found.append(_offer_then(fact, logged.at, answered.get(fact.offer, "made"), names))
    return found


def _offer_then(fact: f.InteractionOffered, at: int, state: str, names: Mapping[str, str]) -> OfferThen:
    return OfferThen(
        offer=fact.offer,
        interaction=fact.interaction,
        conversation=fact.conversation,
        queue=fact.queue,
        channel=fact.channel,
        agent=Named(id=fact.agent, name=names.get(fact.agent, "")),
        at=at,
        state=state,
        rule=fact.receipt.rule if fact.receipt else "",
        waiting=fact.receipt.waiting if fact.receipt else 0,
    )
