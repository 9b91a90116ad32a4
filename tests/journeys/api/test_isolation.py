"""Two centres, one server: with the other centre's ids nothing is found, and nothing of it is ever said."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from fastapi import FastAPI

from atiende.actions.files import Upload, keep_file
from atiende.actions.offers import offer_work
from atiende.actions.presence import choose_state
from atiende.actions.replies import Reply, send_reply
from atiende.api.links import file_url
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.authority import DecisionNote
from atiende.domain.commitment import CommitmentText
from atiende.domain.customer import Identity, OrganizationDetails
from atiende.domain.desk import ImportRun, SavedView
from atiende.domain.interaction import Interaction
from atiende.domain.message import HeldReply, Message
from atiende.domain.simulation import Simulation, SimulationText
from atiende.domain.supervising import Broadcast, Wall
from atiende.domain.work import Ingress, WebhookDelivery
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.operations import bodies, example
from tests.journeys.api.people import NORTH, SOUTH, Browser, Town, key_for, signed_in, writes

OWN_WORDS = {
    "{mode}": "reply",
    "{order}": "check",
    "{kind}": "queue",
    "{slug}": "only-in-the-north",
    "{queue}": "only-in-the-north",
    "{name}": "north.secret",
    "{token}": "north.secret",
}
ABOUT_ONESELF = {
    "GET /api/v1/config/{kind}",
    "PUT /api/v1/secrets/{name}",
    "PUT /api/v1/config/{kind}/{slug}/draft",
    "DELETE /api/v1/config/{kind}/{slug}/draft",
}
"""Operations whose path names no thing of somebody's: they answer about the asker's own centre."""


async def belongings(desk: Desk, town: Town) -> dict[str, str]:
    """One of everything that has an id, all with the town's word in it."""
    conversation = await writes(desk, town, "pepe")
    reading = desk.store.reading(town.tenant)
    interaction = (await reading.where(Interaction, {"conversation": conversation}))[0]
    message = (await reading.where(Message, {"conversation": conversation}))[0]
    offer, ana = desk.ids.new("off"), town.user("ana")
    await choose_state(desk, town.tenant, ana, "available")
    made = f.InteractionOffered(
        offer=offer,
        interaction=interaction.id,
        conversation=conversation,
        agent=ana,
        queue="support",
        channel="webchat",
        expires_at=desk.clock.now() + 30_000,
    )
    await offer_work(desk, town.tenant, made)
    upload = Upload(owner=f"agent:{ana}", name=f"{town.canary}.txt", content_type="text/plain", content=b"hola")
    file = await keep_file(desk, town.tenant, upload)
    await send_reply(desk, town.tenant, ana, conversation, Reply(client_id="a", text=town.canary, files=(file.id,)))
    token = await key_for(desk, town, {"conversation.read": "all"})
    ids = {
        "conversation_id": conversation,
        "interaction_id": interaction.id,
        "customer_id": interaction.customer,
        "message_id": message.id,
        "offer_id": offer,
        "agent_id": ana,
        "user_id": ana,
        "file_id": file.id,
        "key_id": "key_" + token.removeprefix("atk_").partition(".")[0],
        "ingress_id": desk.ids.new("ing"),
        "delivery_id": desk.ids.new("dlv"),
        "simulation_id": desk.ids.new("sim"),
        "held_id": desk.ids.new("hld"),
        "identity_id": (await reading.where(Identity, {"customer": interaction.customer}))[0].id,
        "link_id": desk.ids.new("lnk"),
        "organization_id": desk.ids.new("org"),
        "decision_id": desk.ids.new("dec"),
        "wall_id": desk.ids.new("wal"),
        "broadcast_id": desk.ids.new("brc"),
        "commitment_id": desk.ids.new("cmt"),
        "view_id": desk.ids.new("viw"),
        "run_id": desk.ids.new("imp"),
    }
    await desk.store.change(town.tenant, lambda change: _more(change, town, ids), at=desk.clock.now())
    return ids


