"""AT-11, with her whole work: Ana goes on leave, Luis sees what she saw and goes on as if he were the same person."""

import re
from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import Running
from tests.browser.conftest import Open, Visit
from tests.browser.people import Customer, Desk
from tests.browser.words import ES
from tests.doubles.dovecot import Dovecot

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(240)]

PEPE = {"id": "pepe", "name": "Pepe Martínez", "email": "pepe@logic.test"}


@pytest.fixture
def pepe(server: Running, smtp_sink: SmtpSink, dovecot: Dovecot) -> Customer:
    return Customer(PEPE["name"], PEPE["email"], smtp_sink, dovecot.user(), server.mail_port)


def on_screen(desk: Desk) -> dict[str, Sequence[str]]:
    """What somebody reads: every message, note and event with its time, and the customer beside it."""
    expect(desk.customer.get_by_role("listitem").first).to_be_visible()
    identities = desk.page.get_by_role("region", name=ES("customer.identities"))
    return {
        "marks": desk.page.get_by_role("heading", level=1)
        .locator("xpath=ancestor::header")
        .get_by_role("button")
        .filter(has_text="Incidencia")
        .all_inner_texts(),
        "messages": [one.inner_text() for one in desk.messages.all()],
        "history": [one.inner_text() for one in desk.customer.get_by_role("listitem").all()],
        "addresses": [one.inner_text() for one in identities.get_by_role("listitem").all()],
    }


def an_earlier_chat(ana: Desk, visit: Visit) -> None:
    """The day before, on another channel: answered and resolved."""
    shop = visit(PEPE)
    shop.write("¿Cuánto tarda un envío?")
    ana.accept("¿Cuánto tarda un envío?")
    ana.reply("Dos días laborables.")
    shop.sees("Dos días laborables.")
    ana.button("action.resolve").click()
    asked = ana.dialog("action.resolve")
    ana.choose(asked, ES("resolve.reason"), "Pedido o entrega")
    ana.choose(asked, ES("resolve.disposition"), "Información facilitada")
    ana.button("action.resolve", asked).click()
    expect(asked).to_have_count(0)


def ana_works_on_it(ana: Desk, pepe: Customer) -> None:
    """Her note, her answer, and a draft that she does not get to finish."""
    pepe.write("Un cargo de 80 € que no entiendo", "Hola:\n\nEn mi factura de abril aparecen 80 € de más.\n\nPepe")
    ana.accept("Un cargo de 80 €")
    ana.note("Es el mantenimiento que canceló en marzo; abono pedido a administración.")
    ana.reply("Buenos días, Pepe:\n\nHe pedido el abono de los 80 €.\n\nUn saludo,\nAna")
    expect(ana.said("He pedido el abono")).to_contain_text(ES("delivery.sent"))
    ana.field().fill("Le llamaré el jueves para conf")
    expect(ana.page.get_by_text(ES("composer.saved"))).to_be_visible()


def ana_marks_and_promises(ana: Desk) -> None:
    """It is an incident, and something was promised."""
    ana.page.get_by_role("button", name=ES("matter:head.kind", kind=ES("matter:kind.enquiry"))).click()
    ana.page.get_by_role("menuitem", name=ES("matter:kind.incident"), exact=True).click()
    expect(ana.page.get_by_role("button", name=ES("matter:head.kind", kind=ES("matter:kind.incident")))).to_be_visible()
    ana.page.get_by_role("log").focus()
    ana.page.keyboard.press("Shift+T")
    asked = ana.dialog("matter:promise.title")
    asked.get_by_role("textbox", name=ES("matter:promise.text")).fill("Abonar los 80 €")
    asked.get_by_role("button", name=ES("matter:promise.save"), exact=True).click()
    expect(asked).to_have_count(0)


def the_supervisor_moves_her_work(marta: Desk) -> None:
    marta.open("/board")
    marta.page.get_by_role("button", name=ES("admin:board.actionsFor", name="Ana García")).click()
    marta.page.get_by_role("menuitem", name=ES("admin:board.reassign")).click()
    asked = marta.page.get_by_role("dialog", name=ES("report:reassign.title", name="Ana García"))
    expect(asked.get_by_role("listitem")).to_have_count(2)
    asked.get_by_text(ES("admin:board.toAgent"), exact=True).click()
    field = asked.get_by_role("combobox", name=ES("admin:board.agent"))
    field.or_(asked.get_by_role("textbox", name=ES("admin:board.agent"))).first.click()
    marta.page.get_by_role("option", name=re.compile("^Luis Ortega")).click()
    asked.get_by_role("button", name=ES("report:reassign.go", count=2), exact=True).click()
    expect(marta.page.get_by_text(ES("report:reassign.done", count=2, name="Ana García"))).to_be_visible()


def in_one_thread(pepe: Customer, first: EmailMessage) -> EmailMessage:
    """What the customer got, whoever wrote it; answers the last letter."""
    letters = pepe.inbox(2)
    ids = [str(one["Message-ID"]) for one in letters]
    assert str(letters[0]["Message-ID"]) == str(first["Message-ID"])
    asked = str(letters[0]["In-Reply-To"])
    assert str(letters[0]["References"]).split() == [asked]
    assert str(letters[1]["References"]).split() == [asked, ids[0]]
    assert {str(one["Subject"]) for one in letters} == {"Re: Un cargo de 80 € que no entiendo"}
    return letters[1]


def what_she_had_begun_is_still_hers(ana_at_home: Desk, place: str) -> None:
    """When she is back, also at another computer."""
    ana_at_home.open(place.replace(ana_at_home.server.address, ""))
    expect(ana_at_home.field()).to_have_value("Le llamaré el jueves para conf")
    expect(ana_at_home.messages).to_have_count(5)


def test_a_colleague_goes_on_where_the_absent_agent_stopped(desk: Open, visit: Visit, pepe: Customer) -> None:
    ana, luis, marta = desk("ana"), desk("luis"), desk("marta")
    ana.open()
    ana.be("available")
    an_earlier_chat(ana, visit)
    ana_works_on_it(ana, pepe)
    ana_marks_and_promises(ana)
    [first] = pepe.inbox(1)
    place = ana.page.url
    lola = visit({"id": "lola", "name": "Lola Gil", "email": "lola@gil.test"})
    lola.write("¿Abren el lunes?")
    ana.accept("¿Abren el lunes?")
    ana.open(place.replace(ana.server.address, ""))
    expect(ana.messages).to_have_count(3)
    seen_by_ana = on_screen(ana)
    assert seen_by_ana["marks"] == [ES("matter:kind.incident")]
    assert len(seen_by_ana["messages"]) == 3
    assert len(seen_by_ana["history"]) == 5  # the chat of the other day too
    ana.be("offline")

    luis.open()
    luis.be("available")
    the_supervisor_moves_her_work(marta)
    luis.accept("Un cargo de 80 €")
    expect(luis.messages).to_have_count(3)
    assert on_screen(luis) == seen_by_ana
    assert luis.page.url.rsplit("/", 1)[1] == place.rsplit("/", 1)[1]
    expect(luis.page.get_by_text("Abonar los 80 €").first).to_be_visible()
    luis.reply("Pepe, el abono se ha hecho hoy.\n\nUn saludo,\nLuis")

    last = in_one_thread(pepe, first)
    pepe.answer(last, "Visto, muchas gracias.")
    expect(luis.said("Visto, muchas gracias.")).to_have_count(1)
    expect(luis.messages).to_have_count(5)
    luis.open("/inbox/mine")
    expect(luis.row("Pepe Martínez")).to_have_count(1)

    what_she_had_begun_is_still_hers(desk("ana"), place)
