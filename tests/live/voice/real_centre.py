"""A whole centre whose calls are real: callers at telephones behind an Asterisk or at pages press keys and hear what is
said to them, each text as a tone of its own."""

import asyncio
import hmac
import io
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
import soundfile

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import public_key
from atiende.actions.recipes import flow_body, list_recipes
from atiende.actions.telephony import telephony
from atiende.bench.page import LOUD, Page, keep_speaking, loudness
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.bench.telephones import tones
from atiende.bench.telephones.telephone import Talk, Telephone
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow_documents import Flow
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.speech import RATE
from atiende.ports.store import Change
from atiende.ports.voice import Reached
from tests.doubles.back_office import BackOffice, back_office
from tests.doubles.calling_people import Caller
from tests.doubles.telephone_house import holder_of
from tests.journeys.calls.test_scenario_at02_by_telephone import pepe_is_known
from tests.journeys.flows.test_scenario_at02 import PEPE, Letters, address_on_file, mailbox_and_bank
from tests.journeys.server_world import SECRET, Server, serving

NUMBER, MOBILE = "+34910000001", "+34600111222"
PATIENCE = 30.0
LOOK = 0.03


class Toned:
    """A synthesizer: whoever hears a tone has heard the text that belongs to it. Other texts: a moment of
    silence."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said

    async def speak(self, text: str, language: str) -> bytes:
        name = next((tone for words, tone in self._said.items() if words in text), "")
        at = np.arange(int(RATE * (1.5 if name else 0.1))) / RATE
        wave = 0.3 * np.sin(2 * np.pi * tones.TONES[name] * at) if name else 0 * at
        out = io.BytesIO()
        soundfile.write(out, wave, RATE, format="WAV", subtype="PCM_16")
        return out.getvalue()


class SomeCaller(Protocol):
    """Whoever hears and presses keys."""

    def hears(self) -> set[str]: ...
    def press(self, keys: str) -> None: ...
    def gone(self) -> bool: ...


class AtTelephone:
    """Outside, by SIP through Asterisk; keys as RFC 4733."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def hears(self) -> set[str]:
        return self.talk.heard()

    def press(self, keys: str) -> None:
        self.talk.press(keys)

    def gone(self) -> bool:
        return self.talk.state == "over"


class AtPage:
    """In the widget, by WebRTC; keys by the page's keypad."""

    def __init__(self, caller: Caller, page: Page) -> None:
        self.caller, self.page = caller, page

    def hears(self) -> set[str]:
        ear = self.page.ear
        return {name for name, hertz in tones.TONES.items() if loudness(ear, hertz) > LOUD}

    def press(self, keys: str) -> None:
        self.page.deafen()
        self.page.keys(keys)

    def gone(self) -> bool:
        return self.caller.state == "ended"


