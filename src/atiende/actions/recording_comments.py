"""What colleagues say about moments of a recording."""

from collections.abc import Sequence

from atiende.actions.recordings import LONGEST_TEXT, recording_of
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.recording import RecordingComment
from atiende.ports.desk import Desk
from atiende.ports.store import Change

MOST_COMMENTS = 200


async def comment(desk: Desk, tenant: str, author: str, recording: str, at_ms: int, text: str) -> RecordingComment:
    """Raises NotFound, Invalid, WrongState where there is nothing to hear."""
    said = text.strip()
    if not said or len(said) > LONGEST_TEXT:
        raise Invalid(field="text", reason="required" if not said else "too_long")

    def decide(change: Change) -> RecordingComment:
        found = recording_of(change, recording)
        if found.state != "kept":
            raise WrongState(state=found.state)
        if not 0 <= at_ms <= found.duration_ms:
            raise Invalid(field="at_ms", reason="out_of_range")
        if len(change.where(RecordingComment, {"recording": recording})) >= MOST_COMMENTS:
            raise Invalid(field="text", reason="too_many")
        made = RecordingComment(
            id=desk.ids.new("rcm"), recording=recording, at_ms=at_ms, author=author, text=said, at=change.at
        )
        change.put(made)
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def drop_comment(desk: Desk, tenant: str, author: str, comment_id: str) -> None:
    """One's own. Raises NotFound."""

    def decide(change: Change) -> None:
        found = change.get(RecordingComment, comment_id)
        if found is None or found.author != author:
            raise NotFound(kind="comment", id=comment_id)
        change.drop(RecordingComment, comment_id)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def comments_of(desk: Desk, tenant: str, recording: str) -> Sequence[RecordingComment]:
    found = await desk.store.reading(tenant).where(RecordingComment, {"recording": recording}, limit=MOST_COMMENTS)
    return sorted(found, key=lambda one: (one.at_ms, one.at))
