"""Endpoints as channels see them: the published document with its secrets opened."""

from collections.abc import Sequence

from atiende.domain import documents as docs
from atiende.domain.work import WidgetSeen
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.ports.store import Change

REFERENCE = "secret:"


async def open_endpoint(desk: Desk, tenant: str, slug: str) -> Endpoint | None:
    """The endpoint, or None when it is not published, retired or switched off."""
    found = await desk.store.reading(tenant).get(docs.Document, "endpoint", slug)
    if found is None or found.retired:
        return None
    body = docs.read("endpoint", found.body)
    if not isinstance(body, docs.Endpoint) or not body.enabled:
        return None
    settings = {key: await _opened(desk, tenant, value) for key, value in body.settings.items()}
    return Endpoint(tenant=tenant, slug=slug, brand=body.brand, channel=body.channel, settings=settings)


def public_key(tenant: str, slug: str) -> str:
    """What a web page's snippet names the endpoint by."""
    return f"{tenant}.{slug}"


async def by_public_key(desk: Desk, key: str) -> Endpoint | None:
    """The endpoint behind a snippet's key, or None."""
    tenant, _, slug = key.partition(".")
    if not slug or tenant not in await desk.store.tenants():
        return None
    return await open_endpoint(desk, tenant, slug)


async def by_mail_address(desk: Desk, address: str) -> Endpoint | None:
    """The published endpoint of any centre that has this mail address, or None."""
    wanted = address.strip().lower()
    for tenant, row in await desk.store.everywhere(docs.Document, {"kind": "endpoint"}):
        body = docs.read("endpoint", row.body)
        if isinstance(body, docs.Endpoint) and wanted in _mail_addresses(body):
            found = await open_endpoint(desk, tenant, row.slug)
            if found is not None:
                return found
    return None


def _mail_addresses(body: docs.Endpoint) -> list[str]:
    """Its address and what else it answers to, lower case."""
    aliases = body.settings.get("aliases")
    given = [body.settings.get("address"), *(aliases if isinstance(aliases, list) else ())]
    return [one.lower() for one in given if isinstance(one, str)]


async def _opened(desk: Desk, tenant: str, value: str | int | bool | list[str]) -> str | int | bool | list[str]:
    if not isinstance(value, str) or not value.startswith(REFERENCE):
        return value
    secret = await desk.store.reading(tenant).get(docs.Secret, value.removeprefix(REFERENCE))
    return desk.keys.open(secret.sealed) if secret else ""


SEEN_MS, FORGOTTEN_MS = 10 * 60_000, 30 * 86_400_000
MOST_SITES = 20


async def note_widget(desk: Desk, tenant: str, endpoint: str, origin: str) -> None:
    """On which site the chat's script was just loaded, at most every ten minutes. Anybody may say so, of any site:
    only so many are kept, and a new one takes the place of one that was long not seen."""
    now = desk.clock.now()
    if not _worth_noting(await desk.store.reading(tenant).where(WidgetSeen, {"endpoint": endpoint}), origin, now):
        return

    def decide(change: Change) -> None:
        known = change.where(WidgetSeen, {"endpoint": endpoint})
        if not _worth_noting(known, origin, now):
            return
        if len(known) >= MOST_SITES and all(one.origin != origin for one in known):
            change.drop(WidgetSeen, endpoint, min(known, key=lambda one: one.at).origin)
        change.put(WidgetSeen(endpoint=endpoint, origin=origin, at=now))

    await desk.store.change(tenant, decide, at=now)


def _worth_noting(known: Sequence[WidgetSeen], origin: str, now: int) -> bool:
    for one in known:
        if one.origin == origin:
            return now - one.at >= SEEN_MS
    return len(known) < MOST_SITES or now - min(one.at for one in known) >= FORGOTTEN_MS
