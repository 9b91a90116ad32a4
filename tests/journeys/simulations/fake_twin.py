"""A twin that answers at once, or when it is told to: what surrounds the engine is tested without it."""

import asyncio
from collections.abc import Callable

from atiende.domain.errors import Invalid
from atiende.domain.facts import Logged
from atiende.ports.twin import Answer, Arrival, Estimate, Figures, Past, Plan, Setting, Side

ONE = Estimate(1.0, 0.5, 1.5)
FIGURES = Figures(
    offered=ONE,
    answered=ONE,
    abandoned=ONE,
    refused=ONE,
    service_level_pct=ONE,
    abandoned_pct=ONE,
    asa_s=ONE,
    wait_p50_s=ONE,
    wait_p90_s=ONE,
    handle_s=ONE,
    occupancy_pct=ONE,
    fairness=None,
)
SIDE = Side(total=FIGURES, queues={"support": FIGURES}, intervals=(), agents={})


class FakeTwin:
    """`gate` closed: a run stands at a third until it is opened. `plans` are the questions it was asked."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: Exception | None = None
        self.most_at_once = 0
        self._running = 0

    async def run(self, plan: Plan, progress: Callable[[float], None]) -> Answer:
        self.plans.append(plan)
        self._running += 1
        self.most_at_once = max(self.most_at_once, self._running)
        try:
            progress(1 / 3)
            await self.gate.wait()
            if self.failure is not None:
                raise self.failure
            after = SIDE if plan.after is not None else None
            return Answer(before=SIDE, after=after, difference={"": FIGURES}, replications=2, simulated=10, seconds=0.1)
        finally:
            self._running -= 1

    def past(self, time_zone: str, begins: int, ends: int) -> Past:
        return FakePast(time_zone, begins, ends)


class FakePast:
    """A day in which every fact of the span is an arrival."""

    def __init__(self, time_zone: str, begins: int, ends: int) -> None:
        self._zone, self._begins, self._ends = time_zone, begins, ends
        self._at: list[int] = []

    def apply(self, logged: Logged) -> None:
        if self._begins <= logged.at < self._ends:
            self._at.append(logged.at)

    def plan(self) -> Plan:
        if not self._at:
            raise Invalid(field="day", reason="no_arrivals")
        return Plan(
            time_zone=self._zone,
            begins=self._begins,
            ends=self._ends,
            before=Setting(documents={}, agents={}),
            arrivals=tuple(Arrival(at=at, queue="support", channel="webchat") for at in self._at),
        )
