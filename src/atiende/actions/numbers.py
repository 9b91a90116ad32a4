"""Telephone numbers of ours: which endpoint of which centre each leads to, and that none leads to two places."""

from collections.abc import Iterable, Mapping

from atiende.actions.call_routes import trunks_of
from atiende.domain import documents as docs
from atiende.domain.call import VOICE
from atiende.domain.check import Json, Problem, Unfit
from atiende.ports.desk import Desk
from atiende.ports.voice import Announced, Announces, Effort, EngineGone, Mixes, Reached, Voice


async def by_number(desk: Desk, number: str) -> tuple[str, str] | None:
    """(tenant, endpoint) a call to this number is for, None when it is nobody's. `number` in E.164."""
    return min((place for place, theirs in await _held(desk) if number in theirs), default=None)


async def web_endpoint(desk: Desk, tenant: str, brand: str) -> str | None:
    """The endpoint that web pages of a brand call; None where there is none."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"})
    callable_ = [
        row.slug
        for row in rows
        if (body := _in_force(row)) is not None and body.brand == brand and body.settings.get("web") is True
    ]
    return min(callable_, default=None)


def engines_away(voice: Voice) -> list[str]:
    """Names of those that ought to carry calls now and do not answer."""
    return [name for name, one in voice.engines.items() if isinstance(one, Reached) and not one.is_there]


async def effort_of(voice: Voice) -> Effort | None:
    """What mixing costs where it costs most; None where nothing is carried by an engine that knows."""
    found = [await one.effort() for one in voice.engines.values() if isinstance(one, Mixes)]
    return max((one for one in found if one is not None), key=lambda one: one.busy, default=None)


async def registrations(desk: Desk, tenant: str) -> Mapping[str, Announced]:
    """What the companies say at which we register, by their trunks' names. Nothing where no engine can tell."""
    trunks = [one for one in (await trunks_of(desk, tenant)).values() if one.active and one.register]
    engine = next((one for one in desk.voice.engines.values() if isinstance(one, Announces)), None)
    if not trunks or engine is None:
        return {}
    try:
        known = await engine.announced()
    except EngineGone:
        return {}
    if known is None:
        return {}
    return {one.name: known.get(f"{one.user}@{one.host}:{one.port}", "trying") for one in trunks}


async def takes_calls(desk: Desk, tenant: str) -> bool:
    """Whether any endpoint of the centre does."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"})
    return any(_in_force(row) is not None for row in rows)


async def must_be_free(desk: Desk, tenant: str, slug: str, body: Json) -> None:
    """Raises Unfit for each number that leads elsewhere already, in whichever centre: which one is not said."""
    if not isinstance(body, dict) or body.get("channel") != VOICE or body.get("enabled") is False:
        return
    settings = body.get("settings")
    wanted = settings.get("numbers") if isinstance(settings, dict) else None
    if not isinstance(wanted, list):
        return
    taken: dict[str, tuple[str, str]] = {}
    for place, theirs in await _held(desk):
        if place != (tenant, slug):
            taken |= dict.fromkeys(theirs, place)
    found = [
        Problem(f"settings.numbers[{index}]", *_words(tenant, taken[one]))
        for index, one in enumerate(wanted)
        if isinstance(one, str) and one in taken
    ]
    if found:
        raise Unfit(found)


def _words(tenant: str, place: tuple[str, str]) -> tuple[str, dict[str, str | int]]:
    whose, slug = place
    return ("number_taken", {"slug": slug}) if whose == tenant else ("number_elsewhere", {})


async def _held(desk: Desk) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """Every endpoint in force that has numbers, with them."""
    found = []
    for tenant, row in await desk.store.everywhere(docs.Document, {"kind": "endpoint"}):
        body = _in_force(row)
        numbers = body.settings.get("numbers") if body is not None else None
        if isinstance(numbers, list):
            found.append(((tenant, row.slug), tuple(numbers)))
    return found


def _in_force(row: docs.Document) -> docs.Endpoint | None:
    body = None if row.retired else docs.read(row.kind, row.body)
    return body if isinstance(body, docs.Endpoint) and body.enabled and body.channel == VOICE else None
