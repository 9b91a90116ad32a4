"""The switch of a queue: closed or emergency by hand, at once, with what its customers are told; and back."""

from collections.abc import Mapping

from msgspec import Struct

from atiende.actions import settings_of
from atiende.domain import facts as f
from atiende.domain.admission import EMERGENCY, STATES
from atiende.domain.document_rules import LANGUAGES
from atiende.domain.errors import Invalid
from atiende.domain.queue import QueueNotice, QueueState
from atiende.domain.work import Changed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST = 500


class Switch(Struct, frozen=True, kw_only=True):
    """What a queue is switched to; `notice` is told to its customers, by language."""

    state: str
    notice: Mapping[str, str]


async def switch_queue(desk: Desk, tenant: str, actor: str, queue: str, wanted: Switch) -> Switch:
    """Answers what it was before: switching to that undoes it. Raises NotFound, Invalid (an emergency says something).

    Holds from the next arrival on; who waits already, waits on and is told.
    """
    notice = _checked(wanted)

    def decide(change: Change) -> Switch:
        settings_of.queue_of(change, queue)
        state = change.get(QueueState, queue) or QueueState(queue=queue)
        told = change.get(QueueNotice, queue)
        before = Switch(state=state.state, notice=told.texts if told else {})
        if (before.state, before.notice) == (wanted.state, notice):
            return before
        seq = change.record(f.QueueSwitched(queue=queue, state=wanted.state), actor=f"agent:{actor}")
        subject = f"queue:{queue}"
        change.put(Changed(seq=seq, subject=subject, field="state", old=before.state, new=wanted.state))
        for language in LANGUAGES:
            old, new = before.notice.get(language, ""), notice.get(language, "")
            if old != new:
                change.put(Changed(seq=seq, subject=subject, field=f"notice.{language}", old=old, new=new))
        change.put(QueueNotice(queue=queue, texts=notice))
        return before

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(QueueState, (queue,))])


def _checked(wanted: Switch) -> dict[str, str]:
    """The notice without empty texts. Raises Invalid."""
    if wanted.state not in STATES:
        raise Invalid(field="state", reason="not_a_choice")
    notice = {language: text.strip() for language, text in wanted.notice.items() if text.strip()}
    for language, text in notice.items():
        if language not in LANGUAGES:
            raise Invalid(field="notice", reason="unknown_language")
        if len(text) > LONGEST:
            raise Invalid(field="notice", reason="too_long")
    if wanted.state == EMERGENCY and not notice:
        raise Invalid(field="notice", reason="required")
    return notice
