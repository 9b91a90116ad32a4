"""The life of a conversation in agents' and supervisors' hands: take, pass on, put off, resolve."""

from collections.abc import Callable

from msgspec.structs import replace

from atiende.actions import receive, settings_of
from atiende.actions.calls_over import over_with_its_work
from atiende.actions.outcomes import Outcome, check_outcome
from atiende.actions.queueing import Target, fresh
from atiende.domain import conversation as life
from atiende.domain import facts as f
from atiende.domain import interaction as work
from atiende.domain.agent import Agent
from atiende.domain.callback import CHANNEL
from atiende.domain.conversation import Conversation, Reader
from atiende.domain.errors import AtCapacity, Invalid, NotFound, WrongState
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Mention, Message
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

DAY_MS = 86_400_000
SECOND_MS = 1000
IN_WORK = ("queued", "offered", "handling")


def conversation_of(change: Change, conversation_id: str) -> Conversation:
    """Raises NotFound."""
    found = change.get(Conversation, conversation_id)
    if found is None:
        raise NotFound(kind="conversation", id=conversation_id)
    return found


def agent_of(change: Change, agent_id: str) -> Agent:
    """Raises NotFound for somebody who is not, or no longer, an agent."""
    found = change.get(Agent, agent_id)
    if found is None or not found.ability.active:
        raise NotFound(kind="agent", id=agent_id)
    return found


def interaction_of(change: Change, interaction_id: str) -> Interaction:
    """Raises NotFound."""
    found = change.get(Interaction, interaction_id)
    if found is None:
        raise NotFound(kind="interaction", id=interaction_id)
    return found


async def take_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str) -> Conversation:
    """The agent takes it: waiting work becomes his, a colleague's is handed over.

    Raises AtCapacity, NotFound, WrongState for a closed one.
    """

    def decide(change: Change, conversation: Conversation) -> None:
        take_in(desk, change, conversation, agent)

    return await _alter(desk, tenant, conversation_id, decide)


def take_in(desk: Desk, change: Change, conversation: Conversation, agent: str) -> None:
    """Inside a change. Raises AtCapacity, NotFound, WrongState for a closed one."""
    actor = f"agent:{agent}"
    _revive(change, conversation, actor)
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if work.can_be_taken(one):
            withdraw_offer(change, one, "taken")
            who = agent_of(change, agent)
            change.record(*work.take(one, who, settings_of.workload_of(change, who)), actor=actor)
            _begin(desk, change, one)
        elif one.state == "handling" and one.agent != agent:
            who = agent_of(change, agent)
            if not who.has_room(one.channel, settings_of.workload_of(change, who)):
                raise AtCapacity(agent=agent)
            _hand_over(change, one, agent, actor)
    now = conversation_of(change, conversation.id)
    if (now.agent, now.status) != (agent, "open"):
        change.record(f.ConversationTaken(conversation=conversation.id, agent=agent), actor=actor)


async def assign_conversation(desk: Desk, tenant: str, actor: str, conversation_id: str, agent: str) -> Conversation:
    """A supervisor gives it to an agent at once, whatever his state or load. Raises NotFound, WrongState."""

    def decide(change: Change, conversation: Conversation) -> None:
        by = f"agent:{actor}"
        agent_of(change, agent)
        _revive(change, conversation, by)
        for one in change.where(Interaction, {"conversation": conversation.id}):
            if work.can_be_taken(one):
                withdraw_offer(change, one, "assigned")
                change.record(_taken(one, agent), actor=by)
                _begin(desk, change, one)
            elif one.state == "handling" and one.agent != agent:
                _hand_over(change, one, agent, by)
        change.record(f.ConversationTaken(conversation=conversation.id, agent=agent), actor=by)

    return await _alter(desk, tenant, conversation_id, decide)


def claim(desk: Desk, change: Change, conversation: Conversation, agent: str) -> None:
    """Whoever answers what waits for somebody has it, so that nobody else is offered it; a colleague's stays his."""
    who = change.get(Agent, agent)
    if who is None or not who.ability.active:
        return
    actor, waits = f"agent:{agent}", conversation.agent is None
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if work.can_be_taken(one):
            withdraw_offer(change, one, "answered")
            change.record(_taken(one, agent), actor=actor)
            _begin(desk, change, one)
            waits = True
    if waits and conversation.agent != agent:
        _revive(change, conversation, actor)
        change.record(f.ConversationTaken(conversation=conversation.id, agent=agent), actor=actor)


async def release_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str) -> Conversation:
    """Nobody's again: what was being handled, or the matter itself, waits in its queue. Raises NotFound."""

    def decide(change: Change, conversation: Conversation) -> None:
        release_in(desk, change, conversation, agent)

    return await _alter(desk, tenant, conversation_id, decide)


