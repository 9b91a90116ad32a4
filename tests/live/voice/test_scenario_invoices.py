"""AT-02 and AT-14 with real sound: everybody is busy, the caller is known, and keys get him his invoice: at a telephone
through Asterisk, and at a page."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.domain import facts as f
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from tests.doubles.back_office import invoice
from tests.journeys.flows.test_scenario_at02 import PEPE
from tests.live.voice.real_centre import RealCentre, SomeCaller, real_centre

pytestmark = [pytest.mark.anyio, pytest.mark.scenario, pytest.mark.live]
SAID = {
    "Tiene pendiente": "c",
    "Está al día": "c",
    "va de camino a su correo": "d",
    "canal preferido": "d",
    "algo más": "e",
    "el enlace a su banco": "f",
    "hemos enviado un código": "f",
    "el enlace para pagar": "prompt",
    "Hemos recibido el pago": "b",
    "cómo valora": "b",
    "Le paso con una persona": "a",
    "Que tenga un buen día": "a",
}
needs_asterisk = pytest.mark.skipif(
    AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
)


@pytest.fixture(params=[pytest.param("telephone", marks=needs_asterisk), "page"])
async def centre(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[RealCentre]:
    async with real_centre(tmp_path, SAID, by_telephone=request.param == "telephone") as made:
        await made.invoices()
        yield made


async def session(centre: RealCentre) -> FlowSession:
    rows = await centre.desk.store.reading(centre.tenant).where(FlowSession, {})
    return max(rows, key=lambda one: (one.at, one.interaction))


async def waits(centre: RealCentre) -> bool:
    return bool(await centre.desk.store.reading(centre.tenant).where(Interaction, {"state": "queued"}))


async def test_at02_an_unpaid_invoice_is_mailed_linked_and_paid_by_keys(centre: RealCentre) -> None:
    centre.office.invoices[PEPE["email"]] = invoice(overdue=True)
    caller = await centre.calls()
    await centre.listens(caller, "Tiene pendiente")
    for key, words in (("1", "va de camino a su correo"), ("4", "el enlace a su banco"), ("3", "el enlace para pagar")):
        caller.press(key)
        await centre.listens(caller, words)
        if key != "3":
            await centre.listens(caller, "algo más")
            caller.press("2")
            await centre.listens(caller, "Tiene pendiente")
    assert await centre.office.says_paid(f"http://127.0.0.1:{centre.server.port}") in (200, 204)
    await centre.listens(caller, "Hemos recibido el pago")
    await centre.listens(caller, "algo más")
    assert not await waits(centre), "no agent was needed so far"
    caller.press("0")
    await centre.listens(caller, "Le paso con una persona")
    await centre.until(lambda: waits(centre))
    assert (await session(centre)).goals == ("invoice_sent", "bank_link_given", "invoice_paid")
    subjects = [subject for subject, _ in centre.mail.box]
    assert subjects == ["Su factura F2611-20417", "Cómo pagar su factura F2611-20417", "Factura F2611-20417"]
    assert centre.office.links[0]["amount"] == 8450


@pytest.mark.parametrize("centre", ["page"], indirect=True)
async def test_at02_a_person_is_one_key_away_from_the_first_menu(centre: RealCentre) -> None:
    centre.office.invoices[PEPE["email"]] = invoice(overdue=True)
    caller = await centre.calls()
    await centre.listens(caller, "Tiene pendiente")
    caller.press("0")
    await centre.listens(caller, "Le paso con una persona")
    await centre.until(lambda: waits(centre))


async def test_at14_a_copy_goes_out_after_a_code_by_keys(centre: RealCentre) -> None:
    centre.office.invoices[PEPE["email"]] = invoice(overdue=False)
    caller = await centre.calls()
    await centre.listens(caller, "Está al día")
    caller.press("1")
    await centre.listens(caller, "hemos enviado un código")
    caller.press(f"{await code(centre)}#")
    await centre.listens(caller, "canal preferido")
    await centre.listens(caller, "algo más")
    await contained(centre, caller)


async def code(centre: RealCentre) -> str:
    found: list[str] = []

    async def came() -> bool:
        found[:] = re.findall(r"\b\d{6}\b", centre.mail.box[-1][1]) if centre.mail.box else []
        return bool(found)

    await centre.until(came)
    return found[0]


async def contained(centre: RealCentre, caller: SomeCaller) -> None:
    """He is done, says so, and is let go: nobody had to be waited for, and nobody gave up."""
    caller.press("1")
    await centre.listens(caller, "cómo valora")
    caller.press("5#")
    await centre.listens(caller, "Que tenga un buen día")

    async def gone() -> bool:
        return caller.gone()

    await centre.until(gone)
    assert ((await session(centre)).outcome, (await session(centre)).goals) == ("resolved", ("invoice_sent",))
    assert [subject for subject, _ in centre.mail.box][-1] == "Su factura F2611-20417"
    assert await centre.facts(f.InteractionQueued) == [] and await centre.facts(f.CallMissed) == []
