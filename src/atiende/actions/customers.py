"""What is known of a customer, corrected by hand; every change keeps old and new value."""

from collections.abc import Mapping

from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer, CustomerDetails
from atiende.domain.errors import Conflict, Invalid, NotFound
from atiende.domain.interaction import OPEN_STATES, Interaction
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


async def set_vip(desk: Desk, tenant: str, actor: str, customer_id: str, vip: bool) -> Customer:
    """High-value from now on, or no more. What he has waiting takes its new urgency at once, unless a person has set
    another. Raises NotFound."""

    def decide(change: Change) -> Customer:
        before = change.get(Customer, customer_id)
        if before is None:
            raise NotFound(kind="customer", id=customer_id)
        if before.vip == vip:
            return before
        by = f"agent:{actor}"
        seq = change.record(f.CustomerVipChanged(customer=customer_id, vip=vip), actor=by)
        old, new = ("yes", "no")[vip], ("no", "yes")[vip]
        change.put(Changed(seq=seq, subject=customer_id, field="vip", old=old, new=new))
        for conversation in change.where(Conversation, {"customer": customer_id}):
            urgency = _urgency(change, conversation, vip)
            if urgency is not None:
                change.record(f.PriorityChanged(conversation=conversation.id, priority=urgency), actor=by)
        return replace(before, vip=vip)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _urgency(change: Change, conversation: Conversation, vip: bool) -> int | None:
    """The new priority of what is open in a conversation; None when it stays as it is."""
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.state not in OPEN_STATES:
            continue
        rules = settings_of.rules_of(change, one.queue)
        if vip and rules.vip_priority < one.priority:
            return rules.vip_priority
        if not vip and one.priority == rules.vip_priority < rules.priority:
            return rules.priority
    return None


async def add_address(desk: Desk, tenant: str, actor: str, customer_id: str, channel: str, address: str) -> Address:
    """An address on which the customer can be answered from now on, valid in his brand. Raises Conflict when it is
    another customer's, Invalid, NotFound; his own already is no error."""
    normal, shown = address.strip().lower(), address.strip()
    if channel not in desk.channels or not 3 <= len(normal) <= 254 or any(one.isspace() for one in normal):
        raise Invalid(field="address", reason="not_an_address")
    if desk.channels[channel].traits.subject and "@" not in normal:
        raise Invalid(field="address", reason="not_an_address")

    def decide(change: Change) -> Address:
        customer = change.get(Customer, customer_id)
        if customer is None:
            raise NotFound(kind="customer", id=customer_id)
        known = change.get(Address, customer.brand, channel, normal)
        if known is not None and known.customer != customer_id:
            raise Conflict(field="address", id=known.customer)
        if known is not None:
            return known
        made = Address(
            scope=customer.brand,
            channel=channel,
            normal=normal,
            identity=desk.ids.new("idn"),
            customer=customer_id,
            shown=shown,
        )
        seq = change.record(
            f.IdentityAdded(
                identity=made.identity,
                customer=customer_id,
                brand=customer.brand,
                channel=channel,
                scope=customer.brand,
            ),
            actor=f"agent:{actor}",
        )
        change.put(Changed(seq=seq, subject=customer_id, field=f"identity.{channel}", old="", new=shown))
        change.put(made)
        return made

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
