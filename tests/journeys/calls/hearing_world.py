"""Callers who listen: the telephones of the small centre, and what is said to each of them, word by word."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from atiende.actions.configuration import Ref, publish
from atiende.actions.performers import Performer, performers
from atiende.domain import documents as docs
from atiende.domain import voice as v
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.payments import Payments
from atiende.ports.speech import SpeechFailed
from atiende.ports.store import Change
from atiende.reactors.errands import ErrandReactor
from tests.fakes import open_desk
from tests.journeys.calls.world import CALLER, QUEUE, Telephones, telephones
from tests.journeys.flows.flow_world import Shop
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import channels

IVR: dict[str, object] = {
    "name": "Centralita",
    "start": "menu",
    "person": "people",
    "failed": "people",
    "variables": {"order": {"type": "text"}, "pin": {"type": "text"}, "status": {"type": "text"}},
    "nodes": {
        "menu": {
            "type": "menu",
            "text": {"es": "¿Qué necesita?", "en": "What do you need?"},
            "options": [
                {"label": {"es": "pedidos", "en": "orders"}, "goto": "order"},
                {"label": {"es": "dejar un mensaje", "en": "leave a message"}, "goto": "message"},
                {"label": {"es": "terminar", "en": "finish"}, "goto": "end"},
            ],
        },
        "order": {"type": "ask", "text": {"es": "¿Qué número?", "en": "What number?"}, "variable": "order",
                  "check": "order", "pattern": "[0-9]{4,8}", "next": "pin"},
        "pin": {"type": "ask", "text": {"es": "Marque su clave.", "en": "Enter your PIN."}, "variable": "pin",
                "check": "text", "secret": True, "next": "look"},
        "look": {"type": "request", "url": "https://shop.example/orders/{{ order }}?pin={{ pin }}",
                 "take": {"status": "order.status"}, "tries": 0, "next": "tell", "failed": "people"},
        "tell": {"type": "say", "text": {"es": "Está {{ status }}.", "en": "It is {{ status }}."}, "next": "end"},
        "message": {"type": "voicemail", "text": {"es": "Hable tras la señal.", "en": "Speak after the tone."},
                    "queue": "second", "seconds": 60, "next": "end", "failed": "end"},
        "people": {"type": "queue", "queue": "support", "text": {"es": "Le paso.", "en": "Passing you on."}},
        "end": {"type": "end", "text": {"es": "Gracias, adiós.", "en": "Thank you, goodbye."}},
    },
}  # fmt: skip


class Reader:
    """Reads texts out as their own letters; `dumb`: it cannot."""

    def __init__(self) -> None:
        self.dumb = False

    async def speak(self, text: str, language: str) -> bytes:
        if self.dumb:
            raise SpeechFailed("broken")
        return f"{language}: {text}".encode()


class Hearing:
    """One centre with callers, and its shop behind the flow."""

    def __init__(self, phones: Telephones, reader: Reader) -> None:
        self.phones, self.desk, self.engine, self.reader = phones, phones.desk, phones.engine, reader
        self.shop = Shop()
        self.payments: dict[str, Payments] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        mine: Mapping[str, Performer] = performers(self.shop, self.payments)
        async with self.phones.running() as centre:
            errands = ErrandReactor(self.desk, mine)
            centre.timers._others = {"errand": errands.perform}
            yield

    async def publish(self, kind: str, slug: str, body: docs.Body) -> None:
        def decide(change: Change) -> None:
            publish(change, "system:test", Ref(kind, slug), body)

        await self.desk.store.change(TENANT, decide, at=self.desk.clock.now())

    async def flow(self, body: dict[str, object] | None = None) -> None:
        await self.publish("flow", "ivr", msgspec.convert(body or IVR, Flow))
        await self.endpoint(flow="ivr")

    async def endpoint(self, flow: str | None = None, **settings: str | bool | list[str]) -> None:
        found = await self.desk.store.reading(TENANT).get(docs.Document, "endpoint", "phone")
        assert found is not None
        body = docs.read("endpoint", found.body)
        assert isinstance(body, docs.Endpoint)
        await self.publish(
            "endpoint", "phone", structs.replace(body, flow=flow, settings={**body.settings, **settings})
        )

    async def queue(self, **voice: object) -> None:
        """The queue's rules for calls."""
        await self.publish("queue", "support", structs.replace(QUEUE, voice=structs.replace(QUEUE.voice, **voice)))

    # --- at the telephone ---

    async def calls(self, number: str = CALLER) -> str:
        return await self.phones.call_in(number)

    async def playing(self, leg: str) -> list[str]:
        """What is played to him now: words, or `music` and our signals by their size."""
        found = []
        for to, sound in list(self.engine.network.plays.values()):
            if to == leg or leg in self.engine.network.bridges.get(to, ()):
                content = await self.desk.blobs.get(TENANT, sound.blob)
                text = "music" if sound.loop else "tone" if content.startswith(b"RIFF") else content.decode()
                found.append(text)
        return found

    async def hears(self, leg: str, words: str) -> str:
        """Waits until this is part of what is played to him."""

        async def look() -> str:
            return next((one for one in await self.playing(leg) if words in one), "")

        try:
            return await self.phones.until(look)
        except AssertionError:
            raise AssertionError(f"{leg} hears {await self.playing(leg)}, not {words}") from None

    async def hears_now(self, leg: str, words: str) -> bool:
        return any(words in one for one in await self.playing(leg))

    async def soon(self, what: Callable[[], Awaitable[object]]) -> None:
        """Within a second of the centre's time: nothing else has to happen before."""
        for _ in range(20):
            if await what():
                return
            await self.phones.clock.advance(0.05)
        raise AssertionError("not soon")

    async def listens(self, leg: str, words: str) -> str:
        """Hears it to its end."""
        heard = await self.hears(leg, words)
        for play, (to, sound) in list(self.engine.network.plays.items()):
            if to == leg and not sound.loop:
                self.engine.end_play(play)
        return heard

    def press(self, leg: str, keys: str) -> None:
        for key in keys:
            self.engine.say(v.DigitPressed(leg=leg, digit=key))

    async def session(self) -> FlowSession:
        rows = await self.desk.store.reading(TENANT).where(FlowSession, {})
        return max(rows, key=lambda one: (one.at, one.interaction))

    async def until(self, what: Callable[[], Awaitable[object]]) -> None:
        await self.phones.until(what)

    async def gone(self, leg: str) -> None:
        async def look() -> bool:
            return leg not in self.engine.network.legs

        await self.until(look)


@asynccontextmanager
async def hearing(
    request: pytest.FixtureRequest, tmp_path: Path, more: Mapping[str, Channel] | None = None
) -> AsyncIterator[Hearing]:
    """On either database, with `more` channels; what happened can be replayed."""
    url = str(request.getfixturevalue("postgres_url")) if getattr(request, "param", "") == "postgres" else ""
    reader = Reader()
    async with open_desk(tmp_path, url=url, channels={**channels(), **(more or {})}) as plain:
        desk: Desk = replace(plain, synthesizer=reader)
        async with telephones(desk) as phones:
            yield Hearing(phones, reader)
            await phones.proven()
