"""The centre's pulse: what happened in each five minutes, and how many waited at their end."""

from atiende.domain import facts as f
from atiende.domain.watching import Pulse
from atiende.routing.scene import WAITING, Scene

BEAT_MS = 300_000
DAY_MS = 86_400_000
COUNTED: dict[type[f.Fact], str] = {
    f.InteractionQueued: "queued",
    f.InteractionOffered: "offers",
    f.InteractionTaken: "answered",
    f.InteractionEnded: "ended",
}


class Pulses:
    """Beside a scene: told of each fact before the scene applies it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._counts: dict[str, int] = {}
        self._end = 0

    def before(self, logged: f.Logged) -> list[Pulse]:
        """The five minutes that ended before this fact, if something happened in them."""
        done = self._ended(logged.at)
        name = COUNTED.get(type(logged.fact))
        if name is not None:
            self._counts[name] = self._counts.get(name, 0) + 1
        self._end = self._end or (logged.at // BEAT_MS + 1) * BEAT_MS
        return done

    def tick(self, now: int) -> list[Pulse]:
        return self._ended(now)

    def _ended(self, now: int) -> list[Pulse]:
        if not self._end or now < self._end:
            return []
        made = Pulse(
            day=self._end // DAY_MS,
            at=self._end,
            waiting=sum(job.state == WAITING for job in self.scene.jobs.values()),
            available=sum(one.state == "available" and one.ability.active for one in self.scene.workers.values()),
            queued=self._counts.get("queued", 0),
            offers=self._counts.get("offers", 0),
            answered=self._counts.get("answered", 0),
            ended=self._counts.get("ended", 0),
        )
        self._counts, self._end = {}, 0
        return [made]
