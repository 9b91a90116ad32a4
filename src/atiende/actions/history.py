"""The log from a moment on, for whoever counts over days: found by halving, read page by page."""

from collections.abc import AsyncIterator

from atiende.domain.facts import Logged
from atiende.ports.desk import Desk

PAGE = 1000
MOST_FACTS = 2_000_000
"""No more than the last so many: a very large centre's nightly count ends before the morning."""


async def facts_between(desk: Desk, tenant: str, since: int, until: int) -> AsyncIterator[Logged]:
    """Facts written at or after `since` and before `until` (ms UTC), in order."""
    head = await desk.store.head(tenant)
    after = max(await position_before(desk, tenant, since, head), head - MOST_FACTS)
    while page := await desk.store.log(tenant, after, PAGE):
        for logged in page:
            if logged.at >= until:
                return
            yield logged
        after = page[-1].seq


async def position_before(desk: Desk, tenant: str, moment: int, head: int) -> int:
    """The last position written before a moment; 0 when everything is younger. Times never go back along a line."""
    low, high = 0, head
    while low < high:
        middle = (low + high) // 2
        page = await desk.store.log(tenant, middle, 1)
        if page and page[0].at < moment:
            low = middle + 1
        else:
            high = middle
    return low
