"""The supervisor: the board, why it went to whom, and the hand on the wheel."""

from atiende.actions.offers import expire_offer, offer_work
from atiende.actions.presence import choose_state
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, Browser, writes


async def interaction_of(desk: Desk, conversation: str) -> Interaction:
    return (await desk.store.reading(NORTH.tenant).where(Interaction, {"conversation": conversation}))[0]


async def offer(desk: Desk, conversation: str, name: str = "off_1", agent: str = "ana") -> None:
    """As the floor does it."""
    work = await interaction_of(desk, conversation)
    receipt = f.Receipt(
        position=9,
        configuration=1,
        rule="longest_idle",
        runners_up=((NORTH.user("eva"), (1, 2)),),
        excluded={"offline": 2, "skill_missing:billing": 1},
        waiting=1,
    )
    made = f.InteractionOffered(
        offer=name,
        interaction=work.id,
        conversation=conversation,
        agent=NORTH.user(agent),
        queue="support",
        channel="webchat",
        expires_at=desk.clock.now() + 30_000,
        receipt=receipt,
    )
    await offer_work(desk, NORTH.tenant, made)


async def test_an_offer_is_seen_by_its_agent_and_accepted_once(desk: Desk, ana: Browser, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe", "Auxilio")
    await choose_state(desk, NORTH.tenant, NORTH.user("ana"), "available")
    await offer(desk, conversation)
    shown = (await ana.get("/offers")).json()["items"]
    assert [(one["id"], one["last_line"], one["customer"]["name"]) for one in shown] == [
        ("off_1", "Auxilio perdiz", "Pepe perdiz")
    ]
    assert (await eva.get("/offers")).json()["items"] == []
    assert (await eva.post("/offers/off_1/accept")).status_code == 404
    assert (await ana.post("/offers/off_1/accept")).json() == {"conversation": conversation}
    assert (await ana.post("/offers/off_1/accept")).json() == {"conversation": conversation}
    late = await ana.post("/offers/off_1/decline")
    assert (late.status_code, late.json()["code"]) == (409, "too_late")


async def test_what_was_offered_may_be_read_before_it_is_taken(desk: Desk, luis: Browser) -> None:
    """Luis serves another team: only the offer lets him see it."""
    conversation = await writes(desk, NORTH, "pepe")
    await choose_state(desk, NORTH.tenant, NORTH.user("luis"), "available")
    assert (await luis.get(f"/conversations/{conversation}")).status_code == 404
    await offer(desk, conversation, agent="luis")
    assert (await luis.get(f"/conversations/{conversation}")).status_code == 200
    await luis.post("/offers/off_1/decline")
    assert (await luis.get(f"/conversations/{conversation}")).status_code == 404


async def test_every_offer_has_its_receipt_in_both_languages(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    await choose_state(desk, NORTH.tenant, NORTH.user("ana"), "available")
    await offer(desk, conversation)
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await clock.leap(31)
    await expire_offer(desk, NORTH.tenant, "off_1")
    work = await interaction_of(desk, conversation)
    receipts = (await eva.get(f"/interactions/{work.id}/receipts")).json()["items"]
    assert [(one["state"], one["rule"], one["agent"]["name"]) for one in receipts] == [
        ("expired", "longest_idle", "Ana perdiz")
    ]
    assert receipts[0]["runners_up"][0]["agent"]["name"] == "Eva perdiz"
    assert receipts[0]["text"]["en"] == (
        "Ana perdiz had been free the longest of those able. Waiting then: 1. Next would have been: Eva perdiz. "
        "Not asked: 2 × offline, 1 × without the skill (billing)."
    )
    assert "llevaba más tiempo libre" in receipts[0]["text"]["es"]
    why = (await eva.get(f"/interactions/{work.id}/why")).json()
    assert why["waiting"] and why["position"] == 1
    reasons = {one["agent"]["name"]: one["reasons"] for one in why["candidates"]}
    assert reasons["Luis perdiz"] == ["not_in_team"] and reasons["Ana perdiz"] == ["not_responding"]


async def test_the_board_counts_and_the_list_keeps_the_floors_order(desk: Desk, eva: Browser) -> None:
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    older = await writes(desk, NORTH, "pepe")
    await clock.leap(60)
    urgent = await writes(desk, NORTH, "rosa")
    await eva.post(f"/conversations/{urgent}/priority", {"priority": 1})
    board = (await eva.get("/board")).json()
    queues = {one["queue"]: one for one in board["queues"]}
    assert (queues["support"]["waiting"], queues["support"]["oldest_wait_ms"]) == (2, 60_000)
    assert "elsewhere" not in queues and queues["support"]["by_channel"] == {"webchat": 2}
    waiting = (await eva.get("/board/waiting", queue="support")).json()["items"]
    assert [(one["conversation"], one["position"]) for one in waiting] == [(urgent, 1), (older, 2)]


async def test_work_is_routed_states_are_forced_and_an_absent_agents_work_goes_on(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    work = await interaction_of(desk, conversation)
    moved = await eva.post(f"/interactions/{work.id}/route", {"queue": "sales", "priority": 2})
    assert moved.status_code == 204, moved.text
    shown = (await eva.get(f"/conversations/{conversation}")).json()
    assert (shown["queue"], shown["priority"]) == ("sales", 2)
    await eva.post(f"/conversations/{conversation}/assign", {"agent": NORTH.user("ana")})
    forced = await eva.post(f"/agents/{NORTH.user('ana')}/state", {"state": "paused", "reason": "lunch"})
    assert forced.json()["state"] == "paused"
    gone = await eva.post(f"/agents/{NORTH.user('ana')}/reassign", {"to_queue": "support"})
    assert gone.json() == {"conversations": 1, "moved": [conversation]}
    shown = (await eva.get(f"/conversations/{conversation}")).json()
    assert (shown["agent"], shown["queue"]) == (None, "support")
    both = await eva.post(f"/agents/{NORTH.user('ana')}/reassign", {"to_queue": "support", "to_agent": "x"})
    assert both.status_code == 422
