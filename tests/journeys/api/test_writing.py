"""Writing: replies with a next step, notes, drafts, the first word, and customers kept right."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from fastapi import FastAPI

from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.ports.channel import Traits
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.fakes import open_desk
from tests.journeys.api.people import NORTH, Browser, indexed, writes


class Mail(WebChat):
    """Mail as far as writing needs it: nothing is sent here."""

    traits = Traits(name="email", html=True, subject=True)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, channels={"webchat": WebChat(), "email": Mail()}) as made:
        yield made
        assert isinstance(made.store, SqlStore)
        assert await replay_check(made.store, NORTH.tenant) == []


@pytest.fixture
async def mailbox(app: FastAPI, desk: Desk) -> str:
    """An address of ours people write to."""
    settings: docs.Settings = {"address": "hola@example.test"}
    body = docs.Endpoint(name="Buzón", brand="main", channel="email", queue="support", settings=settings)
    fact = f.DocumentPublished(kind="endpoint", slug="mail", version=1, body=msgspec.json.encode(body).decode())

    def decide(change: Change) -> None:
        change.record(fact, actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return "mail"


async def test_the_first_word_opens_a_conversation_that_is_the_writers(mailbox: str, ana: Browser) -> None:
    first = {
        "client_id": "o",
        "address": "Rosa@Example.test",
        "name": "Rosa",
        "endpoint": mailbox,
        "subject": "Su pedido",
    }
    made = await ana.post("/conversations", first | {"text": "Ya ha salido."})
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["status"], shown["agent"]["name"], shown["subject"]) == ("open", "Ana perdiz", "Su pedido")
    assert shown["customer"]["name"] == "Rosa" and shown["last_author"] == "agent"
    again = await ana.post("/conversations", first | {"text": "Ya ha salido."})
    assert again.json()["id"] == shown["id"]
    entries = (await ana.get(f"/conversations/{shown['id']}/timeline")).json()["items"]
    written = [entry for entry in entries if entry["type"] == "message"]
    assert [(one["direction"], one["status"], one["to"]) for one in written] == [
        ("out", "written", ["Rosa@Example.test"])
    ]
    other = await ana.post("/conversations", first | {"client_id": "p", "text": "Otra cosa", "name": "Otra"})
    assert other.json()["customer"] == shown["customer"]


async def test_an_answer_goes_to_the_address_that_was_chosen(mailbox: str, ana: Browser) -> None:
    first = {"client_id": "o", "address": "rosa@example.test", "endpoint": mailbox, "text": "Ya ha salido."}
    opened = (await ana.post("/conversations", first)).json()
    address = {"channel": "email", "address": "rosa@work.test"}
    known = (await ana.post(f"/customers/{opened['customer']['id']}/identities", address)).json()["identities"]
    path = f"/conversations/{opened['id']}"
    for one in known:
        reply = {"client_id": one["id"], "text": "Aquí", "endpoint": mailbox, "identity": one["id"]}
        assert (await ana.post(f"{path}/messages", reply)).json()["to"] == [one["address"]]
        held = reply | {"client_id": f"held {one['id']}", "undo_seconds": 5}
        waiting = (await ana.post(f"{path}/held", held)).json()["id"]
        assert (await ana.post(f"/held/{waiting}/send")).json()["to"] == [one["address"]]
    assert len(known) == 2


async def test_nobody_can_be_written_to_first_on_a_chat_or_without_an_address(mailbox: str, ana: Browser) -> None:
    for body, code in (
        ({"endpoint": "web", "address": "a@example.test"}, 422),
        ({"endpoint": mailbox, "address": "not an address"}, 422),
        ({"endpoint": mailbox}, 422),
        ({"endpoint": mailbox, "customer": "cus_nobody"}, 404),
        ({"endpoint": "far", "address": "a@example.test"}, 404),
        ({"endpoint": mailbox, "address": "a@example.test", "queue": "elsewhere"}, 404),
        ({"endpoint": "gone", "address": "a@example.test"}, 404),
    ):
        answer = await ana.post("/conversations", {"client_id": "x", "text": "Hola"} | body)
        assert answer.status_code == code, (body, answer.text)


async def test_a_chat_is_answered_by_mail_once_the_customer_has_an_address(
    desk: Desk, mailbox: str, ana: Browser
) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    refused = await ana.post(
        f"/conversations/{conversation}/messages", {"client_id": "m", "text": "Hola", "endpoint": mailbox}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "unreachable")
    customer = (await ana.get(f"/conversations/{conversation}")).json()["customer"]["id"]
    added = await ana.post(f"/customers/{customer}/identities", {"channel": "email", "address": "pepe@example.test"})
    assert added.status_code < 300, added.text
    options = (await ana.get(f"/conversations/{conversation}")).json()["endpoints"]
    assert {(one["endpoint"], one["address"]) for one in options} == {("web", "v:pepe"), ("mail", "pepe@example.test")}
    sent = await ana.post(
        f"/conversations/{conversation}/messages",
        {"client_id": "m", "text": "Hola", "endpoint": mailbox, "subject": "Su consulta"},
    )
    assert (sent.status_code, sent.json()["channel"], sent.json()["to"]) == (201, "email", ["pepe@example.test"])


async def test_a_reply_may_resolve_pend_or_snooze_in_the_same_click(desk: Desk, ana: Browser) -> None:
    steps = (
        ("resolve", {"outcome": {"disposition": "solved", "reason": "billing"}}, "resolved"),
        ("pend", {}, "pending"),
        ("snooze", {"until": "2027-01-01T09:00:00+01:00"}, "snoozed"),
    )
    for number, (then, more, status) in enumerate(steps):
        conversation = await writes(desk, NORTH, f"v{number}")
        await ana.post(f"/conversations/{conversation}/take")
        body = {"client_id": f"c{number}", "text": "Hecho", "then": then} | more
        for _ in range(2):
            sent = await ana.post(f"/conversations/{conversation}/messages", body)
            assert sent.status_code == 201, sent.text
        shown = (await ana.get(f"/conversations/{conversation}")).json()
        assert (shown["status"], shown["last"]) == (status, 2)


async def test_a_snooze_into_the_past_writes_nothing(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    body = {"client_id": "c", "text": "Luego", "then": "snooze", "until": "2020-01-01T00:00:00Z"}
    assert (await ana.post(f"/conversations/{conversation}/messages", body)).status_code == 422
    assert (await ana.get(f"/conversations/{conversation}")).json()["last"] == 1


async def test_a_note_is_for_colleagues_and_a_draft_for_oneself(desk: Desk, ana: Browser, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path = f"/conversations/{conversation}"
    note = await ana.post(f"{path}/notes", {"client_id": "n", "text": "Ojo", "mentions": [NORTH.user("eva")]})
    assert (note.status_code, note.json()["direction"]) == (201, "note")
    assert (await ana.get(f"{path}/drafts/reply")).status_code == 204
    kept = await ana.send("PUT", f"{path}/drafts/reply", {"text": "Estimado", "channel": "webchat"})
    assert kept.json()["text"] == "Estimado" and kept.json()["at"].endswith("Z")
    assert (await ana.get(f"{path}/drafts/reply")).json() == kept.json()
    assert (await eva.get(f"{path}/drafts/reply")).status_code == 204
    assert (await ana.send("DELETE", f"{path}/drafts/reply")).status_code == 204
    assert (await ana.get(f"{path}/drafts/reply")).status_code == 204


async def test_a_customer_is_found_corrected_and_remembered(desk: Desk, ana: Browser) -> None:
    first = await writes(desk, NORTH, "pepe", "primera")
    await ana.post(f"/conversations/{first}/take")
    await ana.post(f"/conversations/{first}/resolve", {"disposition": "solved", "reason": "billing"})
    await writes(desk, NORTH, "rosa")
    await indexed(desk, NORTH)
    found = (await ana.get("/customers", q="pepe perdiz")).json()["items"]
    assert [one["name"] for one in found] == ["Pepe perdiz"] and found[0]["channels"] == ["webchat"]
    assert [one["name"] for one in (await ana.get("/customers", q="V:ROS")).json()["items"]] == ["Rosa perdiz"]
    assert (await ana.get("/customers", q="100%")).json()["items"] == []
    path = f"/customers/{found[0]['id']}"
    wanted = {"organization": "Perdiz S. L.", "fields": {"socio": "17"}}
    changed = await ana.send("PATCH", path, wanted)
    assert changed.json()["organization"] == "Perdiz S. L." and changed.json()["fields"] == {"socio": "17"}
    assert (await ana.send("PATCH", path, {"fields": {"socio": ""}})).json()["fields"] == {}
    story = (await ana.get(f"{path}/timeline")).json()["items"]
    assert story[0]["event"] in ("ConversationResolved", "InteractionEnded") and {one["number"] for one in story} == {1}
    whole: list[object] = []
    cursor: dict[str, str | int] = {}
    while True:
        page = (await ana.get(f"{path}/timeline", limit=2, **cursor)).json()
        whole += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert whole == story
    assert [row["id"] for row in (await ana.get(f"{path}/conversations")).json()["items"]] == [first]
