"""What the routes of the machine's help answer and take."""

from typing import Literal

from pydantic import BaseModel, Field

from atiende.api.shapes import Moment, Shape
from atiende.api.steps import Ident

Kind = Literal["summary", "reply", "follow_up", "next_step", "offering"]
How = Literal["taken", "edited", "discarded"]


class SourceShown(Shape):
    """What the stretch of the draft from `start` to `end` rests on: a message, an article, a quick reply or a field."""

    kind: Literal["message", "call", "article", "quick_reply", "field"]
    id: str
    text: str
    name: str
    start: int
    end: int


class Proposal(Shape):
    """An editable draft; without a text where there is nothing to say. `model` is empty when none worded it."""

    id: str
    kind: Kind
    text: str
    model: str
    sources: list[SourceShown]


class ReasonProposed(Shape):
    """`by` what it was recognised: an intent that was taught, or the reasons of past conversations."""

    reason: str
    sure: float
    by: Literal["", "intent", "history"]


class ProposalWanted(BaseModel):
    """`language`: the reader's, for what stays among colleagues."""

    kind: Literal["summary", "reply", "follow_up", "next_step"]
    language: Literal["es", "en"] = "es"


class SuggestionShown(Proposal):
    """One that was made for a conversation. `why` it was withheld, where it was."""

    state: Literal["made", "taken", "edited", "discarded", "withheld"]
    offering: str
    offering_name: str
    why: str
    at: Moment


class SuggestionList(Shape):
    """`handed_over`: a machine had it before, and nobody has answered since."""

    items: list[SuggestionShown]
    handed_over: bool


class Ending(BaseModel):
    how: How


class DayShown(Shape):
    """`cost` in millionths of a cent; `day` as 2026-11-22."""

    day: str
    calls: int
    failed: int
    tokens: int
    cost: int


class CountShown(Shape):
    """How often a kind of draft, or an offering, was proposed, and what became of it."""

    kind: Kind
    offering: str
    name: str
    made: int
    taken: int
    edited: int
    discarded: int
    withheld: int


class RunShown(Shape):
    id: str
    evaluation: str
    version: int
    at: Moment
    cases: int
    passed: int
    model: str


class EvaluationShown(Shape):
    """A test set with its newest runs. `enough`: the newest one with the present version and model passes."""

    slug: str
    name: str
    of: Literal["answers", "summaries", "replies"]
    pass_percent: int
    cases: int
    version: int
    runs: list[RunShown]
    enough: bool


class AssistantShown(Shape):
    """`why` it does not do its work, since when; empty when it does, or nobody has asked it yet."""

    slug: str
    name: str
    model: str
    url: str
    active: bool
    may: list[str]
    daily_tokens: int
    evaluation: str
    why: str
    since: Moment | None


class AssistOverview(Shape):
    assistants: list[AssistantShown]
    days: list[DayShown]
    counts: list[CountShown]
    evaluations: list[EvaluationShown]


class CallShown(Shape):
    id: str
    assistant: str
    purpose: str
    model: str
    outcome: str
    at: Moment
    ms: int
    tokens_in: int
    tokens_out: int
    cost: int
    conversation: str


class CallTexts(CallShown):
    """With what was said, as far as it is still kept."""

    asked: str
    answered: str


class CallsListed(BaseModel):
    cursor: str | None = Field(default=None, max_length=400)
    limit: int = Field(default=50, ge=1, le=200)


class Tested(Shape):
    """`outcome` ok, or why it is no use."""

    outcome: str
    ms: int


class TestWanted(BaseModel):
    """Which assistant: its draft when there is one, else what is published."""

    slug: Ident
    language: Literal["es", "en"] = "es"


class CaseShown(Shape):
    text: str
    answer: str
    does: str
    source: str
    intent: str
    wrong: list[str]
    before: Literal["", "passed", "failed"]
    """How it went in the run before, where it was in it."""


class RunDetail(RunShown):
    items: list[CaseShown]
    previous: RunShown | None
