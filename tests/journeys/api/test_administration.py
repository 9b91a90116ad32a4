"""The administration at a glance: what needs somebody, what a word leads to, who changed what, whether all is well."""

import pytest
from fastapi import FastAPI
from msgspec.structs import replace

from atiende.actions.endpoints import FORGOTTEN_MS, MOST_SITES, note_widget
from atiende.actions.users import Person, change_user
from atiende.domain.chain import Audited
from atiende.domain.facts import ExportMade
from atiende.domain.work import WidgetSeen
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.store.change import LineChange
from atiende.store.views import chain
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, Browser, stranger, writes


async def test_a_queue_nobody_serves_asks_for_attention_and_says_why(desk: Desk, marta: Browser) -> None:
    assert [one for one in (await marta.get("/admin/overview")).json()["attention"] if one["slug"] == "sales"] == []
    await change_user(desk, NORTH.tenant, "system", NORTH.user("luis"), Person(active=False))
    asked = [one for one in (await marta.get("/admin/overview")).json()["attention"] if one["slug"] == "sales"]
    assert [(one["code"], one["level"], one["go"]) for one in asked] == [("nobody_serves", "bad", "/admin/queue/sales")]
    signs = (await marta.get("/queues/sales/signs")).json()["items"]
    assert ("nobody_serves", "bad") in {(one["code"], one["level"]) for one in signs}


async def test_an_inbox_shows_its_own_signs_and_its_queues(desk: Desk, marta: Browser) -> None:
    before = {one["code"] for one in (await marta.get("/endpoints/web/signs")).json()["items"]}
    assert {"enabled", "never_loaded", "nothing_in", "served_by", "nobody_available"} <= before
    await writes(desk, NORTH, "carla")
    after = {one["code"] for one in (await marta.get("/endpoints/web/signs")).json()["items"]}
    assert "last_in" in after and "nothing_in" not in after


async def test_a_setting_is_found_by_a_word_of_either_language(marta: Browser) -> None:
    for word in ("festivos", "holidays"):
        items = (await marta.get("/admin/search", q=word)).json()["items"]
        assert ("hours", "holidays") in {(one["kind"], one["field"]) for one in items}
    found = (await marta.get("/admin/search", q="soporte")).json()["items"]
    assert ("queue", "support") in {(one["kind"], one["slug"]) for one in found}
    assert (await marta.get("/admin/search", q="nothing is called so")).json()["items"] == []


async def test_changes_are_found_by_their_words_and_leave_as_a_file_that_is_noted(desk: Desk, marta: Browser) -> None:
    await change_user(desk, NORTH.tenant, f"agent:{NORTH.user('marta')}", NORTH.user("ana"), Person(name="=cmd|x"))
    found = (await marta.get("/audit", q="=CMD")).json()["items"]
    assert [one["fact"] for one in found] == ["UserChanged"]
    assert (await marta.get("/audit", q="=cmd", until="2001-01-01")).json()["items"] == []
    answer = await marta.get("/audit/export", q="=cmd")
    assert "'=cmd|x" in answer.text and ",=cmd" not in answer.text
    log = await desk.store.log(NORTH.tenant, 0)
    assert [one.fact.what for one in log if isinstance(one.fact, ExportMade)] == ["audit"]


@pytest.mark.parametrize("newest", [3, 200])
async def test_the_audit_chain_grows_with_each_change_and_says_when_it_is_broken(
    desk: Desk, marta: Browser, monkeypatch: pytest.MonkeyPatch, newest: int
) -> None:
    monkeypatch.setattr(chain, "NEWEST", newest)
    before = (await marta.get("/audit/chain")).json()
    await change_user(desk, NORTH.tenant, f"agent:{NORTH.user('marta')}", NORTH.user("ana"), Person(name="Anna"))
    after = (await marta.get("/audit/chain")).json()
    assert (after["entries"], after["whole"]) == (before["entries"] + 1, True) and after["link"] != before["link"]
    assert after["checked"] == min(newest, after["entries"])

    def altered(change: Change) -> None:
        assert isinstance(change, LineChange)
        last = change.where(Audited, {"number": after["entries"]})[0]
        change._rows.put(replace(last, kind="ViewedAs"))

    await desk.store.change(NORTH.tenant, altered, at=desk.clock.now())
    assert (await marta.get("/audit/chain")).json()["whole"] is False


async def test_health_is_for_those_who_keep_the_centre(marta: Browser, ana: Browser) -> None:
    items = {one["code"]: one["level"] for one in (await marta.get("/admin/health")).json()["items"]}
    assert items["database"] == "ok" and "intake" in items
    assert (await ana.get("/admin/health")).status_code == 403


async def test_where_the_chat_was_loaded_is_remembered_by_site(app: FastAPI, desk: Desk, marta: Browser) -> None:
    await note_widget(desk, NORTH.tenant, "web", "https://shop.test")
    await note_widget(desk, NORTH.tenant, "web", "https://shop.test")
    signs = {one["code"]: one for one in (await marta.get("/endpoints/web/signs")).json()["items"]}
    assert signs["loaded"]["params"]["page"] == "https://shop.test"
    async with stranger(app) as http:
        assert (await http.get("/api/v1/endpoints/web/signs")).status_code == 401


async def test_whoever_claims_to_be_many_sites_fills_no_database(desk: Desk) -> None:
    assert isinstance(desk.clock, VirtualClock)
    for number in range(MOST_SITES + 5):
        await note_widget(desk, NORTH.tenant, "web", f"https://{number}.test")
    read = desk.store.reading(NORTH.tenant)
    kept = await read.where(WidgetSeen, {"endpoint": "web"})
    assert {one.origin for one in kept} == {f"https://{number}.test" for number in range(MOST_SITES)}
    await desk.clock.leap(FORGOTTEN_MS / 1000 + 1)
    await note_widget(desk, NORTH.tenant, "web", "https://shop.test")  # one that was long not seen goes
    kept = await read.where(WidgetSeen, {"endpoint": "web"})
    assert len(kept) == MOST_SITES and "https://shop.test" in {one.origin for one in kept}
