"""The centre as its facts tell it at one moment: who works and in which state, which work is where, by which rules.

A plain fold without an index, apart from the floor on purpose: the guarantees are checked on it, and the past is shown
from it. Only what is open is kept, so it is as large as the centre is busy, not as its history is long.
"""

from collections.abc import Callable
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.room import workloads_of

FORMAT = 1
WAITING, OFFERED, HANDLED, WRAP_UP, LIMBO = "waiting", "offered", "handled", "wrap_up", "limbo"
CARRIED = (OFFERED, HANDLED, WRAP_UP)
KEPT_KINDS = ("queue", "workload", "team")


class Worker(Struct, kw_only=True):
    """An agent. `since`: in this state; `changed`: when anything that decides what he may get last did, and at which
    fact; `left`: when he last went, or took something himself: what was on its way to him came too late.
    `held`: interaction → channel, offered work included. `phone`: why no call rings at his, or empty. `resting`: until
    when a breather that rules since changed had promised may last."""

    ability: f.Ability
    state: str = "offline"
    reason: str = ""
    since: int = 0
    idle_since: int = 0
    changed: int = 0
    changed_seq: int = 0
    left: int = 0
    resting: int = 0
    phone: str = ""
    held: dict[str, str] = {}

    @property
    def load(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for channel in self.held.values():
            found[channel] = found.get(channel, 0) + 1
        return found


class Job(Struct, kw_only=True):
    """Open work. `queued` is its fact with what changed since; `at`: since when in this state; `agent` carries it, or
    is asked. `state` waiting, offered, handled, wrap_up, or limbo: no fact has put it anywhere yet, because it was
    just taken off somebody, or is a call to be made from `until` on.

    `changed` is when its place or its needs last did; `until` ends an offer or a wrap-up. `refused`: who said no, when.
    """

    queued: f.InteractionQueued
    state: str = WAITING
    at: int = 0
    changed: int = 0
    changed_seq: int = 0
    agent: str = ""
    offer: str = ""
    until: int = 0
    taken_at: int = 0
    refused: dict[str, int] = {}


class Saved(Struct, kw_only=True):
    """A scene as it is stored."""

    format: int
    position: int
    at: int
    workers: dict[str, Worker]
    jobs: dict[str, Job]
    documents: dict[str, str]
    configured: dict[str, int]


class Scene:
    """`position` is the last fact applied and `at` its moment; `documents` holds `kind/slug` → body as published, and
    `configured` at which fact each was."""

    def __init__(self) -> None:
        self.position, self.at = 0, 0
        self.workers: dict[str, Worker] = {}
        self.jobs: dict[str, Job] = {}
        self.documents: dict[str, str] = {}
        self.configured: dict[str, int] = {}
        self._of: dict[str, set[str]] = {}

    def apply(self, logged: f.Logged) -> None:
        """Facts about anything else only move the position."""
        keep = KEEPERS.get(type(logged.fact))
        if keep is not None:
            keep(self, logged.fact, logged)
        self.position, self.at = logged.seq, logged.at

    def queue(self, slug: str) -> docs.Queue | None:
        """The rules of a queue; None when it is not, or no longer, published."""
        body = self.documents.get(f"queue/{slug}")
        return read_queue(body) if body is not None else None

    def workload(self, worker: Worker) -> docs.Workload | None:
        """The document in force for him; None: the plain capacities."""
        for slug in workloads_of(worker.ability):
            if (body := self.documents.get(f"workload/{slug}")) is not None:
                return read_workload(body)
        return None

    def queues(self) -> list[docs.Queue]:
        return [read_queue(body) for name, body in self.documents.items() if name.startswith("queue/")]

    def add(self, interaction: str, job: Job) -> None:
        self.jobs[interaction] = job
        self._of.setdefault(job.queued.conversation, set()).add(interaction)

    def drop(self, interaction: str, at: int) -> Job | None:
        """Out of sight, and off whoever carries it."""
        job = self.jobs.get(interaction)
        if job is None:
            return None
        self.let_go(interaction, job, at)
        del self.jobs[interaction]
        together = self._of[job.queued.conversation]
        together.discard(interaction)
        if not together:
            del self._of[job.queued.conversation]
        return job

    def of_conversation(self, conversation: str) -> list[Job]:
        return [self.jobs[one] for one in sorted(self._of.get(conversation, ()))]

    def let_go(self, interaction: str, job: Job, at: int) -> None:
        """Off whoever carries it."""
        worker = self.workers.get(job.agent)
        if worker is not None and worker.held.pop(interaction, None) is not None:
            worker.changed, worker.changed_seq = at, self.position + 1
        job.agent, job.offer, job.until = "", "", 0

    def give(self, interaction: str, job: Job, agent: str, at: int) -> None:
        self.let_go(interaction, job, at)
        job.agent = agent
        worker = self.workers.get(agent)
        if worker is not None:
            worker.held[interaction] = job.queued.channel
            worker.idle_since = at

    def save(self) -> bytes:
        saved = Saved(
            format=FORMAT, position=self.position, at=self.at, workers=self.workers, jobs=self.jobs,
            documents=self.documents, configured=self.configured,
        )  # fmt: skip
        return msgspec.msgpack.encode(saved, order="deterministic")

    @classmethod
    def load(cls, content: bytes) -> "Scene":
        """Raises msgspec.ValidationError for anything but a scene of this format."""
        saved = msgspec.msgpack.decode(content, type=Saved)
        if saved.format != FORMAT:
            raise msgspec.ValidationError(f"scene format {saved.format}, not {FORMAT}")
        scene = cls()
        scene.position, scene.at = saved.position, saved.at
        scene.workers, scene.documents, scene.configured = saved.workers, saved.documents, saved.configured
        for interaction, job in saved.jobs.items():
            scene.add(interaction, job)
        return scene


@lru_cache(maxsize=2_000)
def read_queue(body: str) -> docs.Queue:
    """A queue's rules; the same text is read once."""
    found = docs.read("queue", body)
    assert isinstance(found, docs.Queue)
    return found


@lru_cache(maxsize=500)
def read_workload(body: str) -> docs.Workload:
    found = docs.read("workload", body)
    assert isinstance(found, docs.Workload)
    return found


# --- what each fact means ---------------------------------------------------------------------------------------------


def _queued(scene: Scene, fact: f.InteractionQueued, logged: f.Logged) -> None:
    known = scene.drop(fact.interaction, logged.at) or Job(queued=fact)
    job = Job(
        queued=fact, at=logged.at, changed=logged.at, changed_seq=logged.seq, refused=known.refused,
        taken_at=known.taken_at,
    )  # fmt: skip
    scene.add(fact.interaction, job)


def _widened(scene: Scene, fact: f.InteractionWidened, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        job.queued = replace(job.queued, step=fact.step)
        job.changed, job.changed_seq = logged.at, logged.seq


def _offered(scene: Scene, fact: f.InteractionOffered, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        scene.give(fact.interaction, job, fact.agent, logged.at)
        job.state, job.at, job.offer, job.until = OFFERED, logged.at, fact.offer, fact.expires_at


def _taken(scene: Scene, fact: f.InteractionTaken, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        scene.give(fact.interaction, job, fact.agent, logged.at)
        job.state, job.at = HANDLED, logged.at
        job.taken_at, job.refused = job.taken_at or logged.at, {}
        worker = scene.workers.get(fact.agent)
        if worker is not None and fact.offer is None:
            worker.left = logged.at


def _refused(scene: Scene, fact: f.OfferDeclined | f.OfferExpired, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        if job.offer == fact.offer:
            scene.let_go(fact.interaction, job, logged.at)
            job.state, job.at = LIMBO, logged.at
        job.refused = {**job.refused, fact.agent: logged.at}


def _withdrawn(scene: Scene, fact: f.OfferWithdrawn, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None and job.offer == fact.offer:
        scene.let_go(fact.interaction, job, logged.at)
        job.state, job.at = LIMBO, logged.at


def _transferred(scene: Scene, fact: f.InteractionTransferred, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        scene.let_go(fact.interaction, job, logged.at)
        job.state, job.at = LIMBO, logged.at


def _wrap_up(scene: Scene, fact: f.WrapUpStarted, logged: f.Logged) -> None:
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        job.state, job.at, job.until = WRAP_UP, logged.at, fact.until


def _ended(scene: Scene, fact: f.InteractionEnded | f.InteractionRefused, logged: f.Logged) -> None:
    scene.drop(fact.interaction, logged.at)


def _callback(scene: Scene, fact: f.CallbackRequested, logged: f.Logged) -> None:
    """Nobody waits for it until then; its InteractionQueued brings it back."""
    job = scene.jobs.get(fact.interaction)
    if job is not None:
        scene.let_go(fact.interaction, job, logged.at)
        job.state, job.at, job.until = LIMBO, logged.at, fact.not_before or 0


def _state_changed(scene: Scene, fact: f.AgentStateChanged, logged: f.Logged) -> None:
    worker = scene.workers.get(fact.agent)
    if worker is None:
        return
    if fact.state != worker.state:
        worker.since, worker.changed, worker.changed_seq = logged.at, logged.at, logged.seq
        if worker.state == "available":
            worker.left = logged.at
        if fact.state == "available":
            worker.idle_since = logged.at
    worker.state, worker.reason = fact.state, fact.reason


def _phone_changed(scene: Scene, fact: f.AgentPhoneChanged, logged: f.Logged) -> None:
    worker = scene.workers.get(fact.agent)
    if worker is not None:
        worker.phone, worker.changed, worker.changed_seq = fact.missing, logged.at, logged.seq


def _user(scene: Scene, fact: f.UserCreated | f.UserChanged, logged: f.Logged) -> None:
    worker = scene.workers.get(fact.user)
    if worker is None:
        worker = scene.workers[fact.user] = Worker(ability=fact.ability, since=logged.at)
    _keep_promise(scene, worker, logged.at)
    worker.ability = fact.ability
    worker.left = worker.changed = logged.at
    worker.changed_seq = logged.seq


def _keep_promise(scene: Scene, worker: Worker, at: int) -> None:
    """Other rules for him: a breather begun under the old ones goes on."""
    rules = scene.workload(worker)
    if rules is not None and rules.breather_seconds:
        worker.resting = max(worker.resting, at + rules.breather_seconds * 1000)


def _new_workload(scene: Scene, at: int) -> None:
    for worker in scene.workers.values():
        _keep_promise(scene, worker, at)


def _published(scene: Scene, fact: f.DocumentPublished, logged: f.Logged) -> None:
    if fact.kind in KEPT_KINDS:
        if fact.kind == "workload":
            _new_workload(scene, logged.at)
        scene.documents[f"{fact.kind}/{fact.slug}"] = fact.body
        scene.configured[f"{fact.kind}/{fact.slug}"] = logged.seq
        _touch(scene, fact.kind, fact.slug, logged)


def _retired(scene: Scene, fact: f.DocumentRetired, logged: f.Logged) -> None:
    if fact.kind in KEPT_KINDS:
        if fact.kind == "workload":
            _new_workload(scene, logged.at)
        scene.documents.pop(f"{fact.kind}/{fact.slug}", None)
        scene.configured[f"{fact.kind}/{fact.slug}"] = logged.seq
        _touch(scene, fact.kind, fact.slug, logged)


def _touch(scene: Scene, kind: str, slug: str, logged: f.Logged) -> None:
    """New rules hold for what waits, and for everybody who works by them."""
    for job in scene.jobs.values():
        if kind == "queue" and job.queued.queue == slug:
            job.changed, job.changed_seq = logged.at, logged.seq
    for worker in scene.workers.values() if kind == "workload" else ():
        worker.changed, worker.changed_seq = logged.at, logged.seq


def _priority(scene: Scene, fact: f.PriorityChanged, logged: f.Logged) -> None:
    for job in scene.of_conversation(fact.conversation):
        job.queued = replace(job.queued, priority=fact.priority)
        job.changed, job.changed_seq = logged.at, logged.seq


KEEPERS: dict[type[f.Fact], Callable[..., None]] = {
    f.InteractionQueued: _queued,
    f.InteractionWidened: _widened,
    f.InteractionOffered: _offered,
    f.InteractionTaken: _taken,
    f.OfferDeclined: _refused,
    f.OfferExpired: _refused,
    f.OfferWithdrawn: _withdrawn,
    f.InteractionTransferred: _transferred,
    f.WrapUpStarted: _wrap_up,
    f.InteractionEnded: _ended,
    f.InteractionRefused: _ended,
    f.CallbackRequested: _callback,
    f.AgentStateChanged: _state_changed,
    f.AgentPhoneChanged: _phone_changed,
    f.UserCreated: _user,
    f.UserChanged: _user,
    f.DocumentPublished: _published,
    f.DocumentRetired: _retired,
    f.PriorityChanged: _priority,
}
