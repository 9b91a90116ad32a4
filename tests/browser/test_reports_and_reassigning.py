"""A supervisor shares out an absent colleague's work and takes it back, reads today's report, and opens a number."""

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import EN, ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]


def test_absent_work_is_shared_out_and_the_report_says_what_happened(server: Running, desk: Open) -> None:
    ana, marta = desk("ana"), desk("marta")
    ana.open()
    ana.be("available")
    mail_in(server, "Pedido 1", "Falta una taza.")
    ana.accept("Pedido 1")
    ana.be("offline")

    marta.open("/board")
    agents = marta.page.get_by_role("table", name=ES("admin:board.agents"))
    line = agents.get_by_role("row").filter(has_text="Ana García")
    expect(line).to_contain_text("Pepe Martínez")
    marta.page.get_by_role("button", name=ES("admin:board.actionsFor", name="Ana García")).click()
    marta.page.get_by_role("menuitem", name=ES("admin:board.reassign")).click()
    asked = marta.page.get_by_role("dialog", name=ES("report:reassign.title", name="Ana García"))
    expect(asked.get_by_role("listitem")).to_have_count(1)
    marta.choose(asked, ES("admin:board.queue"), "Devoluciones")
    asked.get_by_role("button", name=ES("report:reassign.go", count="1")).click()
    expect(line).not_to_contain_text("Pepe Martínez")
    marta.page.get_by_role("button", name=ES("common.undo")).click()
    queues = marta.page.get_by_role("table", name=ES("admin:board.queues"))
    expect(queues.get_by_role("row").filter(has_text="Devoluciones")).to_contain_text("0")

    marta.open("/reports?range=today&compare=")
    numbers = marta.page.get_by_role("table", name=ES("report:queues"))
    first = numbers.get_by_role("row").filter(has_text="Atención")
    expect(first.get_by_role("cell").first).to_have_text("1")
    first.get_by_role("cell").first.get_by_role("button").click()
    drawer = marta.page.get_by_role("dialog").filter(has_text="Pepe Martínez")
    expect(drawer.get_by_role("listitem")).to_have_count(1)
    drawer.get_by_role("link", name="Pepe Martínez").click()
    expect(marta.conversation).to_contain_text("Falta una taza.")

    ana.open("/reports?range=today")
    expect(ana.page.get_by_role("heading", name=ES("report:mine"))).to_be_visible()
    expect(ana.page.get_by_role("row").filter(has_text="Ana García")).to_be_visible()
    expect(ana.page.get_by_role("table", name=ES("report:queues"))).to_have_count(0)


def test_a_wall_is_read_by_whoever_has_its_address_until_it_is_closed(server: Running, desk: Open) -> None:
    marta = desk("marta", EN)
    marta.open("/board")
    marta.page.get_by_role("button", name=EN("report:wall.button")).click()
    asked = marta.page.get_by_role("dialog", name=EN("report:wall.title"))
    asked.get_by_role("textbox", name=EN("report:wall.name")).fill("Room 1")
    asked.get_by_role("button", name=EN("report:wall.make")).click()
    address = asked.get_by_role("textbox", name=EN("report:wall.address")).input_value()
    stranger = marta.context.browser.new_context(service_workers="block")  # type: ignore[union-attr]
    wall = stranger.new_page()
    wall.goto(address)
    expect(wall.get_by_role("heading", name="Room 1")).to_be_visible()
    expect(wall.get_by_text("Atención")).to_be_visible()
    expect(wall.get_by_text("Ana")).to_have_count(0)
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    asked.get_by_role("button", name=EN("report:wall.close")).click()
    wall.reload()
    expect(wall.get_by_text(EN("report:wall.gone"))).to_be_visible()
    stranger.close()
