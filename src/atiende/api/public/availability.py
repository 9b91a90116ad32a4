"""Whether a visitor can come in, where he stands and what he must expect: honest, and cheap to be asked often."""

from collections.abc import Callable
from math import ceil

from msgspec import Struct

from atiende.actions.flow_door import serves
from atiende.domain import admission
from atiende.domain import documents as docs
from atiende.domain.admission import Standing
from atiende.domain.agent import Agent
from atiende.domain.flow_documents import Flow
from atiende.domain.hours import is_open
from atiende.domain.interaction import Interaction
from atiende.domain.queue import QueueNotice, QueueState
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.routing.expected import Outlook

KEPT_MS = 3_000
MINUTE_MS = 60_000
MOST_TOLD = 500
"""Places beyond it are told as many ahead."""
MOST_PASSED = 20
EVERYBODY = 20_000


class Door(Struct, frozen=True):
    """`online`: somebody is there and a newcomer may come in; `notices` is what the queue tells now, by language."""

    online: bool
    notices: dict[str, str]


class Waits(Struct, frozen=True):
    """`ahead` None: too many to be told. `minutes`: from, to; None where nothing can be said."""

    ahead: int | None = None
    minutes: tuple[int, int] | None = None


class Availability:
    """Answers are kept for three seconds."""

    def __init__(self, desk: Desk, outlook_of: Callable[[str], Outlook | None]) -> None:
        self._desk, self._outlook_of = desk, outlook_of
        self._doors: dict[tuple[str, str], tuple[int, Door]] = {}

    async def door(self, endpoint: Endpoint, queue: str = "") -> Door:
        """The endpoint's queue, or the one somebody waits in. Within its hours, not switched off nor full, and at least
        one agent who serves it is at work."""
        key, now = (endpoint.tenant, queue or f"/{endpoint.slug}"), self._desk.clock.now()
        kept = self._doors.get(key)
        if kept is not None and kept[0] > now:
            return kept[1]
        if kept is not None:
            self._doors[key] = (now + KEPT_MS, kept[1])  # one asks anew, the others are told what was true
        made = await self._door(endpoint, queue or await self._queue_of(endpoint))
        if not queue and not made.online and await self._self_served(endpoint):
            made = Door(True, made.notices)
        self._doors[key] = (now + KEPT_MS, made)
        return made

    def waits(self, tenant: str, waiting: Interaction) -> Waits:
        """Where it stands in its line, by the order of the queue. What came a moment ago stands at the end of it; what
        is no more in it is being offered."""
        outlook = self._outlook_of(tenant)
        if outlook is None:
            return Waits()
        place = outlook.place(waiting.id, waiting.queue, waiting.channel)
        if place is None and self._desk.clock.now() - waiting.entered < KEPT_MS:
            place = outlook.newcomer(waiting.queue, waiting.channel)
        if place is None:
            return Waits(0)
        wait = place.wait
        minutes = None if wait is None else (wait.low_ms // MINUTE_MS, max(1, ceil(wait.high_ms / MINUTE_MS)))
        return Waits(place.ahead if place.ahead <= MOST_TOLD else None, minutes)

    async def _door(self, endpoint: Endpoint, slug: str) -> Door:
        standings = await self._standings(endpoint.tenant, slug)
        if slug not in standings:
            return Door(False, {})
        found = admission.place(slug, standings.get, session=True)
        online = not found.why and await self._staffed(endpoint, standings[found.queue].queue)
        switched = standings[slug].state != admission.NORMAL
        notice = await self._desk.store.reading(endpoint.tenant).get(QueueNotice, slug) if switched else None
        return Door(online, notice.texts if notice is not None else {})

    async def _standings(self, tenant: str, slug: str) -> dict[str, Standing]:
        """The queue and those it overflows to."""
        reading, found = self._desk.store.reading(tenant), dict[str, Standing]()
        here: str | None = slug
        while here is not None and here not in found and len(found) < MOST_PASSED:
            body = await self._document(tenant, "queue", here)
            if not isinstance(body, docs.Queue):
                break
            state = await reading.get(QueueState, here) or QueueState(queue=here)
            found[here] = Standing(
                queue=body, state=state.state, waiting=state.waiting, is_open=await self._open(tenant, body)
            )
            here = body.overflow
        return found

    async def _open(self, tenant: str, queue: docs.Queue) -> bool:
        brand = await self._document(tenant, "brand", queue.brand)
        slug = queue.hours or (brand.hours if isinstance(brand, docs.Brand) else None)
        hours = await self._document(tenant, "hours", slug) if slug is not None else None
        return not isinstance(hours, docs.Hours) or is_open(hours, self._desk.clock.now())

    async def _staffed(self, endpoint: Endpoint, queue: docs.Queue) -> bool:
        for agent in await self._desk.store.reading(endpoint.tenant).where(Agent, {}, limit=EVERYBODY):
            ability = agent.ability
            if agent.state == "offline" or not ability.active:
                continue
            in_team = not queue.teams or bool({*queue.teams} & {*ability.teams})
            if in_team and (not ability.brands or endpoint.brand in ability.brands):
                return True
        return False

    async def _queue_of(self, endpoint: Endpoint) -> str:
        body = await self._document(endpoint.tenant, "endpoint", endpoint.slug)
        return body.queue if isinstance(body, docs.Endpoint) else ""

    async def _self_served(self, endpoint: Endpoint) -> bool:
        """A machine serves whoever writes, at any hour."""
        body = await self._document(endpoint.tenant, "endpoint", endpoint.slug)
        slug = body.flow if isinstance(body, docs.Endpoint) else None
        flow = await self._document(endpoint.tenant, "flow", slug) if slug else None
        return isinstance(flow, Flow) and serves(flow, endpoint.brand, endpoint.channel)

    async def _document(self, tenant: str, kind: str, slug: str) -> docs.Body | None:
        row = await self._desk.store.reading(tenant).get(docs.Document, kind, slug)
        return docs.read(kind, row.body) if row is not None and not row.retired else None
