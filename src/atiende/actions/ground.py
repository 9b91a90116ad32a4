"""What a question to the twin starts from: the people and queues there are, and a made-up day to be bent into shape."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from atiende.actions.what_if import CLOSES, OPENS
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.facts import Ability
from atiende.domain.work import User
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.twin import Shift, Stream

PER_HOUR = 12.0
PATIENCE_SECONDS = 180.0
"""How long, on average, somebody waits in a live session before he gives up; a letter waits for ever."""
LUNCHES = ((13 * 60, 13 * 60 + 45), (14 * 60, 14 * 60 + 45))
"""Every second person has the late one."""
MAIN_LANGUAGE_PERCENT = 80.0
MOST_SHIFTS = 500


class Someone(Struct, frozen=True, kw_only=True):
    """A person one can move or leave out."""

    id: str
    name: str
    ability: Ability


class Ground(Struct, frozen=True, kw_only=True):
    zone: str
    people: Sequence[Someone]
    streams: Sequence[Stream]
    shifts: Sequence[Shift]


async def ground_of(desk: Desk, tenant: str) -> Ground:
    """Of the centre as it is now."""
    reading = desk.store.reading(tenant)
    names = {user.id: user.name for user in await reading.where(User, {}, limit=20_000)}
    agents = [one for one in await reading.where(Agent, {}, limit=20_000) if one.ability.active and one.id in names]
    rows = [row for row in await reading.where(docs.Document, {}, limit=20_000) if not row.retired]
    brands = sorted((row for row in rows if row.kind == "brand"), key=lambda row: (row.published_at, row.slug))
    streams = _streams(rows, agents, desk.channels)
    workers = _serving(agents, rows, {stream.queue for stream in streams})[:MOST_SHIFTS]
    return Ground(
        zone=_zone(brands),
        people=[Someone(id=one.id, name=names[one.id], ability=one.ability) for one in agents],
        streams=streams,
        shifts=[
            Shift(agent=one.id, start=OPENS * 60, end=CLOSES * 60, breaks=(LUNCHES[index % 2],))
            for index, one in enumerate(workers)
        ],
    )


def _zone(brands: Sequence[docs.Document]) -> str:
    """The centre's is that of its first brand."""
    body = docs.read("brand", brands[0].body) if brands else None
    return body.time_zone if isinstance(body, docs.Brand) else "Europe/Madrid"


def _serving(agents: Sequence[Agent], rows: Sequence[docs.Document], queues: set[str]) -> list[Agent]:
    """Those in a team of one of these queues; whoever is in none works elsewhere."""
    bodies = [docs.read("queue", row.body) for row in rows if row.kind == "queue" and row.slug in queues]
    open_to_all = any(isinstance(body, docs.Queue) and not body.teams for body in bodies)
    teams = {team for body in bodies if isinstance(body, docs.Queue) for team in body.teams}
    return [one for one in agents if one.ability.teams and (open_to_all or teams & set(one.ability.teams))]


def _streams(
    rows: Sequence[docs.Document], workers: Sequence[Agent], channels: Mapping[str, Channel]
) -> Sequence[Stream]:
    """One for every queue and channel an endpoint brings together."""
    bodies = {(row.kind, row.slug): docs.read(row.kind, row.body) for row in rows if row.kind != "role"}
    pairs = {
        (body.queue, body.channel)
        for body in bodies.values()
        if isinstance(body, docs.Endpoint) and body.enabled and ("queue", body.queue) in bodies
    }
    found = []
    for slug, channel in sorted(pairs):
        queue = bodies["queue", slug]
        assert isinstance(queue, docs.Queue)
        brand = bodies.get(("brand", queue.brand))
        traits = channels[channel].traits if channel in channels else None
        found.append(
            Stream(
                queue=slug,
                channel=channel,
                per_hour=tuple(PER_HOUR if OPENS <= hour < CLOSES else 0.0 for hour in range(24)),
                handle_seconds=float(queue.handle_seconds),
                patience_seconds=PATIENCE_SECONDS if traits is None or traits.session else 0.0,
                languages=_languages(brand.language if isinstance(brand, docs.Brand) else "", workers),
            )
        )
    return found


def _languages(main: str, workers: Sequence[Agent]) -> dict[str, float]:
    """Mostly the brand's own; the rest evenly what else is spoken here."""
    others = sorted({language for one in workers for language in one.ability.languages} - {main})
    if not main or not others:
        return {}
    return {main: MAIN_LANGUAGE_PERCENT, **dict.fromkeys(others, (100 - MAIN_LANGUAGE_PERCENT) / len(others))}
