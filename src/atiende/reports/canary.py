"""The canary: what many customers suddenly write about, noticed within minutes. Pure: beginnings of conversations in,
signs out; the live reactor and the tests use this one class.

Counted are conversations that begin, per brand: all of a channel, and those about something (a reason, an intent, a
word). How many are usual: for a channel, the mean of that hour on such days, or the hour behind if that was livelier;
for a topic, its usual share of what comes now, so that a busy morning alone says nothing about any topic.

A sign is given where Chernoff's bound for a Poisson count above `MARGIN` times the usual falls below e^-limit, in the
last 5 or 20 minutes, by several customers. It is over when the count has been near the usual for a while: two limits,
so that nothing flickers. Signs that share their conversations are one.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import log
from zoneinfo import ZoneInfo

from msgspec import Struct

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
WINDOWS = (5, 20)
"""Minutes."""
KEPT_MS = HOUR_MS + WINDOWS[-1] * MINUTE_MS
MARGIN, FLOOR = 1.5, 0.2
"""Days differ by more than chance; and what was never seen is not impossible."""
LIMITS = {"volume": 14.0, "reason": 12.0, "intent": 12.0, "term": 16.0}
"""Words are many, so more is asked of each."""
CALM, CALM_MS = 3.0, 15 * MINUTE_MS
LIFT, CUSTOMERS = 3.0, 4
FADING = 0.12
"""How much the latest day of an hour counts."""
SHARE_KEPT, SHARE_AFTER = 0.5, 4_000
"""Shares are of the last thousands of conversations: after so many all counts are halved."""
ENOUGH = 3
"""Hours of a kind seen before a channel's volume says anything; and topics need a hundred conversations."""
SEEN_BEFORE = 100
MOST_SHOWN, MOST_KNOWN = 50, 200_000


class Seen(Struct, frozen=True, kw_only=True):
    """A conversation began, or began anew. `topics`: (reason|intent|term, which)."""

    at: int
    brand: str
    channel: str
    customer: str
    conversation: str
    topics: tuple[tuple[str, str], ...] = ()


class Sign(Struct, frozen=True, kw_only=True):
    """`what`: raised, grew or ended. `kind` and `about` name the topic best; for volume, the channel. `also`: further
    words of the same. `usual`: how many would have been usual in these `minutes`."""

    what: str
    number: int
    at: int
    brand: str
    kind: str
    about: str
    also: tuple[str, ...]
    count: int
    usual: float
    minutes: int
    customers: int
    conversations: tuple[str, ...]


Key = tuple[str, str, str]
"""(brand, kind, about)."""


class _Hot(Struct, frozen=True):
    key: Key
    count: int
    usual: float
    minutes: int
    bound: float


class _Open(Struct):
    """A sign that is up. `next` is the count at which it is told again."""

    number: int
    brand: str
    keys: dict[Key, _Hot]
    conversations: dict[str, str]
    calm_since: int = 0
    next: int = 0


class _Line:
    """What began lately, in order; what is older than is ever asked for is cut off in pieces."""

    __slots__ = ("seen", "times")

    def __init__(self) -> None:
        self.times: list[int] = []
        self.seen: list[Seen] = []

    def append(self, seen: Seen) -> None:
        self.times.append(seen.at)
        self.seen.append(seen)
        old = bisect_right(self.times, seen.at - KEPT_MS)
        if old > 1000 or old * 2 > len(self.times):
            del self.times[:old], self.seen[:old]

    def since(self, at: int) -> int:
        """How many after that moment."""
        return len(self.times) - bisect_right(self.times, at)


