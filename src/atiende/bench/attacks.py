"""`atiende bench attacks`: hostile texts through the real intake, shown on every screen of the desk in a real browser.

No script may run, nobody else may be asked for anything, no page may break. Pictures from elsewhere count only while
nobody asked for them.
"""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from atiende.bench.attack_cases import Cases, load_cases
from atiende.bench.attack_intake import bring_in, hostile_centre
from atiende.bench.attack_screens import Tour, everywhere, outside
from atiende.bench.attack_watch import Seen, Watch
from atiende.bench.centre import Prepared
from atiende.bench.registry import Options
from atiende.bench.running import RunningServer, scratch

if TYPE_CHECKING:
    from playwright.async_api import Browser

DATA = Path("../shared/data/attacks")
CHROMIUM = Path("/usr/bin/chromium")
MISSING = "this benchmark drives a browser: it needs Playwright (requirements-dev) and /usr/bin/chromium"
QUICK_ACTING, QUICK_INERT = 120, 120
QUICK_SCROLLS, SCROLLS = 4, 120
NAMES = 8
"""Tags with hostile names; the first is the agent's too."""
SHOWN = 20
WORDS = Path(__file__).parents[1] / "locales" / "es"
PRESSED = {
    "asMail": ("work", "message.asMail"),
    "showImages": ("work", "message.showImages"),
    "more": ("find", "more"),
    "queues": ("report", "queues"),
    "launcher": ("widget", "launcher"),
    "broke": ("desk", "page.broke"),
    "notFound": ("desk", "page.notFound"),
}


async def run(options: Options) -> dict[str, float | None]:
    """The figures of `bench.md`; the notes name the first findings of each kind."""
    cases = load_cases(options.data or DATA)
    if options.quick:
        options.notes.append(f"quick: a sample of {cases.count} texts")
        cases = cases.sample(QUICK_ACTING, QUICK_INERT, options.seed)
    if not cases.acting:
        options.notes.append("no collection of hostile texts found; name one with --data")
        return _figures(0, None)
    if not _there():
        options.notes.append(MISSING)
        return _figures(cases.count, None)
    with scratch("attacks") as place:
        prepared, agent = await hostile_centre(Path(place), names_among(cases))
        server = RunningServer(Path(place))
        await server.start()
        try:
            began = time.monotonic()
            lie = await bring_in(server, prepared, agent, cases)
            options.notes.append(f"{time.monotonic() - began:.0f} s to bring in, by mail, chat and API")
            began = time.monotonic()
            async with browser() as found, watched(found, server, prepared) as tour:
                await tour.begin()
                scrolls, searched = (QUICK_SCROLLS, 1) if options.quick else (SCROLLS, 5)
                await everywhere(tour, lie, scrolls=scrolls, searched=searched)
                await outside(tour, lie, prepared.chat)
                seen = tour.watch.seen
            options.notes.append(f"{time.monotonic() - began:.0f} s to look, {seen.looks} times")
        finally:
            await server.stop()
    options.notes.append(f"{len(lie.mails)} mail and {len(lie.chats)} chat conversations, {seen.frames} mails as sent")
    options.notes.append(f"{seen.wanted} pictures from elsewhere, asked for; answered on this machine")
    for findings in (seen.scripts, seen.foreign, seen.broken):
        options.notes.extend(findings[:SHOWN])
    return _figures(cases.count, seen)


def _figures(payloads: int, seen: Seen | None) -> dict[str, float | None]:
    return {
        "payloads": payloads,
        "scripts_run": len(seen.scripts) if seen else None,
        "foreign_requests": len(seen.foreign) if seen else None,
        "broken_pages": len(seen.broken) if seen else None,
    }


def names_among(cases: Cases) -> list[str]:
    """Fit to be a name: one short line."""
    return [one.strip() for one in cases.acting if 3 < len(one.strip()) <= 60 and one.strip().isprintable()][:NAMES]


def _there() -> bool:
    try:
        import playwright.async_api  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return CHROMIUM.is_file()


def words() -> dict[str, str]:
    """What its buttons say, from the catalogue the desk itself reads."""
    said = {}
    for name, (file, path) in PRESSED.items():
        found = json.loads((WORDS / f"{file}.json").read_text("utf-8"))
        for part in path.split("."):
            found = found[part]
        said[name] = str(found)
    return said


@asynccontextmanager
async def browser() -> "AsyncIterator[Browser]":
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        await found.close()


@asynccontextmanager
async def watched(found: "Browser", server: RunningServer, prepared: Prepared) -> AsyncIterator[Tour]:
    """An administrator's browser under watch."""
    home, said = f"http://localhost:{server.port}", words()
    context = await found.new_context(
        locale="es-ES", viewport={"width": 1366, "height": 850}, service_workers="block", reduced_motion="reduce"
    )
    await context.add_cookies(
        [{"name": "atiende_session", "value": prepared.admin.token, "url": home, "httpOnly": True}]
    )
    watch = Watch(context, home, [said["broke"], said["notFound"]])
    yield Tour(watch, await watch.begin(), said)
    await context.close()
