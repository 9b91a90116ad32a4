"""A centre with a number at a real Asterisk, and somebody outside who calls it: a SIP telephone with a tone for a
voice, in a thread of its own, because the browser's loop occupies this one."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Page

from atiende.actions.configuration import Ref, publish
from atiende.actions.telephony import telephony
from atiende.bench.calls import settings_for
from atiende.bench.calls_centre import NUMBER
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.servers.processes import free_port
from atiende.bench.telephones.telephone import Talk, Telephone
from atiende.domain import documents as docs
from atiende.ports.store import Change
from atiende.ports.telephony import Telephony
from atiende.settings import Settings
from atiende.wiring import open_desk
from tests.browser import centre
from tests.browser.centre import Made, Running, Wanted

T = TypeVar("T")
LIMIT = 30.0
LOUD = 40
BETWEEN_BEEPS = 1.2
WHO = "+34600111222"


class Caller:
    """Somebody with a telephone."""

    def __init__(self, port: int, asterisk: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        telephone = Telephone((LOOPBACK, asterisk), "outside", tone="a")
        self._telephone = self.does(telephone.open(port))

    def does(self, what: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(LIMIT)

    def calls(self) -> Talk:
        """Whoever is to hear it has a page that can be rung: see `rings_at`."""
        return self.does(self._telephone.call(NUMBER, WHO))

    def becomes(self, true: Callable[[], bool]) -> None:
        """Waits until it is so."""

        async def wait() -> None:
            async with asyncio.timeout(LIMIT):
                while not true():
                    await asyncio.sleep(0.02)

        self.does(wait())

    def hears_something(self, talk: Talk) -> None:
        """A fake microphone beeps once a second."""
        self.becomes(lambda: any(_is_loud(sound) for _, sound in list(talk.frames)))

    def hears_again(self, talk: Talk) -> float:
        """Seconds of silence, now that nobody speaks to him; what was on its way or between beeps does not count."""
        since = self._loop.time()
        talk.forget()
        self.becomes(lambda: any(at > since + BETWEEN_BEEPS and _is_loud(sound) for at, sound in list(talk.frames)))
        return self._loop.time() - since

    async def _end(self) -> None:
        self._telephone.close()
        await asyncio.sleep(0)  # sockets are closed one turn later
        await asyncio.sleep(0)

    def hangs_up(self, talk: Talk) -> None:
        self._loop.call_soon_threadsafe(talk.hang_up)

    def close(self) -> None:
        self.does(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _is_loud(sound: bytes) -> bool:
    """The louder a byte of G.711, the more of its bits are not set."""
    return any(0x7F ^ (byte & 0x7F) > LOUD for byte in sound)


def rings_at(caller: Caller, asterisk: AsteriskServer, page: Page) -> None:
    """As soon as the page of whoever is signed in there is registered as a telephone."""
    user = page.evaluate("async () => (await (await fetch('/api/v1/session')).json()).user.id")
    caller.becomes(lambda: f"{user}" in asterisk.ask("pjsip show contacts"))


class OnAsterisk(Running):
    """Its calls are carried by Asterisk alone."""


def made_with_a_number(directory: Path, caller_port: int) -> tuple[Made, Telephony]:
    made = centre.made(directory, Wanted(wrap_up_seconds=5))
    return made, centre._apart(_add(made, caller_port))


async def _add(made: Made, port: int) -> Telephony:
    async with open_desk(Settings(data_dir=made.directory)) as desk:

        def decide(change: Change) -> None:
            trunk = docs.Trunk(name="Trunk", host=LOOPBACK, port=port, codecs=["ulaw"])
            publish(change, "system:test", Ref("trunk", "main"), trunk)
            settings: docs.Settings = {"numbers": [NUMBER], "engine": "asterisk"}
            calls = docs.Endpoint(name="Llamadas", brand="main", channel="voice", queue="main", settings=settings)
            publish(change, "system:test", Ref("endpoint", "calls"), calls)

        await desk.store.change(made.tenant, decide, at=desk.clock.now())
        return await telephony(desk)


@contextmanager
def served(directory: Path, relay: int = 0) -> Iterator[tuple[Made, Running, AsteriskServer, Caller]]:
    """The centre, its server, Asterisk, and the caller's telephone."""
    port = free_port()
    made, lines = made_with_a_number(directory / "data", port)
    with AsteriskServer.running(lines) as asterisk:
        websocket = f"ws://{LOOPBACK}:{asterisk.http}/ws"
        OnAsterisk.own = {**settings_for(asterisk), "ATIENDE_ASTERISK_WEBSOCKET": websocket}
        server, caller = OnAsterisk(made.directory, relay), Caller(port, asterisk.sip)
        try:
            server.start()
            yield made, server, asterisk, caller
        finally:
            caller.close()
            server.kill()
