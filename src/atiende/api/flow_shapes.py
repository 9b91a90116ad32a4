"""Shapes of what the designer asks and is told: flows in a list, findings, a simulated conversation, tests, counts."""

from typing import Annotated, Literal

from pydantic import Field

from atiende.api.admin_shapes import Body, Given, ShortText
from atiende.api.shapes import Moment, Shape

Local = Annotated[str, Field(max_length=16, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")]
Known = dict[ShortText, str | int | bool]


class FlowUse(Shape):
    """By an address on a channel, or by another flow."""

    kind: str
    slug: str
    name: str
    channel: str


class FlowLine(Shape):
    """`live`: conversations in it now. `problems` and `warnings` are what the checks say of its newest state."""

    slug: str
    name: str
    name_es: str
    purpose: str
    brands: list[str]
    languages: list[str]
    version: int
    published_at: Moment | None
    retired: bool
    draft: bool
    nodes: int
    tests: int
    problems: int
    warnings: int
    live: int
    used_by: list[FlowUse]


class FlowLines(Shape):
    items: list[FlowLine]


class FlowGiven(Given):
    """A flow as it stands on the screen; it need not be right."""

    slug: ShortText
    body: Body


class FindingShown(Shape):
    """`node` is empty for what concerns the whole flow; `field`: which of the node's, where one is to blame."""

    code: str
    node: str
    severity: Literal["error", "warning"]
    field: str
    text: str
    help: str


class FindingsShown(Shape):
    """`complete`: it has the shape of a flow, so that it was checked in full and can be tried."""

    complete: bool
    findings: list[FindingShown]


class ActGiven(Given):
    """One thing done in the conversation: he says or taps, time passes, an errand ends, a person takes it, …"""

    kind: Literal["say", "wait", "outcome", "took", "refused", "left"]
    text: Annotated[str, Field(max_length=2000)] = ""
    choice: ShortText = ""
    seconds: Annotated[int, Field(ge=0, le=31 * 86400)] = 0
    result: Literal["ok", "missing", "failed"] = "ok"
    values: dict[ShortText, str | int | float | bool | None] = Field(default_factory=dict)


class TrialGiven(FlowGiven):
    """Everything done so far; `at` is local time of the brand. `name`: what it is called as a test."""

    name: ShortText = ""
    channel: ShortText = "webchat"
    language: ShortText = "es"
    at: Local
    customer: Known = Field(default_factory=dict)
    conversation: Known = Field(default_factory=dict)
    brand: Known = Field(default_factory=dict)
    acts: Annotated[list[ActGiven], Field(max_length=200)] = Field(default_factory=list)


class ChoiceShown(Shape):
    id: str
    label: str
    key: str


class EffectShown(Shape):
    """What happened, in order. `kind`: show, errand, queue, change, answered, alarm, finish."""

    kind: str
    text: str = ""
    choices: list[ChoiceShown] = Field(default_factory=list)
    expects: str = ""
    source: str = ""
    errand: str = ""
    does: str = ""
    node: str = ""
    asked: dict[str, object] = Field(default_factory=dict)
    queue: str = ""
    why: str = ""
    outcome: str = ""


class HappenedShown(Shape):
    """What followed one thing that was heard: its nodes in order, and where it stood then. `at`: local time."""

    at: str
    heard: str
    effects: list[EffectShown]
    passed: list[str]
    standing: str


class ErrandShown(Shape):
    """What is asked of the outside and waits for its outcome."""

    id: str
    does: str
    node: str
    asked: dict[str, object]


class TrialShown(Shape):
    """`heard[n]` followed the n-th act, the beginning first. `due_seconds`: until silence counts. `test`: all of it as
    a test, to be kept with the flow."""

    heard: list[list[HappenedShown]]
    node: str
    flow: str
    awaiting: str
    due_seconds: int | None
    errand: ErrandShown | None
    outcome: str
    goals: list[str]
    language: str
    values: dict[str, object]
    test: dict[str, object]


class FailureShown(Shape):
    """`turn` counts from 1; 0 is the beginning. `text` is in the reader's language."""

    turn: int
    text: str


class TestShown(Shape):
    name: str
    passed: bool
    failures: list[FailureShown]
    covered: list[str]


class TestsShown(Shape):
    """`covered`: nodes some test went through; `missed`: those none did."""

    results: list[TestShown]
    covered: list[str]
    missed: list[str]


class NodeCount(Shape):
    """`entered`: how often it was gone through; `left`: how many went for good there; `here`: who is there now."""

    entered: int
    left: int
    here: int


class CountsShown(Shape):
    """`live` is how many are in the flow now, whatever version each keeps."""

    version: int
    live: int
    nodes: dict[str, NodeCount]


class TextShown(Shape):
    text: str


class TextGiven(Given):
    text: Annotated[str, Field(max_length=600_000)]


class BodyShown(Shape):
    body: Body
