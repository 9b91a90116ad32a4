"""The text halves of AT-02 and AT-14: all agents are busy, and who comes for an invoice gets it without one.

A whole server; the customer speaks through the widget's socket, the flow is the recipe as anybody would take it, by the
API; invoices and payments are another system over HTTP.
"""

import hmac
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import open_endpoint
from atiende.actions.identities import vouch_for
from atiende.actions.intake import take_message
from atiende.actions.offers import end_session
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.supply_documents import PaymentProvider
from atiende.ports.channel import Channel, Endpoint, Inbound, Outbound, Traits
from atiende.ports.store import Change
from tests.doubles.back_office import BackOffice, back_office, invoice
from tests.journeys.server_world import SECRET, Chat, Frame, Server, serving

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(60)]
PEPE = {"id": "pepe", "name": "Pepe Martínez", "email": "martinez@logic.es"}


class Letters(WebChat):
    """Mail that arrives at once; `box` is what arrived, subject and text."""

    traits = Traits(name="email", html=True, subject=True, push=True)

    def __init__(self) -> None:
        super().__init__()
        self.box: list[tuple[str, str]] = []

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return []

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        self.box.append((outbound.subject, outbound.text))
        return outbound.token


@dataclass
class Town:
    server: Server
    office: BackOffice
    http: httpx.AsyncClient
    mail: Letters
    since: int = 0

    @asynccontextmanager
    async def pepe(self) -> AsyncIterator[Chat]:
        """The site knows him and says so."""
        signed = hmac.new(SECRET.encode(), PEPE["id"].encode(), "sha256").hexdigest()
        async with self.server.chat(identity={**PEPE, "hash": signed}) as chat:
            await chat.hear("welcome")
            yield chat

    async def facts(self, kind: type[f.Fact]) -> list[f.Fact]:
        log = await self.server.node.desk.store.log(self.server.tenant, self.since, 10_000)
        return [one.fact for one in log if isinstance(one.fact, kind)]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Nobody is at work. The recipe is made from the gallery, published, and put before the chat."""
    async with back_office() as office, serving(tmp_path, private=True) as server:
        address = f"http://127.0.0.1:{server.port}/api/v1"
        async with httpx.AsyncClient(base_url=address, cookies={"atiende_session": server.token}) as http:
            http.headers["X-CSRF-Token"] = (await http.get("session")).json()["csrf"]
            made = Town(server, office, http, Letters())
            channels: dict[str, Channel] = {**server.node.desk.channels, "email": made.mail}
            object.__setattr__(server.node.desk, "channels", channels)
            await server.node.desk.store.change(
                server.tenant, lambda change: mailbox_and_bank(server, office, change), at=_now(server)
            )
            await address_on_file(server)
            await _take_recipe(made)
            made.since = await server.node.desk.store.head(server.tenant)
            yield made


def _now(server: Server) -> int:
    return server.node.desk.clock.now()


def mailbox_and_bank(server: Server, office: BackOffice, change: Change) -> None:
    """A mailbox to send from, and a bank."""
    queue = change.where(docs.Document, {"kind": "queue"})[0].slug
    box = docs.Endpoint(
        name="Facturas", brand="main", channel="email", queue=queue, settings={"address": "facturas@azahar.test"}
    )
    publish(change, "system:test", Ref("endpoint", "facturas"), box)
    change.put(docs.Secret(name="bank", sealed=server.node.desk.keys.seal(office.secret), at=change.at))
    bank = PaymentProvider(name="Banco", provider="link", url=office.url, key="secret:bank", webhook="secret:bank")
    publish(change, "system:test", Ref("payment", "banco"), bank)


async def _take_recipe(town: Town) -> None:
    queue = (await town.http.get("config/queue")).json()["items"][0]["slug"]
    chosen = {"queue": queue, "payment": "banco", "base": town.office.url}
    made = await town.http.post("flows/recipes/invoice-help", json={"chosen": chosen})
    assert made.status_code == 201, made.text
    draft = await town.http.get("config/flow/invoice-help")
    tag = {"If-Match": draft.headers["etag"]}
    published = await town.http.post("config/flow/invoice-help/publish", headers=tag)
    assert published.status_code == 200, published.text
    web = (await town.http.get("config/endpoint/web")).json()
    saved = await town.http.put(
        "config/endpoint/web/draft",
        json={"body": {**web["body"], "flow": "invoice-help"}},
        headers={"If-Match": web["etag"]},
    )
    tag = {"If-Match": saved.headers["etag"]}
    assert (await town.http.post("config/endpoint/web/publish", headers=tag)).status_code == 200


async def says(chat: Chat, once: str, text: str) -> None:
    await chat.say(op="send", client_id=once, text=text)


async def hears(chat: Chat, part: str) -> Frame:
    """What he is told until this comes."""
    while True:
        frame = await chat.hear("message")
        message = frame.get("message", frame)
        assert isinstance(message, dict)
        if part in str(message.get("text", "")):
            return message


async def test_at02_an_unpaid_invoice_is_sent_and_paid_while_everybody_is_busy(town: Town) -> None:
    town.office.invoices[PEPE["email"]] = invoice(overdue=True)
    async with town.pepe() as chat:
        await says(chat, "1", "Hola")
        offered = await hears(chat, "F2611-20417")
        labels = [one["label"] for one in offered["choices"]]  # type: ignore[attr-defined]
        assert {"Recibirla por correo", "Código de pago por SMS", "Pagar con tarjeta", "Banca en línea"} < set(labels)
        assert "Hablar con una persona" in labels
        await says(chat, "2", "Recibirla por correo")
        await hears(chat, "va de camino a su correo")
        again = await hears(chat, "algo más")
        assert "Hablar con una persona" in [one["label"] for one in again["choices"]]  # type: ignore[attr-defined]
        await says(chat, "3", "Ver las opciones")
        await hears(chat, "F2611-20417")
        await says(chat, "4", "Pagar con tarjeta")
        await hears(chat, f"{town.office.url}/pay/1")
        assert await town.office.says_paid(f"http://127.0.0.1:{town.server.port}") in (200, 204)
        await hears(chat, "Hemos recibido el pago")
        await says(chat, "5", "No, gracias")
        await hears(chat, "cómo valora")
        await says(chat, "6", "5")
        await hears(chat, "Que tenga un buen día")
    assert town.office.links[0]["amount"] == 8450
    assert await _mail_to_him(town) == "Su factura F2611-20417"
    assert await town.facts(f.InteractionQueued) == [], "no agent, no queue"
    assert await _ended(town) == ("resolved", ("invoice_sent", "invoice_paid"))


async def test_at02_a_person_is_reached_from_every_menu_and_knows_the_invoice(town: Town) -> None:
    town.office.invoices[PEPE["email"]] = invoice(overdue=True)
    async with town.pepe() as chat:
        await says(chat, "1", "Hola")
        await hears(chat, "F2611-20417")
        await says(chat, "2", "quiero hablar con una persona")
        await hears(chat, "Le paso con una persona")
    assert len(await town.facts(f.InteractionQueued)) == 1
    handed = (await town.facts(f.HandedOver))[0]
    rows = await town.server.node.desk.store.reading(town.server.tenant).where(Message, {"direction": "note"})
    assert isinstance(handed, f.HandedOver) and len(rows) == 1
    note = await town.server.node.desk.store.reading(town.server.tenant).get(MessageContent, rows[0].id)
    assert note is not None and "F2611-20417" in note.text


async def test_at02_when_the_billing_system_is_down_nobody_is_left_alone(town: Town) -> None:
    """The control: what cannot be looked up is no dead end."""
    town.office.down = True
    async with town.pepe() as chat:
        await says(chat, "1", "Hola")
        await hears(chat, "Le paso con una persona")
    assert len(await town.facts(f.InteractionQueued)) == 1


async def test_at14_a_copy_of_a_paid_invoice_goes_where_he_likes_to_be_written_to(town: Town) -> None:
    town.office.invoices[PEPE["email"]] = invoice(overdue=False)
    async with town.pepe() as chat:
        await says(chat, "1", "Hola")
        await hears(chat, "Está al día")
        await says(chat, "2", "Una copia de la factura")
        await hears(chat, "hemos enviado un código")
        (code,) = re.findall(r"\b\d{6}\b", town.mail.box[-1][1])
        await says(chat, "9", code)
        await hears(chat, "canal preferido")
        await says(chat, "3", "No, gracias")
        await hears(chat, "cómo valora")
        await says(chat, "4", "5")
        await hears(chat, "Que tenga un buen día")
    assert await _mail_to_him(town) == "Su factura F2611-20417"
    assert await town.facts(f.InteractionQueued) == []
    assert (await _ended(town))[0] == "resolved"


async def address_on_file(server: Server) -> None:
    """He wrote before there was a flow, and somebody of the centre vouched for his address."""
    desk, tenant = server.node.desk, server.tenant
    web = await open_endpoint(desk, tenant, "web")
    assert web is not None
    hello = Inbound(origin="o1", address="u:pepe", name=PEPE["name"], text="Hola", email=PEPE["email"], language="es")
    await take_message(desk, web, hello)
    (known,) = await desk.store.reading(tenant).where(Address, {"channel": "email"})
    await vouch_for(desk, tenant, f"agent:{server.admin.id}", known.identity, True)
    (work,) = await desk.store.reading(tenant).where(Interaction, {})
    await end_session(desk, tenant, work.id, "customer", f"customer:{work.customer}")


async def _mail_to_him(town: Town) -> str:
    """The subject of what left by mail."""
    reading = town.server.node.desk.store.reading(town.server.tenant)
    sent = [one for one in await reading.where(Message, {"direction": "out"}) if one.channel == "email"]
    content = await reading.get(MessageContent, sent[0].id) if sent else None
    return content.subject if content else ""


async def _ended(town: Town) -> tuple[str, tuple[str, ...]]:
    reading = town.server.node.desk.store.reading(town.server.tenant)
    session = (await reading.where(FlowSession, {}))[0]
    conversation = await reading.get(Conversation, session.conversation)
    assert conversation is not None
    assert conversation.status == "resolved"
    return session.outcome, session.goals
