"""Why this agent, why not me, why it still waits: every agent with his reason, by the plain rules, on request."""

from collections import Counter
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.room import capacity_of, is_reached
from atiende.routing import rules
from atiende.routing.board import Board
from atiende.routing.lines import Item
from atiende.routing.order import Ruling
from atiende.routing.receipt import Key
from atiende.routing.room import Person
from atiende.routing.rules import Need

MOST_BEFORE = 20
Wake = tuple[int, str]


class Wanted(Struct, frozen=True, kw_only=True):
    """Work that might come, for a dry run; fields as in `InteractionQueued`. `vip` takes the queue's `vip_priority`."""

    queue: str
    channel: str
    brand: str
    priority: int = 3
    skills: tuple[tuple[str, int], ...] = ()
    language: str = ""
    agent: str | None = None
    vip: bool = False
    reason: str = ""
    direction: str = "in"


class Candidate(Struct, frozen=True, kw_only=True):
    """One agent. `reason` is a code (a skill's slug may follow a colon), or empty when he could be asked now.

    `key` orders those who could, by the queue's choice; `load` and `capacity` are pieces of work on the channel.
    """

    agent: str
    reason: str
    key: Key
    state: str
    load: int
    capacity: int


class StepState(Struct, frozen=True, kw_only=True):
    """A step of the queue's, from 0 (what it asks at first). `due`: when it is, or was, reached (ms UTC).

    What is asked from then on, all put together: `priority` is the least urgent it can be; `fit` how many agents may
    have it at that step, whatever they do now; `to_queue`: it leaves for that queue.
    """

    step: int
    reached: bool
    due: int
    teams: tuple[str, ...]
    skills: tuple[tuple[str, int], ...]
    language: str
    priority: int
    fit: int
    to_queue: str | None = None


class Explanation(Struct, frozen=True, kw_only=True):
    """`status`: waiting, reserved (an offer is being written), widening (a step is), held (offered or handled),
    unknown, or dry_run.

    `ahead` counts the work of the same queue that goes first; `before` names the first of all queues' work that does
    and that somebody who fits this could take; `candidates` begin with who would be asked, in order; `excluded` counts
    reasons as a receipt does; `wake` is when time alone may change something for it, and `wake_why` what: step,
    preferred, rest, available (somebody rests, or will have had his breather). `order` and `rank` as in a receipt.
    """

    interaction: str
    status: str
    position: int
    configuration: int
    waiting: int
    rule: str = ""
    order: str = ""
    rank: tuple[int, ...] = ()
    step: int = 0
    steps: tuple[StepState, ...] = ()
    ahead: int = 0
    before: tuple[str, ...] = ()
    agent: str = ""
    wake: int | None = None
    wake_why: str = ""
    candidates: tuple[Candidate, ...] = ()
    excluded: dict[str, int] = {}


class _Asked(Struct, frozen=True):
    """What an explanation is about: work, what it asks now, and under which rules."""

    work: f.InteractionQueued
    need: Need
    ruling: Ruling
    rule: str


def why(board: Board, interaction: str, now: int) -> Explanation:
    item = board.waiting.get(interaction)
    if item is None or item.entry is None:
        return _not_waiting(board, interaction)
    asked = _Asked(item.fact, item.line.need, item.ruling, item.rule)
    wake, wake_why = _next_wake(board, item, now)
    explained = _explained(board, asked, _candidates(board, asked, board.rested(item, now), now), now)
    return replace(explained, wake=wake, wake_why=wake_why)


def who(board: Board, wanted: Wanted, now: int) -> Explanation:
    ruling = board.ruling_for(wanted.queue, wanted.brand)
    queue = ruling.queue
    work = f.InteractionQueued(
        interaction="", conversation="", customer="", endpoint="", queue=wanted.queue, channel=wanted.channel,
        brand=wanted.brand, skills=wanted.skills, language=wanted.language, agent=wanted.agent, since=now, entered=now,
        priority=min(wanted.priority, queue.vip_priority) if wanted.vip else wanted.priority,
        vip=wanted.vip, reason=wanted.reason, direction=wanted.direction,
    )  # fmt: skip
    need, rule = board.need_now(work, now)
    asked = _Asked(work, need, ruling, rule)
    return _explained(board, asked, _candidates(board, asked, 0, now), now)


