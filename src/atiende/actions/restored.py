"""After a database was put back from a backup: what it would do next may have been done already, by the server whose
end the backup did not see. Nothing of that is done again by itself: people see it and decide.
"""

from msgspec import Struct

from atiende.actions.delivery import give_up
from atiende.actions.errands import HARMLESS, SYSTEM, end_errand
from atiende.actions.recall import recall
from atiende.domain.flow import Errand
from atiende.domain.message import HeldReply, Message
from atiende.domain.work import Sending, Timer
from atiende.flows.state import Outcome
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PIECE = 200
WHY = "restored"


class Settled(Struct, frozen=True, kw_only=True):
    """How many messages are unconfirmed now, how many held replies went back to their authors, how many errands of
    flows failed."""

    unconfirmed: int = 0
    recalled: int = 0
    errands: int = 0


async def settle(desk: Desk, tenant: str) -> Settled:
    """Before anything of the tenant runs. Again, it changes nothing."""
    return Settled(
        unconfirmed=await _messages(desk, tenant),
        recalled=await _held(desk, tenant),
        errands=await _errands(desk, tenant),
    )


async def _messages(desk: Desk, tenant: str) -> int:
    """Whatever was on its way, or about to be: unconfirmed. Customers' acknowledgements of receipt (`acknowledge`) that
    were due are not sent at all."""
    count = 0
    while rows := await desk.store.reading(tenant).where(Sending, {}, limit=PIECE):
        names = [row.message for row in rows]

        def decide(change: Change, names: list[str] = names) -> int:
            return sum(give_up(change, name) for name in names)

        reads = [(Message, (name,)) for name in names]
        count += await desk.store.change(tenant, decide, at=desk.clock.now(), reads=reads)
    due = [one.key for one in await _due(desk, tenant, "acknowledge")]

    def silence(change: Change) -> None:
        for key in due:
            change.drop(Timer, "acknowledge", key)

    await desk.store.change(tenant, silence, at=desk.clock.now())
    return count


async def _held(desk: Desk, tenant: str) -> int:
    """Replies whose moment has come since the backup: back in their authors' drafts."""
    keys = [one.key for one in await _due(desk, tenant, "held")]

    def decide(change: Change) -> int:
        found = [held for held in (change.get(HeldReply, key) for key in keys) if held is not None]
        for held in found:
            recall(change, held, WHY, SYSTEM)
        return len(found)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def _errands(desk: Desk, tenant: str) -> int:
    """Requests, payments and the like that were asked for: their flows take the failed path."""
    count = 0
    for timer in await _due(desk, tenant, "errand"):
        errand = await desk.store.reading(tenant).get(Errand, timer.key)
        if errand is not None and errand.ended_at is None and errand.kind not in HARMLESS:
            await end_errand(desk, tenant, errand, Outcome(errand=errand.id, result="failed", why=WHY))
            count += 1
    return count


async def _due(desk: Desk, tenant: str, kind: str) -> list[Timer]:
    rows = await desk.store.reading(tenant).where(Timer, {"kind": kind}, limit=100_000)
    return [row for row in rows if row.due <= desk.clock.now()]
