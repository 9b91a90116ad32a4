"""The self-service report over HTTP: rows kept and counted since as one, what may be seen, what stands behind it."""

import csv
import io
from collections.abc import Sequence

import pytest
from fastapi import FastAPI

from atiende.domain import facts as f
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.report import ReportReactor
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, SOUTH, Browser, Town, signed_in, writes


@pytest.fixture
def clock(desk: Desk) -> VirtualClock:
    assert isinstance(desk.clock, VirtualClock)
    return desk.clock


async def told(desk: Desk, town: Town, facts: Sequence[f.AnyFact]) -> None:
    def decide(change: Change) -> None:
        for fact in facts:
            change.record(fact, actor="system")

    await desk.store.change(town.tenant, decide, at=desk.clock.now())


async def through_a_flow(desk: Desk, town: Town, who: str, *, goal: bool) -> str:
    """One visitor goes through the flow: he gets what he came for, or asks for a person and nobody takes it."""
    talk = await writes(desk, town, who)
    reading = desk.store.reading(town.tenant)
    one = (await reading.where(Interaction, {"conversation": talk}))[0]
    ids = {"interaction": one.id, "conversation": talk}
    entered = f.FlowEntered(
        **ids, customer=one.customer, brand="main", channel="webchat", endpoint="web", queue="support", flow="menu",
        version=1, language="es", seed=1,
    )  # fmt: skip
    goals = ("paid",) if goal else ()
    passed = (("menu", 1, "hello"), ("menu", 1, "pay"))
    stepped = f.FlowStepped(
        **ids, heard="said", passed=passed, flow="menu", version=1, node="pay", awaiting="", goals=goals
    )
    ended = f.FlowEnded(**ids, flow="menu", version=1, node="pay", outcome="resolved", goals=goals)
    handed = f.HandedOver(**ids, queue="support", why="asked", flow="menu", version=1, node="pay")
    late = f.HandoffLate(**ids, queue="support")
    await told(desk, town, [entered, stepped, *([ended] if goal else [handed, late])])
    return talk


async def report(browser: Browser, clock: VirtualClock) -> dict[str, object]:
    answer = await browser.get("/reports/selfservice", since=clock.moment().date().isoformat())
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_numbers_are_the_same_before_and_after_they_are_kept(
    desk: Desk, clock: VirtualClock, eva: Browser, marta: Browser
) -> None:
    await through_a_flow(desk, NORTH, "pepe", goal=True)
    talk = await through_a_flow(desk, NORTH, "lucia", goal=False)
    before = await report(eva, clock)
    assert before["total"]["sessions"] == 2  # type: ignore[index]  # JSON
    assert (before["total"]["contained"], before["total"]["failed"]) == (1, 1)  # type: ignore[index]  # JSON
    assert [one["node"] for one in before["nodes"]] == ["hello", "pay"]  # type: ignore[attr-defined]  # JSON
    assert before["whys"] == [{"why": "asked", "count": 1}]
    reactor = ReportReactor(desk, NORTH.tenant)
    await reactor.begin()
    await reactor.beat(at_once=True)
    after = await report(eva, clock)
    assert {**after, "about": {}} == {**before, "about": {}}
    day = clock.moment().date().isoformat()
    behind = (await marta.get("/reports/selfservice/sessions", since=day, of="failed")).json()
    assert (behind["count"], behind["items"][0]["conversation"]) == (1, talk)
    assert NORTH.canary in behind["items"][0]["customer"]


async def test_another_centre_and_who_sees_less_find_nothing(
    desk: Desk, clock: VirtualClock, app: FastAPI, eva: Browser
) -> None:
    await through_a_flow(desk, SOUTH, "pepe", goal=True)
    assert (await report(eva, clock))["total"]["sessions"] == 0  # type: ignore[index]  # JSON
    async with signed_in(app, desk, NORTH, "ana") as ana:
        day = clock.moment().date().isoformat()
        assert (await ana.get("/reports/selfservice", since=day)).status_code == 403


async def test_it_can_be_taken_along_and_that_is_in_the_log(desk: Desk, clock: VirtualClock, marta: Browser) -> None:
    await through_a_flow(desk, NORTH, "pepe", goal=True)
    day = clock.moment().date().isoformat()
    for what in ("flows", "days", "nodes", "reasons", "sessions"):
        taken = await marta.post("/reports/selfservice/export", {"what": what, "since": day})
        assert taken.status_code == 200, taken.text
        rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) >= 1 + (what != "reasons") and len({len(row) for row in rows}) == 1
        assert not any(cell.startswith("column.") for cell in rows[0])
    exports = [one.fact for one in await desk.store.log(NORTH.tenant, 0, 10_000) if isinstance(one.fact, f.ExportMade)]
    assert len(exports) == 5 and exports[0].what == "selfservice_flows"


async def test_recordings_are_the_configurations_and_only_sounds(desk: Desk, marta: Browser, eva: Browser) -> None:
    wav = b"RIFF" + (36).to_bytes(4, "little") + b"WAVEfmt " + b"\0" * 28
    kept = await marta.http.post("/api/v1/prompts/sounds", files={"file": ("hola.wav", wav, "audio/wav")})
    assert kept.status_code == 201, kept.text
    heard = await marta.get(f"/prompts/sounds/{kept.json()['id']}")
    assert heard.content == wav and heard.headers["content-type"] == "audio/wav"
    wrong = await marta.http.post("/api/v1/prompts/sounds", files={"file": ("a.html", b"<script>", "audio/wav")})
    assert wrong.json()["errors"][0]["code"] == "not_a_sound"
    assert (await marta.get("/prompts/hello/uses")).status_code == 404