def _explained(board: Board, asked: _Asked, candidates: tuple[Candidate, ...], now: int) -> Explanation:
    """Unwritten work goes after whatever has the same rank."""
    work, ruling = asked.work, asked.ruling
    mine = board.key_of(ruling, work, now)
    mine = mine if work.interaction else (*mine[:4], "\U0010ffff")
    others = [item for item in board.waiting.values() if item.entry is not None and item.fact is not work]
    keys = [(key, each) for each in others if (key := board.key_of(each.ruling, each.fact, now)) < mine]
    first = [each for _, each in sorted(keys, key=itemgetter(0))]
    fit = board.crew.fit(asked.need)
    return Explanation(
        interaction=work.interaction,
        status="waiting" if work.interaction else "dry_run",
        position=board.position,
        configuration=board.configuration,
        waiting=len(board.waiting) - len(board.pending),
        rule=asked.rule,
        order=ruling.order,
        rank=mine[:4],
        step=work.step,
        steps=_steps(board, work, ruling),
        ahead=sum(each.fact.queue == work.queue for each in first),
        before=tuple([each.fact.interaction for each in first if each.line.fit & fit][:MOST_BEFORE]),
        candidates=candidates,
        excluded=dict(Counter(candidate.reason for candidate in candidates if candidate.reason)),
    )


def _steps(board: Board, work: f.InteractionQueued, ruling: Ruling) -> tuple[StepState, ...]:
    """Each step and what it asks; none for queues without steps."""
    queue = ruling.queue
    if not queue.steps:
        return ()
    found: list[StepState] = []
    due: int | None = work.since if work.entered is None else work.entered
    for step in range(len(queue.steps) + 1):
        at = replace(work, step=step)
        need = rules.need_of(at, queue)
        found.append(
            StepState(
                step=step,
                reached=step <= work.step,
                due=due or 0,
                teams=need.teams,
                skills=need.skills,
                language=need.language,
                priority=ruling.priority(at),
                fit=board.crew.fit(need).bit_count(),
                to_queue=queue.steps[step - 1].queue if step else None,
            )
        )
        due = rules.step_due(at, queue)
    return tuple(found)


def _next_wake(board: Board, item: Item, now: int) -> tuple[int | None, str]:
    work = item.fact
    moments: list[Wake] = []
    due = rules.step_due(work, item.ruling.queue) if item.rule != "named_agent" else None
    if due is not None:
        moments.append((due, "step"))
    if item.rule == "preferred_agent" and work.preferred_until is not None:
        moments.append((work.preferred_until, "preferred"))
    for since in item.rests.values():
        moments += [(since + rules.REST_ALONE_MS, "rest"), (since + rules.REST_MS, "rest")]
    return min((moment for moment in moments if moment[0] > now), default=(None, ""))


def _candidates(board: Board, asked: _Asked, rested: int, now: int) -> tuple[Candidate, ...]:
    """Those who could be asked first, in the order they would be; then the others by name."""
    work, need, ruling = asked.work, asked.need, asked.ruling
    crew = board.crew
    crew.open_channel(need.channel)
    able = crew.askable(crew.fit(need), need.channel)
    kept = need.only is None and able.bit_count() <= ruling.keep_free
    able &= ~rested
    spared = crew.spared(able, work)
    reasons = {person.id: _reason(person, need, able, rested, spared) for person in crew.slots}
    if kept:
        reasons = {agent: reason or "keep_free" for agent, reason in reasons.items()}
        able = 0
    ranked = crew.ranked(able, need, ruling.queue, work, now)
    keys = {agent: key for key, agent in ranked}
    first = [crew.people[agent] for _, agent in ranked]
    others = sorted((person for person in crew.slots if person.id not in keys), key=lambda person: person.id)
    return tuple(_candidate(person, need.channel, keys, reasons) for person in (*first, *others))


def _candidate(person: Person, channel: str, keys: dict[str, Key], reasons: dict[str, str]) -> Candidate:
    return Candidate(
        agent=person.id,
        reason=reasons[person.id],
        key=keys.get(person.id) or person.key(),
        state=person.state,
        load=person.load.get(channel, 0),
        capacity=capacity_of(person.ability, channel, person.loads),
    )


def _reason(person: Person, need: Need, able: int, rested: int, spared: int) -> str:
    """The first reason against him; the order is that of the receipt's counts."""
    if reason := rules.unfit(person.id, person.ability, need):
        return reason
    if person.state != "available":
        return person.state
    if rested & person.bit:
        return "declined_lately"
    if able & person.bit:
        return "hard_enough" if spared & person.bit else ""
    silent = not is_reached(person.phone, need.channel)
    return person.rest or ("phone_not_ready" if silent else "at_capacity")


def _not_waiting(board: Board, interaction: str) -> Explanation:
    reserved, held = board.pending.get(interaction), board.held.get(interaction)
    carried = reserved or held
    widening = interaction in board.widening
    return Explanation(
        interaction=interaction,
        status="reserved" if reserved else "held" if held else "widening" if widening else "unknown",
        position=board.position,
        configuration=board.configuration,
        waiting=len(board.waiting) - len(board.pending),
        agent=carried.person.id if carried else "",
    )
