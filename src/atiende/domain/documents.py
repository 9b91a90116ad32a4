"""Configuration documents: what an administrator may set, as typed, checked records.

A document is `{kind, slug, version, body}`; the body is one of the records below. The registry `KINDS` is what the
screens, the API and the JSON Schemas are made from. References to other documents are slugs. Secrets are `secret:NAME`.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta, Struct

from atiende.domain.assist_documents import Assistant, Evaluation, Offering
from atiende.domain.desk_documents import CustomField, Decision, Macro, QuickReply, Sla, Tag
from atiende.domain.document_types import NAME_OF_SECRET as NAME_OF_SECRET
from atiende.domain.document_types import SLUG as SLUG
from atiende.domain.document_types import (
    Body as Body,
)
from atiende.domain.document_types import (
    BrandRef,
    ChannelName,
    Choice,
    Color,
    DispositionRef,
    FactName,
    HelpAddress,
    HoursRef,
    Language,
    Level,
    OtherName,
    Percent,
    Priority,
    QueueRef,
    ReasonRef,
    Seconds,
    SecretRef,
    SkillRef,
    TeamRef,
    Template,
    Text,
    TimeZone,
    Url,
)
from atiende.domain.document_types import (
    Settings as Settings,
)
from atiende.domain.flow_documents import Flow
from atiende.domain.flow_types import FlowRef
from atiende.domain.hours_documents import Block as Block
from atiende.domain.hours_documents import Hours as Hours
from atiende.domain.hours_documents import Special as Special
from atiende.domain.intent_documents import Intent
from atiende.domain.knowledge_documents import Article, Collection
from atiende.domain.row import Content, Projection
from atiende.domain.supply_documents import PaymentProvider, Prompt
from atiende.domain.trunk_documents import Prefix
from atiende.domain.trunk_documents import Trunk as Trunk
from atiende.domain.voice_documents import QueueVoice as QueueVoice


class Brand(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A client company, or just one. `close_after_days`: resolved conversations become closed.

    `acknowledge`: who writes first is told his reference at once, on his channel, once: never, for complaints and
    claims (`claims`), or always. The texts are templates over reference, customer, brand and opens (when it opens
    again); out of hours the second one is sent instead. `formal`: customers are addressed as usted.
    `announce_monitoring`: an agent is told while a supervisor reads along.
    `help_centre`: its public articles are shown at `/help/ADDRESS` (the brand's slug, where none is given);
    `help_review`: an article is published only after somebody else approved it.
    `calls_to`: how numbers begin to which calls may go (+34, +351); empty: those of its own country. Emergency numbers
    always. `dials_a_minute`: so many numbers an agent may dial.
    """

    language: Language = "es"
    time_zone: TimeZone = "Europe/Madrid"
    color: Color = "#1f6f78"
    hours: HoursRef | None = None
    signature: Text = ""
    close_after_days: Annotated[int, Meta(ge=1, le=365)] = 7
    formal: bool = True
    reference_prefix: Annotated[str, Meta(max_length=8, pattern=r"^[A-Za-z0-9-]*$")] = ""
    announce_monitoring: bool = True
    acknowledge: Literal["never", "claims", "always"] = "claims"
    acknowledge_es: Template = ""
    acknowledge_en: Template = ""
    out_of_hours: bool = False
    out_of_hours_es: Template = ""
    out_of_hours_en: Template = ""
    help_centre: bool = False
    help_address: HelpAddress = ""
    help_intro_es: Text = ""
    help_intro_en: Text = ""
    help_review: bool = False
    calls_to: list[Prefix] = []
    dials_a_minute: Annotated[int, Meta(ge=1, le=600)] = 20


