"""What time does to conversations: snoozed ones wake, resolved ones close."""

from atiende.actions.conversations import conversation_of
from atiende.actions.transfers import Target, move
from atiende.domain import conversation as life
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def wake_conversation(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Back on the desk. Where the customer waits or nobody is responsible, it queues again."""

    def decide(change: Change) -> None:
        change.drop(Timer, "snooze", conversation_id)
        conversation = conversation_of(change, conversation_id)
        if conversation.status != "snoozed":
            return
        change.record(*life.wake(conversation), actor="system")
        in_hand = any(one.state in OPEN_STATES for one in change.where(Interaction, {"conversation": conversation_id}))
        if not in_hand and (conversation.agent is None or conversation.waiting_since is not None):
            woken = conversation_of(change, conversation_id)
            move(change, woken, Target(queue=conversation.queue), "system", desk.ids.new("itr"))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def close_conversation(desk: Desk, tenant: str, conversation_id: str) -> None:
    """Resolved long enough ago: the next message opens a new one. One reopened meanwhile is left alone."""

    def decide(change: Change) -> None:
        change.drop(Timer, "close", conversation_id)
        conversation = conversation_of(change, conversation_id)
        if conversation.status == "resolved":
            change.record(*life.close(conversation), actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now())
