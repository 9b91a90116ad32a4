"""Customers: found, read, corrected; their timeline over every channel."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.actions import customers as actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import Cursor, Limit
from atiende.api.links import all_with_urls
from atiende.api.permissions import needs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.domain.errors import NotAllowed, NotFound

router = APIRouter(prefix="/api/v1/customers", tags=["customers"])

READ, EDIT = "customer.read", "customer.edit"
Reads = Annotated[Asked, needs("customer.read")]
Edits = Annotated[Asked, needs("customer.edit")]


class CustomerWanted(BaseModel):
    """Only what is given changes; a custom field with an empty value is removed."""

    name: str | None = Field(default=None, max_length=4000)
    organization: str | None = Field(default=None, max_length=4000)
    language: str | None = Field(default=None, max_length=35)
    notes: str | None = Field(default=None, max_length=4000)
    fields: dict[str, str] | None = Field(default=None, max_length=100)


@router.get("", response_model=shapes.Page[shapes.CustomerLine])
async def list_customers(
    asked: Reads, q: Annotated[str, Query(max_length=200)] = "", cursor: Cursor = None, limit: Limit = 50
) -> object:
    """By name, organisation or address; the newest first."""
    return await asked.views.customers.page(asked.tenant, asked.viewer.brands, q.replace("\x00", ""), cursor, limit)


@router.get("/{customer_id}", response_model=shapes.Customer)
async def get_customer(asked: Reads, customer_id: str) -> object:
    """One customer, with his addresses and open conversations."""
    await customer_for(asked, customer_id)
    found = await asked.views.customers.detail(asked.tenant, asked.viewer.sight_of(READ), customer_id)
    if found is None:
        raise NotFound(kind="customer", id=customer_id)
    return found


@router.patch("/{customer_id}", response_model=shapes.Customer)
async def edit_customer(asked: Edits, customer_id: str, wanted: CustomerWanted) -> object:
    """Corrects what is known of him; old and new values are kept."""
    await customer_for(asked, customer_id, EDIT)
    values = {
        name: value
        for name in ("name", "organization", "language", "notes")
        if (value := getattr(wanted, name)) is not None
    }
    await actions.edit_customer(asked.desk, asked.tenant, asked.viewer.author, customer_id, values, wanted.fields)
    return await get_customer(asked, customer_id)


class VipWanted(BaseModel):
    vip: bool


@router.post("/{customer_id}/vip", response_model=shapes.Customer)
async def set_customer_vip(asked: Edits, customer_id: str, wanted: VipWanted) -> object:
    """High-value from now on, or no more; what waits takes its new urgency at once."""
    await customer_for(asked, customer_id, EDIT)
    await actions.set_vip(asked.desk, asked.tenant, asked.viewer.author, customer_id, wanted.vip)
    return await get_customer(asked, customer_id)


class AddressWanted(BaseModel):
    channel: str = Field(max_length=40)
    address: str = Field(max_length=254)


@router.post("/{customer_id}/identities", response_model=shapes.Customer)
async def add_customer_address(asked: Edits, customer_id: str, wanted: AddressWanted) -> object:
    """Another address of his; 409 when it is another customer's."""
    await customer_for(asked, customer_id, EDIT)
    await actions.add_address(
        asked.desk, asked.tenant, asked.viewer.author, customer_id, wanted.channel, wanted.address
    )
    return await get_customer(asked, customer_id)


@router.get("/{customer_id}/timeline", response_model=shapes.Page[shapes.Entry])
async def get_customer_timeline(asked: Reads, customer_id: str, cursor: Cursor = None, limit: Limit = 50) -> object:
    """Everything of all his conversations, newest first."""
    await customer_for(asked, customer_id)
    sight = asked.viewer.sight_of(READ)
    page = await asked.views.timeline.of_customer(asked.tenant, sight, customer_id, cursor, limit)
    return {"items": all_with_urls(asked.desk, asked.tenant, page.items), "next": page.next}


@router.get("/{customer_id}/conversations", response_model=shapes.Page[shapes.Row])
async def list_customer_conversations(
    asked: Reads, customer_id: str, cursor: Cursor = None, limit: Limit = 50
) -> object:
    """All his conversations, newest first."""
    await customer_for(asked, customer_id)
    sight = asked.viewer.sight_of(READ)
    return await asked.views.customers.conversations(asked.tenant, sight, customer_id, cursor, limit)


async def customer_for(asked: Asked, customer_id: str, permission: str = READ) -> Customer:
    """Seen by brand; with a narrower scope, through a conversation one may see. Raises NotFound, NotAllowed."""
    found = await asked.reading.get(Customer, customer_id)
    if found is None or not await _within(asked, found, READ):
        raise NotFound(kind="customer", id=customer_id)
    if permission != READ and not await _within(asked, found, permission):
        raise NotAllowed(permission=permission)
    return found


async def _within(asked: Asked, customer: Customer, permission: str) -> bool:
    viewer = asked.viewer
    if viewer.covers(permission, "all"):
        return True
    if viewer.brands is not None and customer.brand not in viewer.brands:
        return False
    if viewer.covers(permission, "brand"):
        return True
    sight = viewer.sight_of(permission)
    held = await asked.reading.where(Conversation, {"customer": customer.id})
    rows = await asked.views.conversations.rows(asked.tenant, sight, [one.id for one in held[-100:]])
    return viewer.covers(permission) and bool(rows)
