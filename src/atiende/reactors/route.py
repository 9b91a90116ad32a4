"""Runs a tenant's floor: every fact keeps it; a decision becomes an offer or a step once the line has agreed to it."""

import asyncio

import structlog

from atiende.actions.offers import offer_work, widen_work
from atiende.actions.past import kept_before
from atiende.domain.errors import Refusal, StoreFull
from atiende.domain.facts import Logged
from atiende.ports.desk import Desk
from atiende.ports.failpoints import OFFER_MADE
from atiende.ports.metrics import DECISIONS_REFUSED, ROUTING_SECONDS
from atiende.ports.store import Batch
from atiende.reactors.waiting import wait_for
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decided, Widening

log = structlog.get_logger()
IDLE_SECONDS = 1.0
PAGE = 5000


class RouteReactor:
    """One tenant's floor, live. `floor` is read by the screens that ask why."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk = desk
        self._tenant = tenant
        self.floor = Floor()
        self.position = 0
        self._wake = asyncio.Event()
        self._until = 0
        """When time alone is looked at next, ms UTC."""
        self._writing: asyncio.TaskGroup | None = None
        """What is decided is written down here, while it is this one's to decide."""

    async def catch_up(self) -> None:
        """Reads the log to its end before the first decision, from the newest floor that was kept."""
        head = await self._desk.store.head(self._tenant)
        if not self.position and (kept := await kept_before(self._desk, self._tenant, head)) is not None:
            self.floor, self.position = kept.floor, kept.seq
        while True:
            page = await self._desk.store.log(self._tenant, self.position, PAGE)
            if not page:
                return
            for logged in page:
                self.position = logged.seq
                self._apply(logged)

    def follow(self, batch: Batch) -> None:
        """Facts of one commit, in order; those already read are passed over."""
        for logged in batch.logged:
            if logged.seq > self.position:
                self.position = logged.seq
                self._apply(logged)
        if self._writing is None:
            return
        try:
            self._decide(self._writing)
        except Exception as error:
            log.exception("not decided", tenant=self._tenant, error=type(error).__name__)
            self._wake.set()  # `run` tries it once more, and is begun again if that fails too
        following = self.floor.next_wake(self._desk.clock.now())
        if following is not None and following < self._until:
            self._wake.set()

    def _apply(self, logged: Logged) -> None:
        """A fact that the floor cannot take must not end routing for the tenant: it is said loudly and passed over."""
        try:
            self.floor.apply(logged)
        except Exception as error:
            log.exception(
                "fact not taken by the floor", tenant=self._tenant, seq=logged.seq, error=type(error).__name__
            )

    async def run(self) -> None:
        """Decides whenever something changed or a moment came. Until cancelled; begun again, it takes back what it was
        about to write when it ended."""
        self.floor.release_all()
        clock = self._desk.clock
        async with asyncio.TaskGroup() as group:
            self._writing = group
            try:
                while True:
                    self._wake.clear()
                    self._decide(group)
                    now = clock.now()
                    following = self.floor.next_wake(now)
                    pause = (
                        IDLE_SECONDS if following is None else max(0.01, min(IDLE_SECONDS, (following - now) / 1000))
                    )
                    self._until = now + int(pause * 1000)
                    await wait_for(self._wake, clock, pause)
            finally:
                self._writing = None

    def _decide(self, group: asyncio.TaskGroup) -> None:
        """Each decision is a change by itself, several in one commit. What the line refuses goes back to the floor."""
        began = self._desk.clock.elapsed()
        decisions = self.floor.decide(self._desk.clock.now())
        if decisions:
            ROUTING_SECONDS.observe(self._desk.clock.elapsed() - began)
        for decision in decisions:
            group.create_task(self._offer(decision))

    async def _offer(self, decision: Decided) -> None:
        tracing = self._desk.tracing
        trace = tracing.of(self._tenant, decision.interaction)
        if not trace:
            await self._write(decision)
            return
        with tracing.span("routing.offer", after=trace, about={"atiende.interaction": decision.interaction}):
            await self._write(decision)

    async def _write(self, decision: Decided) -> None:
        try:
            if isinstance(decision, Widening):
                await widen_work(self._desk, self._tenant, decision.fact())
                return
            await offer_work(self._desk, self._tenant, decision.offered(self._desk.ids.new("off")))
            self._desk.fail(OFFER_MADE)
        except StoreFull:
            self.floor.release(decision)
            await self._desk.clock.sleep(IDLE_SECONDS)
        except Refusal as refusal:
            self.floor.release(decision)
            DECISIONS_REFUSED.inc()
            log.info("decision refused by the line", interaction=decision.interaction, code=refusal.code)
            # The floor is behind the rows; the facts that explain it are on their way.
            await self._desk.clock.sleep(0.05)
        except Exception as error:
            self.floor.release(decision)
            log.exception("decision not written", interaction=decision.interaction, error=type(error).__name__)
            await self._desk.clock.sleep(IDLE_SECONDS)