@dataclass
class RealCentre:
    """`said`: what is said to callers, by its words, and as which tone. `outside` is the telephone company's side."""

    server: Server
    said: Mapping[str, str]
    office: BackOffice
    outside: Telephone | None = None
    asterisk: AsteriskServer | None = None
    since: int = 0
    mail: Letters = field(default_factory=Letters)
    pages: list[Page] = field(default_factory=list)
    group: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.server.node.desk

    @property
    def tenant(self) -> str:
        return self.server.tenant

    async def until(self, true: Callable[[], Awaitable[object]], what: str = "it did not happen") -> float:
        """Seconds it took."""
        began = self.desk.clock.elapsed()
        while not await true():
            assert self.desk.clock.elapsed() - began < PATIENCE, what
            await self.desk.clock.sleep(LOOK)
        return self.desk.clock.elapsed() - began

    async def publish(self, kind: str, slug: str, body: docs.Body) -> None:
        def decide(change: Change) -> None:
            publish(change, "system:test", Ref(kind, slug), body)

        await self.desk.store.change(self.tenant, decide, at=self.desk.clock.now())

    async def invoices(self) -> None:
        """The recipe as it comes, before all calls; a mailbox to send from, and a bank. He is known."""
        await self.desk.store.change(
            self.tenant, lambda change: mailbox_and_bank(self.server, self.office, change), at=self.desk.clock.now()
        )
        recipe = next(one for one in await list_recipes() if one.recipe == "invoice-help")
        for one in recipe.documents:
            await self.publish(one.kind, one.slug, docs.read(one.kind, msgspec.json.encode(one.body).decode()))
        queue = (await self.desk.store.reading(self.tenant).where(docs.Document, {"kind": "queue"}))[0].slug
        chosen = {"queue": queue, "payment": "banco", "base": self.office.url}
        await self.flow(msgspec.convert(flow_body(recipe, chosen), Flow))
        if self.asterisk is None:
            await address_on_file(self.server)
        else:
            await self.desk.store.change(self.tenant, pepe_is_known, at=self.desk.clock.now())
        self.since = await self.desk.store.head(self.tenant)

    async def facts(self, kind: type[f.Fact]) -> list[f.Fact]:
        """Since the centre is as the story begins."""
        log = await self.desk.store.log(self.tenant, self.since, 10_000)
        return [one.fact for one in log if isinstance(one.fact, kind)]

    async def flow(self, body: Flow) -> None:
        """Before all calls."""
        await self.publish("flow", "ivr", body)
        await self.publish("endpoint", "calls", self._calls("ivr"))

    def _calls(self, flow: str | None) -> docs.Endpoint:
        settings: docs.Settings = (
            {"web": True} if self.asterisk is None else {"numbers": [NUMBER], "engine": "asterisk"}
        )
        return docs.Endpoint(name="Voz", brand="main", channel="voice", queue="main", settings=settings, flow=flow)

    async def open(self) -> None:
        """A number or a page that calls come by."""
        await self.publish("endpoint", "calls", self._calls(None))
        if self.asterisk is None:
            body = await self.desk.store.reading(self.tenant).get(docs.Document, "endpoint", "web")
            assert body is not None
            chat = docs.read("endpoint", body.body)
            assert isinstance(chat, docs.Endpoint)
            settings = {**chat.settings, "calls": "calls"}
            await self.publish("endpoint", "web", msgspec.structs.replace(chat, settings=settings))
            return
        assert self.outside is not None
        await self.publish(
            "trunk", "main", docs.Trunk(name="T", host=LOOPBACK, port=self.outside.port, codecs=["ulaw"], country="ES")
        )
        self.asterisk.lines = await telephony(self.desk)
        await asyncio.to_thread(self.asterisk.start)
        engine = self.desk.voice.engines["asterisk"]
        assert isinstance(engine, Reached)
        await self.until(lambda: _there(engine))

    # --- people -------------------------------------------------------------------------------------------------------

    async def calls(self) -> SomeCaller:
        """Pepe, whom the centre knows."""
        if self.outside is not None:
            return AtTelephone(await self.outside.call(NUMBER, MOBILE))
        caller = await self.visitor(
            {**PEPE, "hash": hmac.new(SECRET.encode(), PEPE["id"].encode(), "sha256").hexdigest()}
        )
        return await self.at_page(caller)

    async def visitor(self, identity: Mapping[str, str] | None) -> Caller:
        caller = Caller(self.server, public_key(self.tenant, "web"), self.pages, identity)
        self.tasks.append(self.group.create_task(caller.run()))
        await asyncio.wait_for(caller.connected.wait(), PATIENCE)
        return caller

    async def at_page(self, caller: Caller) -> AtPage:
        caller.call()

        async def has_leg() -> bool:
            return bool(caller.leg)

        await self.until(has_leg)
        page = await caller.answer(caller.leg)
        page.speaks = 0.0
        return AtPage(caller, page)

    async def listens(self, caller: SomeCaller, words: str) -> None:
        """Until he hears what is said with these words."""
        tone = self.said[words]

        async def heard() -> bool:
            return tone in caller.hears()

        await self.until(heard, f"{words}: {tone} not in {caller.hears()}")


@asynccontextmanager
async def real_centre(
    directory: Path, said: Mapping[str, str], *, by_telephone: bool = False
) -> AsyncIterator[RealCentre]:
    """Nobody is at work in it."""
    with tempfile.TemporaryDirectory(prefix="atiende-asterisk-") as place:
        asterisk = AsteriskServer(directory=Path(place)) if by_telephone else None
        outside = await Telephone((LOOPBACK, asterisk.sip), "outside").open(free_port()) if asterisk else None
        try:
            async with back_office() as office, serving(directory, private=True, asterisk=asterisk) as server:
                centre = RealCentre(server, said, office, outside, asterisk)
                object.__setattr__(centre.desk, "synthesizer", Toned(said))
                channels: dict[str, Channel] = {**centre.desk.channels, "email": centre.mail}
                object.__setattr__(centre.desk, "channels", channels)
                async with centre.group as group:
                    centre.tasks.append(group.create_task(keep_speaking(centre.pages, centre.desk.clock)))
                    try:
                        await centre.open()
                        yield centre
                    finally:
                        _ends(centre)
        finally:
            if outside is not None:
                outside.close()
            if asterisk is not None:
                asterisk.kill()
            if media := holder_of(directory):
                media.kill()


def _ends(centre: RealCentre) -> None:
    for page in centre.pages:
        page.close()
    for task in centre.tasks:
        task.cancel()


async def _there(engine: Reached) -> bool:
    return engine.is_there
