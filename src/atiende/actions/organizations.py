"""Customers' companies: made from a name or a mail domain, corrected, and who belongs to them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import custom_fields
from atiende.domain import facts as f
from atiende.domain.customer import (
    PUBLIC_DOMAINS,
    Customer,
    CustomerDetails,
    Organization,
    OrganizationDetails,
    OrganizationDomain,
    folded,
)
from atiende.domain.errors import Conflict, Invalid, NotFound
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST = 200
EDITABLE = ("name", "notes")


async def add_organization(desk: Desk, tenant: str, actor: str, brand: str, name: str) -> str:
    """A company by its name; the one of that name where there is one. Raises Invalid."""

    def decide(change: Change) -> str:
        return named(desk, change, actor, brand, name)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


class Edited(Struct, frozen=True, kw_only=True):
    """`values`: name and notes; `fields` by name, an empty value removes; `domains` None leaves them."""

    values: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    domains: Sequence[str] | None = None


async def edit_organization(desk: Desk, tenant: str, actor: str, organization_id: str, given: Edited) -> None:
    """Sets what is given. A new name is shown at its people too. Raises NotFound, Invalid, Conflict."""

    def decide(change: Change) -> None:
        row, before = _organization(change, organization_id)
        kept = custom_fields.checked(change, "organization", row.brand, before.fields, given.fields)
        after = replace(before, **_cleaned(given.values), fields=kept)
        if given.domains is not None:
            after = replace(after, domains=tuple(_domains(change, row, given.domains)))
        after = replace(after, normal=folded(after.name))
        if after.normal != before.normal:
            _free_name(change, after)
        altered = _differences(before, after)
        if not altered:
            return
        fact = f.OrganizationEdited(organization=organization_id, fields=tuple(sorted(altered)))
        seq = change.record(fact, actor=f"agent:{actor}")
        for field, (old, new) in altered.items():
            change.put(Changed(seq=seq, subject=organization_id, field=field, old=old, new=new))
        change.put(after)
        _claim_domains(change, before, after)
        if after.name != before.name:
            _rename_at_people(change, after)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def set_organization(
    desk: Desk, tenant: str, actor: str, customer_id: str, organization: str | None, name: str = ""
) -> None:
    """The customer belongs to this company; by `name` one is found or made; neither: to none.

    Raises NotFound, also for a company of another brand, Invalid.
    """

    def decide(change: Change) -> None:
        customer = change.get(Customer, customer_id)
        if customer is None:
            raise NotFound(kind="customer", id=customer_id)
        wanted = named(desk, change, actor, customer.brand, name) if name.strip() else organization
        if wanted is not None and _organization(change, wanted)[0].brand != customer.brand:
            raise NotFound(kind="organization", id=wanted)
        belong(change, actor, customer, wanted)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def belong(change: Change, actor: str, customer: Customer, organization: str | None) -> None:
    """Inside a change: the edge, and the name lists show beside the customer's."""
    before = change.get(CustomerDetails, customer.id) or CustomerDetails(id=customer.id)
    name = _organization(change, organization)[1].name if organization else ""
    if customer.organization == organization and before.organization == name:
        return
    fact = f.OrganizationChanged(customer=customer.id, organization=organization)
    seq = change.record(fact, actor=f"agent:{actor}")
    if before.organization != name:
        change.put(Changed(seq=seq, subject=customer.id, field="organization", old=before.organization, new=name))
        change.put(replace(before, organization=name))


def named(desk: Desk, change: Change, actor: str, brand: str, name: str) -> str:
    """The brand's company of that name, made now if there is none."""
    shown, normal = " ".join(name.split()), folded(name)
    if not normal or len(shown) > LONGEST:
        raise Invalid(field="organization", reason="too_long" if normal else "required")
    found = change.where(OrganizationDetails, {"brand": brand, "normal": normal})
    if found:
        return found[0].id
    organization = desk.ids.new("org")
    change.record(f.OrganizationAdded(organization=organization, brand=brand), actor=f"agent:{actor}")
    change.put(OrganizationDetails(id=organization, brand=brand, name=shown, normal=normal))
    return organization


def _organization(change: Change, organization_id: str) -> tuple[Organization, OrganizationDetails]:
    row, details = change.get(Organization, organization_id), change.get(OrganizationDetails, organization_id)
    if row is None or details is None:
        raise NotFound(kind="organization", id=organization_id)
    return row, details


def _cleaned(values: Mapping[str, str]) -> dict[str, str]:
    for key, value in values.items():
        if key not in EDITABLE:
            raise Invalid(field=key, reason="unknown_field")
        if len(value) > (LONGEST if key == "name" else 4000):
            raise Invalid(field=key, reason="too_long")
    cleaned = {key: " ".join(value.split()) if key == "name" else value for key, value in values.items()}
    if cleaned.get("name", "x") == "":
        raise Invalid(field="name", reason="required")
    return cleaned


def _free_name(change: Change, after: OrganizationDetails) -> None:
    for one in change.where(OrganizationDetails, {"brand": after.brand, "normal": after.normal}):
        if one.id != after.id:
            raise Conflict(field="name", id=one.id)


def _domains(change: Change, row: Organization, domains: Sequence[str]) -> list[str]:
    """Lower case, each once; none that is everybody's or another company's."""
    cleaned = list(dict.fromkeys(one.strip().lower().lstrip("@") for one in domains if one.strip()))
    for one in cleaned:
        if "." not in one or len(one) > 253 or any(part.isspace() or part in "@/," for part in one):
            raise Invalid(field="domains", reason="bad_format")
        if one in PUBLIC_DOMAINS:
            raise Invalid(field="domains", reason="public_domain")
        known = change.get(OrganizationDomain, row.brand, one)
        if known is not None and known.organization != row.id:
            raise Conflict(field="domains", id=known.organization)
    return cleaned


def _claim_domains(change: Change, before: OrganizationDetails, after: OrganizationDetails) -> None:
    for gone in set(before.domains) - set(after.domains):
        change.drop(OrganizationDomain, after.brand, gone)
    for new in set(after.domains) - set(before.domains):
        change.put(OrganizationDomain(brand=after.brand, domain=new, organization=after.id))


def _rename_at_people(change: Change, after: OrganizationDetails) -> None:
    for customer in change.where(Customer, {"organization": after.id}):
        details = change.get(CustomerDetails, customer.id)
        if details is not None:
            change.put(replace(details, organization=after.name))


def _differences(before: OrganizationDetails, after: OrganizationDetails) -> dict[str, tuple[str, str]]:
    found = {key: (str(getattr(before, key)), str(getattr(after, key))) for key in EDITABLE}
    found["domains"] = (", ".join(before.domains), ", ".join(after.domains))
    for key in {*before.fields, *after.fields}:
        found[f"fields.{key}"] = (before.fields.get(key, ""), after.fields.get(key, ""))
    return {key: pair for key, pair in found.items() if pair[0] != pair[1]}
