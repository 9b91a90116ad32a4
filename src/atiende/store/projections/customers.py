"""Customers and the addresses they are known by."""

from atiende.domain import facts as f
from atiende.domain.customer import Customer, Identity
from atiende.store.projections.rows import Rows, log_only, on


@on(f.CustomerSeen)
def customer_seen(rows: Rows, logged: f.Logged, fact: f.CustomerSeen) -> None:
    rows.put(Customer(id=fact.customer, brand=fact.brand, channel=fact.channel, seen_at=logged.at))


@on(f.IdentityAdded)
def identity_added(rows: Rows, logged: f.Logged, fact: f.IdentityAdded) -> None:
    rows.put(
        Identity(
            id=fact.identity,
            customer=fact.customer,
            brand=fact.brand,
            channel=fact.channel,
            scope=fact.scope,
            verified=fact.verified,
        )
    )


log_only(f.CustomerEdited)
