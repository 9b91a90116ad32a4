"""An agent at work: state, abilities, and how much he carries now."""

from collections.abc import Sequence
from typing import ClassVar

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import Workload
from atiende.domain.errors import Invalid
from atiende.domain.row import Projection

STATES = ("offline", "available", "busy", "wrap_up", "paused", "not_responding")
CHOSEN = ("offline", "available", "paused")
"""The states a person chooses; the others follow from work."""


class Agent(Projection, frozen=True, kw_only=True):
    """`load` counts the work on each channel, offered work included; `idle_since` orders longest idle. `phone`: why no
    call rings at his, as in `AgentPhoneChanged`."""

    TABLE: ClassVar[str] = "agents"
    id: str
    ability: f.Ability
    state: str = "offline"
    reason: str = ""
    since: int = 0
    next_state: str | None = None
    next_reason: str = ""
    idle_since: int = 0
    load: dict[str, int] = {}
    phone: str = ""

    def has_room(self, channel: str, workload: Workload | None) -> bool:
        """Whether one more piece fits; `workload` is the document in force for him."""
        return room.has_room(self.ability, room.loads_of(workload), self.load, channel)

    def is_reached(self, channel: str) -> bool:
        """Work of this channel can make itself heard to him."""
        return room.is_reached(self.phone, channel)


class DeskPhone(Projection, frozen=True, kw_only=True):
    """A user's telephone on his desk, once something happened to it: how often its password was renewed."""

    TABLE: ClassVar[str] = "desk_phones"
    id: str
    renewed: int = 0


def change_state(agent: Agent, state: str, reason: str, forced_by: str | None = None) -> Sequence[f.Fact]:
    """A person chooses a state. No fact when it is already so. Raises Invalid for a state nobody chooses."""
    if state not in CHOSEN:
        raise Invalid(field="state", reason="unknown_state")
    if (agent.state, agent.reason) == (state, reason):
        return []
    return [f.AgentStateChanged(agent=agent.id, state=state, reason=reason, forced_by=forced_by)]
