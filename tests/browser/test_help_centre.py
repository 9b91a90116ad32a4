"""An article from the editor to the help centre, what its reader says of it, and what he does not find."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from atiende.actions.configuration import Ref, publish
from atiende.domain import documents as docs
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk
from tests.browser import centre
from tests.browser.centre import Made, Running
from tests.browser.conftest import ROOT, Open
from tests.browser.test_axe import AXE, RULES
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """The small centre with its help centre switched on."""
    if not (ROOT / "web/dist/index.html").is_file():
        pytest.skip("web/dist/index.html is not built (make setup)")
    ready = centre.made(tmp_path / "made")
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _switch_on(ready)).result()
    yield ready


async def _switch_on(ready: Made) -> None:
    async with open_desk(Settings(data_dir=ready.directory)) as desk:

        def decide(change: Change) -> None:
            row = change.get(docs.Document, "brand", "main")
            assert row is not None
            body = msgspec.structs.replace(docs.read("brand", row.body), help_centre=True, help_address="azahar")
            publish(change, "system:test", Ref("brand", "main"), body)

        await desk.store.change(ready.tenant, decide, at=desk.clock.now())


def test_what_a_supervisor_writes_a_customer_reads_and_judges(browser: Browser, server: Running, desk: Open) -> None:
    marta = desk("marta")
    page = marta.open("/knowledge")
    page.get_by_role("button", name=ES("knowledge:new")).first.click()
    page.get_by_label(ES("knowledge:create.name")).fill("Pagar con Bizum")
    page.get_by_role("button", name=ES("knowledge:create.go")).click()
    body = page.get_by_role("textbox", name=ES("knowledge:edit.body"))
    body.fill("## En la tienda\n\nElija **Bizum** y confirme en el móvil.")
    expect(page.get_by_text(ES("knowledge:edit.saved"))).to_be_visible()
    page.get_by_role("button", name=ES("knowledge:edit.publish"), exact=True).click()
    expect(page.get_by_text(ES("knowledge:state.published"), exact=True)).to_be_visible()

    reader = browser.new_context(java_script_enabled=False, locale="es-ES").new_page()
    reader.goto(f"{server.address}/help/azahar/es")
    reader.get_by_role("searchbox").fill("pago con bizum")
    reader.get_by_role("button", name="Buscar").click()
    reader.get_by_role("link", name="Pagar con Bizum").click()
    expect(reader.get_by_role("heading", name="En la tienda")).to_be_visible()
    reader.get_by_role("button", name="No").click()
    reader.get_by_role("textbox", name="¿Qué ha faltado?").fill("El límite")
    reader.get_by_role("button", name="Enviar").click()
    expect(reader.get_by_text("Gracias, lo leeremos.")).to_be_visible()
    reader.goto(f"{server.address}/help/azahar/es/search?q=bicicletas+electricas")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("bicicletas electricas")

    page = marta.open("/knowledge/gaps")
    expect(page.get_by_text("bicicletas electricas")).to_be_visible()
    expect(page.get_by_text("El límite")).to_be_visible()


def test_axe_finds_nothing_serious_in_the_help_centre(browser: Browser, server: Running) -> None:
    context = browser.new_context(color_scheme="dark", bypass_csp=True)
    page = context.new_page()
    for path in ("/help/azahar/es", "/help/azahar/en/search?q=nothing"):
        page.goto(f"{server.address}{path}")
        page.add_script_tag(path=AXE)
        found = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], path
    context.close()
