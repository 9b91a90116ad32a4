"""Who is calling, by number; and putting him on an agent's screen before the call is answered."""

from collections.abc import Sequence

from babel.core import get_global

from atiende.actions.identities import customers_by_number
from atiende.domain import documents as docs
from atiende.domain.callback import dialled
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.work import User
from atiende.ports.bus import Ringing
from atiende.ports.desk import Desk


async def callers(desk: Desk, tenant: str, number: str, brands: Sequence[str] | None) -> tuple[str, Sequence[str]]:
    """The number as E.164, and the customers it is of, read as it is written in the countries of these brands.

    Raises Invalid for what is no telephone number.
    """
    reading = desk.store.reading(tenant)
    regions: dict[str, None] = {}
    for row in await reading.where(docs.Document, {"kind": "brand"}):
        body = docs.read("brand", row.body)
        if isinstance(body, docs.Brand) and not row.retired and (brands is None or row.slug in brands):
            regions[str(get_global("zone_territories").get(body.time_zone, ""))] = None
    for region in regions or ("",):
        normal = dialled(number, region)
        if normal is not None:
            return normal, await customers_by_number(reading, normal, region)
    raise Invalid(field="number", reason="not_a_phone_number")


async def ring_on_screen(desk: Desk, tenant: str, agent: str, number: str) -> None:
    """The caller appears on the agent's screens. Nothing is kept: whether it was answered is said by the call."""
    await desk.bus.send(tenant, Ringing(agent=agent, number=number))


async def agent_named(desk: Desk, tenant: str, named: str) -> str:
    """A user's id, or his address, as programs know him. Raises NotFound."""
    reading = desk.store.reading(tenant)
    if named.startswith("usr_"):
        found = await reading.get(User, named)
        if found is not None and found.active:
            return found.id
    for one in await reading.where(User, {}, limit=20_000):
        if one.active and named and one.email == named.strip().lower():
            return one.id
    raise NotFound(kind="agent", id=named[:64])


async def brands_of(desk: Desk, tenant: str, granted: Sequence[str] | None) -> Sequence[str]:
    """The brands somebody works for, by slug."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "brand"})
    return [row.slug for row in rows if not row.retired and (granted is None or row.slug in granted)]