class Endpoint(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our address on a channel. `settings` are checked by the channel's own model. With a `flow`, whoever writes goes
    through it before he waits in `queue`."""

    brand: BrandRef
    channel: ChannelName
    queue: QueueRef
    flow: FlowRef | None = None
    enabled: bool = True
    settings: Settings = {}


class Required(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    skill: SkillRef
    level: Level = 1


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked instead, once the work has waited `after_seconds` in this queue; fields left out stay as before.

    `queue`: it goes on in that queue, keeping its place. `priority`: at least this urgent from then on.
    """

    after_seconds: Seconds
    teams: list[TeamRef] | None = None
    skills: list[Required] | None = None
    match_language: bool | None = None
    priority: Priority | None = None
    queue: QueueRef | None = None


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts how much when `choice` is `weighted`: 0 to 100 each, compared as shares."""

    idle: Percent = 50
    occupancy: Percent = 0
    skill: Percent = 50
    flexibility: Percent = 0


class Deflection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is offered when the expected wait (its upper end) is above `above_seconds`; 0 offers nothing."""

    above_seconds: Seconds = 0
    callback: bool = True
    email: bool = True
    link: Annotated[str, Meta(max_length=2000)] = ""


class Queue(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What waits, who may serve it (teams; none means everybody of the brand), and its clocks in seconds.

    Order: a queue of lower `precedence` goes before any of a higher; within one, by `order`:
    `age` (priority with ageing: a wait of `ageing_seconds` counts as one step), `deadline` (what is due first),
    `cost` (cμ: cost per minute of waiting over the usual handling time) or `growing_cost` (Gcμ: the cost grows with
    the wait); `weight` above 0 shares agents between queues of one precedence in these proportions.

    Choice of agent: `choice`; with `learned` a share of `compare_percent` is chosen by longest idle, to compare.
    `keep_free`: work of this queue is given out only while this many fitting agents more are free (for blending).
    `limit`: how many may wait (0 is no limit); the next ones go to `overflow`, or are told so.

    Reports and the board: an answer within `service_seconds` is in time on live channels (0: 20 s by voice, 30 s in
    chats), on others one within `answer_within_seconds` of opening time; `service_percent` is what is aimed at. The
    board warns from `alert_waiting` waiting, or a wait of `alert_wait_seconds`, on (0: never).

    `survey`: the flow that asks in the chat how it was once an agent has resolved it; a customer at most once in
    `survey_every_days`. `voice`: what callers hear, and whether calls are recorded.
    """

    brand: BrandRef
    teams: list[TeamRef] = []
    skills: list[Required] = []
    match_language: bool = False
    steps: list[Step] = []
    priority: Priority = 3
    vip_priority: Priority = 1
    precedence: Annotated[int, Meta(ge=1, le=9)] = 5
    order: Literal["age", "deadline", "cost", "growing_cost"] = "age"
    weight: Annotated[int, Meta(ge=0, le=100)] = 0
    cost_per_minute: Annotated[int, Meta(ge=1, le=1000)] = 1
    handle_seconds: Annotated[int, Meta(ge=1, le=86400, extra_json_schema={"x-unit": "s"})] = 300
    choice: Choice = "longest_idle"
    weights: Weights = Weights()
    compare_percent: Percent = 20
    keep_free: Annotated[int, Meta(ge=0, le=1000)] = 0
    limit: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    overflow: QueueRef | None = None
    deflection: Deflection = Deflection()
    survey: FlowRef | None = None
    survey_every_days: Annotated[int, Meta(ge=1, le=365)] = 30
    voice: QueueVoice = QueueVoice()

    ageing_seconds: Annotated[int, Meta(ge=10, le=86400, extra_json_schema={"x-unit": "s"})] = 300
    offer_seconds: Annotated[int, Meta(ge=5, le=600, extra_json_schema={"x-unit": "s"})] = 30
    wrap_up_seconds: Annotated[int, Meta(ge=0, le=1800, extra_json_schema={"x-unit": "s"})] = 30
    prefer_last_agent_seconds: Seconds = 0
    answer_within_seconds: Annotated[int, Meta(ge=1, le=30 * 86400, extra_json_schema={"x-unit": "s"})] = 3600
    silence_seconds: Annotated[int, Meta(ge=60, le=86400, extra_json_schema={"x-unit": "s"})] = 900
    hours: HoursRef | None = None

    service_seconds: Seconds = 0
    service_percent: Percent = 80
    alert_waiting: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    alert_wait_seconds: Seconds = 0


class ChannelLoad(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What work on a channel takes of an agent's 100 units: `units[n]` for the n-th at once, the last for all further.

    `exclusive`: no other live work beside it. `interruptible`: it lies aside, counting nothing, while an exclusive one
    lasts. No more pieces at once than `units` has entries, unless the agent's own capacity says so.
    """

    channel: ChannelName
    units: Annotated[list[Annotated[int, Meta(ge=1, le=100)]], Meta(min_length=1, max_length=20)]
    exclusive: bool = False
    interruptible: bool = False


class Workload(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much an agent carries at once, and what keeps the work bearable. The one called `default` is everybody's.

    Above `occupancy_cap_percent` of the time at work in the last `occupancy_minutes` (100 is no cap) somebody rests, as
    long as somebody else who fits is there. A breather of `breather_seconds` follows live work longer than
    `long_minutes` (0 is never), and work with a hard reason or disposition. Nobody gets more than `hard_in_a_row` hard
    ones one after the other while somebody else could (0 is no limit).
    `primary_first`: agents take what they are best at first, whatever waits longer elsewhere.
    """

    channels: list[ChannelLoad] = []
    occupancy_cap_percent: Annotated[int, Meta(ge=10, le=100, extra_json_schema={"x-unit": "%"})] = 100
    occupancy_minutes: Annotated[int, Meta(ge=5, le=480, extra_json_schema={"x-unit": "min"})] = 60
    breather_seconds: Seconds = 0
    long_minutes: Annotated[int, Meta(ge=0, le=1440, extra_json_schema={"x-unit": "min"})] = 0
    hard_reasons: list[ReasonRef] = []
    hard_dispositions: list[DispositionRef] = []
    hard_in_a_row: Annotated[int, Meta(ge=0, le=100)] = 0
    primary_first: bool = False


class Team(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who: agents belong to teams, teams serve queues."""

    description: Text = ""


class Skill(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    description: Text = ""


class Reason(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why the customer came (motivo); below a `parent`, if it has one."""

    name_es: OtherName = ""
    parent: ReasonRef | None = None
    active: bool = True


class Disposition(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it ended (tipificación); below a `parent`, if it has one. `note_required`: ending so asks for a word."""

    name_es: OtherName = ""
    parent: DispositionRef | None = None
    note_required: bool = False
    active: bool = True


class Pause(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an agent is not ready."""

    name_es: OtherName = ""
    paid: bool = True


class Role(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Permissions by scope: `{"conversation.reply": "team"}`; scopes are own, team, brand, all."""

    permissions: dict[str, str]


class Webhook(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where facts are sent, signed as Standard Webhooks with the secret behind `secret:NAME`. No kinds means all."""

    url: Url
    secret: SecretRef
    facts: list[FactName] = []
    brands: list[BrandRef] = []
    enabled: bool = True


KINDS: dict[str, type[Body]] = {
    "brand": Brand,
    "endpoint": Endpoint,
    "queue": Queue,
    "team": Team,
    "workload": Workload,
    "skill": Skill,
    "hours": Hours,
    "role": Role,
    "reason": Reason,
    "disposition": Disposition,
    "pause": Pause,
    "webhook": Webhook,
    "quick_reply": QuickReply,
    "macro": Macro,
    "tag": Tag,
    "field": CustomField,
    "sla": Sla,
    "decision": Decision,
    "flow": Flow,
    "prompt": Prompt,
    "payment": PaymentProvider,
    "trunk": Trunk,
    "intent": Intent,
    "collection": Collection,
    "article": Article,
    "assistant": Assistant,
    "evaluation": Evaluation,
    "offering": Offering,
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


def write(body: Body) -> str:
    """A body as it is stored and compared: every field written out, in the order of its record."""
    return msgspec.json.encode(body).decode()


def schema(kind: str) -> Mapping[str, object]:
    """JSON Schema of a kind. `x-reference` names the kind a slug refers to; `x-format` and `x-unit` help a form."""
    return msgspec.json.schema(KINDS[kind])
