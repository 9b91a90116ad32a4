"""What the machine's help leaves behind: every call of the language model, every draft proposed and what became of it,
every run of a test set."""

from typing import ClassVar

from msgspec import Struct

from atiende.domain.row import Content, Projection

KINDS = ("summary", "reply", "follow_up", "next_step", "offering")
"""What can be proposed to an agent. An offering is a sales prompt."""

ENDS = ("taken", "edited", "discarded")


class ModelCall(Projection, frozen=True, kw_only=True):
    """One question to a language model. `purpose`: phrase, plan, summarise, suggest or test. `outcome`: ok, or why it
    was no use: timeout, refused, limited, error, unreadable, ungrounded, … `cost`: millionths of a cent."""

    TABLE: ClassVar[str] = "model_calls"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("at",), ("conversation",))
    id: str
    assistant: str
    purpose: str
    model: str
    outcome: str
    at: int
    ms: int
    tokens_in: int
    tokens_out: int
    cost: int
    conversation: str = ""


class ModelText(Content, frozen=True, kw_only=True):
    """What was said to the model and what it said; card numbers masked."""

    TABLE: ClassVar[str] = "model_texts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",),)
    id: str
    conversation: str
    asked: str
    answered: str


class ModelDay(Projection, frozen=True, kw_only=True):
    """What a day (of UTC, as days since 1970) has used."""

    TABLE: ClassVar[str] = "model_days"
    KEY: ClassVar[tuple[str, ...]] = ("assistant", "day")
    assistant: str
    day: int
    calls: int = 0
    failed: int = 0
    tokens: int = 0
    cost: int = 0


class ModelState(Projection, frozen=True, kw_only=True):
    """Whether an assistant is doing its work; `why` it is not: spent, or the code of its failure."""

    TABLE: ClassVar[str] = "model_states"
    KEY: ClassVar[tuple[str, ...]] = ("assistant",)
    assistant: str
    why: str = ""
    since: int = 0


class Suggestion(Projection, frozen=True, kw_only=True):
    """A draft proposed to an agent. `state`: made, taken, edited, discarded; or withheld, with the reason in `why`."""

    TABLE: ClassVar[str] = "suggestions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",), ("customer", "kind"), ("kind", "at"))
    id: str
    conversation: str
    customer: str
    kind: str
    agent: str
    at: int
    state: str = "made"
    model: str = ""
    offering: str = ""
    why: str = ""
    ended_at: int | None = None


class SuggestionCount(Projection, frozen=True, kw_only=True):
    """How often a kind of draft (of an offering: that one) was proposed, and what agents did with it."""

    TABLE: ClassVar[str] = "suggestion_counts"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "offering")
    kind: str
    offering: str
    made: int = 0
    taken: int = 0
    edited: int = 0
    discarded: int = 0
    withheld: int = 0


def spoken_line(recording: str, at_ms: int) -> str:
    """How something said in a call is called among messages."""
    return f"{recording}@{at_ms}"


def line_kind(line: str) -> str:
    return "call" if "@" in line else "message"


class Source(Struct, frozen=True, kw_only=True):
    """What a sentence rests on: a message, what was said in a call (`recording@ms`), an article's passage, or a field;
    `text` is the passage itself.

    `start` and `end` are the sentence's place in the draft.
    """

    kind: str
    id: str
    text: str
    start: int = 0
    end: int = 0
    name: str = ""


class SuggestionContent(Content, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "suggestion_content"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",),)
    id: str
    conversation: str
    text: str
    sources: tuple[Source, ...] = ()


class EvaluationRun(Projection, frozen=True, kw_only=True):
    """A test set once run: `passed` of `cases`, by which model (empty: without one)."""

    TABLE: ClassVar[str] = "evaluation_runs"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("evaluation", "at"),)
    id: str
    evaluation: str
    version: int
    at: int
    cases: int
    passed: int
    model: str = ""


class CaseResult(Struct, frozen=True, kw_only=True):
    """`wrong`: codes of what was not as expected; none when it passed."""

    text: str
    answer: str
    does: str = ""
    source: str = ""
    intent: str = ""
    wrong: tuple[str, ...] = ()


class EvaluationResults(Content, frozen=True, kw_only=True):
    TABLE: ClassVar[str] = "evaluation_results"
    id: str
    cases: tuple[CaseResult, ...]
