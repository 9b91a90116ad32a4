"""Whether calls can ring at an agent's: what his pages say of theirs, and the exchange of the one on his desk.

Nothing is said of an agent without a page and without an exchange (a program of his own answers for him): he is asked.
"""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.call import WHERE
from atiende.domain.node import Connected
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading
from atiende.ports.voice import Registrar

READY, NO_PAGE, UNREGISTERED = "", "page", "unregistered"
Said = Literal["", "microphone", "unregistered"]
"""What a page says of itself: calls ring there, or why not."""
AT_DESK = "desk"
MOST_AGENTS = 20_000


async def note_page(desk: Desk, tenant: str, agent: str, said: Said | None) -> None:
    """What his pages at this node can do now; None: none of them is his telephone any more."""
    node = desk.leases.node

    def decide(change: Change) -> None:
        was = change.get(Connected, agent, node)
        change.put(Connected(agent=agent, node=node, phone=said))
        look_again(desk, change, agent, was)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_no_telephone(desk: Desk, tenant: str, agents: Collection[str]) -> None:
    """Nobody sits there who could hear it ring, until a page says otherwise: a demo's people who are played."""

    def decide(change: Change) -> None:
        for agent in sorted(agents):
            if not _said(change, agent):
                _note(change, agent, NO_PAGE)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_desks(desk: Desk, tenant: str, registered: Collection[str], looked_at: Collection[str]) -> None:
    """Of those looked at, whose desk phone the exchange knows."""

    def decide(change: Change) -> None:
        for agent in sorted(looked_at):
            if rings_at_desk(desk, change, agent) or not _said(change, agent):
                _note(change, agent, READY if agent in registered else UNREGISTERED)

    await desk.store.change(tenant, decide, at=desk.clock.now())


class Desks(NamedTuple):
    """`there`: agents who are at work; `missing`: those of them for whose telephone the exchange must be asked, with
    what is known of it."""

    there: frozenset[str]
    missing: Mapping[str, str]


async def desks_to_look_at(reading: Reading) -> Desks:
    """Read whole: it is asked for when something changed."""
    agents = [one for one in await reading.where(Agent, {}, limit=MOST_AGENTS) if one.state != "offline"]
    users = await reading.many(User, [(one.id,) for one in agents]) if agents else []
    at_desk = {one.id for one in users if one.preferences.get(WHERE) == AT_DESK}
    pages = {one.agent for one in await reading.where(Connected, {}, limit=MOST_AGENTS) if one.phone is not None}
    missing = {one.id: one.phone for one in agents if one.id in at_desk or one.id not in pages}
    return Desks(frozenset(one.id for one in agents), missing)


def choose_place(desk: Desk, change: Change, agent: str) -> None:
    """Inside a change: he chose where calls ring. On his desk none does until the exchange was asked."""
    if rings_at_desk(desk, change, agent):
        _note(change, agent, UNREGISTERED)
    else:
        look_again(desk, change, agent)


def look_again(desk: Desk, change: Change, agent: str, was: Connected | None = None) -> None:
    """Inside a change: his pages say something else, or the last one at a node (`was`) is closed. The exchange is asked
    by itself (`reactors.phones`)."""
    if rings_at_desk(desk, change, agent):
        return
    said = _said(change, agent)
    if said or (was is not None and was.phone is not None):
        _note(change, agent, min(said, default=NO_PAGE))


def rings_at_desk(desk: Desk, change: Change, agent: str) -> bool:
    """He chose so, and there is an exchange that can."""
    user = change.get(User, agent)
    chosen = user is not None and user.preferences.get(WHERE) == AT_DESK
    return chosen and any(isinstance(one, Registrar) for one in desk.voice.engines.values())


def _said(change: Change, agent: str) -> list[str]:
    return [one.phone for one in change.where(Connected, {"agent": agent}) if one.phone is not None]


def _note(change: Change, agent: str, missing: str) -> None:
    who = change.get(Agent, agent)
    if who is not None and who.phone != missing:
        change.record(f.AgentPhoneChanged(agent=agent, missing=missing), actor="system")
