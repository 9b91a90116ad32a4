"""Who answered a number that we dialled: Asterisk says when he talks and when he rests, his rhythm says what he is."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from atiende.domain.voice import AnyEvent, MachineDetected
from atiende.ports.system import Clock
from atiende.voice.rhythm import Rhythm

FUNCTION = "TALK_DETECT"
RESTS_MS = 300
"""So long a silence ends what he says; it is told that much later."""
LOUD = 256
LOOK_SECONDS = 0.1


class Telling(Protocol):
    def told(self, method: str, uri: str, query: Mapping[str, str | int] | None = None) -> None: ...


@dataclass(slots=True)
class _Heard:
    leg: str
    began: float
    rhythm: Rhythm = field(default_factory=Rhythm)


class Answerers:
    """Fed with channels' answers and talk; it tells once for each, and listens no longer then."""

    def __init__(self, asterisk: Telling, tell: Callable[[AnyEvent], None], clock: Clock) -> None:
        self._asterisk, self._tell, self._clock = asterisk, tell, clock
        self._heard: dict[str, _Heard] = {}
        self._numbers: set[str] = set()
        self._some = asyncio.Event()

    def expect(self, leg: str) -> None:
        """It is a number; agents' telephones are not judged."""
        self._numbers.add(leg)

    def answered(self, leg: str, channel: str) -> None:
        if leg not in self._numbers:
            return
        self._numbers.discard(leg)
        self._heard[channel] = _Heard(leg, self._clock.elapsed())
        self._set(channel, "set", f"{RESTS_MS},{LOUD}")
        self._some.set()

    def gone(self, leg: str, channel: str) -> None:
        self._numbers.discard(leg)
        self._heard.pop(channel, None)

    def talked(self, channel: str, begins: bool) -> None:
        heard = self._heard.get(channel)
        if heard is None:
            return
        if begins:
            heard.rhythm.talks(self._after(heard))
        else:
            heard.rhythm.rests(max(0, self._after(heard) - RESTS_MS))

    async def run(self) -> None:
        while True:
            await self._some.wait()
            await self._clock.sleep(LOOK_SECONDS)
            for channel, heard in list(self._heard.items()):
                self._judge(channel, heard)
            if not self._heard:
                self._some.clear()

    def _judge(self, channel: str, heard: _Heard) -> None:
        verdict = heard.rhythm.judged(self._after(heard))
        if verdict is not None:
            del self._heard[channel]
            self._set(channel, "remove", "")
            self._tell(MachineDetected(leg=heard.leg, who=verdict.who, after_ms=verdict.after_ms))

    def _after(self, heard: _Heard) -> int:
        return int((self._clock.elapsed() - heard.began) * 1000)

    def _set(self, channel: str, what: str, value: str) -> None:
        query: Mapping[str, str | int] = {"variable": f"{FUNCTION}({what})", "value": value}
        self._asterisk.told("POST", f"channels/{channel}/variable", query)
