"""What the canary noticed, kept: raised, grown, over; and dismissed by a person who knows better."""

from collections.abc import Sequence

from atiende.domain import facts as f
from atiende.domain.errors import NotFound
from atiende.domain.notice import Canary, CanaryWords
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reports.canary import Sign

AGAIN_MS = 30 * 86_400_000
UP = "up"


async def raise_canary(desk: Desk, tenant: str, sign: Sign, words: tuple[str, ...]) -> str:
    """Its id. How often the same was noticed in the month before is counted here."""

    def decide(change: Change) -> str:
        same = change.where(Canary, {"brand": sign.brand, "kind": sign.kind, "about": sign.about})
        made = f.CanaryRaised(
            canary=desk.ids.new("can"),
            brand=sign.brand,
            kind=sign.kind,
            about="" if sign.kind == "term" else sign.about,
            count=sign.count,
            usual_permille=round(sign.usual * 1000),
            minutes=sign.minutes,
            customers=sign.customers,
            conversations=sign.conversations,
            again=sum(1 for one in same if change.at - one.at < AGAIN_MS) if sign.kind != "term" else 0,
        )
        change.record(made, actor="system")
        change.put(CanaryWords(id=made.canary, words=words))
        return made.canary

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def grow_canary(desk: Desk, tenant: str, canary: str, sign: Sign, words: tuple[str, ...]) -> None:
    def decide(change: Change) -> None:
        found = change.get(Canary, canary)
        if found is None or found.state != UP:
            return
        grown = f.CanaryGrew(
            canary=canary,
            kind=sign.kind,
            about="" if sign.kind == "term" else sign.about,
            count=sign.count,
            customers=sign.customers,
            conversations=sign.conversations,
        )
        change.record(grown, actor="system")
        change.put(CanaryWords(id=canary, words=words))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_canary(desk: Desk, tenant: str, canary: str) -> None:
    """It is near the usual again."""
    await _end(desk, tenant, "system", canary, "over")


async def dismiss_canary(desk: Desk, tenant: str, actor: str, canary: str) -> None:
    """A person says that it is nothing, or dealt with. Twice is no error. Raises NotFound."""
    await _end(desk, tenant, f"agent:{actor}", canary, "dismissed")


async def _end(desk: Desk, tenant: str, actor: str, canary: str, why: str) -> None:
    def decide(change: Change) -> None:
        found = change.get(Canary, canary)
        if found is None:
            raise NotFound(kind="canary", id=canary)
        if found.state == UP:
            change.record(f.CanaryEnded(canary=canary, why=why), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def canaries(desk: Desk, tenant: str, *, up: bool) -> Sequence[Canary]:
    """Those that are up, or all of the last ones, newest first."""
    reading = desk.store.reading(tenant)
    found = await reading.where(Canary, {"state": UP} if up else {}, limit=5000)
    return sorted(found, key=lambda one: -one.at)[:200]
