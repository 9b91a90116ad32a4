"""Flows as documents: menus, questions, look-ups, bots and what follows, for callers, visitors and agents alike.

One record per kind of node; its tag is `type`. A node names the nodes that follow it: `next`, the branches of its kind,
and `failed`, where it goes when it cannot do what it is for; without one of its own, the flow's `failed`. Texts exist
per language; what a channel cannot show as buttons it numbers. Expressions are CEL over `customer`, `conversation`,
`brand`, `now` and the flow's own variables, by name; texts are Liquid templates over the same.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from atiende.domain.document_types import (
    Body,
    BrandRef,
    ChannelName,
    ConversationKind,
    DispositionRef,
    HoursRef,
    Language,
    LongTemplate,
    NodeId,
    OtherName,
    Percent,
    Priority,
    QueueRef,
    ReasonRef,
    SecretRef,
    Slug,
    TagRef,
    Template,
    Text,
)
from atiende.domain.flow_types import (
    CHECKS,
    CollectionRef,
    Expression,
    FieldRef,
    FlowRef,
    IntentRef,
    Patience,
    PaymentRef,
    PromptRef,
    Tries,
    VariableName,
)
from atiende.domain.golden_documents import Golden


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said, by language; `more` holds others (ca, eu, gl). `prompt`: a recording for it, else it is spoken."""

    es: LongTemplate = ""
    en: LongTemplate = ""
    more: dict[Language, LongTemplate] = {}
    prompt: PromptRef | None = None


class Variable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Typed; `initial` is a literal of that type. `personal`: kept from logs, erased with the customer.

    `asked`: shown to the agent who takes over.
    """

    type: Literal["text", "number", "yes_no", "date", "list", "record"] = "text"
    initial: str | int | float | bool | None = None
    personal: bool = True
    asked: bool = True
    name_es: OtherName = ""
    name_en: OtherName = ""


class Node(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """`goal`: who gets here has got what he came for, under this name. `at`: its place on the canvas. `comment` is for
    colleagues."""

    goal: OtherName = ""
    comment: Text = ""
    at: tuple[int, int] | None = None


class Say(Node, frozen=True, kw_only=True, tag="say"):
    text: Words
    next: NodeId


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`key` is the digit on a telephone, else its place in the menu; `words` also mean it; so does `intent`."""

    label: Words
    goto: NodeId
    key: Annotated[str, Meta(pattern=r"^[0-9*#]?$")] = ""
    words: list[OtherName] = []
    intent: IntentRef | None = None


class Menu(Node, frozen=True, kw_only=True, tag="menu"):
    """`retries` times it is said again, with `unknown` before it, then `failed`."""

    text: Words
    options: Annotated[list[Option], Meta(min_length=1, max_length=20)]
    unknown: Words = Words()
    retries: Tries = 2
    patience_seconds: Patience = 300
    failed: NodeId | None = None


class Ask(Node, frozen=True, kw_only=True, tag="ask"):
    """What is heard is checked and kept in `variable`. `secret`: never shown again, nor kept in the conversation.

    `confirm`: read back before it counts. `options` are those of a choice.
    """

    text: Words
    variable: VariableName
    check: CHECKS = "text"
    pattern: Annotated[str, Meta(max_length=200, extra_json_schema={"x-format": "pattern"})] = ""
    options: list[Words] = []
    invalid: Words = Words()
    confirm: bool = False
    secret: bool = False
    retries: Tries = 2
    patience_seconds: Patience = 300
    next: NodeId
    failed: NodeId | None = None


class Assign(Node, frozen=True, kw_only=True, tag="set"):
    """Each variable becomes what its expression gives, in order."""

    values: dict[VariableName, Expression]
    next: NodeId
    failed: NodeId | None = None


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    when: Expression
    goto: NodeId


class Condition(Node, frozen=True, kw_only=True, tag="condition"):
    """The first case that holds; an expression that cannot be worked out does not hold."""

    cases: Annotated[list[Case], Meta(min_length=1, max_length=50)]
    otherwise: NodeId


