"""The board of a moment gone by, in the words of the board of now: from the scene and the floor of that moment.

Numbers, states and ids are as they were; names are as they are now, since the log knows none.
"""

from collections.abc import Mapping, Sequence

from atiende.actions.past import Then
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain import room
from atiende.ports.board import AgentNow, Board, Handled, QueueNow, alerts_of
from atiende.ports.views import CustomerBrief, Sight, Waiting
from atiende.routing.order import Key
from atiende.routing.scene import HANDLED, OFFERED, WAITING, WRAP_UP, Job, Scene, Worker, read_queue

SHOWN_STATE = {WAITING: "queued", OFFERED: "offered"}
MOST_WAITING = 500


def board_of(then: Then, sight: Sight, moment: int, names: Mapping[str, str]) -> Board:
    """What this viewer may see of it."""
    scene = then.scene
    queues = {slug: body for slug, body in _queues(scene).items() if in_sight(sight, slug, body.brand)}
    jobs: dict[str, list[Job]] = {}
    for job in scene.jobs.values():
        jobs.setdefault(job.queued.queue, []).append(job)
    concerned = {agent: one for agent, one in scene.workers.items() if _concerns(agent, one, sight, queues)}
    return Board(
        at=moment,
        queues=[_queue(scene, (slug, body), jobs.get(slug, ()), moment) for slug, body in sorted(queues.items())],
        agents=sorted(
            (_agent(scene, agent, one, names) for agent, one in concerned.items() if one.ability.active),
            key=lambda one: (one.name, one.id),
        ),
    )


def waiting_of(then: Then, sight: Sight, moment: int) -> Sequence[Waiting]:
    """What waited or was offered, in the order of its queue at that moment, the first few hundred."""
    floor, places = then.floor, dict[str, int]()

    def place_of(job: Job) -> tuple[str, Key]:
        work = job.queued
        return work.queue, floor.key_of(floor.ruling_for(work.queue, work.brand), work, moment)

    jobs = [job for job in then.scene.jobs.values() if job.state in SHOWN_STATE and _of_sight(sight, job)]
    jobs.sort(key=place_of)
    found = []
    for job in jobs[:MOST_WAITING]:
        places[job.queued.queue] = place = places.get(job.queued.queue, 0) + 1
        found.append(_waiting(job, place, moment))
    return found


def in_sight(sight: Sight, queue: str, brand: str) -> bool:
    return (sight.queues is None or queue in sight.queues) and (sight.brands is None or brand in sight.brands)


def _of_sight(sight: Sight, job: Job) -> bool:
    return in_sight(sight, job.queued.queue, job.queued.brand)


def _waiting(job: Job, position: int, moment: int) -> Waiting:
    work = job.queued
    return Waiting(
        interaction=work.interaction,
        conversation=work.conversation,
        number=0,
        queue=work.queue,
        channel=work.channel,
        state=SHOWN_STATE[job.state],
        priority=work.priority,
        since=work.since,
        wait_ms=max(0, moment - work.since),
        position=position,
        customer=CustomerBrief(id=work.customer, name="", organization=""),
        subject="",
        vip=work.vip,
        step=work.step,
        entered=work.since if work.entered is None else work.entered,
        due_at=work.due,
    )


def _queues(scene: Scene) -> dict[str, docs.Queue]:
    return {
        name.partition("/")[2]: read_queue(body) for name, body in scene.documents.items() if name.startswith("queue/")
    }


def _queue(scene: Scene, queue: tuple[str, docs.Queue], jobs: Sequence[Job], moment: int) -> QueueNow:
    slug, body = queue
    waits = [job for job in jobs if job.state in SHOWN_STATE]
    staff = [one for one in scene.workers.values() if one.ability.active and _serves(one.ability, body)]
    by_channel: dict[str, int] = {}
    oldest: dict[str, int] = {}
    for job in waits:
        channel = job.queued.channel
        by_channel[channel] = by_channel.get(channel, 0) + 1
        oldest[channel] = max(oldest.get(channel, 0), moment - job.queued.since)
    later = [job.queued.due for job in waits if job.queued.due is not None and job.queued.due >= moment]
    return QueueNow(
        queue=slug,
        name=body.name,
        brand=body.brand,
        waiting=len(waits),
        oldest_wait_ms=max([moment - job.queued.since for job in waits], default=0),
        offered=sum(job.state == OFFERED for job in jobs),
        handling=sum(job.state in (HANDLED, WRAP_UP) for job in jobs),
        agents_available=sum(one.state == "available" for one in staff),
        agents_staffed=sum(one.state != "offline" for one in staff),
        by_channel=by_channel,
        oldest_by_channel=oldest,
        alerts=alerts_of(body),
        limit=body.limit,
        overdue=sum(job.queued.due is not None and job.queued.due < moment for job in waits),
        next_due_at=min(later, default=None),
    )


def _agent(scene: Scene, agent: str, one: Worker, names: Mapping[str, str]) -> AgentNow:
    loads = room.loads_of(scene.workload(one))
    load = one.load
    channels = {*load, *one.ability.capacity, *loads, "webchat", "email"}
    return AgentNow(
        id=agent,
        name=names.get(agent, ""),
        state=one.state,
        reason=one.reason,
        since=one.since,
        load=load,
        capacity={channel: room.capacity_of(one.ability, channel, loads) for channel in sorted(channels)},
        teams=one.ability.teams,
        skills=one.ability.skills,
        aside=room.set_aside(loads, load),
        handling=[
            Handled(
                interaction=interaction,
                conversation=job.queued.conversation,
                channel=job.queued.channel,
                customer="",
                since=job.taken_at or job.at,
            )
            for interaction in sorted(one.held)
            if (job := scene.jobs.get(interaction)) is not None and job.state in (HANDLED, WRAP_UP)
        ],
    )


def _serves(ability: f.Ability, queue: docs.Queue) -> bool:
    """By brand and team, as on the board."""
    if ability.brands and queue.brand not in ability.brands:
        return False
    return not queue.teams or bool(set(queue.teams) & set(ability.teams))


def _concerns(agent: str, one: Worker, sight: Sight, queues: Mapping[str, docs.Queue]) -> bool:
    if sight.queues is None and sight.brands is None:
        return True
    return agent == sight.agent or any(_serves(one.ability, queue) for queue in queues.values())