def _more(change: Change, town: Town, ids: dict[str, str]) -> None:
    ingress = Ingress(
        id=ids["ingress_id"],
        endpoint="web",
        channel="webchat",
        origin="o",
        at=change.at,
        blob="none",
        envelope={"from": town.canary},
        size=1,
        state="quarantined",
        why=town.canary,
    )
    change.put(ingress)
    change.put(
        WebhookDelivery(
            id=ids["delivery_id"], webhook="hook", seq=1, kind="x", body=town.canary, state="failed", at=change.at
        )
    )
    change.put(
        Wall(
            id=ids["wall_id"], name=town.canary, hash="", queues=(), brands=(), people=True, language="es",
            created_by="system", created_at=change.at,
        )
    )  # fmt: skip
    change.put(
        Broadcast(
            id=ids["broadcast_id"], by="system", at=change.at, text=town.canary, urgent=False, teams=(), brands=(),
            until=change.at + 60_000,
        )
    )  # fmt: skip
    held = Reply(client_id="h", text=town.canary)
    change.put(
        HeldReply(
            id=ids["held_id"], conversation=ids["conversation_id"], author=ids["user_id"], why="scheduled",
            at=change.at, until=change.at + 60_000, body=msgspec.json.encode(held).decode(),
        )
    )  # fmt: skip
    customer, organization = ids["customer_id"], ids["organization_id"]
    change.record(
        f.OrganizationAdded(organization=organization, brand="main"),
        f.CustomerSeen(customer="cus_linked", brand="main", channel="webchat"),
        f.CustomersLinked(link=ids["link_id"], customer="cus_linked", into=customer),
        f.ApprovalAsked(
            decision=ids["decision_id"], conversation=ids["conversation_id"], customer=customer, kind="refund",
            amount=1, agent=ids["user_id"],
        ),
        actor="system",
    )  # fmt: skip
    change.record(
        f.CommitmentMade(
            commitment=ids["commitment_id"], kind="task", customer=customer, conversation=ids["conversation_id"],
            owner=ids["user_id"],
        ),
        actor="system",
    )  # fmt: skip
    change.put(CommitmentText(id=ids["commitment_id"], text=town.canary))
    change.put(
        SavedView(
            id=ids["view_id"], owner=ids["user_id"], name=town.canary, shared="", filters={}, sort="due", at=change.at
        )
    )
    change.put(
        ImportRun(
            id=ids["run_id"], what="customers", brand="main", by="system", at=change.at, state="read", blob="none",
            mapping={}, file=town.canary,
        )
    )  # fmt: skip
    change.put(OrganizationDetails(id=organization, brand="main", name=town.canary, normal=town.canary))
    change.put(DecisionNote(id=ids["decision_id"], asked=town.canary))
    change.put(Simulation(id=ids["simulation_id"], title=town.canary, day="", by="system", at=change.at, state="done"))
    asked = f'{{"title": "{town.canary}"}}'
    change.put(SimulationText(id=ids["simulation_id"], question=asked, seen='{"zone": "UTC"}'))
    if town is NORTH:
        body = docs.Queue(name=town.canary, brand="main")
        text = msgspec.json.encode(body).decode()
        fact = f.DocumentPublished(kind="queue", slug="only-in-the-north", version=1, body=text)
        change.record(fact, actor="system")


@pytest.fixture
async def intruder(app: FastAPI, desk: Desk) -> AsyncIterator[Browser]:
    """The south's administrator, who may do everything at home."""
    async with signed_in(app, desk, SOUTH, "marta") as browser:
        yield browser


