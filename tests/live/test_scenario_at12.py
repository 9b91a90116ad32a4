"""AT-12, who should serve: a Catalan-speaking VIP, helped before by Ana, who is busy, writes a mail.

He passes standard customers, waits for Ana for the set time, then goes to somebody else who speaks Catalan; the
receipt says why.
"""

import asyncio
import smtplib
from collections.abc import AsyncIterator, Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from atiende.actions.configuration import Ref, publish
from atiende.bench.centre import SignedIn
from atiende.domain import documents as docs
from atiende.ports.store import Change
from atiende.wiring import open_desk
from tests.chaos.world import MAILBOX, PATIENCE, Json, World, world
from tests.waiting import eventually

pytestmark = [pytest.mark.scenario, pytest.mark.timeout(120)]

CATALAN = (
    "Bon dia, us escric perquè encara no he rebut la factura del mes passat i la necessito aviat. "
    "Em podríeu dir quan me l'enviareu? Moltes gràcies per la vostra ajuda."
)
SPANISH = (
    "Buenos días, les escribo porque todavía no he recibido la factura del mes pasado y la necesito pronto. "
    "¿Podrían decirme cuándo me la van a enviar? Muchas gracias por su ayuda."
)
KEPT_SECONDS = 4


class Centre:
    """Ana and Berta speak Catalan, Luis does not; the queue keeps a customer for whoever knows him."""

    def __init__(self, made: World) -> None:
        self.world = made
        self.ana, self.berta, self.luis = made.prepared.agents

    async def ask(self, method: str, path: str, body: object = None, who: SignedIn | None = None) -> Json:
        answer = await self.world.call(method, f"/api/v1{path}", body, who=who or self.world.prepared.admin)
        assert answer.is_success, (path, answer.text)
        found: Json = answer.json() if answer.content else {}
        return found

    async def configure(self) -> None:
        for agent, languages, room in (
            (self.ana, {"es": 5, "ca": 5}, 1),
            (self.berta, {"es": 4, "ca": 4}, 1),
            (self.luis, {"es": 5}, 5),
        ):
            ability = {"languages": languages, "capacity": {"email": room}}
            await self.ask("PATCH", f"/users/{agent.user}", ability)

    async def presence(self, who: SignedIn, state: str) -> None:
        await self.ask("PUT", "/me/presence", {"state": state, "reason": ""}, who)

    async def mail(self, name: str, subject: str, text: str) -> str:
        """A customer writes; answers the conversation."""
        assert await asyncio.to_thread(self._write, name, subject, text)
        return str((await self.until(lambda one: one["subject"] == subject))["id"])

    def _write(self, name: str, subject: str, text: str) -> bool:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{name}@example.test", MAILBOX, subject
        mail["Message-ID"] = f"<{name}.{subject.replace(' ', '.')}@example.test>"
        mail.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.world.server.mail_port, timeout=10) as smtp:
            smtp.send_message(mail)
        return True

    async def until(self, wanted: Callable[[Json], bool]) -> Json:
        async def found() -> Json:
            items = (await self.world.asked("/api/v1/conversations?view=all"))["items"]
            assert isinstance(items, list)
            return next((dict(one) for one in items if wanted(one)), {})

        return await eventually(found, every=0.05)

    async def offered(self, who: SignedIn) -> Json:
        """His next offer."""

        async def offers() -> list[Json]:
            items = (await self.ask("GET", "/offers", who=who))["items"]
            assert isinstance(items, list)
            return items

        return dict((await eventually(offers, f"an offer for {who.user}", every=0.05))[0])

    async def accept(self, who: SignedIn) -> str:
        """Takes his next offer; answers its conversation."""
        offer = await self.offered(who)
        await self.ask("POST", f"/offers/{offer['id']}/accept", who=who)
        return str(offer["conversation"])

    async def resolve(self, who: SignedIn, conversation: str) -> None:
        outcome = {"disposition": "solved", "reason": "order"}
        await self.ask("POST", f"/conversations/{conversation}/resolve", outcome, who)

    async def kept_no_longer(self, interaction: str) -> None:
        """The time for whoever knows the customer is over; till then she was waited for."""
        waited_for = False
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.ask("GET", f"/interactions/{interaction}/why")
                if found["rule"] != "preferred_agent":
                    break
                waited_for = True
                await asyncio.sleep(0.1)
        assert waited_for

    async def said_why(self, interaction: str) -> None:
        receipts = (await self.ask("GET", f"/interactions/{interaction}/receipts"))["items"]
        assert isinstance(receipts, list)
        receipt = receipts[-1]
        assert receipt["excluded"]["language"] == 2, "Luis and the administrator speak no Catalan"
        assert receipt["excluded"]["at_capacity"] == 1, "Ana, who knows him, is busy"
        assert "Berta" not in receipt["text"]["es"] and receipt["agent"]["id"] == self.berta.user
        assert receipt["text"]["es"] and receipt["text"]["en"], "and it is said in words"

    async def interaction(self, conversation: str) -> str:
        found = await self.ask("GET", f"/conversations/{conversation}")
        assert isinstance(found["interactions"], list)
        return str(found["interactions"][-1]["id"])


async def _keep_for_who_knows(made: World) -> None:
    def decide(change: Change) -> None:
        queue = docs.Queue(
            name="Cola",
            brand="main",
            teams=["main"],
            match_language=True,
            wrap_up_seconds=0,
            prefer_last_agent_seconds=KEPT_SECONDS,
        )
        publish(change, "system:test", Ref("queue", "main"), queue)

    async with open_desk(made.prepared.settings) as desk:
        await desk.store.change(made.prepared.tenant, decide, at=desk.clock.now())


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[Centre]:
    async with world(tmp_path, agents=3) as made:
        await _keep_for_who_knows(made)
        await made.start()
        ready = Centre(made)
        await ready.configure()
        yield ready


async def test_the_vip_passes_waits_for_who_knows_him_and_goes_to_who_speaks_his_language(centre: Centre) -> None:
    await centre.presence(centre.ana, "available")
    vip = await _helped_by_ana(centre)
    await centre.mail("maria", "pedido", SPANISH)
    await centre.accept(centre.ana)  # now she is busy
    await centre.presence(centre.luis, "available")

    first = await centre.mail("joan", "la meva comanda", CATALAN)
    await centre.mail("nuria", "el meu compte", CATALAN)
    matter = await centre.mail("montse", "una altra factura", CATALAN)
    assert matter != vip
    waits = await centre.interaction(matter)
    why = await centre.ask("GET", f"/interactions/{waits}/why")
    assert (why["status"], why["vip"], why["priority"]) == ("waiting", True, 1)

    await centre.presence(centre.berta, "available")
    assert await centre.accept(centre.berta) == first, "while Ana is waited for, Berta helps the one before"
    await centre.kept_no_longer(waits)
    await centre.resolve(centre.berta, first)
    assert await centre.accept(centre.berta) == matter, "then the VIP goes before who wrote earlier"
    await centre.said_why(waits)


async def _helped_by_ana(centre: Centre) -> str:
    """Her work of last week, and that its customer is a VIP; answers the conversation."""
    await centre.mail("montse", "factura", CATALAN)
    conversation = await centre.accept(centre.ana)
    await centre.resolve(centre.ana, conversation)
    customer = (await centre.ask("GET", f"/conversations/{conversation}"))["customer"]
    assert isinstance(customer, dict)
    await centre.ask("POST", f"/customers/{customer['id']}/vip", {"vip": True})
    return conversation
