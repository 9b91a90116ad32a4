"""Documents of everyday work: quick replies, macros, tags, custom fields, service-level policies and decisions.

Texts an agent sends exist in Spanish and English; a missing one falls back to the other. Names people see in lists
have `name_es` beside `name`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from atiende.domain.document_types import (
    Body,
    BrandRef,
    ChannelName,
    Color,
    ConversationKind,
    DispositionRef,
    HoursRef,
    OtherName,
    Priority,
    QueueRef,
    ReasonRef,
    RoleRef,
    TagRef,
    TeamRef,
    Template,
    Text,
)

Shortcut = Annotated[str, Meta(pattern=r"^[a-z0-9áéíóúüñ_-]{0,40}$", extra={"code": "bad_slug"})]
TargetSeconds = Annotated[int, Meta(ge=0, le=366 * 86400, extra_json_schema={"x-unit": "s"})]


class QuickReply(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pre-approved text, inserted with `/shortcut`. No teams, brands or channels: for all of them.

    `text_*` are templates over customer, agent, conversation and brand; `short_*` is sent where a channel cannot carry
    so long a text. `attachments` are not part of it: files have their own life.
    """

    shortcut: Shortcut = ""
    category: OtherName = ""
    text_es: Template = ""
    text_en: Template = ""
    short_es: Template = ""
    short_en: Template = ""
    subject_es: OtherName = ""
    subject_en: OtherName = ""
    brands: list[BrandRef] = []
    teams: list[TeamRef] = []
    channels: list[ChannelName] = []
    active: bool = True


class MacroStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing a macro does; only the fields of its `do` count.

    insert (text into the composer), note (text_es is the note), priority, kind, reason, tag, untag, assign_me,
    release, transfer (queue), pend, snooze (minutes), resolve (disposition, reason), task (text_es, minutes until due).
    """

    do: Literal[
        "insert", "note", "priority", "kind", "reason", "tag", "untag", "assign_me", "release", "transfer", "pend",
        "snooze", "resolve", "task",
    ]  # fmt: skip
    text_es: Template = ""
    text_en: Template = ""
    priority: Priority | None = None
    kind: ConversationKind | None = None
    reason: ReasonRef | None = None
    disposition: DispositionRef | None = None
    tag: TagRef | None = None
    queue: QueueRef | None = None
    minutes: Annotated[int, Meta(ge=0, le=366 * 1440, extra_json_schema={"x-unit": "min"})] = 0


class Macro(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Several steps in one click, applied in one change or not at all; text goes to the composer, never out."""

    name_es: OtherName = ""
    steps: list[MacroStep] = []
    brands: list[BrandRef] = []
    teams: list[TeamRef] = []
    active: bool = True


class Tag(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What conversations are marked with, to find them again."""

    name_es: OtherName = ""
    color: Color = "#5b6b6e"
    active: bool = True


class CustomField(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value the centre keeps of its customers, companies or conversations; its slug is the field's name.

    `required`: asked for when a conversation is resolved. `verifies`: what the customer says is compared with it to
    know that it is he; it is hidden until then. `options` are the values of a choice.
    """

    name_es: OtherName = ""
    of: Literal["customer", "organization", "conversation"] = "customer"
    type: Literal["text", "number", "date", "choice", "yes_no", "link"] = "text"
    options: list[OtherName] = []
    brands: list[BrandRef] = []
    required: bool = False
    verifies: bool = False
    position: Annotated[int, Meta(ge=0, le=1000)] = 100
    active: bool = True


class Sla(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Targets in business time (`hours`, else the queue's, else the brand's; none means always). 0 sets no target.

    `first_seconds`: until the first answer of a person; `next_seconds`: until the answer to a later message (0: as
    the first); `resolve_seconds`: until it is resolved, without the time it waits for the customer. The clocks of a
    conversation are those of the first policy, by `position`, whose every condition holds; without one, its queue's.
    """

    first_seconds: TargetSeconds = 3600
    next_seconds: TargetSeconds = 0
    resolve_seconds: TargetSeconds = 0
    hours: HoursRef | None = None
    brands: list[BrandRef] = []
    queues: list[QueueRef] = []
    kinds: list[ConversationKind] = []
    channels: list[ChannelName] = []
    vip_only: bool = False
    position: Annotated[int, Meta(ge=0, le=1000)] = 100


class Limit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a role may decide alone, in hundredths of the unit (cents of a euro)."""

    role: RoleRef
    amount: Annotated[int, Meta(ge=0, le=10**12)]


class Decision(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something only some may grant, up to a limit: a refund, a discount.

    Above it somebody with a higher limit approves.

    `verify`: the customer must have been verified in this conversation. `unit` is what the amount is shown in (EUR, %).
    """

    name_es: OtherName = ""
    description: Text = ""
    unit: Annotated[str, Meta(max_length=8)] = "EUR"
    verify: bool = True
    limits: list[Limit] = []
    active: bool = True
