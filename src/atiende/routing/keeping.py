"""What each fact means to the board. Facts not named here do not matter to routing."""

from collections.abc import Callable

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.routing.board import Board


def _widened(board: Board, fact: f.InteractionWidened, at: int) -> None:
    """What it asks changes, its place does not. Where it leads to another queue, an InteractionQueued follows."""
    item = board.waiting.get(fact.interaction)
    if item is not None and item.fact.queue == fact.queue:
        board.widen(fact.interaction, fact.step, at)


def _offered(board: Board, fact: f.InteractionOffered, at: int) -> None:
    interaction = fact.interaction
    if board.lanes and interaction in board.waiting:
        board.turns.take(board.ruling_for(fact.queue, board.waiting[interaction].fact.brand))
    held = board.pending.get(interaction)
    if held is not None and held.person.id == fact.agent:
        board.keep_reserved(interaction, held, at)
        return
    person = board.crew.people.get(fact.agent)
    if person is None:
        board.remove(interaction)
    else:
        board.hold(interaction, person, fact.channel, at)


def _taken(board: Board, fact: f.InteractionTaken, at: int) -> None:
    """The offer's unit goes on; who takes it himself is given one."""
    if board.declined:
        board.declined.pop(fact.interaction, None)
    held = board.held.get(fact.interaction)
    if held is not None and held.person.id == fact.agent:
        return
    person = board.crew.people.get(fact.agent)
    if person is None:
        board.remove(fact.interaction)
    else:
        board.hold(fact.interaction, person, fact.channel, at)


def _refused(board: Board, fact: f.OfferDeclined | f.OfferExpired, at: int) -> None:
    """He had his turn: he stays at the end of the order."""
    board.let_go(fact.interaction, None)
    board.declined.setdefault(fact.interaction, {})[fact.agent] = at


def _withdrawn(board: Board, fact: f.OfferWithdrawn, at: int) -> None:
    """Not his doing: he stands where he stood."""
    held = board.held.get(fact.interaction)
    if held is not None:
        board.let_go(fact.interaction, held.back())


def _transferred(board: Board, fact: f.InteractionTransferred, at: int) -> None:
    board.let_go(fact.interaction, at)
    board.remove(fact.interaction)


def _ended(board: Board, fact: f.InteractionEnded, at: int) -> None:
    held = board.held.pop(fact.interaction, None)
    if held is not None:
        board.crew.free(held.person, held.channel, at)
    else:
        board.remove(fact.interaction)
    if board.declined:
        board.declined.pop(fact.interaction, None)


def _state_changed(board: Board, fact: f.AgentStateChanged, at: int) -> None:
    person = board.crew.people.get(fact.agent)
    if person is None:
        return
    was = person.state
    board.crew.set_state(person, fact.state, at)
    if "offline" in (was, fact.state):
        board.replace_about(fact.agent, at)


def _phone_changed(board: Board, fact: f.AgentPhoneChanged, at: int) -> None:
    person = board.crew.people.get(fact.agent)
    if person is not None:
        board.crew.set_phone(person, fact.missing)


def _user(board: Board, fact: f.UserCreated | f.UserChanged, at: int) -> None:
    board.configuration += 1
    board.able(fact.user, fact.ability, at)


def _published(board: Board, fact: f.DocumentPublished, at: int) -> None:
    board.configuration += 1
    if fact.kind == "queue":
        board.set_queue(fact.slug, fact.body, at)


def _retired(board: Board, fact: f.DocumentRetired, at: int) -> None:
    board.configuration += 1
    if fact.kind == "queue":
        board.set_queue(fact.slug, None, at)


def _priority(board: Board, fact: f.PriorityChanged, at: int) -> None:
    for interaction in board.waiting_of(fact.conversation):
        board.alter(interaction, replace(board.waiting[interaction].fact, priority=fact.priority), at)


def _called_back(board: Board, fact: f.CallbackRequested, at: int) -> None:
    """It leaves the floor until the InteractionQueued that follows, now or when its moment comes."""
    board.let_go(fact.interaction, at)
    board.remove(fact.interaction)


KEEPERS: dict[type[f.Fact], Callable[..., None]] = {
    f.InteractionQueued: Board.place,
    f.InteractionWidened: _widened,
    f.InteractionOffered: _offered,
    f.InteractionTaken: _taken,
    f.OfferDeclined: _refused,
    f.OfferExpired: _refused,
    f.OfferWithdrawn: _withdrawn,
    f.InteractionTransferred: _transferred,
    f.CallbackRequested: _called_back,
    f.InteractionEnded: _ended,
    f.AgentStateChanged: _state_changed,
    f.AgentPhoneChanged: _phone_changed,
    f.UserCreated: _user,
    f.UserChanged: _user,
    f.DocumentPublished: _published,
    f.DocumentRetired: _retired,
    f.PriorityChanged: _priority,
}
