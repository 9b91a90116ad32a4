"""What time does: snoozed conversations wake, resolved ones close, silent sessions end, wrap-ups end, names lapse."""

from atiende.actions.alarms import rang
from atiende.actions.conversations import conversation_of, end_one, interaction_of
from atiende.actions.offers import finish_session
from atiende.actions.queueing import requeued
from atiende.actions.transfers import Target, move
from atiende.domain import conversation as life
from atiende.domain.agent import Agent
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

ASKED_MS = 30_000
"""How long a named agent who is being asked is given before it is looked at again."""


async def wake_conversation(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Back on the desk. Where the customer waits or nobody is responsible, it queues again."""

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        if not rang(change, "snooze", conversation_id) or conversation.status != "snoozed":
            return
        change.record(*life.wake(conversation), actor="system")
        in_hand = any(one.state in OPEN_STATES for one in change.where(Interaction, {"conversation": conversation_id}))
        holder = change.get(Agent, conversation.agent) if conversation.agent else None
        nobodys = holder is None or not holder.ability.active
        if not in_hand and (nobodys or conversation.waiting_since is not None):
            woken = conversation_of(change, conversation_id)
            move(desk, change, woken, Target(queue=conversation.queue), "system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def close_conversation(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Resolved long enough ago: the next message opens a new one. One reopened meanwhile is left alone."""

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        if rang(change, "close", conversation_id) and conversation.status == "resolved":
            change.record(*life.close(conversation), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_silent_session(desk: Desk, tenant: str, interaction_id: str) -> None:
    """Nobody wrote for long enough. A message that came while this was on its way has put the clock off."""

    def decide(change: Change) -> None:
        if rang(change, "silence", interaction_id):
            finish_session(change, interaction_of(change, interaction_id), "silence", "system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_due_wrap_up(desk: Desk, tenant: str, interaction_id: str) -> None:
    """The time for wrapping up is over."""

    def decide(change: Change) -> None:
        interaction = interaction_of(change, interaction_id)
        if rang(change, "wrap_up", interaction_id) and interaction.state == "wrap_up":
            end_one(change, interaction, "system", "system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def release_named(desk: Desk, tenant: str, interaction_id: str) -> None:
    """The agent it was meant for did not come: now it is everybody's of its queue, with its place."""

    def decide(change: Change) -> None:
        interaction = interaction_of(change, interaction_id)
        if not rang(change, "named", interaction_id) or interaction.needs.agent is None:
            return
        if interaction.state == "offered":  # he is being asked this moment
            change.put(Timer(kind="named", key=interaction_id, due=change.at + ASKED_MS))
        elif interaction.state == "queued":
            conversation = conversation_of(change, interaction.conversation)
            anybody = Target(queue=interaction.queue)
            change.record(requeued(desk, change, conversation, interaction, anybody, "not_answered"), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())
