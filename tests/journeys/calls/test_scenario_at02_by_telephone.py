"""AT-02 and AT-14 by telephone: everybody is busy, the caller is known by his number, and keys get him his invoice."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import msgspec
import pytest

from atiende.actions.errands import note_paid
from atiende.actions.recipes import flow_body, list_recipes
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.customer import PHONE, Address, CustomerDetails
from atiende.domain.flow import Errand, FlowSession
from atiende.domain.supply_documents import PaymentProvider
from atiende.ports.payments import Account, Order, Paid
from atiende.ports.requests import Answer
from atiende.ports.store import Change
from tests.doubles.back_office import invoice
from tests.journeys.calls.hearing_world import Hearing, hearing
from tests.journeys.calls.world import CALLER
from tests.journeys.flows.test_scenario_at02 import Letters
from tests.journeys.small_centre import TENANT

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(120)]
MAIL = "martinez@logic.es"
BILLING = "https://billing.example"


class Bank:
    """Payment links; who has paid is said by the test."""

    async def link(self, account: Account, order: Order) -> str:
        return f"https://pay.example/{order.reference[-6:]}"

    def told(self, account: Account, raw: bytes, headers: Mapping[str, str], now: int) -> Paid | None:
        return None


@pytest.fixture(name="letters")
def made_letters() -> Letters:
    return Letters()


@pytest.fixture(name="there")
async def made(request: pytest.FixtureRequest, tmp_path: Path, letters: Letters) -> AsyncIterator[Hearing]:
    """Nobody is at work. The recipe as it comes, before the number."""
    async with hearing(request, tmp_path, {"email": letters}) as there:
        there.payments["link"] = Bank()
        box = docs.Endpoint(name="Facturas", brand="main", channel="email", queue="support", settings={})
        await there.publish("endpoint", "facturas", box)
        await there.publish("payment", "banco", PaymentProvider(name="Banco", provider="link", url=BILLING))
        recipe = next(one for one in await list_recipes() if one.recipe == "invoice-help")
        for one in recipe.documents:
            await there.publish(one.kind, one.slug, docs.read(one.kind, msgspec.json.encode(one.body).decode()))
        await there.flow(flow_body(recipe, {"queue": "support", "payment": "banco", "base": BILLING}))
        await there.desk.store.change(TENANT, pepe_is_known, at=there.desk.clock.now())
        yield there


def pepe_is_known(change: Change) -> None:
    """Known by his telephone; his address was vouched for."""
    change.record(
        f.CustomerSeen(customer="cuspepe_is_known", brand="main", channel=PHONE),
        f.IdentityAdded(identity="idn_1", customer="cuspepe_is_known", brand="main", channel=PHONE, scope="main"),
        f.IdentityAdded(identity="idn_2", customer="cuspepe_is_known", brand="main", channel="email", scope="main",
                        verified=True),
        actor="system",
    )  # fmt: skip
    change.put(CustomerDetails(id="cuspepe_is_known", name="Pepe Martínez", normal="pepe martinez", language="es"))
    for channel, normal, identity in ((PHONE, CALLER, "idn_1"), ("email", MAIL, "idn_2")):
        change.put(
            Address(
                scope="main",
                channel=channel,
                normal=normal,
                identity=identity,
                customer="cuspepe_is_known",
                shown=normal,
            )
        )


def owes(there: Hearing, *, overdue: bool) -> None:
    found = json.dumps(invoice(overdue=overdue)).encode()
    there.shop.answers[f"{BILLING}/invoices/latest?customer=martinez%40logic.es"] = [Answer(200, found)]


async def goals(there: Hearing) -> tuple[str, ...]:
    (session,) = await there.desk.store.reading(TENANT).where(FlowSession, {})
    return session.goals


async def test_at02_an_unpaid_invoice_is_mailed_and_paid_by_keys(there: Hearing, letters: Letters) -> None:
    owes(there, overdue=True)
    async with there.running():
        leg = await there.calls()
        menu = await there.hears(leg, "Tiene pendiente la factura F2611-20417")
        assert "Para Recibirla por correo, pulse 1." in menu and "Para Hablar con una persona, pulse 0." in menu
        there.press(leg, "1")
        await there.listens(leg, "va de camino a su correo")
        again = await there.hears(leg, "algo más")
        assert "Para Hablar con una persona, pulse 0." in again
        there.press(leg, "2")
        await there.hears(leg, "Tiene pendiente")
        there.press(leg, "3")
        await there.listens(leg, "Le hemos enviado el enlace para pagar.")
        await _pays(there)
        await there.listens(leg, "Hemos recibido el pago")
        await there.hears(leg, "algo más")
        there.press(leg, "1")
        await there.hears(leg, "cómo valora")
        there.press(leg, "5#")
        await there.listens(leg, "Que tenga un buen día")
        await there.gone(leg)
        assert await goals(there) == ("invoice_sent", "invoice_paid")
    assert await there.phones.facts(f.InteractionQueued) == [], "no agent, no queue"
    assert [subject for subject, _ in letters.box] == ["Su factura F2611-20417", "Factura F2611-20417"]
    assert "https://pay.example/" in letters.box[1][1]


async def test_at02_a_person_is_one_key_away(there: Hearing) -> None:
    owes(there, overdue=True)
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "Tiene pendiente")
        there.press(leg, "0")
        await there.listens(leg, "Le paso con una persona")
        assert (await there.phones.work()).state == "queued"


async def test_at14_a_copy_goes_out_after_a_code_by_keys(there: Hearing, letters: Letters) -> None:
    owes(there, overdue=False)
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "Está al día")
        there.press(leg, "1")
        await there.listens(leg, "hemos enviado un código. Márquelo")

        async def code() -> str:
            found = re.findall(r"\b\d{6}\b", letters.box[-1][1]) if letters.box else []
            return found[0] if found else ""

        there.press(leg, f"{await there.phones.until(code)}#")
        await there.listens(leg, "canal preferido")
        await there.hears(leg, "algo más")
        there.press(leg, "1")
        await there.hears(leg, "cómo valora")
        there.press(leg, "5#")
        await there.listens(leg, "Que tenga un buen día")
        await there.gone(leg)
        assert await goals(there) == ("invoice_sent",)
    assert await there.phones.facts(f.InteractionQueued) == []


async def test_at02_when_billing_does_not_answer_he_gets_a_person(there: Hearing) -> None:
    """The control: what cannot be looked up is no dead end."""
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "No encuentro facturas a su nombre")
        there.press(leg, "0")
        await there.hears(leg, "Le paso con una persona")


async def _pays(there: Hearing) -> None:
    async def errand() -> str:
        found = await there.desk.store.reading(TENANT).where(Errand, {})
        return next((one.id for one in found if one.kind == "payment" and one.state == "ok"), "")

    paid = Paid(reference=await there.phones.until(errand), status="paid", amount=8450, currency="EUR")
    assert await note_paid(there.desk, TENANT, "banco", paid)
