"""The centre as it was: the slider goes back to when somebody waited, and from there the twin goes on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]
RUN_MS = 60_000


def test_one_goes_back_to_a_moment_and_simulates_from_there(server: Running, desk: Open) -> None:
    admin, ana = desk("admin"), desk("ana")
    mail_in(server, "Pedido 1", "Falta una taza.")
    ana.open()
    ana.be("available")
    ana.accept("Pedido 1")
    page = admin.open("/board")
    row = page.get_by_role("table", name=ES("admin:board.agents")).get_by_role("row").filter(has_text="Ana García")
    expect(row).to_contain_text("Pepe Martínez")
    now = page.evaluate("new Date().toISOString()")
    page.goto(f"{server.address}/twin/past?at={now}")
    agents = page.get_by_role("table", name=ES("admin:board.agents"))
    expect(agents.get_by_role("row").filter(has_text="Ana García")).to_contain_text(re.compile(r"0:\d\d"))
    offers = page.get_by_role("table", name=ES("twin:past.offers"))
    made = offers.get_by_role("row").filter(has_text="Ana García")
    expect(made).to_contain_text(ES("twin:offer.accepted"))
    admin.button("twin:past.again", made).click()
    expect(made).to_contain_text(ES("twin:past.same"))

    page.get_by_role("slider", name=ES("twin:past.slider")).press("Home")
    expect(page.get_by_text(ES("twin:past.nothingWaited"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"at="))
    page.go_back()
    expect(made).to_be_visible()

    page.get_by_role("link", name=ES("twin:past.fork")).click()
    expect(page.get_by_text(ES.like("twin:traffic.sinceHint"))).to_be_visible()
    admin.button("twin:ask.go").click()
    expect(page.get_by_role("heading", name=ES("twin:result.only"))).to_be_visible(timeout=RUN_MS)
