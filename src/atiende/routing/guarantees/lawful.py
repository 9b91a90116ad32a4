"""Who may have which work at a moment, by the plain rules: read from the scene, agent by agent."""

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import Queue
from atiende.routing import rules
from atiende.routing.rules import Need
from atiende.routing.scene import Job, Scene, Worker

NO_RULES = Queue(name="-", brand="-")
"""Of a queue that is gone: everybody of the brand may serve its work."""
USUAL_COST = (NO_RULES.cost_per_minute, NO_RULES.handle_seconds)
COST_UNIT = 10**9


def queue_of(scene: Scene, job: Job) -> Queue:
    return scene.queue(job.queued.queue) or NO_RULES


def at_work(worker: Worker) -> bool:
    return worker.ability.active and worker.state == "available"


def has_room(scene: Scene, worker: Worker, channel: str) -> bool:
    reached = room.is_reached(worker.phone, channel)
    return reached and room.has_room(worker.ability, room.loads_of(scene.workload(worker)), worker.load, channel)


def is_spared(scene: Scene, worker: Worker, at: int) -> bool:
    """His workload lets him rest at times, or gives him what he is best at first: that he is passed over, or idle
    beside work, breaks nothing."""
    if worker.resting > at:
        return True
    found = scene.workload(worker)
    return found is not None and (
        found.occupancy_cap_percent < 100 or bool(found.breather_seconds or found.hard_in_a_row) or found.primary_first
    )


def shared_need(scene: Scene, job: Job) -> Need:
    """What it asks of anybody, whoever it may be kept for now."""
    return rules.need_of(job.queued, queue_of(scene, job))


def named(scene: Scene, job: Job) -> Worker | None:
    """The one agent it is for, where he is still there and may serve the brand."""
    agent = job.queued.agent
    worker = scene.workers.get(agent) if agent is not None else None
    if worker is None or not worker.ability.active or not rules.granted(worker.ability, job.queued.brand):
        return None
    return worker


def awaited(scene: Scene, job: Job, at: int) -> str | None:
    """The preferred agent while he is waited for: signed in, fit, and not one who has just said no."""
    work = job.queued
    if work.preferred is None or at >= (work.preferred_until or 0) or resting(job, work.preferred, at):
        return None
    worker = scene.workers.get(work.preferred)
    if worker is None or worker.state == "offline":
        return None
    return None if rules.unfit(work.preferred, worker.ability, shared_need(scene, job)) else work.preferred


def resting(job: Job, agent: str, at: int) -> bool:
    """He declined or missed it less than a long rest ago."""
    said_no = job.refused.get(agent)
    return said_no is not None and said_no + rules.REST_MS > at


def unfit(scene: Scene, job: Job, agent: str, at: int) -> str:
    """Why this agent may not be offered it now, whatever he carries; empty when he may."""
    worker = scene.workers.get(agent)
    if worker is None:
        return "unknown_agent"
    if (said_no := job.refused.get(agent)) is not None and said_no + rules.REST_ALONE_MS > at:
        return "declined_lately"
    only = named(scene, job)
    if only is not None:
        return rules.unfit(agent, worker.ability, rules.named_need(job.queued, job.queued.agent or ""))
    preferred = awaited(scene, job, at)
    if preferred is not None and preferred != agent:
        return "waits_for_preferred"
    return rules.unfit(agent, worker.ability, shared_need(scene, job))


def is_plain(scene: Scene, job: Job, at: int) -> bool:
    """Everybody who fits what it asks may have it now, and nobody first."""
    work = job.queued
    if work.agent is not None or queue_of(scene, job).keep_free:
        return False
    if any(said_no + rules.REST_MS > at for said_no in job.refused.values()):
        return False
    return work.preferred is None or at >= (work.preferred_until or 0)


def due_since(scene: Scene, job: Job, agent: str, at: int) -> int | None:
    """Since when this agent, free with room, could have had it all the time; None when he may not have it now.

    Later rather than sooner where other people's changes matter: whoever is accused must have had his time.
    """
    worker, work = scene.workers[agent], job.queued
    if unfit(scene, job, agent, at) or resting(job, agent, at):
        return None
    moments = [job.changed, worker.changed, worker.resting]
    if (said_no := job.refused.get(agent)) is not None:
        moments.append(said_no + rules.REST_MS)
    for other in (work.agent, work.preferred):
        if other is not None and (known := scene.workers.get(other)) is not None:
            moments.append(known.changed)
    if work.preferred is not None and work.preferred != agent:
        moments.append(work.preferred_until or 0)
    return max(moments)


def kept_free_since(scene: Scene, job: Job, free: set[str], at: int) -> int | None:
    """Since when more agents are free for it than its queue keeps free; None when not so many are."""
    keep = queue_of(scene, job).keep_free
    if not keep:
        return 0
    fitting = [scene.workers[agent].changed for agent in free if not unfit(scene, job, agent, at)]
    return max(fitting) if len(fitting) > keep else None


def rank(scene: Scene, job: Job) -> tuple[int, ...] | None:
    """What goes first, whatever queues it is of: the lower, the sooner. The same order as `routing.order`, in its
    plainest words. None where it changes with time, or where queues take turns by weight."""
    queue = queue_of(scene, job)
    if queue.order == "growing_cost" or any(
        other.weight and other.precedence == queue.precedence for other in scene.queues()
    ):
        return None
    cost, handling = (queue.cost_per_minute, queue.handle_seconds) if queue.order == "cost" else USUAL_COST
    return queue.precedence, -(cost * COST_UNIT // handling), moment(queue, job.queued)


def moment(queue: Queue, work: f.InteractionQueued) -> int:
    """What its turn counts from, ms UTC."""
    if queue.order == "deadline":
        return work.due if work.due is not None else work.since + queue.answer_within_seconds * 1000
    return work.since + (priority(queue, work) - 1) * queue.ageing_seconds * 1000


def priority(queue: Queue, work: f.InteractionQueued) -> int:
    """A step it has reached may make it more urgent."""
    raised = [step.priority for step in queue.steps[: work.step] if step.priority is not None]
    return min([work.priority, *raised])


def overtaken_too_far(scene: Scene, first: Job, later: Job, steps: int) -> bool:
    """Whether `later` came so long after `first`, in the same queue, that no priority explains its going first."""
    queue = queue_of(scene, first)
    if first.queued.queue != later.queued.queue or queue.order != "age":
        return False
    return first.queued.since + steps * queue.ageing_seconds * 1000 < later.queued.since


def changed_since(scene: Scene, job: Job, agent: str, position: int) -> bool:
    """Whether something that decides this offer changed after the floor had read up to `position`."""
    people = [scene.workers.get(one) for one in (agent, job.queued.agent, job.queued.preferred) if one is not None]
    seqs = [worker.changed_seq for worker in people if worker is not None]
    seqs += [job.changed_seq, scene.configured.get(f"queue/{job.queued.queue}", 0)]
    return max(seqs) > position


def position_of(fact: f.InteractionOffered, logged: f.Logged) -> int:
    """Up to where the floor had read when it decided."""
    return fact.receipt.position if fact.receipt is not None else logged.seq - 1
