"""How well agents' telephones, and numbers that we called, are heard: Asterisk is asked for what it counts, one leg
after the other and few a second, so that calls have the connection for themselves."""

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from atiende.domain.voice import AnyEvent, LegQuality
from atiende.ports.system import Clock
from atiende.ports.voice import EngineGone
from atiende.voice.asterisk.lines import Exchange
from atiende.voice.asterisk.link import Answer

EVERY_SECONDS = 10.0
IDLE_SECONDS = 1.0
MOST = 50
"""Legs that are asked for in that time; of more, each is in its turn."""


class Counted(Struct, frozen=True):
    """Of the sound that came: packets, those that are missing (counted every five seconds), its jitter in seconds
    (named after the report in which the other side is told); and the round trip."""

    rxcount: int = 0
    rxploss: int = 0
    txjitter: float = 0.0
    rtt: float = 0.0


COUNTED = msgspec.json.Decoder(Counted)


class Host(Protocol):
    exchange: Exchange

    async def ask(self, method: str, uri: str) -> Answer: ...


async def in_turn(
    due: Callable[[], Sequence[str]], look: Callable[[str], Awaitable[None]], clock: Clock, seconds: float
) -> None:
    """Looks at the legs that are due, spread over so many seconds, again and again until cancelled."""
    while True:
        asked = due()
        for leg in asked:
            with contextlib.suppress(EngineGone):
                await look(leg)
            await clock.sleep(seconds / len(asked))
        if not asked:
            await clock.sleep(IDLE_SECONDS)


class Qualities:
    """Tells of each leg that is asked for, while sound comes from it."""

    def __init__(self, host: Host, tell: Callable[[AnyEvent], None], clock: Clock) -> None:
        self._host, self._tell, self._clock = host, tell, clock
        self._before: dict[str, Counted] = {}
        """By leg, the last one asked for at the end."""

    async def run(self) -> None:
        """Until cancelled."""
        await in_turn(self._next, self._look, self._clock, EVERY_SECONDS)

    def _next(self) -> list[str]:
        """Those that were never asked for, then those for the longest time."""
        there = [leg for leg, line in self._host.exchange.lines.items() if line.state == "up" and not line.endpoint]
        self._before = {leg: counted for leg, counted in self._before.items() if leg in there}
        new = [leg for leg in there if leg not in self._before]
        return [*new, *self._before][:MOST]

    async def _look(self, leg: str) -> None:
        line = self._host.exchange.lines.get(leg)
        if line is None:
            return
        answer = await self._host.ask("GET", f"channels/{line.channel}/rtp_statistics")
        before, now = self._before.pop(leg, Counted()), Counted()
        if answer.well:
            now = COUNTED.decode(answer.body)
        self._before[leg] = now
        came, lost = now.rxcount - before.rxcount, now.rxploss - before.rxploss
        if came > 0:
            self._tell(
                LegQuality(
                    leg=leg,
                    loss_pct=round(100 * max(0, lost) / (came + max(0, lost)), 2),
                    jitter_ms=round(now.txjitter * 1000, 1),
                    rtt_ms=round(now.rtt * 1000, 1),
                )
            )
