"""Answers given under an Idempotency-Key, kept for a day so that the same call is done once."""

from atiende.domain.work import Answered
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KEPT_MS = 24 * 3_600_000


async def keep_answer(desk: Desk, tenant: str, answered: Answered) -> None:
    """Replaces an older answer under the same key."""

    def decide(change: Change) -> None:
        change.put(answered)

    await desk.store.change(tenant, decide, at=answered.at)
