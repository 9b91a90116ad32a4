"""Yesterday, today and any range: the same numbers on the board, in the report and in a plain count of the log."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions import conversations as acts
from atiende.actions.offers import end_session
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.actions.reporting import Counting
from atiende.api.counted import queue_days
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.errors import StoreFull
from atiende.domain.interaction import Interaction
from atiende.domain.reporting import AgentSum, QueueEntry, QueueSum
from atiende.ports.desk import Desk
from atiende.ports.report_views import Span
from atiende.ports.store import Change
from atiende.reactors.report import ReportReactor
from atiende.reports import kept
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, Browser, writes
from tests.proof import proven
from tests.pure.reports.compare import counted, rows_of

ANA = NORTH.user("ana")


@pytest.fixture
def clock(desk: Desk) -> VirtualClock:
    assert isinstance(desk.clock, VirtualClock)
    return desk.clock


async def day_of_work(desk: Desk, clock: VirtualClock, ana: Browser) -> list[str]:
    """Three chats: answered in time, answered late, given up; and one in another team's queue."""
    await choose_state(desk, NORTH.tenant, ANA, "available")
    talks = []
    for who, wait in (("pepe", 10), ("lucia", 95)):
        talks.append(await writes(desk, NORTH, who))
        await clock.leap(wait)
        await acts.take_conversation(desk, NORTH.tenant, ANA, talks[-1])
        await clock.leap(60)
        reply = Reply(client_id=f"r-{who}", endpoint="web", text="Hola")
        await send_reply(desk, NORTH.tenant, ANA, talks[-1], reply)
        await clock.leap(60)
        done = await ana.post(f"/conversations/{talks[-1]}/resolve", {"disposition": "solved", "reason": "billing"})
        assert done.status_code == 200, done.text
    talks.append(await writes(desk, NORTH, "james"))
    await clock.leap(40)
    gone = (await desk.store.reading(NORTH.tenant).where(Interaction, {"conversation": talks[-1]}))[0]
    await end_session(desk, NORTH.tenant, gone.id, "customer", f"customer:{gone.customer}")
    talks.append(await writes(desk, NORTH, "maria", endpoint="shop"))
    await clock.leap(5)
    return talks


async def whole_log(desk: Desk) -> Sequence[f.Logged]:
    return await desk.store.log(NORTH.tenant, 0, 100_000)


async def stored(desk: Desk) -> dict[tuple[object, ...], object]:
    reading = desk.store.reading(NORTH.tenant)
    found: dict[tuple[object, ...], object] = {}
    for queue in await reading.where(QueueSum, {}, limit=10_000):
        found["q", queue.grain, queue.day, queue.begins, queue.queue, queue.channel] = queue
    for agent in await reading.where(AgentSum, {}, limit=10_000):
        found["a", agent.grain, agent.day, agent.begins, agent.agent] = agent
    for entry in await reading.where(QueueEntry, {}, limit=10_000):
        found["e", entry.seq] = entry
    return found


def today(clock: VirtualClock) -> str:
    return clock.moment().date().isoformat()


