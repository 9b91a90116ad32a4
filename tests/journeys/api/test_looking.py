"""An administrator sees the desk as somebody else does: reading only, for half an hour, and it is written down."""

import pytest
from fastapi import FastAPI

from atiende.api.app import routed
from atiende.api.permissions import PUBLIC
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.work import Invitation, Session
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.api.operations import bodies, example, operations
from tests.journeys.api.people import NORTH, SOUTH, Browser, stranger, writes
from tests.proof import proven

ENDS = ("DELETE /api/v1/view-as", "DELETE /api/v1/session")


async def looks(marta: Browser, who: str) -> None:
    answer = await marta.post(f"/users/{NORTH.user(who)}/view-as")
    assert answer.status_code == 200, answer.text


async def test_he_sees_what_the_other_sees_and_it_is_in_the_log(desk: Desk, marta: Browser) -> None:
    await writes(desk, NORTH, "carla", endpoint="shop")
    assert (await marta.get("/conversations", view="all")).json()["items"]
    await looks(marta, "ana")
    session = (await marta.get("/session")).json()
    assert session["user"]["id"] == NORTH.user("ana") and session["viewing"]["by_name"].startswith("Marta")
    assert "user.manage" not in session["permissions"]
    assert (await marta.get("/conversations", view="all")).json()["items"] == []
    assert (await marta.get("/users")).status_code == 403
    log = await desk.store.log(NORTH.tenant, 0)
    looked = [(one.actor, one.fact.user) for one in log if isinstance(one.fact, f.ViewedAs)]
    assert looked == [(f"agent:{NORTH.user('marta')}", NORTH.user("ana"))]
    assert await proven(desk.store, NORTH.tenant) == []


async def test_every_change_is_refused_meanwhile(app: FastAPI, desk: Desk, marta: Browser) -> None:
    await looks(marta, "eva")
    document = app.openapi()
    schemas = {(method, path): schema for method, path, schema in bodies(document)}
    tried = 0
    for one in operations(routed()):
        if one.method in ("GET", "WEBSOCKET") or one.name in (*PUBLIC, *ENDS):
            continue
        schema = schemas.get((one.method, one.path))
        body = example(schema, document) if schema else None
        path = one.path.removeprefix("/api/v1").replace("{", "").replace("}", "")
        answer = await marta.send(one.method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "looking_only"), one.name
        tried += 1
    assert tried > 60
    assert (await marta.send("PUT", "/me/presence", {"state": "available"})).json()["code"] == "looking_only"
    agent = await desk.store.reading(NORTH.tenant).get(Agent, NORTH.user("eva"))
    assert agent is not None and agent.state == "offline"


async def test_nothing_is_taken_along_meanwhile(marta: Browser, eva: Browser) -> None:
    assert (await eva.get("/customers/export.csv")).status_code == 200
    await looks(marta, "eva")
    assert (await marta.get("/customers")).status_code == 200
    assert (await marta.get("/customers/export.csv")).json()["code"] == "looking_only"


async def test_it_ends_by_a_click(marta: Browser) -> None:
    await looks(marta, "ana")
    assert (await marta.send("DELETE", "/view-as")).status_code == 204
    session = (await marta.get("/session")).json()
    assert session["user"]["id"] == NORTH.user("marta") and session["viewing"] is None
    assert (await marta.get("/users")).status_code == 200


async def test_it_ends_after_half_an_hour(desk: Desk, marta: Browser) -> None:
    await looks(marta, "ana")
    assert isinstance(desk.clock, VirtualClock)
    await desk.clock.leap(29 * 60)
    assert (await marta.get("/session")).json()["user"]["id"] == NORTH.user("ana")
    await desk.clock.leap(2 * 60)
    assert (await marta.get("/session")).json()["user"]["id"] == NORTH.user("marta")


async def test_only_who_manages_users_may_and_nobody_of_another_centre(marta: Browser, eva: Browser) -> None:
    assert (await eva.post(f"/users/{NORTH.user('ana')}/view-as")).status_code == 403
    assert (await marta.post(f"/users/{SOUTH.user('ana')}/view-as")).status_code == 404
    assert (await marta.post(f"/users/{NORTH.user('marta')}/view-as")).status_code == 409


async def test_an_invitation_sets_a_password_once(app: FastAPI, desk: Desk, marta: Browser) -> None:
    made = await marta.post("/users", {"name": "Nora", "email": "nora@example.test", "role": "agent"})
    link = (await marta.post(f"/users/{made.json()['id']}/invitation")).json()["url"]
    token = link.partition("#")[2]
    async with stranger(app) as http:
        seen = await http.post("/api/v1/invitations/look", json={"token": token})
        assert seen.json()["name"] == "Nora" and "perdiz" in seen.json()["centre"]
        weak = await http.post("/api/v1/invitations/accept", json={"token": token, "password": "corta"})
        assert weak.status_code == 422
        good = {"token": token, "password": "una frase bien larga"}
        assert (await http.post("/api/v1/invitations/accept", json=good)).json()["user"]["name"] == "Nora"
    async with stranger(app) as http:
        assert (await http.post("/api/v1/invitations/accept", json=good)).status_code == 404
        signed = {"email": "nora@example.test", "password": "una frase bien larga"}
        assert (await http.post("/api/v1/session", json=signed)).status_code == 200
    assert await desk.store.reading(NORTH.tenant).where(Invitation, {}) == []


async def test_an_invitation_is_over_after_seven_days_and_when_a_newer_one_is_made(
    app: FastAPI, desk: Desk, marta: Browser
) -> None:
    path = f"/users/{NORTH.user('ana')}/invitation"
    first = (await marta.post(path)).json()["url"].partition("#")[2]
    second = (await marta.post(path)).json()["url"].partition("#")[2]
    async with stranger(app) as http:
        assert (await http.post("/api/v1/invitations/look", json={"token": first})).status_code == 404
        assert (await http.post("/api/v1/invitations/look", json={"token": second})).status_code == 200
        assert isinstance(desk.clock, VirtualClock)
        await desk.clock.leap(7 * 86_400 + 1)
        assert (await http.post("/api/v1/invitations/look", json={"token": second})).status_code == 404


@pytest.mark.parametrize("token", ["x", "ten_00000000000000000000000001.nothing", "é.é"])
async def test_a_link_nobody_made_opens_nothing(app: FastAPI, token: str) -> None:
    async with stranger(app) as http:
        answer = await http.post("/api/v1/invitations/look", json={"token": token})
    assert answer.status_code == 404


async def test_a_session_that_looks_is_one_s_own_session(desk: Desk, marta: Browser) -> None:
    await looks(marta, "ana")
    sessions = await desk.store.reading(NORTH.tenant).where(Session, {"user": NORTH.user("marta")})
    assert [one.viewing for one in sessions] == [NORTH.user("ana")]
