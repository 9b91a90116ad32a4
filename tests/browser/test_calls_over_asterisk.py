"""The agent's browser as a SIP telephone at a real Asterisk: somebody calls a number, Ana answers in her page, both
hear each other, and either may hang up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from atiende.bench.servers.asterisk import AsteriskServer
from tests.browser import calling, numbers
from tests.browser.calling import CALL_MS, hears
from tests.browser.centre import Made, Running
from tests.browser.numbers import Caller, rings_at
from tests.browser.people import Desk, desk_of
from tests.browser.test_softphone import answers, does, offers, sounds
from tests.browser.words import ES

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
SILENCE_SECONDS = 5.0
Scene = tuple[Made, Running, AsteriskServer, Caller]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    if not (ROOT / "web/dist/index.html").is_file():
        pytest.skip("web/dist is not built (make setup)")
    with numbers.served(tmp_path) as scene:
        yield scene


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not Path("/usr/bin/chromium").is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    with calling.browser_with_devices() as browser:
        yield browser


def test_a_number_is_called_and_the_page_answers_holds_reloads_and_hangs_up(browser: Browser, scene: Scene) -> None:
    made, server, asterisk, caller = scene
    ana = desk_of(browser, made, server, "ana", ES, permissions=["microphone", "camera"])
    ana.context.add_init_script(calling.SPY)
    ana.open("/inbox/mine")
    ana.be("available")
    rings_at(caller, asterisk, ana.page)
    talk = caller.calls()
    answers(ana)
    hears(ana.page)
    caller.hears_something(talk)
    does(ana, "do.hold")
    offers(ana, "do.resume")
    sounds(ana.page, on=False)
    does(ana, "do.resume")
    offers(ana, "do.hold")
    sounds(ana.page, on=True)
    _comes_back(ana)
    talk.forget()
    caller.hears_something(talk)
    ana.page.keyboard.press("Control+Shift+E")
    caller.becomes(lambda: talk.state == "over")
    expect(ana.page.get_by_text(ES("phone:wrap.title"), exact=True)).to_be_visible(timeout=CALL_MS)
    _is_called_again(ana, scene)
    caller.becomes(lambda: "0 active channels" in asterisk.ask("core show channels"))


def _comes_back(ana: Desk) -> None:
    """A reload in the middle of the call: her page registers again, and is called anew. It may be heard before it is
    shown, and a key counts for what is shown."""
    ana.page.reload()
    offers(ana, "do.hold")
    hears(ana.page)
    sounds(ana.page, on=True)


def _is_called_again(ana: Desk, scene: Scene) -> None:
    """And this time it is the caller who hangs up."""
    _, _, asterisk, caller = scene
    ana.be("available")
    rings_at(caller, asterisk, ana.page)
    talk = caller.calls()
    answers(ana)
    hears(ana.page)
    caller.hangs_up(talk)
    expect(ana.page.get_by_text(ES("phone:wrap.title"), exact=True)).to_be_visible(timeout=CALL_MS)


def test_a_page_that_dies_in_a_call_means_music_for_the_caller(browser: Browser, scene: Scene) -> None:
    """No page says goodbye here: Asterisk goes on sending to it."""
    made, server, asterisk, caller = scene
    ana = desk_of(browser, made, server, "ana", ES, permissions=["microphone", "camera"])
    ana.open("/inbox/mine")
    ana.be("available")
    rings_at(caller, asterisk, ana.page)
    talk = caller.calls()
    answers(ana)
    caller.hears_something(talk)
    _dies(ana)
    assert caller.hears_again(talk) < SILENCE_SECONDS
    assert talk.state == "up"


def _dies(desk: Desk) -> None:
    with pytest.raises(Error, match="crash"):
        desk.page.goto("chrome://crash")
