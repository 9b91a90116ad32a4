"""The chat part of AT-06: the website fails, chats say so within minutes, the canary sings, one click tells everybody.

A whole server: customers write through the real intake, the supervisor hears it on the live socket, the notice is
raised by the API and read by the widget, in the flow before its menu, and as an automatic answer to a mail.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx2 as httpx
import pytest

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import open_endpoint, public_key
from atiende.actions.intake import take_message
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.message import Message, MessageContent
from atiende.domain.notice import Canary
from atiende.ports.channel import Inbound
from atiende.ports.store import Change
from atiende.ports.system import Clock
from tests.journeys.server_world import Server, serving

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(90)]
ORDINARY = (
    "¿Dónde está mi pedido?", "Necesito una factura", "Quiero cambiar la dirección de envío", "¿Tienen garantía?",
    "¿Cuánto cuesta el terminal?", "Quiero devolver un cable", "¿A qué hora abren?", "No entiendo un cargo",
    "Querría una cita con el técnico", "¿Hacen descuento por cantidad?",
)  # fmt: skip
FAILING = ("La página da error al pagar", "No puedo entrar, la página da error", "¿La página está caída? Da error")


class Shifted:
    """The server's clock, some time ahead: an hour that nobody waits for."""

    def __init__(self, real: Clock) -> None:
        self._real, self.ahead_ms = real, 0

    def now(self) -> int:
        return self._real.now() + self.ahead_ms

    def moment(self) -> datetime:
        return self._real.moment() + timedelta(milliseconds=self.ahead_ms)

    def elapsed(self) -> float:
        return self._real.elapsed()

    async def sleep(self, seconds: float) -> None:
        await self._real.sleep(seconds)


@dataclass
class Town:
    server: Server
    http: httpx.AsyncClient
    clock: Shifted
    written: int = 0

    async def ordinary_day(self) -> None:
        for number in range(120):
            await self.writes("web", ORDINARY[number % len(ORDINARY)])
        self.clock.ahead_ms += 3_600_000

    async def writes(self, endpoint: str, text: str, address: str = "") -> str:
        desk, tenant = self.server.node.desk, self.server.tenant
        there = await open_endpoint(desk, tenant, endpoint)
        assert there is not None
        self.written += 1
        mail = "@" in address
        inbound = Inbound(
            origin=f"o{self.written}",
            address=address or f"v:{self.written}",
            name="",
            text=text,
            subject="Consulta" if mail else "",
            language="es",
            mail_id=f"m{self.written}@x.example" if mail else "",
        )
        return (await take_message(desk, there, inbound)).conversation

    async def answers(self, conversation: str, part: str) -> list[str]:
        """What the machine said in it, once this is among it."""
        reading = self.server.node.desk.store.reading(self.server.tenant)
        for _ in range(200):
            rows = await reading.where(Message, {"conversation": conversation})
            texts = [
                content.text
                for one in sorted(rows, key=lambda row: row.position)
                if one.direction == "out" and (content := await reading.get(MessageContent, one.id)) is not None
            ]
            if any(part in text for text in texts):
                return texts
            await self.server.node.desk.clock.sleep(0.02)
        raise AssertionError(f"never said: {part}")

    async def told(self) -> dict[str, str]:
        """What the widget's settings say to whoever opens the page."""
        base = f"http://127.0.0.1:{self.server.port}"
        key = public_key(self.server.tenant, "web")
        async with httpx.AsyncClient() as http:
            found: dict[str, str] = (await http.get(f"{base}/widget/config", params={"endpoint": key})).json()["notice"]
        return found


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with serving(tmp_path) as server:
        address = f"http://127.0.0.1:{server.port}/api/v1"
        async with httpx.AsyncClient(base_url=address, cookies={"atiende_session": server.token}) as http:
            http.headers["X-CSRF-Token"] = (await http.get("session")).json()["csrf"]
            clock = Shifted(server.node.desk.clock)
            object.__setattr__(server.node.desk, "clock", clock)
            made = Town(server, http, clock)
            await _doors(made)
            yield made


