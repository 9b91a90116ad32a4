"""The person served, and the addresses he is known by. An identity is valid in a scope only."""

from typing import ClassVar

from atiende.domain.row import Content, Projection


class Customer(Projection, frozen=True, kw_only=True):
    """`into` is the customer he is the same person as, directly, while a link stands."""

    TABLE: ClassVar[str] = "customers"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("brand",), ("into",), ("organization",))
    id: str
    brand: str
    channel: str
    seen_at: int
    vip: bool = False
    into: str | None = None
    organization: str | None = None
    preferred_channel: str = ""
    preferred_language: str = ""


class CustomerLink(Projection, frozen=True, kw_only=True):
    """`customer` is the same person as `into`; cut at `cut_at`. Nothing is ever moved or destroyed by it."""

    TABLE: ClassVar[str] = "customer_links"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer",), ("into",))
    id: str
    customer: str
    into: str
    evidence: tuple[str, ...]
    at: int
    by: str
    cut_at: int | None = None


class NotTheSame(Projection, frozen=True, kw_only=True):
    """Two customers somebody said are two people, smaller id first."""

    TABLE: ClassVar[str] = "not_the_same"
    KEY: ClassVar[tuple[str, ...]] = ("customer", "other")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("other",),)
    customer: str
    other: str


class Organization(Projection, frozen=True, kw_only=True):
    """A customer's company, in a brand."""

    TABLE: ClassVar[str] = "organizations"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("brand",),)
    id: str
    brand: str
    added_at: int


class OrganizationDetails(Content, frozen=True, kw_only=True):
    """`normal` is the name folded, to find it by; `domains` are its mail domains; `fields` its custom fields."""

    TABLE: ClassVar[str] = "organization_details"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("brand", "normal"),)
    id: str
    brand: str
    name: str
    normal: str
    domains: tuple[str, ...] = ()
    notes: str = ""
    fields: dict[str, str] = {}


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
