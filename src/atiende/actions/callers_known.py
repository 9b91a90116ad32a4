"""Whose telephone number it is: a customer's we know, or a new one's."""

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.callback import legible
from atiende.domain.customer import PHONE, Address, Customer, CustomerDetails, folded
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading

FEW = 20


class Caller(Struct, frozen=True, kw_only=True):
    """`number`: E.164, empty when withheld; `name`: as the network or the agent gives it."""

    brand: str
    number: str = ""
    name: str = ""


def known_caller(change: Change, brand: str, number: str) -> str | None:
    """The customer of this brand who has the number, on whichever channel he gave it."""
    holders = change.where(Address, {"normal": number}) if number else []
    for one in holders:
        owner = change.get(Customer, one.customer)
        if owner is not None and owner.brand == brand:
            return owner.id
    return None


def caller_of(desk: Desk, change: Change, caller: Caller, actor: str) -> str:
    """The customer behind a number; somebody new where nobody has it, or it was withheld."""
    known = known_caller(change, caller.brand, caller.number)
    if known is not None:
        return known
    customer = desk.ids.new("cus")
    change.record(f.CustomerSeen(customer=customer, brand=caller.brand, channel=PHONE), actor=actor)
    name = caller.name.strip()
    change.put(CustomerDetails(id=customer, name=name, normal=folded(name)))
    if caller.number:
        known_by(desk, change, customer, caller, actor)
    return customer


def known_by(desk: Desk, change: Change, customer: str, caller: Caller, actor: str) -> None:
    """From now on the number is his."""
    identity = desk.ids.new("idn")
    brand, number = caller.brand, caller.number
    change.record(
        f.IdentityAdded(identity=identity, customer=customer, brand=brand, channel=PHONE, scope=brand), actor=actor
    )
    change.put(
        Address(scope=brand, channel=PHONE, normal=number, identity=identity, customer=customer, shown=legible(number))
    )


def called(name: str) -> str:
    """The name the network gives; empty where it is a number again, as telephones without a name say."""
    return name.strip() if any(one.isalpha() for one in name) else ""


async def only_a_number(reading: Reading, customer: str) -> bool:
    """Nothing is known of him but from where he called."""
    details = await reading.get(CustomerDetails, customer)
    addresses = await reading.where(Address, {"customer": customer}, limit=FEW)
    named = details is not None and bool(details.name)
    return not named and bool(addresses) and all(one.channel == PHONE for one in addresses)
