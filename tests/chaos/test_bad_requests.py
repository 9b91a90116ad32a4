"""Bad requests to the running server: each is refused clearly, in the reader's language, by a 4xx; nothing of it stays,
and the next normal request works."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import httpx2
import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.bench.sockets_client import SocketClient
from tests.chaos.world import World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]

SLOW_CLIENTS = 200
NOTHING = "cnv_00000000000000000000000000"
NOT_OURS = "Invalid UTF-8 sequence received from client"
"""What the socket library writes about text frames that are no text."""
TOLERABLE_MIB = 100.0
"""Growth of the server's memory by everything here."""

JSON_ROUTES = (
    ("POST", "/api/v1/session"),
    ("PATCH", "/api/v1/me"),
    ("PUT", "/api/v1/me/presence"),
    ("POST", "/api/v1/conversations"),
    ("POST", "/api/v1/conversations/{conversation}/messages"),
    ("POST", "/api/v1/conversations/{conversation}/notes"),
    ("POST", "/api/v1/conversations/{conversation}/transfer"),
    ("POST", "/api/v1/conversations/{conversation}/snooze"),
    ("POST", "/api/v1/conversations/{conversation}/priority"),
    ("PUT", "/api/v1/conversations/{conversation}/drafts/reply"),
    ("POST", "/api/v1/users"),
    ("POST", "/api/v1/keys"),
    ("PUT", "/api/v1/secrets/mail.password"),
    ("PUT", "/api/v1/config/queue/main/draft"),
)
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "cut off": b'{"text": "hola',
    "not JSON": b"\x89PNG\r\n\x1a\n\x00\x00",
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "a list": b"[]",
    "a number": b"1e400",
    "not a number": b'{"priority": NaN}',
    "null": b"null",
    "deep": b"[" * 20_000 + b"]" * 20_000,
    "wrong types": b'{"text": {"a": [1]}, "client_id": 7, "queue": false, "until": "ayer", "priority": "mucha"}',
    "huge number": b'{"priority": ' + b"9" * 5_000 + b', "position": 1' + b"0" * 400 + b"}",
    "lone surrogate": b'{"client_id": "\\ud800", "text": "\\udfff", "name": "\\ud800", "email": "\\ud800@x"}',
    "unknown fields": b'{"nobody": {"knows": ["this"]}}',
    "NUL": b'{"client_id": "\\u0000", "text": "\\u0000", "queue": "\\u0000", "email": "a\\u0000@x", "name": "\\u0000"}',
}
FOR_SOME = ("NUL", "huge number", "wrong types", "lone surrogate", "not a number", "unknown fields")
"""On routes that do not look at these fields there is nothing wrong with them."""
PATHS = (
    "/api/v1/conversations/../../etc/passwd",
    "/api/v1/conversations/%00",
    "/api/v1/conversations/%ed%a0%80",
    "/api/v1/conversations/%ff%fe",
    "/api/v1/conversations/" + "x" * 5_000,
    f"/api/v1/conversations/{NOTHING}/timeline?limit=99999999999999999999",
    f"/api/v1/conversations/{NOTHING}/timeline?before=%00%ff",
    "/api/v1/conversations?cursor=AAAA&view=all",
    "/api/v1/conversations?cursor=eyJhIjoxfQ&view=all",
    "/api/v1/conversations?view=nowhere",
    "/api/v1/conversations?view=all&queue=%00",
    "/api/v1/customers?q=%00",
    "/api/v1/customers?q=" + "a" * 3_000,
    "/api/v1/customers/-1",
    "/api/v1/files/..%2f..%2fsecret.key",
    "/api/v1/files/fil_%00",
    "/api/v1/audit?after=-9999999999999999999999",
    "/api/v1/config/nothing/at-all",
    "/api/v1/config/queue/%00",
    "/api/v1/outbox/..%2f..%2fsecret.key",
    "/api/v1/messages/%F0%28%8C%28/raw",
)


