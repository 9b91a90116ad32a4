"""The demo centre: a past that could have been lived, a present with people in it, and no trace once it is removed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from atiende.actions.demos import real_tenants
from atiende.actions.presence import note_return
from atiende.actions.sessions import sign_in
from atiende.actions.setup import Administrator, Centre, create_centre
from atiende.channels.callback.channel import Callback
from atiende.channels.voice.channel import Voice
from atiende.channels.webchat.channel import WebChat
from atiende.domain.agent import Agent
from atiende.domain.call import Call
from atiende.domain.call_story import CallStory
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Conflict, SignInFailed
from atiende.domain.facts import MessageReceived, MessageWritten
from atiende.domain.interaction import Interaction
from atiende.domain.message import MessageContent
from atiende.domain.missed import BlockedCaller, MissedCall
from atiende.domain.recording import Recording
from atiende.domain.work import User
from atiende.integrations.demo.centre import PASSWORD, Wish, logins, make_demo
from atiende.integrations.demo.opening import DemoCentres
from atiende.integrations.demo.traffic import Traffic
from atiende.ports.channel import Channel, Endpoint, Outbound, Traits
from atiende.ports.desk import Desk
from atiende.reactors.centre import Centre as Reactors
from tests.fakes import VirtualClock, open_desk
from tests.proof import proven

DEMO = "ten_demo"
REAL = Centre(
    organization="Bodegas Aldaya",
    time_zone="Europe/Madrid",
    language="es",
    admin=Administrator(name="Rosa", email="rosa@aldaya.test", password="un caballo correcto"),
    queue="Soporte",
)


class Letters(WebChat):
    """Mail that goes nowhere."""

    traits = Traits(name="email", html=True, subject=True)

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return []

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        return outbound.token


@asynccontextmanager
async def desk_of(tmp_path: Path) -> AsyncIterator[tuple[Desk, VirtualClock]]:
    clock = VirtualClock()
    channels: dict[str, Channel] = {
        "webchat": WebChat(),
        "callback": Callback(),
        "email": Letters(),
        "voice": Voice(),
    }
    async with open_desk(tmp_path, channels=channels, clock=clock) as desk:
        yield desk, clock


async def test_a_demos_past_is_a_log_like_any_other(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, _):
        await make_demo(desk, DEMO, Wish(days=3))
        assert await proven(desk.store, DEMO) == []

        reading = desk.store.reading(DEMO)
        conversations = await reading.where(Conversation, {}, limit=10_000)
        states = Counter(one.state for one in await reading.where(Interaction, {}, limit=10_000))
        assert len(conversations) > 300
        assert {one.brand for one in conversations} == {"main", "hogar"}
        spoken = {one.conversation for one in await reading.where(Interaction, {"channel": "voice"}, limit=10_000)}
        assert {one.language for one in conversations if one.id not in spoken} == {"es", "en"}
        assert states["done"] > 200 and states["handling"] > 10 and states["queued"] > 5
        assert any(one.answer_due for one in conversations), "clocks run"
        names = {one.name for one in await reading.where(User, {})}
        assert names >= {"Ana García", "Emma Clark", "Marta Solé"}


async def test_the_stories_alone_are_quick_and_nobody_plays_in_them(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, _):
        await make_demo(desk, DEMO, Wish(brief=True))
        assert await proven(desk.store, DEMO) == []
        agents = await desk.store.reading(DEMO).where(Agent, {})
        assert {one.state for one in agents} == {"offline"}
        assert (await sign_in(desk, "ana@atiende.test", PASSWORD)).tenant == DEMO, "where the demo is all there is"
        texts = [one.text for one in await desk.store.reading(DEMO).where(MessageContent, {})]
        assert any("3 de abril" in text for text in texts)
        stories = await desk.store.reading(DEMO).where(CallStory, {})
        assert {one.direction for one in stories} == {"in", "out"}
        assert any(one.transfers for one in stories) and any(one.became == "message" for one in stories)
        assert await desk.store.reading(DEMO).where(Call, {"open": True}) == [], "nothing would carry them"
        reading = desk.store.reading(DEMO)
        assert {one.state for one in await reading.where(MissedCall, {})} == {"waiting", "called_back"}
        assert {one.state for one in await reading.where(Recording, {})} == {"kept"}
        assert len(await reading.where(BlockedCaller, {})) == 2


async def test_a_demo_is_loaded_beside_the_real_centre_and_removed_without_a_trace(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, clock):
        real = (await create_centre(desk, REAL)).tenant
        before = await desk.store.log(real, 0)
        centres = DemoCentres(desk, days=2)
        running = asyncio.create_task(centres.run())
        tenant = (await centres.load(real, "usr_rosa")).tenant
        with pytest.raises(Conflict):
            await centres.load(real, "usr_rosa")
        assert await real_tenants(desk) == await desk.store.tenants() == [real], "nobody runs what is being loaded"

        while (found := await centres.of(real)) is not None and found.state == "loading":
            await asyncio.sleep(0.05)
        assert found is not None and found.state == "ready"
        assert set(await desk.store.tenants()) == {real, tenant} and await real_tenants(desk) == [real]
        for one in logins():
            with pytest.raises(SignInFailed):  # into it by the button only: the password of demos is in the manual
                await sign_in(desk, one.email, PASSWORD)

        await centres.remove(tenant)
        assert await desk.store.tenants() == [real] and await centres.of(real) is None
        await clock.advance(1)
        for _ in range(200):
            await clock.advance(0.5)
            if not await desk.store.head(tenant):
                break
        assert await desk.store.log(tenant, 0) == []
        assert await desk.store.reading(tenant).where(Conversation, {}) == []
        assert await desk.store.log(real, 0) == before
        running.cancel()


async def test_made_up_people_work_in_the_demo_and_nowhere_else(tmp_path: Path) -> None:
    async with desk_of(tmp_path) as (desk, clock):
        real = (await create_centre(desk, REAL)).tenant
        await make_demo(desk, DEMO, Wish(brief=True))
        before, start = await desk.store.log(real, 0), await desk.store.head(DEMO)
        ana = next(one.id for one in await desk.store.reading(DEMO).where(User, {}) if one.name == "Ana García")
        await note_return(desk, DEMO, ana)
        async with asyncio.TaskGroup() as group:
            running = [
                group.create_task(Reactors(desk).run()),
                group.create_task(Traffic(desk, DEMO).run()),
            ]
            written = answered = 0
            for _ in range(300):
                await clock.advance(4)
                lived = [one.fact for one in await desk.store.log(DEMO, start, 5_000)]
                written = sum(isinstance(one, MessageReceived) for one in lived)
                answered = sum(isinstance(one, MessageWritten) and not one.automatic for one in lived)
                if written > 3 and answered > 1:
                    break
            for one in running:
                one.cancel()

        assert written > 3, "customers write"
        assert answered > 1, "agents answer"
        signed_in = await desk.store.reading(DEMO).get(Agent, ana)
        assert signed_in is not None and signed_in.state == "offline", "who sits there herself is not played"
        assert await desk.store.log(real, 0) == before, "nothing of it reaches the real centre"
