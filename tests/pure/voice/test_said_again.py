"""What the media process says again after its connection broke is taken once; what another one says is news."""

import asyncio
from typing import cast

from atiende.domain.voice import AnyEvent, DigitPressed
from atiende.ports.blobs import Blobs
from atiende.ports.secrets import Keyring
from atiende.ports.system import Clock
from atiende.voice.embedded import wire
from atiende.voice.embedded.attachment import Attachment
from atiende.voice.embedded.engine import EmbeddedEngine
from atiende.voice.embedded.starting import Starter


class Wire:
    """A connection to one life of a media process."""

    def __init__(self, life: str) -> None:
        self.welcome = wire.Welcome(life=life, process=1, places=())
        self.acknowledged: list[int] = []

    def acknowledge(self, upto: int) -> None:
        self.acknowledged.append(upto)

    def tells(self, engine: EmbeddedEngine, number: int, digit: str) -> None:
        event = DigitPressed(leg="leg_a", digit=digit)
        engine._passed_on(cast(Attachment, self), wire.Told(number=number, event=event))


def engine() -> EmbeddedEngine:
    nothing = object()
    return EmbeddedEngine(cast(Starter, nothing), cast(Blobs, nothing), cast(Keyring, nothing), cast(Clock, nothing))


async def heard(of: EmbeddedEngine, count: int) -> str:
    events = of.events()
    found: list[AnyEvent] = []
    async with asyncio.timeout(5):
        while len(found) < count:
            found.append(await anext(events))
    await asyncio.wait_for(_ask(events), 1)
    return "".join(one.digit for one in found if isinstance(one, DigitPressed))


async def _ask(events: object) -> None:
    """For the next one, which does not come: the last is acknowledged by it."""
    asking = asyncio.ensure_future(anext(events))  # type: ignore[call-overload] # what `events` gave
    await asyncio.sleep(0)
    asking.cancel()


async def test_keys_pressed_while_the_connection_broke_are_pressed_once_and_acknowledged_over_the_new_one() -> None:
    ours, first, second = engine(), Wire("one"), Wire("one")
    ours.attached = cast(Attachment, first)
    for number, digit in enumerate("4711", 1):
        first.tells(ours, number, digit)
    ours.attached = cast(Attachment, second)
    for number, digit in enumerate("4711#", 1):
        second.tells(ours, number, digit)
    assert await heard(ours, 5) == "4711#"
    assert (first.acknowledged, second.acknowledged) == ([], [1, 2, 3, 4, 5])


async def test_another_process_begins_to_count_anew() -> None:
    ours, first, second = engine(), Wire("one"), Wire("two")
    for one in (first, second):
        ours.attached = cast(Attachment, one)
        for number, digit in enumerate("12", 1):
            one.tells(ours, number, digit)
    assert await heard(ours, 4) == "1212"
    assert (first.acknowledged, second.acknowledged) == ([], [1, 2])
