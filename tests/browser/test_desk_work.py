"""An agent's hands: the keyboard alone, transfer, snooze, a telephone's screen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import EN, ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, what: Locator) -> None:
    """Onwards by the Tab key until it is there."""
    for _ in range(60):
        press(page, "Tab")
        if what.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {what}")


def pick(page: Page, text: str) -> None:
    """In a field one types into: the first that fits."""
    page.keyboard.type(text)
    expect(page.get_by_role("option")).to_have_count(1)
    press(page, "ArrowDown", "Enter")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_conversation_is_opened_answered_and_resolved_by_keyboard_alone(
    server: Running, desk: Open, smtp_sink: SmtpSink
) -> None:
    mail_in(server, "Where is my order?", "I ordered two cups last week.")
    emma = desk("emma", EN)
    page = emma.open("/inbox/all")
    expect(emma.row("Where is my order?")).to_be_visible()
    press(page, "j")
    expect(emma.said("I ordered two cups")).to_have_count(1)
    tab_to(page, emma.button("action.take"))
    press(page, "Enter")
    expect(emma.button("action.take")).to_have_count(0)
    press(page, "r")
    expect(emma.field()).to_be_focused()
    page.keyboard.type("They leave today.")
    press(page, "Control+Enter")
    expect(emma.said("They leave today.")).to_have_count(1)
    [letter] = smtp_sink.wait_for(1)
    assert "They leave today." in letter.message.get_content()
    expect(emma.field()).to_be_focused()
    press(page, "Escape", "n")
    expect(emma.field("note")).to_be_focused()
    page.keyboard.type("Two cups, sent by courier.")
    press(page, "Control+Enter")
    expect(emma.said("Two cups, sent by courier.")).to_have_count(1)
    press(page, "Escape", "e")
    asked = emma.dialog("action.resolve")
    expect(asked.get_by_role("combobox").first).to_be_focused()
    pick(page, "Order or")
    press(page, "Tab")
    pick(page, "Solved")
    press(page, "Tab")
    expect(emma.button("action.resolve", asked)).to_be_focused()
    press(page, "Enter")
    expect(asked).to_have_count(0)
    expect(page.get_by_role("status").get_by_text(EN("done.resolve"), exact=True)).to_be_visible()
    expect(emma.row("Where is my order?")).to_have_count(0)
    emma.open("/inbox/resolved")
    expect(emma.row("Where is my order?")).to_have_count(1)


def test_the_tab_key_reaches_the_skip_link_first_and_every_stop_is_seen(server: Running, desk: Open) -> None:
    mail_in(server, "Hola", "Una pregunta.")
    ana = desk("ana")
    page = ana.open("/inbox/all")
    ana.row("Hola").click()
    expect(ana.said("Una pregunta.")).to_have_count(1)
    page.reload()
    expect(ana.said("Una pregunta.")).to_have_count(1)
    press(page, "Tab")
    expect(page.get_by_role("link", name=ES("page.skip"))).to_be_focused()
    stops = []
    for _ in range(40):
        press(page, "Tab")
        stops.append(
            page.evaluate(
                """() => {
                  const on = document.activeElement, box = on.getBoundingClientRect(), look = getComputedStyle(on);
                  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
                  return {what: on.outerHTML.slice(0, 120), name: on.getAttribute('aria-label') ?? on.textContent,
                          seen: on === document.body || (inside && box.width > 0)};
                }"""
            )
        )
    assert [one["what"] for one in stops if not one["seen"]] == []
    expect(ana.field()).to_be_attached()


def test_a_transfer_takes_the_note_along(server: Running, desk: Open) -> None:
    mail_in(server, "Devolución de un cuenco", "Llegó roto.")
    ana, luis = desk("ana"), desk("luis")
    ana.open_conversation("Devolución de un cuenco")
    ana.button("action.take").click()
    expect(ana.conversation.get_by_text(ES("matter:head.assignee", name="Ana García")).first).to_be_visible()
    luis.open()
    luis.be("available")
    ana.button("action.transfer").click()
    asked = ana.dialog("action.transfer")
    asked.get_by_text(ES("transfer.agent"), exact=True).click()
    ana.choose(asked, ES("transfer.agent"), "Luis Ortega")
    asked.get_by_role("textbox", name=ES("transfer.note")).fill("Ya tengo las fotos; falta la recogida.")
    ana.button("action.transfer", asked).click()
    expect(ana.page.get_by_text(ES("done.transfer"), exact=True)).to_be_visible()
    luis.accept("Devolución de un cuenco")
    expect(luis.said("Ya tengo las fotos; falta la recogida.")).to_contain_text(ES("composer.note"))
    expect(luis.said("Llegó roto.")).to_have_count(1)
    expect(luis.timeline).to_contain_text("Ana García la transfirió a Luis Ortega")


def test_what_is_snoozed_comes_back_when_the_customer_writes(server: Running, desk: Open) -> None:
    mail_in(server, "Presupuesto de vajilla", "Para cuarenta personas.")
    ana = desk("ana")
    ana.open_conversation("Presupuesto de vajilla")
    ana.button("action.take").click()
    ana.button("action.snooze").click()
    asked = ana.dialog("action.snooze")
    asked.get_by_role("button", name=re.compile("^" + re.escape(ES("writing:moment.next")))).click()
    expect(ana.page.get_by_text(ES.like("done.snooze"))).to_be_visible()
    expect(ana.row("Presupuesto de vajilla")).to_have_count(0)
    ana.open("/inbox/snoozed")
    expect(ana.row("Presupuesto de vajilla")).to_be_visible()  # in the list of what is snoozed
    mail_in(server, "Presupuesto de vajilla", "Al final serán cincuenta.")
    expect(ana.row("Presupuesto de vajilla")).to_have_count(0)
    ana.open("/inbox/mine")
    expect(ana.row("Presupuesto de vajilla")).to_contain_text("Al final serán cincuenta.")


def test_on_a_telephone_a_mail_is_read_answered_and_left_again(server: Running, desk: Open) -> None:
    mail_in(server, "Horario de la tienda", "¿Abren el sábado?")
    ana = desk("ana", viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True)
    page = ana.open("/inbox/all")
    assert fits(page)
    ana.row("Horario de la tienda").tap()
    expect(ana.said("¿Abren el sábado?")).to_be_visible()
    assert fits(page)
    ana.button("action.take").tap()
    expect(ana.button("action.take")).to_have_count(0)
    ana.reply("Sí, hasta las 14:00.")
    expect(ana.said("Sí, hasta las 14:00.")).to_contain_text(ES("delivery.sent"))
    assert fits(page)
    page.get_by_role("button", name=ES("conversation.panel")).tap()
    expect(page.get_by_role("region", name=ES("customer.identities"))).to_contain_text("pepe@logic.test")
    assert fits(page)
    page.get_by_role("button", name=re.compile(re.escape(ES("conversation.backTo")))).tap()
    page.get_by_role("link", name=ES("common.back")).tap()
    expect(ana.row("Horario de la tienda")).to_be_visible()
    ana.be("available")
    assert fits(page)


def fits(page: Page) -> bool:
    """Nothing has to be pushed sideways, and everything to be touched is large enough (WCAG 2.5.8)."""
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 360, f"{wide} px wide"
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], [role=tab]')].filter(one => {
             const box = one.getBoundingClientRect();
             return box.width > 0 && one.checkVisibility({visibilityProperty: true}) && !one.closest('.sr-only, p')
               && !one.className.includes?.('skip') && (box.width < 24 || box.height < 24) && box.height > 1;
           }).map(one => one.outerHTML.slice(0, 160))"""
    )
    assert small == []
    return True
