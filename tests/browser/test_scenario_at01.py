"""AT-01, Pepe phones: who he is, his case and what was promised stand on the screen before anybody answers.

The call is on the company's own telephone and logged; its sound comes with the voice channel.
"""

import re

import pytest
from playwright.sync_api import expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Customer, Desk
from tests.browser.words import ES
from tests.doubles.dovecot import Dovecot

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(180)]

NUMBER = "600 12 34 56"
CALL = """async ([method, path, body]) => {
  const session = await (await fetch('/api/v1/session')).json();
  const headers = {'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf};
  const answer = await fetch('/api/v1' + path, {method, headers, body: body && JSON.stringify(body)});
  return answer.ok ? (await answer.text() && 'ok') : answer.status;
}"""


@pytest.fixture
def pepe(server: Running, smtp_sink: SmtpSink, dovecot: Dovecot) -> Customer:
    return Customer("Pepe Martínez", "martinez@logic.test", smtp_sink, dovecot.user(), server.mail_port)


def yesterday(luis: Desk, pepe: Customer) -> str:
    """He wrote about a charge; Luis promised its credit. Answers the conversation's address."""
    luis.open()
    luis.be("available")
    pepe.write("Un cargo del 3 de abril", "Hola:\n\nNo entiendo el cargo del 3 de abril.\n\nPepe")
    luis.accept("Un cargo del 3 de abril")
    luis.note("Abono solicitado a administración.")
    luis.page.keyboard.press("Escape")
    luis.page.get_by_role("heading", level=1).first.click()
    luis.page.keyboard.press("Shift+T")
    asked = luis.dialog("matter:promise.title")
    asked.get_by_role("textbox", name=ES("matter:promise.text")).fill("Abonar el cargo del 3 de abril")
    asked.get_by_role("textbox", name=ES("matter:promise.due")).fill("en 3 días")
    asked.get_by_role("button", name=ES("matter:promise.save"), exact=True).click()
    expect(asked).to_have_count(0)
    place = luis.page.url.replace(luis.server.address, "")
    luis.be("offline")
    return place


def customer_of(desk: Desk, place: str) -> str:
    ident = place.rsplit("/", 1)[1].split("?")[0]
    found = desk.page.evaluate(
        "async (id) => (await (await fetch('/api/v1/conversations/' + id)).json()).customer.id", ident
    )
    return str(found)


def rings(ana: Desk) -> None:
    """The link that a telephone program opens; what is on this page must never be loaded again."""
    ana.open(f"/pop?phone={NUMBER.replace(' ', '')}")
    ana.page.evaluate("window.sinceItRang = true")


def test_any_agent_takes_his_call_and_nobody_asks_him_anything(desk: Open, pepe: Customer) -> None:
    luis, ana = desk("luis"), desk("ana")
    place = yesterday(luis, pepe)
    customer = customer_of(luis, place)
    for method, path, body in (
        ("PATCH", f"/customers/{customer}", {"organization": "Logic Computer"}),
        ("POST", f"/customers/{customer}/identities", {"channel": "phone", "address": NUMBER}),
    ):
        assert luis.page.evaluate(CALL, [method, path, body]) == "ok"

    rings(ana)
    caller = ana.page.get_by_role("article").filter(has_text="Pepe Martínez")
    for known in ("Logic Computer", "Un cargo del 3 de abril", "Abonar el cargo del 3 de abril", "Luis Ortega"):
        expect(caller).to_contain_text(known)
    ana.page.get_by_role("button", name=ES("matter:call.begin"), exact=True).click()

    expect(ana.said("No entiendo el cargo del 3 de abril.")).to_be_visible()
    expect(ana.said("Abono solicitado a administración.")).to_be_visible()
    assert ana.page.url.rsplit("/", 1)[1] == place.rsplit("/", 1)[1]
    expect(ana.page.get_by_text(ES("matter:call.running", name="Pepe Martínez"))).to_be_visible()
    ana.reply("Le confirmo por escrito el abono del cargo.\n\nAna")
    (letter,) = pepe.inbox(1)
    assert str(letter["To"]).endswith("martinez@logic.test>") or str(letter["To"]) == "martinez@logic.test"
    assert letter["In-Reply-To"] and str(letter["Subject"]) == "Re: Un cargo del 3 de abril"
    expect(ana.timeline.get_by_text(re.compile(ES("matter:event.CallBegun_in", agent="Ana García")))).to_be_visible()

    ana.button("matter:call.hangUp").click()
    ending = ana.page.get_by_role("region", name=ES("matter:wrap.title"))
    ana.choose(ending, ES("matter:wrap.reason"), "Factura o pago")
    ana.choose(ending, ES("matter:wrap.disposition"), "Resuelto")
    ana.button("matter:wrap.save", ending).click()
    expect(ending).to_have_count(0)
    assert ana.page.evaluate("window.sinceItRang")
    ana.open("/inbox/all")
    expect(ana.row("Pepe Martínez")).to_have_count(1)


def test_a_number_nobody_knows_shows_the_missing_link_and_makes_it_in_a_click(desk: Open, pepe: Customer) -> None:
    luis, ana = desk("luis"), desk("ana")
    yesterday(luis, pepe)
    rings(ana)
    expect(ana.page.get_by_text(ES("matter:call.unknown"))).to_be_visible()
    expect(ana.page.get_by_text("Abonar el cargo del 3 de abril")).to_have_count(0)
    search = ana.page.get_by_label(ES("matter:call.search")).first
    search.click()
    search.press_sequentially("Pepe Mart")
    ana.page.get_by_role("option", name=re.compile("^Pepe Martínez")).click()
    ana.page.get_by_role("button", name=ES("matter:call.link", name="Pepe Martínez"), exact=True).click()
    caller = ana.page.get_by_role("article").filter(has_text="Pepe Martínez")
    expect(caller).to_contain_text("Un cargo del 3 de abril")
    expect(caller).to_contain_text("Abonar el cargo del 3 de abril")
