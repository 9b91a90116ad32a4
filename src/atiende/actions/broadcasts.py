"""A word to the agents, above their work until it is over; it is kept, and can be taken back."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.domain import facts as f
from atiende.domain.errors import Invalid, NotFound
from atiende.domain.facts import Ability
from atiende.domain.supervising import Broadcast
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LONGEST = 300
LONGEST_MINUTES = 24 * 60
MOST_KEPT = 200


class Word(Struct, frozen=True, kw_only=True):
    """What is said, to whom and for how long. No teams: to everybody."""

    text: str
    urgent: bool = False
    teams: tuple[str, ...] = ()
    minutes: int = 60


async def send_broadcast(desk: Desk, tenant: str, actor: str, word: Word, brands: tuple[str, ...]) -> Broadcast:
    """Raises Invalid."""
    text = word.text.strip()
    if not text or len(text) > LONGEST:
        raise Invalid(field="text", reason="required" if not text else "too_long")
    if not 1 <= word.minutes <= LONGEST_MINUTES:
        raise Invalid(field="minutes", reason="out_of_range")

    def decide(change: Change) -> Broadcast:
        for team in word.teams:
            if settings_of.document(change, "team", team) is None:
                raise Invalid(field="teams", reason="unknown")
        made = Broadcast(
            id=desk.ids.new("brc"),
            by=actor,
            at=change.at,
            text=text,
            urgent=word.urgent,
            teams=word.teams,
            brands=brands,
            until=change.at + word.minutes * 60_000,
        )
        change.put(made)
        change.record(
            f.BroadcastSent(broadcast=made.id, teams=made.teams, urgent=made.urgent, until=made.until),
            actor=f"agent:{actor}",
        )
        return made

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_broadcast(desk: Desk, tenant: str, actor: str, broadcast: str) -> None:
    """Taken back before its time; twice is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        found = change.get(Broadcast, broadcast)
        if found is None:
            raise NotFound(kind="broadcast", id=broadcast)
        if found.ended_at is None:
            change.put(replace(found, ended_at=change.at))
            change.record(f.BroadcastEnded(broadcast=broadcast), actor=f"agent:{actor}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def broadcasts(desk: Desk, tenant: str) -> Sequence[Broadcast]:
    """The latest, newest first, those over too."""
    found = await desk.store.reading(tenant).where(Broadcast, {}, limit=10_000)
    return sorted(found, key=lambda one: -one.at)[:MOST_KEPT]


def is_for(one: Broadcast, ability: Ability, now: int) -> bool:
    """Whether somebody of these teams and brands hears it now."""
    if one.ended_at is not None or now >= one.until:
        return False
    if one.brands and ability.brands and not set(one.brands) & set(ability.brands):
        return False
    return not one.teams or bool(set(one.teams) & set(ability.teams))
