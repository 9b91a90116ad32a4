"""An interaction: one session on one channel, queued, offered, handled, wrapped up and counted; and its offers."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.documents import Workload
from atiende.domain.errors import AtCapacity, NotYours, TooLate, WrongState
from atiende.domain.row import Projection

OPEN_STATES = ("in_flow", "queued", "offered", "handling", "wrap_up")


class Needs(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the work asks of an agent."""

    skills: tuple[tuple[str, int], ...] = ()
    language: str = ""
    agent: str | None = None
    preferred: str | None = None
    preferred_until: int | None = None


class Interaction(Projection, frozen=True, kw_only=True):
    """`state`: in_flow, queued, offered, handling, wrap_up, done, abandoned, ended_by_flow, refused. Times in ms UTC.

    `entered`, `due`, `step`, `vip`, `reason` and `direction` as in `InteractionQueued`. `deflection`: offered, once
    other ways (`ways`) were offered instead of waiting, then the one taken: callback, email, link. `flow`: the one he
    is in, as long as its session runs: before he waits for a person, and beside it until one takes him.
    """

    TABLE: ClassVar[str] = "interactions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",), ("state", "queue"), ("agent", "state"))
    id: str
    conversation: str
    customer: str
    brand: str
    channel: str
    endpoint: str
    queue: str
    state: str
    priority: int
    since: int
    needs: Needs = Needs()
    agent: str | None = None
    offer: str | None = None
    offers: int = 0
    segments: int = 0
    first_taken_at: int | None = None
    ended_at: int | None = None
    wrap_up_until: int | None = None
    last_message_at: int | None = None
    entered: int = 0
    due: int | None = None
    step: int = 0
    vip: bool = False
    reason: str = ""
    direction: str = "in"
    disposition: str = ""
    deflection: str = ""
    ways: tuple[str, ...] = ()
    flow: str = ""


def can_be_taken(interaction: Interaction) -> bool:
    """It waits for somebody, or a flow serves him until somebody does."""
    return interaction.state in ("queued", "offered") or (interaction.state == "in_flow" and bool(interaction.flow))


class Offer(Projection, frozen=True, kw_only=True):
    """`state`: made, accepted, declined, expired, withdrawn."""

    TABLE: ClassVar[str] = "offers"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("interaction",), ("agent", "state"))
    id: str
    interaction: str
    conversation: str
    agent: str
    queue: str
    state: str
    made_at: int
    expires_at: int
    answered_at: int | None = None


def offer(
    interaction: Interaction, agent: Agent, workload: Workload | None, made: f.InteractionOffered
) -> Sequence[f.Fact]:
    """An offer decided by the floor, checked again on the two rows and the workload document in force for the agent.

    Raises TooLate, AtCapacity.
    """
    if interaction.state != "queued":
        raise TooLate(interaction=interaction.id)
    if agent.state != "available" or not agent.ability.active:
        raise TooLate(agent=agent.id)
    if not agent.has_room(interaction.channel, workload) or not agent.is_reached(interaction.channel):
        raise AtCapacity(agent=agent.id)
    return [made]


def widen(interaction: Interaction, made: f.InteractionWidened) -> Sequence[f.Fact]:
    """A step decided by the floor, checked again on the row. Raises TooLate when it no longer waits for this step."""
    if interaction.state != "queued" or interaction.queue != made.queue or interaction.step != made.step - 1:
        raise TooLate(interaction=interaction.id)
    return [made]


def accept(interaction: Interaction, made: Offer, agent: Agent) -> Sequence[f.Fact]:
    """The agent takes what he was offered. Raises NotYours, TooLate."""
    _check_answer(interaction, made, agent)
    taken = {"interaction": interaction.id, "conversation": interaction.conversation, "agent": agent.id}
    return [
        f.OfferAccepted(offer=made.id, **taken),
        f.InteractionTaken(offer=made.id, channel=interaction.channel, **taken),
        f.ConversationTaken(conversation=interaction.conversation, agent=agent.id),
    ]


def decline(interaction: Interaction, made: Offer, agent: Agent) -> Sequence[f.Fact]:
    """The agent says no: it waits again from where it stood. Raises NotYours, TooLate."""
    _check_answer(interaction, made, agent)
    return [
        f.OfferDeclined(
            offer=made.id, interaction=interaction.id, conversation=interaction.conversation, agent=agent.id
        ),
        queued_again(interaction, "declined"),
    ]


def expire(interaction: Interaction, made: Offer, agent: Agent) -> Sequence[f.Fact]:
    """No answer in time (RONA): the next agent at once, this one set to not responding. Raises TooLate."""
    _check_answer(interaction, made, agent)
    lost = f.OfferExpired(
        offer=made.id, interaction=interaction.id, conversation=interaction.conversation, agent=agent.id
    )
    return [
        lost,
        f.AgentStateChanged(agent=agent.id, state="not_responding"),
        queued_again(interaction, "not_answered"),
    ]


def withdraw(interaction: Interaction, made: Offer, why: str) -> f.OfferWithdrawn:
    """The work went away before an answer."""
    return f.OfferWithdrawn(
        offer=made.id, interaction=interaction.id, conversation=interaction.conversation, agent=made.agent, why=why
    )


def take(interaction: Interaction, agent: Agent, workload: Workload | None) -> Sequence[f.Fact]:
    """An agent takes waiting work himself, out of turn, where his role allows it. Raises WrongState, AtCapacity."""
    if not can_be_taken(interaction):
        raise WrongState(state=interaction.state)
    if not agent.has_room(interaction.channel, workload):
        raise AtCapacity(agent=agent.id)
    return [
        f.InteractionTaken(
            interaction=interaction.id,
            conversation=interaction.conversation,
            agent=agent.id,
            channel=interaction.channel,
        ),
        f.ConversationTaken(conversation=interaction.conversation, agent=agent.id),
    ]


def queued_again(interaction: Interaction, why: str) -> f.InteractionQueued:
    """The same work in the same queue, keeping its place (`since`)."""
    needs = interaction.needs
    return f.InteractionQueued(
        interaction=interaction.id,
        conversation=interaction.conversation,
        customer=interaction.customer,
        brand=interaction.brand,
        channel=interaction.channel,
        endpoint=interaction.endpoint,
        queue=interaction.queue,
        since=interaction.since,
        priority=interaction.priority,
        skills=needs.skills,
        language=needs.language,
        agent=needs.agent,
        preferred=needs.preferred,
        preferred_until=needs.preferred_until,
        why=why,
        entered=interaction.entered,
        due=interaction.due,
        step=interaction.step,
        vip=interaction.vip,
        reason=interaction.reason,
        direction=interaction.direction,
    )


def _check_answer(interaction: Interaction, made: Offer, agent: Agent) -> None:
    if made.agent != agent.id:
        raise NotYours(offer=made.id)
    if made.state != "made" or interaction.offer != made.id or interaction.state != "offered":
        raise TooLate(offer=made.id)
