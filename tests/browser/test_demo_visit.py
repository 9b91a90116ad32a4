"""One click loads a demo beside the real centre; it is entered, known by its badge, left, and removed wholly."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.centre import Made, Running
from tests.browser.conftest import Open
from tests.browser.people import mail_in
from tests.browser.widget_server import until
from tests.browser.words import ES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
LOADED_MS = 90_000


@pytest.fixture(autouse=True)
def _two_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Running, "own", {"ATIENDE_DEMO_DAYS": "2"})


def rows_by_tenant(data: Path) -> dict[str, dict[str, int]]:
    """How many rows each tenant has in every table that knows tenants."""
    found: dict[str, dict[str, int]] = {}
    with closing(sqlite3.connect(f"file:{next(data.glob('*.db'))}?mode=ro", uri=True)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = {row[1] for row in base.execute(f'PRAGMA table_info("{table}")')}
            if "tenant" not in columns:
                continue
            for tenant, count in base.execute(f'SELECT tenant, count(*) FROM "{table}" GROUP BY tenant'):
                found.setdefault(str(tenant), {})[table] = count
    return found


def enter(page: Page) -> None:
    page.get_by_role("button", name=ES("demo:load"), exact=True).click()
    entrance = page.get_by_role("button", name=ES("demo:enter"), exact=True)
    expect(entrance).to_be_visible(timeout=LOADED_MS)
    entrance.click()
    expect(page.get_by_role("button", name=ES("demo:menu"))).to_be_visible()


def test_a_demo_is_loaded_entered_left_and_removed_in_one_click_each(made: Made, server: Running, desk: Open) -> None:
    mail_in(server, "Pedido de verdad", "Falta una taza.")
    admin = desk("admin")
    page = admin.open("/inbox/all")
    expect(admin.row("Pedido de verdad")).to_be_visible()
    before = json.loads(page.evaluate("fetch('/api/v1/conversations?view=all').then((one) => one.text())"))
    page.goto(f"{server.address}/admin/demo")
    enter(page)
    admin.open("/inbox/all")
    expect(page.get_by_role("listitem").get_by_role("link").first).to_be_visible()
    expect(admin.row("Pedido de verdad")).to_have_count(0)
    assert set(rows_by_tenant(server.data)) > {made.tenant}, "it is there, beside the real one"

    page.get_by_role("button", name=ES("demo:menu")).click()
    page.get_by_role("menuitem", name=ES("demo:leave")).click()
    remove = page.get_by_role("button", name=ES("demo:remove"), exact=True)
    expect(remove).to_be_visible()
    expect(page.get_by_role("button", name=ES("demo:menu"))).to_have_count(0)
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name=ES("demo:remove"), exact=True).click()
    expect(page.get_by_role("button", name=ES("demo:load"), exact=True)).to_be_visible()

    until(lambda: {one for one in rows_by_tenant(server.data) if one} == {made.tenant}, server.log)
    admin.open("/inbox/all")
    expect(admin.row("Pedido de verdad")).to_be_visible()
    after = json.loads(page.evaluate("fetch('/api/v1/conversations?view=all').then((one) => one.text())"))
    assert after["items"] == before["items"]
