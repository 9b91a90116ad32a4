"""Goes through every screen on which what customers wrote is shown, as an administrator would with a mouse."""

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from atiende.bench.attack_intake import Lie
from atiende.bench.attack_watch import Watch

if TYPE_CHECKING:
    from playwright.async_api import Page

SETTLED_MS = 250
PATIENCE_MS, NEXT_MS = 20_000, 3_000
GO = "(path) => { history.pushState({}, '', path); }"
MOST_SCROLLS = 400
WORDS = ("script", "alert", "onerror", "svg", "javascript")
"""Searched for: what of the hostile texts is found is shown with its marks."""
KINDS = ("", "&type=customers", "&type=messages")
WORK = (
    "/tasks",
    "/board?queue=main",
    "/board",
    "/board/who",
    "/twin/past",
    "/new",
    "/pop?number=600",
    "/reports?range=today&tab=agents",
    "/admin/audit",
    "/admin/quarantine",
    "/admin/tag",
    "/admin/matches",
)
PRESS = """(texts) => {
  const all = [...document.querySelectorAll('main button')].filter((one) => texts.includes(one.textContent.trim()));
  all.forEach((one) => one.click());
  return all.length;
}"""
ANOTHER = """async ([was, most]) => {
  const until = performance.now() + most;
  while (document.title === was && performance.now() < until) await new Promise((go) => setTimeout(go, 30));
}"""
"""Two screens may be called the same: then it was waited long enough."""
SCROLL = """() => {
  let moved = false;
  for (const box of document.querySelectorAll('main, main *')) {
    if (box.scrollHeight <= box.clientHeight + 4 || !/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const before = box.scrollTop;
    box.scrollTop += Math.max(200, box.clientHeight * 0.9);
    moved ||= box.scrollTop > before;
  }
  return moved;
}"""
BUSY = "() => document.querySelectorAll('main [aria-busy=true], main .mantine-Skeleton-root').length"


class Tour:
    """`words` are the texts of the buttons it presses, in the language of the desk."""

    def __init__(self, watch: Watch, page: "Page", words: dict[str, str]) -> None:
        self.watch, self.page, self.words = watch, page, words

    async def begin(self) -> None:
        """Learns what a page without anything hostile looks like."""
        await self.page.goto(self.watch.home + "/me", wait_until="load")
        await self.page.wait_for_selector("main", timeout=PATIENCE_MS)
        await self.watch.learn(self.page)

    async def go(self, path: str, wait_ms: int = SETTLED_MS) -> None:
        """Within the loaded desk, as a link would; and look. Another screen has come when it has another title."""
        here, title = self.watch.at.partition("?")[0], await self.page.title()
        self.watch.at = path
        await self.page.evaluate(GO, path)
        if path.partition("?")[0] != here:
            await self.page.evaluate(ANOTHER, [title, NEXT_MS])
        await self._settle(wait_ms)
        await self.watch.check(self.page)

    async def load(self, path: str, *, landmarks: bool = True) -> None:
        """Anew, as by a bookmark; and look."""
        self.watch.at = path
        await self.page.goto(self.watch.home + path, wait_until="load")
        if landmarks:
            await self.page.wait_for_selector("main", timeout=PATIENCE_MS)
        await self._settle(SETTLED_MS * 2)
        await self.watch.check(self.page, landmarks=landmarks)

    async def _settle(self, wait_ms: int) -> None:
        await self.page.wait_for_timeout(wait_ms)
        for _ in range(20):
            if not await self.page.evaluate(BUSY):
                return
            await self.page.wait_for_timeout(100)

    async def press(self, *keys: str) -> int:
        pressed: int = await self.page.evaluate(PRESS, [self.words[key] for key in keys])
        if pressed:
            await self.page.wait_for_timeout(SETTLED_MS)
            await self.watch.check(self.page)
        return pressed

    async def scroll(self, most: int) -> None:
        """To the end of whatever scrolls, asking for more where there is a button for it."""
        for _ in range(most):
            moved = await self.page.evaluate(SCROLL)
            if not moved and not await self.page.evaluate(PRESS, [self.words["more"]]):
                break
            await self.page.wait_for_timeout(120)
        await self.watch.check(self.page)

    async def conversation(self, ident: str) -> None:
        """Opened with pictures held back, as text and as it was sent, and with pictures shown."""
        self.watch.at = f"/inbox/all/{ident}"
        async with self.page.expect_response(f"**/conversations/{ident}/timeline*", timeout=PATIENCE_MS):
            await self.page.evaluate(GO, self.watch.at)
        await self.page.wait_for_selector("main [role=log] article", timeout=PATIENCE_MS)
        await self._settle(SETTLED_MS * 2)
        await self.watch.check(self.page)
        await self.press("asMail")
        await self.scroll(6)
        self.watch.allowed = True
        if await self.press("showImages"):
            await self.page.wait_for_timeout(SETTLED_MS * 2)
            await self.watch.check(self.page)
        self.watch.allowed = False

    async def first_button_of(self, table: str) -> None:
        """What a number is made of: its drawer."""
        button = self.page.get_by_role("table", name=table).get_by_role("cell").get_by_role("button").first
        if await button.count():
            await button.click()
            await self.page.wait_for_timeout(SETTLED_MS * 2)
            await self.watch.check(self.page)
            await self.page.keyboard.press("Escape")


async def everywhere(tour: Tour, lie: Lie, *, scrolls: int, searched: int) -> None:
    """Conversations first: their texts are then also in what was opened lately and in the access log."""
    for ident in [*lie.mails, *lie.chats]:
        await tour.conversation(ident)
    for path in ("/inbox/all", "/inbox/mine", "/customers", "/companies"):
        await tour.go(path)
        await tour.scroll(scrolls)
    for customer in lie.customers:
        await tour.go(f"/customers/{customer}")
    for customer in lie.customers[:1]:
        await tour.load(f"/customers/{customer}")
        await tour.go(f"/customers/{customer}?tab=accesses", 600)
    for path in [f"/search?q={word}{kind}" for word in WORDS[:searched] for kind in KINDS]:
        await tour.go(path, 600)
        await tour.scroll(min(scrolls, 5))
    for path in WORK:
        await tour.go(path, 500)
        await tour.scroll(min(scrolls, 10))
    await tour.go("/reports?range=today&compare=", 800)
    await tour.first_button_of(tour.words["queues"])


async def outside(tour: Tour, lie: Lie, endpoint: str) -> None:
    """The screen on the wall, and the customer's own chat with what he wrote."""
    if lie.wall:
        await tour.load(lie.wall, landmarks=False)
    page = f"/demo?endpoint={quote(endpoint)}&language=es&identity={quote(json.dumps(lie.visitor))}"
    await tour.load(page, landmarks=False)
    await tour.page.get_by_role("button", name=tour.words["launcher"]).click()
    await tour.page.wait_for_timeout(SETTLED_MS * 4)
    await tour.watch.check(tour.page, landmarks=False)
