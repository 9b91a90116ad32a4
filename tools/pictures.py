"""Makes the pictures of the documentation from the demo centre: `.venv/bin/python tools/pictures.py [NAME…]`.

Needs the built web apps (make setup) and Chromium. Starts a demo of its own, three months old and alive, and looks at
it as its people do. With Pillow installed the pictures are reduced to 256 colours.
"""

import importlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "una demo para mirar"
READY = re.compile(r"Atiende is ready: (http://\S+)")
MOST_BYTES = 300_000
PATIENCE_SECONDS, PATIENCE_MS = 400, 120_000
DESK = {"width": 1360, "height": 850}
PHONE = {"width": 375, "height": 812}


@dataclass(frozen=True)
class Looking:
    """A browser and the demo's address."""

    browser: Browser
    address: str

    def page(self, language: str, scheme: str, size: dict[str, int] | None = None) -> Page:
        locale = {"es": "es-ES", "en": "en-GB"}[language]
        context = self.browser.new_context(
            viewport=size or DESK,  # type: ignore[arg-type]
            locale=locale,
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        return context.new_page()

    def desk(self, who: str, language: str = "es", scheme: str = "light", size: dict[str, int] | None = None) -> Page:
        """Somebody's desk, signed in, in that language and look."""
        page = self.page(language, scheme, size)
        api, origin = f"{self.address}/api/v1", {"Origin": self.address}
        mine = page.request.post(
            f"{api}/session", data={"email": f"{who}@atiende.test", "password": PASSWORD}, headers=origin
        )
        own = {"X-CSRF-Token": mine.json()["csrf"], **origin}
        changed = page.request.patch(f"{api}/me", data={"locale": language, "theme": scheme}, headers=own)
        if not (mine.ok and changed.ok):
            raise SystemExit(f"{who} cannot sign in: {mine.status} {changed.status}")
        return page

    def found(self, page: Page, words: str) -> list[dict[str, str]]:
        """Messages with these words, newest first."""
        answer = page.request.get(f"{self.address}/api/v1/search", params={"q": words}).json()
        items: list[dict[str, str]] = answer["messages"]["items"]
        return items

    def at(self, page: Page, path: str, shown: str) -> Page:
        """The page at this path, once `shown` (a selector) is there and has settled."""
        page.goto(f"{self.address}{path}")
        expect(page.locator(shown).first).to_be_visible(timeout=PATIENCE_MS)
        page.wait_for_timeout(2500)
        return page


ROW = "main [role=listitem] a, main li a"


def conversation(look: Looking, page: Page, words: str) -> Page:
    """The newest conversation with these words, beside everything that is open."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not (items := look.found(page, words)) and time.monotonic() < limit:
        page.wait_for_timeout(2000)  # older messages are still being prepared for search
    return look.at(page, f"/inbox/all/{items[0]['conversation']}", "[role=log] [role=article], [role=log] article")


def desk_es_light(look: Looking) -> Page:
    return conversation(look, look.desk("marta"), "reconozco abril")


def desk_en_dark(look: Looking) -> Page:
    return conversation(look, look.desk("emma", "en", "dark"), "LX-32 reception")


def board(look: Looking) -> Page:
    return look.at(look.desk("marta"), "/board", "main table")


def report(look: Looking) -> Page:
    return look.at(look.desk("marta", "en"), "/reports", "main table")


def customers(look: Looking) -> Page:
    page = look.at(look.desk("marta"), "/customers", "main a[href*='/customers/cus_']")
    page.locator("main a[href*='/customers/cus_']").nth(2).click()
    page.wait_for_timeout(3000)
    return page


def search(look: Looking) -> Page:
    return look.at(look.desk("marta", "en", "dark"), "/search?q=label", "main mark")


def administration(look: Looking) -> Page:
    return look.at(look.desk("admin", "en"), "/admin/queue/billing", "main form, main h1")


def designer(look: Looking) -> Page:
    return look.at(look.desk("admin"), "/flows/recepcion", ".react-flow__node")


def self_service(look: Looking) -> Page:
    return look.at(look.desk("marta", "en", "dark"), "/reports?tab=selfservice&range=28d", "main h1")


def phone(look: Looking) -> Page:
    return look.at(look.desk("ana", "es", "light", PHONE), "/inbox/all", ROW)


def widget(look: Looking) -> Page:
    """A visitor of the shop; somebody of the demo answers."""
    page = look.page("es", "light", {"width": 1100, "height": 760})
    page.goto(f"{look.address}/demo")
    page.locator("button").last.click()
    field = page.locator(".write textarea")
    expect(field).to_be_visible(timeout=PATIENCE_MS)
    field.fill("Hola, ¿tienen la taza de gres en azul?")
    field.press("Enter")
    expect(page.locator(".row.own .bubble")).to_have_count(1)
    page.wait_for_timeout(4000)
    return page


SCENES: dict[str, Callable[[Looking], Page]] = {
    "desk-es-light": desk_es_light,
    "desk-en-dark": desk_en_dark,
    "board": board,
    "report": report,
    "customer": customers,
    "search": search,
    "administration": administration,
    "designer": designer,
    "self-service": self_service,
    "phone": phone,
    "widget": widget,
}


@contextmanager
def running(scratch: Path) -> Iterator[str]:
    """A demo on a free port; its address once it is ready."""
    own = {"ATIENDE_PORT": "0", "ATIENDE_DATA_DIR": str(scratch / "data"), "ATIENDE_SMTP_LISTEN": "off"}
    said = scratch / "server.log"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "atiende.cli", "demo"], stdout=log, stderr=log, env=os.environ | own, cwd=ROOT
        )
    try:
        limit = time.monotonic() + PATIENCE_SECONDS
        while (found := READY.search(said.read_text("utf-8", "replace"))) is None:
            if process.poll() is not None or time.monotonic() > limit:
                raise SystemExit(said.read_text("utf-8", "replace"))
            time.sleep(0.5)
        yield found[1]
    finally:
        process.terminate()
        process.wait()


def reduced(path: Path) -> None:
    try:
        image = importlib.import_module("PIL.Image")
    except ModuleNotFoundError:
        return
    with image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=image.Dither.NONE).save(path, optimize=True)


def take(look: Looking, name: str) -> bool:
    """False when the picture is larger than documentation should carry."""
    page, path = SCENES[name](look), PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    page.context.close()
    reduced(path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB", flush=True)
    return path.stat().st_size <= MOST_BYTES


def main(names: list[str]) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright, running(Path(scratch)) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        fine = [take(Looking(browser, address), name) for name in names or SCENES]
        browser.close()
    return 0 if all(fine) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
