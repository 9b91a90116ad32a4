"""The supervisor's hand: reading along, a word to everybody, absent colleagues' work, thresholds, and the wall."""

import httpx2
import pytest
from fastapi import FastAPI

from atiende.actions import conversations as acts
from atiende.actions.monitoring import LEASE_MS, TIMER, end_forgotten
from atiende.actions.presence import choose_state
from atiende.api.audience import may_see
from atiende.api.who import COOKIE, Viewer, viewer_of_token
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.work import Session
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.api.people import HOME, NORTH, SOUTH, Browser, signed_in, writes
from tests.proof import proven

ANA, EVA = NORTH.user("ana"), NORTH.user("eva")


async def in_hand(desk: Desk, who: str) -> str:
    """A chat that Ana has."""
    conversation = await writes(desk, NORTH, who)
    await choose_state(desk, NORTH.tenant, ANA, "available")
    await acts.take_conversation(desk, NORTH.tenant, ANA, conversation)
    return conversation


async def told(desk: Desk, kind: type[f.Fact]) -> list[f.Fact]:
    return [one.fact for one in await desk.store.log(NORTH.tenant, 0, 100_000) if isinstance(one.fact, kind)]


async def test_reading_along_is_in_the_log_and_its_agent_knows(desk: Desk, ana: Browser, eva: Browser) -> None:
    talk = await in_hand(desk, "pepe")
    path = f"/conversations/{talk}/monitor"
    assert (await ana.post(path)).status_code == 403
    assert (await eva.post(path)).json()["announced"] is True
    assert (await eva.post(path)).status_code == 200  # again: he still reads
    assert [one["by"]["id"] for one in (await ana.get(f"{path}s")).json()["items"]] == [EVA]
    assert (await eva.http.delete(f"/api/v1{path}")).status_code == 204
    assert (await ana.get(f"{path}s")).json()["items"] == []
    started, ended = await told(desk, f.MonitoringStarted), await told(desk, f.MonitoringEnded)
    assert (len(started), len(ended)) == (1, 1)
    assert await proven(desk.store, NORTH.tenant) == []


async def test_where_the_brand_says_so_the_agent_is_not_told(desk: Desk, ana: Browser, eva: Browser) -> None:
    quiet = docs.write(docs.Brand(name="Marca", announce_monitoring=False))
    fact = f.DocumentPublished(kind="brand", slug="main", version=2, body=quiet)
    await desk.store.change(NORTH.tenant, lambda change: change.record(fact, actor="system"), at=desk.clock.now())
    talk = await in_hand(desk, "pepe")
    assert (await eva.post(f"/conversations/{talk}/monitor")).json()["announced"] is False
    assert (await ana.get(f"/conversations/{talk}/monitors")).json()["items"] == []
    assert len((await eva.get(f"/conversations/{talk}/monitors")).json()["items"]) == 1
    await eva.http.delete(f"/api/v1/conversations/{talk}/monitor")
    conversation = await desk.store.reading(NORTH.tenant).get(Conversation, talk)
    agent, leader = await viewer(desk, ana), await viewer(desk, eva)
    for kind in (f.MonitoringStarted, f.MonitoringEnded):
        said = (await told(desk, kind))[0]
        assert not may_see(agent, said, conversation)  # type: ignore[arg-type]
        assert may_see(leader, said, conversation)  # type: ignore[arg-type]


async def viewer(desk: Desk, browser: Browser) -> Viewer:
    return await viewer_of_token(desk, browser.http.cookies[COOKIE])


