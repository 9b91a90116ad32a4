"""Why it still waits, for an agent and for a supervisor; who would get what might come; somebody moved, and back."""

from msgspec.structs import replace

from atiende.actions.configuration import Ref, publish
from atiende.actions.presence import choose_state
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, Browser, writes
from tests.journeys.api.test_supervising import interaction_of

WIDENS = docs.Queue(
    name="Soporte",
    brand="main",
    teams=["first"],
    steps=[docs.Step(after_seconds=60, teams=["first", "second"]), docs.Step(after_seconds=600, priority=1)],
)


async def put(desk: Desk, queue: docs.Queue, slug: str = "support") -> None:
    def decide(change: Change) -> None:
        publish(change, "system", Ref("queue", slug), queue)

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def test_a_supervisor_sees_everybody_and_every_step(desk: Desk, eva: Browser) -> None:
    await put(desk, WIDENS)
    work = await interaction_of(desk, await writes(desk, NORTH, "pepe"))
    why = (await eva.get(f"/interactions/{work.id}/why")).json()
    assert why["waiting"] and why["complete"] and why["able"] == 0
    reasons = {one["agent"]["name"]: one["reasons"] for one in why["candidates"]}
    assert reasons["Luis perdiz"] == ["not_in_team"] and reasons["Ana perdiz"] == ["offline"]
    steps = why["rules"]["steps"]
    assert [(one["number"], one["after_seconds"], one["reached"]) for one in steps] == [(1, 60, False), (2, 600, False)]
    assert steps[0]["teams"] == ["first", "second"] and steps[1]["teams"] is None
    assert why["next_at"] == steps[0]["at"] > why["since"]
    assert why["rules"]["start"]["teams"] == ["first"]


async def test_an_agent_sees_himself_and_of_the_others_only_how_many(desk: Desk, ana: Browser) -> None:
    work = await interaction_of(desk, await writes(desk, NORTH, "pepe"))
    why = (await ana.get(f"/interactions/{work.id}/why")).json()
    assert not why["complete"]
    assert [one["agent"]["name"] for one in why["candidates"]] == ["Ana perdiz"] == [why["me"]["agent"]["name"]]
    assert why["me"]["reasons"] == ["offline"]
    assert sum(why["excluded"].values()) == 4 and why["able"] == 0
    assert "Luis" not in str(why)


async def test_the_dry_run_says_who_would_get_it_and_changes_nothing(desk: Desk, eva: Browser) -> None:
    before = await desk.store.head(NORTH.tenant)
    nobody = (await eva.get("/routing/who", queue="support")).json()
    assert nobody["able"] == 0 and nobody["candidates"]
    await choose_state(desk, NORTH.tenant, NORTH.user("ana"), "available")
    found = (await eva.get("/routing/who", queue="support", vip="true")).json()
    first = found["candidates"][0]
    assert (first["agent"]["name"], first["fits"], found["priority"]) == ("Ana perdiz", True, 1)
    assert await desk.store.head(NORTH.tenant) == before + 1  # only that Ana came
    skilled = (await eva.get("/routing/who", queue="support", skills="billing:3")).json()
    assert skilled["able"] == 0 and "skill_missing:billing" in skilled["excluded"]
    named = (await eva.get("/routing/who", queue="support", agent=NORTH.user("luis"))).json()
    assert named["rule"] == "named_agent" and named["excluded"]["another_agent_named"] >= 1


async def test_the_dry_run_is_for_supervisors_and_for_queues_there_are(ana: Browser, eva: Browser) -> None:
    assert (await ana.get("/routing/who", queue="support")).status_code == 403
    assert (await eva.get("/routing/who", queue="nothing")).status_code == 404
    assert (await eva.get("/routing/who", queue="support", skills="billing:9")).status_code == 422


async def test_somebody_is_moved_to_another_team_and_back(desk: Desk, eva: Browser, ana: Browser) -> None:
    work = await interaction_of(desk, await writes(desk, NORTH, "pepe"))
    luis = NORTH.user("luis")
    wanted = {"teams": ["first"], "skills": {}}
    moved = (await eva.send("PUT", f"/agents/{luis}/abilities", wanted)).json()
    assert (moved["before"]["teams"], moved["now"]["teams"]) == (["second"], ["first"])
    shown = {one["id"]: one for one in (await eva.get("/board")).json()["agents"]}[luis]
    assert (shown["teams"], shown["aside"], shown["resting_until"]) == (["first"], [], None)
    why = (await eva.get(f"/interactions/{work.id}/why")).json()
    assert {one["agent"]["name"]: one["reasons"] for one in why["candidates"]}["Luis perdiz"] == ["offline"]
    await eva.send("PUT", f"/agents/{luis}/abilities", moved["before"])
    why = (await eva.get(f"/interactions/{work.id}/why")).json()
    assert {one["agent"]["name"]: one["reasons"] for one in why["candidates"]}["Luis perdiz"] == ["not_in_team"]
    assert (await ana.send("PUT", f"/agents/{luis}/abilities", wanted)).status_code == 403
    gone = await eva.send("PUT", f"/agents/{luis}/abilities", {"teams": ["gone"], "skills": {}})
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (422, "reference_missing")


async def test_a_teams_lead_opens_no_other_team_to_anybody_not_even_himself(desk: Desk, ana: Browser) -> None:
    """A team opens the conversations of its queues."""

    def decide(change: Change) -> None:
        lead = f.Ability(role="lead", teams=("first",), languages={"es": 5}, brands=("main",))
        change.record(f.UserChanged(user=NORTH.user("ana"), ability=lead), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    theirs = await writes(desk, NORTH, "pepe", endpoint="shop")
    own = f"/agents/{NORTH.user('ana')}/abilities"
    assert (await ana.send("PUT", own, {"teams": ["first", "second"], "skills": {}})).status_code == 403
    assert (await ana.get(f"/conversations/{theirs}")).status_code == 404
    assert (await ana.send("PUT", own, {"teams": [], "skills": {}})).status_code == 200


async def test_the_dry_run_asks_for_the_kind_of_work_it_is_asked_about(desk: Desk, eva: Browser) -> None:
    """A learned match tells reasons apart."""
    ana = NORTH.user("ana")
    table = f.MatchTable(
        agents=(ana,), kinds=("webchat/billing/",), overall=60_000, usual=(60_000,), typical=(60_000,),
        times=((30_000,),), seen=((9,),),
    )  # fmt: skip
    trained = f.MatchTrained(
        queue="support", version=1, table=table, trained_on=9, transferred=0, since=0, until=1, inputs=()
    )
    await put(desk, replace(WIDENS, choice="learned", compare_percent=0))

    def decide(change: Change) -> None:
        change.record(trained, actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    await choose_state(desk, NORTH.tenant, ana, "available")
    keys = [
        (await eva.get("/routing/who", queue="support", reason=reason)).json()["candidates"][0]["key"][0]
        for reason in ("billing", "")
    ]
    assert keys == [500, 1000]
