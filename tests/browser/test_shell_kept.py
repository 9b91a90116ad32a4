"""The shell without a connection: it opens from what this browser kept, which is never anything of a customer's."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.centre import Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request)).clone().text();
      found.push([new URL(request.url).pathname, text.includes('secreto de prueba')]);
    }
  }
  return found;
}"""


def test_the_desk_opens_again_with_its_worker_and_keeps_no_answer_of_the_server(server: Running, desk: Open) -> None:
    mail_in(server, "Un secreto de prueba", "El secreto de prueba es este.")
    ana = desk("ana")
    page = ana.open("/inbox/all")
    expect(ana.row("Un secreto de prueba")).to_be_visible()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for _ in range(2):
        page.goto(f"{server.address}/inbox/all", wait_until="domcontentloaded")
        expect(ana.row("Un secreto de prueba")).to_be_visible()
    kept = page.evaluate(KEPT)
    paths = [path for path, _ in kept]
    assert "/index" in paths and any(path.startswith("/assets/") for path in paths)
    assert [path for path in paths if path.startswith(("/api", "/blobs", "/widget"))] == []
    assert [path for path, tells in kept if tells] == [], "what a customer wrote is in no cache"
    ana.context.set_offline(True)
    page.reload()
    expect(page.locator("#root")).not_to_be_empty()
    ana.context.set_offline(False)


def test_the_desk_can_be_installed(server: Running, desk: Open) -> None:
    page = desk("ana").open("/inbox/mine")
    manifest = page.request.get(f"{server.address}/manifest.webmanifest")
    told = json.loads(manifest.text())
    assert told["display"] == "standalone" and {one["sizes"] for one in told["icons"]} >= {"192x192", "512x512"}
    for icon in told["icons"]:
        assert page.request.get(f"{server.address}{icon['src']}").ok, icon


def test_a_telephone_has_one_pane_and_the_way_around_below(server: Running, desk: Open) -> None:
    mail_in(server, "Desde el móvil", "¿Se puede leer aquí?")
    ana = desk("ana", viewport={"width": 360, "height": 740})
    page = ana.open("/inbox/all")
    rail = page.get_by_role("navigation", name=ES("rail.label")).bounding_box()
    assert rail is not None and rail["y"] > 640
    ana.row("Desde el móvil").click()
    expect(ana.said("¿Se puede leer aquí?")).to_have_count(1)
    expect(ana.row("Desde el móvil")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
