"""The end of an interaction and of a matter, as its agent writes it down: outcome, reason, a word, required fields."""

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of, end_one, interaction_of, resolve_in
from atiende.actions.labels import fill_fields
from atiende.actions.outcomes import Outcome as Outcome
from atiende.actions.outcomes import check_outcome
from atiende.actions.replies import Note, add_note
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import NotYours, WrongState
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MORE_MS = 60_000
"""How much longer wrapping up may take, each time it is asked for."""
LONGEST_MS = 1_800_000
"""And how long in all, from now: whoever needs more takes a pause."""


async def resolve_with(desk: Desk, tenant: str, agent: str, conversation_id: str, outcome: Outcome) -> Conversation:
    """The matter is done: what is required is checked, kept, and every open interaction ends as classified.

    Raises NotFound, Unfit naming each field, Invalid, WrongState.
    """

    def decide(change: Change) -> Conversation:
        conversation = conversation_of(change, conversation_id)
        check_outcome(change, conversation, outcome)
        write_down(desk, change, conversation, agent, outcome)
        for one in change.where(Interaction, {"conversation": conversation_id}):
            if one.state in ("handling", "wrap_up") and one.agent == agent:
                change.record(_classified(one, agent, outcome), actor=f"agent:{agent}")
        now = conversation_of(change, conversation_id)
        resolve_in(change, now, agent, (outcome.disposition, outcome.reason), outcome.note)
        return conversation_of(change, conversation_id)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def classify_interaction(desk: Desk, tenant: str, agent: str, interaction_id: str, outcome: Outcome) -> None:
    """How this one ended; wrapping it up is over with that. One still at work is ended first: a call that is hung up.

    Raises NotFound, NotYours, Unfit, Invalid, WrongState for one that never was the agent's.
    """

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        if one.agent != agent:
            raise NotYours(interaction=interaction_id)
        if one.state not in ("handling", "wrap_up", "done"):
            raise WrongState(state=one.state)
        conversation = conversation_of(change, one.conversation)
        check_outcome(change, conversation, outcome)
        write_down(desk, change, conversation, agent, outcome)
        change.record(_classified(one, agent, outcome), actor=f"agent:{agent}")
        if outcome.reason and outcome.reason != conversation.reason:
            change.record(f.ReasonChanged(conversation=conversation.id, reason=outcome.reason), actor=f"agent:{agent}")
        if one.state in OPEN_STATES:
            end_one(change, one, "agent", f"agent:{agent}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def extend_wrap_up(desk: Desk, tenant: str, agent: str, interaction_id: str) -> int:
    """A minute more; answers until when. Raises NotFound, NotYours, WrongState when it is over."""

    def decide(change: Change) -> int:
        one = interaction_of(change, interaction_id)
        if one.agent != agent:
            raise NotYours(interaction=interaction_id)
        if one.state != "wrap_up" or one.wrap_up_until is None:
            raise WrongState(state=one.state)
        until = min(max(one.wrap_up_until, change.at) + MORE_MS, change.at + LONGEST_MS)
        change.record(
            f.WrapUpStarted(interaction=one.id, conversation=one.conversation, agent=agent, until=until),
            actor=f"agent:{agent}",
        )
        change.put(Timer(kind="wrap_up", key=one.id, due=until))
        return until

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def hang_up(desk: Desk, tenant: str, agent: str, interaction_id: str) -> None:
    """A noted call is over; what it came to is still to be written down. Twice is once. Raises NotFound, NotYours."""

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        if one.agent != agent:
            raise NotYours(interaction=interaction_id)
        if one.state == "handling":
            _begin_wrap_up(change, one, agent)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _begin_wrap_up(change: Change, one: Interaction, agent: str) -> None:
    """A call is always written up, also in a queue that gives no time for it."""
    seconds = settings_of.rules_of(change, one.queue).wrap_up_seconds
    until = change.at + max(seconds * 1000, MORE_MS)
    change.record(
        f.WrapUpStarted(interaction=one.id, conversation=one.conversation, agent=agent, until=until),
        actor=f"agent:{agent}",
    )
    change.put(Timer(kind="wrap_up", key=one.id, due=until))


def write_down(desk: Desk, change: Change, conversation: Conversation, agent: str, outcome: Outcome) -> None:
    """The values and the word said with an outcome, inside a change."""
    if outcome.fields:
        fill_fields(change, conversation, agent, outcome.fields)
    if outcome.note.strip():
        wording = Note(client_id=desk.ids.new("nte"), text=outcome.note.strip())
        add_note(change, conversation_of(change, conversation.id), agent, wording, desk.ids.new("msg"))


def _classified(one: Interaction, agent: str, outcome: Outcome) -> f.InteractionClassified:
    return f.InteractionClassified(
        interaction=one.id,
        conversation=one.conversation,
        agent=agent,
        disposition=outcome.disposition,
        reason=outcome.reason,
    )
