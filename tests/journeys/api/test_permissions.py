"""Every route says what it needs, and the answer depends on it."""

import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI

from atiende import actions
from atiende.actions import users
from atiende.actions.permitted import INSIDE, PERMITTED, SIGNED_IN
from atiende.actions.permitted import PUBLIC as PUBLIC_ACTION
from atiende.api import bulk
from atiende.api.app import routed
from atiende.api.asked import Asked
from atiende.api.permissions import PUBLIC, needs
from atiende.domain.permissions import PERMISSIONS
from atiende.ports.desk import Desk
from atiende.settings import Settings
from atiende.wiring import open_node
from tests.fakes import open_desk
from tests.journeys.api.operations import bodies, example, operations
from tests.journeys.api.people import NORTH, Browser, key_for, stranger, writes
from tests.journeys.api.reached import actions_by_key, actions_of


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield made


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


def all_actions() -> set[str]:
    """Every public coroutine of the actions."""
    found = set()
    for one in pkgutil.iter_modules(actions.__path__):
        module = importlib.import_module(f"{actions.__name__}.{one.name}")
        for name, thing in vars(module).items():
            own = inspect.iscoroutinefunction(thing) and thing.__module__ == module.__name__
            if own and not name.startswith("_"):
                found.add(f"{one.name}.{name}")
    return found


EACH_ASKED = (bulk.step_many,)
"""They ask for the permission of each step on each thing: `misnamed` reads those."""


def misused(app: FastAPI) -> list[str]:
    """Routes that reach an action under a permission the table does not name."""
    found = []
    for one in operations(app):
        if one.route is None or not one.route.__module__.startswith(("atiende", __name__)) or one.route in EACH_ASKED:
            continue
        permission = "public" if one.name in PUBLIC else one.permission
        found += [f"{one.name}: {name}" for name in actions_of(one.route) if permission not in allowed(name)]
    return sorted(found)


def misnamed(names: Mapping[str, str]) -> list[str]:
    """Steps for many that ask for another permission than the table names for their action."""
    steps = {**actions_by_key(bulk._life), **actions_by_key(bulk._marks)}
    assert steps.keys() == names.keys() and all(len(reached) == 1 for reached in steps.values())
    assert set().union(*steps.values()) == actions_of(bulk.step_many)
    return [do for do, reached in steps.items() if any(names[do] not in allowed(action) for action in reached)]


def allowed(action: str) -> tuple[str, ...]:
    permitted = PERMITTED.get(action, ())
    # What keeps a session alive happens in every call.
    return (*permitted, "public") if action.startswith("sessions.") else permitted


def test_every_action_has_its_line_in_the_table() -> None:
    assert all_actions() == set(PERMITTED)
    known = {*PERMISSIONS, SIGNED_IN, PUBLIC_ACTION, INSIDE}
    assert [name for name, permitted in PERMITTED.items() if not permitted or not set(permitted) <= known] == []


def test_no_route_reaches_an_action_under_another_permission() -> None:
    assert misused(routed()) == []


def test_a_route_that_did_would_be_found() -> None:
    assert misused(routed([sly])) == ["POST /api/v1/promote: users.change_user"]


def test_each_step_for_many_asks_what_the_same_step_for_one_asks() -> None:
    assert misnamed(bulk.NAMES) == []


def test_a_step_for_many_that_asked_less_would_be_found() -> None:
    assert misnamed({**bulk.NAMES, "resolve": "conversation.read"}) == ["resolve"]


async def test_reading_is_not_enough_for_a_step_for_many(app: FastAPI, desk: Desk) -> None:
    support = await writes(desk, NORTH, "pepe")
    token = await key_for(desk, NORTH, {"conversation.read": "all"})
    async with stranger(app) as http:
        for do in sorted(bulk.NAMES.keys() - {"read", "unread"}):
            wanted = {"ids": [support], "do": do, "agent": NORTH.user("ana"), "kind": "claim", "queue": "sales"}
            answer = await http.post(
                "/api/v1/conversations/bulk", json=wanted, headers={"Authorization": f"Bearer {token}"}
            )
            assert [one["code"] for one in answer.json()["items"]] == ["not_allowed"], (do, answer.text)


sly = APIRouter(prefix="/api/v1")


@sly.post("/promote")
async def promote(asked: Annotated[Asked, needs("conversation.read")]) -> None:
    """An agent who makes himself an administrator."""
    await users.change_user(asked.desk, asked.tenant, "", "", users.Person(), {})


async def test_the_running_server_has_no_other_routes(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, smtp_listen="off")
    async with open_node(settings) as node:
        assert undeclared(node.app) == []
        assert {"WEBSOCKET /widget", "WEBSOCKET /api/v1/live"} <= {one.name for one in operations(node.app)}


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
    # Two, since one may not ask for so much at once.
    tokens = [await key_for(desk, NORTH, {"report.sql": "all"}) for _ in range(2)]
    async with stranger(app) as http:
        for number, (method, path, schema) in enumerate(bodies(document)):
            if not needed[method, path]:
                continue
            body = example(schema, document) if schema else None
            files = {"file": ("a.txt", b"a")} if path == "/api/v1/files" else None
            answer = await http.request(
                method,
                path.replace("{mode}", "reply").replace("{", "").replace("}", ""),
                json=None if files else body,
                files=files,
                headers={"Authorization": f"Bearer {tokens[number % 2]}"},
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


async def test_an_agent_answers_what_his_team_serves_and_takes_nothing_from_a_colleague(
    desk: Desk, ana: Browser, eva: Browser
) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    answered = await ana.post(f"/conversations/{conversation}/messages", {"client_id": "a", "text": "Hola"})
    assert answered.status_code == 201, answered.text
    assert (await ana.get(f"/conversations/{conversation}")).json()["agent"]["id"] == NORTH.user("ana")
    await eva.post(f"/conversations/{conversation}/assign", {"agent": NORTH.user("eva")})
    assert (await ana.post(f"/conversations/{conversation}/take")).status_code == 403
    sales = await writes(desk, NORTH, "rosa", endpoint="shop")
    refused = await ana.post(f"/conversations/{sales}/messages", {"client_id": "b", "text": "Hola"})
    assert refused.status_code == 404  # another team's: he does not even learn that it exists


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
