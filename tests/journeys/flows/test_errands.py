"""Errands of flows at their edges: closed networks, secrets, providers that are slow, broken, double or lie."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from atiende.actions.errand_payment import hear_provider
from atiende.actions.performers import performers
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow import Errand
from atiende.domain.message import Message, MessageContent
from atiende.domain.supply_documents import PaymentProvider
from atiende.flows.state import Outcome, Value
from atiende.integrations.payments.link import LinkPayments, sign
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.desk import Desk
from atiende.ports.nodes import Alone
from atiende.ports.payments import Payments
from atiende.ports.requests import Answer, Wanted
from atiende.ports.store import Change
from atiende.ports.webhooks import NotTaken
from atiende.reactors.errands import ErrandReactor
from atiende.reactors.timers import TimerReactor
from tests.journeys.flows.flow_world import FlowWorld, flow_world
from tests.journeys.small_centre import TENANT
from tests.proof import proven

PAY: dict[str, object] = {
    "name": "Pago",
    "start": "pay",
    "person": "people",
    "failed": "people",
    "nodes": {
        "pay": {
            "type": "payment",
            "payment": "bank",
            "amount": "4990",
            "about": {"es": "Factura 7", "en": "Invoice 7"},
            "text": {"es": "Le debe 49,90 €.", "en": "You owe 49.90 €."},
            "next": "later",
            "paid": "thanks",
        },
        "later": {"type": "end", "text": {"es": "Puede pagar más tarde.", "en": "You can pay later."}},
        "thanks": {"type": "end", "text": {"es": "Pago recibido.", "en": "Paid."}},
        "people": {"type": "queue", "queue": "support"},
    },
}


class Bank:
    """A provider in memory. `plan`: what it does, in turn: ok, slow, 500, not_a_link. `links` counts by reference."""

    def __init__(self) -> None:
        self.plan: list[str] = []
        self.links: dict[str, int] = {}

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        does = self.plan.pop(0) if self.plan else "ok"
        reference = json.loads(wanted.body)["reference"]
        assert dict(wanted.headers)["idempotency-key"] == reference
        assert dict(wanted.headers)["authorization"] == "Bearer the key"
        if does == "slow":
            raise NotTaken("timeout")
        if does == "500":
            return Answer(500, b"")
        self.links[reference] = self.links.get(reference, 0) + 1
        url = "javascript:alert(1)" if does == "not_a_link" else f"https://bank.example/p/{len(self.links)}"
        return Answer(200, json.dumps({"url": url}).encode())


class PayWorld:
    def __init__(self, world: FlowWorld) -> None:
        self.world, self.bank = world, Bank()
        self.providers: Mapping[str, Payments] = {"link": LinkPayments(self.bank)}
        errands = ErrandReactor(world.route._desk, performers(world.shop, self.providers))
        world.timers = TimerReactor(world.desk, {"errand": errands.perform})

    async def open(self) -> None:
        body = PaymentProvider(
            name="Banco", provider="link", url="https://bank.example", key="secret:bank", webhook="secret:hook"
        )

        def decide(change: Change) -> None:
            for slug in ("bank", "other"):
                fact = f.DocumentPublished(kind="payment", slug=slug, version=1, body=docs.write(body))
                change.record(fact, actor="system")
            for name, value in (("bank", "the key"), ("hook", "the proof")):
                change.put(docs.Secret(name=name, sealed=self.world.desk.keys.seal(value), at=change.at))

        await self.world.desk.store.change(TENANT, decide, at=self.world.clock.now())
        await self.world.publish(PAY, version=2)

    async def errand(self) -> Errand:
        (found,) = await self.world.desk.store.reading(TENANT).where(Errand, {})
        return found

    async def tell(self, *, secret: str = "the proof", age: int = 0, account: str = "bank", **more: object) -> bool:
        reference = (await self.errand()).id
        told = {"reference": reference, "status": "paid", "amount": 4990, "currency": "EUR", **more}
        raw = json.dumps(told).encode()
        stamp = str(self.world.clock.now() // 1000 - age)
        headers = {"x-timestamp": stamp, "x-signature": sign(secret, stamp, raw)}
        believed = await hear_provider(self.world.desk, self.providers, f"{TENANT}.{account}", raw, headers)
        await self.world.step()
        return believed


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[FlowWorld]:
    async with flow_world(tmp_path) as made:
        yield made
        assert await proven(made.desk.store, TENANT) == []


@pytest.fixture
async def pay(world: FlowWorld) -> PayWorld:
    made = PayWorld(world)
    await made.open()
    return made


async def test_a_payment_told_twice_is_thanked_for_once(pay: PayWorld) -> None:
    await pay.world.say("pepe", "Hola")
    assert any("https://bank.example/p/1" in one for one in await pay.world.heard())
    assert await pay.tell() and await pay.tell()
    assert (await pay.world.heard()).count("Pago recibido.") == 1
    assert (await pay.errand()).why == "paid"
    assert len(await pay.world.facts(f.ErrandEnded)) == 2


LIES: list[dict[str, object]] = [
    {"amount": 1}, {"currency": "USD"}, {"secret": "guessed"}, {"age": 3600}, {"reference": "another"},
    {"account": "other"},
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
async def test_who_lies_about_a_payment_is_not_believed(pay: PayWorld, lie: dict[str, object]) -> None:
    await pay.world.say("pepe", "Hola")
    assert not await pay.tell(**lie)  # type: ignore[arg-type]
    assert (await pay.errand()).why == "" and "Pago recibido." not in await pay.world.heard()
    assert await pay.tell(), "the control: the truth is believed"


async def test_a_provider_that_is_slow_is_asked_again_for_the_same(pay: PayWorld) -> None:
    pay.bank.plan = ["slow", "500", "ok"]
    await pay.world.say("pepe", "Hola")
    assert list(pay.bank.links.values()) == [1]


@pytest.mark.parametrize("plan", [["500"] * 3, ["not_a_link"]])
async def test_without_a_link_a_person_helps(pay: PayWorld, plan: list[str]) -> None:
    pay.bank.plan = list(plan)
    await pay.world.say("pepe", "Hola")
    work, _ = await pay.world.only()
    assert (work.state, (await pay.errand()).state) == ("queued", "failed")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://127.0.0.1/x", "url_private"),
        ("http://shop.example/x", "url_not_https"),
        ("https://localhost/x", "url_private"),
        ("https://inner.example/x", "private_address"),
        ("https://169.254.169.254/latest", "url_private"),
    ],
)
async def test_nothing_is_asked_inside_closed_networks(url: str, why: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.7"] if host == "inner.example" else ["93.184.216.34"]

    async with HttpSender(resolve=resolve) as sender:
        with pytest.raises(NotTaken) as refused:
            await sender.ask(TENANT, Wanted(method="GET", url=url))
        assert refused.value.code == why


async def test_what_a_customer_writes_never_opens_a_secret_nor_a_header(world: FlowWorld) -> None:
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "secret:shop")
    (asked,) = world.shop.asked
    assert "s3cret" not in asked.url and dict(asked.headers)["authorization"] == "Bearer s3cret"


async def test_a_secret_answer_is_heard_and_not_kept(world: FlowWorld) -> None:
    body = json.loads(json.dumps({"name": "x", "start": "ask", "person": "people", "nodes": {
        "ask": {"type": "ask", "text": {"es": "¿Su clave?", "en": "?"}, "variable": "pin", "secret": True,
                "next": "end"},
        "end": {"type": "end", "text": {"es": "Bien.", "en": "Good."}},
        "people": {"type": "queue", "queue": "support"},
    }, "variables": {"pin": {"type": "text"}}}))  # fmt: skip
    await world.publish(body, version=2)
    await world.say("pepe", "Hola")
    await world.say("pepe", "4321")
    assert (await world.heard())[-1] == "Bien."
    reading = world.desk.store.reading(TENANT)
    rows = [one for one in await reading.where(Message, {}) if one.direction == "in"]
    texts = [content.text for one in rows if (content := await reading.get(MessageContent, one.id)) is not None]
    assert texts == ["Hola", "••••••"]


async def test_a_performer_that_hangs_gives_its_place_back_and_he_gets_a_person(world: FlowWorld) -> None:
    async def hangs(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
        await asyncio.Event().wait()
        raise AssertionError("nothing wakes it")

    errands = ErrandReactor(world.desk, {"request": hangs}, longest=0.01)
    world.timers = TimerReactor(world.desk, {"errand": errands.perform})
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "A-17")
    (errand,) = await world.desk.store.reading(TENANT).where(Errand, {})
    work, _ = await world.only()
    assert (errand.state, errand.why, work.state) == ("failed", "timeout", "queued")


class Frozen(Alone):
    """A node that wakes up after others have taken over."""

    def epoch(self, tenant: str, name: str) -> int | None:
        return None


async def test_a_node_that_lost_its_lease_while_it_waited_for_a_place_asks_nobody(world: FlowWorld) -> None:
    asked: list[str] = []

    async def request(desk: Desk, tenant: str, given: dict[str, Value]) -> Outcome:
        asked.append(tenant)
        return Outcome(errand="", result="failed", why="broken")

    errands = ErrandReactor(replace(world.desk, leases=Frozen()), {"request": request})
    world.timers = TimerReactor(world.desk, {"errand": errands.perform})
    await world.say("pepe", "Hola")
    await world.say("pepe", "1")
    await world.say("pepe", "A-17")
    (errand,) = await world.desk.store.reading(TENANT).where(Errand, {})
    assert (asked, errand.why) == ([], "store_full")
