"""Which tenants are made up, and the marks on them."""

from collections.abc import Sequence

from msgspec.structs import replace

from atiende.domain.demo import Demo
from atiende.domain.errors import NotFound
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MARK = "demo"


async def demos(desk: Desk) -> Sequence[tuple[str, Demo]]:
    """Every demo centre with its tenant, also those being loaded or removed."""
    return await desk.store.everywhere(Demo, {"id": MARK})


async def real_tenants(desk: Desk) -> Sequence[str]:
    """The centres that are not made up."""
    made_up = {tenant for tenant, _ in await demos(desk)}
    return [tenant for tenant in await desk.store.tenants() if tenant not in made_up]


async def is_demo(desk: Desk, tenant: str) -> bool:
    return await desk.store.reading(tenant).get(Demo, MARK) is not None


async def switch_live(desk: Desk, tenant: str, live: bool) -> None:
    """Raises NotFound when the tenant is no demo."""
    await desk.store.change(tenant, lambda change: _alter(change, live=live), at=desk.clock.now())


async def begin_removal(desk: Desk, tenant: str) -> None:
    """From here on the tenant is nobody's to run. Raises NotFound when it is no demo."""
    await desk.store.change(tenant, lambda change: _alter(change, state="removing"), at=desk.clock.now())


def _alter(change: Change, *, live: bool | None = None, state: str = "") -> None:
    found = change.get(Demo, MARK)
    if found is None:
        raise NotFound(kind="demo", id=change.tenant)
    change.put(replace(found, live=found.live if live is None else live, state=state or found.state))
