"""AT-15: a disputed charge of 80 €, an agent who may refund 50 €. Refused until it is known who asks; a supervisor
approves in place; the customer waits in no new queue."""

import re

import pytest
from playwright.sync_api import Locator, expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import Customer, Desk
from tests.browser.words import ES
from tests.doubles.dovecot import Dovecot

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(240)]

WHAT = "Devolución, 80 €"


@pytest.fixture
def pepe(server: Running, smtp_sink: SmtpSink, dovecot: Dovecot) -> Customer:
    return Customer("Pepe Martínez", "pepe@logic.test", smtp_sink, dovecot.user(), server.mail_port)


def trust(desk: Desk) -> Locator:
    return desk.page.get_by_role("region", name=ES("people:trust.title"), exact=True)


def ask_for(desk: Desk, amount: str, why: str = "") -> Locator:
    """The form, filled in and sent."""
    desk.button("people:trust.grant", trust(desk)).click()
    form = desk.dialog("people:trust.grantTitle")
    form.get_by_role("textbox", name=re.compile("^Importe")).fill(amount)
    if why:
        form.get_by_role("textbox", name=ES("people:trust.why")).fill(why)
    form.get_by_role("button", name=re.compile(f"{ES('people:trust.askApproval')}|{ES('people:trust.give')}")).click()
    return form


def the_address_is_vouched_for(ana: Desk, marta: Desk, pepe: Customer) -> None:
    """By who may: an agent would else have a code sent wherever he likes, and be told it."""
    actions = ES("people:panel.actions", address=pepe.address)
    ana.page.get_by_role("button", name=actions).click()
    expect(ana.page.get_by_role("menuitem").first).to_be_visible()
    expect(ana.page.get_by_role("menuitem", name=ES("people:panel.vouch"))).to_have_count(0)
    ana.page.keyboard.press("Escape")
    marta.open(ana.page.url.replace(ana.server.address, ""))
    marta.page.get_by_role("button", name=actions).click()
    marta.page.get_by_role("menuitem", name=ES("people:panel.vouch")).click()
    expect(marta.page.get_by_text(ES("people:panel.vouchedDone"))).to_be_visible()
    marta.open("/board")


def verify_by_code(ana: Desk, pepe: Customer) -> None:
    """A wrong code first: it verifies nobody."""
    ana.button("people:trust.verify", trust(ana)).click()
    form = ana.dialog("people:trust.verifyCustomer")
    ana.button("people:trust.sendCode", form).click()
    said = form.get_by_role("textbox", name=ES("people:trust.code"))
    expect(said).to_be_visible()
    [letter] = pepe.inbox(1)
    found = re.search(r"\b(\d{6})\b", str(letter.get_content()))
    assert found is not None
    code = found[1]
    said.fill("000000" if code != "000000" else "111111")
    ana.button("people:trust.check", form).click()
    expect(form.get_by_text(ES("people:trust.wrong"))).to_be_visible()
    said.fill(code)
    ana.button("people:trust.check", form).click()
    expect(form).to_have_count(0)
    expect(trust(ana)).to_contain_text(ES("people:trust.verified"))
    assert code not in ana.page.content()


def test_refused_until_verified_and_approved_in_place(desk: Open, pepe: Customer) -> None:
    ana, marta = desk("ana"), desk("marta")
    ana.open()
    ana.be("available")
    marta.open("/board")
    pepe.write("Un cargo de 80 € que no entiendo", "Hola:\n\nEn mi factura de abril aparecen 80 € de más.\n\nPepe")
    ana.accept("Un cargo de 80 €")
    place = ana.page.url

    form = ask_for(ana, "80", "Cargo repetido en abril")
    expect(form.get_by_role("alert").filter(has_text="comprobar antes")).to_be_visible()
    ana.page.keyboard.press("Escape")
    assert marta.page.get_by_role("region", name=ES("people:approvals.title")).count() == 0

    the_address_is_vouched_for(ana, marta, pepe)
    verify_by_code(ana, pepe)
    ask_for(ana, "80", "Cargo repetido en abril")
    expect(trust(ana)).to_contain_text(ES("people:trust.state.asked"))

    asked = marta.page.get_by_role("region", name=ES("people:approvals.title"))
    expect(asked).to_contain_text("Ana García")
    expect(asked).to_contain_text(WHAT)
    expect(asked).to_contain_text("Cargo repetido en abril")
    assert marta.page.url.endswith("/board")  # in place: she leaves nothing
    asked.get_by_role("textbox").fill("De acuerdo, es un error nuestro")
    marta.button("people:approvals.approve", asked).click()
    expect(asked).to_have_count(0)

    expect(trust(ana)).to_contain_text(ES("people:trust.state.made"))
    expect(trust(ana)).to_contain_text("Marta Solé: De acuerdo, es un error nuestro")
    expect(ana.timeline).to_contain_text("Marta Solé aprobó")
    assert ana.page.url == place
    ana.open("/inbox/mine")
    expect(ana.row("Pepe Martínez")).to_have_count(1)  # still hers, and nowhere else
    ana.open("/inbox/unassigned")
    expect(ana.row("Pepe Martínez")).to_have_count(0)
