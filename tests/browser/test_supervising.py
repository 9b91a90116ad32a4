"""Supervisors see what waits and move it; administrators put something into force and take it back."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Desk, mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]


def queue_line(marta: Desk, queue: str) -> Locator:
    table = marta.page.get_by_role("table", name=ES("admin:board.queues"))
    return table.get_by_role("row").filter(has=marta.page.get_by_role("link", name=queue, exact=True))


def test_the_board_shows_waiting_work_as_it_comes_and_sends_it_elsewhere(server: Running, desk: Open) -> None:
    marta, ana = desk("marta"), desk("ana")
    marta.open("/board")
    waiting = queue_line(marta, "Atención").get_by_role("cell").nth(1)
    expect(waiting).to_have_text("0")
    mail_in(server, "Pedido 1", "Falta una taza.")
    expect(waiting).to_have_text("1")
    mail_in(server, "Pedido 2", "Falta un plato.", sender="rosa@casa.test")
    expect(waiting).to_have_text("2")
    expect(queue_line(marta, "Atención")).to_contain_text(ES("admin:board.nobodyFree"))

    queue_line(marta, "Atención").get_by_role("link").first.click()
    drawer = marta.page.get_by_role("dialog", name=ES("admin:board.waitingIn", queue="Atención"))
    second = drawer.get_by_role("listitem").filter(has_text="Pedido 2")
    second.get_by_role("button", name=ES("admin:board.why")).click()
    why = marta.page.get_by_role("dialog").filter(has_text="Ana García")
    expect(why).to_be_visible()
    marta.page.keyboard.press("Escape")
    expect(why).to_have_count(0)
    second.get_by_role("button", name=ES("admin:board.route"), exact=True).click()
    asked = marta.page.get_by_role("dialog").filter(has_text=ES("admin:board.routeHint"))
    marta.choose(asked, ES("admin:board.queue"), "Devoluciones")
    marta.button("admin:board.route", asked).click()
    expect(waiting).to_have_text("1")
    marta.page.keyboard.press("Escape")

    ana.open()
    ana.be("available")
    agents = marta.page.get_by_role("table", name=ES("admin:board.agents"))
    line = agents.get_by_role("row").filter(has_text="Ana García")
    expect(line).to_contain_text(ES("presence.available"))
    ana.accept("Pedido")
    expect(line).to_contain_text("Pepe Martínez")
    marta.page.get_by_role("button", name=ES("admin:board.actionsFor", name="Ana García")).click()
    marta.page.get_by_role("menuitem", name="Comida").click()
    expect(line).to_contain_text("Comida")
    mine = re.compile("^" + re.escape(ES("presence.mine")))
    expect(ana.page.get_by_role("button", name=mine)).to_contain_text("Comida")


def test_a_queue_is_changed_published_and_rolled_back(server: Running, desk: Open) -> None:
    admin = desk("admin")
    page = admin.open("/admin/queue/main")
    name = page.get_by_role("textbox", name=ES("config:field.any.name"), exact=False).first
    expect(name).to_have_value("Atención")
    publish = page.get_by_role("button", name=ES("admin:draft.publish"))
    expect(publish).to_be_disabled()
    name.fill("Atención al cliente")
    expect(page.get_by_text(ES("admin:draft.saved"))).to_be_visible()
    page.reload()  # a draft is on the server, and changes nothing yet
    expect(name).to_have_value("Atención al cliente")
    ana = desk("ana")
    mail_in(server, "Pedido 1", "Falta una taza.")
    ana.open("/inbox/all")
    expect(ana.row("Pedido 1")).not_to_contain_text("Atención al cliente")

    publish.click()
    asked = page.get_by_role("dialog", name=ES("admin:draft.publishTitle", name="Atención al cliente"))
    expect(asked.locator("ins")).to_have_text(["Atención al cliente"])
    admin.button("admin:draft.publishGo", asked).click()
    expect(asked).to_have_count(0)
    expect(ana.row("Pedido 1")).to_contain_text("Atención al cliente")

    versions = page.get_by_role("complementary", name=ES("admin:version.title"))
    expect(versions.get_by_role("listitem")).to_have_count(3)  # made, configured, published now
    versions.get_by_role("listitem").nth(1).get_by_role("button", name=ES("admin:version.restore")).click()
    back = page.get_by_role("dialog", name=ES("admin:version.restoreTitle", version=2))
    expect(back.locator("ins")).to_have_text(["Atención"])
    admin.button("admin:version.restoreGo", back).click()
    expect(back).to_have_count(0)
    expect(versions.get_by_role("listitem").first).to_contain_text(ES("admin:version.backTo", version=2))
    expect(name).to_have_value("Atención")
    expect(ana.row("Pedido 1")).not_to_contain_text("Atención al cliente")
