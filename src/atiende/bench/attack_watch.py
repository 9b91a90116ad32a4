"""Watches a browser for what a hostile text would do: run something, ask somebody else, or break the page.

The canary hooks what attacks call to show that they ran; the route answers strangers here, so that nothing leaves the
machine.
"""

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, ConsoleMessage, Frame, Page, Request, Route

SIGN = "atiende-canary"
CANARY = f"""(() => {{
  for (const name of ['alert', 'confirm', 'prompt', 'print']) {{
    const cry = (what) => {{ console.debug('{SIGN} ' + name + ' ' + String(what).slice(0, 80)); return null; }};
    try {{ Object.defineProperty(window, name, {{ value: cry, configurable: false, writable: false }}); }} catch {{}}
  }}
}})();"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8ffff3f0005fe02fea7"
    "9b1b3a0000000049454e44ae426082"
)
LOOK = """(broke) => ({
  main: document.querySelector('main, [role=main]') !== null,
  empty: document.body.innerText.trim().length < 3,
  wide: document.documentElement.scrollWidth > window.innerWidth + 1,
  broke: broke.some((text) => document.body.innerText.includes(text)),
  title: document.title,
  globals: Object.keys(window),
  frames: document.querySelectorAll('main iframe[sandbox]').length,
})"""
USUAL = re.compile(r"^(?:__|\$_|on|\d+$|webkit|tsr|atiende$)", re.IGNORECASE)


@dataclass(slots=True)
class Seen:
    """What happened, and on which screen."""

    scripts: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    wanted: int = 0
    """Pictures from elsewhere that somebody asked for."""
    broken: list[str] = field(default_factory=list)
    looks: int = 0
    frames: int = 0
    """Mails shown as they were sent."""


class Watch:
    """One browser context. `at` is where it is now; `allowed` while pictures from elsewhere are wanted."""

    def __init__(self, context: "BrowserContext", home: str, broke: list[str]) -> None:
        self.context, self.home, self.broke = context, home, broke
        self.seen, self.at, self.allowed = Seen(), "", False
        self._globals: set[str] = set()
        self._ours = (home, home.replace("http", "ws", 1), "data:", "blob:", "about:", "chrome-error:")

    async def begin(self) -> "Page":
        await self.context.add_init_script(CANARY)
        await self.context.route(re.compile(f"^(?!{re.escape(self.home)})https?:"), self._answer)
        self.context.on("request", self._asked)
        page = await self.context.new_page()
        self.context.on("page", lambda other: self.seen.scripts.append(f"{self.at}: opened {other.url}"))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._note(f"uncaught {error.message[:200]}"))
        page.on("crash", lambda _: self._note("crashed"))
        page.on("framenavigated", self._went)
        return page

    async def learn(self, page: "Page") -> None:
        """What the page's own globals are, before anything hostile was shown."""
        self._globals |= set((await page.evaluate(LOOK, self.broke))["globals"])

    async def check(self, page: "Page", *, landmarks: bool = True) -> None:
        """The page is whole and nothing new lies in it."""
        found = await page.evaluate(LOOK, self.broke)
        self.seen.looks += 1
        self.seen.frames += found["frames"]
        wrong = [name for name in ("empty", "wide", "broke") if found[name]]
        if landmarks and not found["main"]:
            wrong.append("no main landmark")
        if wrong:
            self._note(", ".join(wrong))
        fresh = [one for one in found["globals"] if one not in self._globals and not USUAL.match(one)]
        if fresh:
            self.seen.scripts.append(f"{self.at}: globals {' '.join(fresh)[:200]}")
            self._globals |= set(fresh)
        if "Atiende" not in found["title"] and landmarks:
            self.seen.scripts.append(f"{self.at}: title {found['title'][:80]}")

    def _note(self, what: str) -> None:
        self.seen.broken.append(f"{self.at}: {what}")

    def _said(self, message: "ConsoleMessage") -> None:
        if message.text.startswith(SIGN):
            self.seen.scripts.append(f"{self.at}: {message.text.removeprefix(SIGN).strip()}")

    def _went(self, frame: "Frame") -> None:
        if not frame.url.startswith(self._ours):
            self.seen.scripts.append(f"{self.at}: went to {json.dumps(frame.url[:120])}")

    def _asked(self, request: "Request") -> None:
        if request.url.startswith(self._ours):
            return
        if self.allowed and request.resource_type == "image":
            self.seen.wanted += 1
            return
        self.seen.foreign.append(f"{self.at}: {request.resource_type} {request.url[:160]}")

    async def _answer(self, route: "Route") -> None:
        await route.fulfill(status=200, content_type="image/png", body=PIXEL)
