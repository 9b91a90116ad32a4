"""Offers: made by the floor, answered by agents, taken back by time. Each is checked again on the two rows."""

from atiende.actions import receive, settings_of
from atiende.actions.alarms import rang
from atiende.actions.conversations import IN_WORK, agent_of, conversation_of, end_one, interaction_of
from atiende.actions.queueing import Target, requeued
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.errors import NotFound, NotYours
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def offer_work(desk: Desk, tenant: str, made: f.InteractionOffered) -> None:
    """Makes the offer the floor decided. Raises TooLate, AtCapacity when the rows have moved on."""

    def decide(change: Change) -> None:
        interaction, agent = interaction_of(change, made.interaction), agent_of(change, made.agent)
        change.record(*work.offer(interaction, agent, settings_of.workload_of(change, agent), made), actor="system")
        change.put(Timer(kind="offer", key=made.offer, due=made.expires_at))

    await desk.store.change(
        tenant, decide, at=desk.clock.now(), reads=[(Interaction, (made.interaction,)), (Agent, (made.agent,))]
    )


async def widen_work(desk: Desk, tenant: str, made: f.InteractionWidened) -> None:
    """A step of its queue is reached; where it leads to another queue, the work waits on there. Raises TooLate."""

    def decide(change: Change) -> None:
        one = interaction_of(change, made.interaction)
        change.record(*work.widen(one, made), actor="system")
        onward = made.to_queue
        if onward is None or settings_of.document(change, "queue", onward) is None:
            return
        conversation = conversation_of(change, one.conversation)
        change.record(requeued(desk, change, conversation, one, Target(queue=onward), "overflow"), actor="system")
        if conversation.queue != onward:
            change.record(f.ConversationQueueChanged(conversation=conversation.id, queue=onward), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (made.interaction,))])


async def accept_offer(desk: Desk, tenant: str, agent: str, offer: str) -> str:
    """The work is the agent's; answers its conversation. Twice is once. Raises NotFound, NotYours, TooLate."""

    def decide(change: Change) -> str:
        return accept_in(desk, change, agent, offer)

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Offer, (offer,)), (Agent, (agent,))])


def accept_in(desk: Desk, change: Change, agent: str, offer: str) -> str:
    """The same inside a change."""
    interaction, made, who = _parties(change, offer, agent)
    if made.state == "accepted" and made.agent == agent == interaction.agent:
        return interaction.conversation
    change.record(*work.accept(interaction, made, who), actor=f"agent:{agent}")
    change.drop(Timer, "offer", offer)
    traits = desk.channels[interaction.channel].traits
    if traits.session and not traits.voice:
        receive.start_silence(change, interaction)
    return interaction.conversation


async def decline_offer(desk: Desk, tenant: str, agent: str, offer: str) -> None:
    """It waits again, with its place. Raises NotFound, NotYours, TooLate."""

    await desk.store.change(tenant, lambda change: decline_in(change, agent, offer), at=desk.clock.now())


def decline_in(change: Change, agent: str, offer: str) -> None:
    """The same inside a change."""
    interaction, made, who = _parties(change, offer, agent)
    change.record(*work.decline(interaction, made, who), actor=f"agent:{agent}")
    change.drop(Timer, "offer", offer)


async def expire_offer(desk: Desk, tenant: str, offer: str) -> None:
    """Time is up: the next agent, this one not responding. An offer answered meanwhile is left alone."""

    def decide(change: Change) -> None:
        if rang(change, "offer", offer):
            expire_in(change, offer)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def expire_in(change: Change, offer: str) -> None:
    """The same inside a change: his telephone does not answer, or nobody does."""
    made = change.get(Offer, offer)
    if made is None or made.state != "made":
        return
    interaction, agent = interaction_of(change, made.interaction), change.get(Agent, made.agent)
    if agent is not None and interaction.offer == offer:
        change.record(*work.expire(interaction, made, agent), actor="system")
    change.drop(Timer, "offer", offer)


async def end_wrap_up(desk: Desk, tenant: str, interaction_id: str, agent: str) -> None:
    """The agent is done sooner than the clock. Raises NotFound, NotYours; already ended is no error."""

    def decide(change: Change) -> None:
        interaction = interaction_of(change, interaction_id)
        if interaction.state != "wrap_up":
            return
        if interaction.agent != agent:
            raise NotYours(interaction=interaction_id)
        end_one(change, interaction, "agent", f"agent:{agent}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_session(desk: Desk, tenant: str, interaction_id: str, by: str, actor: str) -> None:
    """A live session ends (by customer, agent or silence): wrap-up for whoever handled it, else it is abandoned."""

    def decide(change: Change) -> None:
        finish_session(change, interaction_of(change, interaction_id), by, actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def finish_session(change: Change, interaction: Interaction, by: str, actor: str) -> None:
    """The same inside a change. What has ended, or is being wrapped up, stays as it is."""
    change.drop(Timer, "silence", interaction.id)
    if interaction.state == "handling" and interaction.agent:
        seconds = settings_of.rules_of(change, interaction.queue).wrap_up_seconds
        if seconds:
            until = change.at + seconds * 1000
            change.record(
                f.WrapUpStarted(
                    interaction=interaction.id,
                    conversation=interaction.conversation,
                    agent=interaction.agent,
                    until=until,
                ),
                actor=actor,
            )
            change.put(Timer(kind="wrap_up", key=interaction.id, due=until))
            return
    if interaction.state in IN_WORK or interaction.state == "in_flow":
        end_one(change, interaction, by, actor, "done" if interaction.first_taken_at else "abandoned")


def _parties(change: Change, offer: str, agent: str) -> tuple[Interaction, Offer, Agent]:
    made = change.get(Offer, offer)
    if made is None:
        raise NotFound(kind="offer", id=offer)
    return interaction_of(change, made.interaction), made, agent_of(change, agent)
