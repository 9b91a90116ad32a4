"""Who it is, who may grant what, and who looked: with what must not happen beside what must."""

import asyncio
import re

import httpx2
import msgspec
from fastapi import FastAPI

from atiende.actions import verification
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.authority import VerificationCode
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.desk import Access
from atiende.domain.desk_documents import CustomField, Decision, Limit
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.fakes import VirtualClock
from tests.journeys.api.people import NORTH, SOUTH, Browser, key_for, signed_in, stranger, writes
from tests.proof import proven

REFUND = Decision(
    name="Refund",
    name_es="Devolución",
    limits=[Limit(role="agent", amount=5000), Limit(role="supervisor", amount=50000)],
)
FIELDS: dict[str, docs.Body] = {
    "birthday": CustomField(name="Birthday", type="date", verifies=True),
    "contract": CustomField(name="Contract", verifies=True),
    "size": CustomField(name="Size", type="choice", options=["S", "L"]),
}


async def configured(desk: Desk) -> None:
    def decide(change: Change) -> None:
        bodies = {("decision", "refund"): REFUND, **{("field", slug): body for slug, body in FIELDS.items()}}
        for (kind, slug), body in bodies.items():
            text = msgspec.json.encode(body).decode()
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=text), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())


async def pepe_writes(desk: Desk, fields: dict[str, str] | None = None) -> tuple[str, str]:
    """His conversation and his customer, with what is on file."""
    await configured(desk)
    conversation = await writes(desk, NORTH, "pepe")
    found = await desk.store.reading(NORTH.tenant).get(Conversation, conversation)
    assert found is not None
    customer = found.customer

    def decide(change: Change) -> None:
        change.put(CustomerDetails(id=customer, name="Pepe", fields=fields or {}))

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return conversation, customer


async def grant(browser: Browser, conversation: str, amount: int, note: str = "") -> httpx2.Response:
    wanted = {"kind": "refund", "amount": amount, "note": note}
    return await browser.post(f"/conversations/{conversation}/decisions", wanted)


async def vouched(eva: Browser, conversation: str) -> None:
    answer = await eva.post(f"/conversations/{conversation}/verification/word", {"note": "La conozco por la voz"})
    assert answer.status_code == 204, answer.text


async def test_what_verifies_is_never_shown_and_never_written_over(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser
) -> None:
    conversation, customer = await pepe_writes(desk, {"birthday": "1980-02-03", "contract": "Ñ-12 34", "size": "L"})
    shown = (await ana.get(f"/customers/{customer}", conversation=conversation)).json()
    assert shown["fields"] == {"size": "L"} and shown["hidden"] == ["birthday", "contract"]
    assert (await ana.send("PATCH", f"/customers/{customer}", {"fields": {"contract": "mine"}})).status_code == 403
    assert (await ana.send("PATCH", f"/customers/{customer}", {"fields": {"size": "XXL"}})).status_code == 422
    answers = f"/conversations/{conversation}/verification/answers"
    assert (await ana.post(answers, {"answers": {"contract": "n1234"}})).status_code == 422  # one is too few
    wrong = await ana.post(answers, {"answers": {"contract": "n1234", "birthday": "1980-02-04"}})
    assert wrong.json() == {"right": False}
    right = await ana.post(answers, {"answers": {"contract": "n 1234", "birthday": "1980-02-03"}})
    assert right.json() == {"right": True}
    shown = (await ana.get(f"/customers/{customer}", conversation=conversation)).json()
    assert (
        shown["hidden"] == []
        and shown["fields"]["contract"] == "Ñ-12 34"
        and shown["verified"]["method"] == "questions"
    )
    assert (await ana.get(f"/customers/{customer}")).json()["hidden"] == ["birthday", "contract"]
    assert (await ana.post(f"/conversations/{conversation}/verification/word", {"note": "x"})).status_code == 403
    assert await proven(desk.store, NORTH.tenant) == []


async def test_after_five_failures_nobody_asks_on(app: FastAPI, desk: Desk, ana: Browser) -> None:
    conversation, _ = await pepe_writes(desk, {"contract": "secreto"})
    answers = f"/conversations/{conversation}/verification/answers"
    for _ in range(verification.FAILURES):
        assert (await ana.post(answers, {"answers": {"contract": "quizá"}})).json() == {"right": False}
    assert (await ana.post(answers, {"answers": {"contract": "secreto"}})).status_code == 429


