"""Why this agent, why not me, why it still waits: every agent with his reason, by the plain rules, on request."""

from collections import Counter

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.room import capacity_of
from atiende.routing import rules
from atiende.routing.board import Board
from atiende.routing.crew import Person
from atiende.routing.receipt import Key
from atiende.routing.rules import Need


class Wanted(Struct, frozen=True, kw_only=True):
    """Work that might come, for a dry run; fields as in `InteractionQueued`."""

    queue: str
    channel: str
    brand: str
    priority: int = 3
    skills: tuple[tuple[str, int], ...] = ()
    language: str = ""
    agent: str | None = None


class Candidate(Struct, frozen=True, kw_only=True):
    """One agent. `reason` is a code (a skill's slug may follow a colon), or empty when he could be asked now.

    `key` orders those who could: idle since, then how full; `load` and `capacity` are units on the channel.
    """

    agent: str
    reason: str
    key: Key
    state: str
    load: int
    capacity: int


class Explanation(Struct, frozen=True, kw_only=True):
    """`status`: waiting, reserved (an offer is being written), held (offered or handled), unknown, or dry_run.

    `ahead` counts the work of the same queue that goes first; `candidates` begin with who would be asked, in order;
    `excluded` counts reasons as a receipt does; `wake` is when time alone may change something for it.
    """

    interaction: str
    status: str
    position: int
    configuration: int
    waiting: int
    rule: str = ""
    rank: int = 0
    ahead: int = 0
    agent: str = ""
    wake: int | None = None
    candidates: tuple[Candidate, ...] = ()
    excluded: dict[str, int] = {}


def why(board: Board, interaction: str, now: int) -> Explanation:
    item = board.waiting.get(interaction)
    if item is None or item.entry is None or item.line is None:
        return _not_waiting(board, interaction)
    queue, entry = item.fact.queue, item.entry
    others = [other.entry for other in board.waiting.values() if other.fact.queue == queue]
    candidates = _candidates(board, item.line.need, board.rested(item, now))
    return Explanation(
        interaction=interaction,
        status="waiting",
        position=board.position,
        configuration=board.configuration,
        waiting=len(board.waiting) - len(board.pending),
        rule=item.rule,
        rank=entry[0],
        ahead=sum(other < entry for other in others if other is not None),
        wake=min((at for at, which in board.wakes if which == interaction and at > now), default=None),
        candidates=candidates,
        excluded=_counted(candidates),
    )


def who(board: Board, wanted: Wanted, now: int) -> Explanation:
    work = f.InteractionQueued(
        interaction="", conversation="", customer="", endpoint="", queue=wanted.queue, channel=wanted.channel,
        brand=wanted.brand, priority=wanted.priority, skills=wanted.skills, language=wanted.language,
        agent=wanted.agent, since=now,
    )  # fmt: skip
    need, rule = board.need_now(work, {}, now)
    rank = rules.rank_of(work, board.queue_of(work))
    ahead = [item.entry for item in board.waiting.values() if item.fact.queue == work.queue]
    candidates = _candidates(board, need, 0)
    return Explanation(
        interaction="",
        status="dry_run",
        position=board.position,
        configuration=board.configuration,
        waiting=len(board.waiting) - len(board.pending),
        rule=rule,
        rank=rank,
        ahead=sum(entry[0] <= rank for entry in ahead if entry is not None),
        candidates=candidates,
        excluded=_counted(candidates),
    )


def _candidates(board: Board, need: Need, rested: int) -> tuple[Candidate, ...]:
    """Those who could be asked first, in the order they would be; then the others by name."""
    channel = need.channel
    listed = [
        Candidate(
            agent=person.id,
            reason=_reason(person, need, rested),
            key=person.key(),
            state=person.state,
            load=person.load.get(channel, 0),
            capacity=capacity_of(person.ability, channel, person.loads),
        )
        for person in board.crew.slots
    ]
    return tuple(sorted(listed, key=lambda c: (c.reason != "", c.key if not c.reason else (0, 0), c.agent)))


def _reason(person: Person, need: Need, rested: int) -> str:
    """The first reason against him; the order is that of the receipt's counts."""
    if reason := rules.unfit(person.id, person.ability, need):
        return reason
    if person.state != "available":
        return person.state
    if rested & person.bit:
        return "declined_lately"
    return "" if person.has_room(need.channel) else "at_capacity"


def _counted(candidates: tuple[Candidate, ...]) -> dict[str, int]:
    return dict(Counter(candidate.reason for candidate in candidates if candidate.reason))


def _not_waiting(board: Board, interaction: str) -> Explanation:
    reserved, held = board.pending.get(interaction), board.held.get(interaction)
    carried = reserved or held
    return Explanation(
        interaction=interaction,
        status="reserved" if reserved else "held" if held else "unknown",
        position=board.position,
        configuration=board.configuration,
        waiting=len(board.waiting) - len(board.pending),
        agent=carried.person.id if carried else "",
    )
