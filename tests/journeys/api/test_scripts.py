"""An agent is led through a conversation by a script: step by step, and what comes of it is his own doing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions.scripts import Hand, answer_script, begin_script
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.desk_documents import CustomField, Tag
from atiende.domain.flow_documents import Flow
from atiende.domain.matter import ConversationFields
from atiende.domain.message import MessageContent
from atiende.flows.state import Said
from atiende.ports.desk import Desk
from atiende.ports.requests import Answer, Wanted
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.api.people import NORTH, Browser, writes
from tests.proof import proven

pytestmark = pytest.mark.anyio

SCRIPT: dict[str, object] = {
    "name": "Claim", "purpose": "script", "profile": "", "start": "hello", "failed": "by_hand", "brands": ["main"],
    "variables": {
        "order": {"type": "text", "name_es": "Número de pedido", "name_en": "Order number"},
        "sent": {"type": "text", "asked": False},
        "code": {"type": "text", "name_es": "Clave"},
    },
    "nodes": {
        "hello": {"type": "say", "text": {"es": "Diga: «Buenos días, {{ customer.name }}.»", "en": "Say: hello"},
                  "next": "ask"},
        "ask": {"type": "ask", "variable": "order", "text": {"es": "¿Qué pedido es?", "en": "Which order?"},
                "next": "look"},
        "look": {"type": "request", "url": "https://shop.example/orders/{{ order }}", "take": {"sent": "sent"},
                 "next": "menu", "missing": "ask", "failed": "by_hand"},
        "by_hand": {"type": "say", "text": {"es": "Mírelo a mano.", "en": "Look it up."}, "next": "menu"},
        "menu": {"type": "menu", "text": {"es": "Salió el {{ sent }}. ¿Reclama?", "en": "Claims?"}, "options": [
            {"label": {"es": "Sí", "en": "Yes"}, "goto": "secret"},
            {"label": {"es": "No", "en": "No"}, "goto": "end"}]},
        "secret": {"type": "ask", "variable": "code", "secret": True, "text": {"es": "¿Clave?", "en": "Code?"},
                   "next": "note"},
        "note": {"type": "alter", "kind": "claim", "tag": ["claim"], "fields": {"order": "order", "plan": "'oro'"},
                 "note": {"es": "Pide que se revise.", "en": "Wants it looked at."}, "next": "end", "failed": "end"},
        "end": {"type": "end", "resolve": False, "text": {"es": "Despídase.", "en": "Say goodbye."}},
    },
}  # fmt: skip


class Shop:
    """Another system, which knows one order."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        self.asked.append(wanted.url)
        known = wanted.url.endswith("/AZ-1")
        return Answer(200, b'{"sent": "lunes"}') if known else Answer(404, b"")


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
async def desk(tmp_path: Path, shop: Shop) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as made:
        yield replace(made, requests=shop)
        assert await proven(made.store, NORTH.tenant) == []


@pytest.fixture
async def talk(app: FastAPI, desk: Desk) -> str:
    """A conversation of the brand the script is for, whose order number is known."""
    conversation = await writes(desk, NORTH, "pepe")
    flow = msgspec.convert(SCRIPT, Flow)
    documents: dict[tuple[str, str], docs.Body] = {
        ("flow", "claim"): flow,
        ("flow", "menu"): msgspec.structs.replace(flow, purpose="service"),
        ("flow", "far"): msgspec.structs.replace(flow, brands=["other"]),
        ("tag", "claim"): Tag(name="Reclamación"),
        ("field", "plan"): CustomField(name="Plan", of="customer"),
        ("field", "order"): CustomField(name="Pedido", of="conversation"),
    }

    def decide(change: Change) -> None:
        for (kind, slug), body in documents.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")
        change.put(ConversationFields(conversation=conversation, fields={"order": "AZ-1"}))

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return conversation


def path(conversation: str, rest: str = "") -> str:
    return f"/conversations/{conversation}/scripts{rest}"


async def goes_on(browser: Browser, conversation: str, state: str, **said: str) -> httpx2.Response:
    return await browser.post(path(conversation, "/claim/steps"), {"state": state, **said})


async def to_the_end(browser: Browser, conversation: str) -> dict[str, object]:
    """Claims, and gives a secret."""
    first = (await browser.post(path(conversation, "/claim"))).json()
    menu = (await goes_on(browser, conversation, first["state"], text="AZ-1")).json()
    asks = (await goes_on(browser, conversation, menu["state"], choice=menu["choices"][0]["id"])).json()
    ended = await goes_on(browser, conversation, asks["state"], text="s3creto")
    assert ended.status_code == 200
    again = await goes_on(browser, conversation, asks["state"], text="s3creto")
    assert again.json()["texts"] == ended.json()["texts"], "the same step once more is the same"
    return ended.json()  # type: ignore[no-any-return]  # parsed JSON


