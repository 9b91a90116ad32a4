"""Everything moves without a reload, and a server that dies and comes back costs nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open, Visit
from tests.browser.people import mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_what_is_done_in_one_tab_is_seen_in_the_other_without_a_reload(server: Running, desk: Open) -> None:
    ana, luis = desk("ana"), desk("luis")
    ana.open("/inbox/all")
    luis.open("/inbox/all")
    luis.page.evaluate("window.sameDocument = true")
    mail_in(server, "Pedido 20418", "Falta la segunda caja.")
    for one in (ana, luis):  # it appears in both lists by itself
        one.row("Pedido 20418").click()
        expect(one.said("Falta la segunda caja.")).to_have_count(1)
    expect(ana.conversation.get_by_text(ES("matter:collision.views", names="Luis Ortega")).first).to_be_attached()
    ana.button("action.take").click()
    expect(luis.conversation.get_by_text(ES("matter:head.assignee", name="Ana García")).first).to_be_visible()
    ana.note("Pregunto al almacén.")
    ana.reply("La enviamos hoy.")
    expect(luis.messages).to_have_count(3)
    expect(luis.said("La enviamos hoy.")).to_contain_text(ES("delivery.sent"))
    expect(ana.said("La enviamos hoy.")).to_contain_text(ES("delivery.sent"))
    second = desk("ana")  # Ana's own second window
    second.open("/inbox/mine")
    expect(second.row("Pedido 20418")).to_have_count(1)
    ana.button("action.more").first.click()  # the head's; the panel has one of its own
    ana.page.get_by_role("menuitem", name=ES("action.pend")).click()
    expect(second.row("Pedido 20418")).to_have_count(0)
    expect(luis.conversation.get_by_text(ES("status.pending")).first).to_be_visible()
    assert luis.page.evaluate("window.sameDocument") is True


def test_a_killed_server_loses_and_doubles_nothing_at_the_desk(server: Running, desk: Open, visit: Visit) -> None:
    ana = desk("ana")
    ana.open()
    ana.be("available")
    shop = visit()
    shop.write("antes del corte")
    ana.accept("antes del corte")
    ana.reply("leído antes")
    expect(ana.said("leído antes")).to_contain_text(ES("delivery.read"))
    ana.page.evaluate("window.sameDocument = true")
    server.kill()
    expect(ana.page.get_by_text(ES("line.lost"))).to_be_visible()
    ana.field().fill("escrito durante el corte")
    ana.button("composer.send").click()
    expect(ana.said("escrito durante el corte")).to_contain_text(ES("delivery.kept"))
    expect(ana.page.get_by_text(ES("line.kept_one"))).to_be_visible()
    shop.field.fill("dicho durante el corte")
    shop.field.press("Enter")
    server.start()
    expect(ana.page.get_by_text(ES("line.lost"))).to_have_count(0, timeout=30_000)
    expect(ana.messages).to_have_count(4, timeout=30_000)
    shop.sees("escrito durante el corte")
    expect(ana.said("escrito durante el corte")).not_to_contain_text(ES("delivery.kept"))
    shop.write("después del corte")
    expect(ana.messages).to_have_count(5)
    seen = [one.inner_text() for one in ana.messages.all()]
    assert ana.page.evaluate("window.sameDocument") is True
    ana.page.reload()  # a new page knows only what the server has: the same
    expect(ana.messages).to_have_count(5)
    lines = ("antes del corte", "leído antes", "escrito durante", "dicho durante", "después del corte")
    for line in lines:
        expect(ana.said(line)).to_have_count(1)
    assert len(seen) == len(lines)
