"""Linking customers who are one person, cutting such a link, and saying that two are two: edges, nothing moves."""

from collections.abc import Sequence

from msgspec import Struct

from atiende.actions.authors import actor_of
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer, CustomerLink, NotTheSame
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.person import ends
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading

MERGED = "person"
"""The field under which links are kept in the change log."""


def person(change: Change, customer: str) -> list[str]:
    """All customers that are the same person as this one; first the one the others are linked to."""
    found = change.get(Customer, customer)
    root = (found.into if found else None) or customer
    return [root, *(one.id for one in change.where(Customer, {"into": root}))]


async def person_read(reading: Reading, customer: str) -> list[str]:
    """The same outside a change, as of the last commit."""
    found = await reading.get(Customer, customer)
    root = (found.into if found else None) or customer
    return [root, *(one.id for one in await reading.where(Customer, {"into": root}))]


def is_vip(change: Change, customer: str) -> bool:
    """Whether the person is, as any of his customers."""
    found = (change.get(Customer, one) for one in person(change, customer))
    return any(one is not None and one.vip for one in found)


def conversations_of(change: Change, customer: str) -> list[Conversation]:
    """Everything the person ever had open, whichever of his customers it was opened for."""
    return [one for each in person(change, customer) for one in change.where(Conversation, {"customer": each})]


class Pair(Struct, frozen=True, kw_only=True):
    customer: str
    other: str
    evidence: tuple[str, ...] = ("by_hand",)


async def link_customers(desk: Desk, tenant: str, actor: str, pair: Pair) -> str:
    """They are one person from now on; answers the link. Linked already: that link.

    Raises NotFound, CannotLink for another brand and for two persons that have several customers each.
    """

    def decide(change: Change) -> str:
        one, other = _customer(change, pair.customer), _customer(change, pair.other)
        standing = _between(change, one, other)
        if standing is not None:
            return standing.id
        has = [len(change.where(Customer, {"into": each.id})) for each in (one, other)]
        joined = ends(one, has[0], other, has[1])
        link = desk.ids.new("lnk")
        fact = f.CustomersLinked(link=link, customer=joined.customer, into=joined.into, evidence=pair.evidence)
        seq = change.record(fact, actor=actor_of(actor))
        change.put(Changed(seq=seq, subject=joined.customer, field=MERGED, old="", new=joined.into))
        change.put(Changed(seq=seq, subject=joined.into, field=MERGED, old="", new=joined.customer))
        return link

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def unlink_customers(desk: Desk, tenant: str, actor: str, link_id: str) -> None:
    """Each is again exactly who he was. Raises NotFound, WrongState when it was cut before."""

    def decide(change: Change) -> None:
        link = change.get(CustomerLink, link_id)
        if link is None:
            raise NotFound(kind="link", id=link_id)
        if link.cut_at is not None:
            raise WrongState(state="cut")
        fact = f.CustomersUnlinked(link=link.id, customer=link.customer, into=link.into)
        seq = change.record(fact, actor=f"agent:{actor}")
        change.put(Changed(seq=seq, subject=link.customer, field=MERGED, old=link.into, new=""))
        change.put(Changed(seq=seq, subject=link.into, field=MERGED, old=link.customer, new=""))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def dismiss_link(desk: Desk, tenant: str, actor: str, pair: Pair) -> None:
    """They are two people: nobody is asked again. Said twice: once. Raises NotFound, WrongState while linked."""

    def decide(change: Change) -> None:
        one, other = _customer(change, pair.customer), _customer(change, pair.other)
        if (one.into or one.id) == (other.into or other.id):
            raise WrongState(state="linked")
        first, second = sorted((one.id, other.id))
        if change.get(NotTheSame, first, second) is None:
            change.record(f.LinkDismissed(customer=first, other=second), actor=f"agent:{actor}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _customer(change: Change, customer_id: str) -> Customer:
    found = change.get(Customer, customer_id)
    if found is None:
        raise NotFound(kind="customer", id=customer_id)
    return found


def _between(change: Change, one: Customer, other: Customer) -> CustomerLink | None:
    """The standing link that makes these two one person, if it is theirs directly."""
    pairs: Sequence[tuple[str, str]] = ((one.id, other.id), (other.id, one.id))
    for customer, into in pairs:
        for link in change.where(CustomerLink, {"customer": customer}):
            if link.into == into and link.cut_at is None:
                return link
    return None
