"""What if, over HTTP: who may ask, what the screen is given, and putting in force."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI

from atiende.actions.simulations import end_simulation
from atiende.ports.desk import Desk
from atiende.reactors.simulate import Simulator
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import NORTH, Browser, key_for, stranger, writes
from tests.journeys.simulations.fake_twin import FakeTwin

UNTIL_MIDNIGHT_S = 2 * 3600
"""The tests begin at 22:26 in Madrid."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield replace(made, twin=FakeTwin())


async def queue_body(marta: Browser) -> tuple[dict[str, object], int]:
    shown = (await marta.get("/config/queue/support")).json()
    return shown["body"], shown["version"]


async def question(marta: Browser, **how: object) -> dict[str, object]:
    ground = (await marta.get("/simulations/ground")).json()
    return {"streams": ground["streams"], "shifts": ground["shifts"], **how}


async def run(desk: Desk, marta: Browser, asked: dict[str, object]) -> str:
    made = await marta.post("/simulations", asked)
    assert made.status_code == 201, made.text
    await Simulator(desk).run(NORTH.tenant, made.json()["id"])
    return str(made.json()["id"])


async def test_the_ground_has_days_people_and_a_made_up_day(desk: Desk, marta: Browser) -> None:
    await writes(desk, NORTH, "pepe")
    assert isinstance(desk.clock, VirtualClock)
    assert (await marta.get("/simulations/ground")).json()["days"] == []  # today is not over
    await desk.clock.leap(UNTIL_MIDNIGHT_S)
    ground = (await marta.get("/simulations/ground")).json()
    assert ground["days"] == [{"day": "2026-05-28", "entries": 1}]
    assert {one["name"].split()[0] for one in ground["people"]} == {"Ana", "Luis", "Eva", "Marta"}
    assert [(one["queue"], one["channel"]) for one in ground["streams"]] == [
        ("elsewhere", "webchat"),
        ("sales", "webchat"),
        ("support", "webchat"),
    ]
    assert len(ground["shifts"]) == 4 and ground["time_zone"] == "Europe/Madrid"


async def test_who_took_work_that_day_is_known(desk: Desk, ana: Browser, marta: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    worked = await marta.get("/simulations/worked", day="2026-05-28")
    assert worked.json() == {"agents": [NORTH.user("ana")]}
    assert (await marta.get("/simulations/worked", day="2026-05-27")).json() == {"agents": []}
    assert (await marta.get("/simulations/worked", day="soon")).status_code == 422


async def test_a_question_is_asked_shown_and_put_in_force(desk: Desk, marta: Browser) -> None:
    body, version = await queue_body(marta)
    edited = {"kind": "queue", "slug": "support", "version": version, "body": body | {"priority": 1}}
    simulation = await run(desk, marta, await question(marta, title="Antes", documents=[edited]))
    shown = (await marta.get(f"/simulations/{simulation}")).json()
    assert (shown["state"], shown["title"], shown["by_name"]) == ("done", "Antes", f"Marta {NORTH.canary}")
    assert shown["answer"]["after"] is not None
    assert shown["changes"][0]["changes"] == [{"path": "priority", "from": 3, "to": 1}]
    applied = await marta.post(f"/simulations/{simulation}/apply")
    assert applied.status_code == 200 and applied.json()["applied_at"] is not None
    assert (await queue_body(marta))[0]["priority"] == 1
    assert (await marta.post(f"/simulations/{simulation}/apply")).status_code == 409


async def test_a_change_overtaken_is_shown_as_such_and_refused(desk: Desk, marta: Browser) -> None:
    body, version = await queue_body(marta)
    edited = {"kind": "queue", "slug": "support", "version": version, "body": body | {"priority": 1}}
    asked = await question(marta, documents=[edited])
    first, second = await run(desk, marta, asked), await run(desk, marta, asked)
    await marta.post(f"/simulations/{first}/apply")
    assert (await marta.get(f"/simulations/{second}")).json()["changes"][0]["stale"] is True
    assert (await marta.post(f"/simulations/{second}/apply")).status_code == 409
    assert (await marta.get(f"/simulations/{first}")).json()["changes"][0]["stale"] is False


async def test_what_is_wrong_with_a_document_is_named_field_by_field(marta: Browser) -> None:
    body, version = await queue_body(marta)
    edited = {"kind": "queue", "slug": "support", "version": version, "body": body | {"teams": ["nobody"]}}
    refused = await marta.post("/simulations", await question(marta, documents=[edited]))
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["queue/support:teams[0]"]


async def test_who_is_kept_to_a_brand_does_not_see_the_whole_floor(eva: Browser, ana: Browser, marta: Browser) -> None:
    for path in ("/simulations", "/simulations/ground"):
        assert (await eva.get(path)).status_code == 403  # a supervisor of one brand
        assert (await ana.get(path)).status_code == 403
        assert (await marta.get(path)).status_code == 200


async def test_asking_is_not_publishing(desk: Desk, app: FastAPI, marta: Browser) -> None:
    body, version = await queue_body(marta)
    edited = {"kind": "queue", "slug": "support", "version": version, "body": body | {"priority": 1}}
    simulation = await run(desk, marta, await question(marta, documents=[edited]))
    token = await key_for(desk, NORTH, {"queue.supervise": "all", "config.publish": "own"})
    async with stranger(app) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        assert (await http.get(f"/api/v1/simulations/{simulation}")).status_code == 200
        assert (await http.post(f"/api/v1/simulations/{simulation}/apply")).status_code == 403
    assert (await queue_body(marta))[0]["priority"] == 3


async def test_one_under_way_is_cancelled_and_then_deleted(desk: Desk, marta: Browser) -> None:
    made = (await marta.post("/simulations", await question(marta))).json()
    path = f"/simulations/{made['id']}"
    assert made["state"] == "waiting"
    assert (await marta.send("DELETE", path)).status_code == 409
    assert (await marta.post(f"{path}/cancel")).json()["state"] == "cancelled"
    await end_simulation(desk, NORTH.tenant, made["id"], None, "late")
    assert (await marta.get(path)).json()["state"] == "cancelled"
    assert (await marta.send("DELETE", path)).status_code == 204
    assert (await marta.get(path)).status_code == 404
