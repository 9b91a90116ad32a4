"""The first run: from the link the server printed to a message that arrives, in less than a minute and a half."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.centre import Running
from tests.browser.people import PATIENCE_MS
from tests.browser.widget_server import until
from tests.browser.words import EN, ES, Words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
MOST_SECONDS = 90
LINK = re.compile(r"Set up your centre: (\S+)")


def test_a_fresh_server_becomes_a_working_chat(browser: Browser, tmp_path: Path) -> None:
    server = Running(tmp_path / "data")
    context = browser.new_context(locale="es-ES", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE_MS)
    try:
        server.start()
        link = until(lambda: LINK.search(server.log()), server.log)
        began = time.monotonic()
        page = context.new_page()
        page.goto(link[1])
        step = page.get_by_role("button", name=ES("admin:setup.next"), exact=True)
        page.get_by_role("textbox", name=ES("admin:setup.organization")).fill("Cerámica Azahar")
        step.click()
        page.get_by_role("textbox", name=ES("admin:setup.name")).fill("Marta Solé")
        page.get_by_role("textbox", name=ES("admin:user.email")).fill("marta@azahar.test")
        page.get_by_label(ES("admin:user.password")).first.fill("azul sobre barro cocido")
        step.click()
        page.get_by_role("textbox", name=ES("admin:setup.queue")).fill("Tienda")
        chat_name = page.get_by_role("textbox", name=ES("admin:setup.chatName"))
        chat_name.fill("Cerámica Azahar")
        step.click()
        page.get_by_role("textbox", name=ES("admin:setup.invites")).fill("ana@azahar.test")
        step.click()
        page.get_by_role("button", name=ES("admin:setup.finish"), exact=True).click()
        expect(page.get_by_role("heading", name=ES("admin:setup.done"))).to_be_visible()
        expect(page.get_by_text("widget.js")).to_be_visible()
        expect(page.get_by_role("button", name=ES("admin:user.inviteTitle", name="Ana"))).to_be_visible()
        with context.expect_page() as opened:
            page.get_by_role("link", name=ES("admin:setup.openDemo")).click()
        shop = opened.value
        shop.get_by_role("button", name=ES("widget:launcher")).click()
        write_first_message(shop, "¿Funciona?")
        expect(page.get_by_text(ES("admin:setup.arrived"))).to_be_visible()
        page.get_by_role("link", name=ES("admin:setup.openIt")).click()
        expect(page.get_by_role("log", name=ES("timeline.label"))).to_contain_text("¿Funciona?")
        assert time.monotonic() - began < MOST_SECONDS
        the_link_works_once(page, link[1], ES)
    finally:
        context.close()
        server.kill()


def write_first_message(shop: Page, text: str) -> None:
    """Whoever set the centre up became available by opening this page: the chat finds somebody."""
    expect(shop.get_by_role("dialog")).to_contain_text(ES("widget:online"))
    field = shop.locator(".write textarea")
    expect(field).to_be_visible()
    field.fill(text)
    field.press("Enter")
    expect(shop.locator(".row.own .meta")).to_contain_text(ES("widget:sent"))


def the_link_works_once(page: Page, link: str, words: Words) -> None:
    page.goto(link)
    expect(page.get_by_text(words("admin:setup.already"))).to_be_visible()


@pytest.mark.parametrize("words", [ES, EN], ids=["es", "en"])
def test_a_wrong_link_is_refused_in_the_readers_language(browser: Browser, tmp_path: Path, words: Words) -> None:
    server = Running(tmp_path / "data")
    context = browser.new_context(locale=words.language)
    try:
        server.start()
        page = context.new_page()
        page.goto(f"{server.address}/setup?token=guessed")
        expect(page.get_by_text(words("admin:setup.badLink"))).to_be_visible()
    finally:
        context.close()
        server.kill()
