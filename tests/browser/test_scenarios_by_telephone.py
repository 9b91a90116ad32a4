"""AT-01 and AT-03 by a real telephone, whose calls are heard and answered in the browser.

AT-01: Pepe, whose charge a colleague took care of yesterday, calls; nobody asks him anything. AT-03: chat, mail and
telephone are one conversation; its social channel comes with the channels. That such a contact counts once, and as not
resolved at the first, comes with the numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.servers.smtp import SmtpSink
from atiende.bench.telephones.telephone import Talk
from tests.browser import calling, numbers
from tests.browser.calling import CALL_MS, hears
from tests.browser.centre import Made, Running
from tests.browser.conftest import ROOT, Open
from tests.browser.numbers import WHO, Caller
from tests.browser.people import Customer, Desk, Visitor, desk_of
from tests.browser.words import ES, Words
from tests.doubles.dovecot import Dovecot

pytestmark = [
    pytest.mark.scenario,
    pytest.mark.timeout(240),
    pytest.mark.skipif(AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh)"),
]

SUBJECT = "Un cargo del 3 de abril"
NOTE = "Abono solicitado a administración."
CALL = """async ([method, path, body]) => {
  const session = await (await fetch('/api/v1/session')).json();
  const headers = {'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf};
  const answer = await fetch('/api/v1' + path, {method, headers, body: body && JSON.stringify(body)});
  return answer.ok ? JSON.parse(await answer.text() || 'null') : answer.status;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path("/usr/bin/chromium").is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    with calling.browser_with_devices() as browser:
        yield browser


@dataclass
class House:
    """The centre with its exchange, and Pepe at his telephone and his mail program."""

    made: Made
    server: Running
    asterisk: AsteriskServer
    telephone: Caller
    pepe: Customer

    def calls(self, ana: Desk) -> Talk:
        """As soon as her page is registered as a telephone."""
        numbers.rings_at(self.telephone, self.asterisk, ana.page)
        return self.telephone.calls()


@pytest.fixture
def house(tmp_path: Path, smtp_sink: SmtpSink, dovecot: Dovecot) -> Iterator[House]:
    if not (ROOT / "web/dist/index.html").is_file():
        pytest.skip("web/dist/index.html is not built (make setup)")
    with numbers.served(tmp_path, smtp_sink.port) as (made, server, asterisk, telephone):
        pepe = Customer("Pepe Martínez", "martinez@logic.test", smtp_sink, dovecot.user(), server.mail_port)
        yield House(made, server, asterisk, telephone, pepe)


@pytest.fixture
def desk(browser: Browser, house: House) -> Iterator[Open]:
    opened: list[Desk] = []

    def sit(who: str, words: Words = ES) -> Desk:
        opened.append(desk_of(browser, house.made, house.server, who, words, permissions=["microphone"]))
        opened[-1].context.add_init_script(calling.SPY)
        return opened[-1]

    yield sit
    for one in opened:
        one.context.close()


def yesterday(luis: Desk, pepe: Customer) -> str:
    """He wrote about a charge; Luis asked for its credit, and is not there today. Answers the conversation."""
    luis.open()
    luis.be("available")
    pepe.write(SUBJECT, "Hola:\n\nNo entiendo el cargo del 3 de abril.\n\nPepe")
    luis.accept(SUBJECT)
    luis.note(NOTE)
    luis.be("offline")
    return luis.page.url.rsplit("/", 1)[1].split("?")[0]


def known_to_us(luis: Desk, conversation: str, *, number: str = "") -> None:
    """His company, and the number he calls from."""
    customer = luis.page.evaluate(CALL, ["GET", f"/conversations/{conversation}", None])["customer"]["id"]
    luis.page.evaluate(CALL, ["PATCH", f"/customers/{customer}", {"organization": "Logic Computer"}])
    if number:
        identity = {"channel": "phone", "address": number}
        luis.page.evaluate(CALL, ["POST", f"/customers/{customer}/identities", identity])


def rings(ana: Desk) -> Locator:
    """What is on this page must never be loaded again."""
    ringing = ana.offer.filter(has=ana.button("offer.answer"))
    expect(ringing).to_be_visible(timeout=CALL_MS)
    ana.page.evaluate("window.sinceItRang = true")
    return ringing


def talks(ana: Desk) -> None:
    """Her telephone is up, and Pepe's tone comes in."""
    dock = ana.page.get_by_role("region", name=ES("phone:dock"))
    expect(dock.get_by_role("button", name=ES("phone:do.hold"), exact=True)).to_be_visible(timeout=CALL_MS)
    hears(ana.page)
    expect(ana.timeline.get_by_text(ES("matter:event.CallConnected_agent", user="Ana García"))).to_be_visible()


def test_any_agent_takes_his_call_and_nobody_asks_him_anything(desk: Open, house: House) -> None:
    luis, ana, pepe = desk("luis"), desk("ana"), house.pepe
    conversation = yesterday(luis, pepe)
    known_to_us(luis, conversation, number=WHO)
    ana.open()
    ana.be("available")

    talk = house.calls(ana)
    ringing = rings(ana)
    for known in ("Pepe Martínez", "Logic Computer", "600 11 12 22", SUBJECT):
        expect(ringing).to_contain_text(known)
    ana.button("offer.answer", ringing).click()
    expect(ana.page).to_have_url(re.compile(conversation))
    talks(ana)
    talk.forget()
    house.telephone.hears_something(talk)

    expect(ana.said("No entiendo el cargo del 3 de abril.")).to_be_visible()
    expect(ana.said(NOTE)).to_be_visible()
    ana.reply("Le confirmo por escrito el abono del cargo.\n\nAna")
    (letter,) = pepe.inbox(1)
    assert "martinez@logic.test" in str(letter["To"])
    assert letter["In-Reply-To"] and str(letter["Subject"]) == f"Re: {SUBJECT}"
    assert talk.state == "up", "all that while they talk"

    ana.page.keyboard.press("Control+Shift+E")
    house.telephone.becomes(lambda: talk.state == "over")
    in_order = [ES("matter:event.CallArrived_phone"), ES("matter:event.CallConnected_agent", user="Ana García")]
    for said in in_order:
        expect(ana.timeline.get_by_text(said)).to_be_visible()
    expect(ana.timeline.get_by_text(re.compile(r"Llamada terminada: \d+:\d\d"))).to_be_visible()
    assert ana.page.evaluate("window.sinceItRang")
    ana.open("/inbox/all")
    expect(ana.row("Pepe Martínez")).to_have_count(1)


def test_a_number_nobody_knows_shows_the_missing_link_and_makes_it_in_a_click(desk: Open, house: House) -> None:
    luis, ana = desk("luis"), desk("ana")
    known_to_us(luis, yesterday(luis, house.pepe))
    ana.open()
    ana.be("available")
    talk = house.calls(ana)
    ringing = rings(ana)
    expect(ringing).to_contain_text(ES("matter:call.unknown"))
    ana.button("offer.answer", ringing).click()
    talks(ana)
    region = ana.page.get_by_role("region", name=ES("people:same.title"))
    expect(region).to_contain_text(ES("matter:call.unknown"))
    ana.button("people:same.by_hand", region).click()
    asked = ana.dialog("people:same.byHandTitle")
    asked.get_by_role("textbox", name=ES("people:same.search")).fill("Pepe Mart")
    ana.button("people:same.link", asked).click()
    expect(ana.page.get_by_role("heading", level=1)).to_contain_text("Pepe Martínez")
    expect(ana.page.get_by_text(SUBJECT).first).to_be_visible()
    assert talk.state == "up" and ana.page.evaluate("window.sinceItRang")


def test_who_chats_then_mails_then_phones_is_one_conversation_and_is_asked_nothing(
    browser: Browser, desk: Open, house: House
) -> None:
    ana, pepe = desk("ana"), house.pepe
    ana.open()
    ana.be("available")
    context = browser.new_context(locale="es-ES")
    shop = Visitor(context, house.server, house.made, {"id": "4711", "name": pepe.name, "email": pepe.address})
    assert shop.page.get_by_role("dialog").locator("input:visible").count() == 0
    shop.write("Me falta una caja del pedido 20418")
    ana.accept("Me falta una caja")
    ana.ends_chat()
    conversation = ana.page.url.rsplit("/", 1)[1].split("?")[0]
    known_to_us(ana, conversation, number=WHO)
    pepe.write("La foto de lo que llegó", "Es del mismo pedido: llegó solo una.")
    ana.accept("Es del mismo pedido")
    expect(ana.said("Es del mismo pedido: llegó solo una.")).to_have_count(1)

    talk = house.calls(ana)
    ringing = rings(ana)
    expect(ringing).to_contain_text(pepe.name)
    ana.button("offer.answer", ringing).click()
    talks(ana)
    expect(ana.page).to_have_url(re.compile(conversation))
    for told in ("Me falta una caja", "llegó solo una"):
        expect(ana.said(told)).to_have_count(1)
    expect(ana.timeline.get_by_text(ES("matter:event.CallArrived_phone"))).to_be_visible()
    house.telephone.hangs_up(talk)
    expect(ana.timeline.get_by_text(re.compile(r"Llamada terminada: \d+:\d\d"))).to_be_visible()
    context.close()
    ana.open("/inbox/all")
    expect(ana.page.get_by_role("list", name=ES("view.all")).get_by_role("listitem")).to_have_count(1)
