"""Search by keyboard alone: from anywhere to the box, to a message in its place; what was not understood is said."""

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_a_message_is_found_and_opened_by_keyboard_alone(server: Running, desk: Open) -> None:
    ana = desk("ana")
    mail_in(server, "Pedido 20418", "Quiero la devolución de la segunda caja.")
    ana.open("/inbox/all")
    expect(ana.row("Pedido 20418")).to_have_count(1)
    page = ana.page
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name=ES("find:label"))
    expect(box).to_be_focused()

    hit = page.locator("[data-results] a", has_text="#1").first
    page.keyboard.type("devoluciones ")
    expect(page.locator("[data-results]").or_(page.get_by_text(ES("find:failed")))).to_be_visible()
    expect(hit.locator("mark")).to_have_text("devolución")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("article[data-found]")).to_contain_text("segunda caja")
    page.go_back()
    expect(box).to_have_value("devoluciones ")
    box.fill("caja etiqueta:ninguna raro:esto ")
    expect(page.get_by_text(ES("find:problem.unknown_value", text="etiqueta:ninguna"))).to_be_visible()
    expect(page.get_by_text(ES("find:problem.unknown_operator", text="raro:esto"))).to_be_visible()
    expect(page.get_by_text(ES("find:nothingNarrow"))).to_be_visible()
