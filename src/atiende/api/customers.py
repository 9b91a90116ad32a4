"""Customers: found, read, corrected; who is the same person; their timeline over every channel."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from atiende.actions import customers as actions
from atiende.actions import identities, persons
from atiende.actions.callers_known import only_a_number
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.conversations import Cursor, Limit
from atiende.api.hidden import VOUCH, guard_hidden, hidden_from, verified_in
from atiende.api.links import all_with_urls
from atiende.api.looked import looked
from atiende.api.permissions import conversation_for, needs
from atiende.api.search import customers_found, sight_of_people
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer, CustomerLink, Identity
from atiende.domain.errors import NotAllowed, NotFound
from atiende.ports.views import CustomerLine, CustomersWanted, Page

router = APIRouter(prefix="/api/v1/customers", tags=["customers"])

READ, EDIT, MERGE = "customer.read", "customer.edit", "customer.merge"
Reads = Annotated[Asked, needs("customer.read")]
Edits = Annotated[Asked, needs("customer.edit")]
Merges = Annotated[Asked, needs("customer.merge")]
Joins = Annotated[Asked, needs("customer.merge", "customer.edit")]
EVIDENCE = ("signed", "same_address", "same_number", "said_so", "same_name_and_company")


class CustomerWanted(BaseModel):
    """Only what is given changes; a custom field with an empty value is removed. A company's name is the company of
    that name, made if there is none."""

    name: str | None = Field(default=None, max_length=4000)
    organization: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=35)
    preferred_channel: str | None = Field(default=None, max_length=40)
    preferred_language: str | None = Field(default=None, max_length=35)
    notes: str | None = Field(default=None, max_length=4000)
    fields: dict[str, str] | None = Field(default=None, max_length=100)


class CustomersListed(BaseModel):
    """Which customers; a telephone number in `q` is found however it is typed."""

    q: str = Field(default="", max_length=200)
    brand: str = Field(default="", max_length=64)
    organization: str = Field(default="", max_length=64)
    channel: str = Field(default="", max_length=64)
    vip: bool | None = None
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


@router.get("", response_model=shapes.Page[shapes.CustomerLine])
async def list_customers(asked: Reads, listed: Annotated[CustomersListed, Query()]) -> object:
    """By name, company or address; the newest first. Who is linked to another stands under that one."""
    return await page_of(asked, listed)


async def page_of(asked: Asked, listed: CustomersListed) -> Page[CustomerLine]:
    """One page of a list, as far as the viewer's brands go."""
    typed, wanted = listed.q.replace("\x00", " "), CustomersWanted(**listed.model_dump(exclude={"q"}))
    if typed.strip():
        return await customers_found(asked, typed, wanted)
    return await asked.views.customers.page(asked.tenant, asked.viewer.brands, wanted, sight_of_people(asked.viewer))


@router.get("/{customer_id}", response_model=shapes.Customer)
async def get_customer(
    asked: Reads, customer_id: str, conversation: Annotated[str, Query(max_length=64)] = ""
) -> shapes.Customer:
    """The person: his addresses, links and open conversations. Fields that verify him are shown in a `conversation`
    in which he was verified."""
    await customer_for(asked, customer_id)
    if conversation:
        await conversation_for(asked, conversation)
    await looked(asked, customer_id, conversation)
    return await shown(asked, customer_id, conversation)


async def shown(asked: Asked, customer_id: str, conversation: str = "") -> shapes.Customer:
    """Raises NotFound."""
    found = await asked.views.customers.detail(asked.tenant, asked.viewer.sight_of(READ), customer_id)
    if found is None:
        raise NotFound(kind="customer", id=customer_id)
    verified = await verified_in(asked, conversation, customer_id) if conversation else None
    hidden = set() if verified else await hidden_from(asked, found.brand, found.fields)
    values = {name: getattr(found, name) for name in found.__struct_fields__}
    values["fields"] = {name: value for name, value in found.fields.items() if name not in hidden}
    return shapes.Customer.model_validate({**values, "hidden": sorted(hidden), "verified": verified})


@router.patch("/{customer_id}", response_model=shapes.Customer)
async def edit_customer(asked: Edits, customer_id: str, wanted: CustomerWanted) -> object:
    """Corrects what is known of him; old and new values are kept."""
    customer = await customer_for(asked, customer_id, EDIT)
    await guard_hidden(asked, customer, wanted.fields or {})
    author = asked.viewer.author
    values = {
        name: value
        for name in ("name", "organization", "language", "notes")
        if (value := getattr(wanted, name)) is not None
    }
    if values or wanted.fields is not None:
        await actions.edit_customer(asked.desk, asked.tenant, author, customer_id, values, wanted.fields)
    if wanted.preferred_channel is not None or wanted.preferred_language is not None:
        await actions.set_preference(
            asked.desk, asked.tenant, author, customer_id, wanted.preferred_channel, wanted.preferred_language
        )
    return await shown(asked, customer_id)


class VipWanted(BaseModel):
    vip: bool


@router.post("/{customer_id}/vip", response_model=shapes.Customer)
async def set_customer_vip(asked: Edits, customer_id: str, wanted: VipWanted) -> object:
    """High-value from now on, or no more; what waits takes its new urgency at once."""
    await customer_for(asked, customer_id, EDIT)
    await actions.set_vip(asked.desk, asked.tenant, asked.viewer.author, customer_id, wanted.vip)
    return await shown(asked, customer_id)


class AddressWanted(BaseModel):
    """`channel`: email, phone, or another that messages are sent on."""

    channel: str = Field(max_length=40)
    address: str = Field(max_length=254)


