"""AT-24, a supervisor on demand: in a hard call the agent raises a hand, and whoever coaches him is heard by him alone;
afterwards the summary and the mail that follows are drafts that rest on what was said, and a person sends them.

Everybody's sound is a tone: who hears whom is measured. What a transcriber hears in tones is written by a double.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from atiende.actions.configuration import Ref, publish
from atiende.bench.centre import Prepared, prepare
from atiende.bench.page import TONES, Page, keep_speaking
from atiende.bench.running import RunningServer
from atiende.domain import documents as docs
from atiende.domain.voice_documents import QueueVoice
from atiende.ports.store import Change
from atiende.wiring import open_desk
from tests.doubles.calling_people import Agent, Caller
from tests.doubles.telephone_house import LOOK, PATIENCE, holder_of
from tests.doubles.transcriber import by_http

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(180)]

SAID = "Quiero la factura de abril. Le prometo que se la enviamos mañana sin falta."
TALK_SECONDS = 3
"""As long as they talk once it is recorded: in a tenth of a second there is nothing to write down."""
ANA, PEPE, MARTA = "low", "middle", "high"
"""Whose tone is whose."""


@dataclass
class Talk:
    server: RunningServer
    ana: Agent
    marta: Agent
    pepe: Caller

    async def until(self, seen: Callable[[], Awaitable[bool]], why: str) -> None:
        clock = self.ana.clock
        began = clock.elapsed()
        while not await seen():
            assert clock.elapsed() - began < PATIENCE, (why, self.pepe.state)
            await clock.sleep(LOOK)

    async def hear(self, heard: dict[str, tuple[Page, set[str]]]) -> None:
        """Each hears these and nobody else."""
        for page, _ in heard.values():
            page.deafen()

        async def as_they_should() -> bool:
            return all(page.hears() == tones for page, tones in heard.values())

        await self.until(as_they_should, str({who: (page.hears(), tones) for who, (page, tones) in heard.items()}))

    async def begins(self) -> tuple[Page, Page, dict[str, Any]]:
        """Pepe calls from the page and Ana answers."""
        await asyncio.wait_for(self.pepe.connected.wait(), PATIENCE)
        self.pepe.call()

        async def has_leg() -> bool:
            return bool(self.pepe.leg)

        await self.until(has_leg, "he calls")
        at_pepe = await self.pepe.answer(self.pepe.leg)

        async def offered() -> bool:
            return bool(self.ana.offers)

        await self.until(offered, "it is offered")
        await self.ana.ask("POST", f"/offers/{self.ana.offers[-1]}/accept")
        call = await self.call_of(self.ana)
        return at_pepe, await self.ana.answer(call["my_leg"]), call

    async def recorded(self) -> None:
        """She answered at once, so both are told first that it is recorded; then it is."""

        async def running() -> bool:
            return bool((await self.call_of(self.ana))["recording"]["state"] == "on")

        await self.until(running, "it is recorded")

    async def call_of(self, who: Agent) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        async def there() -> bool:
            found[:] = [one for one in await who.calls() if one["my_leg"]]
            return bool(found)

        await self.until(there, "he has a place in it")
        return found[0]


async def _queue(prepared: Prepared) -> None:
    async with open_desk(prepared.settings) as desk:

        def decide(change: Change) -> None:
            voice = QueueVoice(recording="inform", notice_es="Se graba.", transcribe=True)
            queue = docs.Queue(name="Cola", brand="main", teams=["main"], wrap_up_seconds=120, voice=voice)
            publish(change, "system:test", Ref("queue", "main"), queue)
            calls = docs.Endpoint(name="Calls", brand="main", channel="voice", queue="main", settings={"web": True})
            publish(change, "system:test", Ref("endpoint", "calls"), calls)
            settings: docs.Settings = {"calls": "calls"}
            chat = docs.Endpoint(name="Chat", brand="main", channel="webchat", queue="main", settings=settings)
            publish(change, "system:test", Ref("endpoint", "chat"), chat)

        await desk.store.change(prepared.tenant, decide, at=desk.clock.now())


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    prepared, pages = await prepare(tmp_path, agents=1), list[Page]()
    await _queue(prepared)
    async with by_http() as transcriber, asyncio.TaskGroup() as group:
        transcriber.text = SAID
        server = RunningServer(tmp_path, extra={"ATIENDE_TRANSCRIBER": f"{transcriber.url}?model=test"})
        await server.start()
        ana, marta = Agent(server, prepared.agents[0], pages), Agent(server, prepared.admin, pages)
        marta._hertz = TONES[MARTA]
        pepe = Caller(server, prepared.chat, pages)
        loops = (ana.run(), marta.run(), pepe.run(), keep_speaking(pages, ana.clock))
        running = [group.create_task(one) for one in loops]
        try:
            await asyncio.wait_for(asyncio.gather(ana.connected.wait(), marta.connected.wait()), PATIENCE)
            await ana.ask("PUT", "/me/presence", {"state": "available", "reason": ""})
            yield Talk(server, ana, marta, pepe)
        finally:
            for page in pages:
                page.close()
            for task in running:
                task.cancel()
            if media := holder_of(tmp_path):
                media.kill()
            await server.kill()


async def test_the_coach_is_heard_by_the_agent_alone_and_what_was_said_becomes_drafts(talk: Talk) -> None:
    at_pepe, at_ana, call = await talk.begins()
    order = f"/calls/{call['interaction']}"
    await talk.hear({"Pepe": (at_pepe, {ANA}), "Ana": (at_ana, {PEPE})})

    await talk.ana.ask("POST", f"{order}/hand", {"on": True, "word": "Quiere hablar con un superior"})
    (live,) = (await talk.marta.ask("GET", "/calls/live"))["items"]
    assert live["hand"] and live["interaction"] == call["interaction"]
    await talk.marta.ask("POST", f"{order}/monitor", {"mode": "coach"})
    at_marta = await talk.marta.answer((await talk.call_of(talk.marta))["my_leg"])
    await talk.hear({"Pepe": (at_pepe, {ANA}), "Ana": (at_ana, {PEPE, MARTA}), "Marta": (at_marta, {ANA, PEPE})})
    told = await talk.call_of(talk.ana)
    assert [one["mode"] for one in told["monitors"]] == ["coach"], "Ana is told who speaks to her"

    await talk.recorded()
    await talk.ana.clock.sleep(TALK_SECONDS)
    await talk.hear({"Pepe": (at_pepe, {ANA})})
    await talk.ana.ask("POST", f"{order}/hang_up")
    await _written_down(talk, call["conversation"])
    await _drafts(talk, call["conversation"])


async def _written_down(talk: Talk, conversation: str) -> None:
    async def there() -> bool:
        items = (await talk.ana.ask("GET", f"/conversations/{conversation}/recordings"))["items"]
        if not items:
            return False
        whole = await talk.ana.ask("GET", f"/recordings/{items[0]['id']}")
        return any(SAID.startswith(one["text"][:20]) for one in whole.get("passages", []))

    await talk.until(there, "what was said is written down")


async def _drafts(talk: Talk, conversation: str) -> None:
    """Each stretch of a draft that quotes says what it rests on. Nothing goes out by itself."""
    for kind in ("summary", "follow_up"):
        draft = await talk.ana.ask("POST", f"/conversations/{conversation}/suggestions", {"kind": kind})
        sources = [one for one in draft["sources"] if one["kind"] == "call"]
        assert sources, draft
        for one in sources:
            assert draft["text"][one["start"] : one["end"]] in one["text"] or one["text"] in SAID
        ended = await talk.ana.ask("POST", f"/suggestions/{draft['id']}/end", {"how": "edited"})
        assert ended["state"] == "edited"
    assert await _sent(talk, conversation) == []


async def _sent(talk: Talk, conversation: str) -> list[str]:
    story = await talk.ana.ask("GET", f"/conversations/{conversation}/timeline")
    return [one["text"] for one in story["items"] if one["type"] == "message" and one["direction"] == "out"]
