"""AT-10: who viewed or modified Pepe's record last week? One screen answers, with exports and programs' reads."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Desk, mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(240)]


def a_key(admin: Desk) -> str:
    """A program's key, made through the same API as on the screen."""
    made = admin.page.evaluate(
        """async () => {
            const me = await (await fetch('/api/v1/session')).json();
            const answer = await fetch('/api/v1/keys', {
                method: 'POST',
                headers: {'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf},
                body: JSON.stringify({name: 'Facturación', permissions: {'customer.read': 'all'}, brands: []}),
            });
            return await answer.json();
        }"""
    )
    return str(made["secret"])


def the_company_is_changed(ana: Desk) -> None:
    panel, company = ana.page, ES("people:panel.company")
    panel.get_by_role("button", name=ES("people:panel.edit", field=company)).click()
    panel.get_by_role("textbox", name=company).fill("Logic Computer")
    panel.get_by_role("textbox", name=company).press("Enter")
    expect(panel.get_by_text(ES("people:panel.saved", field=company))).to_be_visible()


def the_list_is_exported(admin: Desk) -> str:
    """Answers Pepe's id."""
    admin.open("/customers")
    row = admin.page.get_by_role("row").filter(has_text="Pepe Martínez")
    customer = str(row.get_by_role("link").get_attribute("href")).rpartition("/")[2]
    with admin.page.expect_download() as file:
        admin.page.get_by_role("link", name=ES("people:list.export")).click()
    assert "Pepe Martínez" in file.value.path().read_text()
    return customer


def test_one_screen_says_who_looked_and_who_changed_what(server: Running, desk: Open) -> None:
    mail_in(server, "Mi pedido", "¿Cuándo llega?")
    ana, luis, admin = desk("ana"), desk("luis"), desk("admin")
    ana.open_conversation("Mi pedido")
    the_company_is_changed(ana)
    customer = the_list_is_exported(admin)
    request = urllib.request.Request(
        f"{server.address}/api/v1/customers/{customer}", headers={"Authorization": f"Bearer {a_key(admin)}"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200

    admin.open(f"/customers/{customer}?tab=accesses")
    table = admin.page.get_by_role("table", name=ES("people:access.title"))
    expect(table).to_contain_text(ES("people:how.api"))
    for who, what in (
        ("Ana García", ES("people:how.screen")),
        ("Ana García", "Logic Computer"),
        ("Facturación", ES("people:how.api")),
        ("Administración", ES("people:how.export")),
    ):
        expect(table.get_by_role("row").filter(has_text=who).filter(has_text=what).first).to_be_visible()
    assert table.get_by_role("row").filter(has_text="Luis Ortega").count() == 0  # who did not look is not there

    admin.choose(admin.page, ES("people:access.kind"), ES("people:access.changes"))
    expect(table).not_to_contain_text(ES("people:how.screen"))
    expect(table).to_contain_text("Logic Computer")
    with admin.page.expect_download() as file:
        admin.page.get_by_role("link", name=ES("people:access.export")).click()
    assert re.search("Ana García.*Logic Computer", file.value.path().read_text())

    luis.open(f"/customers/{customer}?tab=accesses")  # who may not audit sees the record, not who looked
    expect(luis.page.get_by_role("heading", name="Pepe Martínez")).to_be_visible()
    expect(luis.page.get_by_role("table", name=ES("people:access.title"))).to_have_count(0)