class InHours(Node, frozen=True, kw_only=True, tag="hours"):
    """Without `hours`, the brand's."""

    hours: HoursRef | None = None
    open: NodeId
    closed: NodeId


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    value: LongTemplate = ""
    secret: SecretRef | None = None


class Request(Node, frozen=True, kw_only=True, tag="request"):
    """Asks another system by HTTP, never inside closed networks. `take`: variable → dotted path in the JSON answer.

    GET is tried again `tries` times; what changes something carries an idempotency key and is tried again likewise.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    url: Annotated[str, Meta(min_length=8, max_length=2000, extra_json_schema={"x-format": "template"})]
    headers: list[Header] = []
    body: Template = ""
    take: dict[VariableName, Annotated[str, Meta(max_length=200)]] = {}
    timeout_seconds: Annotated[int, Meta(ge=1, le=30, extra_json_schema={"x-unit": "s"})] = 5
    tries: Tries = 1
    next: NodeId
    missing: NodeId | None = None
    """The answer was 404."""
    failed: NodeId | None = None


class Identify(Node, frozen=True, kw_only=True, tag="identify"):
    """Finds who it is by what he said: an address of his, or a field that is unique to him. It proves nothing."""

    by: Literal["email", "phone", "field"]
    slug: FieldRef | None = None
    """The field, by `field`."""
    value: Expression
    next: NodeId
    failed: NodeId | None = None


class Verify(Node, frozen=True, kw_only=True, tag="verify"):
    """A code to an address on file that was vouched for; passed over when he is verified already."""

    channels: list[ChannelName] = []
    text: Words
    retries: Tries = 2
    patience_seconds: Patience = 600
    next: NodeId
    failed: NodeId | None = None


class Send(Node, frozen=True, kw_only=True, tag="send"):
    """A message on another channel to an address on file; no channel: his preferred one, else the first that goes."""

    channel: ChannelName | None = None
    subject: Words = Words()
    text: Words
    next: NodeId
    failed: NodeId | None = None


class Payment(Node, frozen=True, kw_only=True, tag="payment"):
    """A link where he pays at the provider; no card number ever comes here. `paid` is taken when the provider says so
    within `patience_seconds`; `next` at once when there is no `paid`. `amount` is in hundredths of the currency."""

    payment: PaymentRef
    amount: Expression
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")] = "EUR"
    about: Words
    text: Words
    patience_seconds: Patience = 1800
    next: NodeId
    paid: NodeId | None = None
    failed: NodeId | None = None


class Answer(Node, frozen=True, kw_only=True, tag="answer"):
    """Looks in the knowledge base for what `question` says, and shows the passage with its source."""

    question: Expression
    collections: list[CollectionRef] = []
    next: NodeId
    unsure: NodeId
    failed: NodeId | None = None


class Route(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    intent: IntentRef
    goto: NodeId


class Bot(Node, frozen=True, kw_only=True, tag="bot"):
    """Talks freely: takes the route of what he wants, answers from the knowledge base with its source, asks when
    unsure, and hands over to `person` when asked or after `turns`. It says that it is a machine before anything else.
    """

    greeting: Words = Words()
    instructions: LongTemplate = ""
    collections: list[CollectionRef] = []
    routes: list[Route] = []
    turns: Annotated[int, Meta(ge=1, le=50)] = 12
    patience_seconds: Patience = 600
    person: NodeId
    next: NodeId
    """He says that this was all."""
    unsure: NodeId | None = None
    failed: NodeId | None = None


class Treatment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What he is told and offered while he waits, as his queue has it; `music` and `again_seconds` are of calls."""

    music: PromptRef | None = None
    position: bool = True
    expected: bool = True
    again_seconds: Patience = 60
    callback: bool = True
    deflect: bool = True


class ToQueue(Node, frozen=True, kw_only=True, tag="queue"):
    """Waits for a person, who gets the transcript, the reason and what was asked.

    `late`: nobody took it within `late_seconds`: this path runs beside the waiting, which goes on, and an alarm sounds.
    `refused`: the queue is full, closed or switched off.
    """

    queue: QueueRef
    text: Words = Words()
    reason: ReasonRef | None = None
    priority: Priority | None = None
    treatment: Treatment = Treatment()
    late_seconds: Patience = 120
    late: NodeId | None = None
    refused: NodeId | None = None


