"""The small centre with a flow at its chat: a menu, a question, a look-up, a person."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.performers import Performer, performers
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Flow
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.flows.state import Outcome, Value
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.requests import Answer, Wanted
from atiende.ports.store import Change
from atiende.reactors.errands import ErrandReactor
from atiende.reactors.timers import TimerReactor
from tests.fakes import open_desk
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import World, channels

MENU: dict[str, object] = {
    "name": "Principal",
    "start": "menu",
    "person": "people",
    "failed": "people",
    "variables": {
        "order": {"type": "text", "name_es": "Número de pedido"},
        "status": {"type": "text", "name_es": "Estado"},
    },
    "nodes": {
        "menu": {
            "type": "menu",
            "text": {"es": "¿Qué necesita?", "en": "What do you need?"},
            "patience_seconds": 300,
            "options": [
                {"label": {"es": "Mi pedido", "en": "My order"}, "goto": "ask"},
                {"label": {"es": "Nada más", "en": "Nothing"}, "goto": "end"},
                {"label": {"es": "Una persona", "en": "A person"}, "goto": "people"},
            ],
        },
        "ask": {
            "type": "ask",
            "text": {"es": "¿Qué número tiene?", "en": "What number?"},
            "variable": "order",
            "check": "text",
            "next": "look",
        },
        "look": {
            "type": "request",
            "url": "https://shop.example/orders/{{ order }}",
            "headers": [{"name": "Authorization", "value": "Bearer ", "secret": "secret:shop"}],
            "take": {"status": "order.status"},
            "tries": 1,
            "next": "tell",
            "missing": "unknown",
            "failed": "people",
        },
        "tell": {
            "type": "say",
            "text": {"es": "Su pedido está: {{ status }}.", "en": "Your order is: {{ status }}."},
            "next": "end",
        },
        "unknown": {"type": "say", "text": {"es": "No lo encuentro.", "en": "Not found."}, "next": "menu"},
        "people": {
            "type": "queue",
            "queue": "support",
            "text": {"es": "Le paso con una persona.", "en": "A person will be with you."},
            "reason": "billing",
            "late_seconds": 60,
            "late": "sorry",
        },
        "sorry": {"type": "say", "text": {"es": "Sigue en la cola.", "en": "Still waiting."}, "next": "people"},
        "end": {"type": "end", "text": {"es": "Gracias.", "en": "Thanks."}, "disposition": "solved"},
    },
}


class Shop:
    """Another system: answers as `answers` say, by path; otherwise 404. `asked` is what came."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer | BaseException]] = {}
        self.asked: list[Wanted] = []

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        self.asked.append(wanted)
        planned = self.answers.get(wanted.url, [])
        found = planned.pop(0) if len(planned) > 1 else (planned[0] if planned else Answer(404, b""))
        if isinstance(found, BaseException):
            raise found
        return found

    def knows(self, order: str, status: str) -> None:
        body = json.dumps({"order": {"status": status}}).encode()
        self.answers[f"https://shop.example/orders/{order}"] = [Answer(200, body)]


class FlowWorld(World):
    """Its errands are performed by the real performers, on a shop that does as it is told."""

    def __init__(self, desk: Desk, more: dict[str, Performer] | None = None) -> None:
        super().__init__(desk)
        self.shop = Shop()
        self.errands = ErrandReactor(self.route._desk, {**performers(self.shop, {}), **(more or {})})
        self.timers = TimerReactor(desk, {"send": self.deliver.deliver, "errand": self.errands.perform})

    async def publish(self, body: dict[str, object] | None = None, version: int = 1, endpoint: str = "web") -> None:
        """The flow, at the endpoint."""
        flow = msgspec.convert(body or MENU, Flow)

        def decide(change: Change) -> None:
            text = docs.write(flow)
            change.record(f.DocumentPublished(kind="flow", slug="main", version=version, body=text), actor="system")
            found = change.get(docs.Document, "endpoint", endpoint)
            assert found is not None
            at = msgspec.structs.replace(docs.read("endpoint", found.body), flow="main")
            text = docs.write(at)
            version_of = found.version + 1
            change.record(
                f.DocumentPublished(kind="endpoint", slug=endpoint, version=version_of, body=text), actor="system"
            )
            change.put(docs.Secret(name="shop", sealed=self.desk.keys.seal("s3cret"), at=change.at))

        await self.desk.store.change(TENANT, decide, at=self.clock.now())
        await self.step()

    async def say(self, who: str, text: str, *, choice: str = "", endpoint: str = "web", human: bool = True) -> None:
        found = await open_endpoint(self.desk, TENANT, endpoint)
        assert found is not None
        address = f"v:{who}" if endpoint == "web" else f"{who}@example.test"
        self.said = getattr(self, "said", 0) + 1
        inbound = Inbound(
            origin=f"{address}/{self.said}", address=address, name=who, text=text, choice=choice, answerable=human
        )
        await take_message(self.desk, found, inbound)
        await self.step()

    async def heard(self) -> list[str]:
        """All that was written to customers so far, in order."""
        rows = await self.desk.store.reading(TENANT).where(Message, {}, limit=1000)
        out = [one for one in rows if one.direction == "out"]
        contents = [await self.desk.store.reading(TENANT).get(MessageContent, one.id) for one in out]
        return [one.text for one in contents if one is not None]

    async def only(self) -> tuple[Interaction, FlowSession]:
        reading = self.desk.store.reading(TENANT)
        (work,), (session,) = await reading.where(Interaction, {}), await reading.where(FlowSession, {})
        return work, session

    async def facts(self, *kinds: type[f.Fact]) -> list[f.Fact]:
        return [one.fact for one in await self.desk.store.log(TENANT, 0, 10_000) if isinstance(one.fact, kinds)]


async def never(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    raise AssertionError("nobody asked for this")


@asynccontextmanager
async def flow_world(directory: Path) -> AsyncIterator[FlowWorld]:
    async with open_desk(directory, channels=channels()) as desk:
        world = FlowWorld(desk)
        await world.open()
        await world.publish()
        yield world
