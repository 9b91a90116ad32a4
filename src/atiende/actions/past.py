"""The floor as it was: kept every so many facts, and brought to any moment by the facts after it."""

import asyncio
import zlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from atiende.actions.history import position_before
from atiende.domain.errors import NotFound
from atiende.domain.facts import InteractionOffered, Logged
from atiende.domain.interaction import Offer
from atiende.domain.watching import FloorKept, FloorMark, Pulse
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.routing import scene as scenes
from atiende.routing import snapshot
from atiende.routing.floor import Floor
from atiende.routing.rederive import AHEAD, Again, decide_again
from atiende.routing.scene import Scene

EVERY = 10_000
"""Facts between two kept floors: bringing one forward over so many takes well under two seconds."""
DENSE_MS = 30 * 86_400_000
SPARSE = 5
"""Older than that, every fifth is kept."""
PAGE = 1_000
FORMAT = f"{snapshot.FORMAT}.{scenes.FORMAT}"
DAY_MS = 86_400_000
MOST_MARKS = 100_000


class Then(Struct, frozen=True):
    """Floor and scene, having read the same facts."""

    floor: Floor
    scene: Scene

    @property
    def seq(self) -> int:
        return self.scene.position

    def apply(self, page: Sequence[Logged]) -> None:
        for logged in page:
            self.floor.apply(logged)
            self.scene.apply(logged)


async def keep_floor(desk: Desk, tenant: str, floor: bytes, scene: bytes, place: tuple[int, int]) -> None:
    """Keeps both as they are after a fact (`place`: its seq and moment), and drops those too dense for their age."""
    kept = FloorKept(
        seq=place[0],
        floor=await asyncio.to_thread(zlib.compress, floor),
        scene=await asyncio.to_thread(zlib.compress, scene),
    )
    mark = FloorMark(seq=place[0], at=place[1], format=FORMAT, size=len(kept.floor) + len(kept.scene))
    known = await marks(desk, tenant)

    def decide(change: Change) -> None:
        change.put(kept)
        change.put(mark)
        for old in too_dense(known, mark.at):
            change.drop(FloorKept, old.seq)
            change.drop(FloorMark, old.seq)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def too_dense(known: Sequence[FloorMark], now: int) -> list[FloorMark]:
    """What may go: of those that grew old, all but the first of every few."""
    taken: set[int] = set()
    gone = []
    for mark in known:
        if mark.at > now - DENSE_MS:
            continue
        share = mark.seq // (EVERY * SPARSE)
        if share in taken:
            gone.append(mark)
        taken.add(share)
    return gone


async def marks(desk: Desk, tenant: str) -> Sequence[FloorMark]:
    """Which floors are kept, the oldest first."""
    found = await desk.store.reading(tenant).where(FloorMark, {}, limit=MOST_MARKS)
    return sorted(found, key=lambda mark: mark.seq)


async def kept_before(desk: Desk, tenant: str, seq: int) -> Then | None:
    """The newest floor kept at or before a position, as this version of the programme reads it."""
    for mark in reversed(await marks(desk, tenant)):
        if mark.seq > seq or mark.format != FORMAT:
            continue
        kept = await desk.store.reading(tenant).get(FloorKept, mark.seq)
        if kept is not None and (then := await asyncio.to_thread(_opened, kept)) is not None:
            return then
    return None


def _opened(kept: FloorKept) -> Then | None:
    """None for one that cannot be read: the log is there."""
    try:
        floor = Floor.from_snapshot(zlib.decompress(kept.floor))
        return Then(floor, Scene.load(zlib.decompress(kept.scene)))
    except (msgspec.MsgspecError, zlib.error):
        return None


async def floor_after(desk: Desk, tenant: str, seq: int) -> Then:
    """The centre after exactly this fact: the nearest kept floor, and the facts since."""
    then = await kept_before(desk, tenant, seq) or Then(Floor(), Scene())
    while then.seq < seq:
        page = await desk.store.log(tenant, then.seq, min(PAGE, seq - then.seq))
        if not page:
            break
        await asyncio.to_thread(then.apply, page)
    return then


async def floor_at(desk: Desk, tenant: str, moment: int) -> Then:
    """The centre at a moment: after the last fact that was written by then."""
    head = await desk.store.head(tenant)
    return await floor_after(desk, tenant, await position_before(desk, tenant, moment + 1, head))


async def offer_again(desk: Desk, tenant: str, offer: Offer) -> tuple[Logged, Again | None]:
    """The fact of a past offer, and the decision made again; None for one without a receipt. Raises NotFound."""
    made = await _made(desk, tenant, offer)
    fact = made.fact
    if not isinstance(fact, InteractionOffered) or fact.receipt is None:
        return made, None
    then = await floor_after(desk, tenant, fact.receipt.position)
    ahead = await desk.store.log(tenant, then.seq, made.seq - then.seq + AHEAD)
    return made, await asyncio.to_thread(decide_again, then.floor, then.scene, ahead, fact)


async def _made(desk: Desk, tenant: str, offer: Offer) -> Logged:
    head = await desk.store.head(tenant)
    after = await position_before(desk, tenant, offer.made_at, head)
    while page := await desk.store.log(tenant, after, PAGE):
        for logged in page:
            if isinstance(logged.fact, InteractionOffered) and logged.fact.offer == offer.id:
                return logged
            if logged.at > offer.made_at:
                raise NotFound(kind="offer", id=offer.id)
        after = page[-1].seq
    raise NotFound(kind="offer", id=offer.id)


async def pulses(desk: Desk, tenant: str, since: int, until: int) -> Sequence[Pulse]:
    """The five-minute pulses that end after `since` and not after `until` (ms UTC), in order."""
    found: list[Pulse] = []
    for day in range(since // DAY_MS, until // DAY_MS + 1):
        found += await desk.store.reading(tenant).where(Pulse, {"day": day})
    return sorted((one for one in found if since < one.at <= until), key=lambda one: one.at)
