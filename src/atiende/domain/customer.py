"""The person served, and the addresses he is known by. An identity is valid in a scope only."""

from typing import ClassVar
from unicodedata import combining, normalize

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


class OrganizationDomain(Content, frozen=True, kw_only=True):
    """Which company a mail domain belongs to, in a brand."""

    TABLE: ClassVar[str] = "organization_domains"
    KEY: ClassVar[tuple[str, ...]] = ("brand", "domain")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("organization",),)
    brand: str
    domain: str
    organization: str


class Identity(Projection, frozen=True, kw_only=True):
    """`retired`: it is his no more; nobody is found by it until it is taken back."""

    TABLE: ClassVar[str] = "identities"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer",),)
    id: str
    customer: str
    brand: str
    channel: str
    scope: str
    verified: bool
    retired: bool = False


class CustomerDetails(Content, frozen=True, kw_only=True):
    """`fields` are custom fields by name; `language` a BCP 47 tag or empty; `normal` the name folded, to compare by."""

    TABLE: ClassVar[str] = "customer_details"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("normal",),)
    id: str
    normal: str = ""
    name: str = ""
    organization: str = ""
    language: str = ""
    notes: str = ""
    fields: dict[str, str] = {}


class Address(Content, frozen=True, kw_only=True):
    """The address behind an identity, normalised (`normal`) and as written (`shown`)."""

    TABLE: ClassVar[str] = "addresses"
    KEY: ClassVar[tuple[str, ...]] = ("scope", "channel", "normal")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("identity",), ("customer",), ("normal",))
    scope: str
    channel: str
    normal: str
    identity: str
    customer: str
    shown: str
    name: str = ""


class RetiredAddress(Content, frozen=True, kw_only=True):
    """What an identity's address was, for when it is taken back."""

    TABLE: ClassVar[str] = "retired_addresses"
    KEY: ClassVar[tuple[str, ...]] = ("identity",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer",),)
    identity: str
    customer: str
    scope: str
    channel: str
    normal: str
    shown: str
    name: str = ""


class StatedAddress(Content, frozen=True, kw_only=True):
    """An address he gave and has not shown to be his: it speaks for a link, and is never an identity by itself."""

    TABLE: ClassVar[str] = "stated_addresses"
    KEY: ClassVar[tuple[str, ...]] = ("customer", "channel", "normal")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("normal",),)
    customer: str
    channel: str
    normal: str
    shown: str


PHONE = "phone"
"""The channel of telephone numbers: E.164, valid in the brand."""

PUBLIC_DOMAINS = frozenset((
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.es", "outlook.com", "outlook.es", "live.com", "msn.com",
    "yahoo.com", "yahoo.es", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.es", "gmx.net",
    "proton.me", "protonmail.com", "pm.me", "telefonica.net", "movistar.es", "terra.es", "orange.es", "ono.com",
    "mail.com", "zoho.com", "yandex.com", "web.de", "t-online.de", "libero.it", "free.fr", "laposte.net", "wanadoo.fr",
    "hey.com", "fastmail.com", "tutanota.com", "mail.ru", "qq.com", "163.com", "comcast.net", "btinternet.com",
    "prodigy.net.mx", "live.com.mx", "hotmail.com.mx", "yahoo.com.mx", "yahoo.com.ar", "hotmail.com.ar",
    "correo.example", "mail.example",
))  # fmt: skip
"""Mail domains of everybody: sharing one says nothing about the company. The last two are the demo's."""


def folded(text: str) -> str:
    """Lower case, without accents, single spaces: what names are compared by."""
    plain = "".join(one for one in normalize("NFKD", text) if not combining(one))
    return " ".join(plain.casefold().split())


def company_domain(address: str) -> str:
    """The mail domain of an address where it speaks for a company; empty for what everybody uses."""
    domain = address.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_DOMAINS or "." not in domain or "@" not in address else domain
