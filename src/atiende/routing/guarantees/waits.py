"""Checks on what waits: no free agent beside it for long, nobody before his turn, nobody overtaken without end."""

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.routing import rules
from atiende.routing.guarantees import lawful
from atiende.routing.guarantees.groups import Groups
from atiende.routing.guarantees.violation import (
    IDLE_MS,
    NO_IDLE,
    ORDER,
    ORDER_MS,
    OVERTAKING,
    STEPS_OF_PRIORITY,
    Violation,
    against,
)
from atiende.routing.scene import WAITING, Job, Scene

NOBODY: set[str] = set()


class Suspicion(Struct, frozen=True, kw_only=True):
    """`first` should have gone before `given`, which went to `agent`: a violation if it waits on, unchanged."""

    guarantee: str
    first: str
    changed_seq: int
    given: str
    agent: str
    seq: int
    at: int
    paused: int = 0


class Waits:
    """`resumed`: from when on time counts, after a silence of the log."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.groups = Groups(scene)
        self.resumed = 0
        self._gone_seq = 0
        self._suspected: list[Suspicion] = []
        self._told: dict[str, int] = {}

    # --- no free agent beside fitting work ----------------------------------------------------------------------------

    def idle(self, now: int) -> list[Violation]:
        """Work that has waited longer than the bound while an agent who may have it was free all the time."""
        found, groups = [], self.groups
        ready = {channel: self._ready(free, now) for channel, free in groups.free.items()}
        for group in list(groups.of.values()):
            able = ready.get(group.need.channel, NOBODY)
            if able and not able.isdisjoint(fit := groups.fitting(group)):
                found += self._idle(next(iter(group.members)), able & fit, now)
        for interaction in sorted(groups.special):
            job = self.scene.jobs[interaction]
            if lawful.is_plain(self.scene, job, now):
                groups.put(interaction, now)
            elif able := ready.get(job.queued.channel, NOBODY):
                found += self._idle(interaction, able, now)
        return found

    def _ready(self, free: set[str], now: int) -> set[str]:
        """Who has been free for longer than the bound, and need not rest."""
        workers = self.scene.workers
        return {
            agent
            for agent in free
            if now - workers[agent].changed > IDLE_MS and not lawful.is_spared(self.scene, workers[agent], now)
        }

    def _idle(self, interaction: str, ready: set[str], now: int) -> list[Violation]:
        job = self.scene.jobs[interaction]
        if self._told.get(interaction) == job.changed_seq or now - max(job.changed, self.resumed) <= IDLE_MS:
            return []
        free = self.groups.free[job.queued.channel]
        kept_since = lawful.kept_free_since(self.scene, job, free, now)
        if kept_since is None:
            return []
        for agent in sorted(ready):
            since = lawful.due_since(self.scene, job, agent, now)
            if since is None or now - (since := max(since, kept_since, self.resumed)) <= IDLE_MS:
                continue
            self._told[interaction] = job.changed_seq
            shown = against(job, NO_IDLE, "free_agent", self.scene.position, now)
            return [replace(shown, agent=agent, since=since)]
        return []

    # --- nobody before his turn ---------------------------------------------------------------------------------------

    def offered(self, fact: f.InteractionOffered, logged: f.Logged) -> None:
        """Before the offer: does something wait that ranks before it, and that this agent could have had?"""
        job = self.scene.jobs.get(fact.interaction)
        place = lawful.rank(self.scene, job) if job is not None else None
        worker = self.scene.workers.get(fact.agent)
        if job is None or place is None or worker is None or lawful.is_spared(self.scene, worker, logged.at):
            return
        if self._gone_seq > lawful.position_of(fact, logged):
            return  # what went away was on its way to somebody, and had its turn
        groups, agent, best = self.groups, fact.agent, None
        for group in groups.of.values():
            if agent in groups.free[group.need.channel] and agent in groups.fitting(group):
                first = groups.first(group)
                if first is not None and first[0] < place and (best is None or first < best):
                    best = first
        if best is not None:
            self._suspect(best[2], job, fact, logged)

    def went(self, interaction: str, seq: int) -> None:
        """Before a fact that ends or takes it: was it waiting?"""
        job = self.scene.jobs.get(interaction)
        if job is not None and job.state == WAITING:
            self._gone_seq = seq

    def _suspect(self, first: str, given: Job, fact: f.InteractionOffered, logged: f.Logged) -> None:
        job = self.scene.jobs[first]
        if max(job.changed, self.resumed) + ORDER_MS > logged.at:
            return
        far = lawful.overtaken_too_far(self.scene, job, given, STEPS_OF_PRIORITY)
        self._suspected.append(
            Suspicion(
                guarantee=OVERTAKING if far else ORDER,
                first=first,
                changed_seq=job.changed_seq,
                given=fact.interaction,
                agent=fact.agent,
                seq=logged.seq,
                at=logged.at,
            )
        )

    def overdue(self, now: int) -> list[Violation]:
        """Suspicions whose time is up: it still waits as it did, and nobody it could have been meant for went away."""
        if not self._suspected:
            return []
        ripe = [one for one in self._suspected if one.at + one.paused + ORDER_MS < now]
        self._suspected = [one for one in self._suspected if one.at + one.paused + ORDER_MS >= now]
        return [self._passed_over(one) for one in ripe if self._still(one)]

    def resume(self, at: int) -> None:
        """Time counts from here; what was told may be told again."""
        self.resumed = at
        self._told.clear()

    def pause(self, length: int) -> None:
        """Nothing was written for so long: once, that is not counted."""
        self._suspected = [one if one.paused else replace(one, paused=length) for one in self._suspected]

    def _still(self, one: Suspicion) -> bool:
        job = self.scene.jobs.get(one.first)
        if job is None or job.state != WAITING or job.changed_seq != one.changed_seq or self.resumed > one.at:
            return False
        went = (w for agent, w in self.scene.workers.items() if w.left + ORDER_MS >= one.at and agent != one.agent)
        return all(rules.unfit("", worker.ability, lawful.shared_need(self.scene, job)) for worker in went)

    def _passed_over(self, one: Suspicion) -> Violation:
        job = self.scene.jobs[one.first]
        why = "overtaken" if one.guarantee == OVERTAKING else "passed_over"
        shown = against(job, one.guarantee, why, one.seq, one.at)
        return replace(shown, agent=one.agent, other=one.given, since=job.changed)
