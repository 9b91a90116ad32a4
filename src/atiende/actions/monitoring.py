"""Reading along in a colleague's conversation: always in the log, told to its agent where the brand says so."""

from collections.abc import Sequence

from atiende.actions import settings_of
from atiende.actions.alarms import rang
from atiende.actions.conversations import conversation_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.supervising import Monitoring
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

TIMER = "monitoring"
LEASE_MS = 20 * 60_000
"""How long it lasts without a sign of life: a closed laptop reads nothing."""


async def start_monitoring(desk: Desk, tenant: str, by: str, conversation_id: str) -> Monitoring:
    """Begins, or goes on: said again, it only lasts longer. Raises NotFound."""

    def decide(change: Change) -> Monitoring:
        conversation = conversation_of(change, conversation_id)
        change.put(Timer(kind=TIMER, key=f"{conversation.id} {by}", due=change.at + LEASE_MS))
        known = change.get(Monitoring, conversation.id, by)
        if known is not None and known.ended_at is None:
            return known
        brand = settings_of.document(change, "brand", conversation.brand)
        announced = brand.announce_monitoring if isinstance(brand, docs.Brand) else True
        change.record(
            f.MonitoringStarted(conversation=conversation.id, agent=conversation.agent, by=by, announced=announced),
            actor=f"agent:{by}",
        )
        made = change.get(Monitoring, conversation.id, by)
        assert made is not None  # the projection of the fact just recorded
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def stop_monitoring(desk: Desk, tenant: str, by: str, conversation_id: str) -> None:
    """Ending twice is no error."""

    def decide(change: Change) -> None:
        change.drop(Timer, TIMER, f"{conversation_id} {by}")
        _end(change, conversation_id, by, f"agent:{by}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_forgotten(desk: Desk, tenant: str, key: str) -> None:
    """Nobody said for a while that he still reads along."""
    conversation, _, by = key.partition(" ")

    def decide(change: Change) -> None:
        if rang(change, TIMER, key):
            _end(change, conversation, by, "system")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def _end(change: Change, conversation: str, by: str, actor: str) -> None:
    known = change.get(Monitoring, conversation, by)
    if known is not None and known.ended_at is None:
        change.record(f.MonitoringEnded(conversation=conversation, by=by, announced=known.announced), actor=actor)


async def monitors_of(desk: Desk, tenant: str, conversation: str) -> Sequence[Monitoring]:
    """Who reads along now, announced or not, the longest first."""
    found = await desk.store.reading(tenant).where(Monitoring, {"conversation": conversation})
    return sorted((one for one in found if one.ended_at is None), key=lambda one: (one.since, one.by))
