"""The switch of a queue: closed or emergency by hand, at once, with what its customers are told; and back."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.configuration import Ref, publish
from atiende.actions.published import Published
from atiende.domain import document_rules as rules
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


class AlertsWanted(Struct, frozen=True, kw_only=True):
    """From what on the board warns; 0 is never. `service_seconds` 0: the usual ones of the channel."""

    service_seconds: int
    service_percent: int
    waiting: int
    wait_seconds: int


async def set_alerts(desk: Desk, tenant: str, actor: str, queue: str, wanted: AlertsWanted) -> AlertsWanted:
    """A new version of the queue's document with these thresholds; answers those before. Raises NotFound, Unfit."""

    def decide(change: Change) -> AlertsWanted:
        body = settings_of.queue_of(change, queue)
        before = AlertsWanted(
            service_seconds=body.service_seconds,
            service_percent=body.service_percent,
            waiting=body.alert_waiting,
            wait_seconds=body.alert_wait_seconds,
        )
        if before != wanted:
            after = replace(
                body,
                service_seconds=wanted.service_seconds,
                service_percent=wanted.service_percent,
                alert_waiting=wanted.waiting,
                alert_wait_seconds=wanted.wait_seconds,
            )
            fit = rules.fit("queue", queue, msgspec.to_builtins(after), Published(desk, change))
            publish(change, f"agent:{actor}", Ref("queue", queue), fit)
        return before

    return await desk.store.change(tenant, decide, at=desk.clock.now())


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
