"""Two centres, one server: with the other centre's ids nothing is found, and nothing of it is ever said."""

from collections.abc import AsyncIterator, Mapping

import httpx2
import pytest
from fastapi import FastAPI

from atiende.api.limits import Limits, Rates
from atiende.api.links import file_url
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.api.belongings import belongings
from tests.journeys.api.operations import Json, bodies, example
from tests.journeys.api.people import NORTH, SOUTH, Browser, signed_in, writes

OWN_WORDS = {
    "{mode}": "reply",
    "{order}": "check",
    "{kind}": "queue",
    "{slug}": "only-in-the-north",
    "{queue}": "only-in-the-north",
    "{flow}": "only-in-the-north",
    "{recipe}": "only-in-the-north",
    "{name}": "north.secret",
    "{token}": "north.secret",
}
ABOUT_ONESELF = {
    "GET /api/v1/config/{kind}",
    "PUT /api/v1/secrets/{name}",
    "PUT /api/v1/config/{kind}/{slug}/draft",
    "DELETE /api/v1/config/{kind}/{slug}/draft",
    "PUT /api/v1/knowledge/articles/{slug}/draft",
    "DELETE /api/v1/knowledge/articles/{slug}/draft",
}
"""Operations whose path names no thing of somebody's: they answer about the asker's own centre."""