async def test_a_code_holds_ten_minutes_and_five_tries(desk: Desk, app: FastAPI, ana: Browser) -> None:
    assert isinstance(desk.clock, VirtualClock)
    conversation, customer = await pepe_writes(desk)
    check = f"/conversations/{conversation}/verification/code/check"

    async def code(value: str) -> None:
        row = VerificationCode(
            conversation=conversation,
            customer=customer,
            identity="idn_x",
            hash=desk.keys.digest("verification", f"{conversation} {value}"),
            expires_at=desk.clock.now() + verification.CODE_MS,
        )
        await desk.store.change(NORTH.tenant, lambda change: change.put(row), at=desk.clock.now())

    assert (await ana.post(check, {"code": "123456"})).json()["errors"][0]["code"] == "code_expired"
    await code("123456")
    for _ in range(5):
        assert (await ana.post(check, {"code": "654321"})).json() == {"right": False}
    assert (await ana.post(check, {"code": "123456"})).json()["errors"][0]["code"] == "code_spent"
    await code("123456")
    await desk.clock.leap(601)
    assert (await ana.post(check, {"code": "123456"})).json()["errors"][0]["code"] == "code_expired"
    await code("123456")
    assert (await ana.post(check, {"code": "123 456"})).json() == {"right": True}
    assert (await ana.get(f"/customers/{customer}", conversation=conversation)).json()["verified"]["method"] == "code"
    await desk.clock.leap(verification.VALID_MS / 1000 + 1)
    assert (await ana.get(f"/customers/{customer}", conversation=conversation)).json()["verified"] is None
    assert await proven(desk.store, NORTH.tenant) == []


async def test_at15_refused_until_verified_then_approved_in_place(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser, luis: Browser
) -> None:
    conversation, _ = await pepe_writes(desk)
    refused = await grant(ana, conversation, 8000, "Cargo de abril")
    assert refused.json()["code"] == "not_verified"
    await vouched(eva, conversation)
    within = (await grant(ana, conversation, 5000)).json()
    assert within["state"] == "made" and within["decided_by"] is None
    assert (await grant(ana, conversation, 5001)).status_code == 422  # above it, say why
    read = desk.store.reading(NORTH.tenant)
    before = await read.where(Interaction, {"conversation": conversation})
    asked = (await grant(ana, conversation, 8000, "Cargo de abril")).json()
    assert asked["state"] == "asked" and not asked["mine"]
    assert await read.where(Interaction, {"conversation": conversation}) == before  # it waits in no new queue
    assert (await ana.get("/approvals")).json()["items"] == []
    assert (await ana.post(f"/decisions/{asked['id']}/approve", {})).json()["code"] == "own_request"
    assert (await luis.post(f"/decisions/{asked['id']}/approve", {})).status_code == 404  # another team's
    listed = (await eva.get("/approvals")).json()["items"]
    assert [(one["id"], one["asked"]) for one in listed] == [(asked["id"], "Cargo de abril")]
    assert (await eva.post(f"/decisions/{asked['id']}/refuse", {"note": " "})).status_code == 422
    both = await asyncio.gather(
        eva.post(f"/decisions/{asked['id']}/approve", {"note": "De acuerdo"}),
        eva.post(f"/decisions/{asked['id']}/refuse", {"note": "No"}),
    )
    assert sorted(one.status_code for one in both) == [200, 409]
    assert (await eva.get("/approvals")).json()["items"] == []
    facts = [one.fact for one in await desk.store.log(NORTH.tenant, 0, 10_000)]
    assert sum(isinstance(one, f.DecisionMade | f.ApprovalRefused) for one in facts) == 2
    assert await proven(desk.store, NORTH.tenant) == []


async def test_nobody_decides_above_his_own_limit_and_other_centres_see_nothing(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser, marta: Browser
) -> None:
    conversation, _ = await pepe_writes(desk)
    await vouched(eva, conversation)
    asked = (await grant(ana, conversation, 60000, "Mucho")).json()
    assert (await eva.get("/approvals")).json()["items"] == []
    assert (await eva.post(f"/decisions/{asked['id']}/approve", {})).json()["code"] == "beyond_limit"
    assert (await marta.post(f"/decisions/{asked['id']}/approve", {})).json()["code"] == "beyond_limit"
    async with signed_in(app, desk, SOUTH, "eva") as south:
        assert (await south.post(f"/decisions/{asked['id']}/approve", {})).status_code == 404
    gone = await ana.post(f"/decisions/{asked['id']}/withdraw")
    assert gone.json()["state"] == "withdrawn"
    assert (await eva.post(f"/decisions/{asked['id']}/approve", {})).status_code == 409


