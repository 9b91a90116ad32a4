"""The numbers of calls, made from what became of each; and the sets of calls behind them. Pure.

Every share says what it is of. A call is offered once it waits for a person; abandoned when the caller went before one
answered, split by where he stood: in the menu, in the queue, or while a telephone rang. `..._long_pct` leaves out those
who were gone within five seconds. Who asked to be called back or left a message has not abandoned, and is in no service
level. Times are means in seconds; None: nothing to measure.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from msgspec import Struct, convert

from atiende.domain.call_story import MENU, QUEUE, RINGING, CallStory
from atiende.reports.measures import percent, seconds
from atiende.reports.queues import SHORT_MS, quantile

THREE_MINUTES_MS = 180_000
IN_TIME_S = 20
"""Answered in time, by voice, where nobody says otherwise."""
TALKED_MS = 60_000
"""A machine does not hold a conversation of a minute: what was called one then, was a person."""
AWAY = ("callback", "message", "refused")


class About(Struct, frozen=True):
    """By what calls are judged: the moment, seconds to answer in, and the queues whose calls are to be recorded."""

    now: int
    seconds: int = IN_TIME_S
    recorded: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNumbers:
    """Shares in percent, means in seconds; none: nothing to measure. A dataclass: it is what the API answers too."""

    incoming: int
    outgoing: int
    offered: int
    answered: int
    in_time: int
    level_base: int
    service_level_pct: float | None
    level_of_answered_pct: float | None
    level_of_offered_pct: float | None
    level_with_quick_pct: float | None
    level_without_quick_pct: float | None
    asa_s: float | None
    asa_from_ring_s: float | None
    wait_p50_s: float | None
    wait_p90_s: float | None
    longest_s: float | None
    three_minutes: int
    three_minutes_base: int
    three_minutes_pct: float | None
    three_minutes_from_ring_pct: float | None
    fastest_95_s: float | None
    fastest_95_from_ring_s: float | None
    abandoned: int
    abandoned_pct: float | None
    abandoned_long: int
    abandoned_long_pct: float | None
    in_menu: int
    in_menu_pct: float | None
    in_queue: int
    in_queue_pct: float | None
    in_ringing: int
    in_ringing_pct: float | None
    short: int
    contained: int
    callbacks: int
    messages: int
    refused: int
    talked: int
    talk_s: float | None
    wrap_s: float | None
    handle_s: float | None
    held: int
    held_pct: float | None
    hold_s: float | None
    transferred: int
    transferred_pct: float | None
    reached: int
    reached_pct: float | None
    people: int
    false_machines: int
    false_machines_pct: float | None
    to_record: int
    recorded: int
    recorded_pct: float | None


Test = Callable[[CallStory, About], bool]
SetName = Literal[
    "calls", "incoming", "outgoing", "offered", "answered", "in_time", "late", "level_base", "three_minutes",
    "three_minutes_base", "abandoned",
    "abandoned_long", "in_menu", "in_queue", "in_ringing", "short", "contained", "callbacks", "messages", "refused",
    "talked", "held", "transferred", "reached", "people", "false_machines", "to_record", "recorded", "unrecorded",
]  # fmt: skip


def _incoming(one: CallStory, about: About) -> bool:
    return one.direction == "in"


def _offered(one: CallStory, about: About) -> bool:
    return _incoming(one, about) and one.queued_at is not None


def _answered(one: CallStory, about: About) -> bool:
    return _offered(one, about) and one.connected_at is not None


def _waited(one: CallStory, until: int) -> int:
    return until - (one.began_at if one.queued_at is None else one.queued_at)


def _in_time(one: CallStory, about: About) -> bool:
    return one.connected_at is not None and _answered(one, about) and _within(one, one.connected_at, about)


def _within(one: CallStory, until: int, about: About) -> bool:
    return _waited(one, until) <= 1000 * about.seconds


def _abandoned(one: CallStory, about: About, *, stages: Sequence[str] = (MENU, QUEUE, RINGING)) -> bool:
    """He, or his line, went before anybody answered: nobody else ended it, and he had asked for nothing else."""
    gone = one.ended_at is not None and one.connected_at is None and one.ended_by in ("customer", "nobody")
    return _incoming(one, about) and gone and one.became not in AWAY and one.stage in stages


def _short(one: CallStory, about: About) -> bool:
    return one.ended_at is not None and _abandoned(one, about) and _waited(one, one.ended_at) < SHORT_MS


def _level_base(one: CallStory, about: About) -> bool:
    """Not those gone too soon, or another way, nor those who wait and may be answered in time yet."""
    undecided = one.ended_at is None and one.connected_at is None and _within(one, about.now, about)
    return _offered(one, about) and one.became not in AWAY and not _short(one, about) and not undecided


def _three_minutes_base(one: CallStory, about: About) -> bool:
    """All who asked for a person, without those who wait and may have one in time yet."""
    undecided = one.ended_at is None and one.connected_at is None and _waited(one, about.now) <= THREE_MINUTES_MS
    return _offered(one, about) and not undecided


def _three_minutes(one: CallStory, about: About) -> bool:
    return one.connected_at is not None and _answered(one, about) and _waited(one, one.connected_at) <= THREE_MINUTES_MS


def _contained(one: CallStory, about: About) -> bool:
    """The menu served him: it ended the call itself, and nobody was asked for."""
    unserved = one.queued_at is None and one.connected_at is None and one.became not in AWAY
    return _incoming(one, about) and unserved and one.ended_at is not None and not _abandoned(one, about)


def _talked(one: CallStory, about: About) -> bool:
    return one.connected_at is not None and one.ended_at is not None


def talk_ms(one: CallStory) -> int:
    """Without what he was held; 0 while it goes on."""
    if one.connected_at is None or one.ended_at is None:
        return 0
    return one.ended_at - one.connected_at - one.held_ms


def _outgoing(one: CallStory, about: About) -> bool:
    return one.direction == "out"


def _false_machine(one: CallStory, about: About) -> bool:
    return _outgoing(one, about) and one.judged == "machine" and talk_ms(one) >= TALKED_MS


def _person(one: CallStory, about: About) -> bool:
    return (_outgoing(one, about) and one.judged == "person") or _false_machine(one, about)


def _to_record(one: CallStory, about: About) -> bool:
    asked = bool(one.recording) or one.queue in about.recorded
    return _talked(one, about) and asked and not one.refused


def _became(what: str, one: CallStory, about: About) -> bool:
    return _incoming(one, about) and one.became == what


SETS: Mapping[SetName, Test] = {
    "calls": lambda one, about: True,
    "incoming": _incoming,
    "outgoing": _outgoing,
    "offered": _offered,
    "answered": _answered,
    "in_time": _in_time,
    "late": lambda one, about: _level_base(one, about) and not _in_time(one, about),
    "level_base": _level_base,
    "three_minutes": _three_minutes,
    "three_minutes_base": _three_minutes_base,
    "abandoned": _abandoned,
    "abandoned_long": lambda one, about: _abandoned(one, about) and not _short(one, about),
    "in_menu": partial(_abandoned, stages=(MENU,)),
    "in_queue": partial(_abandoned, stages=(QUEUE,)),
    "in_ringing": partial(_abandoned, stages=(RINGING,)),
    "short": _short,
    "contained": _contained,
    "callbacks": partial(_became, "callback"),
    "messages": partial(_became, "message"),
    "refused": partial(_became, "refused"),
    "talked": _talked,
    "held": lambda one, about: _talked(one, about) and one.holds > 0,
    "transferred": lambda one, about: _talked(one, about) and one.transfers > 0,
    "reached": lambda one, about: _outgoing(one, about) and one.connected_at is not None,
    "people": _person,
    "false_machines": _false_machine,
    "to_record": _to_record,
    "recorded": lambda one, about: _to_record(one, about) and one.recording == "kept",
    "unrecorded": lambda one, about: _to_record(one, about) and one.recording != "kept",
}
"""Numerators and denominators by name: every number can be opened."""


SHARES: Mapping[SetName, SetName] = {
    "three_minutes": "three_minutes_base",
    "abandoned": "incoming",
    "abandoned_long": "incoming",
    "in_menu": "incoming",
    "in_queue": "offered",
    "in_ringing": "offered",
    "held": "talked",
    "transferred": "talked",
    "reached": "outgoing",
    "false_machines": "people",
    "recorded": "to_record",
}
"""What each share is of."""


def numbers(calls: Sequence[CallStory], about: About) -> CallNumbers:
    sets = {name: [one for one in calls if test(one, about)] for name, test in SETS.items()}
    count: dict[str, int] = {name: len(found) for name, found in sets.items()}
    talk = sum(talk_ms(one) for one in sets["talked"])
    wrap = sum(one.wrap_ms for one in sets["talked"])
    held = sum(one.held_ms for one in sets["talked"])
    means = {
        "talk_s": seconds(talk, count["talked"]),
        "wrap_s": seconds(wrap, count["talked"]),
        "handle_s": seconds(talk + held + wrap, count["talked"]),
        "hold_s": seconds(sum(one.held_ms for one in sets["held"]), count["held"]),
    }
    shares = {f"{name}_pct": percent(count[name], count[of]) for name, of in SHARES.items()}
    return convert({**count, **means, **shares, **_levels(sets, about), **_waits(sets, about)}, CallNumbers)


Sets = Mapping[SetName, Sequence[CallStory]]
Figures = Mapping[str, float | None]


def _levels(sets: Sets, about: About) -> Figures:
    """The service level as we say it, and as others do."""
    in_time, answered, offered = len(sets["in_time"]), len(sets["answered"]), len(sets["offered"])
    quick = sum(_within(one, one.ended_at or 0, about) for one in (*sets["in_queue"], *sets["in_ringing"]))
    return {
        "service_level_pct": percent(in_time, len(sets["level_base"])),
        "level_of_answered_pct": percent(in_time, answered),
        "level_of_offered_pct": percent(in_time, offered),
        "level_with_quick_pct": percent(in_time + quick, offered),
        "level_without_quick_pct": percent(in_time, offered - quick),
    }


def _waits(sets: Sets, about: About) -> Figures:
    """Of who was answered, and for the quantiles also of who gave up waiting."""
    answered = sorted(waited_ms(one, about.now) for one in sets["answered"])
    rung = sorted((one.connected_at or 0) - one.began_at for one in sets["answered"])
    left = sorted([*answered, *(waited_ms(one, about.now) for one in (*sets["in_queue"], *sets["in_ringing"]))])
    return {
        "asa_s": seconds(sum(answered), len(answered)),
        "asa_from_ring_s": seconds(sum(rung), len(rung)),
        "wait_p50_s": quantile(left, 0.5) / 1000 if left else None,
        "wait_p90_s": quantile(left, 0.9) / 1000 if left else None,
        "longest_s": left[-1] / 1000 if left else None,
        "three_minutes_from_ring_pct": percent(
            sum(one <= THREE_MINUTES_MS for one in rung), len(sets["three_minutes_base"])
        ),
        "fastest_95_s": _fastest(answered),
        "fastest_95_from_ring_s": _fastest(rung),
    }


def _fastest(waits: Sequence[int]) -> float | None:
    """The mean of the shortest 95 in a hundred; `waits` in order."""
    some = waits[: -(-95 * len(waits) // 100)]
    return seconds(sum(some), len(some))


def waited_ms(one: CallStory, now: int) -> int:
    """For a person, until one answered, or he went; until now."""
    return 0 if one.queued_at is None else (one.connected_at or one.ended_at or now) - one.queued_at


def lost_where(one: CallStory, about: About) -> str:
    """Where he stood when he went; empty where he did not."""
    return one.stage if _abandoned(one, about) else ""
