"""The key of one customer, for what is kept of his voice: forgetting it closes every copy of it."""

from atiende.domain.customer import Customer
from atiende.domain.errors import NotFound
from atiende.domain.recording import CustomerKey
from atiende.ports.desk import Desk
from atiende.ports.store import Change


def key_made(desk: Desk, change: Change, customer: str) -> str:
    """Inside a change: the salt of his key, made at its first use. Raises NotFound."""
    found = change.get(CustomerKey, customer)
    if found is not None:
        return found.salt
    if change.get(Customer, customer) is None:
        raise NotFound(kind="customer", id=customer)
    made = CustomerKey(customer=customer, salt=desk.ids.secret(32))
    change.put(made)
    return made.salt


async def salt_of(desk: Desk, tenant: str, customer: str) -> str:
    """Raises NotFound where it was forgotten: nothing of his can be opened any more."""
    found = await desk.store.reading(tenant).get(CustomerKey, customer)
    if found is None:
        raise NotFound(kind="customer_key", id=customer)
    return found.salt


def forget_key(change: Change, customer: str) -> None:
    """Inside a change: his recordings and transcripts are closed for ever."""
    change.drop(CustomerKey, customer)
