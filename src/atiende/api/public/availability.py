"""Whether somebody is there, and how many wait before a visitor: honest, and cheap enough to be asked often."""

from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.hours import is_open
from atiende.domain.interaction import Interaction
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk

KEPT_MS = 3_000
MOST_COUNTED = 500


class Availability:
    """Answers are kept for three seconds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._online: dict[tuple[str, str], tuple[int, bool]] = {}
        self._queues: dict[tuple[str, str], tuple[int, list[int]]] = {}

    async def online(self, endpoint: Endpoint) -> bool:
        """Within opening hours, and at least one agent who serves this queue is at work."""
        key, now = (endpoint.tenant, endpoint.slug), self._desk.clock.now()
        kept = self._online.get(key)
        if kept is not None and kept[0] > now:
            return kept[1]
        if kept is not None:
            self._online[key] = (now + KEPT_MS, kept[1])  # one asks anew, the others are told what was true
        answer = await self._open(endpoint) and await self._staffed(endpoint)
        self._online[key] = (now + KEPT_MS, answer)
        return answer

    async def ahead(self, tenant: str, waiting: Interaction) -> int | None:
        """How many of the same queue came before; None when there are too many to be told."""
        key, now = (tenant, waiting.queue), self._desk.clock.now()
        kept = self._queues.get(key)
        if kept is None or kept[0] <= now:
            self._queues[key] = (now + KEPT_MS, kept[1] if kept else [])
            rows = await self._desk.store.reading(tenant).where(
                Interaction, {"state": "queued", "queue": waiting.queue}, limit=MOST_COUNTED + 1
            )
            kept = (now + KEPT_MS, sorted(one.since for one in rows))
            self._queues[key] = kept
        if len(kept[1]) > MOST_COUNTED:
            return None
        return sum(1 for since in kept[1] if since < waiting.since)

    async def _open(self, endpoint: Endpoint) -> bool:
        reading = self._desk.store.reading(endpoint.tenant)
        queue = await self._queue(endpoint)
        brand_row = await reading.get(docs.Document, "brand", endpoint.brand)
        brand = docs.read("brand", brand_row.body) if brand_row else None
        slug = (queue.hours if queue else None) or (brand.hours if isinstance(brand, docs.Brand) else None)
        if slug is None:
            return True
        row = await reading.get(docs.Document, "hours", slug)
        hours = docs.read("hours", row.body) if row and not row.retired else None
        return not isinstance(hours, docs.Hours) or is_open(hours, self._desk.clock.now())

    async def _staffed(self, endpoint: Endpoint) -> bool:
        queue = await self._queue(endpoint)
        for agent in await self._desk.store.reading(endpoint.tenant).where(Agent, {}):
            ability = agent.ability
            if agent.state == "offline" or not ability.active:
                continue
            in_team = not queue or not queue.teams or bool({*queue.teams} & {*ability.teams})
            if in_team and (not ability.brands or endpoint.brand in ability.brands):
                return True
        return False

    async def _queue(self, endpoint: Endpoint) -> docs.Queue | None:
        reading = self._desk.store.reading(endpoint.tenant)
        own = await reading.get(docs.Document, "endpoint", endpoint.slug)
        body = docs.read("endpoint", own.body) if own else None
        if not isinstance(body, docs.Endpoint):
            return None
        row = await reading.get(docs.Document, "queue", body.queue)
        queue = docs.read("queue", row.body) if row else None
        return queue if isinstance(queue, docs.Queue) else None
