"""Lists: filters, saved views and who has them, pins, and one step for many with its answer for each."""

import msgspec

from atiende.api.wire import wire
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.desk_documents import Sla, Tag
from atiende.domain.message import Mention
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.views import Sight
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.journeys.api.people import NORTH, Browser, writes


async def ids(browser: Browser, **query: str) -> list[str]:
    found = await browser.get("/conversations", **query)
    assert found.status_code == 200, found.text
    return [row["id"] for row in found.json()["items"]]


async def count(browser: Browser, **query: str) -> int:
    found = await browser.get("/conversations/count", view="found", **query)
    assert found.status_code == 200, found.text
    return int(found.json()["count"])


async def tagged(desk: Desk) -> None:
    body = docs.write(Tag(name="Urgente"))

    def decide(change: Change) -> None:
        change.record(f.DocumentPublished(kind="tag", slug="urgent", version=1, body=body), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def test_filters_narrow_and_counts_agree(desk: Desk, ana: Browser, eva: Browser) -> None:
    await tagged(desk)
    rosa, pedro = await writes(desk, NORTH, "rosa"), await writes(desk, NORTH, "pedro")
    await ana.post(f"/conversations/{rosa}/take")
    assert (await ana.post(f"/conversations/{rosa}/tags", {"add": ["urgent"]})).status_code == 200
    asked = {
        ("agent", "me"): [rosa],
        ("agent", "nobody"): [pedro],
        ("agent", "me,nobody"): sorted([rosa, pedro]),
        ("tag", "urgent"): [rosa],
        ("tag", "other"): [],
        ("customer", "PEDRO"): [pedro],
        ("queue", "sales"): [],
        ("team", "first"): sorted([rosa, pedro]),
        ("status", "resolved"): [],
        ("waiting_over", "60"): [],
        ("opened_within", "60"): sorted([rosa, pedro]),
        ("overdue", "yes"): [],
        ("vip", "no"): sorted([rosa, pedro]),
        ("priority", "1,2"): [],
    }
    for (name, value), expected in asked.items():
        assert sorted(await ids(ana, view="found", **{name: value})) == expected, name
        assert await count(ana, **{name: value}) == len(expected), name
    refused = [{"status": "asleep"}, {"priority": "9"}, {"vip": "maybe"}, {"opened_over": "-1"}]
    for wrong in refused:
        assert (await ana.get("/conversations", view="found", **wrong)).status_code == 422, wrong


async def test_a_filter_never_shows_what_may_not_be_seen(desk: Desk, ana: Browser, luis: Browser) -> None:
    """The negative control: the same filter for somebody of another team finds nothing."""
    rosa = await writes(desk, NORTH, "rosa")
    assert await ids(ana, view="found", queue="support") == [rosa]
    assert await ids(luis, view="found", queue="support") == []
    assert await ids(luis, view="team") == [] and await ids(ana, view="team") == [rosa]
    assert await count(luis, customer="rosa") == 0


async def test_a_row_on_the_line_says_what_the_list_says(desk: Desk, ana: Browser) -> None:
    gold = docs.write(Sla(name="Oro", resolve_seconds=3600))

    def decide(change: Change) -> None:
        change.record(f.DocumentPublished(kind="sla", slug="gold", version=1, body=gold), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    rosa = await writes(desk, NORTH, "rosa")
    await ana.post(f"/conversations/{rosa}/take")
    await ana.post(f"/conversations/{rosa}/hand", {"word": "¿Cómo se hace?"})
    assert isinstance(desk.store, SqlStore)
    sight = Sight(agent=NORTH.user("ana"), queues=("support",))
    (row,) = await SqlViews(desk.store).conversations.rows(NORTH.tenant, sight, [rosa])
    (listed,) = (await ana.get("/conversations", view="mine")).json()["items"]
    assert listed["resolve_due"] and listed["hand_raised_at"] and listed["due_at"]
    assert msgspec.json.decode(msgspec.json.encode(wire(row))) == listed


async def test_mentions_are_mine_until_i_look(desk: Desk, ana: Browser, eva: Browser) -> None:
    rosa = await writes(desk, NORTH, "rosa")
    named = Mention(user=NORTH.user("ana"), message="msg_x", conversation=rosa, at=desk.clock.now())
    await desk.store.change(NORTH.tenant, lambda change: change.put(named), at=desk.clock.now())
    assert await ids(ana, view="mentions") == [rosa] and await ids(eva, view="mentions") == []
    counts = (await ana.get("/conversations/counts")).json()
    assert (counts["mentions"], counts["team"], counts["unassigned"]) == (1, 1, 1)


async def test_a_view_is_kept_shared_altered_and_dropped(desk: Desk, ana: Browser, luis: Browser, eva: Browser) -> None:
    rosa = await writes(desk, NORTH, "rosa")
    mine = {"name": "Sin agente", "filters": {"agent": "nobody"}, "sort": "waiting"}
    own = (await ana.post("/views", mine)).json()
    assert own["mine"] and own["filters"] == {"agent": "nobody"}
    assert await ids(ana, view=own["id"]) == [rosa]
    assert (await ana.get("/views/counts")).json()["counts"] == {own["id"]: 1}
    assert (await eva.get("/conversations", view=own["id"])).status_code == 404, "nobody has others' own"
    assert (await eva.http.delete(f"/api/v1/views/{own['id']}")).status_code == 404
    assert (await ana.post("/views", mine | {"shared": "all"})).status_code == 403
    shared = (await eva.post("/views", mine | {"shared": "team:first"})).json()
    seen = [each["id"] for each in (await ana.get("/views")).json()["items"]]
    assert seen == [own["id"], shared["id"]]
    assert (await luis.get("/views")).json()["items"] == [], "it is the other team's"
    refused = await ana.http.put(f"/api/v1/views/{shared['id']}", json=mine)
    assert refused.status_code == 403
    for wrong in ({"name": " "}, {"shared": "team:none"}, {"filters": {"priority": "7"}}):
        assert (await eva.post("/views", mine | wrong)).status_code == 422, wrong
    assert (await ana.http.delete(f"/api/v1/views/{own['id']}")).status_code == 204
    assert (await ana.get("/conversations", view=own["id"])).status_code == 404


async def test_many_at_once_each_says_how_it_went(desk: Desk, ana: Browser, luis: Browser) -> None:
    rosa = await writes(desk, NORTH, "rosa")
    far = await writes(desk, NORTH, "far", endpoint="far")
    wanted = {"ids": [rosa, far, rosa], "do": "priority", "priority": 1}
    done = (await ana.post("/conversations/bulk", wanted)).json()["items"]
    assert [(each["id"], each["done"], each["code"]) for each in done] == [
        (rosa, True, ""),
        (far, False, "not_found"),
    ]
    assert (await ana.get(f"/conversations/{rosa}")).json()["priority"] == 1
    nothing = (await luis.post("/conversations/bulk", wanted)).json()["items"]
    assert [each["done"] for each in nothing] == [False, False]
    assert (await ana.post("/conversations/bulk", {"ids": [rosa], "do": "transfer"})).json()["items"][0]["code"]
    resolved = {"ids": [rosa], "do": "resolve", "disposition": "solved", "reason": "billing"}
    assert (await ana.post("/conversations/bulk", resolved)).json()["items"][0]["done"]
    assert (await ana.post("/conversations/bulk", {"ids": [rosa], "do": "reopen"})).json()["items"][0]["done"]
    assert (await ana.get(f"/conversations/{rosa}")).json()["status"] == "open"


async def test_read_and_unread_again(desk: Desk, ana: Browser) -> None:
    rosa = await writes(desk, NORTH, "rosa")
    await ana.post(f"/conversations/{rosa}/take")
    for step, unread in (("read", False), ("unread", True), ("read", False)):
        await ana.post("/conversations/bulk", {"ids": [rosa], "do": step})
        (row,) = (await ana.get("/conversations", view="mine")).json()["items"]
        assert row["unread"] is unread, step


async def test_pins_are_ones_own(desk: Desk, ana: Browser, eva: Browser) -> None:
    rosa = await writes(desk, NORTH, "rosa")
    assert (await ana.post(f"/conversations/{rosa}/pin", {"on": True})).status_code == 204
    assert await ids(ana, view="pinned") == [rosa] and await ids(eva, view="pinned") == []
    assert (await ana.post(f"/conversations/{rosa}/pin", {"on": False})).status_code == 204
    assert await ids(ana, view="pinned") == []


async def test_preferences_follow_the_person(ana: Browser, eva: Browser) -> None:
    changed = {"preferences": {"look.density": "compact", "keys.list.next": "ctrl+j"}}
    assert (await ana.http.patch("/api/v1/me", json=changed)).status_code == 200
    await ana.http.patch("/api/v1/me", json={"preferences": {"keys.list.next": ""}})
    assert (await ana.get("/me")).json()["preferences"] == {"look.density": "compact"}
    assert (await eva.get("/me")).json()["preferences"] == {}
    for wrong in ({"Not a name": "x"}, {"look.density": "x" * 3000}):
        assert (await ana.http.patch("/api/v1/me", json={"preferences": wrong})).status_code == 422