FRAMES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"op": 7}',
    b'{"op": "send"}',
    b'{"op": "send", "client_id": "\\ud800", "text": "\\ud800"}',
    b'{"op": "send", "client_id": "a", "text": "\\u0000"}',
    b'{"op": "send", "client_id": "n\\u0000l", "text": "a", "name": "\\u0000", "email": "\\u0000@x.y"}',
    b'{"op": "form", "client_id": "\\u0000", "text": "a\\u0000", "name": "\\u0000", "email": "\\u0000@x.y"}',
    b'{"op": "send", "client_id": "' + b"x" * 30_000 + b'", "text": "a"}',
    b'{"op": "send", "client_id": "f", "text": "", "files": ["../x", "\\u0000", "fil_1"]}',
    b'{"op": "hello", "since": -99999999999999999999}',
    b'{"op": "hello", "since": 9999999999999, "watch": ["\\u0000", "x", "' + b"y" * 10_000 + b'"]}',
    b'{"op": "seen", "position": -5}',
    b'{"op": "watch", "conversation": "\\u0000"}',
    b'{"op": "typing", "conversation": "../..", "on": true}',
    b'{"op": "form", "email": "\\ud800@x", "text": "a", "client_id": "b"}',
    b'{"op": "board", "on": "yes"}',
    b'{"op": "' + b"z" * 100_000 + b'"}',
    b"[" * 50_000,
    b"\xff\xfe\x00",
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def centre(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One server for all of this file: what one test did to it must not hurt the next one."""
    place = tmp_path_factory.mktemp("bad")
    with contextlib.ExitStack() as stack:
        url = ""
        if request.param == "postgres":
            postgres: Postgres = request.getfixturevalue("postgres")
            url = stack.enter_context(postgres.database())
        async with world(place, database=url) as made:
            await made.start()
            yield made
        errors = (place / "server.err").read_text()
        assert errors.count("[error") == errors.count(NOT_OURS), errors[-4000:]


async def test_bad_bodies_and_paths_are_refused_in_both_languages_and_leave_nothing(centre: World) -> None:
    assert await centre.mail("uno")
    conversation = await centre.conversation_of("uno")
    before = await centre.asked(f"/api/v1/conversations/{conversation}/timeline")
    memory = centre.server.memory_mib()
    async with _client(centre) as http:
        for method, route in JSON_ROUTES:
            for what, body in BODIES.items():
                answer = await http.request(method, route.format(conversation=conversation), content=body)
                _is_refused(answer, f"{method} {route}: {what}", may_do=what in FOR_SOME)
        for path in PATHS:
            answer = await http.get(path)
            _is_refused(answer, path, may_do="?" in path)
        await _too_large(http, conversation)
        await _wrong_kinds(http, conversation)
        english = await http.post("/api/v1/users", content=b"{", headers={"Accept-Language": "en"})
        spanish = await http.post("/api/v1/users", content=b"{", headers={"Accept-Language": "es"})
        assert english.json()["code"] == spanish.json()["code"] == "bad_json"
        assert english.json()["detail"] != spanish.json()["detail"]
        answer = await http.get(f"/api/v1/conversations/{conversation}/timeline")
        assert answer.json()["items"][0] == before["items"][0]  # type: ignore[index]
    assert centre.server.memory_mib() - memory < TOLERABLE_MIB


async def test_slow_clients_and_endless_headers_hold_nobody_up(centre: World) -> None:
    writers = []
    for _ in range(SLOW_CLIENTS):
        _, writer = await asyncio.open_connection("127.0.0.1", centre.server.port)
        writer.write(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX-Slow: ")
        writers.append(writer)
    reader, writer = await asyncio.open_connection("127.0.0.1", centre.server.port)
    writers.append(writer)
    began = asyncio.get_running_loop().time()
    said = await _endless_header(reader, writer)
    assert said in (b"", b"HTTP/1.1 431 Request Header Fields Too Large\r\n"), said
    assert (await centre.call("GET", "/api/v1/conversations?view=all", who=centre.prepared.admin)).status_code == 200
    assert asyncio.get_running_loop().time() - began < 10
    async with visitor(centre) as vera:
        assert (await vera.said("one"))["op"] == "ack"
    for writer in writers:
        writer.close()
    await asyncio.gather(*[writer.wait_closed() for writer in writers], return_exceptions=True)


async def test_garbage_on_the_sockets_ends_that_socket_and_nothing_else(centre: World) -> None:
    agent = centre.prepared.agents[0]
    headers = {"Cookie": f"atiende_session={agent.token}", "Origin": centre.base}
    hello = json.dumps({"op": "hello", "endpoint": centre.prepared.chat, "token": None, "since": 0}).encode()
    for path, extra, first in (
        ("/widget", {}, hello),
        ("/widget", {}, b'{"op":"hello","endpoint":"\\u0000","token":"\\u0000"}'),
        ("/widget", {}, b'{"op":"hello","endpoint":"' + centre.prepared.chat.encode() + b'","token":"x.y.z"}'),
        ("/api/v1/live", headers, b'{"op":"hello","since":0}'),
    ):
        for frame in FRAMES:
            socket = await SocketClient.connect(centre.server.port, path, lambda _: None, extra)
            socket.send(first)
            socket.send(frame)
            socket.send(b'{"op":"ping"}')
            await asyncio.sleep(0.02)
            socket.close()
    async with visitor(centre) as vera:
        assert (await vera.said("one"))["op"] == "ack"


def _client(centre: World) -> httpx2.AsyncClient:
    who = centre.prepared.admin
    headers = {
        "Origin": centre.base,
        "X-CSRF-Token": who.csrf,
        "Cookie": f"atiende_session={who.token}",
        "Content-Type": "application/json",
    }
    return httpx2.AsyncClient(base_url=centre.base, headers=headers, timeout=20, trust_env=False)


def _is_refused(answer: httpx2.Response, what: str, *, may_do: bool = False) -> None:
    """A problem with a code and words for people. `may_do`: on some routes there is nothing wrong with it."""
    assert answer.status_code < 500, f"{what}: {answer.status_code} {answer.text[:300]}"
    if may_do and answer.status_code < 300:
        return
    assert answer.status_code >= 400, f"{what}: {answer.status_code} {answer.text[:300]}"
    assert answer.headers["Content-Type"] == "application/problem+json", what
    problem = answer.json()
    assert problem["code"] and problem["title"] and problem["detail"] and problem["status"] == answer.status_code, what


async def _too_large(http: httpx2.AsyncClient, conversation: str) -> None:
    path = f"/api/v1/conversations/{conversation}/notes"
    whole = json.dumps({"client_id": "grande", "text": "x" * 5_000_000}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), 65_536):
            yield whole[start : start + 65_536]

    for content in (whole, pieces()):
        try:
            answer = await http.post(path, content=content)
        except httpx2.TransportError:
            continue  # it hung up while we were still talking
        assert answer.status_code == 413, answer.text[:300]
        assert answer.json()["code"] == "too_large"


async def _wrong_kinds(http: httpx2.AsyncClient, conversation: str) -> None:
    path = f"/api/v1/conversations/{conversation}/notes"
    for kind in ("text/xml", "application/x-www-form-urlencoded", "multipart/form-data", "", "x" * 3_000):
        answer = await http.post(path, content=b"<a/>", headers={"Content-Type": kind})
        _is_refused(answer, kind)
    for body in (b"", b"--x\r\n", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n', b"\x00" * 2_000):
        answer = await http.post(
            "/api/v1/files", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        _is_refused(answer, "upload", may_do=True)
    for method in ("DELETE", "PATCH", "TRACE"):
        _is_refused(await http.request(method, path), method)


async def _endless_header(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """10 MB of one header; what was answered before the server hung up, or nothing."""
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Endless: ")
    try:
        for _ in range(160):
            writer.write(b"a" * 65_536)
            await writer.drain()
        writer.write(b"\r\n\r\n")
        async with asyncio.timeout(10):
            return await reader.readline()
    except OSError:
        return b""
