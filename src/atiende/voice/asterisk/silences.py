"""Which agents' browsers have fallen silent in a call, and come back: Asterisk tells nobody, so it is asked what came.

A browser sends sound all the time, muted or not; nothing for a few seconds means that its page or its network is gone.
Desk phones are not asked for: some send nothing while nobody speaks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from atiende.domain.voice import AnyEvent, LegFaltered
from atiende.ports.system import Clock
from atiende.voice.asterisk.qualities import COUNTED, Host, in_turn

EVERY_SECONDS = 1.0
MOST = 50
"""Legs that are asked for in that time; of more, each is in its turn."""
FALTERS_AFTER = 3.0


@dataclass(slots=True)
class Heard:
    """`count`: the packets that had come at `at`, when it was last seen to grow. `silent`: what was told of it; None:
    nothing yet, as after a restart."""

    count: int
    at: float
    silent: bool | None = None


class Silences:
    """Tells of each agent's browser that falters, and is back."""

    def __init__(self, host: Host, tell: Callable[[AnyEvent], None], clock: Clock) -> None:
        self._host, self._tell, self._clock = host, tell, clock
        self._heard: dict[str, Heard] = {}
        """By leg, the last one asked for at the end."""

    async def run(self) -> None:
        """Until cancelled."""
        await in_turn(self._next, self._look, self._clock, EVERY_SECONDS)

    def _next(self) -> list[str]:
        """Those that have just answered, then those not asked for for the longest time."""
        lines = self._host.exchange.lines
        there = {leg for leg, line in lines.items() if line.in_browser and line.state == "up"}
        self._heard = {leg: heard for leg, heard in self._heard.items() if leg in there}
        return [*there.difference(self._heard), *self._heard][:MOST]

    async def _look(self, leg: str) -> None:
        line = self._host.exchange.lines.get(leg)
        if line is None:
            return
        answer = await self._host.ask("GET", f"channels/{line.channel}/rtp_statistics")
        now = self._clock.elapsed()
        known = self._heard.pop(leg, None) or Heard(0, now)
        self._heard[leg] = known
        if not answer.well:
            return
        count = COUNTED.decode(answer.body).rxcount
        if count != known.count:
            known.count, known.at = count, now
        silent = known.at <= now - FALTERS_AFTER
        if silent != known.silent and (silent or known.count):
            known.silent = silent
            self._tell(LegFaltered(leg=leg, back=not silent))
