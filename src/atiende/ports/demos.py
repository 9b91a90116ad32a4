"""Demo centres of this server: loaded, looked at, removed. The one that can make them is put in by `wiring`."""

from typing import Protocol

from msgspec import Struct

from atiende.domain.errors import NotFound


class DemoShown(Struct, frozen=True, kw_only=True):
    """`state`: loading, ready or removing; `done` from 0 to 1 while loading; `home` as in `domain.demo.Demo`."""

    tenant: str
    state: str
    done: float = 0
    home: str = ""
    user: str = ""
    live: bool = True


class Demos(Protocol):
    async def of(self, home: str) -> DemoShown | None:
        """The demo that belongs to this centre, or that is this centre; None when there is none."""
        ...

    async def load(self, home: str, by: str) -> DemoShown:
        """Begins to load one beside the centre (empty: before there is any). Raises Conflict when there is one."""
        ...

    async def set_live(self, tenant: str, live: bool) -> None:
        """Made-up people go on, or stop, in this demo."""
        ...

    async def remove(self, tenant: str) -> None:
        """Nobody can look at it any more at once; soon after there is nothing left of it. Raises NotFound."""
        ...


class NoDemos:
    """Where nothing can make them: there is none, and asking for one says so. Everything raises NotFound."""

    async def of(self, home: str) -> DemoShown | None:
        return None

    async def load(self, home: str, by: str) -> DemoShown:
        raise NotFound(kind="demo", id=home)

    async def set_live(self, tenant: str, live: bool) -> None:
        raise NotFound(kind="demo", id=tenant)

    async def remove(self, tenant: str) -> None:
        raise NotFound(kind="demo", id=tenant)