async def report(browser: Browser, path: str, **query: str | int) -> dict[str, object]:
    answer = await browser.get(f"/reports/{path}", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_the_report_counts_what_happened(desk: Desk, clock: VirtualClock, eva: Browser, ana: Browser) -> None:
    await day_of_work(desk, clock, ana)
    found = (await eva.get("/reports/queues", since=today(clock))).json()
    support = next(line for line in found["queues"] if line["queue"] == "support")
    now = support["now"]
    assert (now["offered"], now["answered"], now["abandoned"], now["in_time"], now["level_base"]) == (3, 2, 1, 1, 3)
    assert now["service_level_pct"] == pytest.approx(100 / 3)
    assert now["asa_s"] == pytest.approx(52.5)
    assert (now["met"], now["target_base"]) == (2, 2)
    assert support["level"] == {
        "variant": "in_time_of_offered", "live_seconds": 0, "answer_seconds": 3600, "percent": 80,
    }  # fmt: skip
    agents = (await eva.get("/reports/agents", since=today(clock))).json()["agents"]
    mine = next(line for line in agents if line["agent"] == ANA)["now"]
    assert (mine["taken"], mine["resolved"], mine["answers"]) == (2, 2, 2)
    assert await proven(desk.store, NORTH.tenant) == []


async def test_board_report_and_a_plain_count_agree(
    desk: Desk, clock: VirtualClock, eva: Browser, ana: Browser
) -> None:
    await day_of_work(desk, clock, ana)
    board = (await eva.get("/board")).json()["queues"]
    found = (await eva.get("/reports/queues", since=today(clock))).json()
    for line in found["queues"]:
        shown = next(queue for queue in board if queue["queue"] == line["queue"])
        assert shown["today"] | {"occupancy_pct": None} == line["now"] | {"occupancy_pct": None}
        channel = next(one for one in found["channels"] if one["queue"] == line["queue"])
        assert shown["today_by_channel"][channel["channel"]]["offered"] == channel["now"]["offered"]


async def test_rows_kept_live_are_the_log_counted_again(
    desk: Desk, clock: VirtualClock, app: FastAPI, ana: Browser
) -> None:
    """Also after a restart, and after a write that failed."""
    assert isinstance(desk.store, SqlStore)
    reactor = ReportReactor(desk, NORTH.tenant)
    await reactor.begin()
    for number in range(3):
        await writes(desk, NORTH, f"p{number}")
        await reactor.beat(at_once=True)
    await day_of_work(desk, clock, ana)
    broken = ReportReactor(replace(desk, store=Full(desk.store)), NORTH.tenant)  # type: ignore[arg-type]
    await broken.begin()
    await broken.beat(at_once=True)  # refused: nothing is lost, nothing is counted twice
    again = ReportReactor(desk, NORTH.tenant)
    await again.begin()
    await again.beat(at_once=True)
    assert await stored(desk) == {**rows_of(kept.take(counted(await whole_log(desk))))}


class Full:
    """A store whose disk is full."""

    def __init__(self, store: SqlStore) -> None:
        self.reading, self.log, self.head = store.reading, store.log, store.head

    async def change(self, *asked: object, **more: object) -> None:
        raise StoreFull()


async def test_it_makes_no_difference_how_much_is_kept_already(
    desk: Desk, clock: VirtualClock, app: FastAPI, ana: Browser
) -> None:
    """Rows with the fold's rest, and the fold alone, say the same; so do entries."""
    assert isinstance(desk.store, SqlStore)
    await day_of_work(desk, clock, ana)
    views = SqlViews(desk.store)
    days = Span(first=0, last=100_000)
    alone = Counting(desk, NORTH.tenant, views.reports, None)
    before = await queue_days(alone, clock.now()), len(await alone.lately(0))
    reactor = ReportReactor(desk, NORTH.tenant)
    await reactor.begin()
    await reactor.beat(at_once=True)
    with_rows = Counting(desk, NORTH.tenant, views.reports, reactor)
    assert (await queue_days(with_rows, clock.now()), len(await with_rows.lately(0))) == before
    first = (await with_rows.queues([days]))[0].queues
    assert sum(row.offered for row in first) == before[1]


async def test_every_number_opens_as_its_entries(desk: Desk, clock: VirtualClock, eva: Browser, ana: Browser) -> None:
    talks = await day_of_work(desk, clock, ana)
    now = (await eva.get("/reports/queues", since=today(clock), until=today(clock))).json()["total"]
    for of in ("offered", "answered", "abandoned", "short", "moved", "waiting", "in_time", "level_base", "handled"):
        opened = (await eva.get("/reports/entries", since=today(clock), of=of)).json()
        assert opened["count"] == now[of], of
    late = (await eva.get("/reports/entries", since=today(clock), of="late", queue="support")).json()
    assert {one["conversation"] for one in late["items"]} == {talks[1], talks[2]}
    assert late["items"][0]["customer"].endswith(NORTH.canary)
    halves = (await eva.get("/reports/intervals", since=today(clock), queue="support")).json()
    assert sum(one["now"]["offered"] for one in halves["intervals"]) == 3


async def test_an_agent_sees_his_own_numbers_only(desk: Desk, clock: VirtualClock, ana: Browser, luis: Browser) -> None:
    await day_of_work(desk, clock, ana)
    mine = (await ana.get("/reports/agents", since=today(clock))).json()["agents"]
    assert [(line["agent"], line["now"]["taken"]) for line in mine] == [(ANA, 2)]
    assert (await luis.get("/reports/agents", since=today(clock))).json()["agents"] == []
    assert (await ana.get("/reports/queues", since=today(clock))).status_code == 403
    assert (await ana.get("/reports/intervals", since=today(clock))).status_code == 403
    own = await ana.get("/reports/entries", since=today(clock), agent=ANA)
    assert own.json()["count"] == 2
    assert (await luis.get("/reports/entries", since=today(clock), agent=ANA)).status_code == 403
    assert (await ana.get("/reports/entries", since=today(clock))).status_code == 403
    assert (await ana.post("/reports/export", {"what": "agents", "since": today(clock)})).status_code == 403


async def test_a_supervisor_sees_his_brands_only(desk: Desk, clock: VirtualClock, eva: Browser, marta: Browser) -> None:
    await writes(desk, NORTH, "lejos", endpoint="far")
    await writes(desk, NORTH, "cerca")
    hers = (await eva.get("/reports/queues", since=today(clock))).json()
    assert [line["queue"] for line in hers["queues"]] == ["support"]
    everything = (await marta.get("/reports/queues", since=today(clock))).json()
    assert [line["queue"] for line in everything["queues"]] == ["elsewhere", "support"]
    assert (await eva.get("/reports/entries", since=today(clock), queue="elsewhere")).json()["count"] == 0


async def test_compared_with_the_dates_before(desk: Desk, clock: VirtualClock, eva: Browser, ana: Browser) -> None:
    await day_of_work(desk, clock, ana)
    day = clock.moment().date()
    found = (await eva.get("/reports/queues", since=f"{day + timedelta(days=1)}", compare="before")).json()
    assert (found["total"]["offered"], found["before"]["offered"]) == (0, 4)
    week = (await eva.get("/reports/queues", since=f"{day + timedelta(days=7)}", compare="week")).json()
    assert (week["about"]["before_since"], week["before"]["offered"]) == (today(clock), 4)
    assert (await eva.get("/reports/queues", since="2026-13-01")).status_code == 422
    assert (await eva.get("/reports/queues", since=today(clock), until="2020-01-01")).status_code == 422


async def test_half_hours_are_counted_over_a_quarter_at_most(clock: VirtualClock, eva: Browser) -> None:
    """A year of them would be half a million rows for one answer."""
    until = date.fromisoformat(today(clock))
    spans = {days: {"since": f"{until - timedelta(days=days - 1)}", "until": f"{until}"} for days in (92, 366)}
    asked = [(days, grain) for days in spans for grain in ("half", "day")]
    got = [(await eva.get("/reports/intervals", grain=grain, **spans[days])).status_code for days, grain in asked]
    assert got == [200, 200, 422, 200]
    assert (await eva.post("/reports/export", {"what": "half", **spans[366]})).status_code == 422


async def test_a_file_is_logged_and_holds_no_formulas(
    desk: Desk, clock: VirtualClock, eva: Browser, ana: Browser
) -> None:
    await day_of_work(desk, clock, ana)

    def rename(change: Change) -> None:
        for one in change.where(Conversation, {"queue": "support", "status": "resolved"}):
            details = change.get(CustomerDetails, one.customer)
            assert details is not None
            change.put(msgspec.structs.replace(details, name='=HYPERLINK("http://evil.test")'))

    await desk.store.change(NORTH.tenant, rename, at=clock.now())
    for what in ("queues", "channels", "half", "day", "agents", "entries"):
        answer = await eva.post("/reports/export", {"what": what, "since": today(clock)})
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "'=HYPERLINK" in answer.text
    made = [one.fact.what for one in await whole_log(desk) if isinstance(one.fact, f.ExportMade)]
    assert made == [f"report_{what}" for what in ("queues", "channels", "half", "day", "agents", "entries")]
