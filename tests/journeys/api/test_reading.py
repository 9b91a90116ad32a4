"""Lists, one conversation, its timeline, the customer: what the desk reads."""

from atiende.actions.replies import Reply, send_reply
from atiende.ports.desk import Desk
from tests.journeys.api.people import NORTH, Browser, writes


async def test_a_chat_appears_in_the_lists_and_in_full(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe", "Buenos días")
    listed = (await ana.get("/conversations", view="unassigned")).json()
    assert [row["id"] for row in listed["items"]] == [conversation]
    row = listed["items"][0]
    assert row["last_line"] == "Buenos días perdiz" and row["unread"] and row["last_author"] == "customer"
    assert row["customer"]["name"] == "Pepe perdiz" and row["interaction"]["state"] == "queued"
    assert row["due_at"] > row["waiting_since"] and row["opened_at"].endswith("Z")
    assert (await ana.get("/conversations/counts")).json()["unassigned"] == 1
    full = (await ana.get(f"/conversations/{conversation}")).json()
    assert full["reply_endpoint"] == "web" and full["endpoints"][0]["traits"]["session"] is True
    entries = (await ana.get(f"/conversations/{conversation}/timeline")).json()["items"]
    assert [entry.get("event", "message") for entry in entries] == [
        "ConversationOpened",
        "message",
        "InteractionQueued",
    ]
    customer = (await ana.get(f"/customers/{row['customer']['id']}")).json()
    assert customer["open_conversations"][0]["id"] == conversation
    assert customer["identities"][0]["channel"] == "webchat"


async def test_taking_and_answering_moves_it_to_mine(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    taken = await ana.post(f"/conversations/{conversation}/take")
    assert taken.status_code == 200, taken.text
    assert taken.json()["agent"]["name"] == "Ana perdiz"
    sent = await ana.post(
        f"/conversations/{conversation}/messages", {"client_id": "c1", "text": "¿En qué puedo ayudarle?"}
    )
    assert sent.status_code == 201, sent.text
    assert (sent.json()["status"], sent.json()["position"], sent.json()["author"]["name"]) == ("sent", 2, "Ana perdiz")
    again = await ana.post(
        f"/conversations/{conversation}/messages", {"client_id": "c1", "text": "¿En qué puedo ayudarle?"}
    )
    assert again.json() == sent.json()
    mine = (await ana.get("/conversations", view="mine")).json()["items"]
    assert [row["id"] for row in mine] == [conversation] and mine[0]["waiting_since"] is None
    seen = await ana.post(f"/conversations/{conversation}/seen", {"position": 2})
    assert seen.json()["unread"] is False


async def test_a_long_timeline_is_read_backwards_without_gap_or_repetition(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    await ana.post(f"/conversations/{conversation}/take")
    for number in range(2, 30):
        await writes(desk, NORTH, "pepe", f"mensaje {number}", number=number)
        reply = Reply(client_id=f"r{number}", text=f"respuesta {number}")
        await send_reply(desk, NORTH.tenant, NORTH.user("ana"), conversation, reply)
    seen: list[object] = []
    before: dict[str, str | int] = {}
    while True:
        page = (await ana.get(f"/conversations/{conversation}/timeline", limit=7, **before)).json()
        seen = [(entry.get("id") or entry["seq"]) for entry in page["items"]] + seen
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    whole = (await ana.get(f"/conversations/{conversation}/timeline", limit=200)).json()["items"]
    assert seen == [(entry.get("id") or entry["seq"]) for entry in whole]
    assert [entry["position"] for entry in whole if entry["type"] == "message"] == list(range(1, 58))


async def test_lists_are_paged_without_gap_in_every_order(desk: Desk, eva: Browser) -> None:
    for number in range(23):
        await writes(desk, NORTH, f"v{number:02}", endpoint="web" if number % 3 else "shop")
    for sort in ("-touched_at", "due", "waiting"):
        ids: list[str] = []
        cursor: dict[str, str | int] = {}
        while True:
            answer = await eva.get("/conversations", view="all", sort=sort, limit=5, **cursor)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            ids += [row["id"] for row in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        assert len(ids) == len(set(ids)) == 23, sort
