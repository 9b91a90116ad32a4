"""Over which trunks a number is called, and which number of ours is shown there."""

from msgspec import Struct

from atiende.domain import documents as docs
from atiende.domain.numbering import written
from atiende.domain.trunk_documents import Trunk, shown, ways
from atiende.ports.desk import Desk

MOST_TRUNKS = 100


class Way(Struct, frozen=True):
    """Trunks in the order in which they are to be tried; for each the calls it may have at once, the number as its
    company wants it, and the one of ours that is shown there. `caller`: where there is no trunk."""

    trunks: tuple[str, ...]
    limits: tuple[int, ...]
    written: tuple[str, ...]
    callers: tuple[str, ...]
    caller: str


async def way_to(desk: Desk, tenant: str, number: str, ours: str) -> Way:
    trunks = await trunks_of(desk, tenant)
    order = tuple(ways(number, trunks))
    chosen = [trunks[one] for one in order]
    return Way(
        trunks=order,
        limits=tuple(one.max_calls for one in chosen),
        written=tuple(written(number, one.country, one.writes) for one in chosen),
        callers=tuple(written(shown(ours, one), one.country, one.writes) for one in chosen),
        caller=ours,
    )


async def trunks_of(desk: Desk, tenant: str) -> dict[str, Trunk]:
    """Those in force, by slug."""
    rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "trunk"}, limit=MOST_TRUNKS)
    read = {row.slug: docs.read("trunk", row.body) for row in rows if not row.retired}
    return {slug: body for slug, body in read.items() if isinstance(body, Trunk)}
