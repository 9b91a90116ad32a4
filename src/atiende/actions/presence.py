"""Who is there: states agents choose, states supervisors force, and what absence does."""

from collections.abc import Collection

from msgspec.structs import replace

from atiende.actions import recordings, settings_of
from atiende.actions.alarms import rang
from atiende.actions.calls_over import talks
from atiende.actions.conversations import agent_of, conversation_of, end_one, interaction_of
from atiende.actions.phones import look_again
from atiende.domain import agent as rules
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.errors import Invalid
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.node import Connected
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

GRACE_MS = 45_000
"""How long an agent without any connection is still counted as there."""
MOST_AGENTS = 20_000


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
    """The agent's last connection here is gone: with none at another node either, he is set offline unless he is back
    in time."""
    node = desk.leases.node

    def decide(change: Change) -> None:
        if change.seq == 0:
            return  # a demo that is no more
        was = change.get(Connected, agent, node)
        change.drop(Connected, agent, node)
        look_again(desk, change, agent, was)
        _expect(change, agent)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_return(desk: Desk, tenant: str, agent: str) -> None:
    """He has the desk open at this node."""
    here = Connected(agent=agent, node=desk.leases.node)

    def decide(change: Change) -> None:
        if change.get(Connected, here.agent, here.node) is None:
            change.put(here)
        if change.get(Timer, "absent", agent) is not None:
            change.drop(Timer, "absent", agent)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def stay(desk: Desk, tenant: str, agent: str) -> None:
    """He is at work without a screen of his own, and not expected anywhere."""

    def decide(change: Change) -> None:
        if change.get(Timer, "absent", agent) is not None:
            change.drop(Timer, "absent", agent)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def is_noted(desk: Desk, tenant: str, agent: str) -> bool:
    """Whether it is known that he is connected here: others forget it when they take this node for dead."""
    return await desk.store.reading(tenant).get(Connected, agent, desk.leases.node) is not None


async def leave(desk: Desk, tenant: str, agent: str) -> None:
    """Absent for too long: offline; what was offered goes to the next, and so do live sessions, whose customers wait
    at the other end. Mail and messages stay his until he is back or somebody passes them on."""

    def decide(change: Change) -> None:
        who = change.get(Agent, agent)
        if not rang(change, "absent", agent) or who is None:
            return
        return_offers(change, agent, "agent_left")
        for one in change.where(Interaction, {"agent": agent, "state": "handling"}):
            if desk.channels[one.channel].traits.session and not talks(change, one, agent):
                return_work(change, one)
        if who.state != "offline":
            change.record(f.AgentStateChanged(agent=agent, state="offline", reason="disconnected"), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def expect_everybody(desk: Desk, tenant: str) -> None:
    """Whoever was at work at a node that is no more is given the time to come back. Where no other node lives, that is
    everybody: a server that starts has no connections."""
    await expect_those_of(desk, tenant, await desk.leases.gone(await _nodes_of(desk, tenant)))
    if any(one.alive for one in desk.leases.others()):
        return
    agents = await desk.store.reading(tenant).where(Agent, {}, limit=MOST_AGENTS)
    absent = [one.id for one in agents if one.state != "offline"]

    def decide(change: Change) -> None:
        for agent in absent:
            _expect(change, agent)

    if absent:
        await desk.store.change(tenant, decide, at=desk.clock.now())


async def expect_those_of(desk: Desk, tenant: str, nodes: Collection[str]) -> None:
    """These nodes are no more: who was connected there, and is not anywhere else, is expected back."""
    reading = desk.store.reading(tenant)
    rows = [row for node in nodes for row in await reading.where(Connected, {"node": node}, limit=MOST_AGENTS)]

    def decide(change: Change) -> None:
        for row in rows:
            change.drop(Connected, row.agent, row.node)
        for agent in {row.agent for row in rows}:
            _expect(change, agent)

    if rows:
        await desk.store.change(tenant, decide, at=desk.clock.now())


async def _nodes_of(desk: Desk, tenant: str) -> set[str]:
    """The nodes agents are connected to, those among them that are no more included."""
    rows = await desk.store.reading(tenant).where(Connected, {}, limit=MOST_AGENTS)
    return {row.node for row in rows}


def _expect(change: Change, agent: str) -> None:
    if not change.where(Connected, {"agent": agent}):
        change.put(Timer(kind="absent", key=agent, due=change.at + GRACE_MS))


def give_back_all(change: Change, agent: str) -> None:
    """Somebody works here no more: his offers and whatever he handled wait for the others, with their places."""
    return_offers(change, agent, "agent_left")
    for one in change.where(Interaction, {"agent": agent, "state": "handling"}):
        return_work(change, one)
    for one in change.where(Interaction, {"agent": agent, "state": "wrap_up"}):
        end_one(change, one, "system", "system")


def return_work(change: Change, one: Interaction) -> None:
    """What an agent handled waits again, with its place, for everybody: whoever it was named for has had it. He is
    responsible for the conversation no more."""
    recordings.end(change, one.id, "system", "moved")
    anybodys = replace(work.queued_again(one, "orphaned"), agent=None)
    change.record(
        f.InteractionTransferred(
            interaction=one.id, conversation=one.conversation, agent=one.agent, to_queue=one.queue, forced=True
        ),
        anybodys,
        actor="system",
    )
    change.drop(Timer, "silence", one.id)
    conversation = conversation_of(change, one.conversation)
    if conversation.agent is not None and conversation.agent == one.agent:
        change.record(f.ConversationReleased(conversation=conversation.id, agent=conversation.agent), actor="system")


def return_offers(change: Change, agent: str, why: str) -> None:
    """What was offered to this agent and not answered waits again, with its place."""
    for made in change.where(Offer, {"agent": agent, "state": "made"}):
        interaction = interaction_of(change, made.interaction)
        change.record(
            work.withdraw(interaction, made, why), work.queued_again(interaction, "withdrawn"), actor="system"
        )
        change.drop(Timer, "offer", made.id)
