"""What every simulated process is given: its clock, its ids, the shared file store; and how it talks over a network."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from hashlib import blake2b
from random import Random
from typing import Protocol

from atiende.bench.simulated.loop import BEGAN, LIFE, Life, SeededLoop
from atiende.bus.system import SystemClock
from atiende.domain.errors import NotFound
from atiende.domain.ids import encode

START = 1_780_000_000_000
"""A Thursday in May 2026, ms UTC."""


class Timed(Protocol):
    """What knows the time: a loop."""

    @property
    def now(self) -> float: ...


class Clock(SystemClock):
    """The production's on a machine whose wall clock is wrong by `offset` ms; the monotonic one never is."""

    def __init__(self, loop: Timed, offset: int = 0) -> None:
        super().__init__()
        self._loop, self.offset = loop, offset

    def wall(self) -> int:
        return true_time(self._loop) + self.offset

    def elapsed(self) -> float:
        return self._loop.now


def true_time(loop: Timed) -> int:
    """What all clocks should show, ms UTC."""
    return START + int((loop.now - BEGAN) * 1000)


class Ids:
    """`ports.system.Ids`: sorted by time, unlike each other, and the same in every run of a seed."""

    def __init__(self, clock: Clock, chance: Random) -> None:
        self._clock, self._chance, self._count = clock, chance, 0

    def new(self, prefix: str) -> str:
        self._count += 1
        return encode(
            prefix, (self._clock.now() << 80) | (0x7 << 76) | (self._count << 40) | self._chance.getrandbits(40)
        )

    def secret(self, size: int = 32) -> str:
        return self._chance.randbytes(size).hex()


class Files:
    """`ports.blobs.Blobs`: one store of files for all nodes."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    async def put(self, tenant: str, content: bytes) -> str:
        await asyncio.sleep(0.001)
        name = blake2b(content, digest_size=16).hexdigest()
        self._kept[tenant, name] = content
        return name

    async def get(self, tenant: str, name: str) -> bytes:
        await asyncio.sleep(0.001)
        if (tenant, name) not in self._kept:
            raise NotFound(kind="file", id=name)
        return self._kept[tenant, name]

    async def drop(self, tenant: str, name: str) -> None:
        self._kept.pop((tenant, name), None)

    async def drop_all(self, tenant: str) -> None:
        for key in [key for key in self._kept if key[0] == tenant]:
            del self._kept[key]


class Network:
    """Everything between processes. What was sent arrives even if its sender has died; a cut pair hears nothing."""

    def __init__(self, loop: SeededLoop, chance: Random) -> None:
        self.loop, self.chance = loop, chance
        self._outside = Context()
        self._cut: set[tuple[str, str]] = set()
        self._count = 0
        self.answers_lost = 0.0
        """The share of commits whose answer never comes."""
        self.bus_loses = 0.0
        """The share of signals that never arrive."""

    def count(self) -> int:
        """One more connection."""
        self._count += 1
        return self._count

    def later(self, seconds: float, call: Callable[..., object], *args: object) -> None:
        """Something that happens whatever becomes of whoever set it going."""
        self.loop.call_later(seconds, call, *args, context=self._outside)

    def inside(self, life: Life) -> Context:
        """Where what a process does runs."""
        context = Context()
        context.run(LIFE.set, life)
        return context

    def cut(self, sender: str, receiver: str) -> None:
        self._cut.add((sender, receiver))

    def join(self, sender: str, receiver: str) -> None:
        self._cut.discard((sender, receiver))

    def mend(self) -> None:
        self._cut.clear()

    def passes(self, sender: str, receiver: str) -> bool:
        return (sender, receiver) not in self._cut

    async def cross(self, sender: str, receiver: str) -> bool:
        """A packet's way, a millisecond or a few; whether it arrived."""
        await asyncio.sleep(self.chance.uniform(0.0002, 0.004))
        return self.passes(sender, receiver)
