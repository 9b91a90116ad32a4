"""MCP: the same permissions as everywhere, two centres that never meet, a customer who reaches his own chat only."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions.endpoints import open_endpoint, public_key
from atiende.api.mcp_tools import TOOLS
from atiende.api.public import visitors
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.message import Message
from atiende.domain.work import ApiKey
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, SOUTH, Town, indexed, key_for, stranger, writes

SECRET = "a secret between site and chat"
EVERYTHING = {
    "conversation.read": "all", "conversation.reply": "all", "customer.read": "all", "queue.supervise": "all",
    "config.read": "all", "config.edit": "all",
}  # fmt: skip
Answer = dict[str, Any]


class Assistant:
    """Speaks the protocol as any client does: one POST for each call."""

    def __init__(self, http: httpx2.AsyncClient, authorization: str, endpoint: str = "") -> None:
        self._http, self._endpoint = http, endpoint
        self._headers = {"Authorization": authorization, "Accept": "application/json, text/event-stream"}

    async def post(self, method: str, **params: object) -> httpx2.Response:
        query = {"endpoint": self._endpoint} if self._endpoint else None
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return await self._http.post("/mcp", json=body, headers=self._headers, params=query)

    async def tools(self) -> set[str]:
        answer = await self.post("tools/list")
        assert answer.status_code == 200, answer.text
        return {tool["name"] for tool in answer.json()["result"]["tools"]}

    async def call(self, name: str, **arguments: object) -> Answer:
        answer = await self.post("tools/call", name=name, arguments=arguments)
        assert answer.status_code == 200, answer.text
        result: Answer = answer.json()["result"]
        return result

    async def ask(self, name: str, **arguments: object) -> Any:
        result = await self.call(name, **arguments)
        assert not result.get("isError"), result
        return json.loads(result["content"][0]["text"])


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with stranger(app) as made:
        yield made


async def by_key(desk: Desk, http: httpx2.AsyncClient, permissions: dict[str, str], town: Town = NORTH) -> Assistant:
    return Assistant(http, f"Bearer {await key_for(desk, town, permissions)}")


async def test_it_introduces_itself_and_says_what_each_tool_takes(desk: Desk, http: httpx2.AsyncClient) -> None:
    ours = await by_key(desk, http, EVERYTHING)
    hello = await ours.post(
        "initialize",
        protocolVersion="2025-06-18",
        capabilities={},
        clientInfo={"name": "test", "version": "1"},
    )
    assert hello.json()["result"]["serverInfo"]["name"] == "atiende"
    listed = (await ours.post("tools/list")).json()["result"]["tools"]
    search = next(tool for tool in listed if tool["name"] == "search")
    assert search["inputSchema"]["required"] == ["query"] and "type" not in search["inputSchema"]["properties"]
    assert search["annotations"]["readOnlyHint"] and all(tool["description"] for tool in listed)


async def test_a_key_sees_the_tools_it_may_use_and_no_others(desk: Desk, http: httpx2.AsyncClient) -> None:
    reader = await by_key(desk, http, {"conversation.read": "all"})
    assert await reader.tools() == {"search", "search_knowledge", "read_conversation"}
    assert await (await by_key(desk, http, EVERYTHING)).tools() == {str(t.__struct_config__.tag) for t in TOOLS}
    talk = await writes(desk, NORTH, "pepe")
    refused = await reader.call("send_reply", conversation=talk, text="Hola")
    assert refused["isError"]
    out = [one for one in await desk.store.reading(NORTH.tenant).where(Message, {}) if one.direction == "out"]
    assert out == []


async def test_it_reads_answers_and_notes_what_is_to_be_done(desk: Desk, http: httpx2.AsyncClient) -> None:
    ours, talk = await by_key(desk, http, EVERYTHING), await writes(desk, NORTH, "pepe", "factura")
    await indexed(desk, NORTH)
    found = await ours.ask("search", query="factura")
    assert NORTH.canary in json.dumps(found)
    read = await ours.ask("read_conversation", conversation=talk)
    assert "factura" in json.dumps(read["timeline"]) and read["conversation"]["id"] == talk
    sent = await ours.ask("send_reply", conversation=talk, text="Ahora mismo", client_id="once")
    again = await ours.ask("send_reply", conversation=talk, text="Ahora mismo", client_id="once")
    assert sent["id"] == again["id"]
    task = await ours.ask("create_task", conversation=talk, text="Llamar", due="2027-01-01T10:00:00Z")
    assert (task["kind"], task["text"]) == ("task", "Llamar")
    board = await ours.ask("queue_state")
    assert "support" in json.dumps(board)


async def test_two_centres_never_meet(desk: Desk, http: httpx2.AsyncClient) -> None:
    theirs, talk = await by_key(desk, http, EVERYTHING, SOUTH), await writes(desk, NORTH, "pepe", "factura")
    await indexed(desk, NORTH)
    told = [
        await theirs.call("search", query="factura"),
        await theirs.call("find_customers", query="pepe"),
        await theirs.call("read_conversation", conversation=talk),
        await theirs.call("send_reply", conversation=talk, text="Hola"),
        await theirs.call("create_task", conversation=talk, text="Hola"),
        await theirs.call("draft_reply", conversation=talk),
        await theirs.call("queue_state"),
    ]
    assert NORTH.canary not in json.dumps(told)
    assert [one["isError"] for one in told[2:6]] == [True] * 4


async def test_a_brands_key_stays_in_its_brand(desk: Desk, http: httpx2.AsyncClient) -> None:
    token = await key_for(desk, NORTH, EVERYTHING | {"conversation.read": "brand", "conversation.reply": "brand"})
    ident = "key_" + token.removeprefix("atk_").partition(".")[0]

    def to_other(change: Change) -> None:
        row = change.get(ApiKey, ident)
        assert row is not None
        change.put(msgspec.structs.replace(row, brands=("other",)))

    await desk.store.change(NORTH.tenant, to_other, at=desk.clock.now())
    talk = await writes(desk, NORTH, "pepe")
    found = await Assistant(http, f"Bearer {token}").call("read_conversation", conversation=talk)
    assert found["isError"] and "not_found" in found["content"][0]["text"]


async def test_nobody_comes_in_without_proof(desk: Desk, http: httpx2.AsyncClient) -> None:
    key = public_key(NORTH.tenant, "web")
    for wrong in ("", "Bearer atk_x.y", "Bearer nonsense", "Identity e30", "Basic abc"):
        answer = await Assistant(http, wrong, key).post("tools/list")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), wrong
    assert (await http.get("/mcp")).status_code in (404, 405)


async def signed(desk: Desk, who: str, secret: str = SECRET) -> str:
    """As a site signs who is signed in there."""

    def decide(change: Change) -> None:
        body = docs.Endpoint(
            name="Chat", brand="main", channel="webchat", queue="support", settings={"identity_secret": SECRET}
        )
        text = msgspec.json.encode(body).decode()
        change.record(f.DocumentPublished(kind="endpoint", slug="web", version=2, body=text), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    code = hmac.new(secret.encode(), who.encode(), hashlib.sha256).hexdigest()
    given = json.dumps({"id": who, "name": "Lucía", "hash": code}).encode()
    return "Identity " + base64.urlsafe_b64encode(given).decode().rstrip("=")


async def test_a_customers_assistant_talks_in_his_chat_and_sees_nothing_else(
    desk: Desk, http: httpx2.AsyncClient
) -> None:
    await writes(desk, NORTH, "pepe", "secreto-de-pepe")
    lucia = Assistant(http, await signed(desk, "lucia-7"), public_key(NORTH.tenant, "web"))
    assert await lucia.tools() == {"ask_knowledge", "read_conversation", "say", "ask_for_person", "order_status"}
    assert (await lucia.ask("read_conversation"))["messages"] == []
    assert (await lucia.ask("say", text="Hola, soy yo", wait_seconds=0, client_id="a"))["status"] in ("new", "open")
    await lucia.ask("order_status", order="A-1", wait_seconds=0)
    await lucia.ask("ask_for_person", wait_seconds=0)
    talk = await lucia.ask("read_conversation")
    assert [one["text"] for one in talk["messages"] if one["from"] == "customer"] == [
        "Hola, soy yo", "¿Cuál es el estado del pedido A-1?", "Quiero hablar con una persona.",
    ]  # fmt: skip
    assert "pepe" not in json.dumps(talk)
    assert (await lucia.call("search", query="pepe"))["isError"]
    assert (await lucia.call("say", text="", wait_seconds=0))["isError"]
    assert await lucia.ask("ask_knowledge", question="¿Hacen envíos?") == {"passages": []}


async def test_a_forged_identity_and_another_chats_token_are_nobody(desk: Desk, http: httpx2.AsyncClient) -> None:
    forged = Assistant(http, await signed(desk, "lucia-7", "guessed"), public_key(NORTH.tenant, "web"))
    assert (await forged.post("tools/list")).status_code == 401
    endpoint = await open_endpoint(desk, NORTH.tenant, "web")
    assert endpoint is not None
    token = visitors.greet(desk, endpoint, "", None).token
    here = Assistant(http, f"Bearer {token}", public_key(NORTH.tenant, "web"))
    assert "say" in await here.tools()
    for elsewhere in (public_key(NORTH.tenant, "shop"), public_key(SOUTH.tenant, "web")):
        assert (await Assistant(http, f"Bearer {token}", elsewhere).post("tools/list")).status_code == 401


async def test_too_many_calls_are_refused(desk: Desk, http: httpx2.AsyncClient) -> None:
    endpoint = await open_endpoint(desk, NORTH.tenant, "web")
    assert endpoint is not None
    token = visitors.greet(desk, endpoint, "", None).token
    hasty = Assistant(http, f"Bearer {token}", public_key(NORTH.tenant, "web"))
    answers = [(await hasty.post("ping")).status_code for _ in range(45)]
    assert answers[:30] == [200] * 30 and answers[-1] == 429
