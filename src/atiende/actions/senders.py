"""Who wrote: the customer behind an address, known or new. And what is ready of a message before it is decided on."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.customer import Address, CustomerDetails, StatedAddress, folded
from atiende.domain.message import Attached
from atiende.ports.channel import Endpoint, Inbound, Traits
from atiende.ports.store import Change

MAIL = "email"
"""The kind of address people give everywhere."""


class Arrival(Struct, frozen=True, kw_only=True):
    """An inbound message with everything made ready outside the change. `new` makes ids."""

    endpoint: Endpoint
    traits: Traits
    inbound: Inbound
    files: Sequence[Attached]
    raw: str
    new: Callable[[str], str]


def scope_of(endpoint: Endpoint, traits: Traits) -> str:
    """Where an address is valid: mail addresses in the brand, visitors' tokens at their endpoint."""
    return f"{endpoint.brand}/{endpoint.slug}" if traits.session else endpoint.brand


def sender_of(change: Change, arrival: Arrival) -> str:
    """The customer behind the address; a new one, with his identity, when it is unknown."""
    inbound, endpoint = arrival.inbound, arrival.endpoint
    scope = scope_of(endpoint, arrival.traits)
    known = change.get(Address, scope, endpoint.channel, inbound.address)
    if known is not None:
        if inbound.email and not change.where(Address, {"customer": known.customer, "channel": MAIL}):
            _unproven_mail(change, arrival, known.customer)
        return known.customer
    customer = arrival.new("cus")
    identity = arrival.new("idn")
    change.record(
        f.CustomerSeen(customer=customer, brand=endpoint.brand, channel=endpoint.channel, language=inbound.language),
        f.IdentityAdded(
            identity=identity,
            customer=customer,
            brand=endpoint.brand,
            channel=endpoint.channel,
            scope=scope,
            verified=inbound.signed,
        ),
        actor="system",
    )
    change.put(CustomerDetails(id=customer, name=inbound.name, language=inbound.language, normal=folded(inbound.name)))
    change.put(
        Address(
            scope=scope,
            channel=endpoint.channel,
            normal=inbound.address,
            identity=identity,
            customer=customer,
            shown=inbound.address,
            name=inbound.name,
        )
    )
    if inbound.email:
        _unproven_mail(change, arrival, customer)
    return customer


def _unproven_mail(change: Change, arrival: Arrival, customer: str) -> None:
    """An e-mail address given in a chat lets us answer there; one that is somebody's already is only shown."""
    inbound, brand = arrival.inbound, arrival.endpoint.brand
    normal = inbound.email.strip().lower()
    change.put(StatedAddress(customer=customer, channel=MAIL, normal=normal, shown=inbound.email.strip()))
    if change.get(Address, brand, MAIL, normal) is not None:
        return
    identity = arrival.new("idn")
    change.record(
        f.IdentityAdded(identity=identity, customer=customer, brand=brand, channel=MAIL, scope=brand),
        actor=f"customer:{customer}",
    )
    change.put(
        Address(scope=brand, channel=MAIL, normal=normal, identity=identity, customer=customer, shown=inbound.email)
    )
