"""Addresses of a customer: added, vouched for, retired and taken back. Each is valid in a scope only."""

from typing import NamedTuple

from msgspec.structs import replace

from atiende.actions.callbacks import region_of
from atiende.domain import facts as f
from atiende.domain.callback import dialled, legible
from atiende.domain.customer import PHONE, Address, Customer, Identity, RetiredAddress
from atiende.domain.errors import Conflict, Invalid, NotFound
from atiende.domain.people import email_problem
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading


class Written(NamedTuple):
    """An address as it is compared, and as it is shown."""

    normal: str
    shown: str


async def add_address(desk: Desk, tenant: str, actor: str, customer_id: str, channel: str, address: str) -> Address:
    """An address on which the customer can be answered from now on, valid in his brand. Telephone numbers are kept
    as E.164, however they are typed.

    Raises Conflict when it is another customer's, Invalid, NotFound; his own already is no error.
    """

    def decide(change: Change) -> Address:
        customer = change.get(Customer, customer_id)
        if customer is None:
            raise NotFound(kind="customer", id=customer_id)
        written = _written(desk, change, customer.brand, channel, address)
        known = change.get(Address, customer.brand, channel, written.normal)
        if known is not None and known.customer != customer_id:
            raise Conflict(field="address", id=known.customer)
        if known is not None:
            return known
        made = Address(
            scope=customer.brand,
            channel=channel,
            normal=written.normal,
            identity=desk.ids.new("idn"),
            customer=customer_id,
            shown=written.shown,
        )
        fact = f.IdentityAdded(
            identity=made.identity, customer=customer_id, brand=customer.brand, channel=channel, scope=made.scope
        )
        seq = change.record(fact, actor=f"agent:{actor}")
        change.put(Changed(seq=seq, subject=customer_id, field=f"identity.{channel}", old="", new=made.shown))
        change.put(made)
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _written(desk: Desk, change: Change, brand: str, channel: str, address: str) -> Written:
    if channel == PHONE:
        number = dialled(address, region_of(change, brand))
        if number is None:
            raise Invalid(field="address", reason="not_a_phone_number")
        return Written(number, legible(number))
    if channel not in desk.channels or not desk.channels[channel].traits.push:
        raise Invalid(field="channel", reason="unknown")
    normal = address.strip().lower()
    if not 3 <= len(normal) <= 254 or any(one.isspace() for one in normal):
        raise Invalid(field="address", reason="not_an_address")
    if desk.channels[channel].traits.subject and email_problem(normal):
        raise Invalid(field="address", reason="not_an_address")
    return Written(normal, address.strip())


async def vouch_for(desk: Desk, tenant: str, actor: str, identity_id: str, verified: bool) -> Identity:
    """Somebody made sure that the address is the customer's, or takes that back. Raises NotFound."""

    def decide(change: Change) -> Identity:
        identity = _identity(change, identity_id)
        if identity.verified == verified:
            return identity
        _record(change, actor, replace(identity, verified=verified), "verified", ("no", "yes"), verified)
        return replace(identity, verified=verified)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def retire_address(desk: Desk, tenant: str, actor: str, identity_id: str) -> None:
    """It is his no more: mail from it is a stranger's from now on. Said twice: once. Raises NotFound."""

    def decide(change: Change) -> None:
        identity = _identity(change, identity_id)
        found = change.where(Address, {"identity": identity_id})
        if identity.retired or not found:
            return
        a = found[0]
        kept = RetiredAddress(
            identity=identity_id,
            customer=a.customer,
            scope=a.scope,
            channel=a.channel,
            normal=a.normal,
            shown=a.shown,
            name=a.name,
        )
        _record(change, actor, replace(identity, retired=True), f"identity.{a.channel}", (a.shown, ""), True)
        change.drop(Address, a.scope, a.channel, a.normal)
        change.put(kept)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def restore_address(desk: Desk, tenant: str, actor: str, identity_id: str) -> None:
    """It is his again, with what was known of it. Raises Conflict when it became another customer's meanwhile."""

    def decide(change: Change) -> None:
        identity, kept = _identity(change, identity_id), change.get(RetiredAddress, identity_id)
        if not identity.retired or kept is None:
            return
        taken = change.get(Address, kept.scope, kept.channel, kept.normal)
        if taken is not None:
            raise Conflict(field="address", id=taken.customer)
        _record(change, actor, replace(identity, retired=False), f"identity.{kept.channel}", ("", kept.shown), True)
        change.drop(RetiredAddress, identity_id)
        change.put(
            Address(
                scope=kept.scope,
                channel=kept.channel,
                normal=kept.normal,
                identity=identity_id,
                customer=kept.customer,
                shown=kept.shown,
                name=kept.name,
            )
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def customers_by_number(reading: Reading, number: str, region: str, limit: int = 20) -> list[str]:
    """Who is known by a telephone number on any channel, however it is typed; none when it is no number."""
    normal = dialled(number, region)
    if normal is None:
        return []
    found = await reading.where(Address, {"normal": normal}, limit)
    return list(dict.fromkeys(one.customer for one in found))


def _identity(change: Change, identity_id: str) -> Identity:
    found = change.get(Identity, identity_id)
    if found is None:
        raise NotFound(kind="identity", id=identity_id)
    return found


def _record(change: Change, actor: str, after: Identity, field: str, values: tuple[str, str], forwards: bool) -> None:
    """The fact, and what changed in the customer's log: from the first value to the second, or back."""
    fact = f.IdentityChanged(identity=after.id, customer=after.customer, verified=after.verified, retired=after.retired)
    seq = change.record(fact, actor=f"agent:{actor}")
    old, new = values if forwards else values[::-1]
    change.put(Changed(seq=seq, subject=after.customer, field=field, old=old, new=new))
