"""Nothing stranded: every open piece of work has an agent, a place in a queue, or a clock that moves it on."""

from collections.abc import Set
from heapq import heappop, heappush

from msgspec.structs import replace

from atiende.routing.guarantees.violation import STRANDED, STRANDED_MS, Violation, against
from atiende.routing.scene import HANDLED, LIMBO, OFFERED, WAITING, WRAP_UP, Job, Scene

Due = tuple[int, str, str, int]
"""When, which work, in which state, since when: of any other state it is no longer true."""
WHY = {OFFERED: "offer_without_end", WRAP_UP: "wrap_up_without_end", LIMBO: "nowhere", HANDLED: "agent_gone"}


class Stranded:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.resumed = 0
        self._due: list[Due] = []
        self._told: dict[str, int] = {}

    def put(self, interaction: str) -> None:
        """As the scene has it now."""
        job = self.scene.jobs.get(interaction)
        if job is None:
            self._told.pop(interaction, None)
        elif (by := self._moves_by(job)) is not None:
            heappush(self._due, (by, interaction, job.state, job.at))

    def overdue(self, now: int) -> list[Violation]:
        found = []
        while self._due and self._due[0][0] < now:
            _, interaction, state, at = heappop(self._due)
            job = self.scene.jobs.get(interaction)
            by = self._moves_by(job) if job is not None and (job.state, job.at) == (state, at) else None
            if job is None or by is None:
                continue
            if self._told.get(interaction) == at:
                continue
            if by < now:
                self._told[interaction] = at
                found.append(self._broken(job, now, WHY.get(job.state, "nowhere")))
            else:
                heappush(self._due, (by, interaction, state, at))
        return found

    def missing(self, on_floor: Set[str], now: int) -> list[Violation]:
        """What waits by the log and is not on the floor, when both have read the same facts."""
        found = []
        for interaction in self.scene.jobs.keys() - on_floor:
            job = self.scene.jobs[interaction]
            if job.state == WAITING and self._told.get(interaction) != job.at:
                self._told[interaction] = job.at
                found.append(self._broken(job, now, "not_on_floor"))
        return found

    def _moves_by(self, job: Job) -> int | None:
        """Until when something must have happened; None when it may be as it is for ever."""
        if job.state in (OFFERED, WRAP_UP):
            return max(job.until, self.resumed) + STRANDED_MS
        if job.state == LIMBO:
            return max(job.at, job.until, self.resumed) + STRANDED_MS
        worker = self.scene.workers.get(job.agent)
        if job.state != HANDLED or (worker is not None and worker.ability.active):
            return None
        return max(job.at, self.resumed, worker.changed if worker else 0) + STRANDED_MS

    def _broken(self, job: Job, now: int, why: str) -> Violation:
        return replace(against(job, STRANDED, why, self.scene.position, now), agent=job.agent, since=job.at)
