"""Whatever is sent, the answer is a clear one: never a failure of ours, and every refusal is a problem."""

import json
import random
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from atiende.api.limits import Limits
from atiende.ports.desk import Desk
from tests.journeys.api.operations import bodies, example
from tests.journeys.api.people import NORTH, Browser, writes

ROUNDS = 12
STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**200, -(2**70), 1.5, 1e308, "", " ", "x" * 300, "a\x00b", "\ud800", "\u202e", "ñandú",
    "'; DROP TABLE users; --", "../../etc/passwd", "<script>alert(1)</script>", "2026-13-45T99:00:00Z",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2030-01-01T00:00:00", [], [[]], {}, {"a": {"b": [None]}},
    ["x"] * 200,
)  # fmt: skip
RAW = (
    b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"{" * 5000, b'{"a":' * 2000, b"[1,2", b'{"text": "\\ud800"}',
    b"1e999",
)  # fmt: skip
SEGMENTS = ("x", "cnv_", "%00", "%ff", "..%2f", "a%20b", "%E2%80%AE", "0" * 500, "-", "only-in-the-north", "queue")


class NoLimits(Limits):
    def spend_call(self, caller: str, now: float) -> None:
        return


def mutated(body: Any, chance: random.Random) -> Any:
    """A valid body with something strange in one place, or something missing or too much."""
    if not isinstance(body, dict) or not body or chance.random() < 0.1:
        return chance.choice(STRANGE)
    changed = dict(body)
    name = chance.choice([*changed, "unheard_of"])
    if name in changed and chance.random() < 0.2:
        del changed[name]
    else:
        changed[name] = chance.choice(STRANGE)
    return changed


async def check(browser: Browser, method: str, path: str, **sent: Any) -> None:
    answer = await browser.http.request(method, path, **sent)
    assert answer.status_code < 500, (method, path, sent, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", (method, path, sent)
        assert answer.json()["code"] and answer.json()["title"], (method, path)


async def each_operation(app: FastAPI, go: Callable[[str, str, Any], Any]) -> None:
    document = app.openapi()
    for method, path, schema in bodies(document):
        if (method, path) not in (("DELETE", "/api/v1/session"), ("POST", "/api/v1/files")):
            await go(method, path, example(schema, document) if schema else None)


async def test_strange_bodies_never_break_us(app: FastAPI, desk: Desk, marta: Browser) -> None:
    app.state.centre.limits = NoLimits()
    chance = random.Random(7)
    conversation = await writes(desk, NORTH, "pepe")
    listed = (await marta.get("/conversations", view="all")).json()["items"][0]
    ids = {
        "{conversation_id}": conversation,
        "{customer_id}": listed["customer"]["id"],
        "{interaction_id}": listed["interaction"]["id"],
        "{user_id}": NORTH.user("luis"),
        "{agent_id}": NORTH.user("luis"),
        "{kind}": "queue",
        "{slug}": "support",
        "{queue}": "support",
        "{mode}": "reply",
        "{name}": "a.secret",
    }

    async def go(method: str, path: str, body: Any) -> None:
        for name, value in ids.items():
            path = path.replace(name, value)
        path = path.replace("{", "").replace("}", "")
        if body is None:
            return
        for _ in range(ROUNDS):
            await check(marta, method, path, content=dumped(mutated(body, chance)), headers=AS_JSON)
        for raw in RAW:
            await check(marta, method, path, content=raw, headers=AS_JSON)
        await check(marta, method, path, content=b"plain", headers={"Content-Type": "text/plain"})

    await each_operation(app, go)


AS_JSON = {"Content-Type": "application/json", "If-Match": "*"}


def dumped(body: Any) -> bytes:
    return json.dumps(body).encode()


async def test_strange_paths_and_queries_never_break_us(app: FastAPI, marta: Browser) -> None:
    app.state.centre.limits = NoLimits()
    chance = random.Random(8)
    document = app.openapi()

    async def go(method: str, path: str, body: Any) -> None:
        named = document["paths"][path][method.lower()].get("parameters", [])
        queries = [one["name"] for one in named if one["in"] == "query"]
        for _ in range(ROUNDS // 2):
            filled = path
            for part in [part for part in path.split("/") if part.startswith("{")]:
                filled = filled.replace(part, chance.choice(SEGMENTS))
            wanted = [name for name in queries if chance.random() < 0.7]
            query = {name: str(chance.choice(STRANGE)).encode("utf-8", "replace") for name in wanted}
            await check(marta, method, filled, params=query, json=body)

    await each_operation(app, go)


FORM = {"Content-Type": "multipart/form-data; boundary=x"}
PART = b'--x\r\nContent-Disposition: form-data; name="file"'
UPLOADS: tuple[tuple[bytes, dict[str, str]], ...] = (
    (b"--x\r\n", FORM),
    (b"", {"Content-Type": "multipart/form-data"}),
    (PART + b"\r\n\r\nhi\r\n--x--\r\n", FORM),
    (PART + b'; filename="\xff\x00"\r\n\r\nhi\r\n--x--\r\n', FORM),
)
HEADERS: tuple[dict[str, str], ...] = (
    {"Idempotency-Key": ""},
    {"Idempotency-Key": "k" * 500},
    {"Authorization": "Bearer "},
    {"Authorization": "Bearer atk_x.y"},
    {"Authorization": "Basic eA=="},
    {"Accept-Language": ";;;,,,q=zz"},
    {"Cookie": "atiende_session=."},
    {"Cookie": 'atiende_session="ten_x\\000.abc"'},
    {"Cookie": "atiende_session=ten_x." + "x" * 400},
    {"Origin": "http://[::1"},
    {"X-Request-Id": "<script>"},
)


async def test_strange_uploads_and_headers_never_break_us(app: FastAPI, marta: Browser) -> None:
    app.state.centre.limits = NoLimits()
    for content, headers in UPLOADS:
        await check(marta, "POST", "/api/v1/files", content=content, headers=headers)
    body = {"client_id": "a", "text": "b"}
    for headers in HEADERS:
        await check(marta, "POST", "/api/v1/conversations/x/notes", json=body, headers=headers)


async def test_a_failure_of_ours_would_be_seen(app: FastAPI, marta: Browser) -> None:
    """The control: the same check goes red on a route that breaks."""

    @app.get("/api/v1/broken")
    async def fail() -> None:
        raise RuntimeError

    try:
        await check(marta, "GET", "/api/v1/broken")
    except AssertionError:
        return
    raise AssertionError("a broken route went unseen")
