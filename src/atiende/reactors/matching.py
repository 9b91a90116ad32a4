"""Learned matches learn by night, and judge themselves: only queues whose choice is `learned`, each once a night."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog

from atiende.actions.matching import learning_queues, renew_match
from atiende.domain.documents import Brand, Document, Queue, read
from atiende.domain.errors import Refusal
from atiende.domain.match import Match
from atiende.ports.desk import Desk
from atiende.reactors.waiting import when_calm

log = structlog.get_logger()
EVERY_SECONDS = 600.0
NIGHT = range(2, 6)
"""Hours of the brand's day."""
AGAIN_MS = 6 * 3_600_000
"""Longer than a night, so that none has two rounds; shorter than a day, so that none is left out."""
UNLEARNED_MS = 3_600_000
"""How often a queue that has not learned anything yet looks whether there is enough now."""


async def keep_matches(desk: Desk, tenant: str) -> None:
    """Every ten minutes, until cancelled."""
    tried: dict[str, int] = {}
    while True:
        await renew_due(desk, tenant, tried)
        await desk.clock.sleep(EVERY_SECONDS)


async def renew_due(desk: Desk, tenant: str, tried: dict[str, int]) -> None:
    """`tried` keeps when each queue was last looked at, so that one with too little history is not read all night."""
    for slug, queue, match in await learning_queues(desk, tenant):
        now = desk.clock.now()
        if now - tried.get(slug, 0) < UNLEARNED_MS or not await _is_due(desk, tenant, queue, match):
            continue
        await when_calm(desk, "background")
        tried[slug] = now
        try:
            learned = await renew_match(desk, tenant, slug)
        except Refusal as refusal:
            log.warning("match not renewed", queue=slug, code=refusal.code)
        else:
            log.info("match renewed", queue=slug, learned=learned)


async def _is_due(desk: Desk, tenant: str, queue: Queue, match: Match | None) -> bool:
    if match is None:
        return True
    now = desk.clock.now()
    late = now - max(match.trained_at, match.evaluated_at) >= AGAIN_MS
    return match.on and late and await _hour(desk, tenant, queue.brand, now) in NIGHT


async def _hour(desk: Desk, tenant: str, brand: str, now: int) -> int:
    """The hour of the day where the brand is."""
    document = await desk.store.reading(tenant).get(Document, "brand", brand)
    body = read("brand", document.body) if document is not None else None
    zone = body.time_zone if isinstance(body, Brand) else "UTC"
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone)).hour
