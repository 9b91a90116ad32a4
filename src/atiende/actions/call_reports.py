"""What became of calls, read for reports: those that began in a span of time."""

from collections.abc import Sequence

from atiende.domain.call_story import DAY_MS, CallStory
from atiende.domain.errors import Invalid
from atiende.ports.desk import Desk

MOST = 200_000
"""Calls in one report."""


async def calls_between(
    desk: Desk, tenant: str, span: tuple[int, int], brands: Sequence[str] | None, queues: Sequence[str] | None
) -> list[CallStory]:
    """From the first moment to before the second (ms UTC); of these brands and queues, None: of all. Raises Invalid for
    a span with more than can be told at once."""
    since, until = span
    reading = desk.store.reading(tenant)
    found: list[CallStory] = []
    for day in range(since // DAY_MS, (until - 1) // DAY_MS + 1):
        rows = await reading.where(CallStory, {"day": day}, limit=MOST)
        found += [one for one in rows if since <= one.began_at < until and _seen(one, brands, queues)]
        if len(found) >= MOST:
            raise Invalid(field="until", reason="too_many", most=MOST)
    return sorted(found, key=lambda one: one.seq)


def _seen(one: CallStory, brands: Sequence[str] | None, queues: Sequence[str] | None) -> bool:
    return (brands is None or one.brand in brands) and (queues is None or one.queue in queues)
