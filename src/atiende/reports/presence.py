"""How agents spent their time, half hour by half hour: at work, or ready for it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HALF_HOUR_MS = 1_800_000
DAY_MS = 86_400_000
QUARTER_MS = 900_000
"""Zones differ, and clocks change, by quarters of an hour."""


class HalfHours:
    """Half hours of local time. `begins` and `ends` bound the latest one asked for: facts come in order of time, so it
    is nearly always the one meant."""

    __slots__ = ("_earlier", "_zone", "begins", "ends")

    def __init__(self, time_zone: str) -> None:
        self._zone, self.begins, self.ends = ZoneInfo(time_zone), 0, 0
        self._earlier: dict[int, int] = {}

    def of(self, at: int) -> int:
        """The beginning of the one `at` lies in."""
        if at >= self.ends:
            self.begins = self._beginning(at)
            self.ends = self.begins + HALF_HOUR_MS
        if at >= self.begins:
            return self.begins
        quarter = at // QUARTER_MS
        if quarter not in self._earlier:
            self._earlier[quarter] = self._beginning(at)
        return self._earlier[quarter]

    def day(self, begins: int) -> int:
        """The local date a half hour belongs to, in days since 1970."""
        return (begins + self._offset(begins)) // DAY_MS

    def _beginning(self, at: int) -> int:
        offset = self._offset(at)
        return (at + offset) // HALF_HOUR_MS * HALF_HOUR_MS - offset

    def _offset(self, at: int) -> int:
        shift = datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone).utcoffset()
        return round(shift.total_seconds() * 1000) if shift else 0


class Hand:
    """One agent. `busy`, `ready` and `paused` are ms by the half hour's beginning; `work` counts what he has in hand,
    `state` is available, paused or anything else."""

    __slots__ = ("busy", "paused", "ready", "since", "state", "work")

    def __init__(self) -> None:
        self.work, self.state, self.since = 0, "", 0
        self.busy: dict[int, int] = defaultdict(int)
        self.ready: dict[int, int] = defaultdict(int)
        self.paused: dict[int, int] = defaultdict(int)

    def spends(self) -> dict[int, int] | None:
        """Where his time goes now; None while he is away. What lies in his hands overnight, or during a pause, is not
        worked on."""
        if self.state == "offline":
            return None
        if self.state == "paused":
            return self.paused
        return self.busy if self.work else self.ready if self.state == "available" else None


class Presence:
    """Occupancy is work over work and readiness; several chats at once are one time of work (their union)."""

    def __init__(self, halves: HalfHours, counts_from: int) -> None:
        self.hands: dict[str, Hand] = {}
        self.halves, self._from = halves, counts_from

    def begin_work(self, agent: str, at: int) -> None:
        hand = self.hands.get(agent) or self._of(agent)
        if not hand.work:
            self._charge(hand, at)
        hand.work += 1

    def end_work(self, agent: str, at: int) -> None:
        hand = self.hands[agent]
        if hand.work == 1:
            self._charge(hand, at)
        hand.work -= 1

    def set_state(self, agent: str, state: str, at: int) -> None:
        hand = self._of(agent)
        if hand.state != state:
            self._charge(hand, at)
            hand.state = state

    def restore(self, agent: str, work: int, state: str, since: int) -> None:
        hand = self._of(agent)
        hand.work, hand.state, hand.since = work, state, since

    def spent(self, now: int) -> Iterator[tuple[str, int, str, int]]:
        """(agent, half hour, what on, ms) of everything charged, and of what would be charged at `now`."""
        for agent, hand in self.hands.items():
            for name, charged in (("busy_ms", hand.busy), ("ready_ms", hand.ready), ("paused_ms", hand.paused)):
                for begins, span in charged.items():
                    yield agent, begins, name, span
                if charged is hand.spends():
                    for begins, span in self._halves_of(hand.since, now):
                        yield agent, begins, name, span

    def close(self, at: int) -> None:
        for hand in self.hands.values():
            self._charge(hand, at)

    def occupancy(self, agents: Iterable[str] | None, begins: int | None) -> tuple[float | None, float | None]:
        """Percent of these agents (all, when None) in a half hour (the whole time), and how evenly it is spread
        (Jain's index). None when nobody was there."""
        busy = ready = 0
        shares: list[float] = []
        for agent in sorted(self.hands if agents is None else agents):  # one order, so equal facts give equal sums
            hand = self.hands[agent]
            worked = sum(hand.busy.values()) if begins is None else hand.busy.get(begins, 0)
            waited = sum(hand.ready.values()) if begins is None else hand.ready.get(begins, 0)
            if worked + waited:
                busy, ready = busy + worked, ready + waited
                shares.append(worked / (worked + waited))
        return (100 * busy / (busy + ready), jain(shares)) if shares else (None, None)

    def by_agent(self) -> dict[str, float]:
        """Each agent's occupancy in percent; those who were never there are left out."""
        found = {agent: self.occupancy((agent,), None)[0] for agent in sorted(self.hands)}
        return {agent: share for agent, share in found.items() if share is not None}

    def _of(self, agent: str) -> Hand:
        hand = self.hands.get(agent)
        if hand is None:
            hand = self.hands[agent] = Hand()
        return hand

    def _charge(self, hand: Hand, at: int) -> None:
        """The time since the last change, to the half hours it overlaps."""
        since, hand.since, halves = hand.since, at, self.halves
        into = hand.spends()
        if into is None:
            return
        if halves.begins <= since and at <= halves.ends and since >= self._from:
            into[halves.begins] += at - since
            return
        for begins, span in self._halves_of(since, at):
            into[begins] += span

    def _halves_of(self, since: int, at: int) -> Iterator[tuple[int, int]]:
        """The half hours a time overlaps, and by how much."""
        since = max(since, self._from)
        while since < at:
            begins = self.halves.of(since)
            until = min(at, begins + HALF_HOUR_MS)
            yield begins, until - since
            since = until


def jain(shares: list[float]) -> float | None:
    """Jain's fairness index: 1 when all are equal, 1/n when one has everything. None when nobody has anything."""
    squares = sum(share * share for share in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else None
