"""Quick replies and macros as an agent meets them, held replies and mentions through the API."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from fastapi import FastAPI

from atiende.api.wire import stamp
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.desk_documents import Macro, MacroStep, QuickReply, Tag
from atiende.ports.channel import Traits
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from tests.fakes import open_desk
from tests.journeys.api.people import NORTH, Browser, writes

pytestmark = pytest.mark.anyio


class Short(WebChat):
    """A channel that carries 50 characters."""

    traits = Traits(name="webchat", session=True, push=False, max_chars=50)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path, channels={"webchat": Short()}) as made:
        yield made
        assert isinstance(made.store, SqlStore)
        assert await replay_check(made.store, NORTH.tenant) == []


BODIES: dict[tuple[str, str], docs.Body] = {
    ("quick_reply", "hola"): QuickReply(
        name="Saludo", shortcut="hola", text_es="Hola, {{ customer.first_name }}. Soy {{ agent.first_name }}."
    ),
    ("quick_reply", "plazo"): QuickReply(
        name="Plazo",
        text_es="{% if brand.formal %}Tiene{% else %}Tienes{% endif %} treinta días naturales desde la entrega, o más.",
        short_es="30 días desde la entrega.",
    ),
    ("quick_reply", "hueco"): QuickReply(name="Hueco", text_en="Your order {{ customer.fields.order }}."),
    ("quick_reply", "ajena"): QuickReply(name="Ajena", text_es="De otra marca", brands=["other"]),
    ("quick_reply", "ventas"): QuickReply(name="Ventas", text_es="De otro equipo", teams=["second"]),
    ("quick_reply", "correo"): QuickReply(name="Correo", text_es="Solo por correo", channels=["email"]),
    ("quick_reply", "vieja"): QuickReply(name="Vieja", text_es="Ya no", active=False),
    ("tag", "vip"): Tag(name="VIP"),
    ("macro", "devolver"): Macro(
        name="Return",
        steps=[
            MacroStep(do="tag", tag="vip"),
            MacroStep(do="priority", priority=1),
            MacroStep(do="note", text_es="Devolución de {{ customer.name }}"),
            MacroStep(do="task", text_es="Llamar", minutes=60),
            MacroStep(do="insert", text_es="Le envío la etiqueta."),
            MacroStep(do="pend"),
        ],
    ),
    ("macro", "rota"): Macro(
        name="Broken", steps=[MacroStep(do="priority", priority=2), MacroStep(do="resolve", disposition="gone")]
    ),
    ("macro", "pasar"): Macro(name="Pass", steps=[MacroStep(do="transfer", queue="sales")]),
    ("role", "agent"): docs.Role(
        name="Agent",
        permissions={"conversation.read": "team", "conversation.reply": "team", "conversation.close": "team"},
    ),
}


@pytest.fixture
async def conversation(app: FastAPI, desk: Desk) -> str:
    def decide(change: Change) -> None:
        for (kind, slug), body in BODIES.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return await writes(desk, NORTH, "pepe")


async def test_quick_replies_read_as_they_would_here_and_now(conversation: str, ana: Browser) -> None:
    found = (await ana.get("/quick-replies", conversation=conversation)).json()["items"]
    by_slug = {one["slug"]: one for one in found}
    assert set(by_slug) == {"hola", "plazo", "hueco"}
    assert by_slug["hola"]["text"] == "Hola, Pepe. Soy Ana."
    assert (by_slug["plazo"]["text"], by_slug["plazo"]["short"]) == ("30 días desde la entrega.", True)
    assert by_slug["hueco"]["text"] == "Your order ⟦order⟧." and by_slug["hueco"]["missing"] == ["order"]


async def test_what_is_used_most_comes_first(conversation: str, ana: Browser) -> None:
    before = [one["slug"] for one in (await ana.get("/quick-replies", conversation=conversation)).json()["items"]]
    body = {"client_id": "1", "text": "Hola, Pepe.", "used": ["plazo"]}
    for _ in range(2):  # a repetition counts once
        assert (await ana.post(f"/conversations/{conversation}/messages", body)).status_code == 201
    after = (await ana.get("/quick-replies", conversation=conversation)).json()["items"]
    assert before[0] != "plazo" and (after[0]["slug"], after[0]["uses"]) == ("plazo", 1)


async def test_a_gap_stays_where_it_can_be_seen_and_is_never_sent(conversation: str, ana: Browser) -> None:
    refused = await ana.post(
        f"/conversations/{conversation}/messages", {"client_id": "1", "text": "Your order ⟦order⟧."}
    )
    assert refused.status_code == 422 and (await ana.get(f"/conversations/{conversation}")).json()["last"] == 1


async def test_a_macro_does_everything_in_one_change_and_is_taken_back(conversation: str, ana: Browser) -> None:
    path = f"/conversations/{conversation}"
    await ana.post(f"{path}/take")
    made = await ana.post(f"{path}/macros/devolver")
    assert made.status_code == 200, made.text
    shown = made.json()
    assert shown["insert"] == "Le envío la etiqueta." and shown["conversation"]["status"] == "pending"
    assert (shown["conversation"]["tags"], shown["conversation"]["priority"]) == (["vip"], 1)
    notes = [one for one in (await ana.get(f"{path}/timeline")).json()["items"] if one.get("direction") == "note"]
    assert [note["text"] for note in notes] == ["Devolución de Pepe perdiz"]
    assert [one["do"] for one in shown["undo"]] == ["reopen", "priority", "untag"]
    back = (await ana.post(f"{path}/macros/undo", {"steps": shown["undo"]})).json()
    assert (back["status"], back["tags"], back["priority"]) == ("open", [], 3)


async def test_a_macro_that_fails_in_the_middle_has_done_nothing(conversation: str, ana: Browser) -> None:
    path = f"/conversations/{conversation}"
    assert (await ana.post(f"{path}/macros/rota")).status_code == 422
    shown = (await ana.get(path)).json()
    assert (shown["status"], shown["priority"]) == ("new", 3)


async def test_a_macro_one_may_not_do_is_not_offered_and_not_done(
    conversation: str, ana: Browser, eva: Browser
) -> None:
    path = f"/conversations/{conversation}/macros"
    assert "pasar" not in [one["slug"] for one in (await ana.get(path)).json()["items"]]
    assert (await ana.post(f"{path}/pasar")).status_code == 403
    assert "pasar" in [one["slug"] for one in (await eva.get(path)).json()["items"]]
    assert (await eva.post(f"{path}/pasar")).json()["conversation"]["queue"] == "sales"


async def test_a_held_reply_is_seen_by_the_team_and_called_back_by_who_may(
    desk: Desk, conversation: str, ana: Browser, luis: Browser, eva: Browser
) -> None:
    path = f"/conversations/{conversation}/held"
    tomorrow = stamp(desk.clock.now() + 86_400_000)
    body = {"client_id": "h", "text": "Mañana le digo", "at": tomorrow, "unless_answered": True}
    held = (await ana.post(path, body)).json()
    assert (held["why"], held["until"]) == ("scheduled", tomorrow)
    assert [one["text"] for one in (await eva.get(path)).json()["items"]] == ["Mañana le digo"]
    assert (await luis.post(f"/held/{held['id']}/recall")).status_code == 404
    draft = (await eva.post(f"/held/{held['id']}/recall")).json()
    assert draft["text"] == "Mañana le digo" and (await eva.get(path)).json()["items"] == []
    assert (await ana.get(f"/conversations/{conversation}/drafts/reply")).json()["text"] == "Mañana le digo"
    assert (await ana.post(f"/held/{held['id']}/send")).status_code == 404


async def test_one_can_name_those_who_may_see_it_and_nobody_else(conversation: str, ana: Browser) -> None:
    path = f"/conversations/{conversation}"
    names = [one["name"] for one in (await ana.get(f"{path}/colleagues")).json()["items"]]
    assert names == ["Eva perdiz", "Marta perdiz"]
    note = {"client_id": "n", "text": "@Luis", "mentions": [NORTH.user("luis")]}
    assert (await ana.post(f"{path}/notes", note)).status_code == 422


async def test_formatting_is_safe_html_and_plain_text_beside_it(conversation: str, ana: Browser) -> None:
    text = "Hola **Pepe**\n\n- uno\n- <b>dos</b> [web](javascript:alert(1)) [aquí](https://logic.test)"
    html = (await ana.post("/formatted", {"text": text})).json()["html"]
    assert "<strong>Pepe</strong>" in html and "<li>uno</li>" in html and 'href="https://logic.test"' in html
    assert "<b>" not in html and 'href="javascript' not in html


async def test_moments_ahead_lie_in_working_hours(conversation: str, ana: Browser) -> None:
    items = (await ana.get(f"/conversations/{conversation}/moments")).json()["items"]
    assert {"week"} <= {one["name"] for one in items} and items == sorted(items, key=lambda one: str(one["at"]))
