"""Callers who are not put through: numbers somebody of the centre has blocked. The numbers are content, never facts."""

from collections.abc import Sequence

from atiende.actions.callers import callers
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.missed import BlockedCaller
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST, MOST = 500, 10_000


async def block_caller(
    desk: Desk, tenant: str, user: str, number: str, why: str, brands: Sequence[str] | None
) -> BlockedCaller:
    """The same number twice is one. Raises Invalid for what is no telephone number."""
    if len(why) > LONGEST:
        raise Invalid(field="why", reason="too_long")
    normal, _ = await callers(desk, tenant, number, brands)
    blocked = desk.ids.new("blk")

    def decide(change: Change) -> BlockedCaller:
        known = change.where(BlockedCaller, {"number": normal})
        if known:
            return known[0]
        row = BlockedCaller(id=blocked, number=normal, why=why.strip(), by=user, at=change.at)
        change.record(f.CallerBlocked(blocked=row.id), actor=f"agent:{user}")
        change.put(row)
        return row

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def unblock_caller(desk: Desk, tenant: str, user: str, blocked: str) -> None:
    """Raises NotFound."""

    def decide(change: Change) -> None:
        if change.get(BlockedCaller, blocked) is None:
            raise NotFound(kind="blocked_caller", id=blocked)
        change.record(f.CallerUnblocked(blocked=blocked), actor=f"agent:{user}")
        change.drop(BlockedCaller, blocked)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def blocked_callers(desk: Desk, tenant: str) -> Sequence[BlockedCaller]:
    """Newest first."""
    rows = await desk.store.reading(tenant).where(BlockedCaller, {}, limit=MOST)
    return sorted(rows, key=lambda one: (-one.at, one.id))
