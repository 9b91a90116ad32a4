"""Interactive guides of the help centre: flows that lead a reader step by step, with nothing kept on our side.

Where he stands goes to him and comes back, signed. A guide does nothing outside: it knows no customer, and what would
need one (a look-up, a message, a payment) takes its failure path; a queue is the end, with the ways to reach people.
"""

from collections.abc import Mapping
from typing import cast

from msgspec import Struct

from atiende.actions import intents
from atiende.actions.knowledge import Within, find_passages
from atiende.domain import documents as docs
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.flow_documents import Flow
from atiende.domain.hours import is_open
from atiende.flows import engine, kept
from atiende.flows.state import Book, Choice, Do, Enqueue, Outcome, Said, Session, Show, Speaks, Stepped, World
from atiende.ports.desk import Desk

MOST_ERRANDS = 10
SURE = 0.5
SPEAKS = Speaks(channel="webchat", buttons=20, button_chars=80, list_items=20)


class Place(Struct, frozen=True, kw_only=True):
    """Which guide, of whom, in which language."""

    slug: str
    brand: str
    body: docs.Brand
    language: str


class Guided(Struct, frozen=True, kw_only=True):
    """What is shown now. `state` is what comes back with the answer; empty at the end. `person`: it leads to people."""

    texts: tuple[str, ...]
    choices: tuple[Choice, ...]
    expects: str
    state: str
    person: bool = False


async def begin_guide(desk: Desk, tenant: str, place: Place) -> Guided:
    """Raises NotFound for what is no guide of this brand."""
    book = await _book(desk, tenant)
    found = book(place.slug, None)
    if found is None or found[1].purpose != "guide" or (found[1].brands and place.brand not in found[1].brands):
        raise NotFound(kind="guide", id=place.slug[:80])
    world = await _world(desk, tenant, place)
    stepped = engine.begin(book, place.slug, world, seed=desk.clock.now() & 0xFFFF, language=place.language)
    return await _shown(desk, tenant, place, (book, world), stepped)


async def answer_guide(desk: Desk, tenant: str, place: Place, state: str, said: Said) -> Guided:
    """Raises Invalid for a state that is not ours."""
    session = _opened(desk, tenant, place, state)
    book, world = await _book(desk, tenant), await _world(desk, tenant, place)
    return await _shown(desk, tenant, place, (book, world), engine.step(book, session, world, said))


async def _shown(desk: Desk, tenant: str, place: Place, ground: tuple[Book, World], stepped: Stepped) -> Guided:
    """Everything that is said until he is asked again, errands answered on the way."""
    book, world = ground
    effects = list(stepped.effects)
    for _ in range(MOST_ERRANDS):
        errand = next((one for one in stepped.effects if isinstance(one, Do)), None)
        if errand is None:
            break
        stepped = engine.step(book, stepped.session, world, await _outcome(desk, tenant, place, errand))
        effects += stepped.effects
    said = [one for one in effects if isinstance(one, Show)]
    person = any(isinstance(one, Enqueue) for one in effects)
    over = bool(stepped.session.outcome) or person or stepped.session.awaiting != "input"
    last = said[-1] if said and not over else Show(text="")
    return Guided(
        texts=tuple(one.text for one in said if one.text),
        choices=last.choices,
        expects=last.expects,
        state="" if over else _closed(desk, tenant, place, stepped.session),
        person=person,
    )


async def _outcome(desk: Desk, tenant: str, place: Place, errand: Do) -> Outcome:
    """An answer of the knowledge base is all a guide can look up."""
    if errand.kind != "answer":
        return Outcome(errand=errand.id, result="failed", why="guide")
    within = Within(language=place.language, brand=place.brand)
    found = await find_passages(desk, tenant, str(errand.asked.get("question", "")), within, 1)
    if not found or found[0].sure < SURE:
        return Outcome(errand=errand.id, result="missing")
    best = found[0]
    return Outcome(
        errand=errand.id,
        result="ok",
        values={"found": True, "text": best.text, "source": best.article, "score": best.sure},
    )


async def _book(desk: Desk, tenant: str) -> Book:
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "flow"}, limit=5000)
    there: Mapping[str, docs.Document] = {row.slug: row for row in rows if not row.retired}

    def look(slug: str, version: int | None) -> tuple[int, Flow] | None:
        row = there.get(slug)
        return (row.version, cast(Flow, docs.read("flow", row.body))) if row is not None else None

    return look


async def _world(desk: Desk, tenant: str, place: Place) -> World:
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "hours"})
    hours = {row.slug: docs.read("hours", row.body) for row in rows if not row.retired}

    def opened(slug: str, at: int) -> bool:
        body = hours.get(slug or place.body.hours or "")
        return not isinstance(body, docs.Hours) or is_open(body, at)

    return World(
        at=desk.clock.now(),
        zone=place.body.time_zone,
        speaks=SPEAKS,
        customer={},
        conversation={},
        brand={"slug": place.brand, "name": place.body.name, "language": place.body.language},
        is_open=opened,
        read=intents.reading(desk, tenant, place.body.time_zone, place.brand),
    )


def _closed(desk: Desk, tenant: str, place: Place, session: Session) -> str:
    state = kept.dump(session)
    return f"{desk.keys.sign('guide', f'{tenant} {place.slug} {state}')}.{state}"


def _opened(desk: Desk, tenant: str, place: Place, state: str) -> Session:
    signature, _, text = state.partition(".")
    if not desk.keys.signed("guide", f"{tenant} {place.slug} {text}", signature):
        raise Invalid(field="state", reason="invalid")
    return kept.load(text)
