"""Lives a centre's past: the real actions on a clock that jumps from happening to happening, the real floor deciding.

Timers fire as they do live, messages out are sent by channels that only say yes. Nothing is left to be done afterwards
but what is still to come: those timers go on in the database.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from atiende.actions import bots
from atiende.actions.offers import offer_work, widen_work
from atiende.actions.performers import performers
from atiende.domain.errors import Refusal
from atiende.domain.facts import Logged
from atiende.domain.work import Timer
from atiende.integrations.demo.clockwork import Agenda, IdsOfThen, SetBack
from atiende.integrations.demo.doors import Nowhere, OfficePayments, OfficeRequester
from atiende.integrations.demo.office import Office
from atiende.ports.channel import Channel, Endpoint, Inbound, Intake, Outbound, SetAside, Traits, Unknown
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Past
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.errands import ErrandReactor
from atiende.reactors.timers import KINDS
from atiende.routing.floor import Floor
from atiende.routing.receipt import Widening

log = structlog.get_logger()
BREATH_SECONDS = 0.02
"""How long it works before everybody else's work gets a turn."""


class Posted:
    """A channel of then: what is sent has arrived."""

    def __init__(self, real: Channel) -> None:
        self._real = real
        self.traits: Traits = real.traits

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return self._real.check(settings)

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        return self._real.parse(endpoint, raw, envelope)

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        return f"{outbound.token}@{endpoint.slug}.example"

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return []


class Life:
    """`desk` is the centre's as it was then. Each of `hear` is called with every fact, to note down what follows."""

    def __init__(self, real: Desk, past: Past, begins: int) -> None:
        self.clock = SetBack(real.clock, begins)
        self.agenda = Agenda()
        self.desk = replace(
            real,
            store=past,
            clock=self.clock,
            ids=IdsOfThen(real.ids, self.clock),
            channels={name: Posted(channel) for name, channel in real.channels.items()},
        )
        self.tenant, self._past, self._real = past.tenant, past, real
        self._floor = Floor()
        self._deliver = DeliverReactor(self.desk)
        requester = OfficeRequester(self.desk, Nowhere(), Office())
        known = {**performers(requester, {"demo": OfficePayments()}), "answer": bots.answer, "bot": bots.bot}
        self._errands = ErrandReactor(self.desk, known)
        self.hear: list[Callable[[Logged], None]] = []
        self.facts = 0
        self._news = False
        past.hear(self._heard)

    def _heard(self, logged: Logged) -> None:
        self._floor.apply(logged)
        for hear in self.hear:
            hear(logged)
        self.facts += 1
        self._news = True

    async def run(self, until: int, progress: Callable[[int], Awaitable[None]] | None = None) -> None:
        """Everything that is due by then, in order. `progress` hears how far it has come (ms UTC), now and then."""
        breath = self._real.clock.elapsed()
        while (at := await self._next_at(until)) is not None:
            self.clock.at = max(self.clock.at, at)
            await self._do(self.clock.at)
            if self._real.clock.elapsed() - breath > BREATH_SECONDS:
                await self._real.clock.sleep(0)
                if progress is not None:
                    await progress(self.clock.at)
                breath = self._real.clock.elapsed()
        self.clock.at = until
        await self._past.flush()

    async def _next_at(self, until: int) -> int | None:
        woken = self._floor.next_wake(self.clock.at)
        later = None if woken is None else max(woken, self.clock.at + 1)  # what was decided now is decided
        moments = (self.agenda.next_at(), await self.desk.store.next_due(), later)
        following = min((each for each in moments if each is not None), default=None)
        return following if following is not None and following <= until else None

    async def _do(self, now: int) -> None:
        due = await self.desk.store.due(now)
        planned = self.agenda.next_at()
        if due and (planned is None or due[0][1].due <= planned):
            timer = due[0][1]
            await self._fire(timer.kind, timer.key)
        elif planned is not None and planned <= now:
            await self.agenda.take()()
        await self._decide(now)

    async def _fire(self, kind: str, key: str) -> None:
        try:
            if kind == "send":
                await self._deliver.deliver(self.tenant, key)
            elif kind == "errand":
                await self._errands.perform(self.tenant, key)
            elif kind in KINDS:
                await KINDS[kind](self.desk, self.tenant, key)
        except Refusal as refusal:
            log.debug("timer of the past refused", kind=kind, code=refusal.code)
        await self.desk.store.change(self.tenant, lambda change: _taken_down(change, kind, key), at=self.clock.at)

    async def _decide(self, now: int) -> None:
        while decisions := self._floor.decide(now):
            for decision in decisions:
                try:
                    if isinstance(decision, Widening):
                        await widen_work(self.desk, self.tenant, decision.fact())
                    else:
                        await offer_work(self.desk, self.tenant, decision.offered(self.desk.ids.new("off")))
                except Refusal:
                    self._floor.release(decision)


def _taken_down(change: Change, kind: str, key: str) -> None:
    """A timer that its action left standing would be met for ever."""
    found = change.get(Timer, kind, key)
    if found is not None and found.due <= change.at:
        change.drop(Timer, kind, key)
