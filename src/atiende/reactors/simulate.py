"""Runs the simulations that were asked for, one at a time on this node, in the order they were asked for.

A timer row stands for each until it has ended: after a stop of the server the waiting ones are run, and one that was
under way is said to be interrupted.
"""

import asyncio

import structlog

from atiende.actions import simulations as actions
from atiende.actions.what_if import ROUTED_BY, Question, asked, of_a_day, of_a_scenario, today
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.errors import Invalid, Refusal
from atiende.domain.facts import InteractionTaken
from atiende.domain.simulation import span_of
from atiende.ports.desk import Desk
from atiende.ports.twin import Plan, Setting
from atiende.reactors.waiting import when_calm

log = structlog.get_logger()
AT_ONCE = 1
"""A simulation takes a processor for itself; the centre needs the others."""
WATCH_SECONDS = 1.0
"""How often its progress is written and whether it was cancelled is looked up."""
PAGE = 5000
AFTER_MS = 12 * 3_600_000
"""How long after the day its last work may have gone on."""
MOST_PEOPLE = 20_000


class Told:
    """How far the twin says it is; it may say so from any thread."""

    __slots__ = ("progress",)

    def __init__(self) -> None:
        self.progress = 0.0

    def __call__(self, progress: float) -> None:
        self.progress = progress


class Simulator:
    """Fired by the timers, under the kind `simulate`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._places = asyncio.Semaphore(AT_ONCE)

    async def run(self, tenant: str, simulation: str) -> None:
        """Returns when it has ended, in whatever way."""
        async with self._places:
            await when_calm(self._desk, "simulations")
            if not await actions.begin_simulation(self._desk, tenant, simulation):
                return
            told = Told()
            async with asyncio.TaskGroup() as group:
                work = group.create_task(self._work(tenant, simulation, told))
                watch = group.create_task(self._watch(tenant, simulation, told, work))
                await asyncio.wait({work})
                watch.cancel()

    async def _work(self, tenant: str, simulation: str, told: Told) -> None:
        desk = self._desk
        try:
            run = await actions.read_simulation(desk, tenant, simulation)
            plan = await plan_of(desk, tenant, run.question, run.seen.zone)
            answer = await desk.twin.run(plan, told)
        except Invalid as invalid:
            reason = str(invalid.params.get("reason", invalid.code))
            await actions.end_simulation(desk, tenant, simulation, None, reason)
        except Refusal as refusal:
            await actions.end_simulation(desk, tenant, simulation, None, refusal.code)
        except Exception as error:
            log.exception("simulation failed", simulation=simulation, error=type(error).__name__)
            await actions.end_simulation(desk, tenant, simulation, None, "unexpected")
        else:
            await actions.end_simulation(desk, tenant, simulation, answer)

    async def _watch(self, tenant: str, simulation: str, told: Told, work: "asyncio.Task[None]") -> None:
        while True:
            await self._desk.clock.sleep(WATCH_SECONDS)
            try:
                if not await actions.note_progress(self._desk, tenant, simulation, told.progress):
                    work.cancel()
                    return
            except Refusal as refusal:  # the store is away for a while: the work goes on
                log.warning("progress not written", simulation=simulation, code=refusal.code)


async def plan_of(desk: Desk, tenant: str, question: Question, zone: str) -> Plan:
    """The question as a plan, on the centre as it is now. Raises Invalid."""
    now = await _today(desk, tenant)
    if not question.day:
        return asked(question, of_a_scenario(question, now, zone, desk.clock.now()))
    begins, ends = span_of(question.day, zone)
    past = desk.twin.past(zone, begins if question.since is None else question.since, ends)
    after, took = 0, set[str]()
    while page := await desk.store.log(tenant, after, PAGE):
        for logged in page:
            past.apply(logged)
            if isinstance(logged.fact, InteractionTaken) and begins <= logged.at < ends:
                took.add(logged.fact.agent)
        after = page[-1].seq
        if page[-1].at > ends + AFTER_MS:
            break
    return asked(question, of_a_day(past.plan(), now, took))


async def _today(desk: Desk, tenant: str) -> Setting:
    reading = desk.store.reading(tenant)
    documents = [row for kind in ROUTED_BY for row in await reading.where(docs.Document, {"kind": kind}, limit=5000)]
    return today(documents, await reading.where(Agent, {}, limit=MOST_PEOPLE))
