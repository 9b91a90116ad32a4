"""Past days are found in a log that is not indexed by time, on both databases, over the change of the hour too."""

from datetime import UTC, datetime

from atiende.domain import facts as f
from atiende.domain.simulation import day_after, days_before, span_of
from atiende.ports.desk import Desk
from atiende.ports.past_views import DayHeld
from atiende.ports.store import Change
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.small_centre import ANA, LUIS, TENANT

ZONE = "Europe/Madrid"


def ms(moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)


async def comes(desk: Desk, moment: str, name: str, taken_by: str = "") -> None:
    """Something enters a queue, and perhaps somebody takes it at once."""

    def decide(change: Change) -> None:
        queued = f.InteractionQueued(
            interaction=f"int_{name}",
            conversation=f"cnv_{name}",
            customer="cus_1",
            brand="main",
            channel="webchat",
            endpoint="web",
            queue="support",
            since=ms(moment),
        )
        change.record(queued, actor="system")
        if taken_by:
            taken = f.InteractionTaken(
                interaction=f"int_{name}", conversation=f"cnv_{name}", agent=taken_by, channel="webchat"
            )
            change.record(taken, actor=f"agent:{taken_by}")

    await desk.store.change(TENANT, decide, at=ms(moment))


async def test_days_with_work_are_found_with_how_much_there_was(desk: Desk) -> None:
    assert isinstance(desk.store, SqlStore)
    past = SqlViews(desk.store).past
    assert await past.days(TENANT, ZONE, days_before(ms("2026-10-27T12:00"), ZONE)) == []
    await comes(desk, "2026-10-23T21:59", "friday", LUIS)  # 23:59 in Madrid
    await comes(desk, "2026-10-24T22:00", "first", ANA)  # Sunday's midnight; the day has 25 hours
    await comes(desk, "2026-10-25T22:59", "last")
    await comes(desk, "2026-10-25T23:00", "monday", ANA)
    await comes(desk, "2026-10-27T09:00", "today")
    days = days_before(ms("2026-10-27T12:00"), ZONE)
    assert await past.days(TENANT, ZONE, days) == [
        DayHeld(day="2026-10-26", entries=1),
        DayHeld(day="2026-10-25", entries=2),
        DayHeld(day="2026-10-23", entries=1),
    ]
    assert await past.worked(TENANT, ZONE, "2026-10-25") == [ANA]
    assert await past.worked(TENANT, ZONE, "2026-10-24") == []
    assert await past.worked(TENANT, ZONE, "2026-10-23") == [LUIS]


def test_a_local_day_has_as_many_hours_as_it_has() -> None:
    hours = {day: (ends - begins) / 3_600_000 for day in ("2026-03-29", "2026-10-25", "2026-11-17")
             for begins, ends in (span_of(day, ZONE),)}  # fmt: skip
    assert hours == {"2026-03-29": 23, "2026-10-25": 25, "2026-11-17": 24}
    assert day_after(ms("2026-11-17T23:30"), ZONE) == "2026-11-19"
