"""Follows a log and says what broke a guarantee: the same class over a live log, a stored one, and a test's.

Facts come one by one, in order (`follow`). A stored log tells the time by its facts; beside a running centre only
`tick` does, after the floor has had its turn.
"""

from collections.abc import Callable, Iterable, Set

from atiende.domain import facts as f
from atiende.routing.guarantees import turns
from atiende.routing.guarantees.stranded import Stranded
from atiende.routing.guarantees.violation import (
    CAPACITY,
    GUARANTEES,
    NO_IDLE,
    ONE_AGENT,
    ORDER,
    OVERTAKING,
    PAUSE_MS,
    PERMITTED,
    SILENCE_MS,
    STRANDED,
    Violation,
)
from atiende.routing.guarantees.waits import Waits
from atiende.routing.scene import Scene

EVERY_MS = 1_000
"""How often in the log's own time idle agents are looked for."""
ABOUT_WORK = (
    f.InteractionQueued, f.InteractionWidened, f.InteractionOffered, f.InteractionTaken, f.OfferDeclined,
    f.OfferExpired, f.OfferWithdrawn, f.InteractionTransferred, f.WrapUpStarted, f.InteractionEnded,
    f.CallbackRequested, f.InteractionRefused,
)  # fmt: skip


class Watch:
    """`checked` and `broken` count by guarantee; `facts` how many were read. `ticked`: time is told by ticks alone."""

    def __init__(self, scene: Scene | None = None, *, ticked: bool = False) -> None:
        self._ticked = ticked
        self.scene = scene or Scene()
        self.facts = 0
        self.checked = dict.fromkeys(GUARANTEES, 0)
        self.broken = dict.fromkeys(GUARANTEES, 0)
        self._waits = Waits(self.scene)
        self._stranded = Stranded(self.scene)
        self._time = self._looked = self.scene.at
        self._begin()

    def follow(self, logged: f.Logged) -> list[Violation]:
        """What this fact shows, and what the time before it does."""
        found = [] if self._ticked else self._time_of(logged)
        found += self._before(logged)
        held_by = self._carrier(logged.fact)
        self.scene.apply(logged)
        self._after(logged, held_by)
        self.facts += 1
        return self._counted(found)

    def tick(self, now: int, on_floor: Set[str] | None = None) -> list[Violation]:
        """The centre runs, and it is `now`. `on_floor`: what waits on a floor that has read the same facts."""
        found = self._pass_time(now)
        if on_floor is not None:
            found += self._stranded.missing(on_floor, now)
        return self._counted(found)

    def resume(self, now: int) -> None:
        """The centre did not run until now, or could not write: time counts from here."""
        self._resume(now)

    def _begin(self) -> None:
        """A scene that was stored: nothing has been waited for since."""
        self._resume(self.scene.at)
        for interaction in list(self.scene.jobs):
            self._waits.groups.put(interaction, self.scene.at)
            self._stranded.put(interaction)

    def _resume(self, at: int) -> None:
        self._waits.resume(at)
        self._stranded.resumed = at
        self._time = self._looked = max(self._time, at)

    def _time_of(self, logged: f.Logged) -> list[Violation]:
        """What had come to pass before this fact was written, as far as the log can say."""
        gap = logged.at - self._time
        if gap > SILENCE_MS:
            self._resume(logged.at)
        elif gap > PAUSE_MS:
            self._waits.pause(gap)
        return self._pass_time(logged.at)

    def _pass_time(self, now: int) -> list[Violation]:
        self._time = max(self._time, now)
        found = self._waits.overdue(now)
        if now - self._looked >= EVERY_MS:
            self._looked = now
            self.checked[NO_IDLE] += 1
            self.checked[STRANDED] += 1
            found += self._waits.idle(now)
            found += self._stranded.overdue(now)
        return found

    def _before(self, logged: f.Logged) -> list[Violation]:
        fact = logged.fact
        if isinstance(fact, f.InteractionOffered):
            self._count(ONE_AGENT, CAPACITY, PERMITTED, ORDER, OVERTAKING)
            found = turns.of_offer(self.scene, fact, logged)
            if not found:
                self._waits.offered(fact, logged)
            return found
        if isinstance(fact, f.InteractionEnded | f.InteractionRefused | f.InteractionTaken | f.CallbackRequested):
            self._waits.went(fact.interaction, logged.seq)
        if isinstance(fact, f.InteractionTaken):
            self._count(ONE_AGENT)
            return turns.of_taking(self.scene, fact, logged)
        if isinstance(fact, f.InteractionQueued):
            self._count(OVERTAKING)
            return turns.of_queueing(self.scene, fact, logged)
        return []

    def _carrier(self, fact: f.Fact) -> str:
        """Who carries the work the fact is about, before it."""
        job = self.scene.jobs.get(fact.interaction) if isinstance(fact, ABOUT_WORK) else None
        return job.agent if job is not None else ""

    def _after(self, logged: f.Logged, held_by: str) -> None:
        """What the fact changed, in the groups and the clocks."""
        fact, groups = logged.fact, self._waits.groups
        if isinstance(fact, ABOUT_WORK):
            groups.put(fact.interaction, logged.at)
            self._stranded.put(fact.interaction)
            job = self.scene.jobs.get(fact.interaction)
            for agent in {held_by, job.agent if job else ""} - {""}:
                groups.worker(agent)
            return
        keep = AFTER.get(type(fact))
        if keep is not None:
            keep(self, fact, logged.at)

    def _count(self, *names: str) -> None:
        for name in names:
            self.checked[name] += 1

    def _counted(self, found: list[Violation]) -> list[Violation]:
        for one in found:
            self.broken[one.guarantee] += 1
        return found


def _worker(watch: Watch, fact: f.AgentStateChanged | f.AgentPhoneChanged, at: int) -> None:
    watch._waits.groups.worker(fact.agent)


def _user(watch: Watch, fact: f.UserCreated | f.UserChanged, at: int) -> None:
    groups = watch._waits.groups
    groups.able(fact.user)
    groups.worker(fact.user)
    worker = watch.scene.workers[fact.user]
    for interaction in worker.held:
        watch._stranded.put(interaction)


def _document(watch: Watch, fact: f.DocumentPublished | f.DocumentRetired, at: int) -> None:
    groups = watch._waits.groups
    if fact.kind == "queue":
        for interaction, job in watch.scene.jobs.items():
            if job.queued.queue == fact.slug:
                groups.put(interaction, at)
    elif fact.kind == "workload":
        for agent in watch.scene.workers:
            groups.worker(agent)


def _conversation(watch: Watch, fact: f.PriorityChanged, at: int) -> None:
    for job in watch.scene.of_conversation(fact.conversation):
        watch._waits.groups.put(job.queued.interaction, at)


AFTER: dict[type[f.Fact], Callable[..., None]] = {
    f.AgentStateChanged: _worker,
    f.AgentPhoneChanged: _worker,
    f.UserCreated: _user,
    f.UserChanged: _user,
    f.DocumentPublished: _document,
    f.DocumentRetired: _document,
    f.PriorityChanged: _conversation,
}


def violations(log: Iterable[f.Logged], until: int | None = None) -> list[Violation]:
    """What a whole log shows, and the time after it up to `until`."""
    watch = Watch()
    found = [one for logged in log for one in watch.follow(logged)]
    return found + (watch.tick(until) if until is not None else [])
