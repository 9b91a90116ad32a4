"""The centre as the checks of `domain.readiness` look at it: queues and inboxes with what they depend on, as of now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atiende.api.asked import Asked
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.queue import QueueState
from atiende.domain.readiness import InboxSeen, QueueSeen
from atiende.domain.work import WidgetSeen
from atiende.ports.admin_views import EndpointSeen

MOST = 5000
MOST_PEOPLE = 20_000


@dataclass(frozen=True, slots=True)
class Ground:
    """What is in force, by slug, and everybody."""

    brands: Mapping[str, docs.Brand]
    queues: Mapping[str, docs.Queue]
    hours: Mapping[str, docs.Hours]
    endpoints: Mapping[str, docs.Endpoint]
    agents: Sequence[Agent]
    states: Mapping[str, QueueState]
    drafts: frozenset[tuple[str, str]]

    def queue_seen(self, slug: str) -> QueueSeen:
        """Raises KeyError for a queue that is not in force."""
        body = self.queues[slug]
        brand = self.brands.get(body.brand)
        hours = body.hours or (brand.hours if brand else None) or ""
        state = self.states.get(slug)
        return QueueSeen(
            slug=slug,
            body=body,
            state=state.state if state else "normal",
            waiting=state.waiting if state else 0,
            hours_slug=hours,
            hours=self.hours.get(hours),
            agents=self.agents,
            leads=sum(one.queue == slug and one.enabled for one in self.endpoints.values()),
        )


async def ground_of(asked: Asked) -> Ground:
    """Of the brands granted."""
    bodies = {kind: await _in_force(asked, kind) for kind in ("brand", "queue", "hours", "endpoint")}
    granted = asked.viewer.brands
    states = await asked.reading.where(QueueState, {}, limit=MOST)
    return Ground(
        brands={slug: one for slug, one in bodies["brand"].items() if isinstance(one, docs.Brand)},
        queues={
            slug: one
            for slug, one in bodies["queue"].items()
            if isinstance(one, docs.Queue) and (granted is None or one.brand in granted)
        },
        hours={slug: one for slug, one in bodies["hours"].items() if isinstance(one, docs.Hours)},
        endpoints={
            slug: one
            for slug, one in bodies["endpoint"].items()
            if isinstance(one, docs.Endpoint) and (granted is None or one.brand in granted)
        },
        agents=await asked.reading.where(Agent, {}, limit=MOST_PEOPLE),
        states={one.queue: one for one in states},
        drafts=frozenset(await asked.views.admin.signs.drafts(asked.tenant)),
    )


async def _in_force(asked: Asked, kind: str) -> Mapping[str, docs.Body]:
    rows = await asked.reading.where(docs.Document, {"kind": kind}, limit=MOST)
    return {row.slug: docs.read(kind, row.body) for row in rows if not row.retired}


async def inbox_seen(asked: Asked, ground: Ground, slug: str, seen: EndpointSeen) -> InboxSeen:
    """Raises KeyError for an inbox that is not in force."""
    body = ground.endpoints[slug]
    channel = asked.desk.channels.get(body.channel)
    pages = await asked.reading.where(WidgetSeen, {"endpoint": slug}, limit=MOST)
    failing = bool(seen.failure)
    return InboxSeen(
        slug=slug,
        body=body,
        draft=("endpoint", slug) in ground.drafts,
        wrong=channel.check(body.settings) if channel else [("channel", "unknown_channel")],
        connects=(failing or seen.connected_at is not None) if channel and channel.traits.push else None,
        failure=seen.failure,
        failed_at=seen.failed_at,
        last_in_at=seen.last_in_at,
        last_out_at=seen.last_out_at,
        pages=[(one.origin, one.at) for one in pages],
    )