class Transfer(Node, frozen=True, kw_only=True, tag="transfer"):
    """A call goes on to a number outside; what is no call takes `failed`."""

    number: LongTemplate
    next: NodeId
    failed: NodeId | None = None


class Voicemail(Node, frozen=True, kw_only=True, tag="voicemail"):
    """He leaves a message, spoken or written; it waits in the queue as work that needs no session."""

    text: Words
    queue: QueueRef
    seconds: Annotated[int, Meta(ge=10, le=600, extra_json_schema={"x-unit": "s"})] = 120
    next: NodeId
    failed: NodeId | None = None


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """csat 1–5, nps 0–10, ces 1–7; a comment is text."""

    text: Words
    scale: Literal["csat", "nps", "ces", "comment"]
    optional: bool = True


class Survey(Node, frozen=True, kw_only=True, tag="survey"):
    questions: Annotated[list[Question], Meta(min_length=1, max_length=10)]
    patience_seconds: Patience = 3600
    next: NodeId


class Alter(Node, frozen=True, kw_only=True, tag="alter"):
    """Changes the conversation or what is known of the customer. `fields`: a field's slug → expression.

    `open`: on a new conversation of its own (a claim that came up in a chat), which waits in `queue`.
    """

    kind: ConversationKind | None = None
    reason: ReasonRef | None = None
    priority: Priority | None = None
    tag: list[TagRef] = []
    untag: list[TagRef] = []
    fields: dict[FieldRef, Expression] = {}
    note: Words = Words()
    open: bool = False
    queue: QueueRef | None = None
    next: NodeId
    failed: NodeId | None = None


class SubFlow(Node, frozen=True, kw_only=True, tag="flow"):
    """Another flow, which comes back here when it ends. `values` set its variables; `take`: mine → its."""

    flow: FlowRef
    values: dict[VariableName, Expression] = {}
    take: dict[VariableName, VariableName] = {}
    next: NodeId
    failed: NodeId | None = None


class Arm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    percent: Percent
    goto: NodeId


class Split(Node, frozen=True, kw_only=True, tag="split"):
    """By chance, the same customer always the same way; percentages add up to 100."""

    arms: Annotated[list[Arm], Meta(min_length=2, max_length=10)]


class Wait(Node, frozen=True, kw_only=True, tag="wait"):
    seconds: Patience
    next: NodeId


class End(Node, frozen=True, kw_only=True, tag="end"):
    """`resolve`: the conversation is resolved with this outcome; else it stays as it is."""

    text: Words = Words()
    resolve: bool = True
    disposition: DispositionRef | None = None
    reason: ReasonRef | None = None


AnyNode = (
    Say | Menu | Ask | Assign | Condition | InHours | Request | Identify | Verify | Send | Payment | Answer | Bot
    | ToQueue | Transfer | Voicemail | Survey | Alter | SubFlow | Split | Wait | End
)  # fmt: skip


class Flow(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`purpose`: service (customers go through it), script (an agent is led through it), guide (a customer, in the help
    centre). `person`: where it goes whenever he asks for a person, from any node. `profile` es: the Spanish law's
    rules are part of the lint. `tests` run before it is published.
    """

    name_es: OtherName = ""
    purpose: Literal["service", "script", "guide"] = "service"
    brands: list[BrandRef] = []
    channels: list[ChannelName] = []
    languages: Annotated[list[Language], Meta(min_length=1, max_length=8)] = field(default_factory=lambda: ["es", "en"])
    profile: Literal["", "es"] = "es"
    start: NodeId
    person: NodeId | None = None
    failed: NodeId | None = None
    variables: dict[VariableName, Variable] = {}
    nodes: dict[NodeId, AnyNode]
    tests: Annotated[list[Golden], Meta(max_length=200)] = []
    recipe: Slug | None = None
    """The recipe it was made from."""
