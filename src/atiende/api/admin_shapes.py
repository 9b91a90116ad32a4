"""Shapes of the administration's answers and requests."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from atiende.api.shapes import Moment, Shape, Who

Body = dict[str, object]
"""A document's body, as its kind's JSON Schema says."""
ShortText = Annotated[str, Field(max_length=200)]


class Given(BaseModel):
    """What is sent to us: a field nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


class DocumentLine(Shape):
    kind: str
    slug: str
    name: str
    name_es: str
    version: int
    published_at: Moment | None
    retired: bool
    draft: bool
    summary: str


class Documents(Shape):
    items: list[DocumentLine]


class DraftShown(Shape):
    body: Body
    base: int
    etag: str
    at: Moment
    by: str


class DocumentShown(Shape):
    """`version` 0 and an empty body: never published. `etag` is what the next change must be matched with."""

    kind: str
    slug: str
    version: int
    body: Body
    draft: DraftShown | None
    retired: bool
    etag: str
    published_at: Moment | None


class DraftGiven(Given):
    body: Body


class VersionShown(Shape):
    version: int
    at: Moment
    by: str
    by_name: str
    rolled_back_from: int | None
    body: Body


class Versions(Shape):
    items: list[VersionShown]


class ChangeShown(Shape):
    """`from` and `to` as JSON; null where the field was not there."""

    path: str
    from_: object = Field(serialization_alias="from")
    to: object


class Changes(Shape):
    changes: list[ChangeShown]


class RollBack(Given):
    version: int = Field(ge=1, le=2**31)


class SecretGiven(Given):
    value: str = Field(max_length=8192)


class SecretShown(Shape):
    name: str
    at: Moment


class Secrets(Shape):
    items: list[SecretShown]


class UserShown(Shape):
    id: str
    name: str
    email: str
    locale: str
    theme: str
    role: str
    active: bool
    teams: list[str]
    brands: list[str]
    skills: dict[str, int]
    languages: dict[str, int]
    capacity: dict[str, int]
    workload: str
    has_password: bool
    created_at: Moment
    last_seen_at: Moment | None = None
    invited_until: Moment | None = None
    open_work: int = 0


class Users(Shape):
    items: list[UserShown]


class UserGiven(Given):
    """What is left out stays as it is."""

    name: ShortText | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    locale: ShortText | None = None
    theme: ShortText | None = None
    password: Annotated[str, Field(max_length=1000)] | None = None
    role: ShortText | None = None
    active: bool | None = None
    teams: list[ShortText] | None = None
    brands: list[ShortText] | None = None
    skills: dict[str, int] | None = None
    languages: dict[str, int] | None = None
    capacity: dict[str, int] | None = None
    workload: ShortText | None = None


class KeyShown(Shape):
    id: str
    name: str
    permissions: dict[str, str]
    brands: list[str]
    created_by: str
    created_at: Moment
    revoked_at: Moment | None
    used_at: Moment | None


class Keys(Shape):
    items: list[KeyShown]


class KeyGiven(Given):
    name: ShortText
    permissions: dict[str, str]
    brands: list[ShortText] = []


class KeyIssued(KeyShown):
    """`secret` is shown this once."""

    secret: str


class ProblemShown(Shape):
    code: str
    detail: str


class EndpointLine(Shape):
    """`status`: ok, failing, off or dry_run."""

    slug: str
    name: str
    channel: str
    brand: str
    enabled: bool
    status: str
    last_in_at: Moment | None
    last_out_at: Moment | None
    problem: ProblemShown | None


class Endpoints(Shape):
    items: list[EndpointLine]


class Step(Shape):
    step: str
    ok: bool
    detail: str


class Steps(Shape):
    steps: list[Step]


class Snippet(Shape):
    html: str


class IngressLine(Shape):
    id: str
    endpoint: str
    channel: str
    at: Moment
    size: int
    state: str
    why: str
    detail: str
    tries: int
    sender: str


class Retried(Shape):
    state: str


class DeliveryLine(Shape):
    """`due` is when it is tried again; `body` what is sent."""

    id: str
    webhook: str
    seq: int
    kind: str
    state: str
    at: Moment
    due: Moment | None
    tries: int
    answer: str
    body: Body


class FieldChangedShown(Shape):
    subject: str
    field: str
    old: str
    new: str


class AuditLine(Shape):
    seq: int
    at: Moment
    actor: Who
    fact: str
    data: dict[str, object]
    changes: list[FieldChangedShown]


class AuditChain(Shape):
    """`link`: the hash of the last entry, which covers all before it; `whole`: the newest `checked` entries hold."""

    entries: int
    link: str
    checked: int
    whole: bool


class SentMail(Shape):
    id: str
    at: Moment
    to: list[str]
    subject: str
    text: str
    size: int


class SentMails(Shape):
    items: list[SentMail]


class SetupOpen(Shape):
    done: bool
    languages: list[str]
    time_zones: list[str]


class AdministratorGiven(Given):
    name: ShortText
    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=1000)]


class QueueGiven(Given):
    name: ShortText


class ChatGiven(Given):
    name: ShortText
    color: Annotated[str, Field(max_length=7)] = ""


class MailboxGiven(Given):
    """`settings` are the e-mail channel's own."""

    name: ShortText
    address: Annotated[str, Field(max_length=254)]
    settings: dict[str, str | int | bool | list[str]] = {}


class SetupGiven(Given):
    token: ShortText
    organization: ShortText
    time_zone: ShortText
    language: ShortText
    admin: AdministratorGiven
    queue: QueueGiven
    opening: Literal["always", "office", "long", "every_day"] = "always"
    holidays: Annotated[str, Field(max_length=16)] = ""
    acknowledge: Literal["never", "claims", "always"] = "claims"
    chat: ChatGiven | None = None
    mailbox: MailboxGiven | None = None
