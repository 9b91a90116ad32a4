"""Writing at the desk: a reply called back never leaves, ready-made texts at a slash, a colleague named in a note."""

import pytest
from playwright.sync_api import expect

from atiende.bench.servers.smtp import SmtpSink
from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_a_reply_is_called_back_sent_and_a_colleague_hears_of_it(
    server: Running, desk: Open, smtp_sink: SmtpSink
) -> None:
    mail_in(server, "¿Y mi pedido?", "No ha llegado.")
    marta, luis = desk("marta"), desk("luis")
    marta.open_conversation("¿Y mi pedido?")
    page = marta.page
    marta.field().click()
    page.keyboard.type("/salu")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(marta.field()).to_have_value("Hola, Pepe: soy Marta.")
    page.keyboard.press("Control+Enter")
    undo = page.get_by_role("button", name="Deshacer", exact=True)
    expect(undo).to_be_visible()
    expect(marta.field()).to_have_value("")
    undo.click()
    expect(marta.field()).to_have_value("Hola, Pepe: soy Marta.")
    expect(marta.messages.filter(has_text="Hola, Pepe: soy Marta.")).to_have_count(0)
    assert smtp_sink.accepted == []
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Enviar ya").click()
    [letter] = smtp_sink.wait_for(1)
    assert "Hola, Pepe: soy Marta." in letter.message.get_content()
    luis.open("/inbox/mentions")
    page.get_by_role("tab", name="Nota interna").click()
    marta.field("note").click()
    page.keyboard.type("@Lui")
    expect(page.get_by_role("option", name="Luis Ortega")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("¿lo miras?")
    page.keyboard.press("Control+Enter")
    expect(marta.said("@Luis Ortega ¿lo miras?")).to_have_count(1)
    expect(luis.row("¿Y mi pedido?")).to_be_visible()