class Usual:
    """How many begin in an hour like this one, per channel; hours of working days and of the week's end apart."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._mean: dict[tuple[Key, int], tuple[float, int]] = {}
        self._hours: dict[int, int] = {}
        self._now: dict[Key, int] = {}
        self._hour = -1

    def slot(self, at: int) -> int:
        local = datetime.fromtimestamp(at / 1000, self._zone)
        return local.hour + (24 if local.isoweekday() > 5 else 0)

    def reach(self, at: int, quiet: Iterable[Key] = ()) -> None:
        """Hours that are over become part of the usual; those with a sign up only as far as they were usual."""
        if self._hour < 0:
            self._hour = at // HOUR_MS
        for _ in range(min(at // HOUR_MS - self._hour, 24 * 14)):
            self._fold(frozenset(quiet))
            self._hour += 1
        self._hour = at // HOUR_MS

    def count(self, key: Key) -> None:
        self._now[key] = self._now.get(key, 0) + 1

    def per_minute(self, key: Key, at: int) -> float | None:
        """None where too little is known."""
        slot = self.slot(at)
        if self._hours.get(slot, 0) < ENOUGH:
            return None
        return self._mean_of(key, slot) / 60

    def _mean_of(self, key: Key, slot: int) -> float:
        mean, seen = self._mean.get((key, slot), (0.0, 0))
        return float(mean * (1 - FADING) ** (self._hours.get(slot, 0) - seen))

    def _fold(self, quiet: frozenset[Key]) -> None:
        slot = self.slot(self._hour * HOUR_MS)
        for key, count in self._now.items():
            mean = self._mean_of(key, slot)
            told = min(float(count), 2 * mean + 1) if key in quiet else float(count)
            seen = self._hours.get(slot, 0)
            weight = max(FADING, 1 / (seen + 1))
            self._mean[(key, slot)] = (mean + weight * (told - mean), seen + 1)
        self._hours[slot] = self._hours.get(slot, 0) + 1
        self._now.clear()


class Canary:
    """Of one centre. Everything it is told is in order of time."""

    def __init__(self, zone: str = "UTC") -> None:
        self.usual = Usual(zone)
        self._recent: dict[Key, _Line] = {}
        self._totals: dict[tuple[str, str], float] = {}
        """Shares: (brand, "") all, (brand, "kind about") those about it."""
        self._fresh: deque[tuple[Seen, Sequence[Key]]] = deque()
        self._signs: dict[int, _Open] = {}
        self._number = 0
        self._known: dict[tuple[str, Key], int] = {}

    def heard(self, seen: Seen) -> Sequence[Sign]:
        """One more began, or more is known of what one is about. Nothing of one conversation counts twice an hour."""
        self._advance(seen.at)
        begins = (seen.brand, "volume", seen.channel)
        keys = [*((seen.brand, kind, about) for kind, about in seen.topics), begins]
        new = [key for key in keys if self._is_new(key, seen)]
        for key in new:
            self._recent.setdefault(key, _Line()).append(seen)
        if begins in new:
            self._recent.setdefault((seen.brand, "all", ""), _Line()).append(seen)
            self.usual.count(begins)
        hot = [found for key in new if (found := self._hot(key, seen.at)) is not None]
        signs = self._told(hot, seen) if hot else []
        self._fresh.append((seen, new))
        return signs

    def _is_new(self, key: Key, seen: Seen) -> bool:
        last = self._known.get((seen.conversation, key), -HOUR_MS)
        if seen.at - last < HOUR_MS:
            return False
        self._known[(seen.conversation, key)] = seen.at
        return True

    def tick(self, at: int) -> Sequence[Sign]:
        """Time went by: what is over."""
        self._advance(at)
        ended = []
        for sign in list(self._signs.values()):
            calm = all(self._bound(key, minutes, at)[1] < CALM for key in sign.keys for minutes in WINDOWS[:1])
            if not calm:
                sign.calm_since = 0
            elif not sign.calm_since:
                sign.calm_since = at
            elif at - sign.calm_since >= CALM_MS:
                del self._signs[sign.number]
                ended.append(self._sign("ended", sign, at))
        return ended

    def open_now(self, at: int) -> Sequence[Sign]:
        """Those that are up."""
        return [self._sign("raised", one, at) for one in self._signs.values()]

    def put_away(self, number: int) -> None:
        """A person says that it is nothing; it is told anew only after it was calm."""
        self._signs.pop(number, None)

    # --- counting -----------------------------------------------------------------------------------------------------

    def _advance(self, at: int) -> None:
        self.usual.reach(at, [key for one in self._signs.values() for key in one.keys])
        while self._fresh and at - self._fresh[0][0].at >= WINDOWS[-1] * MINUTE_MS:
            self._share(*self._fresh.popleft())
        if len(self._known) > MOST_KNOWN:
            self._known = {one: when for one, when in self._known.items() if at - when < HOUR_MS}
            for key in [key for key, found in self._recent.items() if at - found.times[-1] > KEPT_MS]:
                del self._recent[key]

    def _count(self, key: Key, minutes: int, at: int) -> int:
        found = self._recent.get(key)
        return found.since(at - minutes * MINUTE_MS) if found else 0

    def _within(self, key: Key, minutes: int, at: int) -> Sequence[Seen]:
        found = self._recent.get(key)
        return found.seen[len(found.seen) - found.since(at - minutes * MINUTE_MS) :] if found else ()

    def _share(self, seen: Seen, new: Sequence[Key]) -> None:
        """Older than the windows it is part of the usual, unless it belongs to a sign that is up."""
        if any(seen.conversation in one.conversations for one in self._signs.values()):
            return
        for _, kind, about in new:
            name = (seen.brand, "" if kind == "volume" else f"{kind} {about}")
            self._totals[name] = self._totals.get(name, 0.0) + 1
        if self._totals.get((seen.brand, ""), 0.0) > SHARE_AFTER:
            kept = {key: total * SHARE_KEPT for key, total in self._totals.items() if key[0] == seen.brand}
            self._totals |= kept
            self._totals = {key: total for key, total in self._totals.items() if total > 0.3}

    def _expected(self, key: Key, minutes: int, at: int) -> float | None:
        brand, kind, about = key
        if kind == "volume":
            rate = self.usual.per_minute(key, at)
            if rate is None:
                return None
            before = self._count(key, 60 + WINDOWS[-1], at) - self._count(key, WINDOWS[-1], at)
            return max(FLOOR, minutes * max(rate, before / 60))
        total = self._totals.get((brand, ""), 0.0)
        if total < SEEN_BEFORE:
            return None
        share = (self._totals.get((brand, f"{kind} {about}"), 0.0) + 0.5) / (total + 1)
        return max(FLOOR, share * self._count((brand, "all", ""), minutes, at))

    def _bound(self, key: Key, minutes: int, at: int) -> tuple[_Hot | None, float]:
        """The exponent of the bound, and what it is of; 0 where nothing is unusual."""
        expected = self._expected(key, minutes, at)
        if expected is None:
            return None, 0.0
        count, high = self._count(key, minutes, at), expected * MARGIN
        bound = count * log(count / high) - count + high if count > high else 0.0
        return _Hot(key, count, expected, minutes, bound), bound

    def _hot(self, key: Key, at: int) -> _Hot | None:
        best: _Hot | None = None
        for minutes in WINDOWS:
            found, bound = self._bound(key, minutes, at)
            enough = bound >= LIMITS[key[1]] and found is not None
            lifted = enough and found is not None and (key[1] == "volume" or found.count >= LIFT * found.usual)
            if found is None or not lifted or (best is not None and best.bound >= bound):
                continue
            if len({one.customer for one in self._within(key, minutes, at)}) >= CUSTOMERS:
                best = found
        return best

    # --- signs --------------------------------------------------------------------------------------------------------

    def _told(self, hot: Sequence[_Hot], seen: Seen) -> list[Sign]:
        """Of each unusual count: part of a sign that is up and shares its conversations, else a new one."""
        touched: dict[int, str] = {}
        for one in hot:
            behind = {each.conversation: each.customer for each in self._within(one.key, one.minutes, seen.at)}
            sign = self._belongs(one.key, behind)
            if sign is None:
                self._number += 1
                sign = _Open(self._number, seen.brand, {}, {})
                self._signs[sign.number] = sign
                touched[sign.number] = "raised"
            sign.keys[one.key] = one
            sign.conversations |= behind
            sign.calm_since = 0
            touched.setdefault(sign.number, "grew")
        return [found for number, what in touched.items() if (found := self._due(number, what, seen.at)) is not None]

    def _due(self, number: int, what: str, at: int) -> Sign | None:
        """Told when it is raised, and again each time it has grown by half."""
        sign = self._signs[number]
        if what == "grew" and len(sign.conversations) < sign.next:
            return None
        sign.next = max(len(sign.conversations) + 3, len(sign.conversations) * 3 // 2)
        return self._sign(what, sign, at)

    def _belongs(self, key: Key, behind: dict[str, str]) -> _Open | None:
        for sign in self._signs.values():
            if key in sign.keys:
                return sign
            shared = sum(1 for one in behind if one in sign.conversations)
            if sign.brand == key[0] and shared * 2 >= min(len(behind), len(sign.conversations)):
                return sign
        return None

    def _sign(self, what: str, sign: _Open, at: int) -> Sign:
        best = max(sign.keys.values(), key=_tells_most)
        words = sorted(
            (one for one in sign.keys.values() if one.key[1] == "term" and one.key != best.key),
            key=lambda one: -one.bound,
        )
        return Sign(
            what=what,
            number=sign.number,
            at=at,
            brand=sign.brand,
            kind=best.key[1],
            about=best.key[2],
            also=tuple(one.key[2] for one in words[:3]),
            count=len(sign.conversations),
            usual=best.usual,
            minutes=best.minutes,
            customers=len(set(sign.conversations.values())),
            conversations=tuple(sign.conversations)[-MOST_SHOWN:],
        )


def _tells_most(one: _Hot) -> tuple[int, float]:
    """An intent says most, then a reason, then a word; that there are many says least."""
    return ("volume", "term", "reason", "intent").index(one.key[1]), one.bound
