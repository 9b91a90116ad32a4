"""Configuration documents: what an administrator may set, as typed, checked records.

A document is `{kind, slug, version, body}`; the body is one of the records below. The registry `KINDS` is what the
screens, the API and the JSON Schemas are made from. References to other documents are slugs. Secrets are `secret:NAME`.
"""

from functools import lru_cache
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

from atiende.domain.row import Content, Projection

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
Level = Annotated[int, Meta(ge=1, le=5)]
Priority = Annotated[int, Meta(ge=1, le=5)]
Seconds = Annotated[int, Meta(ge=0, le=7 * 86400)]
Text = Annotated[str, Meta(max_length=4000)]


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every document has: the name people see."""

    name: Name


class Brand(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A client company, or just one. `close_after_days`: resolved conversations become closed."""

    language: str = "es"
    time_zone: str = "Europe/Madrid"
    color: Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")] = "#1f6f78"
    hours: Slug | None = None
    signature: Text = ""
    close_after_days: Annotated[int, Meta(ge=1, le=365)] = 7


class Endpoint(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our address on a channel. `settings` are checked by the channel's own model."""

    brand: Slug
    channel: Slug
    queue: Slug
    enabled: bool = True
    settings: dict[str, str | int | bool | list[str]] = {}


class Required(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    skill: Slug
    level: Level = 1


class Queue(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What waits, who may serve it (teams; none means everybody of the brand), and its clocks in seconds.

    `ageing_seconds`: how long a wait counts as one priority step.
    """

    brand: Slug
    teams: list[Slug] = []
    skills: list[Required] = []
    match_language: bool = False
    priority: Priority = 3
    ageing_seconds: Annotated[int, Meta(ge=10, le=86400)] = 300
    offer_seconds: Annotated[int, Meta(ge=5, le=600)] = 30
    wrap_up_seconds: Annotated[int, Meta(ge=0, le=1800)] = 30
    prefer_last_agent_seconds: Seconds = 0
    answer_within_seconds: Annotated[int, Meta(ge=1, le=30 * 86400)] = 3600
    silence_seconds: Annotated[int, Meta(ge=60, le=86400)] = 900
    hours: Slug | None = None


class Team(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who: agents belong to teams, teams serve queues."""

    description: Text = ""


class Skill(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    description: Text = ""


class Reason(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the customer came (motivo)."""

    name_es: str = ""
    active: bool = True


class Disposition(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it ended (tipificación)."""

    name_es: str = ""
    active: bool = True


class Pause(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an agent is not ready."""

    name_es: str = ""
    paid: bool = True


Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]


class Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open from `start` to `end` (24:00 allowed) on ISO weekdays (1 Monday … 7 Sunday)."""

    days: Annotated[list[Annotated[int, Meta(ge=1, le=7)]], Meta(min_length=1)]
    start: Clock
    end: Clock


class Special(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One date with its own blocks; none of them means closed."""

    date: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    name: str = ""
    open: list[tuple[Clock, Clock]] = []


class Hours(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Opening hours in their own zone: several blocks a day, and dates of their own.

    `holidays`: a country, or country-region, whose public holidays are closed (`ES`, `ES-CT`, `MX`).
    """

    time_zone: str = "Europe/Madrid"
    blocks: list[Block] = []
    holidays: str = ""
    specials: list[Special] = []


class Role(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Permissions by scope: `{"conversation.reply": "team"}`; scopes are own, team, brand, all."""

    permissions: dict[str, str]


class Webhook(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where facts are sent, signed as Standard Webhooks with the secret behind `secret:NAME`. No kinds means all."""

    url: Annotated[str, Meta(min_length=8, max_length=2000)]
    secret: Annotated[str, Meta(pattern=r"^secret:[a-z0-9_.-]{1,64}$")]
    facts: list[str] = []
    brands: list[Slug] = []
    enabled: bool = True


KINDS: dict[str, type[Body]] = {
    "brand": Brand,
    "endpoint": Endpoint,
    "queue": Queue,
    "team": Team,
    "skill": Skill,
    "hours": Hours,
    "role": Role,
    "reason": Reason,
    "disposition": Disposition,
    "pause": Pause,
    "webhook": Webhook,
}


class Document(Projection, frozen=True, kw_only=True):
    """The published state of a document; `body` is JSON text."""

    TABLE: ClassVar[str] = "documents"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "slug")
    kind: str
    slug: str
    version: int
    body: str
    published_at: int
    retired: bool = False


class DocumentVersion(Projection, frozen=True, kw_only=True):
    """Every body that was ever in force."""

    TABLE: ClassVar[str] = "document_versions"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "slug", "version")
    kind: str
    slug: str
    version: int
    body: str
    at: int
    actor: str
    rolled_back_from: int | None = None


class DraftDocument(Content, frozen=True, kw_only=True):
    """What somebody is changing and has not published; `base` is the version it began from (0 for a new one)."""

    TABLE: ClassVar[str] = "document_drafts"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "slug")
    kind: str
    slug: str
    body: str
    base: int
    etag: str
    at: int
    by: str


class Secret(Content, frozen=True, kw_only=True):
    """A value encrypted with the centre's key; never shown again."""

    TABLE: ClassVar[str] = "secrets"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    sealed: bytes
    at: int


@lru_cache(maxsize=4096)
def read(kind: str, body: str) -> Body:
    """A stored body as its record. Raises msgspec.ValidationError, KeyError for an unknown kind."""
    return msgspec.json.decode(body, type=KINDS[kind])
