"""Boards for a screen on the wall: made with an address that reads them and nothing else, and closed again."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.supervising import Wall
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PREFIX = "wal_"
LONGEST_NAME = 80
MOST_WALLS = 200


class WallWanted(Struct, frozen=True, kw_only=True):
    """No queues: every one of the maker's brands. `people`: first names are shown."""

    name: str
    queues: tuple[str, ...] = ()
    people: bool = False
    language: str = "es"


async def open_wall(
    desk: Desk, tenant: str, actor: str, wanted: WallWanted, brands: tuple[str, ...]
) -> tuple[Wall, str]:
    """The wall and its address's token, which is shown this once. Raises Invalid."""
    name = wanted.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(field="name", reason="required" if not name else "too_long")
    secret, ident = desk.ids.secret(), desk.ids.new("wal")

    def decide(change: Change) -> Wall:
        for queue in wanted.queues:
            settings_of.queue_of(change, queue)
        made = Wall(
            id=ident,
            name=name,
            hash=desk.keys.digest("wall", secret),
            queues=wanted.queues,
            brands=brands,
            people=wanted.people,
            language=wanted.language,
            created_by=actor,
            created_at=change.at,
        )
        change.put(made)
        change.record(f.WallOpened(wall=made.id), actor=f"agent:{actor}")
        return made

    made = await desk.store.change(tenant, decide, at=desk.clock.now())
    return made, f"{ident.removeprefix(PREFIX)}.{secret}"


async def close_wall(desk: Desk, tenant: str, actor: str, wall: str) -> None:
    """Its address opens nothing from now on; twice is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        found = change.get(Wall, wall)
        if found is None:
            raise NotFound(kind="wall", id=wall)
        if found.revoked_at is None:
            change.put(replace(found, revoked_at=change.at))
            change.record(f.WallClosed(wall=wall), actor=f"agent:{actor}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def walls(desk: Desk, tenant: str) -> Sequence[Wall]:
    """Those whose address opens, the newest first."""
    found = await desk.store.reading(tenant).where(Wall, {}, limit=MOST_WALLS)
    return sorted((one for one in found if one.revoked_at is None), key=lambda one: -one.created_at)


async def wall_of(desk: Desk, token: str) -> tuple[str, Wall] | None:
    """The tenant and the wall behind an address; None for an address that opens nothing."""
    ident, dot, secret = token.partition(".")
    if not dot or len(token) > 200 or not (token.isascii() and token.isprintable()):
        return None
    for tenant, wall in await desk.store.everywhere(Wall, {"id": f"{PREFIX}{ident}"}):
        if wall.revoked_at is None and desk.keys.digest("wall", secret) == wall.hash:
            return tenant, wall
    return None
