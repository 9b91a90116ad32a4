"""Flows over HTTP: checked, tried out and tested as they stand on the screen; changed by those who run the floor."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from atiende.ports.desk import Desk
from tests.browser.flow_centre import MENU
from tests.journeys.api.people import Browser, signed_in
from tests.journeys.small_world import NORTH

Json = dict[str, object]


@pytest.fixture
async def marta(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """A supervisor of the whole centre."""
    async with signed_in(app, desk, NORTH, "marta") as browser:
        yield browser


def on_screen(**changed: object) -> Json:
    return {"slug": "welcome", "body": {**MENU, **changed}}


def with_queue(queue: str) -> Json:
    nodes = {**MENU["nodes"], "persona": {"type": "queue", "queue": queue}}  # type: ignore[dict-item]
    return on_screen(nodes=nodes)


async def test_the_checks_say_where_and_what_to_do(marta: Browser) -> None:
    nodes = {**MENU["nodes"], "sola": {"type": "end"}}  # type: ignore[dict-item]
    found = (await marta.post("/flows/lint", on_screen(nodes=nodes))).json()
    assert found["complete"] is True
    lost = [one for one in found["findings"] if one["node"] == "sola"]
    assert lost and all(one["text"] and one["help"] for one in lost)

    broken = (await marta.post("/flows/lint", on_screen(nodes={"menu": {"type": "nothing"}}))).json()
    assert broken["complete"] is False
    assert [(one["node"], one["field"], one["severity"]) for one in broken["findings"]] == [("menu", "type", "error")]


async def test_a_conversation_is_tried_out_and_becomes_a_test(marta: Browser) -> None:
    asked = on_screen() | {"at": "2026-11-23T10:30", "acts": [{"kind": "say", "text": "1"}], "name": "Horario"}
    tried = (await marta.post("/flows/simulate", asked)).json()
    assert [len(heard) for heard in tried["heard"]] == [1, 1]
    assert "Abrimos de nueve" in tried["heard"][1][0]["effects"][0]["text"]
    assert tried["outcome"] == "resolved"
    tested = (await marta.post("/flows/test", on_screen(tests=[tried["test"]]))).json()
    assert [one["passed"] for one in tested["results"]] == [True]
    assert tested["missed"] == ["persona"]

    nodes = {**MENU["nodes"], "horario": {"type": "end", "text": {"es": "Cerrado."}}}  # type: ignore[dict-item]
    failed = (await marta.post("/flows/test", on_screen(nodes=nodes, tests=[tried["test"]]))).json()
    assert failed["results"][0]["passed"] is False and failed["results"][0]["failures"][0]["text"]


async def test_as_text_and_back_it_is_the_same(marta: Browser) -> None:
    text = (await marta.post("/flows/write", on_screen())).json()["text"]
    body = (await marta.post("/flows/read", {"text": text})).json()["body"]
    again = (await marta.post("/flows/write", {"slug": "welcome", "body": body})).json()["text"]
    assert again == text
    refused = await marta.post("/flows/read", {"text": "name: [1"})
    assert refused.status_code == 422


async def test_a_supervisor_changes_flows_and_nothing_else(marta: Browser) -> None:
    queue = (await marta.get("/config/queue")).json()["items"][0]["slug"]
    drafted = await marta.put(
        "/config/flow/welcome/draft", {"body": with_queue(queue)["body"]}, headers={"If-None-Match": "*"}
    )
    assert drafted.status_code == 200
    etag = drafted.headers["etag"]
    published = await marta.post("/config/flow/welcome/publish", headers={"If-Match": etag})
    assert (published.status_code, published.json().get("version")) == (200, 1)
    assert [one["slug"] for one in (await marta.get("/flows")).json()["items"]] == ["welcome"]
    counts = (await marta.get("/flows/welcome/counts")).json()
    assert counts == {"version": 1, "live": 0, "nodes": {}}
    other = await marta.put(f"/config/queue/{queue}/draft", {"body": {}}, headers={"If-Match": "v1"})
    assert other.status_code == 403


async def test_a_flow_with_an_error_or_a_failed_test_is_not_published(marta: Browser) -> None:
    queue = (await marta.get("/config/queue")).json()["items"][0]["slug"]
    body = with_queue(queue)["body"]
    assert isinstance(body, dict)
    wrong = body | {"tests": [{"name": "Otra cosa", "turns": [{"hear": "1", "say": ["Nunca dicho"]}]}]}
    drafted = await marta.put("/config/flow/welcome/draft", {"body": wrong}, headers={"If-None-Match": "*"})
    refused = await marta.post("/config/flow/welcome/publish", headers={"If-Match": drafted.headers["etag"]})
    assert refused.status_code == 422
