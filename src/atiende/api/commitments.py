"""Promises to customers and tasks among colleagues: lists, one customer's, and their life."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions import commitments as actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.customers import customer_for
from atiende.api.permissions import conversation_for, needs
from atiende.api.steps import Ident, millis
from atiende.domain.commitment import Commitment
from atiende.domain.customer import Customer
from atiende.domain.errors import NotAllowed, NotFound
from atiende.ports.commitment_views import Listed

router = APIRouter(prefix="/api/v1", tags=["commitments"])

READ, WRITE = "conversation.read", "conversation.reply"
Reads = Annotated[Asked, needs(READ)]
Answers = Annotated[Asked, needs(WRITE)]
Words = Annotated[str, Field(min_length=1, max_length=actions.LONGEST)]


class CommitmentShown(shapes.Shape):
    """A promise to a customer, or a task. `overdue`: open, its date has passed; `source`: the message it is from."""

    id: str
    kind: Literal["promise", "task"]
    text: str
    state: Literal["open", "kept", "withdrawn"]
    overdue: bool
    due: shapes.Moment | None
    made_at: shapes.Moment
    ended_at: shapes.Moment | None
    owner: shapes.Named | None
    made_by: shapes.Named | None
    customer: shapes.CustomerBrief
    conversation: str | None
    number: int | None
    source: str


class CommitmentList(shapes.Shape):
    items: list[CommitmentShown]


class CommitmentsListed(BaseModel):
    view: Literal["mine", "team", "overdue", "done"] = "mine"
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


class CommitmentWanted(BaseModel):
    """For a conversation's customer, or for a customer alone. Without an owner it is anybody's."""

    kind: Literal["promise", "task"] = "promise"
    text: Words
    conversation: Ident = ""
    customer: Ident = ""
    owner: Ident = ""
    due: AwareDatetime | None = None
    source: Ident = ""


class CommitmentAltered(BaseModel):
    """Only what is given changes; `due: null` takes the date away."""

    text: Words | None = None
    owner: Ident | None = None
    due: AwareDatetime | None = None


@router.get("/commitments", response_model=shapes.Page[CommitmentShown])
async def list_commitments(asked: Reads, listed: Annotated[CommitmentsListed, Query()]) -> object:
    """Mine, or those of conversations I may see: open by date, or ended, the newest first."""
    wanted = Listed(view=listed.view, cursor=listed.cursor, limit=listed.limit)
    return await asked.views.commitments.page(asked.tenant, asked.viewer.sight, wanted)


@router.get("/customers/{customer_id}/commitments", response_model=CommitmentList)
async def list_customer_commitments(asked: Annotated[Asked, needs("customer.read")], customer_id: str) -> object:
    """Everything promised to this person and to be done for him."""
    customer = await customer_for(asked, customer_id)
    return {"items": await _of_person(asked, customer, open_only=False)}


@router.get("/conversations/{conversation_id}/commitments", response_model=CommitmentList)
async def list_conversation_commitments(asked: Reads, conversation_id: str) -> object:
    """What is open towards the customer of this conversation, wherever it was promised."""
    conversation = await conversation_for(asked, conversation_id)
    customer = await asked.reading.get(Customer, conversation.customer)
    return {"items": await _of_person(asked, customer, open_only=True) if customer else []}


@router.post("/commitments", response_model=CommitmentShown, status_code=201)
async def make_commitment(asked: Answers, wanted: CommitmentWanted) -> object:
    """A new promise or task."""
    if wanted.conversation:
        await conversation_for(asked, wanted.conversation, WRITE)
    else:
        await customer_for(asked, wanted.customer)
    made = await actions.make_commitment(
        asked.desk,
        asked.tenant,
        asked.viewer.author,
        actions.Wanted(
            kind=wanted.kind,
            text=wanted.text,
            conversation=wanted.conversation,
            customer=wanted.customer,
            owner=wanted.owner,
            due=millis(wanted.due) if wanted.due is not None else None,
            source=wanted.source,
        ),
    )
    return await _shown(asked, made)


@router.patch("/commitments/{commitment_id}", response_model=CommitmentShown)
async def alter_commitment(asked: Answers, commitment_id: str, wanted: CommitmentAltered) -> object:
    """Other words, owner or date."""
    await commitment_for(asked, commitment_id, WRITE)
    altered = actions.Altered(
        text=wanted.text,
        owner=wanted.owner,
        due=millis(wanted.due) if wanted.due is not None else None,
        undated=wanted.due is None and "due" in wanted.model_fields_set,
    )
    await actions.alter_commitment(asked.desk, asked.tenant, asked.viewer.author, commitment_id, altered)
    return await _shown(asked, commitment_id)


@router.post("/commitments/{commitment_id}/keep", response_model=CommitmentShown)
async def keep_commitment(asked: Answers, commitment_id: str) -> object:
    """Done, as it was promised."""
    return await _end(asked, commitment_id, "kept")


@router.post("/commitments/{commitment_id}/withdraw", response_model=CommitmentShown)
async def withdraw_commitment(asked: Answers, commitment_id: str) -> object:
    """It is not to be done any more."""
    return await _end(asked, commitment_id, "withdrawn")


@router.post("/commitments/{commitment_id}/reopen", response_model=CommitmentShown)
async def reopen_commitment(asked: Answers, commitment_id: str) -> object:
    """It is still to be done."""
    await commitment_for(asked, commitment_id, WRITE)
    await actions.reopen_commitment(asked.desk, asked.tenant, asked.viewer.author, commitment_id)
    return await _shown(asked, commitment_id)


async def commitment_for(asked: Asked, commitment_id: str, permission: str = READ) -> Commitment:
    """One's own, or one of a conversation or a customer within reach. Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Commitment, commitment_id)
    if found is None:
        raise NotFound(kind="commitment", id=commitment_id)
    if asked.viewer.user and found.owner == asked.viewer.user:
        return found
    try:
        if found.conversation:
            await conversation_for(asked, found.conversation, permission)
        else:
            await customer_for(asked, found.customer)
    except NotFound:
        raise NotFound(kind="commitment", id=commitment_id) from None
    except NotAllowed:
        raise NotAllowed(permission=permission) from None
    return found


async def _end(asked: Asked, commitment_id: str, how: str) -> object:
    await commitment_for(asked, commitment_id, WRITE)
    await actions.end_commitment(asked.desk, asked.tenant, asked.viewer.author, commitment_id, how)
    return await _shown(asked, commitment_id)


async def _shown(asked: Asked, commitment_id: str) -> object:
    found = await asked.views.commitments.one(asked.tenant, commitment_id)
    if found is None:
        raise NotFound(kind="commitment", id=commitment_id)
    return found


async def _of_person(asked: Asked, customer: Customer, *, open_only: bool) -> object:
    """His, and those of every customer who is linked to be the same person."""
    everyone = await asked.views.customers.person(asked.tenant, customer.id)
    return await asked.views.commitments.of_customers(asked.tenant, everyone, open_only=open_only)
