"""Customers, the addresses they are known by, the links between them, and their companies."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.customer import Customer, CustomerLink, Identity, NotTheSame, Organization
from atiende.store.projections.rows import Rows, log_only, need, on


@on(f.CustomerSeen)
def customer_seen(rows: Rows, logged: f.Logged, fact: f.CustomerSeen) -> None:
    rows.put(Customer(id=fact.customer, brand=fact.brand, channel=fact.channel, seen_at=logged.at))


@on(f.CustomerRemoved)
def customer_removed(rows: Rows, logged: f.Logged, fact: f.CustomerRemoved) -> None:
    for identity in fact.identities:
        rows.drop(Identity, identity)
    rows.drop(Customer, fact.customer)


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


@on(f.IdentityChanged)
def identity_changed(rows: Rows, logged: f.Logged, fact: f.IdentityChanged) -> None:
    row = need(rows.get(Identity, fact.identity), fact)
    rows.put(replace(row, verified=fact.verified, retired=fact.retired))


@on(f.CustomersLinked)
def linked(rows: Rows, logged: f.Logged, fact: f.CustomersLinked) -> None:
    rows.put(
        CustomerLink(
            id=fact.link,
            customer=fact.customer,
            into=fact.into,
            evidence=fact.evidence,
            at=logged.at,
            by=logged.actor,
        )
    )
    rows.put(replace(need(rows.get(Customer, fact.customer), fact), into=fact.into))


@on(f.CustomersUnlinked)
def unlinked(rows: Rows, logged: f.Logged, fact: f.CustomersUnlinked) -> None:
    rows.put(replace(need(rows.get(CustomerLink, fact.link), fact), cut_at=logged.at))
    rows.put(replace(need(rows.get(Customer, fact.customer), fact), into=None))


@on(f.LinkDismissed)
def link_dismissed(rows: Rows, logged: f.Logged, fact: f.LinkDismissed) -> None:
    first, second = sorted((fact.customer, fact.other))
    rows.put(NotTheSame(customer=first, other=second))


@on(f.PreferenceChanged)
def preference_changed(rows: Rows, logged: f.Logged, fact: f.PreferenceChanged) -> None:
    row = need(rows.get(Customer, fact.customer), fact)
    rows.put(replace(row, preferred_channel=fact.channel, preferred_language=fact.language))


@on(f.OrganizationAdded)
def organization_added(rows: Rows, logged: f.Logged, fact: f.OrganizationAdded) -> None:
    rows.put(Organization(id=fact.organization, brand=fact.brand, added_at=logged.at))


@on(f.OrganizationChanged)
def organization_changed(rows: Rows, logged: f.Logged, fact: f.OrganizationChanged) -> None:
    rows.put(replace(need(rows.get(Customer, fact.customer), fact), organization=fact.organization))


log_only(f.CustomerEdited, f.OrganizationEdited)
