"""What is still to be done, or kept only for a while. Written in the same commit as the facts it follows from."""

from typing import ClassVar

from atiende.domain.row import Content, Work


class Timer(Work, frozen=True, kw_only=True):
    """Something due: fired at least once, its effect once. `kind` names the action, `key` its subject.

    Kinds: offer (expires), wrap_up (ends), snooze (wakes), silence (chat ends), close (resolved → closed), absent (an
    agent without a connection leaves), named (work for one agent becomes everybody's), send (deliver), simulate (a
    simulation waits or runs), import (a file is read in), callback (its agreed moment comes), held (a reply is sent),
    acknowledge (a customer is told his reference), commitment (a promise or task is overdue), targets (new rules
    reach the conversations there are), flow (a flow's time is up), handoff (nobody took what a machine handed over),
    errand (something is done outside for a flow).
    """

    TABLE: ClassVar[str] = "timers"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "key")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("due",),)
    kind: str
    key: str
    due: int
    tries: int = 0


class Ingress(Work, frozen=True, kw_only=True):
    """Raw inbound, durable before the acknowledgement. `state`: waiting, applied, set_aside, quarantined.

    `blob` names the raw bytes; `envelope` what came beside them (sender, recipients, headers). `origin` makes it
    unique at its endpoint.
    """

    TABLE: ClassVar[str] = "ingress"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("state", "id"), ("endpoint", "origin"))
    id: str
    endpoint: str
    channel: str
    origin: str
    at: int
    blob: str
    envelope: dict[str, str]
    size: int
    state: str = "waiting"
    why: str = ""
    tries: int = 0


class Cursor(Work, frozen=True, kw_only=True):
    """How far a reactor has read the log."""

    TABLE: ClassVar[str] = "cursors"
    KEY: ClassVar[tuple[str, ...]] = ("reader",)
    reader: str
    seq: int


class User(Content, frozen=True, kw_only=True):
    """A person who signs in; his abilities are in `agents`."""

    TABLE: ClassVar[str] = "users"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("email",),)
    id: str
    email: str
    name: str
    password: str = ""
    locale: str = "es"
    theme: str = "system"
    active: bool = True
    created_at: int = 0
    preferences: dict[str, str] = {}


class Session(Work, frozen=True, kw_only=True):
    """A sign-in. `id` is the hash of the cookie's token.

    `viewing`: the user through whose eyes an administrator looks until `viewing_until`; he changes nothing then.
    """

    TABLE: ClassVar[str] = "sessions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("user",), ("expires_at",))
    id: str
    user: str
    created_at: int
    expires_at: int
    csrf: str
    viewing: str = ""
    viewing_until: int = 0


class Invitation(Work, frozen=True, kw_only=True):
    """A link by which a new user sets his own password, once. `id` is the hash of its token."""

    TABLE: ClassVar[str] = "invitations"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("user",),)
    id: str
    user: str
    by: str
    created_at: int
    expires_at: int


class ApiKey(Work, frozen=True, kw_only=True):
    """A key for programs; `id` is public, `hash` checks the secret half."""

    TABLE: ClassVar[str] = "api_keys"
    id: str
    name: str
    hash: str
    permissions: dict[str, str]
    brands: tuple[str, ...]
    created_by: str
    created_at: int
    revoked_at: int | None = None
    used_at: int | None = None


class Answered(Work, frozen=True, kw_only=True):
    """An Idempotency-Key and the answer it got, kept 24 hours."""

    TABLE: ClassVar[str] = "answered"
    KEY: ClassVar[tuple[str, ...]] = ("actor", "key")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("at",),)
    actor: str
    key: str
    request: str
    status: int
    answer: str
    at: int


class WebhookDelivery(Work, frozen=True, kw_only=True):
    """One fact to one webhook. `state`: waiting, delivered, failed. `answer` is the last status or error code.

    The id is made from `seq` and the webhook, so it sorts as the log does and the same fact twice is one delivery.
    A test event has `seq` 0 and an id of its own.
    """

    TABLE: ClassVar[str] = "webhook_deliveries"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("webhook", "id"), ("webhook", "state", "id"))
    id: str
    webhook: str
    seq: int
    kind: str
    body: str
    state: str
    at: int
    tries: int = 0
    answer: str = ""
    due: int = 0


class Changed(Content, frozen=True, kw_only=True):
    """Old and new value of one field of one thing: what `SE03` shows. The fact at `seq` says who and when."""

    TABLE: ClassVar[str] = "change_log"
    KEY: ClassVar[tuple[str, ...]] = ("seq", "subject", "field")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("subject",),)
    seq: int
    subject: str
    field: str
    old: str
    new: str


class WidgetSeen(Work, frozen=True, kw_only=True):
    """On which site a chat's script was last loaded, coarsely: the origin only, never the page."""

    TABLE: ClassVar[str] = "widgets_seen"
    KEY: ClassVar[tuple[str, ...]] = ("endpoint", "origin")
    endpoint: str
    origin: str
    at: int


class Sending(Work, frozen=True, kw_only=True):
    """A message that has not left yet: one in flight per conversation, in order of position."""

    TABLE: ClassVar[str] = "sendings"
    KEY: ClassVar[tuple[str, ...]] = ("conversation", "position")
    conversation: str
    position: int
    message: str
    endpoint: str


class Tally(Work, frozen=True, kw_only=True):
    """How often something happened in a window: `window` is the window's start in ms."""

    TABLE: ClassVar[str] = "tallies"
    KEY: ClassVar[tuple[str, ...]] = ("name", "window")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("window",),)
    name: str
    window: int
    count: int