@pytest.fixture
async def intruder(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """The south's administrator, who may do everything at home."""
    async with signed_in(app, desk, SOUTH, "marta") as browser:
        yield browser


NOT_TRIED = ("DELETE /api/v1/session", "POST /api/v1/session", "POST /api/v1/setup")


def filled(operation: str, path: str, theirs: Mapping[str, str]) -> str:
    """The path with the other centre's ids in it."""
    words = {f"{{{name}}}": value for name, value in theirs.items()} | OWN_WORDS
    if operation in ABOUT_ONESELF:
        words["{slug}"] = "own-thing"
    for name, value in words.items():
        path = path.replace(name, value)
    assert "{" not in path, f"no example for {path}"
    return path


def query(parameters: list[Json], theirs: Mapping[str, str]) -> dict[str, str]:
    """What the query must have: theirs too, where it names a thing."""
    wanted = [one["name"] for one in parameters if one["in"] == "query" and one.get("required")]
    return {name: theirs.get(f"{name}_id", "x") for name in wanted}


def wrong(operation: str, path: str, names_theirs: bool, answer: httpx2.Response) -> str:
    """What is wrong with an answer to somebody who sent another centre's ids; empty when nothing is."""
    said = f"{operation} ({path}): {answer.status_code} {answer.text[:200]}"
    if NORTH.canary in answer.text or answer.status_code >= 500:
        return said
    about_theirs = names_theirs and operation not in ABOUT_ONESELF
    if about_theirs and (answer.status_code != 404 or answer.json()["code"] != "not_found"):
        return said
    return ""


async def test_no_operation_finds_anything_of_the_other_centre(app: FastAPI, desk: Desk, intruder: Browser) -> None:
    app.state.centre.limits = Limits(Rates(caller=1_000))  # as many at once as there are operations
    theirs = await belongings(desk, NORTH)
    await belongings(desk, SOUTH)
    document, answers, clock = app.openapi(), [], desk.clock
    assert isinstance(clock, VirtualClock)
    for method, path, schema in bodies(document):
        operation = f"{method} {path}"
        if operation in NOT_TRIED:
            continue
        address = filled(operation, path, theirs)
        body = example(schema, document) if schema else None
        files = {"file": ("a.txt", b"a")} if path == "/api/v1/files" else None
        await clock.leap(1)  # there are more operations than one may ask for at once
        answer = await intruder.http.request(
            method,
            address,
            params=query(document["paths"][path][method.lower()].get("parameters", []), theirs),
            json=None if files else body,
            files=files,
            headers={"If-Match": "*"},
        )
        answers.append(wrong(operation, address, address != path, answer))
    assert [one for one in answers if one] == []
    assert len(answers) > 60


async def test_at_home_the_same_operations_do_find_something(app: FastAPI, desk: Desk) -> None:
    """The control: were the ids wrong, the test above would pass for nothing."""
    mine = await belongings(desk, NORTH)
    async with signed_in(app, desk, NORTH, "marta") as browser:
        for path in (
            "/conversations/{conversation_id}",
            "/conversations/{conversation_id}/timeline",
            "/customers/{customer_id}",
            "/customers/{customer_id}/accesses",
            "/organizations/{organization_id}",
            "/conversations/{conversation_id}/trust",
            "/interactions/{interaction_id}/receipts",
            "/interactions/{interaction_id}/why",
            "/files/{file_id}",
            "/users/{user_id}",
        ):
            answer = await browser.get(path.format(**mine))
            assert answer.status_code == 200, (path, answer.text)
        canary = await browser.get("/conversations/{conversation_id}".format(**mine))
        assert NORTH.canary in canary.text


async def test_what_is_sent_inside_a_body_is_not_found_either(desk: Desk, intruder: Browser) -> None:
    theirs = await belongings(desk, NORTH)
    mine = await writes(desk, SOUTH, "olga")
    for path, body in (
        (f"/conversations/{mine}/assign", {"agent": theirs["agent_id"]}),
        (f"/conversations/{mine}/transfer", {"agent": theirs["agent_id"]}),
        (f"/conversations/{mine}/transfer", {"queue": "only-in-the-north"}),
        (f"/conversations/{mine}/messages", {"client_id": "x", "text": "y", "files": [theirs["file_id"]]}),
        (f"/conversations/{mine}/notes", {"client_id": "x", "text": "y", "files": [theirs["file_id"]]}),
    ):
        answer = await intruder.post(path, body)
        assert answer.status_code == 404, (path, answer.text)


async def test_nor_is_a_thing_of_theirs_named_beside_ones_own(desk: Desk, intruder: Browser) -> None:
    """The path is the intruder's own, the body names the other centre's: refused, and nothing is written down."""
    theirs, mine = await belongings(desk, NORTH), await belongings(desk, SOUTH)
    before = [await desk.store.head(town.tenant) for town in (NORTH, SOUTH)]
    for method, path, body in beside(theirs):
        answer = await intruder.send(method, path.format(**mine), body)
        assert answer.status_code in (404, 422), (path, body, answer.status_code, answer.text)
        assert NORTH.canary not in answer.text, (path, answer.text)
    several = {"ids": [theirs["conversation_id"]], "do": "priority"}
    items = (await intruder.post("/conversations/bulk", several)).json()["items"]
    assert [(one["done"], one["code"]) for one in items] == [(False, "not_found")]
    assert [await desk.store.head(town.tenant) for town in (NORTH, SOUTH)] == before


def beside(theirs: Mapping[str, str]) -> list[tuple[str, str, Json]]:
    """Operations on things of one's own, with a body that names a thing of theirs."""
    conversation, customer = "/conversations/{conversation_id}", "/customers/{customer_id}"
    agent, message = theirs["agent_id"], theirs["message_id"]
    said = {"client_id": "x", "text": "y"}
    promise = {"text": "y", "kind": "task"}
    return [
        ("POST", f"{conversation}/merge", {"conversations": [theirs["conversation_id"]]}),
        ("POST", f"{conversation}/split", {"messages": [message]}),
        ("POST", f"{conversation}/move", {"messages": [message], "to": theirs["conversation_id"]}),
        ("POST", f"{conversation}/messages", {**said, "identity": theirs["identity_id"]}),
        ("POST", f"{conversation}/held", {**said, "files": [theirs["file_id"]]}),
        ("POST", f"{conversation}/notes", {**said, "mentions": [agent]}),
        ("POST", f"{conversation}/verification/code", {"identity": theirs["identity_id"]}),
        ("POST", f"{customer}/links", {"other": theirs["customer_id"]}),
        ("POST", f"{customer}/strangers", {"other": theirs["customer_id"]}),
        ("PUT", f"{customer}/organization", {"organization": theirs["organization_id"]}),
        ("POST", "/commitments", {**promise, "customer": theirs["customer_id"]}),
        ("POST", "/commitments", {**promise, "conversation": theirs["conversation_id"]}),
        ("PATCH", "/commitments/{commitment_id}", {"owner": agent}),
        ("POST", "/calls", {"customer": theirs["customer_id"], "number": "600123456"}),
        ("POST", "/board/move", {"conversations": [theirs["conversation_id"]], "to_queue": "sales"}),
    ]


async def test_a_signed_link_is_good_for_its_own_file_only(app: FastAPI, desk: Desk, intruder: Browser) -> None:
    north, south = await belongings(desk, NORTH), await belongings(desk, SOUTH)
    link = file_url(desk, NORTH.tenant, north["file_id"])
    assert (await intruder.http.get(link)).text == "hola"
    assert (await intruder.http.get(link.replace(north["file_id"], south["file_id"]))).status_code == 404
    assert (await intruder.http.get(link.replace(NORTH.tenant, SOUTH.tenant))).status_code == 404
    assert (await intruder.http.get(link + "x")).status_code == 404
    assert (await intruder.http.get(f"/api/v1/files/{north['file_id']}")).status_code == 404


async def test_a_session_is_worth_nothing_in_another_centre(app: FastAPI, desk: Desk, ana: Browser) -> None:
    token = ana.http.cookies["atiende_session"]
    ana.http.cookies.set("atiende_session", token.replace(NORTH.tenant, SOUTH.tenant))
    assert (await ana.get("/session")).status_code == 401
