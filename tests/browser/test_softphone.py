"""The agent's telephone in the browser: a call is answered, handled by keys, survives a reload, and is supervised."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser import calling, centre
from tests.browser.calling import CALL_MS, hears
from tests.browser.centre import Made, Running
from tests.browser.people import Desk, Visitor, desk_of
from tests.browser.words import EN, ES, Words

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DEVICES = ["microphone", "camera"]
SMALL: ViewportSize = {"width": 360, "height": 740}

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
People = Callable[..., Desk]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    for built in ("web/dist/index.html", "web/widget/dist/call.js"):
        if not (ROOT / built).is_file():
            pytest.skip(f"{built} is not built (make setup)")
    return calling.made_with_calls(tmp_path_factory.mktemp("made") / "data")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path("/usr/bin/chromium").is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    with calling.browser_with_devices() as browser:
        yield browser


@pytest.fixture
def server(made: Made, tmp_path: Path) -> Iterator[Running]:
    with centre.running(made, tmp_path / "calls") as server:
        yield server


@pytest.fixture
def contexts() -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def at_desk(browser: Browser, made: Made, server: Running, contexts: list[BrowserContext]) -> People:
    """`at_desk("ana")` is Ana with a microphone, available."""

    def sit(who: str, words: Words = ES, path: str = "/inbox/mine", *, available: bool = True) -> Desk:
        desk = desk_of(browser, made, server, who, words, permissions=DEVICES)
        desk.context.add_init_script(calling.SPY)
        contexts.append(desk.context)
        desk.open(path)
        if available:
            desk.be("available")
        return desk

    return sit


@pytest.fixture
def caller(browser: Browser, made: Made, server: Running, contexts: list[BrowserContext]) -> Callable[[], Page]:
    """Somebody who calls from the shop's page."""

    def call() -> Page:
        context = browser.new_context(locale="es-ES", viewport={"width": 1000, "height": 760}, permissions=DEVICES)
        context.set_default_timeout(CALL_MS)
        context.add_init_script(calling.SPY)
        contexts.append(context)
        page = Visitor(context, server, made).page
        page.get_by_role("button", name=ES("widget:call"), exact=True).click()
        page.get_by_role("button", name=ES("call:start"), exact=True).click()
        return page

    return call


def dock(desk: Desk) -> Locator:
    return desk.page.get_by_role("region", name=desk.words("phone:dock"))


def does(desk: Desk, key: str) -> None:
    dock(desk).get_by_role("button", name=desk.words(f"phone:{key}"), exact=True).click()


def offers(desk: Desk, key: str) -> None:
    """What the dock lets one do next."""
    expect(dock(desk).get_by_role("button", name=desk.words(f"phone:{key}"), exact=True)).to_be_visible(timeout=CALL_MS)


def answers(desk: Desk) -> None:
    """The call is offered, and answered by the keyboard alone."""
    expect(desk.offer).to_be_visible(timeout=CALL_MS)
    desk.page.keyboard.press("Control+Shift+A")
    offers(desk, "do.hold")


def sounds(page: Page, *, on: bool) -> None:
    """Sound comes in from now on, or none any more: what is on its way arrives first, and a fake microphone beeps once
    a second."""
    page.wait_for_function(
        f"""async () => {{
          const first = (await ({calling.RECEIVED})()).energy;
          await new Promise((go) => setTimeout(go, 1500));
          const more = (await ({calling.RECEIVED})()).energy - first;
          return {"more > 0.0005" if on else "more < 0.0005"};
        }}""",
        timeout=CALL_MS,
    )


def axe_finds_nothing(page: Page) -> None:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("(rules) => window.axe.run(document, {runOnly: rules}).then((r) => r.violations)", RULES)
    grave = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found
             if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert grave == []


def test_a_call_is_answered_by_keys_survives_a_reload_and_is_silent_when_muted(
    at_desk: People, caller: Callable[[], Page]
) -> None:
    ana = at_desk("ana")
    customer = caller()
    answers(ana)
    hears(ana.page)
    hears(customer)
    ana.page.reload()
    offers(ana, "do.hold")
    hears(ana.page)
    sounds(customer, on=True)
    ana.page.keyboard.press("Control+Shift+M")
    offers(ana, "do.unmute")
    sounds(customer, on=False)
    ana.page.keyboard.press("Control+Shift+M")
    sounds(customer, on=True)
    ana.page.keyboard.press("Control+Shift+H")
    offers(ana, "do.resume")
    sounds(ana.page, on=False)
    _screens_are_clean(ana)
    ana.page.keyboard.press("Control+Shift+H")
    offers(ana, "do.hold")
    ana.page.keyboard.press("Control+Shift+E")
    expect(ana.page.get_by_text(ES("phone:wrap.title"), exact=True)).to_be_visible(timeout=CALL_MS)


def _screens_are_clean(ana: Desk) -> None:
    for scheme in ("light", "dark"):
        ana.page.emulate_media(color_scheme=scheme)
        ana.page.keyboard.press("Control+Shift+X")
        expect(ana.page.get_by_role("dialog", name=ES("phone:to.title"))).to_be_visible()
        axe_finds_nothing(ana.page)
        ana.page.keyboard.press("Escape")
    ana.page.set_viewport_size(SMALL)
    offers(ana, "do.more")
    assert ana.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ana.page.set_viewport_size({"width": 1360, "height": 860})


def test_a_colleague_is_consulted_by_keys_and_a_supervisor_helps_whom_he_hears(
    at_desk: People, caller: Callable[[], Page]
) -> None:
    ana = at_desk("ana")
    customer = caller()
    answers(ana)
    hears(customer)
    emma = at_desk("emma", EN)
    _ana_consults(ana, emma)
    expect(dock(ana)).to_contain_text("Emma Clark")
    does(ana, "aside.join")
    hears(emma.page)
    marta = at_desk("marta", path="/board", available=False)
    does(ana, "do.hand")
    marta.page.get_by_role("button", name=ES("phone:live.coachNow"), exact=True).first.click()
    expect(dock(marta)).to_contain_text(ES("phone:live.mode.coach", name="Ana García"), timeout=CALL_MS)
    hears(marta.page)
    expect(dock(ana)).to_contain_text(ES("phone:heard.coach", names="Marta Solé"))
    expect(dock(emma)).not_to_contain_text("barge")
    axe_finds_nothing(marta.page)
    does(marta, "do.leave")
    expect(dock(ana)).not_to_contain_text(ES("phone:heard.coach", names="Marta Solé"))


def _ana_consults(ana: Desk, emma: Desk) -> None:
    ana.page.keyboard.press("Control+Shift+X")
    search = ana.page.get_by_role("combobox", name=ES("phone:to.search"))
    expect(search).to_be_focused()
    search.fill("emma")
    expect(ana.page.get_by_role("option", name="Emma Clark")).to_be_visible()
    ana.page.keyboard.press("Enter")
    emma.page.get_by_role("button", name=EN("phone:asked.answer"), exact=True).click(timeout=CALL_MS)
    hears(emma.page)


def test_another_tab_takes_the_call_over_when_the_first_one_closes(at_desk: People, caller: Callable[[], Page]) -> None:
    ana = at_desk("ana")
    customer = caller()
    answers(ana)
    second = ana.context.new_page()
    second.goto(f"{ana.server.address}/inbox/mine")
    expect(second.get_by_text(ES("phone:problem.elsewhere"))).to_be_visible(timeout=CALL_MS)
    ana.page.close()
    hears(second)
    sounds(customer, on=True)
