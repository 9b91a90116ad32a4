"""The reason an agent will give is proposed: by what was taught, else by what agents said of conversations alike."""

from collections.abc import Mapping

import msgspec
import pytest

from atiende.actions.conversations import set_reason, take_conversation
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.reasons import FRESH_MS, ProposedReason, propose_reason
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.intent_documents import Intent
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from tests.journeys.assist.helped_centre import EXAMPLES, put
from tests.journeys.small_centre import ANA, TENANT

pytestmark = pytest.mark.anyio
PAST = {
    "breakage": (
        "la impresora saca el papel atascado", "no imprime los tiques", "la impresora no enciende desde ayer",
        "se ha roto la tapa de la impresora", "el papel se atasca cada dos por tres", "hace un ruido raro y no imprime",
        "la impresora de la cocina está estropeada", "se enciende pero el papel no sale",
    ),
    "training": (
        "querría un curso para aprender el programa", "¿dan formación a los empleados?",
        "necesitamos un curso para la persona nueva", "¿hay cursos del programa en línea?",
        "quiero apuntar a dos personas al curso", "¿cuánto dura la formación?", "me interesa la formación de cierre",
        "quisiera aprender a usar el programa",
    ),
}  # fmt: skip


async def says(desk: Desk, text: str, number: int) -> str:
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    inbound = Inbound(origin=f"v{number}/1", address=f"v:{number}", name="Pepa Gil", text=text)
    return (await take_message(desk, endpoint, inbound)).conversation


async def teach(desk: Desk, bodies: Mapping[tuple[str, str], docs.Body]) -> None:
    await put(desk, {key: msgspec.json.encode(body).decode() for key, body in bodies.items()})


async def test_an_intent_with_a_reason_proposes_it_and_sets_nothing(desk: Desk) -> None:
    name, examples = EXAMPLES["duplicate_invoice"]
    invoice = Intent(name=name, examples_es=list(examples), reason="invoices")
    reason = docs.Reason(name="Invoices")
    await teach(desk, {("reason", "invoices"): reason, ("intent", "duplicate_invoice"): invoice})
    conversation = await says(desk, "hola, necesito una copia de la factura de octubre", 1)
    proposed = await propose_reason(desk, TENANT, conversation)
    assert (proposed.reason, proposed.by) == ("invoices", "intent") and proposed.sure >= 0.5
    kept = await desk.store.reading(TENANT).get(Conversation, conversation)
    assert kept is not None and kept.reason == ""
    other = await says(desk, "¿venden entradas para el concierto?", 2)
    assert await propose_reason(desk, TENANT, other) == ProposedReason()
    await take_conversation(desk, TENANT, ANA, conversation)
    await set_reason(desk, TENANT, ANA, conversation, "invoices")
    assert await propose_reason(desk, TENANT, conversation) == ProposedReason()


async def test_reasons_agents_gave_propose_that_of_a_conversation_alike_once_there_are_enough(desk: Desk) -> None:
    await teach(desk, {("reason", one): docs.Reason(name=one) for one in PAST})
    new = await says(desk, "hola, el papel de la impresora está atascado y no imprime", 1)
    assert await propose_reason(desk, TENANT, new) == ProposedReason(), "nothing was ever said of any"
    number = 10
    for reason, texts in PAST.items():
        for text in texts:
            number += 1
            await set_reason(desk, TENANT, ANA, await says(desk, text, number), reason)
    desk.minds.experience.clear()
    proposed = await propose_reason(desk, TENANT, new)
    assert (proposed.reason, proposed.by) == ("breakage", "history") and proposed.sure >= 0.6
    assert desk.clock.now() - desk.minds.experience[TENANT].at < FRESH_MS
    strange = await says(desk, "zanahorias moradas volando", 2)
    assert await propose_reason(desk, TENANT, strange) == ProposedReason()