@router.post("/{customer_id}/identities", response_model=shapes.Customer)
async def add_customer_address(asked: Edits, customer_id: str, wanted: AddressWanted) -> object:
    """Another address of his; 409 when it is another customer's."""
    await customer_for(asked, customer_id, EDIT)
    await identities.add_address(
        asked.desk, asked.tenant, asked.viewer.author, customer_id, wanted.channel, wanted.address
    )
    return await shown(asked, customer_id)


class IdentityWanted(BaseModel):
    """`verified`: somebody who may vouch made sure that it is his. `retired`: it is his no more; both can be undone."""

    verified: bool | None = None
    retired: bool | None = None


@router.patch("/{customer_id}/identities/{identity_id}", response_model=shapes.Customer)
async def change_customer_address(asked: Edits, customer_id: str, identity_id: str, wanted: IdentityWanted) -> object:
    """Vouched for, retired or taken back; 409 when it became another customer's meanwhile."""
    await customer_for(asked, customer_id, EDIT)
    identity = await asked.reading.get(Identity, identity_id)
    if identity is None or identity.customer not in await asked.views.customers.person(asked.tenant, customer_id):
        raise NotFound(kind="identity", id=identity_id)
    author = asked.viewer.author
    if wanted.verified:  # a code could be sent there: whoever has to verify him does not open the way himself
        await customer_for(asked, customer_id, VOUCH)
    if wanted.verified is not None:
        await identities.vouch_for(asked.desk, asked.tenant, author, identity_id, wanted.verified)
    if wanted.retired:
        await identities.retire_address(asked.desk, asked.tenant, author, identity_id)
    elif wanted.retired is False:
        await identities.restore_address(asked.desk, asked.tenant, author, identity_id)
    return await shown(asked, customer_id)


class Suggestion(shapes.Shape):
    """Somebody who may be the same person; `shown` is the address they share, or the name."""

    id: str
    name: str
    organization: str
    channels: list[str]
    evidence: list[str]
    shown: str
    seen_at: shapes.Moment


class CompanySuggestion(shapes.Shape):
    """The company of his mail domain; without an id there is none yet."""

    id: str
    name: str
    domain: str


class Suggestions(shapes.Shape):
    items: list[Suggestion]
    company: CompanySuggestion | None


@router.get("/{customer_id}/suggestions", response_model=Suggestions)
async def suggest_links(asked: Reads, customer_id: str) -> object:
    """Who may be the same person, and why; and his company by his mail domain."""
    await customer_for(asked, customer_id)
    person = await asked.views.customers.person(asked.tenant, customer_id)
    people = asked.views.people
    return {
        "items": await people.suggested(asked.tenant, person),
        "company": await people.company_for(asked.tenant, person),
    }


class LinkWanted(BaseModel):
    """`evidence` as the suggestion gave it; none: by hand."""

    other: str = Field(max_length=64)
    evidence: list[str] = Field(default=[], max_length=10)


@router.post("/{customer_id}/links", response_model=shapes.Customer)
async def link_customer(asked: Joins, customer_id: str, wanted: LinkWanted) -> object:
    """They are one person: everywhere they are read as one; nothing is moved, and the link can be cut. Who is no more
    than a number that called is made known by whoever may edit customers."""
    needed = await _to_join(asked, customer_id, wanted.other)
    await customer_for(asked, customer_id, needed)
    await customer_for(asked, wanted.other, needed)
    evidence = tuple(one for one in wanted.evidence if one in EVIDENCE) or ("by_hand",)
    pair = persons.Pair(customer=customer_id, other=wanted.other, evidence=evidence)
    await persons.link_customers(asked.desk, asked.tenant, asked.viewer.author, pair)
    return await shown(asked, customer_id)


async def _to_join(asked: Asked, one: str, other: str) -> str:
    """The permission it takes."""
    return EDIT if await only_a_number(asked.reading, one) or await only_a_number(asked.reading, other) else MERGE


@router.delete("/{customer_id}/links/{link_id}", response_model=shapes.Customer)
async def unlink_customer(asked: Joins, customer_id: str, link_id: str) -> object:
    """They are two people again, each as he was."""
    await customer_for(asked, customer_id)
    link = await asked.reading.get(CustomerLink, link_id)
    person = await asked.views.customers.person(asked.tenant, customer_id)
    if link is None or (link.customer not in person and link.into not in person):
        raise NotFound(kind="link", id=link_id)
    await customer_for(asked, customer_id, await _to_join(asked, link.customer, link.into))
    await persons.unlink_customers(asked.desk, asked.tenant, asked.viewer.author, link_id)
    return await shown(asked, customer_id)


@router.post("/{customer_id}/strangers", status_code=204)
async def dismiss_link(asked: Merges, customer_id: str, wanted: LinkWanted) -> None:
    """They are two people: the suggestion is not made again."""
    await customer_for(asked, customer_id, MERGE)
    await customer_for(asked, wanted.other, MERGE)
    pair = persons.Pair(customer=customer_id, other=wanted.other)
    await persons.dismiss_link(asked.desk, asked.tenant, asked.viewer.author, pair)


@router.get("/{customer_id}/timeline", response_model=shapes.Page[shapes.Entry])
async def get_customer_timeline(asked: Reads, customer_id: str, cursor: Cursor = None, limit: Limit = 50) -> object:
    """Everything of all his conversations, newest first."""
    await customer_for(asked, customer_id)
    if not asked.viewer.user:  # a person's screen has asked for the record itself
        await looked(asked, customer_id)
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
    person = await asked.views.customers.person(asked.tenant, customer.id)
    held = [row for one in person for row in await asked.reading.where(Conversation, {"customer": one})]
    rows = await asked.views.conversations.rows(asked.tenant, sight, [one.id for one in held[-100:]])
    return viewer.covers(permission) and bool(rows)
