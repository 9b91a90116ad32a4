"""A queue as it stands: switched on or off by hand, how much waits in it, and what is told to its customers."""

from typing import ClassVar

from atiende.domain.row import Content, Projection


class QueueState(Projection, frozen=True, kw_only=True):
    """`state`: normal, closed, emergency, since `at`. `waiting` counts what waits or is offered."""

    TABLE: ClassVar[str] = "queue_states"
    KEY: ClassVar[tuple[str, ...]] = ("queue",)
    queue: str
    state: str = "normal"
    at: int = 0
    waiting: int = 0


class QueueNotice(Content, frozen=True, kw_only=True):
    """What customers of the queue are told while it is switched, by language."""

    TABLE: ClassVar[str] = "queue_notices"
    KEY: ClassVar[tuple[str, ...]] = ("queue",)
    queue: str
    texts: dict[str, str]
