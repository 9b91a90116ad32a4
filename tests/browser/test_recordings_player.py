"""A recording is listened to, commented, held and kept for less; a prompt is heard as it is said; a call's figures
lead to it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from shutil import which
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.people import PATIENCE_MS
from tests.browser.test_axe import found
from tests.browser.widget_server import Server, running
from tests.browser.words import EN, ES, Words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("recordings") / "data") as server:
        yield server


@pytest.fixture
def page(browser: Browser, demo: Server) -> Iterator[Page]:
    """An administrator's page: he may hold a recording, and shorten how long it is kept."""
    context = browser.new_context(locale="es-ES", bypass_csp=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_role("textbox", name=ES("signIn.email")).fill("admin@atiende.test")
    page.get_by_label(ES("signIn.password")).first.fill(demo.password)
    page.get_by_role("button", name=ES("signIn.go"), exact=True).click()
    expect(page.get_by_role("navigation", name=ES("rail.label"))).to_be_visible()
    yield page
    context.close()


def press(page: Page, key: str, words: Words = ES) -> None:
    page.get_by_role("button", name=words(key), exact=True).click()


def test_a_recording_is_heard_commented_held_and_kept_for_less(page: Page, demo: Server) -> None:
    _opens_from_the_report(page, demo)
    player = page.get_by_role("region", name=ES("recording:title"), exact=True)
    _plays(page, player)
    page.get_by_label(ES.like("recording:comment")).fill("Aquí explica bien el abono")
    press(page, "recording:send")
    expect(page.get_by_text("Aquí explica bien el abono")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Aquí explica bien el abono"))).to_have_count(1)
    assert found(page) == []
    _held_and_released(page)
    _kept_for_less(page)
    page.evaluate("localStorage.setItem('atiende.language', 'en')")
    page.reload()
    expect(page.get_by_role("button", name=EN("recording:play"), exact=True)).to_be_visible()
    expect(page.get_by_text(EN("recording:keys"))).to_be_visible()
    assert found(page) == []


def test_recordings_are_found_drawn_by_lot_and_heard(page: Page, demo: Server) -> None:
    page.goto(f"{demo.address}/calls?show=recordings")
    rows = page.get_by_role("link", name=ES.like("calls:recorded.listenTo"))
    expect(rows.first).to_be_visible()
    assert found(page) == []
    everybody = rows.count()
    page.get_by_label(ES("calls:recorded.length"), exact=True).select_option("600")
    expect(page.get_by_text(ES("calls:recorded.none"))).to_be_visible()
    page.get_by_label(ES("calls:recorded.length"), exact=True).select_option("0")
    expect(rows).to_have_count(everybody)
    page.get_by_role("button", name=ES("calls:recorded.sample", count=5), exact=True).click()
    press(page, "calls:recorded.all")
    expect(rows).to_have_count(everybody)
    page.evaluate("localStorage.setItem('atiende.language', 'en')")
    page.reload()
    english = page.get_by_role("link", name=EN.like("calls:recorded.listenTo"))
    expect(english).to_have_count(everybody)
    assert found(page) == []
    english.first.click()
    expect(page.get_by_role("button", name=EN("recording:play"), exact=True)).to_be_visible()


def _opens_from_the_report(page: Page, demo: Server) -> None:
    """The recorded calls behind a figure; the call's conversation; the recording on its own page."""
    now = datetime.now(ZoneInfo("Europe/Madrid")).date()
    page.goto(f"{demo.address}/reports?tab=calls&range=own&since={now - timedelta(days=1)}&until={now}")
    coverage = page.locator("dl > div").filter(has_text=ES("calls:metric.recorded_pct.name"))
    coverage.get_by_role("button").click()
    page.get_by_role("button", name=re.compile(re.escape(ES("calls:set.recorded")))).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_have_count(1)
    drawer.get_by_role("link").first.click()
    press(page, "recording:listen")
    expect(page.get_by_role("region", name=ES("recording:title"), exact=True)).to_be_visible()
    page.get_by_role("link", name=ES("recording:open"), exact=True).click()
    expect(page).to_have_url(re.compile("/recordings/rec_"))


def _plays(page: Page, player: Locator) -> None:
    """Both voices are drawn, a passage is gone to, and from there it plays."""
    expect(player.get_by_role("group", name=ES("recording:waveform"))).to_be_visible()
    passage = player.get_by_role("list", name=ES("recording:transcript")).get_by_role("button").nth(1)
    passage.click()
    page.wait_for_function("Number(document.querySelector('section[data-at]').dataset.at) > 3000")
    at = int(player.get_attribute("data-at") or 0)
    press(page, "recording:play")
    page.wait_for_function(f"Number(document.querySelector('section[data-at]').dataset.at) > {at + 200}")
    press(page, "recording:pause")
    expect(page.get_by_role("button", name=ES("recording:play"), exact=True)).to_be_visible()


def _held_and_released(page: Page) -> None:
    """A recording on legal hold cannot be deleted; each side of it says why."""
    for does, undoes in (("hold", "release"), ("release", "hold")):
        press(page, f"recording:{does}")
        dialog = page.get_by_role("dialog", name=ES(f"recording:{does}"))
        done = dialog.get_by_role("button", name=ES("recording:done"), exact=True)
        expect(done).to_be_disabled()
        dialog.get_by_label(ES("recording:reason")).fill("Reclamación 4411")
        done.click()
        expect(page.get_by_role("button", name=ES(f"recording:{undoes}"), exact=True)).to_be_visible()
        delete = page.get_by_role("button", name=ES("recording:delete"), exact=True)
        expect(delete).to_be_disabled() if does == "hold" else expect(delete).to_be_enabled()


def _kept_for_less(page: Page) -> None:
    term = page.get_by_text(ES.like("recording:keptUntil")).first
    before = term.inner_text()
    press(page, "recording:shorten")
    dialog = page.get_by_role("dialog", name=ES("recording:shorten"))
    dialog.get_by_label(ES("recording:days")).fill("7")
    assert found(page) == []
    dialog.get_by_role("button", name=ES("recording:done"), exact=True).click()
    expect(dialog).to_have_count(0)
    expect(term).not_to_have_text(before)


def test_a_prompt_is_heard_as_it_is_said_and_trunks_have_their_page(page: Page, demo: Server) -> None:
    page.goto(f"{demo.address}/admin/prompt")
    page.get_by_role("button", name=ES("admin:new.prompt"), exact=True).first.click()
    dialog = page.get_by_role("dialog", name=ES("admin:new.prompt"))
    dialog.get_by_role("textbox").fill("Bienvenida")
    dialog.get_by_role("button", name=ES("admin:new.go"), exact=True).click()
    page.get_by_label(re.compile("^" + re.escape(ES("config:field.prompt.text_es")))).fill("Le atendemos enseguida.")
    listen = page.get_by_role("button", name=re.compile("^" + re.escape(ES("code:prompt.listen")))).first
    listen.click()
    heard = page.locator("audio") if which("espeak-ng") else page.get_by_role("alert")
    expect(heard.first).to_be_visible()
    assert found(page) == []
    page.goto(f"{demo.address}/admin/trunk")
    expect(page.get_by_role("button", name=ES("admin:new.trunk"), exact=True).first).to_be_visible()
    assert found(page) == []
