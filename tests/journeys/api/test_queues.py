"""Queues and callbacks over HTTP: switched and switched back, VIP, a number that is none, and what the board shows."""

from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, Browser, writes

NOTICE = {"es": "Hay una avería general.", "en": "There is an outage."}


async def interaction_of(desk: Desk, conversation: str) -> Interaction:
    return (await desk.store.reading(NORTH.tenant).where(Interaction, {"conversation": conversation}))[0]


async def test_a_queue_is_switched_and_what_it_was_undoes_it(desk: Desk, eva: Browser) -> None:
    switched = await eva.post("/queues/support/switch", {"state": "emergency", "notice": NOTICE})
    assert switched.json() == {
        "before": {"state": "normal", "notice": {}},
        "now": {"state": "emergency", "notice": NOTICE},
    }
    refused = await interaction_of(desk, await writes(desk, NORTH, "pepe"))
    assert refused.state == "refused"
    board = {one["queue"]: one for one in (await eva.get("/board")).json()["queues"]}
    assert (board["support"]["state"], board["sales"]["state"]) == ("emergency", "normal")
    undone = await eva.post("/queues/support/switch", switched.json()["before"])
    assert undone.json()["now"] == {"state": "normal", "notice": {}}
    assert (await eva.get("/queues/support/switch")).json() == {"state": "normal", "notice": {}}
    assert (await interaction_of(desk, await writes(desk, NORTH, "rosa"))).state == "queued"


async def test_only_who_supervises_a_queue_switches_it_and_not_without_a_word(ana: Browser, eva: Browser) -> None:
    wanted = {"state": "closed", "notice": {}}
    assert (await ana.post("/queues/support/switch", wanted)).status_code == 403
    assert (await eva.post("/queues/elsewhere/switch", wanted)).status_code == 404
    assert (await eva.post("/queues/nowhere/switch", wanted)).status_code == 404
    silent = await eva.post("/queues/support/switch", {"state": "emergency", "notice": {}})
    assert (silent.status_code, silent.json()["errors"][0]["code"]) == (422, "required")


async def test_a_vip_is_shown_on_his_work_and_goes_first(desk: Desk, eva: Browser) -> None:
    first, second = await writes(desk, NORTH, "pepe"), await writes(desk, NORTH, "rosa")
    customer = (await interaction_of(desk, second)).customer
    shown = await eva.post(f"/customers/{customer}/vip", {"vip": True})
    assert shown.json()["vip"] is True
    waiting = (await eva.get("/board/waiting", queue="support")).json()["items"]
    assert [(one["conversation"], one["vip"], one["priority"]) for one in waiting] == [
        (second, True, 1),
        (first, False, 3),
    ]
    assert (await eva.get(f"/conversations/{second}")).json()["customer"]["vip"] is True
    row = (await eva.get(f"/conversations/{second}")).json()["interactions"][0]
    assert (row["vip"], row["deflection"], row["callback"]) == (True, "", None) and row["due_at"]


async def test_a_callback_is_asked_for_with_a_number_and_shown_with_the_conversation(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    work = await interaction_of(desk, conversation)
    bad = await eva.post(f"/interactions/{work.id}/callback", {"number": "12"})
    problem = bad.json()["errors"][0]
    assert (bad.status_code, problem["field"], problem["code"]) == (422, "number", "not_a_phone_number")
    assert problem["detail"].startswith("No es un número de teléfono.")
    kept = await eva.post(f"/interactions/{work.id}/callback", {"number": "600 12 34 56"})
    assert kept.json() == {"interaction": work.id}
    row = (await eva.get(f"/conversations/{conversation}")).json()["interactions"][0]
    assert (row["channel"], row["state"]) == ("callback", "queued")
    events = (await eva.get(f"/conversations/{conversation}/timeline")).json()["items"]
    assert "CallbackRequested" in [one["event"] for one in events if one["type"] == "event"]
    assert row["callback"] == {"number": "+34600123456", "shown": "+34 600 12 34 56", "not_before": None}


async def test_the_board_counts_what_is_overdue_and_what_is_next(desk: Desk, eva: Browser) -> None:
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await writes(desk, NORTH, "pepe")
    await clock.leap(3601)
    await writes(desk, NORTH, "rosa")
    board = {one["queue"]: one for one in (await eva.get("/board")).json()["queues"]}
    support = board["support"]
    assert (support["waiting"], support["overdue"], support["limit"]) == (2, 1, 0)
    assert support["next_due_at"] is not None and board["sales"]["next_due_at"] is None