async def test_no_operation_finds_anything_of_the_other_centre(app: FastAPI, desk: Desk, intruder: Browser) -> None:
    theirs = await belongings(desk, NORTH)
    await belongings(desk, SOUTH)
    document = app.openapi()
    tried = 0
    for method, path, schema in bodies(document):
        if f"{method} {path}" in ("DELETE /api/v1/session", "POST /api/v1/session", "POST /api/v1/setup"):
            continue
        filled = path.replace("{slug}", "own-thing") if f"{method} {path}" in ABOUT_ONESELF else path
        for name, value in (*theirs.items(), *((key.strip("{}"), value) for key, value in OWN_WORDS.items())):
            filled = filled.replace(f"{{{name}}}", value)
        assert "{" not in filled, f"no example for {path}"
        body = example(schema, document) if schema else None
        files = {"file": ("a.txt", b"a")} if path == "/api/v1/files" else None
        answer = await intruder.http.request(
            method, filled, json=None if files else body, files=files, headers={"If-Match": "*"}
        )
        tried += 1
        assert NORTH.canary not in answer.text, (method, path, answer.text)
        assert answer.status_code < 500, (method, path, answer.text)
        if filled != path and f"{method} {path}" not in ABOUT_ONESELF:
            assert answer.status_code == 404, (method, path, answer.status_code, answer.text)
            assert answer.json()["code"] == "not_found"
    assert tried > 60


async def test_at_home_the_same_operations_do_find_something(app: FastAPI, desk: Desk) -> None:
    """The control: were the ids wrong, the test above would pass for nothing."""
    mine = await belongings(desk, NORTH)
    async with signed_in(app, desk, NORTH, "marta") as browser:
        for path in (
            "/conversations/{conversation_id}",
            "/conversations/{conversation_id}/timeline",
            "/customers/{customer_id}",
            "/customers/{customer_id}/accesses",
            "/organizations/{organization_id}",
            "/conversations/{conversation_id}/trust",
            "/interactions/{interaction_id}/receipts",
            "/interactions/{interaction_id}/why",
            "/files/{file_id}",
            "/users/{user_id}",
        ):
            answer = await browser.get(path.format(**mine))
            assert answer.status_code == 200, (path, answer.text)
        canary = await browser.get("/conversations/{conversation_id}".format(**mine))
        assert NORTH.canary in canary.text


async def test_what_is_sent_inside_a_body_is_not_found_either(desk: Desk, intruder: Browser) -> None:
    theirs = await belongings(desk, NORTH)
    mine = await writes(desk, SOUTH, "olga")
    for path, body in (
        (f"/conversations/{mine}/assign", {"agent": theirs["agent_id"]}),
        (f"/conversations/{mine}/transfer", {"agent": theirs["agent_id"]}),
        (f"/conversations/{mine}/transfer", {"queue": "only-in-the-north"}),
        (f"/conversations/{mine}/messages", {"client_id": "x", "text": "y", "files": [theirs["file_id"]]}),
        (f"/conversations/{mine}/notes", {"client_id": "x", "text": "y", "files": [theirs["file_id"]]}),
    ):
        answer = await intruder.post(path, body)
        assert answer.status_code == 404, (path, answer.text)


async def test_a_signed_link_is_good_for_its_own_file_only(app: FastAPI, desk: Desk, intruder: Browser) -> None:
    north, south = await belongings(desk, NORTH), await belongings(desk, SOUTH)
    link = file_url(desk, NORTH.tenant, north["file_id"])
    assert (await intruder.http.get(link)).text == "hola"
    assert (await intruder.http.get(link.replace(north["file_id"], south["file_id"]))).status_code == 404
    assert (await intruder.http.get(link.replace(NORTH.tenant, SOUTH.tenant))).status_code == 404
    assert (await intruder.http.get(link + "x")).status_code == 404
    assert (await intruder.http.get(f"/api/v1/files/{north['file_id']}")).status_code == 404


async def test_a_session_is_worth_nothing_in_another_centre(app: FastAPI, desk: Desk, ana: Browser) -> None:
    token = ana.http.cookies["atiende_session"]
    ana.http.cookies.set("atiende_session", token.replace(NORTH.tenant, SOUTH.tenant))
    assert (await ana.get("/session")).status_code == 401
