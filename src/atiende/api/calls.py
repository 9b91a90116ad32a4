"""Calls on the company's own telephone: who is calling, on whose screen, and the call itself as an interaction.

A CTI program says `ringing` when the telephone rings and `POST /calls` when it is answered; without one the agent does
it at the desk, or a link opens `/pop?phone=…`.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions import callers
from atiende.actions import calls as actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.commitments import CommitmentShown
from atiende.api.customers import customer_for
from atiende.api.permissions import conversation_for, needs
from atiende.api.steps import Ident, OutcomeWanted, millis, outcome_of
from atiende.domain.callback import LONGEST, legible
from atiende.domain.errors import Invalid, NotAllowed, NotFound
from atiende.ports.views import CustomerDetail

router = APIRouter(prefix="/api/v1/calls", tags=["calls"])

WRITE = "conversation.reply"
Answers = Annotated[Asked, needs(WRITE)]
Number = Annotated[str, Field(max_length=LONGEST)]


class Caller(shapes.Shape):
    """Somebody the number is of, with what is open with him and what was promised to him."""

    customer: shapes.CustomerBrief
    brand: str
    open: list[shapes.Row]
    commitments: list[CommitmentShown]


class WhoCalls(shapes.Shape):
    """`shown` is the number as it is read. No callers: nobody is known by it."""

    number: str
    shown: str
    callers: list[Caller]


class RingingWanted(BaseModel):
    """`agent`: a user's id or address; empty for oneself."""

    number: Number
    agent: str = Field(default="", max_length=254)


class CallWanted(BaseModel):
    """`customer` where it is known who it is; else whoever has the number, or a new customer called `name`.

    `conversation`: an id, `new`, or empty for the one that is open. `began` and `ended` are of a call written down
    afterwards, with its outcome.
    """

    number: Number = ""
    customer: Ident = ""
    name: str = Field(default="", max_length=200)
    brand: Ident = ""
    direction: Literal["in", "out"] = "in"
    conversation: Ident = ""
    queue: Ident = ""
    agent: str = Field(default="", max_length=254)
    began: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    outcome: OutcomeWanted | None = None


class CallBegun(shapes.Shape):
    interaction: str
    conversation: str
    customer: str


@router.get("/who", response_model=WhoCalls)
async def who_calls(asked: Answers, number: Annotated[str, Query(max_length=LONGEST)]) -> WhoCalls:
    """Everybody known by this number, as far as one may see them."""
    normal, found = await callers.callers(asked.desk, asked.tenant, number, asked.viewer.brands)
    shown = [one for customer in found if (one := await _caller(asked, customer)) is not None]
    unique = {one.customer.id: one for one in shown}
    return WhoCalls(number=normal, shown=legible(normal), callers=list(unique.values()))


@router.post("/ringing", status_code=202, response_model=WhoCalls)
async def note_ringing(asked: Answers, wanted: RingingWanted) -> WhoCalls:
    """The telephone of an agent rings: the caller appears on his screen. Answers who it is."""
    agent = await _agent(asked, wanted.agent)
    who = await who_calls(asked, wanted.number)
    await callers.ring_on_screen(asked.desk, asked.tenant, agent, who.number)
    return who


@router.post("", response_model=CallBegun, status_code=201)
async def begin_call(asked: Answers, wanted: CallWanted) -> object:
    """The call is on, in an agent's hands; or it was, with `began` and `ended`."""
    agent = await _agent(asked, wanted.agent)
    brand = await _brand(asked, wanted)
    if wanted.conversation and wanted.conversation != actions.NEW:
        await conversation_for(asked, wanted.conversation, WRITE)
    call = actions.Call(
        brand=brand,
        number=wanted.number,
        customer=wanted.customer,
        name=wanted.name,
        direction=wanted.direction,
        conversation=wanted.conversation,
        queue=wanted.queue,
        began=millis(wanted.began) if wanted.began is not None else None,
        ended=millis(wanted.ended) if wanted.ended is not None else None,
        outcome=outcome_of(wanted.outcome) if wanted.outcome is not None else None,
    )
    return await actions.begin_call(asked.desk, asked.tenant, agent, call)


async def _agent(asked: Asked, named: str) -> str:
    """Oneself, or another where one may give work to him. Raises NotFound, NotAllowed."""
    if not named or named == asked.viewer.user:
        if not asked.viewer.user:
            raise NotFound(kind="agent", id="")
        return asked.viewer.user
    agent = await callers.agent_named(asked.desk, asked.tenant, named)
    if agent != asked.viewer.user and not asked.viewer.covers("conversation.assign"):
        raise NotAllowed(permission="conversation.assign")
    return agent


async def _brand(asked: Asked, wanted: CallWanted) -> str:
    """The customer's, the one named, or the only one there is. Raises Invalid, NotFound."""
    if wanted.customer:
        return (await customer_for(asked, wanted.customer)).brand
    granted = asked.viewer.brands
    if wanted.brand:
        if granted is not None and wanted.brand not in granted:
            raise NotFound(kind="brand", id=wanted.brand)
        return wanted.brand
    mine = await callers.brands_of(asked.desk, asked.tenant, granted)
    if len(mine) != 1:
        raise Invalid(field="brand", reason="required")
    return mine[0]


async def _caller(asked: Asked, customer: str) -> Caller | None:
    try:
        await customer_for(asked, customer)
    except NotFound:
        return None
    found: CustomerDetail | None = await asked.views.customers.detail(
        asked.tenant, asked.viewer.sight_of("customer.read"), customer
    )
    if found is None:
        return None
    everyone = await asked.views.customers.person(asked.tenant, customer)
    promised = await asked.views.commitments.of_customers(asked.tenant, everyone, open_only=True)
    return Caller(
        customer=shapes.CustomerBrief(id=found.id, name=found.name, organization=found.organization, vip=found.vip),
        brand=found.brand,
        open=[shapes.Row.model_validate(one) for one in found.open_conversations],
        commitments=[CommitmentShown.model_validate(one) for one in promised],
    )
