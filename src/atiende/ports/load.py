"""How loaded this node is, what it lets go for that, and who may come in: asked wherever something can be put off."""

import asyncio
from collections import Counter, OrderedDict, deque
from math import ceil

from msgspec import Struct

from atiende.domain.errors import Overloaded, TooMany
from atiende.domain.limits import Buckets
from atiende.domain.overload import LETS_GO, LOWER_SECONDS, What
from atiende.ports.metrics import INBOUND_REFUSED, LOAD_LEVEL, SHED
from atiende.ports.system import Clock


class Room(Struct, frozen=True, kw_only=True):
    """How much of what comes in from outside is taken at once on a node, and how much may wait for that.

    What agents do, and acknowledgements, come in by other ways and wait for nobody here.
    """

    each: int = 32
    """Of one tenant: as many as a commit should carry beside the others'."""
    together: int = 128
    waiting: int = 128
    """Of one tenant; what comes then is refused at once."""
    all_waiting: int = 2_000
    patience: float = 0.4
    """Seconds; refused after that, since nobody should wait longer for a refusal."""
    tenant_rate: float = 5_000
    """A second, and twice as many at once."""
    endpoint_rate: float = 5_000


class _Waiting:
    __slots__ = ("answer", "since")

    def __init__(self, answer: "asyncio.Future[bool]", since: float) -> None:
        self.answer, self.since = answer, since


class Gate:
    """The way in for what customers send. Tenants take turns, so that one who gets a flood delays only himself."""

    def __init__(self, room: Room | None = None) -> None:
        self._room = room or Room()
        self._inside: Counter[str] = Counter()
        self._total = 0
        self._lines: OrderedDict[str, deque[_Waiting]] = OrderedDict()
        self._waiting = 0
        self._tenants = Buckets(2 * self._room.tenant_rate, self._room.tenant_rate)
        self._endpoints = Buckets(2 * self._room.endpoint_rate, self._room.endpoint_rate)

    def passing(self, tenant: str, endpoint: str, clock: Clock) -> "Passage":
        """`async with`: inside the block it counts. Raises TooMany, Overloaded, at once or within `patience`."""
        return Passage(self, tenant, endpoint, clock)

    def spend(self, tenant: str, endpoint: str, now: float) -> None:
        """One message by the rates. Raises TooMany."""
        try:
            self._tenants.spend(tenant, now)
            self._endpoints.spend(f"{tenant} {endpoint}", now)
        except TooMany:
            INBOUND_REFUSED.labels("rate").inc()
            raise

    async def enter(self, tenant: str, now: float) -> None:
        if tenant not in self._lines and self._has_room(tenant):
            self._take(tenant)
            return
        line = self._lines.get(tenant)
        if self._waiting >= self._room.all_waiting or (line is not None and len(line) >= self._room.waiting):
            self._refuse("full")
        waiting = _Waiting(asyncio.get_running_loop().create_future(), now)
        self._lines.setdefault(tenant, deque()).append(waiting)
        self._waiting += 1
        try:
            taken = await waiting.answer
        except asyncio.CancelledError:
            self._go_away(tenant, waiting)
            raise
        if not taken:
            self._refuse("slow")

    def _go_away(self, tenant: str, waiting: _Waiting) -> None:
        """Somebody waits no more; he may just have been let in."""
        if waiting.answer.cancelled():
            line = self._lines.get(tenant, ())
            if waiting in line:
                self._lines[tenant].remove(waiting)
                self._waiting -= 1
            if not line:
                self._lines.pop(tenant, None)
        elif waiting.answer.result():
            self.leave(tenant)

    def sweep(self, now: float) -> None:
        """Refuses who has waited too long; called every now and then."""
        for tenant, line in list(self._lines.items()):
            while line and now - line[0].since > self._room.patience:
                self._answer(line.popleft(), taken=False)
            if not line:
                del self._lines[tenant]

    def oldest(self, now: float) -> float:
        """How long whoever waits longest has waited, in seconds."""
        return max((now - line[0].since for line in self._lines.values() if line), default=0.0)

    def _has_room(self, tenant: str) -> bool:
        return self._total < self._room.together and self._inside[tenant] < self._room.each

    def _take(self, tenant: str) -> None:
        self._inside[tenant] += 1
        self._total += 1

    def leave(self, tenant: str) -> None:
        self._total -= 1
        self._inside[tenant] -= 1
        if not self._inside[tenant]:
            del self._inside[tenant]
        self._let_in()

    def _let_in(self) -> None:
        """One of each tenant after the other, for as long as there is room."""
        tried = 0
        while self._lines and tried < len(self._lines) and self._total < self._room.together:
            tenant, line = next(iter(self._lines.items()))
            self._lines.move_to_end(tenant)
            tried += 1
            if line and self._inside[tenant] < self._room.each:
                tried = 0
                if self._answer(line.popleft(), taken=True):
                    self._take(tenant)
            if not line:
                del self._lines[tenant]

    def _answer(self, waiting: _Waiting, *, taken: bool) -> bool:
        """Whether anybody still waited for it."""
        self._waiting -= 1
        if waiting.answer.done():
            return False
        waiting.answer.set_result(taken)
        return True

    def _refuse(self, why: str) -> None:
        INBOUND_REFUSED.labels(why).inc()
        raise Overloaded(retry_after=1)


class Passage:
    """One message on its way through the gate."""

    __slots__ = ("_clock", "_endpoint", "_gate", "_tenant")

    def __init__(self, gate: Gate, tenant: str, endpoint: str, clock: Clock) -> None:
        self._gate, self._tenant, self._endpoint, self._clock = gate, tenant, endpoint, clock

    async def __aenter__(self) -> None:
        now = self._clock.elapsed()
        self._gate.spend(self._tenant, self._endpoint, now)
        await self._gate.enter(self._tenant, now)

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        self._gate.leave(self._tenant)


class Load:
    """`level` is told by `reactors.pressure`; see `domain.overload` for what is let go at which."""

    def __init__(self, room: Room | None = None) -> None:
        self.level = 0
        self.delay = 0.0
        """How far this node was behind when it was last looked at, in seconds."""
        self.gate = Gate(room)

    def tell(self, level: int) -> None:
        """The level from now on."""
        self.level = level
        LOAD_LEVEL.set(level)

    def allows(self, what: What) -> bool:
        """Whether it is to be done now; when not, that is counted."""
        if self.level < LETS_GO[what]:
            return True
        SHED.labels(what).inc()
        return False

    def need(self, what: What) -> None:
        """Raises Overloaded when it is not to be done now."""
        if not self.allows(what):
            raise Overloaded(retry_after=ceil(LOWER_SECONDS) + self.level)
