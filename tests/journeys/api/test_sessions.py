"""Signing in and out, the token against forged changes, limits, expiry."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from msgspec.structs import replace

from atiende.domain.work import Session, User
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import HOME, NORTH, PASSWORD, Browser, key_for, stranger, writes

CREDENTIALS = {"email": NORTH.email("ana"), "password": PASSWORD}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield made


async def test_signing_in_gives_a_cookie_that_scripts_cannot_read_and_everything_the_desk_needs(app: FastAPI) -> None:
    async with stranger(app) as http:
        answer = await http.post("/api/v1/session", json=CREDENTIALS)
        assert answer.status_code == 200, answer.text
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
        me = answer.json()
        assert me["user"]["name"] == "Ana perdiz" and me["presence"]["state"] == "offline"
        assert me["permissions"]["conversation.read"] == "team" and me["presence"]["capacity"]["webchat"] == 3
        assert {one["slug"] for one in me["catalog"]["queues"]} == {"support", "sales"}
        assert (await http.get("/api/v1/session")).json()["csrf"] == me["csrf"]
        gone = await http.delete("/api/v1/session", headers={"X-CSRF-Token": me["csrf"]})
        assert gone.status_code == 204
        assert (await http.get("/api/v1/session")).status_code == 401


async def test_only_the_hash_of_the_token_is_kept(app: FastAPI, desk: Desk) -> None:
    async with stranger(app) as http:
        await http.post("/api/v1/session", json=CREDENTIALS)
        token = http.cookies["atiende_session"]
    kept = await desk.store.reading(NORTH.tenant).where(Session, {"user": NORTH.user("ana")})
    assert len(kept) == 1 and kept[0].id not in token and token.split(".")[1] not in repr(kept[0])


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: FastAPI) -> None:
    async with stranger(app) as http:
        wrong = await http.post("/api/v1/session", json=CREDENTIALS | {"password": "not this one"})
        unknown = await http.post("/api/v1/session", json=CREDENTIALS | {"email": "nobody@example.test"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content and wrong.json()["code"] == "sign_in_failed"


async def test_a_deactivated_user_is_out_at_once(app: FastAPI, desk: Desk, ana: Browser) -> None:
    assert (await ana.get("/session")).status_code == 200
    user = await desk.store.reading(NORTH.tenant).get(User, NORTH.user("ana"))
    assert user is not None
    await desk.store.change(NORTH.tenant, lambda change: change.put(replace(user, active=False)), at=desk.clock.now())
    assert (await ana.get("/session")).status_code == 401
    async with stranger(app) as http:
        assert (await http.post("/api/v1/session", json=CREDENTIALS)).status_code == 401


async def test_guessing_is_stopped_and_says_when_to_come_back(app: FastAPI, desk: Desk) -> None:
    async with stranger(app) as http:
        codes = [
            (await http.post("/api/v1/session", json=CREDENTIALS | {"password": f"guess {number}"})).status_code
            for number in range(9)
        ]
        assert codes == [401] * 8 + [429]
        stopped = await http.post("/api/v1/session", json=CREDENTIALS)
        assert stopped.status_code == 429 and int(stopped.headers["retry-after"]) > 0
        clock = desk.clock
        assert isinstance(clock, VirtualClock)
        await clock.advance(int(stopped.headers["retry-after"]))
        assert (await http.post("/api/v1/session", json=CREDENTIALS)).status_code == 200


async def test_a_caller_who_never_stops_is_slowed_down(ana: Browser, desk: Desk) -> None:
    codes = [(await ana.get("/offers")).status_code for _ in range(302)]
    assert codes[:300] == [200] * 300 and codes[-1] == 429
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await clock.advance(1)
    assert (await ana.get("/offers")).status_code == 200


async def test_a_change_without_the_token_or_from_another_page_is_refused(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path = f"/api/v1/conversations/{conversation}/take"
    token = ana.http.headers.pop("X-CSRF-Token")
    for headers in (
        {},
        {"X-CSRF-Token": "guessed"},
        {"X-CSRF-Token": token, "Origin": "https://evil.test"},
        {"X-CSRF-Token": token, "Origin": "null"},
        {"X-CSRF-Token": token, "Origin": "http://desk.test.evil.test"},
    ):
        answer = await ana.http.post(path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "forged"), headers
    assert (await ana.http.post(path, headers={"X-CSRF-Token": token, "Origin": HOME})).status_code == 200


async def test_a_foreign_page_cannot_sign_anybody_in(app: FastAPI) -> None:
    async with stranger(app) as http:
        answer = await http.post("/api/v1/session", json=CREDENTIALS, headers={"Origin": "https://evil.test"})
        assert (answer.status_code, answer.json()["code"]) == (403, "forged")


async def test_a_session_ends_after_twelve_idle_hours_and_after_seven_days(desk: Desk, ana: Browser) -> None:
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    for _ in range(20):
        await clock.leap(8 * 3600)
        assert (await ana.get("/session")).status_code == 200
    await clock.leap(8 * 3600)
    assert (await ana.get("/session")).status_code == 401


async def test_an_idle_session_ends(desk: Desk, ana: Browser) -> None:
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await clock.leap(12 * 3600 + 1)
    assert (await ana.get("/session")).status_code == 401


async def test_a_new_password_ends_the_other_sessions_and_needs_the_old_one(app: FastAPI, ana: Browser) -> None:
    fresh = "una frase nueva y larga"
    async with stranger(app) as http:
        await http.post("/api/v1/session", json=CREDENTIALS)
        wrong = await ana.send("PATCH", "/me", {"password": {"old": "wrong", "new": fresh}})
        assert wrong.status_code == 422 and wrong.json()["errors"][0]["field"] == "password.old"
        short = await ana.send("PATCH", "/me", {"password": {"old": PASSWORD, "new": "corta"}})
        assert short.status_code == 422
        done = await ana.send("PATCH", "/me", {"password": {"old": PASSWORD, "new": fresh}, "name": "Ana María"})
        assert done.status_code == 200 and done.json()["name"] == "Ana María"
        assert (await ana.get("/session")).status_code == 200
        assert (await http.get("/api/v1/session")).status_code == 401
        assert (await http.post("/api/v1/session", json=CREDENTIALS)).status_code == 401
        assert (await http.post("/api/v1/session", json=CREDENTIALS | {"password": fresh})).status_code == 200


async def test_a_key_acts_within_its_permissions_without_cookie_or_token(app: FastAPI, desk: Desk) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    token = await key_for(desk, NORTH, {"conversation.read": "all", "conversation.reply": "all"})
    async with stranger(app) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        assert (await http.get(f"/api/v1/conversations/{conversation}")).status_code == 200
        body = {"client_id": "k", "text": "Le escribimos desde el sistema"}
        sent = await http.post(f"/api/v1/conversations/{conversation}/messages", json=body)
        assert sent.status_code == 201, sent.text
        assert (await http.get("/api/v1/users")).status_code == 403
        http.headers["Authorization"] = f"Bearer {token}x"
        assert (await http.get("/api/v1/offers")).status_code == 401


async def test_presence_is_chosen_and_a_pause_needs_a_known_reason(ana: Browser) -> None:
    ready = await ana.send("PUT", "/me/presence", {"state": "available"})
    assert ready.json()["state"] == "available"
    assert (await ana.send("PUT", "/me/presence", {"state": "paused", "reason": "siesta"})).status_code == 422
    paused = await ana.send("PUT", "/me/presence", {"state": "paused", "reason": "lunch"})
    assert (paused.json()["state"], paused.json()["reason"]) == ("paused", "lunch")
