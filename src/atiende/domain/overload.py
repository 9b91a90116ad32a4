"""What is let go when there is more to do than can be done, and when: never what came in, calls, or what agents send.

Pure: the moments and the delays are parameters. A delay is how long the oldest thing has waited that should have been
done at once. As in CoDel only its floor over a while counts: a short peak, however high, is no overload.
"""

from collections.abc import Mapping
from typing import Literal

What = Literal["background", "simulations", "exports", "reports", "bots", "signals"]

LETS_GO: Mapping[What, int] = {
    "background": 1,
    "simulations": 1,
    "exports": 2,
    "reports": 2,
    "bots": 3,
    "signals": 4,
}
"""From which level on each is not done: search index, learning and bulk first, who types last."""

HIGHEST = 4
TARGET_SECONDS = 0.25
"""What the oldest may have waited while all is well."""
CALM_SHARE = 0.5
"""Of the target: below it one thing after the other is taken up again; between the two nothing changes."""
RAISE_SECONDS = 1.0
"""How long the delay must have stayed above the target for each further level."""
LOWER_SECONDS = 3.0
"""And how long in calm for each level less."""


class Shedding:
    """The level, 0 (everything is done) to 4, by the delays it is told of."""

    def __init__(self, target: float = TARGET_SECONDS) -> None:
        self._target = target
        self._above: float | None = None
        self._calm: float | None = None
        self.level = 0

    def observe(self, now: float, delay: float) -> bool:
        """Takes note of a delay at a moment, both in seconds; whether the level changed."""
        if delay > self._target:
            self._calm = None
            self._above = now if self._above is None else self._above
            if now - self._above >= RAISE_SECONDS and self.level < HIGHEST:
                self._above = now
                self.level += 1
                return True
        elif delay <= self._target * CALM_SHARE:
            self._above = None
            self._calm = now if self._calm is None else self._calm
            if now - self._calm >= LOWER_SECONDS and self.level > 0:
                self._calm = now
                self.level -= 1
                return True
        else:
            self._above = self._calm = None
        return False
