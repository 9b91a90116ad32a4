"""Checks on what is given to whom: never two agents, nobody over capacity, nobody what he may not have."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.routing.guarantees import lawful
from atiende.routing.guarantees.violation import CAPACITY, ONE_AGENT, OVERTAKING, PERMITTED, Violation, against
from atiende.routing.scene import CARRIED, OFFERED, Job, Scene


def of_offer(scene: Scene, fact: f.InteractionOffered, logged: f.Logged) -> list[Violation]:
    """On the scene as it was before the offer."""
    job = scene.jobs.get(fact.interaction)
    if job is None:
        return [_of_unknown(fact, logged)]
    if job.state in CARRIED:
        return [_shown(logged, ONE_AGENT, "offered_while_held", job, fact.agent)]
    found = []
    worker = scene.workers.get(fact.agent)
    if worker is not None and not lawful.has_room(scene, worker, job.queued.channel):
        found.append(_shown(logged, CAPACITY, "over_capacity", job, fact.agent))
    if reason := _not_permitted(scene, job, fact, logged):
        found.append(_shown(logged, PERMITTED, reason, job, fact.agent))
    return found


def _not_permitted(scene: Scene, job: Job, fact: f.InteractionOffered, logged: f.Logged) -> str:
    worker = scene.workers.get(fact.agent)
    if worker is not None and worker.state != "available":
        return "not_available"
    reason = lawful.unfit(scene, job, fact.agent, logged.at)
    if reason and lawful.changed_since(scene, job, fact.agent, lawful.position_of(fact, logged)):
        return ""  # the rules changed while the offer was on its way; what is offered is not taken back
    return reason.partition(":")[0]


def of_taking(scene: Scene, fact: f.InteractionTaken, logged: f.Logged) -> list[Violation]:
    """Whoever takes it is the one it was offered to, or nobody has it and nobody is asked."""
    job = scene.jobs.get(fact.interaction)
    if job is None:
        return []
    if fact.offer is not None and job.state == OFFERED and job.offer != fact.offer:
        return [_shown(logged, ONE_AGENT, "another_offer", job, fact.agent)]
    if job.state in CARRIED and job.agent != fact.agent:
        return [_shown(logged, ONE_AGENT, "taken_while_held", job, fact.agent)]
    return []


def of_queueing(scene: Scene, fact: f.InteractionQueued, logged: f.Logged) -> list[Violation]:
    """Work that comes back to wait keeps the place its first wait gave it."""
    job = scene.jobs.get(fact.interaction)
    if job is None or fact.since <= job.queued.since:
        return []
    lost = against(job, OVERTAKING, "place_lost", logged.seq, logged.at)
    return [replace(lost, since=job.queued.since)]


def _of_unknown(fact: f.InteractionOffered, logged: f.Logged) -> Violation:
    return Violation(
        guarantee=PERMITTED,
        why="not_waiting",
        seq=logged.seq,
        at=logged.at,
        interaction=fact.interaction,
        conversation=fact.conversation,
        agent=fact.agent,
        queue=fact.queue,
    )


def _shown(logged: f.Logged, guarantee: str, why: str, job: Job, agent: str) -> Violation:
    return replace(against(job, guarantee, why, logged.seq, logged.at), agent=agent)