def release_in(desk: Desk, change: Change, conversation: Conversation, agent: str) -> None:
    """Inside a change."""
    actor = f"agent:{agent}"
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.state == "handling":
            change.record(_transferred(one, to_queue=one.queue), work.queued_again(one, "released"), actor=actor)
            change.drop(Timer, "silence", one.id)
    if not conversation.agent:
        return
    change.record(f.ConversationReleased(conversation=conversation.id, agent=conversation.agent), actor=actor)
    waits = any(one.state in IN_WORK for one in change.where(Interaction, {"conversation": conversation.id}))
    if conversation.status in ("new", "open") and not waits:
        anybody = Target(queue=conversation.queue)
        change.record(fresh(desk, change, conversation, anybody, "released"), actor=actor)


async def snooze_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str, until: int) -> Conversation:
    """Comes back at `until` (ms UTC). Raises Invalid when that is not in the future, WrongState."""

    def decide(change: Change, conversation: Conversation) -> None:
        snooze_in(desk, change, conversation, agent, until)

    return await _alter(desk, tenant, conversation_id, decide)


def snooze_in(desk: Desk, change: Change, conversation: Conversation, agent: str, until: int) -> None:
    """Inside a change. Raises Invalid, WrongState."""
    if until <= change.at or until > change.at + 400 * DAY_MS:
        raise Invalid(field="until", reason="not_in_future")
    change.record(*life.snooze(conversation, until), actor=f"agent:{agent}")
    change.put(Timer(kind="snooze", key=conversation.id, due=until))
    end_exchanges(desk, change, conversation, agent)


async def pend_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str) -> Conversation:
    """It waits for the customer. Raises WrongState."""

    def decide(change: Change, conversation: Conversation) -> None:
        pend_in(desk, change, conversation, agent)

    return await _alter(desk, tenant, conversation_id, decide)


def pend_in(desk: Desk, change: Change, conversation: Conversation, agent: str) -> None:
    """Inside a change. Raises WrongState."""
    change.record(*life.pend(conversation), actor=f"agent:{agent}")
    change.drop(Timer, "snooze", conversation.id)
    end_exchanges(desk, change, conversation, agent)


async def resolve_conversation(
    desk: Desk, tenant: str, agent: str, conversation_id: str, outcome: tuple[str, str]
) -> Conversation:
    """Done, with (disposition, reason); every open interaction ends. Raises Unfit for what is missing, WrongState."""

    def decide(change: Change, conversation: Conversation) -> None:
        resolve_in(change, conversation, agent, outcome)

    return await _alter(desk, tenant, conversation_id, decide)


def resolve_in(
    change: Change, conversation: Conversation, agent: str, outcome: tuple[str, str], note: str = ""
) -> None:
    """Inside a change, with (disposition, reason) and the word that was written with it. Raises Unfit naming every
    field that is unknown or missing, WrongState."""
    disposition, reason = outcome
    check_outcome(change, conversation, Outcome(disposition=disposition, reason=reason, note=note))
    end_all(change, conversation, agent, "agent")
    change.record(*life.resolve(conversation, disposition, reason), actor=f"agent:{agent}")
    change.drop(Timer, "snooze", conversation.id)
    days = settings_of.brand_of(change, conversation.brand).close_after_days
    change.put(Timer(kind="close", key=conversation.id, due=change.at + days * DAY_MS))


async def reopen_conversation(desk: Desk, tenant: str, agent: str, conversation_id: str) -> Conversation:
    """By hand. Raises WrongState for a closed one."""

    def decide(change: Change, conversation: Conversation) -> None:
        reopen_in(change, conversation, agent)

    return await _alter(desk, tenant, conversation_id, decide)


def reopen_in(change: Change, conversation: Conversation, agent: str) -> None:
    """Inside a change. Raises WrongState for a closed one."""
    change.record(*life.reopen_by_hand(conversation), actor=f"agent:{agent}")
    change.drop(Timer, "snooze", conversation.id)
    change.drop(Timer, "close", conversation.id)
    if conversation_of(change, conversation.id).agent is None:
        change.record(f.ConversationTaken(conversation=conversation.id, agent=agent), actor=f"agent:{agent}")


async def set_priority(desk: Desk, tenant: str, actor: str, conversation_id: str, priority: int) -> Conversation:
    """1 (most urgent) to 5. Waiting work moves in its queue at once. Raises Invalid."""

    def decide(change: Change, conversation: Conversation) -> None:
        if not 1 <= priority <= 5:
            raise Invalid(field="priority", reason="out_of_range")
        change.record(f.PriorityChanged(conversation=conversation.id, priority=priority), actor=f"agent:{actor}")

    return await _alter(desk, tenant, conversation_id, decide)


async def set_reason(desk: Desk, tenant: str, actor: str, conversation_id: str, reason: str) -> Conversation:
    """Raises Invalid for an unknown reason."""

    def decide(change: Change, conversation: Conversation) -> None:
        if settings_of.document(change, "reason", reason) is None:
            raise Invalid(field="reason", reason="unknown")
        change.record(f.ReasonChanged(conversation=conversation.id, reason=reason), actor=f"agent:{actor}")

    return await _alter(desk, tenant, conversation_id, decide)


