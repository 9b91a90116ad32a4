"""The visitor's chat in a real browser against the real server: said once, seen once, also when the server dies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.widget_server import Agent, Server, running

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not (ROOT / "web" / "widget" / "dist" / "app.js").is_file():
        pytest.skip("the widget is not built (make setup)")
    with running(tmp_path_factory.mktemp("widget") / "data") as server:
        yield server


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="es-ES", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def ana(server: Server) -> Agent:
    agent = Agent(server, "ana@atiende.test")
    agent.be_available()
    return agent


def open_chat(context: BrowserContext, server: Server) -> Page:
    page = context.new_page()
    page.goto(server.shop)
    page.click(".launcher")
    expect(page.locator(".write textarea")).to_be_visible()
    return page


def another_tab(context: BrowserContext, server: Server) -> Page:
    """The chat goes on, so its launcher is already the chat's."""
    page = context.new_page()
    page.goto(server.shop)
    page.click(".launcher")
    return page


def write(page: Page, text: str) -> None:
    page.locator(".write textarea").fill(text)
    page.locator(".write textarea").press("Enter")


def own(page: Page) -> Locator:
    return page.locator(".row.own .bubble")


def test_what_the_visitor_writes_reaches_the_agent_and_the_answer_comes_back(
    server: Server, ana: Agent, visitor: BrowserContext
) -> None:
    page = open_chat(visitor, server)
    write(page, "¿Tienen la taza en azul?")
    expect(page.locator(".row.own .meta")).to_contain_text("Enviado")
    conversation = ana.accept("taza en azul")
    expect(page.locator(".head")).to_contain_text("Le atiende Ana")
    ana.answer(conversation, "Sí, queda una.")
    expect(page.locator(".list")).to_contain_text("Sí, queda una.")
    page.reload()
    expect(own(page)).to_have_text(["¿Tienen la taza en azul?"])
    expect(page.locator(".list")).to_contain_text("Sí, queda una.")


def test_a_killed_server_loses_and_doubles_nothing(server: Server, ana: Agent, visitor: BrowserContext) -> None:
    page = open_chat(visitor, server)
    said = ["antes del corte"]
    write(page, said[0])
    conversation = ana.accept(said[0])
    for number in range(3):
        said.append(f"justo antes {number}")
        write(page, said[-1])
        server.kill()
        said.append(f"durante {number}")
        write(page, said[-1])
        expect(page.locator(".row.own .meta").last).to_contain_text("Guardado")
        server.start()
        expect(page.locator(".row.own .meta").last).to_contain_text("Enviado", timeout=40_000)
    assert ana.texts(conversation) == said
    expect(own(page)).to_have_text(said)


def test_two_tabs_are_one_visitor_and_keep_the_order(server: Server, visitor: BrowserContext) -> None:
    first = open_chat(visitor, server)
    said = ["uno en dos pestañas"]
    write(first, said[0])
    expect(first.locator(".row.own .meta")).to_contain_text("Enviado")
    second = another_tab(visitor, server)
    expect(own(second)).to_have_text(said)
    for number in range(6):
        said.append(f"m{number}")
        write((first, second)[number % 2], said[-1])
    for page in (first, second):
        expect(own(page)).to_have_text(said)
        expect(page.locator(".row.own .meta").last).to_contain_text("Enviado")
    # A new page knows nothing but what the server has.
    expect(own(another_tab(visitor, server))).to_have_text(said)


def test_nothing_is_kept_in_the_browser_before_the_chat_is_opened(server: Server, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto(server.shop)
    expect(page.locator(".launcher")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.cookies() == []
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).origin)")
    assert set(asked) <= {server.address, "null"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (360, 640), (640, 400)])
def test_axe_finds_nothing(server: Server, browser: Browser, scheme: str, size: tuple[int, int]) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="es-ES", bypass_csp=True
    )
    try:
        page = open_chat(context, server)
        write(page, "https://a.example")
        expect(page.locator(".row.own .meta")).to_contain_text("Enviado")
        page.add_script_tag(path=AXE)
        found = page.evaluate("tags => axe.run('[data-atiende]', {runOnly: tags})", RULES)
        assert [one["id"] for one in found["violations"]] == []
    finally:
        context.close()


@pytest.fixture
def crowded(server: Server, ana: Agent) -> None:
    """One agent, one chat at a time, long to decide on it; and a queue that takes a day over each."""
    admin = Agent(server, "admin@atiende.test")
    chats = [one["slug"] for one in admin.call("GET", "catalog")["endpoints"] if one["channel"] == "webchat"]
    chat = admin.call("GET", f"config/endpoint/{min(chats)}")["body"]
    path = f"config/queue/{chat['queue']}"
    before = admin.call("GET", path)
    ways = {"above_seconds": 60, "link": "https://ayuda.example/"}
    more = {"handle_seconds": 86_400, "offer_seconds": 600, "deflection": ways}
    draft = admin.call("PUT", f"{path}/draft", {"body": before["body"] | more}, match=before["etag"])
    admin.call("POST", f"{path}/publish", {}, match=draft["etag"])
    me = ana.call("GET", "me")["id"]
    admin.call("PATCH", f"users/{me}", {"capacity": {"webchat": 1}})
    ana.be_available()


def test_whoever_must_wait_long_is_called_back_by_keyboard_alone(
    server: Server, crowded: None, visitor: BrowserContext, browser: Browser
) -> None:
    context = browser.new_context(locale="es-ES", viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.set_default_timeout(10_000)
    write(open_chat(visitor, server), "La primera")
    page = open_chat(context, server)
    write(page, "¿Me atienden?")
    called = page.get_by_role("button", name="Pedir que le llamemos")
    expect(called).to_be_visible()
    expect(page.get_by_role("link", name="Consultar el centro de ayuda")).to_be_visible()
    page.add_script_tag(path=AXE)
    found = page.evaluate("tags => axe.run('[data-atiende]', {runOnly: tags})", RULES)
    assert [one["id"] for one in found["violations"]] == []
    called.press("Enter")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No es un número de teléfono")
    expect(page.get_by_label("Teléfono")).to_be_focused()
    page.get_by_label("Teléfono").fill("600 12 34 56")
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_contain_text("Le llamaremos al +34 600 12 34 56. Conserva su puesto.")
    expect(called).to_be_hidden()
    context.close()
