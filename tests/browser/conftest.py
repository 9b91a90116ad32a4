"""What the browser's tests share: a Chromium, one made centre to copy, and a server of its own for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from atiende.bench.servers.smtp import SmtpSink
from tests.browser import centre
from tests.browser.centre import Made, Running
from tests.browser.people import PATIENCE_MS, Desk, Visitor, desk_of
from tests.browser.words import ES, Words

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
Open = Callable[..., Desk]
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: while it runs, its event loop occupies this thread, and asynchronous tests could not."""
    if not CHROMIUM.is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A small centre: mail and chat come into one queue, served by Ana, Luis and Emma; Marta supervises."""
    for built in ("web/dist/index.html", "web/widget/dist/app.js"):
        if not (ROOT / built).is_file():
            pytest.skip(f"{built} is not built (make setup)")
    return centre.made(tmp_path_factory.mktemp("made") / "data")


@pytest.fixture
def server(made: Made, tmp_path: Path, smtp_sink: SmtpSink) -> Iterator[Running]:
    """A copy of that centre, empty, on its own ports; its mail goes out by `smtp_sink`."""
    with centre.running(made, tmp_path / "centre", smtp_sink.port) as server:
        yield server


@pytest.fixture
def desk(browser: Browser, made: Made, server: Running) -> Iterator[Open]:
    """`desk("ana")` is Ana's desk in a browser of her own; `desk("ana", EN)` in English."""
    opened: list[Desk] = []

    def open_desk(who: str, words: Words = ES, **how: object) -> Desk:
        opened.append(desk_of(browser, made, server, who, words, **how))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.context.close()


@pytest.fixture
def visit(browser: Browser, made: Made, server: Running) -> Iterator[Visit]:
    """`visit()` is somebody new on the shop's page; with an identity, somebody the shop vouches for."""
    contexts = []

    def go(identity: dict[str, str] | None = None, **how: object) -> Visitor:
        context = browser.new_context(locale="es-ES", viewport={"width": 1000, "height": 760}, **how)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return Visitor(context, server, made, identity)

    yield go
    for context in contexts:
        context.close()