async def mark_unseen(desk: Desk, tenant: str, agent: str, conversation_id: str) -> Conversation:
    """As if the agent had not read what the customer wrote last; nothing where he wrote nothing."""

    def decide(change: Change, conversation: Conversation) -> None:
        before = max(0, conversation.last_in - 1)
        reader = change.get(Reader, conversation.id, agent)
        if conversation.last_in and reader is not None and reader.position > before:
            unseen = f.ConversationSeen(conversation=conversation.id, agent=agent, position=before, again=True)
            change.record(unseen, actor=f"agent:{agent}")

    return await _alter(desk, tenant, conversation_id, decide)


async def mark_seen(desk: Desk, tenant: str, agent: str, conversation_id: str, position: int) -> Conversation:
    """The agent has read up to `position`; going back or beyond the end changes nothing."""

    def decide(change: Change, conversation: Conversation) -> None:
        _mentions_seen(change, conversation.id, agent, position)
        reader = change.get(Reader, conversation.id, agent)
        if position <= (reader.position if reader else 0) or position > conversation.last:
            return
        change.record(
            f.ConversationSeen(conversation=conversation.id, agent=agent, position=position), actor=f"agent:{agent}"
        )

    return await _alter(desk, tenant, conversation_id, decide)


def _mentions_seen(change: Change, conversation_id: str, agent: str, position: int) -> None:
    """Who has read as far as where he was named has seen it."""
    for one in change.where(Mention, {"conversation": conversation_id}):
        if one.user == agent and not one.seen:
            note = change.get(Message, one.message)
            if note is None or note.position <= position:
                change.put(replace(one, seen=True))


def _revive(change: Change, conversation: Conversation, actor: str) -> None:
    """Whoever takes what was resolved or put off begins anew. Raises WrongState for a closed one."""
    if conversation.status == "closed":
        raise WrongState(state="closed")
    change.drop(Timer, "snooze", conversation.id)
    change.drop(Timer, "close", conversation.id)
    if conversation.status == "resolved":
        change.record(*life.reopen_by_hand(conversation), actor=actor)


def _begin(desk: Desk, change: Change, taken: Interaction) -> None:
    """A written session in somebody's hands ends by silence, however it came there; a call when it is hung up."""
    traits = desk.channels[taken.channel].traits
    if traits.session and not traits.voice:
        receive.start_silence(change, taken)


def withdraw_offer(change: Change, interaction: Interaction, why: str) -> None:
    """Takes back the open offer of an interaction, if there is one."""
    made = change.get(Offer, interaction.offer) if interaction.offer else None
    if made is not None and made.state == "made":
        change.record(work.withdraw(interaction, made, why), actor="system")
        change.drop(Timer, "offer", made.id)


def end_all(change: Change, conversation: Conversation, agent: str, by: str) -> None:
    """Ends every open interaction of a conversation: what an agent had is done, what nobody had is done too."""
    for one in change.where(Interaction, {"conversation": conversation.id}):
        if one.state in work.OPEN_STATES:
            end_one(change, one, by, f"agent:{agent}")


def end_one(change: Change, interaction: Interaction, by: str, actor: str, how: str = "done") -> None:
    """One interaction ends; its offer and clocks go with it, and the call an agent has in it."""
    withdraw_offer(change, interaction, "ended")
    over_with_its_work(change, interaction, by, actor)
    change.record(
        f.InteractionEnded(
            interaction=interaction.id,
            conversation=interaction.conversation,
            how=how,
            by=by,
            agent=interaction.agent,
        ),
        actor=actor,
    )
    for kind in ("silence", "wrap_up", "named", "callback"):
        change.drop(Timer, kind, interaction.id)


def end_exchanges(desk: Desk, change: Change, conversation: Conversation, agent: str) -> None:
    """Mail and messaging: pending or snoozing ends the interaction; a live session goes on, and so does a call that
    was promised and not made yet."""
    for one in change.where(Interaction, {"conversation": conversation.id}):
        promised = one.channel == CHANNEL and one.state != "handling"
        if one.state in work.OPEN_STATES and not promised and not desk.channels[one.channel].traits.session:
            end_one(change, one, "agent", f"agent:{agent}")


async def _alter(
    desk: Desk, tenant: str, conversation_id: str, decide: Callable[[Change, Conversation], None]
) -> Conversation:
    def whole(change: Change) -> Conversation:
        decide(change, conversation_of(change, conversation_id))
        return conversation_of(change, conversation_id)

    return await desk.store.change(tenant, whole, at=desk.clock.now(), reads=[(Conversation, (conversation_id,))])


def _hand_over(change: Change, interaction: Interaction, agent: str, actor: str) -> None:
    change.record(_transferred(interaction, to_agent=agent), _taken(interaction, agent), actor=actor)


def _transferred(
    interaction: Interaction, *, to_queue: str | None = None, to_agent: str | None = None
) -> f.InteractionTransferred:
    return f.InteractionTransferred(
        interaction=interaction.id,
        conversation=interaction.conversation,
        agent=interaction.agent,
        to_queue=to_queue,
        to_agent=to_agent,
    )


def _taken(interaction: Interaction, agent: str) -> f.InteractionTaken:
    return f.InteractionTaken(
        interaction=interaction.id,
        conversation=interaction.conversation,
        agent=agent,
        channel=interaction.channel,
    )
