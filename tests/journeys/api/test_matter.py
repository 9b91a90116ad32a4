"""What a conversation is, over HTTP: promises, the end of a contact, calls, help, and words for one pair of eyes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions.commitments import note_overdue
from atiende.actions.webhooks import enqueue_facts
from atiende.api.audience import may_see
from atiende.api.who import viewer_of_token
from atiende.channels.phone.channel import Phone
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.work import WebhookDelivery
from atiende.ports.channel import Traits
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import NORTH, Browser, indexed, key_for, stranger, writes
from tests.proof import proven

HOUR_MS = 3_600_000


class Mail(WebChat):
    """Mail as far as this needs it: nothing is sent here."""

    traits = Traits(name="email", html=True, subject=True)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, channels={"webchat": WebChat(), "phone": Phone(), "email": Mail()}) as made:
        yield made
        assert await proven(made.store, NORTH.tenant) == []


async def publish(desk: Desk, kind: str, slug: str, body: docs.Body | msgspec.Struct) -> None:
    text = msgspec.json.encode(body).decode()
    fact = f.DocumentPublished(kind=kind, slug=slug, version=2, body=text)
    await desk.store.change(NORTH.tenant, lambda change: change.record(fact, actor="system"), at=desk.clock.now())


def stamp(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


async def promised(ana: Browser, desk: Desk, conversation: str, **more: object) -> str:
    body = {"text": "Devolver el cargo", "conversation": conversation, "owner": NORTH.user("ana"), **more}
    made = await ana.post("/commitments", body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


# --- promises ---------------------------------------------------------------------------------------------------------


async def test_a_promise_is_seen_in_every_later_conversation_of_the_customer(
    desk: Desk, ana: Browser, luis: Browser
) -> None:
    first = await writes(desk, NORTH, "pepe")
    ident = await promised(ana, desk, first, due=stamp(desk.clock.now() + HOUR_MS))
    await ana.post(f"/conversations/{first}/take")
    done = await ana.post(f"/conversations/{first}/resolve", {"disposition": "solved", "reason": "billing"})
    assert done.status_code == 200, done.text
    assert isinstance(desk.clock, VirtualClock)
    await desk.clock.leap(2 * 3600)
    await note_overdue(desk, NORTH.tenant, ident)
    await close(desk, first)
    second = await writes(desk, NORTH, "pepe", "¿Y mi dinero?", number=2)
    assert second != first
    (shown,) = (await ana.get(f"/conversations/{second}/commitments")).json()["items"]
    assert (shown["text"], shown["overdue"], shown["made_by"]["id"]) == ("Devolver el cargo", True, NORTH.user("ana"))
    assert [one["id"] for one in (await ana.get("/commitments", view="overdue")).json()["items"]] == [ident]
    assert (await luis.get("/commitments", view="team")).json()["items"] == []
    assert (await luis.get(f"/conversations/{second}/commitments")).status_code == 404
    assert (await luis.post(f"/commitments/{ident}/keep")).status_code == 404


async def test_a_program_sees_no_tasks_only_because_they_are_nobodys(app: FastAPI, desk: Desk, ana: Browser) -> None:
    ident = await promised(ana, desk, await writes(desk, NORTH, "pepe"), kind="task", owner="")
    listed = {}
    async with stranger(app) as http:
        for scope in ("own", "brand"):
            token = await key_for(desk, NORTH, {"conversation.read": scope})
            asked = [
                await http.get(f"/api/v1/commitments?view={view}", headers={"Authorization": f"Bearer {token}"})
                for view in ("mine", "team")
            ]
            listed[scope] = [[one["id"] for one in each.json()["items"]] for each in asked]
    assert listed == {"own": [[], []], "brand": [[], [ident]]}


async def close(desk: Desk, conversation: str) -> None:
    fact = f.ConversationClosed(conversation=conversation)
    await desk.store.change(NORTH.tenant, lambda change: change.record(fact, actor="system"), at=desk.clock.now())


async def test_a_promise_is_kept_once_and_can_be_taken_up_again(desk: Desk, ana: Browser) -> None:
    ident = await promised(ana, desk, await writes(desk, NORTH, "pepe"))
    assert [(await ana.post(f"/commitments/{ident}/keep")).status_code for _ in range(2)] == [200, 200]
    assert (await ana.post(f"/commitments/{ident}/withdraw")).json()["code"] == "wrong_state"
    assert (await ana.get("/commitments", view="mine")).json()["items"] == []
    assert (await ana.post(f"/commitments/{ident}/reopen")).json()["state"] == "open"
    altered = await ana.send("PATCH", f"/commitments/{ident}", {"text": "Devolver 45 €", "owner": ""})
    assert (altered.json()["text"], altered.json()["owner"]) == ("Devolver 45 €", None)


async def test_what_is_overdue_is_told_to_its_owner_and_the_supervisor_alone(
    app: FastAPI, desk: Desk, ana: Browser, luis: Browser, eva: Browser
) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    found = await desk.store.reading(NORTH.tenant).get(Conversation, conversation)
    fact = f.CommitmentOverdue(commitment="cmt_x", conversation=conversation, owner=NORTH.user("luis"))
    sees = {name: may_see(await viewer(desk, who), fact, found) for name, who in (("luis", luis), ("eva", eva))}
    assert sees == {"luis": True, "eva": True}
    other = f.CommitmentOverdue(commitment="cmt_x", conversation=conversation, owner=NORTH.user("ana"))
    assert not may_see(await viewer(desk, luis), other, found)


async def viewer(desk: Desk, browser: Browser) -> object:
    return await viewer_of_token(desk, browser.http.cookies["atiende_session"])


@pytest.mark.parametrize(
    ("body", "field"),
    [({"due": "2020-01-01T00:00:00Z"}, "due"), ({"owner": "usr_nobody"}, "owner"), ({"text": "  "}, "text")],
)
async def test_a_promise_that_makes_no_sense_is_refused(
    desk: Desk, ana: Browser, body: dict[str, str], field: str
) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    refused = await ana.post("/commitments", {"text": "Algo", "conversation": conversation} | body)
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == field


# --- the end ----------------------------------------------------------------------------------------------------------


async def test_resolving_names_everything_that_is_missing_and_then_keeps_it(desk: Desk, ana: Browser) -> None:
    await publish(desk, "field", "order", docs.read("field", '{"name":"Order","of":"conversation","required":true}'))
    noted = docs.Disposition(name="Escalated", note_required=True)
    await publish(desk, "disposition", "escalated", noted)
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    refused = await ana.post(f"/conversations/{conversation}/resolve", {"disposition": "escalated"})
    assert {one["field"]: one["code"] for one in refused.json()["errors"]} == {
        "reason": "required", "note": "required", "fields.order": "required",
    }  # fmt: skip
    whole = {"disposition": "escalated", "reason": "billing", "note": "Lo ve facturación.", "fields": {"order": "A-1"}}
    assert (await ana.post(f"/conversations/{conversation}/resolve", whole)).json()["status"] == "resolved"
    assert (await ana.get(f"/conversations/{conversation}/matter")).json()["fields"] == {"order": "A-1"}
    (work,) = await desk.store.reading(NORTH.tenant).where(Interaction, {"conversation": conversation})
    assert (work.state, work.disposition) == ("done", "escalated")


async def test_kind_and_tags_are_set_and_unknown_ones_refused(desk: Desk, ana: Browser, luis: Browser) -> None:
    await publish(desk, "tag", "urgent", docs.read("tag", '{"name":"Urgent"}'))
    conversation = await writes(desk, NORTH, "pepe")
    assert (await ana.post(f"/conversations/{conversation}/kind", {"kind": "claim"})).json()["kind"] == "claim"
    tagged = await ana.post(f"/conversations/{conversation}/tags", {"add": ["urgent"]})
    assert tagged.json()["tags"] == ["urgent"]
    assert (await ana.post(f"/conversations/{conversation}/tags", {"add": ["unheard"]})).status_code == 422
    assert (await ana.post(f"/conversations/{conversation}/tags", {"remove": ["urgent"]})).json()["tags"] == []
    assert (await luis.post(f"/conversations/{conversation}/kind", {"kind": "claim"})).status_code == 404


# --- calls ------------------------------------------------------------------------------------------------------------


async def test_a_call_joins_the_only_open_matter_and_is_in_its_agents_hands(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    customer = (await ana.get(f"/conversations/{conversation}")).json()["customer"]["id"]
    await ana.post(f"/customers/{customer}/identities", {"channel": "phone", "address": "600 12 34 56"})
    await promised(ana, desk, conversation)
    who = (await ana.get("/calls/who", number="+34600123456")).json()
    (caller,) = who["callers"]
    assert [row["id"] for row in caller["open"]] == [conversation]
    assert [one["text"] for one in caller["commitments"]] == ["Devolver el cargo"]
    begun = await ana.post("/calls", {"number": "600123456"})
    assert begun.status_code == 201 and begun.json()["conversation"] == conversation, begun.text
    work = begun.json()["interaction"]
    assert (await ana.post("/calls", {"number": "600123456"})).json()["interaction"] == work
    row = await desk.store.reading(NORTH.tenant).get(Interaction, work)
    assert row is not None and (row.state, row.channel, row.agent) == ("handling", "phone", NORTH.user("ana"))
    agent = await desk.store.reading(NORTH.tenant).get(Agent, NORTH.user("ana"))
    assert agent is not None and agent.load == {"phone": 1} and not agent.has_room("webchat", None)
    assert (await ana.post(f"/interactions/{work}/hang-up")).status_code == 204
    ended = await ana.post(f"/interactions/{work}/classify", {"disposition": "solved", "reason": "billing"})
    assert ended.status_code == 204, ended.text
    row = await desk.store.reading(NORTH.tenant).get(Interaction, work)
    assert row is not None and (row.state, row.disposition, row.reason) == ("done", "solved", "billing")


async def test_a_call_noted_afterwards_has_its_own_times(desk: Desk, ana: Browser) -> None:
    began, ended = desk.clock.now() - 2 * HOUR_MS, desk.clock.now() - HOUR_MS
    call = {"number": "600123456", "name": "Pepe", "brand": "main", "began": stamp(began), "ended": stamp(ended)}
    assert (await ana.post("/calls", call)).status_code == 422
    outcome = {"disposition": "solved", "reason": "billing"}
    made = await ana.post("/calls", call | {"outcome": outcome})
    assert made.status_code == 201, made.text
    row = await desk.store.reading(NORTH.tenant).get(Interaction, made.json()["interaction"])
    assert row is not None and (row.since, row.ended_at, row.state) == (began, ended, "done")
    late = call | {"outcome": outcome, "ended": stamp(desk.clock.now() + HOUR_MS)}
    assert (await ana.post("/calls", late)).json()["errors"][0]["field"] == "ended"


async def test_only_who_may_give_work_puts_a_call_on_anothers_screen(desk: Desk, ana: Browser, eva: Browser) -> None:
    call = {"number": "600123456", "name": "Pepe", "brand": "main", "agent": NORTH.email("ana")}
    assert (await eva.post("/calls", call)).status_code == 201
    assert (await ana.post("/calls", call | {"agent": NORTH.user("eva")})).status_code == 403
    async with desk.bus.listen(NORTH.tenant) as signals:
        rang = await eva.post("/calls/ringing", {"number": "600 12 34 56", "agent": NORTH.email("ana")})
        assert rang.status_code == 202, rang.text
        _, signal = await anext(signals)
    assert (signal.agent, signal.number) == (NORTH.user("ana"), "+34600123456")  # type: ignore[union-attr]


# --- a word for one pair of eyes --------------------------------------------------------------------------------------

SECRET = "susurro"


async def coached(desk: Desk, eva: Browser, ana: Browser) -> tuple[str, str]:
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    note = {"client_id": "c", "text": f"Ofrézcale el {SECRET}.", "only_for": NORTH.user("ana")}
    made = await eva.post(f"/conversations/{conversation}/notes", note)
    assert made.status_code == 201, made.text
    return conversation, made.json()["id"]


async def test_a_coaching_note_is_read_by_its_agent_and_its_author_alone(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser, marta: Browser
) -> None:
    conversation, note = await coached(desk, eva, ana)
    await indexed(desk, NORTH)
    customer = (await ana.get(f"/conversations/{conversation}")).json()["customer"]["id"]
    paths = (
        (f"/conversations/{conversation}/timeline", {}),
        (f"/customers/{customer}/timeline", {}),
        (f"/conversations/{conversation}/timeline/around", {"message": note}),
        ("/search", {"q": SECRET}),
    )
    for path, query in paths:
        told = {who: SECRET in (await each.get(path, **query)).text for who, each in (("ana", ana), ("eva", eva))}
        assert told == {"ana": True, "eva": True}, path
        assert SECRET not in (await marta.get(path, **query)).text.replace(f'"text":"{SECRET}"', ""), path
    for path in ("/conversations?view=all", f"/conversations/{conversation}", f"/customers/{customer}"):
        assert SECRET not in (await marta.get(path)).text, path
    assert (await marta.post(f"/messages/{note}/resend")).status_code == 404


async def test_it_leaves_by_no_live_frame_and_no_webhook(
    desk: Desk, ana: Browser, eva: Browser, marta: Browser
) -> None:
    hook = docs.Webhook(name="Todo", url="https://hooks.example/x", secret="secret:hook")
    await publish(desk, "webhook", "all", hook)
    head = await desk.store.head(NORTH.tenant)
    await enqueue_facts(desk, NORTH.tenant, await desk.store.log(NORTH.tenant, head - 1, 10))
    conversation, _ = await coached(desk, eva, ana)
    log = await desk.store.log(NORTH.tenant, head, 100)
    (fact,) = [one.fact for one in log if isinstance(one.fact, f.NoteWritten)]
    found = await desk.store.reading(NORTH.tenant).get(Conversation, conversation)
    seen = [may_see(await viewer(desk, who), fact, found) for who in (ana, eva, marta)]  # type: ignore[arg-type]
    assert seen == [True, True, False]
    await enqueue_facts(desk, NORTH.tenant, log)
    sent = await desk.store.reading(NORTH.tenant).where(WebhookDelivery, {})
    assert "ConversationTaken" in {one.kind for one in sent} and "NoteWritten" not in {one.kind for one in sent}
    assert not any(SECRET in one.body for one in sent)


async def test_only_who_coaches_writes_one(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    note = {"client_id": "c", "text": "Psst.", "only_for": NORTH.user("eva")}
    assert (await ana.post(f"/conversations/{conversation}/notes", note)).status_code == 403


async def test_a_raised_hand_is_lowered_by_either(desk: Desk, ana: Browser, eva: Browser, luis: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    up = await ana.post(f"/conversations/{conversation}/hand", {"word": "Pide hablar con alguien más."})
    assert up.json()["hand_raised_at"] is not None
    assert (await luis.post(f"/conversations/{conversation}/hand/lower")).status_code == 404
    assert (await eva.post(f"/conversations/{conversation}/hand/lower")).json()["hand_raised_at"] is None
