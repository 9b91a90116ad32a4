"""Makes the pictures of the documentation from the demo centre: `.venv/bin/python tools/screenshots.py [NAME…]`.

Needs the built web apps (make setup) and Chromium. With Pillow installed the pictures are reduced to 256 colours.
"""

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.widget_server import Agent, Server, running  # noqa: E402
from tests.browser.words import EN, ES, Words  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
MOST_BYTES = 200_000
SIZE = {"width": 1360, "height": 850}


def desk(browser: Browser, server: Server, who: str, words: Words, scheme: str) -> Page:
    """Somebody's desk, signed in."""
    locale = {"es": "es-ES", "en": "en-GB"}[words.language]
    context = browser.new_context(viewport=SIZE, locale=locale, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    Agent(server, f"{who}@atiende.test").call("PATCH", "me", {"locale": words.language})
    page = context.new_page()
    page.goto(f"{server.address}/sign-in")
    page.get_by_role("textbox", name=words("signIn.email")).fill(f"{who}@atiende.test")
    page.get_by_label(words("signIn.password")).first.fill(server.password)
    page.get_by_role("button", name=words("signIn.go"), exact=True).click()
    expect(page.get_by_role("navigation", name=words("rail.label"))).to_be_visible()
    return page


def opened(page: Page, server: Server, words: Words, row: str, view: str) -> Page:
    page.goto(f"{server.address}/inbox/{view}")
    page.get_by_role("listitem").filter(has_text=row).get_by_role("link").first.click()
    expect(page.get_by_role("log", name=words("timeline.label")).get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("region", name=words("customer.history")).get_by_role("listitem").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


def desk_es_light(browser: Browser, server: Server) -> Page:
    """Everything that is open on the left, a matter with its note in the middle."""
    Agent(server, "ana@atiende.test").call("PUT", "me/presence", {"state": "paused", "reason": "break"})
    page = opened(desk(browser, server, "ana", ES, "light"), server, ES, "Pepe Martínez", "pending")
    page.goto(page.url.replace("/pending/", "/all/"))
    expect(page.get_by_role("list", name=ES("view.all")).get_by_role("listitem")).not_to_have_count(0)
    expect(page.get_by_role("region", name=ES("customer.history")).get_by_role("listitem").first).to_be_visible()
    return page


def desk_en_dark(browser: Browser, server: Server) -> Page:
    Agent(server, "emma@atiende.test").call("PUT", "me/presence", {"state": "paused", "reason": "training"})
    return opened(desk(browser, server, "emma", EN, "dark"), server, EN, "Hannah Lee", "all")


def widget(browser: Browser, server: Server) -> Page:
    """A visitor and an agent, a few lines into it."""
    agent = Agent(server, "luis@atiende.test")
    agent.be_available()
    context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="es-ES", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server.address}/demo")
    page.get_by_role("button", name=ES("widget:launcher")).click()
    field = page.locator(".write textarea")
    expect(field).to_be_visible()
    field.fill("Hola, ¿tienen la taza de gres en azul?")
    field.press("Enter")
    expect(page.locator(".row.own .meta")).to_contain_text(ES("widget:sent"))
    conversation = agent.accept("taza de gres")
    expect(page.locator(".head")).to_contain_text(ES("widget:talking_to", name="Luis"))
    agent.answer(conversation, "Buenos días. Sí, quedan tres en azul y una en verde.")
    expect(page.locator(".list")).to_contain_text("quedan tres")
    field.fill("Perfecto, me llevo dos azules.")
    field.press("Enter")
    expect(page.locator(".row.own .bubble")).to_have_count(2)
    expect(page.locator(".row.own .meta").last).to_contain_text(ES("widget:sent"))
    return page


def board(browser: Browser, server: Server) -> Page:
    Agent(server, "ana@atiende.test").be_available()
    page = desk(browser, server, "marta", ES, "light")
    page.goto(f"{server.address}/board")
    expect(page.get_by_role("table", name=ES("admin:board.agents"))).to_be_visible()
    return page


def administration(browser: Browser, server: Server) -> Page:
    page = desk(browser, server, "admin", EN, "light")
    page.goto(f"{server.address}/admin/queue/billing")
    expect(page.get_by_role("complementary", name=EN("admin:version.title")).get_by_role("listitem")).not_to_have_count(
        0
    )
    return page


SCENES: dict[str, Callable[[Browser, Server], Page]] = {
    "desk-es-light": desk_es_light,
    "desk-en-dark": desk_en_dark,
    "widget": widget,
    "board": board,
    "administration": administration,
}


def reduced(path: Path) -> None:
    try:
        image = importlib.import_module("PIL.Image")
    except ModuleNotFoundError:
        return
    with image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=image.Dither.NONE).save(path, optimize=True)


def main(names: list[str]) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    large = 0
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with running(Path(scratch) / "data") as server:
            for name, scene in SCENES.items():
                if names and name not in names:
                    continue
                page, path = scene(browser, server), PICTURES / f"{name}.png"
                page.wait_for_load_state("networkidle")
                page.screenshot(path=path, animations="disabled")
                page.context.close()
                reduced(path)
                large += path.stat().st_size > MOST_BYTES
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        browser.close()
    return 1 if large else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
