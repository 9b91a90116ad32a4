"""What is known of a customer, corrected by hand; every change keeps old and new value."""

from collections.abc import Mapping

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.customer import Customer, CustomerDetails
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

EDITABLE = ("name", "organization", "language", "notes")
LONGEST = 4000


async def edit_customer(
    desk: Desk,
    tenant: str,
    actor: str,
    customer_id: str,
    values: Mapping[str, str],
    fields: Mapping[str, str] | None = None,
) -> CustomerDetails:
    """Sets the given values, and custom fields by name (an empty value removes one). Raises NotFound, Invalid."""
    _check(values, fields or {})

    def decide(change: Change) -> CustomerDetails:
        if change.get(Customer, customer_id) is None:
            raise NotFound(kind="customer", id=customer_id)
        before = change.get(CustomerDetails, customer_id) or CustomerDetails(id=customer_id)
        merged = {key: value for key, value in {**before.fields, **(fields or {})}.items() if value}
        after = replace(before, **values, fields=merged)
        altered = _differences(before, after)
        if not altered:
            return before
        seq = change.record(
            f.CustomerEdited(customer=customer_id, fields=tuple(sorted(altered))), actor=f"agent:{actor}"
        )
        for field, (old, new) in altered.items():
            change.put(Changed(seq=seq, subject=customer_id, field=field, old=old, new=new))
        change.put(after)
        return after

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _check(values: Mapping[str, str], fields: Mapping[str, str]) -> None:
    for key, value in values.items():
        if key not in EDITABLE:
            raise Invalid(field=key, reason="unknown_field")
        if len(value) > LONGEST:
            raise Invalid(field=key, reason="too_long")
    for key, value in fields.items():
        if not key or len(key) > 100 or len(value) > LONGEST:
            raise Invalid(field="fields", reason="too_long")


def _differences(before: CustomerDetails, after: CustomerDetails) -> dict[str, tuple[str, str]]:
    found = {key: (getattr(before, key), getattr(after, key)) for key in EDITABLE}
    for key in {*before.fields, *after.fields}:
        found[f"fields.{key}"] = (before.fields.get(key, ""), after.fields.get(key, ""))
    return {key: pair for key, pair in found.items() if pair[0] != pair[1]}