async def test_what_was_asked_for_is_granted_only_while_the_customer_is_verified(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser
) -> None:
    assert isinstance(desk.clock, VirtualClock)
    conversation, _ = await pepe_writes(desk)
    await vouched(eva, conversation)
    asked = (await grant(ana, conversation, 8000, "Cargo de abril")).json()
    await desk.clock.leap(verification.VALID_MS / 1000 + 1)
    late = await eva.post(f"/decisions/{asked['id']}/approve", {})
    assert (late.status_code, late.json()["code"]) == (409, "not_verified")
    await vouched(eva, conversation)
    assert (await eva.post(f"/decisions/{asked['id']}/approve", {})).json()["state"] == "made"


async def looks(desk: Desk, customer: str) -> list[Access]:
    return await desk.store.reading(NORTH.tenant).where(Access, {"customer": customer})


async def test_looks_are_coalesced_for_ten_minutes_and_durable_within_a_second(
    app: FastAPI, desk: Desk, ana: Browser
) -> None:
    assert isinstance(desk.clock, VirtualClock)
    conversation, customer = await pepe_writes(desk)
    log = app.state.centre.accesses
    async with asyncio.TaskGroup() as group:
        running = group.create_task(log.run())
        await asyncio.sleep(0)
        await ana.get(f"/customers/{customer}")
        await ana.get(f"/conversations/{conversation}")
        assert await looks(desk, customer) == []  # never in the request's way
        await desk.clock.advance(1)
        [one] = await looks(desk, customer)
        assert one.views == 1 and one.conversation == conversation and one.viewer == f"agent:{NORTH.user('ana')}"
        await desk.clock.leap(600)
        await ana.get(f"/customers/{customer}")
        running.cancel()
    assert [one.views for one in await looks(desk, customer)] == [1, 1]  # written when the server stops


async def test_a_programs_read_and_an_export_are_durable_before_the_answer(
    app: FastAPI, desk: Desk, eva: Browser, marta: Browser
) -> None:
    _, customer = await pepe_writes(desk, {"contract": "secreto"})
    token = await key_for(desk, NORTH, {"customer.read": "all"})
    async with stranger(app) as http:
        await http.get(f"/api/v1/customers/{customer}", headers={"Authorization": f"Bearer {token}"})
    assert [one.how for one in await looks(desk, customer)] == ["api"]
    await eva.send("PATCH", f"/customers/{customer}", {"name": "=HYPERLINK(1)", "fields": {"contract": "otro"}})
    file = await eva.get("/customers/export.csv")
    assert "'=HYPERLINK(1)" in file.text and "secreto" not in file.text and "otro" not in file.text
    assert {one.how for one in await looks(desk, customer)} == {"api", "export"}
    listed: httpx2.Response = await marta.get(f"/customers/{customer}/accesses", limit=2)
    rows = (
        listed.json()["items"]
        + (await marta.get(f"/customers/{customer}/accesses", limit=50, cursor=listed.json()["next"])).json()["items"]
    )
    kinds = [(row["kind"], row["how"] or row["fact"], row["actor"]["name"]) for row in rows]
    assert ("view", "export", "Eva perdiz") in kinds and ("view", "api", "program") in kinds
    changes = {change["field"]: change for row in rows for change in row["changes"]}
    assert changes["name"]["new"] == "=HYPERLINK(1)" and changes["fields.contract"]["old"] == "•••"
    taken = await marta.get(f"/customers/{customer}/accesses.csv")
    assert re.search(r"'=HYPERLINK\(1\)", taken.text) and "secreto" not in taken.text
    again = (
        await marta.get(f"/customers/{customer}/accesses", kind="view", actor=f"agent:{NORTH.user('marta')}")
    ).json()
    assert [row["how"] for row in again["items"]] == ["export"]
    assert (await eva.get(f"/customers/{customer}/accesses")).status_code == 403
