"""Hostile texts of the collections everywhere a customer can write: nothing runs, nobody is asked, no page breaks."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from atiende.bench import attacks
from atiende.bench.attack_cases import Cases, load_cases
from atiende.bench.attack_intake import bring_in, hostile_centre
from atiende.bench.attack_screens import Tour, everywhere, outside
from atiende.bench.attack_watch import Seen
from atiende.bench.running import RunningServer
from tests.shared_data import ABSENT, shared_data_dir

pytestmark = [pytest.mark.browser, pytest.mark.timeout(150)]
T = TypeVar("T")
UNSAFE = """() => {
  document.querySelector('main').innerHTML =
    '<img src="http://tracker.example.test/p.png" onerror="alert(1)"><script>alert(2)<' + '/script>';
  setTimeout("alert(3); window.owned = 1", 0);
  const frame = document.createElement('iframe');
  frame.srcdoc = '<body onload="prompt(4)">';
  document.body.append(frame);
  const wide = document.createElement('div');
  wide.style.width = '4000px';
  wide.textContent = 'wide';
  document.body.append(wide);
  document.querySelector('main').remove();
}"""


def sample() -> Cases:
    data = shared_data_dir()
    if data is None or not (data / "attacks").is_dir():
        pytest.skip(f"{ABSENT}/attacks")
    if not attacks.CHROMIUM.is_file():
        pytest.skip("no Chromium (tools/install-test-deps.sh installs it)")
    return load_cases(data / "attacks").sample(16, 8, 3)


def apart(what: Callable[[], Awaitable[T]]) -> T:
    """In a thread of its own: another file's browser may occupy this one's loop."""
    answers: list[T] = []

    async def answer() -> None:
        answers.append(await what())

    thread = threading.Thread(target=lambda: asyncio.run(answer()))
    thread.start()
    thread.join()
    assert answers, "it failed: see above"
    return answers[0]


async def toured(place: Path, cases: Cases, control: Callable[[Tour], Awaitable[None]]) -> tuple[Seen, Seen]:
    """What was seen on every screen, and in the negative control after it."""
    prepared, agent = await hostile_centre(place, attacks.names_among(cases))
    server = RunningServer(place)
    await server.start()
    try:
        lie = await bring_in(server, prepared, agent, cases)
        async with attacks.browser() as browser, attacks.watched(browser, server, prepared) as tour:
            await tour.begin()
            await everywhere(tour, lie, scrolls=1, searched=1)
            await outside(tour, lie, prepared.chat)
            real, tour.watch.seen = tour.watch.seen, Seen()
            await tour.load("/me")
            await control(tour)
            return real, tour.watch.seen
    finally:
        await server.stop()


async def unsafe(tour: Tour) -> None:
    """As if a screen had trusted what a customer wrote, with the page's own policy out of the way."""
    await tour.page.evaluate(UNSAFE)
    await tour.page.evaluate("() => { try { prompt(5) } catch {} location.hash = 'x'; window.owned = 1; }")
    await tour.page.wait_for_timeout(300)
    await tour.watch.check(tour.page)


def test_nothing_hostile_acts_on_any_screen_and_the_canary_would_say_so(tmp_path: Path) -> None:
    cases = sample()
    real, control = apart(lambda: toured(tmp_path, cases, unsafe))
    assert (real.scripts, real.foreign, real.broken) == ([], [], [])
    assert real.frames > 0 and real.looks > 20, "mails were shown as sent, and screens were looked at"
    assert any("prompt" in one for one in control.scripts) and any("globals owned" in one for one in control.scripts)
    assert any("tracker.example.test" in one for one in control.foreign)
    assert any("wide, no main landmark" in one for one in control.broken)


def test_a_collection_is_read_whole_and_sampled_the_same_for_a_seed() -> None:
    data = shared_data_dir()
    if data is None or not (data / "attacks").is_dir():
        pytest.skip(f"{ABSENT}/attacks")
    cases = load_cases(data / "attacks")
    assert len(cases.acting) > 1500 and len(cases.inert) > 4000 and len(cases.files) > 10
    assert "<script>alert(0)</script>" in cases.acting or any("<script" in one.lower() for one in cases.acting)
    assert cases.sample(9, 9, 1) == cases.sample(9, 9, 1) != cases.sample(9, 9, 2)
