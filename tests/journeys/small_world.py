"""A centre whose reactors are stepped by hand: a chat, a mailbox that does as it is told, two queues, three agents."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.channels.callback.channel import Callback
from atiende.channels.phone.channel import Phone
from atiende.channels.voice.channel import Voice
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.domain.work import User
from atiende.ports.channel import Channel, Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.deliver import DeliverReactor
from atiende.reactors.guard import GuardReactor
from atiende.reactors.route import RouteReactor
from atiende.reactors.sweep import EVERY_SECONDS, sweep_refused, sweep_tenant
from atiende.reactors.timers import TimerReactor
from tests.fakes import VirtualClock
from tests.journeys.small_centre import ANA, LUIS, TENANT, small_centre

EVA = "usr_00000000000000000000000003"
AGENTS = (ANA, LUIS, EVA)


class Killed(asyncio.CancelledError):
    """The server dies in the middle of a send."""


class Post:
    """Mail that goes out as `outcomes` say, in turn: ok, later, never, unsure, killed. `sent` is what arrived."""

    traits = Traits(name="post", subject=True, push=True)

    def __init__(self) -> None:
        self.outcomes: list[str] = []
        self.sent: list[str] = []

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return []

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        text = raw.decode()
        if text == "poison":
            raise ValueError("nobody foresaw this")
        return Inbound(origin=envelope["origin"], address=envelope["from"], name="", text=text)

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        outcome = self.outcomes.pop(0) if self.outcomes else "ok"
        if outcome == "killed":
            raise Killed()
        if outcome == "later":
            raise SendFailed("relay_away", retry=True)
        if outcome == "never":
            raise SendFailed("refused", retry=False)
        self.sent.append(outbound.token)
        if outcome == "unsure":
            raise SendFailed("hung_up", retry=False, sure=False)
        return f"{outbound.token}@post.test"

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return [("published", "ok")]


def channels() -> dict[str, Channel]:
    return {"webchat": WebChat(), "callback": Callback(), "phone": Phone(), "voice": Voice(), "post": Post()}


EXTRA: dict[tuple[str, str], docs.Body] = {
    ("queue", "second"): docs.Queue(name="Segunda", brand="main", wrap_up_seconds=0),
    ("endpoint", "mail"): docs.Endpoint(name="Correo", brand="main", channel="post", queue="support"),
}


class Restless:
    """The same time, in which nobody rests: what a reactor waits for after a refusal comes first here."""

    def __init__(self, clock: VirtualClock) -> None:
        self.now, self.moment, self.elapsed = clock.now, clock.moment, clock.elapsed

    async def sleep(self, seconds: float) -> None:
        return


class World:
    """The small centre with its reactors, each moved on by `step` and by nothing else."""

    def __init__(self, desk: Desk) -> None:
        assert isinstance(desk.clock, VirtualClock) and isinstance(desk.channels["post"], Post)
        self.desk, self.clock, self.post = desk, desk.clock, desk.channels["post"]
        self.route = RouteReactor(replace(desk, clock=Restless(desk.clock)), TENANT)
        self.guard = GuardReactor(desk, TENANT, self.route, every=40)
        self.deliver = DeliverReactor(desk)
        self.timers = TimerReactor(desk, {"send": self.deliver.deliver})
        self._swept = 0

    async def open(self) -> None:
        await small_centre(self.desk)
        await self.guard.begin()

        def decide(change: Change) -> None:
            for (kind, slug), body in EXTRA.items():
                text = msgspec.json.encode(body).decode()
                change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
            change.record(f.UserCreated(user=EVA, ability=f.Ability(role="agent", teams=("first",))), actor="system")
            change.put(User(id=EVA, email="eva@example.test", name="Eva"))

        await self.desk.store.change(TENANT, decide, at=self.clock.now())
        await self.step()

    async def write(self, who: str, number: int, *, endpoint: str = "web", text: str = "Hola") -> object:
        found = await open_endpoint(self.desk, TENANT, endpoint)
        assert found is not None
        address = f"v:{who}" if endpoint == "web" else f"{who}@example.test"
        inbound = Inbound(origin=f"{address}/{number}", address=address, name=who, text=text)
        taken = await take_message(self.desk, found, inbound)
        await self.step()
        return taken

    async def step(self) -> None:
        """Until nothing more follows at this moment."""
        for _ in range(50):
            await self.route.catch_up()
            decisions = self.route.floor.decide(self.clock.now())
            for decision in decisions:
                await self.route._offer(decision)
            due = await self._due()  # what a clock does, the floor has still to read
            async with asyncio.TaskGroup() as group:
                await self.timers._round(group)
            if not decisions and not due:
                await self.guard.beat()
                return
        raise AssertionError("it goes round in circles")

    async def _due(self) -> bool:
        now = self.clock.now()
        rested = {key for key, moment in self.timers._not_before.items() if moment > now}
        return any((tenant, t.kind, t.key) not in rested for tenant, t in await self.desk.store.due(now))

    async def pass_time(self, seconds: float) -> None:
        """In steps, since what follows sets new clocks."""
        end = self.clock.now() + int(seconds * 1000)
        while self.clock.now() < end:
            following = await self.desk.store.next_due()
            now = self.clock.now()
            ahead = following if following is not None and following > now else now + 15_000
            await self.clock.advance((min(end, ahead, now + 15_000) - now) / 1000)
            if self.clock.now() - self._swept >= EVERY_SECONDS * 1000:
                self._swept = self.clock.now()
                await sweep_tenant(self.desk, TENANT)
                await sweep_refused(self.desk, TENANT)
            await self.step()

    async def leap(self, seconds: int) -> None:
        """A long time in one step: nothing wakes in between."""
        self.clock._now += seconds * 1000
        await self.step()

    async def attempt(self, what: object) -> object:
        """What may be refused, and then changes nothing."""
        try:
            answer = await what  # type: ignore[misc]
        except Refusal as refusal:
            answer = refusal
        await self.step()
        return answer
