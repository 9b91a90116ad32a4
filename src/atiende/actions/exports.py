"""Writing down that somebody took something out, before he has it."""

from atiende.domain import facts as f
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def note_export(desk: Desk, tenant: str, actor: str, export: f.ExportMade) -> None:
    """Durable on return."""

    def decide(change: Change) -> None:
        change.record(export, actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())
