"""The machine the centre runs on, as far as somebody who keeps it must know."""

from typing import Protocol

from msgspec import Struct


class Disk(Struct, frozen=True):
    """Bytes of the disk the data is on."""

    free: int
    total: int


class Certificate(Struct, frozen=True):
    """Until when (ms UTC) the certificate of the public address holds; `why` when it could not be seen."""

    until: int
    why: str = ""


class Machine(Protocol):
    @property
    def began_at(self) -> int:
        """When this process began, ms UTC."""
        ...

    @property
    def backup_within_hours(self) -> int:
        """How old the last backup may be; 0: nobody asks."""
        ...

    def disk(self) -> Disk: ...

    async def certificate(self, url: str) -> Certificate | None:
        """None for an address without encryption."""
        ...


class Unknown:
    """Where nobody looks at a machine: in tests and tools."""

    began_at = 0
    backup_within_hours = 0

    def disk(self) -> Disk:
        return Disk(0, 0)

    async def certificate(self, url: str) -> Certificate | None:
        return None
