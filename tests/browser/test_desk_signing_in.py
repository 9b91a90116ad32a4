"""Coming in and going out, in both languages."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.centre import PASSWORD, Running
from tests.browser.people import PATIENCE_MS
from tests.browser.words import EN, ES, Words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def a_browser(browser: Browser, words: Words) -> BrowserContext:
    context = browser.new_context(locale={"es": "es-ES", "en": "en-GB"}[words.language])
    context.set_default_timeout(PATIENCE_MS)
    return context


def sign_in(context: BrowserContext, server: Running, words: Words, password: str, path: str = "/") -> None:
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{server.address}{path}")
    page.get_by_role("textbox", name=words("signIn.email")).fill("ana@azahar.test")
    page.get_by_label(words("signIn.password"), exact=False).first.fill(password)
    page.get_by_role("button", name=words("signIn.go"), exact=True).click()


def test_signing_in_leads_to_where_one_wanted_and_signing_out_ends_it(browser: Browser, server: Running) -> None:
    context = a_browser(browser, ES)
    try:
        sign_in(context, server, ES, PASSWORD, "/customers")
        page = context.pages[0]
        page.wait_for_url("**/customers")
        expect(page.get_by_role("navigation", name=ES("rail.label"))).to_be_visible()
        second = context.new_page()
        second.goto(f"{server.address}/inbox/all")
        expect(second.get_by_role("navigation", name=ES("rail.label"))).to_be_visible()
        page.get_by_role("button", name=re.compile("^Ana García")).click()
        page.get_by_role("menuitem", name=ES("person.signOut"), exact=True).click()
        expect(page.get_by_role("heading", name=ES("signIn.title"))).to_be_visible()
        signed_out = second.get_by_role("heading", name=ES("signIn.title"))
        onward = second.get_by_role("link", name=ES("rail.customers"), exact=True)
        expect(onward.or_(signed_out).first).to_be_visible()  # its socket may have told it already
        if onward.is_visible():
            onward.click()
        expect(signed_out).to_be_visible()
        page.goto(f"{server.address}/inbox/all")
        expect(page.get_by_role("heading", name=ES("signIn.title"))).to_be_visible()
    finally:
        context.close()


@pytest.mark.parametrize("words", [ES, EN], ids=["es", "en"])
def test_a_wrong_password_is_refused_in_the_readers_language(browser: Browser, server: Running, words: Words) -> None:
    context = a_browser(browser, words)
    try:
        sign_in(context, server, words, "not this one at all")
        page = context.pages[0]
        expect(page.get_by_role("alert")).to_contain_text(words("errors:sign_in_failed.detail"))
        expect(page.get_by_role("textbox", name=words("signIn.email"))).to_have_value("ana@azahar.test")
        assert page.locator("html").get_attribute("lang") == words.language
    finally:
        context.close()
