"""A visitor talks from the page: in his chat's conversation, with sound and pictures that are really received."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import calling, centre
from tests.browser.calling import CALL_MS, hears, sees
from tests.browser.centre import Made, Running
from tests.browser.people import Desk, Visitor, desk_of
from tests.browser.words import ES

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
DEVICES = ["microphone", "camera"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    for built in ("web/dist/index.html", "web/widget/dist/call.js"):
        if not (ROOT / built).is_file():
            pytest.skip(f"{built} is not built (make setup)")
    return calling.made_with_calls(tmp_path_factory.mktemp("made") / "data")


@pytest.fixture(scope="module")
def server(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with centre.running(made, tmp_path_factory.mktemp("calls")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path("/usr/bin/chromium").is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    with calling.browser_with_devices() as browser:
        yield browser


@pytest.fixture
def ana(browser: Browser, made: Made, server: Running) -> Iterator[Desk]:
    desk = desk_of(browser, made, server, "ana", permissions=DEVICES)
    desk.context.add_init_script(calling.SPY)
    desk.open()
    desk.be("available")
    yield desk
    desk.context.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for one in opened:
        one.close()


def somebody(browser: Browser, contexts: list[BrowserContext], **how: object) -> BrowserContext:
    how = {"locale": "es-ES", "viewport": {"width": 1000, "height": 760}, "permissions": DEVICES, **how}
    context = browser.new_context(**how)  # type: ignore[arg-type]
    context.set_default_timeout(CALL_MS)
    context.add_init_script(calling.SPY)
    contexts.append(context)
    return context


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=ES(f"call:{key}"), exact=True).click()


def shows(page: Page, text: str) -> None:
    expect(page.locator(".call .now")).to_contain_text(text, timeout=CALL_MS)


def test_chat_becomes_call_video_and_shared_screen_in_one_conversation(
    browser: Browser, made: Made, server: Running, ana: Desk, contexts: list[BrowserContext]
) -> None:
    visitor = Visitor(somebody(browser, contexts), server, made)
    visitor.write("No me funciona el router")
    ana.accept("router")
    page = visitor.page
    page.get_by_role("button", name=ES("widget:call"), exact=True).click()
    expect(page.get_by_role("meter")).to_be_visible()
    press(page, "start")
    shows(page, "Hablando con Ana")  # she has his chat: no queue between them
    hears(page)
    hears(ana.page)
    visitor.write("También por escrito")
    expect(ana.messages.filter(has_text="También por escrito")).to_be_visible()
    press(page, "camera_on")
    sees(ana.page, 1)
    press(page, "screen_on")
    sees(ana.page, 2)
    ana.page.get_by_role("region", name=ES("phone:dock")).get_by_role(
        "button", name=ES("phone:do.camera"), exact=True
    ).click()
    sees(page, 1)
    _third_joins(browser, server, ana, contexts, page)
    page.reload()
    shows(page, "Hablando con Ana")
    hears(page)
    press(page, "hang_up")
    shows(page, ES("call:over"))
    expect(ana.page.get_by_role("navigation").get_by_text("Mías")).to_be_visible()
    assert "#2" not in ana.page.locator("body").inner_text()  # one conversation, whatever was spoken


def _third_joins(browser: Browser, server: Running, ana: Desk, contexts: list[BrowserContext], visitor: Page) -> None:
    """By a link, with a name; sees and hears the call, and is seen to be in it. Revoked, the link ends that."""
    ana.page.get_by_role("button", name=ES("video:invite.title")).click()
    ana.page.get_by_role("menuitem", name=ES("video:invite.link")).click()
    dialog = ana.page.get_by_role("dialog", name=ES("video:link.title"))
    dialog.get_by_role("button", name=ES("video:link.make")).click()
    address = dialog.get_by_label(ES("video:link.address"), exact=True).input_value()
    guest = somebody(browser, contexts).new_page()
    guest.goto(address)
    guest.get_by_label(ES("call:join_name"), exact=True).fill("Lola")
    guest.get_by_role("button", name=ES("call:join"), exact=True).click()
    guest.get_by_role("button", name=ES("call:join"), exact=True).click()  # after the look at the microphone
    shows(guest, "Hablando con")
    hears(guest)
    sees(guest, 2)
    hears(visitor)
    dialog.get_by_role("button", name=ES("video:link.revoke")).click()
    expect(guest.get_by_text(ES("call:join_gone"))).to_be_visible(timeout=CALL_MS)
    dialog.locator("..").get_by_role("button").first.press("Escape")


def test_who_may_not_use_his_microphone_is_called_back(
    browser: Browser, made: Made, server: Running, ana: Desk, contexts: list[BrowserContext]
) -> None:
    context = somebody(browser, contexts)
    context.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    visitor = Visitor(context, server, made)
    page = visitor.page
    expect(page.get_by_role("button", name=ES("widget:call"), exact=True)).to_be_visible()
    page.get_by_role("button", name=ES("widget:call"), exact=True).click()
    expect(page.get_by_text(ES("call:denied_title"))).to_be_visible()
    press(page, "callback")
    page.get_by_label(ES("call:callback_number")).fill("+34 612 345 678")
    press(page, "callback_go")
    expect(page.locator(".bar").filter(has_text=re.compile("Le llamaremos al .*612"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_call_on_a_telephone(
    browser: Browser, made: Made, server: Running, ana: Desk, contexts: list[BrowserContext], scheme: str
) -> None:
    context = somebody(browser, contexts, viewport={"width": 360, "height": 640}, color_scheme=scheme, bypass_csp=True)
    page = Visitor(context, server, made).page
    page.get_by_role("button", name=ES("widget:video_call"), exact=True).click()
    expect(page.get_by_role("meter")).to_be_visible()
    page.add_script_tag(path=AXE)
    assert violations(page) == []
    press(page, "start")
    hears(page)  # music, as long as nobody has taken the call
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "hang_up")


def violations(page: Page) -> list[str]:
    found = page.evaluate("tags => axe.run('[data-atiende]', {runOnly: tags})", RULES)
    return [one["id"] for one in found["violations"]]