async def test_who_forgets_to_stop_reads_no_longer(desk: Desk, eva: Browser) -> None:
    talk = await in_hand(desk, "pepe")
    await eva.post(f"/conversations/{talk}/monitor")
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await end_forgotten(desk, NORTH.tenant, f"{talk} {EVA}")
    assert await told(desk, f.MonitoringEnded) == []  # not yet due
    await clock.leap(LEASE_MS // 1000 + 1)
    assert [one.kind for _, one in await desk.store.due(clock.now()) if one.kind == TIMER] == [TIMER]
    await end_forgotten(desk, NORTH.tenant, f"{talk} {EVA}")
    assert len(await told(desk, f.MonitoringEnded)) == 1


async def test_a_word_is_heard_by_its_teams_until_taken_back(
    desk: Desk, ana: Browser, luis: Browser, eva: Browser
) -> None:
    word = {"text": "El almacén abre a las 11", "teams": ["first"], "minutes": 15}
    assert (await ana.post("/broadcasts", word)).status_code == 403
    made = (await eva.post("/broadcasts", word)).json()
    assert [one["text"] for one in (await ana.get("/broadcasts")).json()["items"]] == [word["text"]]
    assert (await luis.get("/broadcasts")).json()["items"] == []
    assert (await eva.http.delete(f"/api/v1/broadcasts/{made['id']}")).status_code == 204
    assert (await ana.get("/broadcasts")).json()["items"] == []
    assert [one["text"] for one in (await eva.get("/board/broadcasts")).json()["items"]] == [word["text"]]
    assert "almacén" not in repr(await desk.store.log(NORTH.tenant, 0, 100_000))
    await eva.post("/broadcasts", {**word, "teams": []})
    assert len((await luis.get("/broadcasts")).json()["items"]) == 1
    assert isinstance(desk.clock, VirtualClock)
    await desk.clock.leap(16 * 60)
    assert (await luis.get("/broadcasts")).json()["items"] == []


async def test_absent_work_is_seen_then_moved_then_taken_back(desk: Desk, ana: Browser, eva: Browser) -> None:
    talks = [await in_hand(desk, who) for who in ("pepe", "lucia")]
    work = (await eva.get(f"/agents/{ANA}/work")).json()
    assert {one["id"] for one in work["items"]} == set(talks)
    assert (await ana.get(f"/agents/{ANA}/work")).status_code == 403
    done = (await eva.post(f"/agents/{ANA}/reassign", {"to_queue": "sales", "only": talks[:1]})).json()
    assert done == {"conversations": 1, "moved": talks[:1]}
    reading = desk.store.reading(NORTH.tenant)
    moved, stays = [await reading.get(Conversation, one) for one in talks]
    assert moved is not None and (moved.queue, moved.agent) == ("sales", None)
    assert stays is not None and (stays.queue, stays.agent) == ("support", ANA)
    back = await eva.post("/board/move", {"conversations": done["moved"], "to_queue": "support"})
    assert back.json() == {"moved": talks[:1]}
    again = await reading.get(Conversation, talks[0])
    assert again is not None and again.queue == "support"
    assert await proven(desk.store, NORTH.tenant) == []


async def test_thresholds_hold_at_once_and_go_back(desk: Desk, ana: Browser, eva: Browser) -> None:
    wanted = {"service_seconds": 45, "service_percent": 90, "waiting": 3, "wait_seconds": 120}
    assert (await ana.http.put("/api/v1/queues/support/alerts", json=wanted)).status_code == 403
    before = (await eva.http.put("/api/v1/queues/support/alerts", json=wanted)).json()
    board = (await eva.get("/board")).json()["queues"]
    assert next(one for one in board if one["queue"] == "support")["alerts"] == wanted
    await eva.http.put("/api/v1/queues/support/alerts", json=before)
    versions = [one for one in await told(desk, f.DocumentPublished) if getattr(one, "slug", "") == "support"]
    assert len(versions) == 3
    assert (await eva.http.put("/api/v1/queues/elsewhere/alerts", json=wanted)).status_code == 404


async def test_somebody_is_signed_out_everywhere(desk: Desk, ana: Browser, eva: Browser) -> None:
    assert (await ana.post(f"/agents/{ANA}/sign-out")).status_code == 403
    assert (await eva.post(f"/agents/{ANA}/sign-out")).status_code == 204
    assert (await ana.get("/session")).status_code == 401
    assert await desk.store.reading(NORTH.tenant).where(Session, {"user": ANA}) == []


async def test_raised_hands_stand_on_the_board_the_longest_first(desk: Desk, ana: Browser, eva: Browser) -> None:
    talks = [await in_hand(desk, who) for who in ("pepe", "lucia")]
    assert isinstance(desk.clock, VirtualClock)
    for talk in talks:
        assert (await ana.post(f"/conversations/{talk}/hand", {"word": "¿Puedo abonar?"})).status_code == 200
        await desk.clock.leap(5)
    hands = (await eva.get("/board")).json()["hands"]
    assert [one["conversation"] for one in hands] == talks
    assert hands[0]["agent_name"].startswith("Ana")
    assert (await eva.post(f"/conversations/{talks[0]}/hand/lower")).status_code == 200
    assert [one["conversation"] for one in (await eva.get("/board")).json()["hands"]] == talks[1:]


@pytest.fixture
def stranger(app: FastAPI) -> httpx2.AsyncClient:
    """A screen on the wall: nobody signed in."""
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=HOME)


async def test_the_wall_shows_numbers_and_no_people(
    desk: Desk, app: FastAPI, ana: Browser, eva: Browser, stranger: httpx2.AsyncClient
) -> None:
    await in_hand(desk, "pepe")
    await writes(desk, NORTH, "lejos", endpoint="far")
    assert (await ana.post("/walls", {"name": "Sala"})).status_code == 403
    made = (await eva.post("/walls", {"name": "Sala"})).json()
    address = f"/api/v1{made['path']}"
    shown = await stranger.get(address)
    assert shown.status_code == 200
    body = shown.json()
    assert {one["queue"] for one in body["queues"]} == {"support", "sales"}  # her brand's
    assert body["people"] == [] and body["states"]["available"] == 1
    for secret in ("Pepe", "Ana perdiz", "usr_", "cnv_"):
        assert secret not in shown.text
    named = (await eva.post("/walls", {"name": "Con nombres", "people": True, "queues": ["support"]})).json()
    people = (await stranger.get(f"/api/v1{named['path']}")).json()["people"]
    assert "Ana" in [one["name"] for one in people]
    assert (await stranger.get(address[:-1])).status_code == 404
    assert (await eva.http.delete(f"/api/v1/walls/{made['wall']['id']}")).status_code == 204
    assert (await stranger.get(address)).status_code == 404
    async with signed_in(app, desk, SOUTH, "marta") as other:
        assert (await other.http.delete(f"/api/v1/walls/{named['wall']['id']}")).status_code == 404


async def test_the_wall_is_rate_limited(app: FastAPI, eva: Browser, stranger: httpx2.AsyncClient) -> None:
    codes = {(await stranger.get("/api/v1/wall/nobody.knows")).status_code for _ in range(320)}
    assert codes == {404, 429}
