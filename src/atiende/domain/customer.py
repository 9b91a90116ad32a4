"""The person served, and the addresses he is known by. An identity is valid in a scope only."""

from typing import ClassVar

from atiende.domain.row import Content, Projection


class Customer(Projection, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "customers"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("brand",),)
    id: str
    brand: str
    channel: str
    seen_at: int
    vip: bool = False


class Identity(Projection, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "identities"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer",),)
    id: str
    customer: str
    brand: str
    channel: str
    scope: str
    verified: bool


class CustomerDetails(Content, frozen=True, kw_only=True):
    """`fields` are custom fields by name; `language` a BCP 47 tag or empty."""

    TABLE: ClassVar[str] = "customer_details"
    id: str
    name: str = ""
    organization: str = ""
    language: str = ""
    notes: str = ""
    fields: dict[str, str] = {}


class Address(Content, frozen=True, kw_only=True):
    """The address behind an identity, normalised (`normal`) and as written (`shown`)."""

    TABLE: ClassVar[str] = "addresses"
    KEY: ClassVar[tuple[str, ...]] = ("scope", "channel", "normal")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("identity",), ("customer",))
    scope: str
    channel: str
    normal: str
    identity: str
    customer: str
    shown: str
    name: str = ""
