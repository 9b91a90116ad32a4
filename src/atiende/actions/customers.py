"""What is known of a customer, corrected by hand; every change keeps old and new value."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from atiende.actions import custom_fields, settings_of
from atiende.actions.organizations import belong, named
from atiende.actions.persons import conversations_of, person
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import PHONE, Customer, CustomerDetails, folded
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

EDITABLE = ("name", "organization", "language", "notes")
LONGEST = 4000
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


async def edit_customer(
    desk: Desk,
    tenant: str,
    actor: str,
    customer_id: str,
    values: Mapping[str, str],
    fields: Mapping[str, str] | None = None,
) -> CustomerDetails:
    """Sets the given values, and custom fields by name (an empty value removes one). Raises NotFound, Invalid."""
    _check(values)

    def decide(change: Change) -> CustomerDetails:
        customer = change.get(Customer, customer_id)
        if customer is None:
            raise NotFound(kind="customer", id=customer_id)
        _company(desk, change, actor, customer, values)
        before = change.get(CustomerDetails, customer_id) or CustomerDetails(id=customer_id)
        merged = custom_fields.checked(change, "customer", customer.brand, before.fields, fields or {})
        rest = {key: value for key, value in values.items() if key != "organization"}
        after = replace(before, **rest, fields=merged)
        after = replace(after, normal=folded(after.name))
        altered = _differences(before, after)
        if not altered:
            if after != before:
                change.put(after)
            return after
        seq = change.record(
            f.CustomerEdited(customer=customer_id, fields=tuple(sorted(altered))), actor=f"agent:{actor}"
        )
        for field, (old, new) in altered.items():
            change.put(Changed(seq=seq, subject=customer_id, field=field, old=old, new=new))
        change.put(after)
        return after

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def set_vip(desk: Desk, tenant: str, actor: str, customer_id: str, vip: bool) -> None:
    """The person is high-value from now on, or no more. What he has waiting takes its new urgency at once, unless
    somebody has set another. Raises NotFound."""

    def decide(change: Change) -> None:
        before = change.get(Customer, customer_id)
        if before is None:
            raise NotFound(kind="customer", id=customer_id)
        by = f"agent:{actor}"
        same = [change.get(Customer, one) for one in person(change, customer_id)]
        if any(one is not None and one.vip for one in same) == vip:
            return
        for one in (before,) if vip else same:
            if one is not None and one.vip != vip:
                _mark(change, by, one.id, vip)
        for conversation in conversations_of(change, customer_id):
            urgency = _urgency(change, conversation, vip)
            if urgency is not None:
                change.record(f.PriorityChanged(conversation=conversation.id, priority=urgency), actor=by)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _mark(change: Change, by: str, customer: str, vip: bool) -> None:
    seq = change.record(f.CustomerVipChanged(customer=customer, vip=vip), actor=by)
    old, new = ("yes", "no")[vip], ("no", "yes")[vip]
    change.put(Changed(seq=seq, subject=customer, field="vip", old=old, new=new))


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


async def set_preference(
    desk: Desk, tenant: str, actor: str, customer_id: str, channel: str | None, language: str | None
) -> None:
    """How he wishes to be served; empty is no wish, None leaves it. Raises NotFound, Invalid for an unknown channel."""
    if channel and channel != PHONE and channel not in desk.channels:
        raise Invalid(field="preferred_channel", reason="unknown")
    if language and LANGUAGE_TAG.fullmatch(language) is None:
        raise Invalid(field="preferred_language", reason="bad_format")

    def decide(change: Change) -> None:
        before = change.get(Customer, customer_id)
        if before is None:
            raise NotFound(kind="customer", id=customer_id)
        after = (
            before.preferred_channel if channel is None else channel,
            before.preferred_language if language is None else language,
        )
        if after == (before.preferred_channel, before.preferred_language):
            return
        fact = f.PreferenceChanged(customer=customer_id, channel=after[0], language=after[1])
        seq = change.record(fact, actor=f"agent:{actor}")
        for field, new in zip(("preferred_channel", "preferred_language"), after, strict=True):
            old = getattr(before, field)
            if old != new:
                change.put(Changed(seq=seq, subject=customer_id, field=field, old=old, new=new))

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _company(desk: Desk, change: Change, actor: str, customer: Customer, values: Mapping[str, str]) -> None:
    """A company's name is the company of that name."""
    name = values.get("organization")
    if name is None:
        return
    wanted = named(desk, change, actor, customer.brand, name) if name.strip() else None
    belong(change, actor, customer, wanted)


def _check(values: Mapping[str, str]) -> None:
    for key, value in values.items():
        if key not in EDITABLE:
            raise Invalid(field=key, reason="unknown_field")
        if len(value) > LONGEST:
            raise Invalid(field=key, reason="too_long")


def _differences(before: CustomerDetails, after: CustomerDetails) -> dict[str, tuple[str, str]]:
    found = {key: (getattr(before, key), getattr(after, key)) for key in EDITABLE if key != "organization"}
    for key in {*before.fields, *after.fields}:
        found[f"fields.{key}"] = (before.fields.get(key, ""), after.fields.get(key, ""))
    return {key: pair for key, pair in found.items() if pair[0] != pair[1]}
