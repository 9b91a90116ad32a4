"""By what a report measures: whose half hours, and what is in time. Read from the log, so that a report of last year
uses the rules of last year. Pure.
"""

import msgspec

from atiende.domain import facts as f
from atiende.domain.documents import Brand, Queue, read
from atiende.domain.room import LIVE
from atiende.reports.presence import HalfHours

USUAL_SECONDS = {"voice": 20, "video": 20}
OTHER_SECONDS = 30
"""In time on live channels, in seconds from the entry into the queue, where the queue says nothing."""
ANSWER_SECONDS = 3600


def service_seconds(queue: Queue | None, channel: str) -> int:
    """What the queue calls in time on a live channel."""
    own = queue.service_seconds if queue is not None else 0
    return own or USUAL_SECONDS.get(channel, OTHER_SECONDS)


class Limits(msgspec.Struct, frozen=True):
    """Of one queue: seconds on live channels (0: the usual ones), and on others when nothing was due."""

    live: int = 0
    answer: int = ANSWER_SECONDS


class Rules:
    """As configured at the moment of the fact. With `fixed_ms` one threshold holds for everything, and one zone."""

    def __init__(self, time_zone: str, fixed_ms: int | None = None) -> None:
        self.time_zone, self.fixed_ms = time_zone, fixed_ms
        self.zones: dict[str, str] = {}
        self.limits: dict[str, Limits] = {}
        self.brands: dict[str, str] = {}
        self._halves: dict[str, HalfHours] = {}

    def learn(self, fact: f.AnyFact) -> None:
        """A document was published, or the centre was made."""
        if self.fixed_ms is not None:
            return
        if isinstance(fact, f.TenantCreated):
            self.time_zone = fact.time_zone
        elif isinstance(fact, f.DocumentPublished) and fact.kind == "brand":
            self.zones[fact.slug] = _brand(fact.body).time_zone
        elif isinstance(fact, f.DocumentPublished) and fact.kind == "queue":
            rules = _queue(fact.body)
            self.brands[fact.slug] = rules.brand
            self.limits[fact.slug] = Limits(rules.service_seconds, rules.answer_within_seconds)

    def halves(self, brand: str = "") -> HalfHours:
        """The half hours of a brand's zone; of the centre's for what belongs to no brand."""
        zone = self.zones.get(brand, self.time_zone)
        found = self._halves.get(zone)
        if found is None:
            found = self._halves[zone] = HalfHours(zone)
        return found

    def deadline(self, queue: str, channel: str, entered: int, due: int | None) -> int:
        """Until when an answer is in time: by the clock on live channels; on others, where nobody sits waiting, when
        it was due in the queue's business time."""
        if self.fixed_ms is not None:
            return entered + self.fixed_ms
        limits = self.limits.get(queue, Limits())
        if channel in LIVE:
            return entered + 1000 * (limits.live or USUAL_SECONDS.get(channel, OTHER_SECONDS))
        return due if due is not None else entered + 1000 * limits.answer


def _brand(body: str) -> Brand:
    found = read("brand", body)
    assert isinstance(found, Brand)
    return found


def _queue(body: str) -> Queue:
    found = read("queue", body)
    assert isinstance(found, Queue)
    return found
