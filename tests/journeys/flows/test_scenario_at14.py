"""AT-14, its text half: a paid-up customer asks in the chat for his last invoice while everybody is busy; once he has
proven who he is, he gets it on his preferred channel. No agent, contained, not abandoned. And AT-05's: while he waits
too long, the help centre is offered and his place kept."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from atiende.actions.deflection import note_link, offer_ways
from atiende.actions.recipes import flow_body, read_recipe
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.flow_documents import Flow
from atiende.domain.message import Message, MessageContent
from atiende.ports.channel import Endpoint, Outbound, Traits
from atiende.ports.requests import Answer
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.flows.flow_world import FlowWorld
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import Post, channels
from tests.proof import proven

MARTA = "cus_marta"
ADDRESS = "marta@logic.example"
BASE = "https://office.example"

pytestmark = pytest.mark.scenario


class Mail(Post):
    traits = Traits(name="email", subject=True, push=True)

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Outbound] = []

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        self.letters.append(outbound)
        return await super().send(endpoint, outbound)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[FlowWorld]:
    mail = Mail()
    async with open_desk(tmp_path, channels=channels() | {"email": mail, "post": mail}) as desk:
        made = FlowWorld(desk)
        await made.open()
        recipe = await read_recipe("invoice-help")
        body = flow_body(recipe, {"queue": "support", "payment": "bank", "base": BASE})
        await made.publish(msgspec.to_builtins(msgspec.convert(body, Flow)))
        await desk.store.change(TENANT, _marta, at=desk.clock.now())
        yield made
        assert await proven(desk.store, TENANT) == []


def _marta(change: Change) -> None:
    mailbox = docs.Endpoint(name="Correo", brand="main", channel="email", queue="support")
    text = docs.write(mailbox)
    change.record(f.DocumentPublished(kind="endpoint", slug="mailbox", version=1, body=text), actor="system")
    change.record(
        f.CustomerSeen(customer=MARTA, brand="main", channel="email", language="es"),
        f.IdentityAdded(
            identity="idn_marta", customer=MARTA, brand="main", channel="email", scope="main", verified=True
        ),
        actor="system",
    )
    change.put(CustomerDetails(id=MARTA, name="Marta Gil"))
    row = Address(scope="main", channel="email", normal=ADDRESS, identity="idn_marta", customer=MARTA, shown=ADDRESS)
    change.put(row)


def invoice(world: FlowWorld, *, overdue: bool) -> None:
    found = {
        "number": "F-7", "amount": 4990, "amount_text": "49,90 €", "due": {"es": "1 de marzo", "en": "1 March"},
        "overdue": overdue, "document": "https://office.example/f/7.pdf", "bank": "https://bank.example",
        "barcode": "90501",
    }  # fmt: skip
    url = f"{BASE}/invoices/latest?customer=marta%40logic.example"
    world.shop.answers[url] = [Answer(200, json.dumps(found).encode())]


async def test_at14_the_copy_of_an_invoice_without_an_agent(world: FlowWorld) -> None:
    invoice(world, overdue=False)
    mail = world.desk.channels["email"]
    assert isinstance(mail, Mail)
    await world.say("visitante", "Hola, necesito mi última factura")
    assert "correo" in (await world.heard())[-1]
    await world.say("visitante", ADDRESS)
    (letter,) = mail.letters
    found = re.search(r"\b(\d{6})\b", letter.text)
    assert letter.to == ADDRESS and found is not None
    await world.say("visitante", "000000" if found[1] != "000000" else "111111")
    assert world.shop.asked == [], "nothing is looked up for somebody who has not proven who he is"
    await world.say("visitante", found[1])
    assert "está al día" in " ".join(await world.heard()).lower()
    await world.say("visitante", "una copia de la factura")
    copy = mail.letters[-1]
    assert copy.to == ADDRESS and "https://office.example/f/7.pdf" in copy.text and copy.automatic
    await world.say("visitante", "no, gracias")
    await world.say("visitante", "5")
    ended = [one for one in await world.facts(f.FlowEnded) if isinstance(one, f.FlowEnded)]
    assert [(one.outcome, "invoice_sent" in one.goals) for one in ended] == [("resolved", True)]
    assert await world.facts(f.InteractionQueued) == []
    (score,) = await world.facts(f.SurveyAnswered)
    assert isinstance(score, f.SurveyAnswered) and (score.scale, score.score) == ("csat", 5)
    work, _ = await world.only()
    conversation = await world.desk.store.reading(TENANT).get(Conversation, work.conversation)
    assert conversation is not None and (conversation.status, work.state) == ("resolved", "ended_by_flow")


async def test_at14_who_is_not_known_reaches_a_person_with_what_he_said(world: FlowWorld) -> None:
    await world.say("visitante", "Quiero mi factura")
    await world.say("visitante", "nadie@logic.example")
    assert "Si ese correo está en nuestros datos" in (await world.heard())[-1], "he learns nothing about customers"
    await world.say("visitante", "persona")
    work, _ = await world.only()
    assert work.state == "queued"
    reading = world.desk.store.reading(TENANT)
    notes = [one for one in await reading.where(Message, {}) if one.direction == "note"]
    content = await reading.get(MessageContent, notes[0].id)
    assert content is not None and "nadie@logic.example" in content.text


async def test_at05_who_waits_too_long_is_shown_the_help_centre_and_keeps_his_place(world: FlowWorld) -> None:
    await world.say("visitante", "Quiero hablar con una persona")
    work, _ = await world.only()
    assert work.state == "queued"
    slow = docs.Queue(
        name="Soporte", brand="main", teams=["first"], deflection=docs.Deflection(link="https://ayuda.example/")
    )

    def decide(change: Change) -> None:
        fact = f.DocumentPublished(kind="queue", slug="support", version=2, body=docs.write(slow))
        change.record(fact, actor="system")

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    await offer_ways(world.desk, TENANT, work.id, (900_000, 1_800_000))
    offered, _ = await world.only()
    assert "link" in offered.ways
    await note_link(world.desk, TENANT, f"customer:{work.customer}", work.id)
    after, _ = await world.only()
    assert (after.state, after.since, after.entered, after.deflection) == ("queued", work.since, work.entered, "link")
