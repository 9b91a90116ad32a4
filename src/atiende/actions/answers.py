"""Answers given under an Idempotency-Key, kept for a day so that the same call is done once."""

from collections.abc import Collection

from atiende.domain.work import Answered
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KEPT_MS = 24 * 3_600_000


async def keep_answer(desk: Desk, tenant: str, answered: Answered) -> None:
    """Replaces an older answer under the same key."""

    def decide(change: Change) -> None:
        change.put(answered)

    await desk.store.change(tenant, decide, at=answered.at)


async def answer_kept(desk: Desk, tenant: str, actor: str, key: str) -> Answered | None:
    """What was answered under this key, or that somebody is about to (`status` 0); None when it is free."""
    kept = await desk.store.reading(tenant).get(Answered, actor, key)
    return kept if kept is not None and kept.at > desk.clock.now() - KEPT_MS else None


async def claim_key(desk: Desk, tenant: str, claim: Answered, gone: Collection[str] = ()) -> bool:
    """Says at all nodes that this one is about to do the call; not when another one is, or has. `claim.answer` names
    the node, `gone` those whose claims count no more."""

    def decide(change: Change) -> bool:
        kept = change.get(Answered, claim.actor, claim.key)
        taken = kept is not None and kept.at > change.at - KEPT_MS and not (kept.status == 0 and kept.answer in gone)
        if not taken:
            change.put(claim)
        return not taken

    return await desk.store.change(tenant, decide, at=claim.at)


async def give_up_key(desk: Desk, tenant: str, claim: Answered) -> None:
    """The call was refused: it may be made again under the same key."""

    def decide(change: Change) -> None:
        kept = change.get(Answered, claim.actor, claim.key)
        if kept is not None and kept.status == 0 and kept.answer == claim.answer:
            change.drop(Answered, claim.actor, claim.key)

    await desk.store.change(tenant, decide, at=desk.clock.now())
