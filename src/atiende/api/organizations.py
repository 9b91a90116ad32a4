"""Customers' companies: found, read, made, corrected, with their people and what is open."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.actions import organizations as actions
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import Cursor, Limit
from atiende.api.customers import customer_for, shown
from atiende.api.permissions import needs
from atiende.domain.customer import Organization
from atiende.domain.errors import NotAllowed, NotFound

router = APIRouter(prefix="/api/v1", tags=["organizations"])

READ, EDIT = "customer.read", "customer.edit"
Reads = Annotated[Asked, needs("customer.read")]
Edits = Annotated[Asked, needs("customer.edit")]


class OrganizationLine(shapes.Shape):
    id: str
    brand: str
    name: str
    domains: list[str]
    people: int
    open: int


class OrganizationShown(shapes.Shape):
    id: str
    brand: str
    name: str
    domains: list[str]
    notes: str
    fields: dict[str, str]
    added_at: shapes.Moment
    people: int
    open_conversations: list[shapes.Row]


class OrganizationNew(BaseModel):
    brand: str = Field(max_length=64)
    name: str = Field(min_length=1, max_length=200)
    domains: list[str] = Field(default=[], max_length=50)


class OrganizationWanted(BaseModel):
    """Only what is given changes."""

    name: str | None = Field(default=None, max_length=200)
    notes: str | None = Field(default=None, max_length=4000)
    domains: list[str] | None = Field(default=None, max_length=50)
    fields: dict[str, str] | None = Field(default=None, max_length=100)


@router.get("/organizations", response_model=shapes.Page[OrganizationLine])
async def list_organizations(
    asked: Reads, q: Annotated[str, Query(max_length=200)] = "", cursor: Cursor = None, limit: Limit = 50
) -> object:
    """By name or mail domain; none for who sees customers only through his conversations."""
    if not asked.viewer.covers(READ, "brand"):
        return {"items": [], "next": None}
    clean = q.replace("\x00", "")
    return await asked.views.people.companies(asked.tenant, asked.viewer.brands, clean, cursor, limit)


@router.post("/organizations", response_model=OrganizationShown, status_code=201)
async def add_organization(asked: Edits, wanted: OrganizationNew) -> object:
    """A company; the one of that name where the brand has one."""
    if asked.viewer.brands is not None and wanted.brand not in asked.viewer.brands:
        raise NotFound(kind="brand", id=wanted.brand)
    author = asked.viewer.author
    made = await actions.add_organization(asked.desk, asked.tenant, author, wanted.brand, wanted.name)
    if wanted.domains:
        edited = actions.Edited(domains=wanted.domains)
        await actions.edit_organization(asked.desk, asked.tenant, author, made, edited)
    return await _shown(asked, made)


@router.get("/organizations/{organization_id}", response_model=OrganizationShown)
async def get_organization(asked: Reads, organization_id: str) -> object:
    """A company with what is open with its people."""
    await organization_for(asked, organization_id)
    return await _shown(asked, organization_id)


@router.patch("/organizations/{organization_id}", response_model=OrganizationShown)
async def edit_organization(asked: Edits, organization_id: str, wanted: OrganizationWanted) -> object:
    """Corrects it; a new name is shown at its people too."""
    await organization_for(asked, organization_id, EDIT)
    values = {name: value for name in ("name", "notes") if (value := getattr(wanted, name)) is not None}
    edited = actions.Edited(values=values, fields=wanted.fields or {}, domains=wanted.domains)
    await actions.edit_organization(asked.desk, asked.tenant, asked.viewer.author, organization_id, edited)
    return await _shown(asked, organization_id)


@router.get("/organizations/{organization_id}/customers", response_model=shapes.Page[shapes.CustomerLine])
async def list_organization_people(
    asked: Reads, organization_id: str, cursor: Cursor = None, limit: Limit = 50
) -> object:
    """Who belongs to it."""
    await organization_for(asked, organization_id)
    return await asked.views.people.people_of(asked.tenant, asked.viewer.brands, organization_id, cursor, limit)


class BelongsWanted(BaseModel):
    """A company by id, or by name (found or made); neither: to none."""

    organization: str | None = Field(default=None, max_length=64)
    name: str = Field(default="", max_length=200)
    domain: str = Field(default="", max_length=253)


@router.put("/customers/{customer_id}/organization", response_model=shapes.Customer)
async def set_customer_organization(asked: Edits, customer_id: str, wanted: BelongsWanted) -> object:
    """To which company he belongs. With `domain` a company made now has that mail domain."""
    customer = await customer_for(asked, customer_id, EDIT)
    author, organization = asked.viewer.author, wanted.organization
    if wanted.domain and wanted.name.strip():
        organization = await actions.add_organization(asked.desk, asked.tenant, author, customer.brand, wanted.name)
        edited = actions.Edited(domains=[wanted.domain])
        await actions.edit_organization(asked.desk, asked.tenant, author, organization, edited)
    name = "" if organization else wanted.name
    await actions.set_organization(asked.desk, asked.tenant, author, customer_id, organization, name)
    return await shown(asked, customer_id)


async def organization_for(asked: Asked, organization_id: str, permission: str = READ) -> Organization:
    """Seen by brand: who sees a customer only through his conversations does not see the company. Raises NotFound,
    NotAllowed."""
    found = await asked.reading.get(Organization, organization_id)
    if found is None or not _within(asked, found, READ):
        raise NotFound(kind="organization", id=organization_id)
    if permission != READ and not _within(asked, found, permission):
        raise NotAllowed(permission=permission)
    return found


def _within(asked: Asked, organization: Organization, permission: str) -> bool:
    viewer = asked.viewer
    if viewer.covers(permission, "all"):
        return True
    in_reach = viewer.brands is None or organization.brand in viewer.brands
    return in_reach and viewer.covers(permission, "brand")


async def _shown(asked: Asked, organization_id: str) -> object:
    found = await asked.views.people.company(asked.tenant, asked.viewer.sight_of(READ), organization_id)
    if found is None:
        raise NotFound(kind="organization", id=organization_id)
    return found
