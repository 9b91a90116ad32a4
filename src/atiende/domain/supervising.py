"""What a supervisor does beside the work: reading along, a word to everybody, and the boards on the wall."""

from typing import ClassVar

from atiende.domain.row import Content, Projection, Work


class Monitoring(Projection, frozen=True, kw_only=True):
    """Somebody reads along in a conversation since `since`, until `ended_at`. `announced`: its agent is told."""

    TABLE: ClassVar[str] = "monitorings"
    KEY: ClassVar[tuple[str, ...]] = ("conversation", "by")
    conversation: str
    by: str
    agent: str | None
    since: int
    announced: bool
    ended_at: int | None = None


class Broadcast(Content, frozen=True, kw_only=True):
    """A word to the agents, shown above their work until `until`. No teams: to everybody of `brands`, or of all."""

    TABLE: ClassVar[str] = "broadcasts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("until",),)
    id: str
    by: str
    at: int
    text: str
    urgent: bool
    teams: tuple[str, ...]
    brands: tuple[str, ...]
    until: int
    ended_at: int | None = None


class Wall(Work, frozen=True, kw_only=True):
    """A board on a wall: whoever knows the address reads it, and nothing else. `hash` checks the address's secret half.

    No queues: every one of `brands` (none: all). `people`: first names of agents are shown.
    """

    TABLE: ClassVar[str] = "walls"
    id: str
    name: str
    hash: str
    queues: tuple[str, ...]
    brands: tuple[str, ...]
    people: bool
    language: str
    created_by: str
    created_at: int
    revoked_at: int | None = None
