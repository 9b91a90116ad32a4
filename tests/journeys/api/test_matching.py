"""Learned matches and the algorithm file: trained from the log, judged, switched, and told to whoever may ask."""

import json

import pytest
from fastapi import FastAPI

from atiende.actions.matching import renew_match
from atiende.domain import facts as f
from atiende.domain.match import Match, MatchWeek
from atiende.ports.desk import Desk
from atiende.reactors.matching import renew_due
from atiende.routing.uplift import WEEK_MS
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, SOUTH, Browser, key_for, signed_in, stranger, writes
from tests.journeys.matching_history import choose_learned, past_work

AGENTS = (NORTH.user("ana"), NORTH.user("eva"))


async def match_of(desk: Desk) -> Match | None:
    return await desk.store.reading(NORTH.tenant).get(Match, "support")


async def told(desk: Desk, kind: type[f.Fact]) -> list[f.Fact]:
    return [one.fact for one in await desk.store.log(NORTH.tenant, 0, 1_000_000) if isinstance(one.fact, kind)]


async def test_a_queue_that_chose_it_learns_and_what_it_learned_can_be_read(desk: Desk, eva: Browser) -> None:
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 600)
    (line,) = (await eva.get("/matches")).json()["items"]
    assert (line["version"], line["on"], line["trained_at"]) == (0, False, None)
    assert (await eva.post("/matches/support/train")).json() == {"learned": True}
    (line,) = (await eva.get("/matches")).json()["items"]
    assert (line["version"], line["on"], line["trained_on"], line["verdict"]) == (1, True, 600, "undecided")
    assert line["inputs"] == ["agent", "queue", "channel", "reason", "language", "handling_time", "transferred"]
    times = {(one["name"], one["kind"]): one for one in (await eva.get("/matches/support/times")).json()["items"]}
    quick, slow = times["Ana perdiz", "webchat/billing/"], times["Ana perdiz", "webchat/delivery/"]
    assert quick["predicted_ms"] < 0.8 * slow["predicted_ms"]
    assert quick["seen"] > 100


async def test_a_queue_that_did_not_choose_it_learns_nothing(desk: Desk, eva: Browser) -> None:
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    assert (await eva.get("/matches")).json() == {"items": []}
    assert (await eva.post("/matches/support/train")).json()["code"] == "wrong_state"
    await renew_due(desk, NORTH.tenant, {})
    assert await match_of(desk) is None


@pytest.mark.usefixtures("app")
async def test_too_little_history_teaches_nothing_and_is_asked_again_later(desk: Desk) -> None:
    assert isinstance(desk.clock, VirtualClock)
    tried: dict[str, int] = {}
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 20)
    await renew_due(desk, NORTH.tenant, tried)
    assert await match_of(desk) is None
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await renew_due(desk, NORTH.tenant, {"support": desk.clock.now()})
    assert await match_of(desk) is None
    await renew_due(desk, NORTH.tenant, {})
    assert await match_of(desk) is not None


@pytest.mark.usefixtures("app")
async def test_it_learns_anew_by_night_and_not_by_day(desk: Desk) -> None:
    """The brand is in Madrid; the clock of the tests begins at an hour of the day."""
    assert isinstance(desk.clock, VirtualClock)
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await renew_due(desk, NORTH.tenant, {})
    versions = set[int]()
    for _ in range(2 * 24):
        await desk.clock.leap(3600)
        await renew_due(desk, NORTH.tenant, {})
        match = await match_of(desk)
        assert match is not None
        versions.add(match.version)
    assert versions == {1, 2, 3}


async def test_a_match_that_helps_stays(desk: Desk, eva: Browser) -> None:
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await eva.post("/matches/support/train")
    await past_work(desk, NORTH.tenant, AGENTS, 800, saved=0.3)
    assert (await eva.post("/matches/support/train")).json() == {"learned": True}
    (line,) = (await eva.get("/matches")).json()["items"]
    assert (line["on"], line["verdict"], line["version"]) == (True, "helps", 2)
    assert line["time_gain"]["low"] < 26 < line["time_gain"]["high"]


async def test_a_match_that_harms_goes_off_by_itself_and_stays_off(desk: Desk, eva: Browser) -> None:
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await eva.post("/matches/support/train")
    await past_work(desk, NORTH.tenant, AGENTS, 800, saved=-0.3)
    for _ in range(2):
        assert (await eva.post("/matches/support/train")).json() == {"learned": False}
        (line,) = (await eva.get("/matches")).json()["items"]
        assert (line["on"], line["why"], line["verdict"]) == (False, "harms", "harms")
        await renew_due(desk, NORTH.tenant, {})
    assert await told(desk, f.MatchSwitched) == [f.MatchSwitched(queue="support", on=False, why="harms")]
    assert len(await told(desk, f.MatchTrained)) == 1


