"""A flow as it runs for one interaction: where it stands, and what it is waiting for outside."""

from typing import ClassVar

from atiende.domain.row import Content, Projection

AWAITING = ("input", "errand", "time", "person", "")
"""What moves a session on: what he says, the outcome of an errand, a moment, a person; empty when it has ended."""

OUTCOMES = ("resolved", "ended", "person", "left", "failed")
"""How a session ended: what he came for was done, or it came to its end without resolving, or a person took it, or he
left, or it broke and a person got it."""


class FlowSession(Projection, frozen=True, kw_only=True):
    """Keyed by interaction. It keeps the version it began with. `stack`: (flow, version, node) of the flows it returns
    to, innermost last. `turn` counts what was heard; ids of what it does are made from it."""

    TABLE: ClassVar[str] = "flow_sessions"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",), ("flow", "version", "node"), ("outcome", "at"))
    interaction: str
    conversation: str
    customer: str
    flow: str
    version: int
    node: str
    language: str
    seed: int
    at: int
    awaiting: str = ""
    due: int | None = None
    tries: int = 0
    turn: int = 0
    stack: tuple[tuple[str, int, str], ...] = ()
    goals: tuple[str, ...] = ()
    outcome: str = ""
    ended_at: int | None = None
    quiet: tuple[str, ...] = ()
    """While he waits, as in `HandedOver`."""
    root: str = ""
    """The flow it began with; `flow` is the innermost one."""


class FlowValues(Content, frozen=True, kw_only=True):
    """What a session has heard, as JSON: its whole state as the last step left it."""

    TABLE: ClassVar[str] = "flow_values"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    values: str


class FlowCount(Projection, frozen=True, kw_only=True):
    """What happened at a node of a version: how many came, and how many left for good while it waited there."""

    TABLE: ClassVar[str] = "flow_counts"
    KEY: ClassVar[tuple[str, ...]] = ("flow", "version", "node")
    flow: str
    version: int
    node: str
    entered: int = 0
    left: int = 0


class Errand(Projection, frozen=True, kw_only=True):
    """Something done outside for a session. `state`: asked, started, ok, missing or failed. `kind`: request, verify,
    send, payment, answer, bot, identify, …"""

    TABLE: ClassVar[str] = "errands"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("interaction",), ("state", "at"))
    id: str
    interaction: str
    conversation: str
    flow: str
    node: str
    kind: str
    state: str
    at: int
    ended_at: int | None = None
    why: str = ""


class ErrandContent(Content, frozen=True, kw_only=True):
    """What is asked and what came back, as JSON."""

    TABLE: ClassVar[str] = "errand_content"
    id: str
    interaction: str
    asked: str
    answered: str = ""
