"""Intents from first to last: published, learned, tried, confused, and taught by what customers really wrote."""

import msgspec
import pytest

from atiende.actions.configuration import Ref, publish
from atiende.actions.intents import blanked, reading, refresh, understand
from atiende.domain.intent_documents import Intent
from atiende.language.intents import load, train
from atiende.models.training import ChildTrainer
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, SOUTH, Browser, writes

ORDER = ["¿dónde está mi pedido?", "mi paquete no llega", "cuándo llega el envío", "sigo esperando el pedido"]
INVOICE = ["quiero una copia de la factura", "necesito la factura de marzo", "me pueden enviar la factura"]
CANCEL = ["quiero cancelar mi suscripción", "dar de baja el servicio", "anular el contrato"]


async def teach(desk: Desk, slug: str, examples: list[str], **more: object) -> None:
    body = msgspec.convert({"name": slug.title(), "examples_es": examples, **more}, Intent)

    def decide(change: Change) -> None:
        publish(change, "system:test", Ref("intent", slug), body)

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def taught(desk: Desk) -> None:
    await teach(desk, "order", ORDER)
    await teach(desk, "invoice", INVOICE, reason="billing")
    await teach(desk, "cancel", CANCEL)


@pytest.mark.usefixtures("app")
async def test_what_is_published_is_understood_and_another_centre_knows_nothing_of_it(desk: Desk) -> None:
    assert not (await understand(desk, NORTH.tenant, "donde esta mi paquete")).known
    await taught(desk)
    await refresh(desk, NORTH.tenant)
    understood = await understand(desk, NORTH.tenant, "donde esta mi paquete")
    assert (understood.known, understood.wanted) == (True, ("order",))
    assert not (await understand(desk, SOUTH.tenant, "donde esta mi paquete")).known
    read = reading(desk, NORTH.tenant, "Europe/Madrid")
    assert read("intent", "donde esta mi paquete", "es", 0) == "order"
    assert read("intent", "qué tiempo hará en Wellington", "es", 0) is None
    assert read("person", "quiero hablar con una persona", "es", 0) is True


@pytest.mark.usefixtures("app")
async def test_an_intent_of_another_brand_is_not_understood_here(desk: Desk) -> None:
    await taught(desk)
    await teach(desk, "order", ORDER, brands=["other"])
    await refresh(desk, NORTH.tenant)
    assert not (await understand(desk, NORTH.tenant, "donde esta mi paquete", brand="main")).known
    assert (await understand(desk, NORTH.tenant, "donde esta mi paquete", brand="other")).known


@pytest.mark.usefixtures("app")
async def test_nothing_is_learned_again_that_did_not_change(desk: Desk) -> None:
    await taught(desk)
    first = await refresh(desk, NORTH.tenant)
    await writes(desk, NORTH, "rosa")
    assert await refresh(desk, NORTH.tenant) is first
    await teach(desk, "order", [*ORDER, "el repartidor no vino"])
    assert await refresh(desk, NORTH.tenant) is not first


async def test_the_page_shows_what_was_learned_and_a_sentence_can_be_tried(desk: Desk, marta: Browser) -> None:
    await taught(desk)
    await teach(desk, "billing", ["me pueden mandar la factura", "hola"])
    page = (await marta.get("/intents")).json()
    assert {one["slug"]: one["examples"] for one in page["items"]} == {
        "billing": 2, "cancel": 3, "invoice": 3, "order": 4,
    }  # fmt: skip
    assert 0 < page["right_pct"] < 100 and not page["training"]
    tried = (
        await marta.post("/intents/try", {"text": "Necesito la factura de mayo, 45 €, y hablar con alguien"})
    ).json()
    assert tried["intents"][0]["slug"] == "invoice" and tried["person"]
    assert tried["like"][0]["text"] == "necesito la factura de marzo"
    assert {one["kind"] for one in tried["slots"]} >= {"money"}
    pairs = (await marta.get("/intents/confusions")).json()["items"]
    assert ("billing", "invoice") in [(one["slug"], one["taken_for"]) for one in pairs]


async def test_real_conversations_of_its_reason_offer_examples_without_who_wrote_them(
    desk: Desk, ana: Browser, marta: Browser
) -> None:
    await taught(desk)
    conversation = await writes(desk, NORTH, "rosa", "No encuentro el recibo, escriban a rosa@example.test", number=1)
    await ana.post(f"/conversations/{conversation}/take", {})
    done = await ana.post(f"/conversations/{conversation}/resolve", {"disposition": "solved", "reason": "billing"})
    assert done.status_code < 300, done.text
    (offered,) = (await marta.get("/intents/invoice/suggestions")).json()["items"]
    assert (
        offered["text"].startswith("No encuentro el recibo, escriban a …") and offered["conversation"] == conversation
    )
    assert (await marta.get("/intents/order/suggestions")).json() == {"items": []}
    assert (await ana.get("/intents/invoice/suggestions")).status_code == 403
    assert blanked("mi NIF es 12345678Z y el 612 34 56 78") == "mi NIF es … y el …"


async def test_a_child_process_learns_the_same() -> None:
    examples = [*((one, "order") for one in ORDER), *((one, "cancel") for one in CANCEL)]
    learned, here = load(await ChildTrainer().train(examples)), train(examples)
    said = [one.ask("donde esta mi paquete") for one in (learned, here)]
    assert said[0].wanted == said[1].wanted == ("order",)
    assert said[0].intents[0][1] == pytest.approx(said[1].intents[0][1], abs=0.001)