async def _doors(town: Town) -> None:
    """A chat that goes through the recipe, and a mailbox."""
    queue = (await town.http.get("config/queue")).json()["items"][0]["slug"]
    made = await town.http.post("flows/recipes/outage-notice", json={"chosen": {"queue": queue}})
    assert made.status_code == 201, made.text
    for one in reversed(made.json()["created"]):
        draft = await town.http.get(f"config/{one['kind']}/{one['slug']}")
        tag = {"If-Match": draft.headers["etag"]}
        there = await town.http.post(f"config/{one['kind']}/{one['slug']}/publish", headers=tag)
        assert there.status_code == 200, there.text

    def decide(change: Change) -> None:
        chat = docs.Endpoint(name="Chat", brand="main", channel="webchat", queue=queue, flow="outage-notice")
        box = docs.Endpoint(
            name="Correo", brand="main", channel="email", queue=queue, settings={"address": "hola@azahar.test"}
        )
        publish(change, "system:test", Ref("endpoint", "menu"), chat)
        publish(change, "system:test", Ref("endpoint", "correo"), box)

    desk = town.server.node.desk
    await desk.store.change(town.server.tenant, decide, at=desk.clock.now())


async def test_at06_a_failing_website_is_noticed_and_one_click_tells_everybody(town: Town) -> None:
    await town.ordinary_day()
    assert (await town.http.get("canaries")).json()["items"] == [], "an ordinary day raises nothing"
    assert (await town.told())["es"] == ""

    async with town.server.desk() as supervisor:
        await supervisor.hear("snapshot", "resumed")
        for number in range(12):
            await town.writes("web", FAILING[number % len(FAILING)])
        while (await supervisor.hear("fact"))["fact"]["fact"] != "CanaryRaised":  # type: ignore[index]
            pass
    (alert,) = (await town.http.get("canaries")).json()["items"]
    assert {"página", "error"} & set(alert["words"])
    assert alert["customers"] >= 4 and len(alert["conversations"]) >= 4

    proposal = (await town.http.get(f"canaries/{alert['id']}/proposal")).json()
    assert "trabajamos en ello" in proposal["text_es"] and "working on it" in proposal["text_en"]
    raised = await town.http.post("notices", json=proposal)
    assert raised.status_code == 201, raised.text

    assert "trabajamos en ello" in (await town.told())["es"] and "working on it" in (await town.told())["en"]
    said = await town.answers(await town.writes("menu", "Hola"), "trabajamos en ello")
    assert "¿Nos escribe por esto?" in said[0], "before the menu"
    mailed = await town.writes("correo", "No puedo comprar en su página", "rosa@correo.example")
    await town.answers(mailed, "trabajamos en ello")
    await town.writes("correo", "¿Ya funciona?", "rosa@correo.example")
    assert len(await town.answers(mailed, "trabajamos en ello")) == 1, "once a conversation"

    assert (await town.http.delete(f"notices/{raised.json()['id']}")).status_code == 204
    assert (await town.told())["es"] == ""
    assert "trabajamos" not in (await town.answers(await town.writes("menu", "Hola"), "persona"))[0]
    await _audited(town)


async def _audited(town: Town) -> None:
    desk, tenant = town.server.node.desk, town.server.tenant
    log = [
        one for one in await desk.store.log(tenant, 0, 10_000) if isinstance(one.fact, f.NoticeRaised | f.NoticeEnded)
    ]
    assert [type(one.fact).__name__ for one in log] == ["NoticeRaised", "NoticeEnded"]
    assert {one.actor for one in log} == {f"agent:{town.server.admin.id}"}


async def test_at06_a_dismissed_alert_stays_away(town: Town) -> None:
    await town.ordinary_day()
    for number in range(12):
        await town.writes("web", FAILING[number % len(FAILING)])
    reading = town.server.node.desk.store.reading(town.server.tenant)
    while not (found := await reading.where(Canary, {})):
        await town.server.node.desk.clock.sleep(0.05)
    assert (await town.http.delete(f"canaries/{found[0].id}")).status_code == 204
    assert (await town.http.get("canaries")).json()["items"] == []
    (kept,) = (await town.http.get("canaries", params={"up": "false"})).json()["items"]
    assert kept["state"] == "dismissed"