async def notes(desk: Desk, conversation: str) -> list[str]:
    written = [one.fact for one in await desk.store.log(NORTH.tenant, 0, 5000) if isinstance(one.fact, f.NoteWritten)]
    assert {one.author for one in written} <= {NORTH.user("ana"), NORTH.user("eva")}
    found = [await desk.store.reading(NORTH.tenant).get(MessageContent, one.message) for one in written]
    return [one.text for one in found if one is not None]


async def test_an_agent_sees_the_scripts_of_his_conversation_and_is_led_with_what_is_known(
    ana: Browser, talk: str, shop: Shop
) -> None:
    assert [one["slug"] for one in (await ana.get(path(talk))).json()["items"]] == ["claim"]
    first = (await ana.post(path(talk, "/claim"))).json()
    assert first["texts"][0].startswith("Diga: «Buenos días") and first["texts"][1] == "¿Qué pedido es?"
    assert first["known"] == "AZ-1", "what is on file is offered"
    unknown = (await goes_on(ana, talk, first["state"], text="AZ-9")).json()
    assert unknown["texts"] == ["¿Qué pedido es?"]
    menu = (await goes_on(ana, talk, first["state"], text="AZ-1")).json()
    assert menu["texts"] == ["Salió el lunes. ¿Reclama?"]
    assert [one["label"] for one in menu["choices"]] == ["Sí", "No"]
    assert shop.asked == ["https://shop.example/orders/AZ-9", "https://shop.example/orders/AZ-1"]


async def test_what_was_answered_stays_with_the_conversation_once_and_secrets_do_not(
    ana: Browser, desk: Desk, talk: str
) -> None:
    ended = await to_the_end(ana, talk)
    assert (ended["state"], ended["texts"]) == ("", ["Despídase."])
    written = await notes(desk, talk)
    assert written == ["Pide que se revise.", "Claim\nNúmero de pedido: AZ-1"]
    found = await desk.store.reading(NORTH.tenant).get(Conversation, talk)
    assert found is not None and (found.kind, found.tags) == ("claim", ("claim",))
    by = [one.actor for one in await desk.store.log(NORTH.tenant, 0, 5000) if isinstance(one.fact, f.KindChanged)]
    assert by == [f"agent:{NORTH.user('ana')}"], "it is the agent's own doing"


@pytest.mark.parametrize("edits", [True, False])
async def test_a_script_changes_no_more_than_its_agent_may(desk: Desk, talk: str, edits: bool) -> None:
    hand = Hand(conversation=talk, author=NORTH.user("ana"), slug="claim", edits=edits)
    led = await begin_script(desk, NORTH.tenant, hand)
    for text in ("AZ-1", "Sí", "s3creto"):
        led = await answer_script(desk, NORTH.tenant, hand, led.state, Said(text=text))
    assert led.refused == (() if edits else ("not_allowed",))
    found = await desk.store.reading(NORTH.tenant).get(Conversation, talk)
    assert found is not None and found.kind == "claim", "the conversation is his to change"
    details = await desk.store.reading(NORTH.tenant).get(CustomerDetails, found.customer)
    assert details is not None and details.fields == ({"plan": "oro"} if edits else {})


@pytest.mark.parametrize("slug", ["menu", "far", "nothing"])
async def test_only_a_script_of_the_conversations_brand_is_begun(ana: Browser, talk: str, slug: str) -> None:
    assert (await ana.post(path(talk, f"/{slug}"))).status_code == 404


async def test_nobody_else_takes_a_step_in_it(ana: Browser, luis: Browser, eva: Browser, talk: str) -> None:
    """Luis' team does not serve the queue; a state is its agent's alone, and not to be written by hand."""
    first = (await ana.post(path(talk, "/claim"))).json()
    assert (await luis.get(path(talk))).status_code == 404
    assert (await luis.post(path(talk, "/claim"))).status_code == 404
    assert (await goes_on(luis, talk, first["state"], text="AZ-1")).status_code == 404
    assert (await goes_on(eva, talk, first["state"], text="AZ-1")).status_code == 422
    forged = first["state"].replace("AZ", "ZA") + " "
    assert (await goes_on(ana, talk, forged, text="AZ-1")).status_code == 422
