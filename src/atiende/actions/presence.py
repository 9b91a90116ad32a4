"""Who is there: states agents choose, states supervisors force, and what absence does."""

from atiende.actions import settings_of
from atiende.actions.conversations import agent_of, interaction_of
from atiende.domain import agent as rules
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.errors import Invalid
from atiende.domain.interaction import Offer
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

GRACE_MS = 45_000
"""How long an agent without any connection is still counted as there."""


async def choose_state(
    desk: Desk, tenant: str, agent: str, state: str, reason: str = "", forced_by: str | None = None
) -> Agent:
    """Available, paused with a reason, or offline. Leaving takes back the offers not yet answered.

    Raises Invalid for an unknown state or reason, NotFound.
    """

    def decide(change: Change) -> Agent:
        if state == "paused" and settings_of.document(change, "pause", reason) is None:
            raise Invalid(field="reason", reason="unknown")
        who = agent_of(change, agent)
        facts = rules.change_state(who, state, reason if state == "paused" else "", forced_by)
        if facts:
            if state != "available":
                return_offers(change, agent, "agent_left")
            change.record(*facts, actor=f"agent:{forced_by or agent}")
        return agent_of(change, agent)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Agent, (agent,))])


async def note_absence(desk: Desk, tenant: str, agent: str) -> None:
    """The agent's last connection is gone: unless he is back in time, he is set offline."""

    def decide(change: Change) -> None:
        change.put(Timer(kind="absent", key=agent, due=change.at + GRACE_MS))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_return(desk: Desk, tenant: str, agent: str) -> None:
    def decide(change: Change) -> None:
        if change.get(Timer, "absent", agent) is not None:
            change.drop(Timer, "absent", agent)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def leave(desk: Desk, tenant: str, agent: str) -> None:
    """Absent for too long: offline, and what was offered goes to the next."""

    def decide(change: Change) -> None:
        change.drop(Timer, "absent", agent)
        who = change.get(Agent, agent)
        if who is None or who.state == "offline":
            return
        return_offers(change, agent, "agent_left")
        change.record(f.AgentStateChanged(agent=agent, state="offline", reason="disconnected"), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def return_offers(change: Change, agent: str, why: str) -> None:
    """What was offered to this agent and not answered waits again, with its place."""
    for made in change.where(Offer, {"agent": agent, "state": "made"}):
        interaction = interaction_of(change, made.interaction)
        change.record(
            work.withdraw(interaction, made, why), work.queued_again(interaction, "withdrawn"), actor="system"
        )
        change.drop(Timer, "offer", made.id)
