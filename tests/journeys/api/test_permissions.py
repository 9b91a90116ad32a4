"""Every route says what it needs, and the answer depends on it."""

import pytest
from fastapi import APIRouter, FastAPI

from atiende.api.app import routed
from atiende.api.permissions import PUBLIC
from atiende.domain.permissions import PERMISSIONS
from atiende.ports.desk import Desk
from tests.journeys.api.operations import bodies, example, operations
from tests.journeys.api.people import NORTH, Browser, key_for, stranger, writes


def undeclared(app: FastAPI) -> list[str]:
    """Operations that neither need something known nor are on the list of public ones."""
    return [
        one.name
        for one in operations(app)
        if one.name not in PUBLIC and (one.permission is None or (one.permission and one.permission not in PERMISSIONS))
    ]


def test_every_route_declares_a_permission_or_is_listed_as_public() -> None:
    app = routed()
    assert len(list(operations(app))) > 60
    assert undeclared(app) == []


def test_a_route_without_a_declaration_is_found() -> None:
    forgotten = APIRouter(prefix="/api/v1")

    @forgotten.get("/secrets-of-the-house")
    async def leak() -> dict[str, str]:
        return {}

    assert undeclared(routed([forgotten])) == ["GET /api/v1/secrets-of-the-house"]


def test_nothing_is_public_and_needs_something_at_once() -> None:
    assert [one.name for one in operations(routed()) if one.name in PUBLIC and one.permission is not None] == []


async def test_every_operation_refuses_a_stranger(app: FastAPI) -> None:
    document = app.openapi()
    async with stranger(app) as http:
        for method, path, schema in bodies(document):
            if f"{method} {path}" in PUBLIC:
                continue
            body = example(schema, document) if schema else None
            answer = await http.request(method, path.replace("{", "").replace("}", ""), json=body)
            assert answer.status_code == 401, (method, path, answer.text)


async def test_every_operation_refuses_a_key_without_its_permission(app: FastAPI, desk: Desk) -> None:
    document = app.openapi()
    needed = {(one.method, one.path): one.permission for one in operations(app)}
    token = await key_for(desk, NORTH, {"call.place": "all"})
    async with stranger(app) as http:
        for method, path, schema in bodies(document):
            if not needed[method, path]:
                continue
            body = example(schema, document) if schema else None
            files = {"file": ("a.txt", b"a")} if path == "/api/v1/files" else None
            answer = await http.request(
                method,
                path.replace("{mode}", "reply").replace("{", "").replace("}", ""),
                json=None if files else body,
                files=files,
                headers={"Authorization": f"Bearer {token}"},
            )
            assert answer.status_code == 403, (method, path, answer.text)


async def test_an_agent_sees_the_queues_of_his_teams_and_what_is_his(desk: Desk, ana: Browser, luis: Browser) -> None:
    support = await writes(desk, NORTH, "pepe")
    sales = await writes(desk, NORTH, "rosa", endpoint="shop")
    far = await writes(desk, NORTH, "hugo", endpoint="far")
    assert [row["id"] for row in (await ana.get("/conversations", view="all")).json()["items"]] == [support]
    assert [row["id"] for row in (await luis.get("/conversations", view="all")).json()["items"]] == [sales]
    assert (await ana.get(f"/conversations/{sales}")).status_code == 404
    assert (await ana.post(f"/conversations/{sales}/take")).status_code == 404
    assert (await ana.get(f"/conversations/{far}")).status_code == 404


async def test_what_is_given_to_him_is_seen_wherever_it_is(desk: Desk, ana: Browser, eva: Browser) -> None:
    sales = await writes(desk, NORTH, "rosa", endpoint="shop")
    given = await eva.post(f"/conversations/{sales}/assign", {"agent": NORTH.user("ana")})
    assert given.status_code == 200, given.text
    assert [row["id"] for row in (await ana.get("/conversations", view="mine")).json()["items"]] == [sales]
    assert [row["id"] for row in (await ana.get("/conversations", view="all")).json()["items"]] == [sales]
    assert (await ana.get(f"/conversations/{sales}")).status_code == 200


async def test_an_agent_answers_only_what_is_his(desk: Desk, ana: Browser, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    refused = await ana.post(f"/conversations/{conversation}/messages", {"client_id": "a", "text": "Hola"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    await eva.post(f"/conversations/{conversation}/take")
    assert (await ana.post(f"/conversations/{conversation}/take")).status_code == 403


async def test_a_supervisor_is_kept_to_his_brands_and_an_administrator_is_not(
    desk: Desk, eva: Browser, marta: Browser
) -> None:
    far = await writes(desk, NORTH, "hugo", endpoint="far")
    assert (await eva.get(f"/conversations/{far}")).status_code == 404
    assert (await marta.get(f"/conversations/{far}")).status_code == 200
    assert [row["id"] for row in (await marta.get("/conversations", view="all")).json()["items"]] == [far]
    customer = (await marta.get(f"/conversations/{far}")).json()["customer"]["id"]
    assert (await eva.get(f"/customers/{customer}")).status_code == 404
    assert "far" not in [one["slug"] for one in (await eva.get("/catalog")).json()["endpoints"]]


@pytest.mark.parametrize("path", ["/board", "/board/waiting", "/users", "/audit"])
async def test_an_agent_has_no_board_and_no_administration(ana: Browser, path: str) -> None:
    answer = await ana.get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
