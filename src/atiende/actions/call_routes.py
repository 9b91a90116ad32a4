"""Over which trunks a number is called, and which number of ours is shown there."""

from msgspec import Struct

from atiende.domain import documents as docs
from atiende.domain.trunk_documents import Trunk, shown, ways
from atiende.ports.desk import Desk

MOST_TRUNKS = 100


class Way(Struct, frozen=True):
    """Trunks in the order in which they are to be tried, calls at once on each, and the caller's number, E.164."""

    trunks: tuple[str, ...]
    limits: tuple[int, ...]
    caller: str


async def way_to(desk: Desk, tenant: str, number: str, ours: str) -> Way:
    trunks = await trunks_of(desk, tenant)
    order = tuple(ways(number, trunks))
    limits = tuple(trunks[one].max_calls for one in order)
    return Way(order, limits, shown(ours, trunks[order[0]]) if order else ours)


async def trunks_of(desk: Desk, tenant: str) -> dict[str, Trunk]:
    """Those in force, by slug."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "trunk"}, limit=MOST_TRUNKS)
    read = {row.slug: docs.read("trunk", row.body) for row in rows if not row.retired}
    return {slug: body for slug, body in read.items() if isinstance(body, Trunk)}
