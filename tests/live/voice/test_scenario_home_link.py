"""AT-17: an agent at home whose link is cut for twenty seconds in the middle of a call, and one whose tab dies: the
caller hears music within five seconds and is never left in silence; they speak on, or the next agent has him."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from atiende.actions.presence import choose_state
from atiende.actions.sessions import open_session
from atiende.actions.users import Person, create_user
from atiende.bench.centre import SignedIn
from atiende.bench.page import Page
from atiende.domain.interaction import Interaction
from atiende.voice.embedded.engine import EmbeddedEngine
from tests.doubles.calling_people import Agent
from tests.doubles.udp_road import UdpRoad
from tests.journeys.server_world import Chat
from tests.live.voice.real_centre import LOOK, PATIENCE, AtPage, RealCentre, real_centre

pytestmark = [
    pytest.mark.anyio, pytest.mark.live, pytest.mark.chaos, pytest.mark.alone, pytest.mark.timeout(180),
]  # fmt: skip
CUT_SECONDS, QUIET_SECONDS = 20.0, 5.0
LEAST_LOUD = 0.002
"""Of what is heard: music is far above, nothing at all is below."""


@dataclass
class Home:
    """An agent at home (`agent`, by `road`), her supervisor's screen, and a caller."""

    centre: RealCentre
    agent: Agent
    board: Chat
    road: UdpRoad
    answered: set[str]

    async def answer(self) -> Page:
        """Her page takes up whatever rings for her and was not answered yet."""
        found: list[str] = []

        async def rings() -> bool:
            legs = [one["my_leg"] for one in await self.agent.calls() if one.get("my_leg")]
            found[:] = [one for one in legs if one not in self.answered]
            return bool(found)

        await self.centre.until(rings)
        self.answered.add(found[0])
        engine = self.centre.desk.voice.engines["embedded"]
        assert isinstance(engine, EmbeddedEngine)

        async def carries() -> bool:
            return bool(engine.places)

        await self.centre.until(carries)
        self.road.there = engine.places[0]
        return await self.agent.answer(found[0], via=await self.road.open())

    async def talking(self) -> tuple[Page, AtPage]:
        visitor = await self.centre.visitor(None)
        caller = await self.centre.at_page(visitor)
        caller.page.speaks = 660.0

        async def offered() -> bool:
            return bool(self.agent.offers)

        await self.centre.until(offered)
        await self.agent.ask("POST", f"/offers/{self.agent.offers[-1]}/accept")
        mine = await self.answer()
        await self.hear_each_other(mine, caller)
        return mine, caller

    async def hear_each_other(self, mine: Page, caller: AtPage) -> None:
        mine.deafen()
        caller.page.deafen()

        async def both() -> bool:
            return mine.hears() == {"middle"} and caller.page.hears() == {"low"}

        await self.centre.until(both)

    async def sites(self) -> set[str]:
        """Where those who talk work, as who supervises reads it."""
        user = self.centre.server.admin
        opened = await open_session(self.centre.desk, self.centre.tenant, user)
        signed = SignedIn(user.id, opened.token, opened.session.csrf)
        boss = Agent(self.centre.server, signed, self.centre.pages)
        (call,) = (await boss.ask("GET", "/calls/live"))["items"]
        return {one["site"] for one in call["legs"] if one["site"]}

    async def silence(self, caller: AtPage, seconds: float) -> float:
        """The longest time in which he hears nothing, of so many seconds."""
        clock = self.centre.desk.clock
        began = heard = clock.elapsed()
        longest = 0.0
        while clock.elapsed() - began < seconds:
            caller.page.deafen()
            await clock.sleep(4 * LOOK)
            ear = caller.page.ear
            if len(ear) and float(np.sqrt(np.mean(ear**2))) > LEAST_LOUD:
                heard = clock.elapsed()
            longest = max(longest, clock.elapsed() - heard)
        return longest


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    async with real_centre(tmp_path, {}) as centre:
        person = Person(
            name="Eva", email="eva@azahar.test", role="agent", teams=("main",), languages={"es": 5},
            capacity={"voice": 1, "webchat": 2},
        )  # fmt: skip
        user = (await create_user(centre.desk, centre.tenant, "system:test", person)).user
        opened = await open_session(centre.desk, centre.tenant, user)
        agent = Agent(centre.server, SignedIn(user.id, opened.token, opened.session.csrf), centre.pages)
        centre.tasks.append(centre.group.create_task(agent.run()))
        await asyncio.wait_for(agent.connected.wait(), PATIENCE)
        await choose_state(centre.desk, centre.tenant, user.id, "available")
        async with centre.server.desk() as board:
            road = UdpRoad(("", 0))
            yield Home(centre, agent, board, road, set())
            road.close()


@pytest.mark.scenario
async def test_at17_a_link_is_cut_for_twenty_seconds_and_they_speak_on(home: Home) -> None:
    await home.agent.ask("PATCH", "/me", {"preferences": {"phone.site": "En casa"}})
    mine, caller = await home.talking()
    assert await home.sites() == {"En casa"}, "the board shows where she works"
    await home.board.say(op="board", on=True)
    seen = await home.board.hear("quality")
    assert {"loss_pct", "jitter_ms", "rtt_ms"} <= set(seen), "the board shows how good the link is"
    home.road.cut = True
    quiet = await home.silence(caller, CUT_SECONDS)
    assert quiet <= QUIET_SECONDS, f"{quiet:.1f} s of silence"
    assert "low" not in caller.page.hears()
    home.road.cut = False
    await home.hear_each_other(mine, caller)
    (work,) = await home.centre.desk.store.reading(home.centre.tenant).where(Interaction, {"channel": "voice"})
    assert (work.state, work.segments) == ("handling", 1)


async def test_a_tab_that_dies_means_music_and_the_next_one_takes_the_call_up_again(home: Home) -> None:
    mine, caller = await home.talking()
    (leg,) = home.answered
    home.centre.pages.remove(mine)
    mine.close(goodbye=False)
    quiet = await home.silence(caller, 6.5)
    assert quiet <= QUIET_SECONDS, f"{quiet:.1f} s of silence"
    again = await home.agent.answer(leg)
    await home.hear_each_other(again, caller)
