"""How a node stands, as its figures say: what waits, for how long, who is there, and how far behind it is."""

from dataclasses import dataclass, field

from prometheus_client import REGISTRY

from atiende.ports.machine import Disk, Unknown
from atiende.ports.voice import Effort, Voice
from atiende.reactors.measure import MOST_QUEUES, OTHERS, TENANTS_A_LOOK, Measure
from atiende.routing.floor import Floor
from tests.fakes import VirtualClock
from tests.pure.routing.centre import Centre


class Full(Unknown):
    def disk(self) -> Disk:
        return Disk(25, 100)


@dataclass
class Log:
    """A store that knows only where logs end."""

    ends: int = 10
    asked: list[str] = field(default_factory=list)

    async def head(self, tenant: str) -> int:
        self.asked.append(tenant)
        return self.ends


@dataclass
class Followed:
    floor: Floor
    position: int = 7


@dataclass
class Tenant:
    route: Followed


@dataclass
class Desk:
    store: Log
    clock: VirtualClock
    voice: Voice = field(default_factory=Voice)


@dataclass
class Carries:
    """An engine that knows what its sound costs."""

    knows: Effort | None = None

    async def effort(self) -> Effort | None:
        return self.knows


def shown(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


def measure(log: Log, *floors: Floor) -> tuple[Measure, VirtualClock]:
    clock = VirtualClock()
    tenants = {f"ten_{number:02}": Tenant(Followed(floor)) for number, floor in enumerate(floors)}
    return Measure(Desk(log, clock), tenants, Full(), lambda: True), clock  # type: ignore[arg-type]


async def test_what_waits_is_shown_by_queue_and_what_is_over_no_more() -> None:
    one, two = Centre(), Centre()
    for centre in (one, two):
        centre.now -= 60_000
        centre.work("old", queue="sales")
        centre.now += 60_000
    one.work("new", queue="help")
    look, _ = measure(Log(), one.floor, two.floor)
    await look.look()
    assert shown("atiende_queue_waiting", queue="sales") == 2
    assert shown("atiende_queue_waiting", queue="help") == 1
    oldest = shown("atiende_queue_oldest_seconds", queue="sales")
    assert oldest is not None and oldest >= 60
    assert shown("atiende_ready") == 1 and shown("atiende_disk_free_bytes") == 25
    look, _ = measure(Log())
    await look.look()
    assert shown("atiende_queue_waiting", queue="sales") is None


async def test_more_queues_than_anybody_reads_are_shown_together() -> None:
    centre = Centre()
    for number in range(MOST_QUEUES + 5):
        centre.work(f"int_{number}", queue=f"q{number}")
    look, _ = measure(Log(), centre.floor)
    await look.look()
    assert shown("atiende_queue_waiting", queue=OTHERS) == 5


async def test_being_behind_is_looked_at_some_tenants_at_a_time_and_all_in_turn() -> None:
    log = Log()
    look, _ = measure(log, *[Floor() for _ in range(TENANTS_A_LOOK + 3)])
    await look.look()
    assert len(log.asked) == TENANTS_A_LOOK and shown("atiende_feed_lag_facts") == 3
    await look.look()
    assert sorted(log.asked) == sorted(set(log.asked)) and len(log.asked) == TENANTS_A_LOOK + 3


async def test_an_engine_that_mixes_with_less_work_than_sounds_best_says_so() -> None:
    engine = Carries(Effort(ears=90, busy=0.85, cheaply=True, late=7))
    desk = Desk(Log(), VirtualClock(), Voice(engines={"embedded": engine, "other": object()}))  # type: ignore[dict-item]
    look = Measure(desk, {}, Full(), lambda: True)  # type: ignore[arg-type]
    await look.look()
    assert shown("atiende_voice_degraded", engine="embedded") == 1
    assert shown("atiende_voice_busy_ratio", engine="embedded") == 0.85
    assert shown("atiende_voice_mixed_ears", engine="embedded") == 90
    assert shown("atiende_voice_degraded", engine="other") is None
    engine.knows = None
    await look.look()
    assert shown("atiende_voice_degraded", engine="embedded") is None
