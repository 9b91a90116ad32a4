"""How long recordings are kept: shorter than was meant when they were made, all of a queue's or one."""

from atiende.actions.recordings import DUE, recording_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.recording import DAY_MS, Recording
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def shorten_retention(desk: Desk, tenant: str, actor: str, queue: str) -> int:
    """What a queue keeps now is brought to its present term, where that is shorter. Answers how many recordings."""

    def decide(change: Change) -> int:
        row = change.get(docs.Document, "queue", queue)
        body = docs.read("queue", row.body) if row is not None else None
        if not isinstance(body, docs.Queue):
            raise NotFound(kind="queue", id=queue)
        changed = 0
        for one in change.where(Recording, {"state": "kept"}):
            until = (one.ended_at or one.began_at) + body.voice.keep_days * DAY_MS
            if one.queue != queue or one.keep_until is None or until >= one.keep_until:
                continue
            _shorten(change, one, until, actor)
            changed += 1
        return changed

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def shorten_recording(desk: Desk, tenant: str, actor: str, recording: str, days: int) -> None:
    """This one is deleted so many days from now; one that is held, once it is no more. Raises NotFound, WrongState for
    one that is not kept, Invalid for what would be no sooner."""

    def decide(change: Change) -> None:
        found, until = recording_of(change, recording), change.at + days * DAY_MS
        if found.state != "kept":
            raise WrongState(state=found.state)
        if found.keep_until is not None and until >= found.keep_until:
            raise Invalid(field="days", reason="not_shorter")
        _shorten(change, found, until, actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _shorten(change: Change, one: Recording, until: int, actor: str) -> None:
    change.record(f.RetentionChanged(recording=one.id, conversation=one.conversation, keep_until=until), actor=actor)
    if not one.hold:
        change.put(Timer(kind=DUE, key=one.id, due=max(until, change.at)))
