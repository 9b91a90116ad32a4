"""The floor as bytes: what facts made of it, in one order, so that equal floors are equal bytes."""

import msgspec
from msgspec import Struct

from atiende.domain import facts as f
from atiende.routing.board import Board, Held

FORMAT = 2


class SavedAgent(Struct, frozen=True, array_like=True):
    id: str
    ability: f.Ability
    state: str
    idle_since: int
    phone: str = ""


class SavedHold(Struct, frozen=True, array_like=True):
    interaction: str
    agent: str
    channel: str
    at: int
    stood: int


class Saved(Struct, frozen=True, array_like=True):
    """`waiting` are the facts that brought the work, as later facts changed them."""

    format: int
    position: int
    configuration: int
    queues: list[tuple[str, str]]
    agents: list[SavedAgent]
    held: list[SavedHold]
    declined: list[tuple[str, list[tuple[str, int]]]]
    waiting: list[f.InteractionQueued]
    turns: list[tuple[int, str, int]]
    turns_begun: list[tuple[int, int]]
    crew: bytes


def save(board: Board) -> bytes:
    stood = _without_reservations(board)
    saved = Saved(
        format=FORMAT,
        position=board.position,
        configuration=board.configuration,
        queues=sorted(board.bodies.items()),
        agents=[
            SavedAgent(person.id, person.ability, person.state, stood.get(person.id, person.idle_since), person.phone)
            for _, person in sorted(board.crew.people.items())
        ],
        held=[
            SavedHold(interaction, held.person.id, held.channel, held.at, held.stood)
            for interaction, held in sorted(board.held.items())
        ],
        declined=[(interaction, sorted(who.items())) for interaction, who in sorted(board.declined.items())],
        waiting=[item.fact for _, item in sorted(board.waiting.items())],
        turns=sorted((*who, had) for who, had in board.turns.had.items()),
        turns_begun=sorted(board.turns.begun.items()),
        crew=board.crew.saved(),
    )
    return msgspec.msgpack.encode(saved, order="deterministic")


def load(board: Board, content: bytes) -> None:
    """Into an empty board. Raises msgspec.ValidationError for anything but a snapshot of this format."""
    saved = msgspec.msgpack.decode(content, type=Saved)
    if saved.format != FORMAT:
        raise msgspec.ValidationError(f"snapshot format {saved.format}, not {FORMAT}")
    crew = board.crew
    board.position, board.configuration = saved.position, saved.configuration
    for slug, body in saved.queues:
        board.set_queue(slug, body, 0)
    for agent in saved.agents:
        board.able(agent.id, agent.ability, 0)
        person = crew.people[agent.id]
        crew.set_state(person, agent.state, agent.idle_since)
        crew.move(person, agent.idle_since)
        crew.set_phone(person, agent.phone)
    for hold in saved.held:
        person = crew.people[hold.agent]
        idle_since = person.idle_since
        crew.give(person, hold.channel, hold.at)
        crew.move(person, idle_since)
        board.held[hold.interaction] = Held(person, hold.channel, hold.at, hold.stood)
    board.declined = {interaction: dict(who) for interaction, who in saved.declined}
    board.turns.had = {(precedence, sharer): had for precedence, sharer, had in saved.turns}
    board.turns.begun = dict(saved.turns_begun)
    for work in saved.waiting:
        board.place(work, 0)
    crew.restore(saved.crew)


def _without_reservations(board: Board) -> dict[str, int]:
    """Where agents with reserved offers would stand without them."""
    stood: dict[str, int] = {}
    for held in reversed(board.pending.values()):
        agent = held.person.id
        if stood.get(agent, held.person.idle_since) == held.at:
            stood[agent] = held.stood
    return stood
