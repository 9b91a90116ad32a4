"""How the guarantees held, as rows: how far the log was checked, what was found, and the order to check it again."""

from collections.abc import Sequence

from msgspec.structs import asdict

from atiende.domain.watching import AGAIN, LIVE, Breach, Pulse, Watching
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.routing.guarantees.violation import GUARANTEES, Violation

MOST_BREACHES = 500
"""Kept of each guarantee: what is broken so often is one fault, not a list to read."""


async def note_watching(
    desk: Desk, tenant: str, row: Watching, found: Sequence[Violation] = (), pulses: Sequence[Pulse] = ()
) -> None:
    """Keeps how far the reader is and what it found, in one commit. The same breach twice is one."""

    def decide(change: Change) -> None:
        change.put(row)
        for one in found:
            if row.broken.get(one.guarantee, 0) <= MOST_BREACHES:
                change.put(Breach(**asdict(one)))
        for pulse in pulses:
            change.put(pulse)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def check_again(desk: Desk, tenant: str) -> None:
    """The whole log is read once more, from its beginning. While that is under way, asking again changes nothing."""
    head = await desk.store.head(tenant)

    def decide(change: Change) -> None:
        known = change.get(Watching, AGAIN)
        if known is None or known.state != "running":
            change.put(Watching(reader=AGAIN, state="running", began_at=change.at, head=head))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def watchings(desk: Desk, tenant: str) -> tuple[Watching | None, Watching | None]:
    """How far the live reader is, and the one that reads again."""
    reading = desk.store.reading(tenant)
    return await reading.get(Watching, LIVE), await reading.get(Watching, AGAIN)


async def breaches(desk: Desk, tenant: str) -> Sequence[Breach]:
    """What was found, the newest first."""
    found: list[Breach] = []
    for guarantee in GUARANTEES:
        found += await desk.store.reading(tenant).where(Breach, {"guarantee": guarantee}, limit=MOST_BREACHES + 1)
    return sorted(found, key=lambda one: (-one.seq, one.guarantee, one.interaction))
