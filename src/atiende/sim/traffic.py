"""The cases of a plan, drawn once for each replication: every setting meets the same ones.

Streams arrive as a Poisson process whose rate changes with the local hour (by thinning); a day's arrivals come as they
came, thinned or doubled by the volume asked for. All are drawn for the largest volume; a setting with less meets the
part of them that belongs to it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from math import log, sqrt
from random import Random
from zoneinfo import ZoneInfo

from atiende.ports.twin import Arrival, Plan, Setting, Stream
from atiende.sim.cases import Case, Source

HOUR_MS = 3_600_000
QUARTER_MS = 900_000
NEARBY_MS = 900_000
"""A doubled arrival comes this near to the one it doubles."""


class Traffic:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._largest = max(volume(plan, one) for one in (plan.before, plan.after) if one is not None)
        self._sources = [_source(stream) for stream in plan.streams]
        self._of: dict[tuple[str, str], tuple[Source, Stream]] = {}
        for stream, source in zip(plan.streams, self._sources, strict=True):
            self._of.setdefault((stream.queue, stream.channel), (source, stream))

    def cases(self, replication: int) -> list[Case]:
        """In order of arrival, numbered from 0."""
        if self._plan.arrivals:
            drawn = list(self._replayed(replication))
        else:
            drawn = [
                case
                for number, (stream, source) in enumerate(zip(self._plan.streams, self._sources, strict=True))
                for case in self._streamed(stream, source, self._random(replication, number))
            ]
        drawn.sort(key=_at)
        for number, case in enumerate(drawn):
            case.number = number
        return drawn

    def _random(self, replication: int, stream: int) -> Random:
        return Random((self._plan.seed * 1_000_003 + replication) * 1009 + stream)

    # --- streams ------------------------------------------------------------------------------------------------------

    def _streamed(self, stream: Stream, source: Source, draw: Random) -> Iterator[Case]:
        plan = self._plan
        moments, rates = _rates(stream.per_hour, plan, self._largest)
        highest, at, drawn = max(rates, default=0.0), float(plan.begins), _Draws(stream, draw)
        while highest > 0:
            at += draw.expovariate(highest)
            if at >= plan.ends:
                return
            kept = draw.random() * highest < rates[bisect_right(moments, at) - 1]
            case = drawn.case(int(at), source)
            case.volume = draw.random() * self._largest
            if kept:
                yield case

    # --- a day as it was ----------------------------------------------------------------------------------------------

    def _replayed(self, replication: int) -> Iterator[Case]:
        draw, volumes = self._random(replication, 0), self._random(replication, 1)
        drawers = {key: _Draws(stream, draw) for key, (_, stream) in self._of.items()}
        for arrival in self._plan.arrivals:
            source = self._source_of(arrival)
            stream_draws = drawers.get((arrival.queue, arrival.channel)) or _Draws(
                Stream(queue=arrival.queue, channel=arrival.channel, per_hour=()), draw
            )
            early, near = volumes.random(), volumes.uniform(-NEARBY_MS, NEARBY_MS)
            for copy in range(1 if arrival.agent else max(1, int(self._largest + early))):
                case = _as_it_was(arrival, stream_draws.case(arrival.at, source), copy)
                case.volume = 0.0 if arrival.agent else copy + 1 - early
                if copy:
                    case.at = max(self._plan.begins, int(arrival.at + near * copy))
                yield case

    def _source_of(self, arrival: Arrival) -> Source:
        known = self._of.get((arrival.queue, arrival.channel))
        if known is None:
            stream = Stream(queue=arrival.queue, channel=arrival.channel, per_hour=())
            known = self._of[arrival.queue, arrival.channel] = (_source(stream), stream)
        return known[0]


class _Draws:
    """One stream's draws. Each case takes the same number of them, whatever becomes of it."""

    def __init__(self, stream: Stream, draw: Random) -> None:
        self._stream, self._draw = stream, draw
        spread = log(1 + stream.handle_cv * stream.handle_cv)
        self._mu, self._sigma = -spread / 2, sqrt(spread)
        self._languages, self._reasons = _shares(stream.languages), _shares(stream.reasons)
        self._patience = stream.patience_seconds * 1000

    def case(self, at: int, source: Source) -> Case:
        stream, draw = self._stream, self._draw
        work, patience, vip = draw.lognormvariate(self._mu, self._sigma), draw.expovariate(1.0), draw.random()
        language, reason = draw.random(), draw.random()
        return Case(
            at=at,
            number=0,
            source=source,
            work=work,
            patience_ms=max(1, int(patience * self._patience)) if self._patience else 0,
            priority=stream.priority,
            vip=100 * vip < stream.vip_percent,
            language=_pick(self._languages, language),
            reason=_pick(self._reasons, reason),
            skills=stream.skills,
        )


def _as_it_was(arrival: Arrival, case: Case, copy: int) -> Case:
    """What is known of it replaces what was drawn; a copy keeps the kind of work, not its times."""
    case.language, case.reason = arrival.language, arrival.reason
    case.vip = arrival.vip
    if arrival.priority is not None:
        case.priority = arrival.priority
    case.skills = arrival.skills or case.skills
    if copy:
        return case
    case.agent = arrival.agent
    if arrival.handle_seconds is not None:
        case.handle_ms = int(arrival.handle_seconds * 1000)
    if arrival.patience_seconds is not None:
        case.patience_ms = int(arrival.patience_seconds * 1000)
    return case


def _source(stream: Stream) -> Source:
    source = Source(stream.queue, stream.channel, stream.handle_seconds * 1000)
    source.agents_ms = {agent: 1000 * seconds for agent, seconds in stream.agents_seconds.items()}
    source.reasons_ms = {reason: 1000 * seconds for reason, seconds in stream.reasons_seconds.items()}
    source.wrap_ms = int(stream.wrap_up_seconds * 1000)
    source.no_answer = stream.no_answer_percent / 100
    source.transfer, source.transfer_to = stream.transfer_percent / 100, stream.transfer_to
    source.repeat, source.repeat_ms = stream.repeat_percent / 100, int(stream.repeat_minutes * 60_000)
    return source


def volume(plan: Plan, setting: Setting) -> float:
    """How many times the traffic as given."""
    return plan.volume_percent / 100 * setting.volume_percent / 100


def _rates(per_hour: Sequence[float], plan: Plan, times: float) -> tuple[list[int], list[float]]:
    """From which moment (ms UTC) which rate (per ms) holds. A quarter of an hour is what zones' clocks change by."""
    zone, scale = ZoneInfo(plan.time_zone), times / HOUR_MS
    moments, rates = list[int](), list[float]()
    for at in range(plan.begins - plan.begins % QUARTER_MS, plan.ends, QUARTER_MS):
        hour = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).hour
        rate = (per_hour[hour] if len(per_hour) > 1 else per_hour[0]) * scale if per_hour else 0.0
        if not rates or rates[-1] != rate:
            moments.append(at)
            rates.append(rate)
    return moments, rates


Shares = tuple[list[float], list[str]]


def _shares(weights: Mapping[str, float]) -> Shares:
    return list(accumulate(weights.values())), list(weights)


def _pick(shares: Shares, chance: float) -> str:
    sums, names = shares
    return names[min(bisect_right(sums, chance * sums[-1]), len(names) - 1)] if names else ""


def _at(case: Case) -> int:
    return case.at
