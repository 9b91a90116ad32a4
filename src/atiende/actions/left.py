"""Messages left: a session that could not come in is worked as soon as there is calm, and never forgotten."""

from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.callbacks import waiting_as_call
from atiende.actions.queueing import Target, admit, requeued
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.call import Call, CallContent
from atiende.domain.callback import Callback
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.missed import BlockedCaller
from atiende.domain.queue import QueueState
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def settle_refused(desk: Desk, tenant: str, interaction_id: str) -> bool:
    """What was refused waits like everything else once its queue is open and less than half full, from when it was
    written; where somebody has the conversation already, or it is over, it is done. Answers whether it is settled."""

    def decide(change: Change) -> bool:
        one = change.get(Interaction, interaction_id)
        conversation = change.get(Conversation, one.conversation) if one is not None else None
        if one is None or conversation is None or one.state != "refused":
            return False
        if _in_hand(change, conversation):
            ended = f.InteractionEnded(interaction=one.id, conversation=one.conversation, how="done", by="system")
            change.record(ended, actor="system")
            return True
        if desk.channels[one.channel].traits.voice:
            return _settle_call(desk, change, conversation, one)
        found = admit(change, one.queue, session=True)
        if found.why or not _calm(change, found.queue):
            return False
        change.record(requeued(desk, change, conversation, one, Target(queue=found.queue), "refused"), actor="system")
        return True

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction_id,))])


def _settle_call(desk: Desk, change: Change, conversation: Conversation, one: Interaction) -> bool:
    """Who could not be put through is called back, if he may be; he is not on the line any more."""
    call, content = change.get(Call, one.id), change.get(CallContent, one.id)
    if call is not None and call.open:
        return False
    number = content.number if content is not None else ""
    if not number or change.where(BlockedCaller, {"number": number}):
        ended = f.InteractionEnded(interaction=one.id, conversation=one.conversation, how="done", by="system")
        change.record(ended, actor="system")
        return True
    found = admit(change, one.queue, session=False)
    change.put(Callback(interaction=one.id, number=number, at=change.at))
    queued = waiting_as_call(desk, change, conversation, one, one.id)
    change.record(replace(queued, queue=found.queue, why="refused"), actor="system")
    return True


def _in_hand(change: Change, conversation: Conversation) -> bool:
    holder = change.get(Agent, conversation.agent) if conversation.agent is not None else None
    if conversation.status not in ("new", "open") or (holder is not None and holder.ability.active):
        return True
    return any(one.state in OPEN_STATES for one in change.where(Interaction, {"conversation": conversation.id}))


def _calm(change: Change, queue: str) -> bool:
    """So that what is left never keeps those out who come now."""
    limit = settings_of.rules_of(change, queue).limit
    state = change.get(QueueState, queue)
    return limit == 0 or state is None or 2 * state.waiting < limit
