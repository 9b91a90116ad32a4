"""The mail and chat half of AT-03: one customer on two channels is one conversation, and nothing is asked twice.

The mailbox of the centre lies on a real IMAP server; so does the customer's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser import centre
from tests.browser.centre import Made, Running, Wanted
from tests.browser.people import PATIENCE_MS, Customer, Desk, Visitor, desk_of
from tests.browser.widget_server import Agent, until
from tests.browser.words import ES
from tests.doubles.dovecot import Dovecot, Mailbox

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(240)]


@dataclass
class Town:
    """A centre whose mailbox is an IMAP account, and who takes part."""

    browser: Browser
    made: Made
    server: Running
    box: Mailbox
    relay: SmtpSink
    dovecot: Dovecot

    def customer(self, name: str, address: str) -> Customer:
        return Customer(name, address, self.relay, self.dovecot.user(), centre_mailbox=self.box)

    def desk(self, who: str) -> Desk:
        return desk_of(self.browser, self.made, self.server, who)

    def visitor(self, identity: dict[str, str] | None = None) -> Visitor:
        context = self.browser.new_context(locale="es-ES")
        context.set_default_timeout(PATIENCE_MS)
        return Visitor(context, self.server, self.made, identity)


@pytest.fixture
def town(browser: Browser, dovecot: Dovecot, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Town]:
    box = dovecot.user()
    settings: centre.MailSettings = {
        "imap_host": box.host,
        "imap_port": box.port,
        "imap_security": "none",
        "imap_user": box.user,
        "imap_password": box.password,
    }
    made = centre.made(tmp_path / "made" / "data", Wanted(mailbox=settings))
    with centre.running(made, tmp_path / "centre", smtp_sink.port) as server:
        admin = Agent(server, "admin@azahar.test")  # type: ignore[arg-type]
        until(lambda: mailbox_state(admin) == "ok", lambda: mailbox_state(admin) + server.log())
        yield Town(browser, made, server, box, smtp_sink, dovecot)
        for context in browser.contexts:
            context.close()


def mailbox_state(admin: Agent) -> str:
    return str(next(one["status"] for one in admin.call("GET", "endpoints")["items"] if one["slug"] == "mail"))


def channels(desk: Desk) -> list[str]:
    """The symbols beside the messages' authors, by what a screen reader says of them."""
    return [one.get_attribute("data-channel") or "" for one in desk.messages.all()]


def asked_for(page: Page) -> int:
    """How many fields the visitor is shown besides the one for his message."""
    return page.get_by_role("dialog").locator("input:visible").count()


def test_a_known_visitor_who_later_mails_is_one_conversation(town: Town) -> None:
    pepe = town.customer("Pepe Martínez", "pepe@logic.test")
    ana = town.desk("ana")
    ana.open()
    ana.be("available")
    shop = town.visitor({"id": "4711", "name": pepe.name, "email": pepe.address})
    assert asked_for(shop.page) == 0
    shop.write("Me falta una caja del pedido 20418")
    ana.accept("Me falta una caja")
    ana.reply("Lo miro ahora mismo, Pepe.")
    shop.sees("Lo miro ahora mismo, Pepe.")

    pepe.write("La foto de lo que llegó", "Es del mismo pedido: llegó solo una.")
    expect(ana.said("Es del mismo pedido: llegó solo una.")).to_have_count(1)
    assert channels(ana) == ["webchat", "webchat", "email"]
    expect(ana.page.get_by_role("heading", level=1)).to_contain_text("Pepe Martínez")
    ana.open("/inbox/all")
    expect(ana.page.get_by_role("list", name=ES("view.all")).get_by_role("listitem")).to_have_count(1)


def test_a_chat_is_answered_by_mail_in_place_and_goes_on_there(town: Town) -> None:
    rosa = town.customer("Rosa Gil", "rosa@casa.test")
    ana = town.desk("ana")
    ana.open()
    ana.be("available")
    shop = town.visitor()
    assert asked_for(shop.page) == 0
    shop.write("¿Me pueden mandar la ficha técnica? Mi correo es rosa@casa.test")
    ana.accept("la ficha técnica")
    answer_by_mail(ana, rosa.address, "La ficha técnica", "Hola, Rosa:\n\nAquí tiene la ficha.")
    [letter] = rosa.inbox(1)
    assert (str(letter["To"]), str(letter["Subject"])) == (rosa.address, "La ficha técnica")
    assert "Aquí tiene la ficha." in letter.get_content()

    rosa.answer(letter, "Perfecta. ¿Y en inglés?")
    expect(ana.said("Perfecta. ¿Y en inglés?")).to_have_count(1)
    shop.write("Acabo de contestarle por correo")
    expect(ana.said("Acabo de contestarle por correo")).to_have_count(1)
    assert channels(ana) == ["webchat", "email", "email", "webchat"]
    assert asked_for(shop.page) == 0
    addresses = ana.page.get_by_role("region", name=ES("customer.identities"))
    expect(addresses).to_contain_text(rosa.address)
    ana.open("/inbox/all")
    expect(ana.page.get_by_role("list", name=ES("view.all")).get_by_role("listitem")).to_have_count(1)


def answer_by_mail(ana: Desk, address: str, subject: str, text: str) -> None:
    """The customer gets his address in place, and the answer goes there."""
    ana.button("composer.byMail").click()
    asked = ana.dialog("action.address")
    asked.get_by_role("textbox", name=ES("customer.email")).fill(address)
    ana.button("common.save", asked).click()
    expect(asked).to_have_count(0)
    expect(ana.page.get_by_text(ES("rules.to", address=address))).to_be_visible()
    ana.page.get_by_role("textbox", name=ES("composer.subject")).fill(subject)
    ana.reply(text)
