"""Time travel and the guarantees' page over HTTP: what they answer, and to whom."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from atiende.actions.presence import choose_state
from atiende.api.app import routed
from atiende.api.proofs import PROOFS
from atiende.api.shapes import stamp
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.watching import AGAIN, Watching
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.reactors.guard import GuardReactor, read_again
from atiende.reactors.route import RouteReactor
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, Browser, key_for, stranger, writes


async def a_morning(desk: Desk) -> GuardReactor:
    """Two brands, one chat each; one agent, asked for the first."""
    route = RouteReactor(desk, NORTH.tenant)
    guard = GuardReactor(desk, NORTH.tenant, route)
    await guard.begin()
    await choose_state(desk, NORTH.tenant, NORTH.user("ana"), "available")
    await writes(desk, NORTH, "pepe")
    await writes(desk, NORTH, "lucia", endpoint="far")
    await route.catch_up()
    for decision in route.floor.decide(desk.clock.now()):
        await route._offer(decision)
    await route.catch_up()
    await guard.beat()
    return guard


async def two_agents_on_one(desk: Desk, guard: GuardReactor) -> None:
    """What no action would write."""
    work = (await desk.store.reading(NORTH.tenant).where(Interaction, {"queue": "support"}))[0]
    taken = f.InteractionTaken(
        interaction=work.id, conversation=work.conversation, agent=NORTH.user("luis"), channel=work.channel
    )

    def decide(change: Change) -> None:
        change.record(taken, actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    await guard._route.catch_up()
    await guard.beat()


async def test_a_moment_gone_by_is_shown_as_it_was(eva: Browser, desk: Desk) -> None:
    assert isinstance(desk.clock, VirtualClock)
    before = desk.clock.now()
    await desk.clock.advance(60)
    await a_morning(desk)
    now = desk.clock.now()
    await desk.clock.advance(600)
    then = (await eva.get("/past", at=stamp(now))).json()
    assert {one["queue"]: one["waiting"] for one in then["queues"]} == {"support": 1, "sales": 0}
    assert [(one["state"], one["queue"], one["wait_ms"]) for one in then["waiting"]] == [("offered", "support", 0)]
    assert then["waiting"][0]["customer"]["name"] and then["waiting"][0]["number"]
    assert [(one["agent"]["name"], one["state"]) for one in then["offers"]] == [(f"Ana {NORTH.canary}", "made")]
    ana = next(one for one in then["agents"] if one["id"] == NORTH.user("ana"))
    assert (ana["state"], ana["load"]) == ("available", {"webchat": 1})
    empty = (await eva.get("/past", at=stamp(before))).json()
    assert empty["waiting"] == [] and empty["offers"] == []
    tomorrow = await eva.get("/past", at=stamp(desk.clock.now() + 86_400_000))
    assert tomorrow.status_code == 422


async def test_a_brands_supervisor_sees_nothing_of_another_brand(eva: Browser, marta: Browser, desk: Desk) -> None:
    await a_morning(desk)
    now = stamp(desk.clock.now())
    mine, all_of_it = (await eva.get("/past", at=now)).json(), (await marta.get("/past", at=now)).json()
    assert {one["queue"] for one in mine["waiting"]} == {"support"}
    assert {one["queue"] for one in all_of_it["waiting"]} == {"support", "elsewhere"}
    assert "elsewhere" not in {one["queue"] for one in mine["queues"]}


async def test_why_then_is_decided_again_and_is_the_same(eva: Browser, desk: Desk) -> None:
    await a_morning(desk)
    offer = (await desk.store.reading(NORTH.tenant).where(Offer, {}))[0]
    told = (await eva.get("/past/why", offer=offer.id)).json()
    assert told["same"] is True and told["differences"] == []
    assert told["explanation"]["candidates"][0]["agent"]["id"] == NORTH.user("ana")
    assert len(told["explanation"]["candidates"]) == 4
    assert (await eva.get("/past/why", offer="off_nothing")).status_code == 404


async def test_the_pulse_of_a_day(eva: Browser, desk: Desk) -> None:
    assert isinstance(desk.clock, VirtualClock)
    guard = await a_morning(desk)
    desk.clock._now += 301_000
    await guard.beat()
    items = (await eva.get("/past/moments")).json()["items"]
    assert [(one["offers"], one["queued"], one["waiting"], one["available"]) for one in items] == [(1, 2, 1, 1)]
    too_long = {"from": stamp(desk.clock.now() - 30 * 86_400_000), "to": stamp(desk.clock.now())}
    assert (await eva.get("/past/moments", **too_long)).status_code == 422


async def test_guarantees_come_with_their_evidence(eva: Browser, desk: Desk) -> None:
    guard = await a_morning(desk)
    found = (await eva.get("/guarantees")).json()
    assert found["facts"] == found["seq"] > 10 and found["since"]
    assert [one["name"] for one in found["items"]] == list(PROOFS)
    assert all(one["violations"] == 0 and one["title"] and one["meaning"] and one["how"] for one in found["items"])
    await two_agents_on_one(desk, guard)
    red = (await eva.get("/guarantees")).json()["items"][0]
    assert (red["name"], red["violations"], len(red["last"])) == ("one_agent", 1, 1)
    told = red["last"][0]
    assert f"Luis {NORTH.canary}" in told["text"] and f"Ana {NORTH.canary}" in told["text"]
    assert told["conversation"].startswith("cnv_")


async def test_checked_again_when_somebody_asks(eva: Browser, desk: Desk) -> None:
    await a_morning(desk)
    assert (await eva.post("/guarantees/again")).status_code == 202
    again = (await eva.get("/guarantees")).json()["again"]
    assert (again["state"], again["seq"]) == ("running", 0)
    row = await desk.store.reading(NORTH.tenant).get(Watching, AGAIN)
    assert row is not None
    await read_again(desk, NORTH.tenant, row)
    again = (await eva.get("/guarantees")).json()["again"]
    assert (again["state"], again["facts"], again["violations"]) == ("done", again["head"], 0)


@pytest.mark.parametrize(
    ("permission", "status"), [("queue.supervise", 200), ("audit.read", 200), ("report.read", 403)]
)
async def test_who_supervises_or_audits_may_look(app: FastAPI, desk: Desk, permission: str, status: int) -> None:
    token = await key_for(desk, NORTH, {permission: "all"})
    async with stranger(app) as http:
        for path in ("/guarantees", "/past/moments", f"/past?at={stamp(desk.clock.now()).replace('+', '%2B')}"):
            answer = await http.get(f"/api/v1{path}", headers={"authorization": f"Bearer {token}"})
            assert answer.status_code == status, (path, answer.text)


def test_every_test_named_as_evidence_exists() -> None:
    for name in {test for tests in PROOFS.values() for test in tests}:
        path, _, function = name.partition("::")
        text = Path(path).read_text()
        assert not function or f"def {function}(" in text or f"{function} =" in text, name


def test_the_routes_are_described() -> None:
    assert {"/api/v1/past", "/api/v1/past/why", "/api/v1/guarantees"} <= set(routed().openapi()["paths"])