async def test_a_supervisor_switches_it_and_the_comparison_begins_anew(desk: Desk, eva: Browser) -> None:
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    assert (await eva.post("/matches/support/switch", {"on": False})).status_code == 404
    await eva.post("/matches/support/train")
    first = await match_of(desk)
    for on in (False, False, True):
        assert (await eva.post("/matches/support/switch", {"on": on})).status_code == 204
    again = await match_of(desk)
    assert first is not None
    assert again is not None
    assert [fact.on for fact in await told(desk, f.MatchSwitched) if isinstance(fact, f.MatchSwitched)] == [False, True]
    assert again.on
    assert again.by == f"agent:{NORTH.user('eva')}"
    assert again.switched_at >= first.switched_at


async def test_an_agent_and_a_neighbour_neither_see_nor_switch_it(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser
) -> None:
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await eva.post("/matches/support/train")
    for path in ("/matches", "/matches/support/times"):
        assert (await ana.get(path)).status_code == 403
    assert (await ana.post("/matches/support/switch", {"on": False})).status_code == 403
    assert (await eva.post("/matches/elsewhere/switch", {"on": False})).status_code == 404
    async with signed_in(app, desk, SOUTH, "eva") as neighbour:
        assert (await neighbour.get("/matches/support/times")).status_code == 404


async def test_a_week_is_compared_with_what_was_predicted(desk: Desk, eva: Browser) -> None:
    assert isinstance(desk.clock, VirtualClock)
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await eva.post("/matches/support/train")
    await past_work(desk, NORTH.tenant, AGENTS, 300, saved=-0.5)
    await desk.clock.leap(WEEK_MS / 1000)
    for _ in range(2):
        await renew_match(desk, NORTH.tenant, "support")
    (week,) = await desk.store.reading(NORTH.tenant).where(MatchWeek, {"queue": "support"})
    assert week.drifted
    assert week.pieces == 300
    assert week.actual_ms > 1.2 * week.predicted_ms


async def test_the_algorithm_file_says_all_and_nothing_of_customers(desk: Desk, eva: Browser, marta: Browser) -> None:
    await writes(desk, NORTH, "pepe", "Auxilio")
    await choose_learned(desk, NORTH.tenant)
    await past_work(desk, NORTH.tenant, AGENTS, 300)
    await eva.post("/matches/support/train")
    made = (await marta.get("/algorithm-file", form="json")).json()
    (queue,) = [one for one in made["period"]["queues"] if one["queue"] == "support"]
    assert queue["decisions"] == 300
    assert set(queue["rules"]) == {"learned", "learned_control"}
    assert queue["answers"] == {"accepted": 300}
    assert made["matches"][0]["trained_on"] == 300
    assert made["matches"][0]["trained_at"].endswith("Z")
    assert made["made_by"] == f"agent:{NORTH.user('marta')}"
    for language, words in (("es", "Expediente del algoritmo"), ("en", "Algorithm file")):
        answer = await marta.get("/algorithm-file", language=language)
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text
        assert "Marta perdiz" in answer.text
        for personal in ("Pepe", "Auxilio", "{", "algorithm."):
            assert personal not in answer.text.partition("</style>")[2]
    assert "Pepe" not in json.dumps(made)


async def test_that_the_file_was_taken_is_in_the_audit(desk: Desk, ana: Browser, eva: Browser, marta: Browser) -> None:
    assert (await ana.get("/algorithm-file")).status_code == 403
    assert (await eva.get("/algorithm-file")).status_code == 403
    assert (await marta.get("/algorithm-file", form="json")).status_code == 200
    assert [fact.form for fact in await told(desk, f.ExportMade) if isinstance(fact, f.ExportMade)] == ["json"]
    (line,) = (await marta.get("/audit", kind="access")).json()["items"][:1]
    assert line["fact"] == "ExportMade"
    wrong = await marta.get("/algorithm-file", since="2026-01-02T00:00:00Z", until="2026-01-01T00:00:00Z")
    assert wrong.status_code == 422


async def test_a_program_brings_a_message_once_and_a_person_does_not(app: FastAPI, desk: Desk, ana: Browser) -> None:
    key = await key_for(desk, NORTH, {"conversation.reply": "all"})
    body = {"client_id": "m1", "customer": "c1", "text": "Hola", "name": "Pepe"}
    async with stranger(app) as program:
        headers = {"Authorization": f"Bearer {key}"}
        first = await program.post("/api/v1/endpoints/web/messages", json=body, headers=headers)
        again = await program.post("/api/v1/endpoints/web/messages", json=body, headers=headers)
        nowhere = await program.post("/api/v1/endpoints/none/messages", json=body, headers=headers)
    assert first.status_code == 201
    assert (first.json()["position"], first.json()["repeated"], again.json()["repeated"]) == (1, False, True)
    assert again.json()["message"] == first.json()["message"]
    assert nowhere.status_code == 404
    assert (await ana.post("/endpoints/web/messages", body)).status_code == 403
