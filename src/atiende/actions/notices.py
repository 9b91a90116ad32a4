"""Outage notices: told at once in the widget, before every menu, in the help centre and as an automatic answer.

One click of a supervisor raises one, proposed from what the canary saw, and one click ends it. Both are facts.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.notice import Canary, Notice, concerns, is_up, text_of
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Reading

LONGEST, LONGEST_MINUTES, MOST_KEPT = 600, 7 * 24 * 60, 200
PROPOSED_MINUTES = 120


class Wording(Struct, frozen=True, kw_only=True):
    """What is told, where and for how long. Empty brands, endpoints or queues: all of them."""

    text_es: str = ""
    text_en: str = ""
    brands: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    minutes: int = PROPOSED_MINUTES
    canary: str = ""


async def raise_notice(desk: Desk, tenant: str, actor: str, wording: Wording) -> Notice:
    """In force at once. Raises Invalid."""
    text_es, text_en = wording.text_es.strip(), wording.text_en.strip()
    if not (text_es or text_en):
        raise Invalid(field="text_es", reason="required")
    for name, text in (("text_es", text_es), ("text_en", text_en)):
        if len(text) > LONGEST:
            raise Invalid(field=name, reason="too_long")
    if not 1 <= wording.minutes <= LONGEST_MINUTES:
        raise Invalid(field="minutes", reason="out_of_range")

    def decide(change: Change) -> Notice:
        _must_be_there(change, wording)
        made = Notice(
            id=desk.ids.new("ntc"),
            by=actor,
            at=change.at,
            text_es=text_es,
            text_en=text_en,
            brands=wording.brands,
            endpoints=wording.endpoints,
            queues=wording.queues,
            until=change.at + wording.minutes * 60_000,
            canary=wording.canary,
        )
        change.put(made)
        raised = f.NoticeRaised(
            notice=made.id,
            brands=made.brands,
            endpoints=made.endpoints,
            queues=made.queues,
            until=made.until,
            canary=made.canary,
        )
        change.record(raised, actor=f"agent:{actor}")
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_notice(desk: Desk, tenant: str, actor: str, notice: str) -> None:
    """Over before its time; twice is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        found = change.get(Notice, notice)
        if found is None:
            raise NotFound(kind="notice", id=notice)
        if found.ended_at is None:
            change.put(replace(found, ended_at=change.at))
            change.record(f.NoticeEnded(notice=notice), actor=f"agent:{actor}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def notices(desk: Desk, tenant: str) -> Sequence[Notice]:
    """The latest, newest first, those over too."""
    found = await desk.store.reading(tenant).where(Notice, {}, limit=10_000)
    return sorted(found, key=lambda one: -one.at)[:MOST_KEPT]


def in_force(change: Change, brand: str, endpoint: str = "", queue: str = "") -> Notice | None:
    """The newest that is told there now, within a change."""
    return _newest(change.where(Notice, {}), change.at, brand, endpoint, queue)


def any_in_force(change: Change, brand: str) -> bool:
    """Whether something is told anywhere in this brand."""
    return any(is_up(one, change.at) and brand in (one.brands or (brand,)) for one in change.where(Notice, {}))


def notice_in(change: Change, brand: str, language: str, endpoint: str = "") -> str:
    """What is told there now, in this language; empty when there is nothing."""
    found = in_force(change, brand, endpoint, _queue_of(change, endpoint))
    return text_of(found, language) if found else ""


async def notice_for(reading: Reading, brand: str, language: str, at: int, endpoint: str = "") -> str:
    """The same outside a change."""
    rows = await reading.where(Notice, {}, limit=10_000)
    queue = ""
    if any(one.queues and is_up(one, at) for one in rows) and endpoint:
        queue = _queue_in(await reading.get(docs.Document, "endpoint", endpoint))
    found = _newest(rows, at, brand, endpoint, queue)
    return text_of(found, language) if found else ""


def _newest(rows: Sequence[Notice], at: int, brand: str, endpoint: str, queue: str) -> Notice | None:
    told = [one for one in rows if is_up(one, at) and concerns(one, brand, endpoint, queue)]
    return max(told, key=lambda one: (one.at, one.id), default=None)


def _queue_of(change: Change, endpoint: str) -> str:
    return _queue_in(change.get(docs.Document, "endpoint", endpoint)) if endpoint else ""


def _queue_in(document: docs.Document | None) -> str:
    body = docs.read("endpoint", document.body) if document else None
    return body.queue if isinstance(body, docs.Endpoint) else ""


def _must_be_there(change: Change, wording: Wording) -> None:
    named = (("brand", wording.brands), ("endpoint", wording.endpoints), ("queue", wording.queues))
    for kind, slugs in named:
        for slug in slugs:
            if settings_of.document(change, kind, slug) is None:
                raise Invalid(field=f"{kind}s", reason="unknown")
    if wording.canary and change.get(Canary, wording.canary) is None:
        raise NotFound(kind="canary", id=wording.canary)


async def propose_notice(desk: Desk, tenant: str, canary: str) -> Wording:
    """What might be told because of this; a person reads it before anybody else does. Raises NotFound."""
    reading = desk.store.reading(tenant)
    found = await reading.get(Canary, canary)
    if found is None:
        raise NotFound(kind="canary", id=canary)
    about_es, about_en = await _named(reading, found)
    return Wording(
        text_es=f"Sabemos que hay un problema{about_es} y ya trabajamos en ello. No hace falta que nos escriba: en "
        "cuanto esté resuelto lo verá aquí. Disculpe las molestias.",
        text_en=f"We know there is a problem{about_en} and are already working on it. There is no need to write to us: "
        "you will see here when it is solved. We apologise for the trouble.",
        brands=(found.brand,),
        canary=canary,
    )


async def _named(reading: Reading, canary: Canary) -> tuple[str, str]:
    """What the centre calls it. Customers' own words are for the supervisor: as they are they make no sentence."""
    if canary.kind in ("reason", "intent"):
        document = await reading.get(docs.Document, canary.kind, canary.about)
        body = docs.read(canary.kind, document.body) if document else None
        if body is not None:
            return f" ({getattr(body, 'name_es', '') or body.name})", f" ({body.name})"
    return "", ""
