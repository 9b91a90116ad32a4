"""A centre whose chat can be called from, a browser with made-up devices, and what its pages really receive."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from atiende.actions.configuration import Ref, publish
from atiende.domain import documents as docs
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk
from tests.browser import centre
from tests.browser.centre import Made, Wanted
from tests.browser.people import PATIENCE_MS

CALL_MS = 45_000
"""Connecting and the first picture take longer than a click on a busy machine."""
FAKE_DEVICES = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
SPY = """
(() => {
  const Real = window.RTCPeerConnection;
  window.__connections = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...given) { super(...given); window.__connections.push(this); }
  };
})();
"""
RECEIVED = """
async () => {
  const found = { frames: {}, energy: 0, packets: 0 };
  for (const connection of window.__connections) {
    if (connection.connectionState !== 'connected') continue;
    for (const one of (await connection.getStats()).values()) {
      if (one.type !== 'inbound-rtp') continue;
      if (one.kind === 'video') found.frames[one.mid] = (found.frames[one.mid] || 0) + (one.framesDecoded || 0);
      else { found.energy += one.totalAudioEnergy || 0; found.packets += one.packetsReceived || 0; }
    }
  }
  return found;
}
"""


def made_with_calls(directory: Path) -> Made:
    """The small centre, and a voice endpoint that its chat leads to."""
    made = centre.made(directory, Wanted(wrap_up_seconds=5))
    centre._apart(_add_calls(made))
    return made


async def _add_calls(made: Made) -> None:
    async with open_desk(Settings(data_dir=made.directory)) as desk:

        def decide(change: Change) -> None:
            voice = docs.Endpoint(
                name="Llamadas desde la web", brand="main", channel="voice", queue="main", settings={"web": True}
            )
            publish(change, "system:test", Ref("endpoint", "calls"), voice)
            settings: docs.Settings = {"calls": "calls", "video": True, "identity_secret": "secret:web.identity"}
            chat = docs.Endpoint(
                name="Chat de la web", brand="main", channel="webchat", queue="main", settings=settings
            )
            publish(change, "system:test", Ref("endpoint", "chat"), chat)

        await desk.store.change(made.tenant, decide, at=desk.clock.now())


@contextmanager
def browser_with_devices() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FAKE_DEVICES)
        yield browser
        browser.close()


def received(page: Page) -> Any:
    """Of everything that is connected in the page now: frames decoded by line, energy of the sound."""
    return page.evaluate(RECEIVED)


def hears(page: Page) -> None:
    """Sound with something in it arrives."""
    page.wait_for_function(f"async () => (await ({RECEIVED})()).energy > 0.0001", timeout=CALL_MS)


def sees(page: Page, pictures: int) -> None:
    """So many pictures arrive, frame after frame."""
    growing = f"""async () => {{
      const moving = Object.values((await ({RECEIVED})()).frames).filter((one) => one > 5);
      return moving.length >= {pictures};
    }}"""
    page.wait_for_function(growing, timeout=CALL_MS)


def spied(page: Page) -> None:
    page.add_init_script(SPY)
