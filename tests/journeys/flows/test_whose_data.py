"""Whose data a flow looks up: only his who has proven to be the one, whatever was said before."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest

from atiende.actions.endpoints import open_endpoint
from atiende.actions.errand_identity import identify
from atiende.actions.identities import vouch_for
from atiende.actions.intake import take_message
from atiende.actions.verification import check_code, pretend_code
from atiende.channels.webchat.channel import WebChat
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.customer import Address, CustomerDetails, CustomerLink
from atiende.flows.state import Value
from atiende.ports.channel import Endpoint, Inbound, Outbound, Traits
from atiende.ports.requests import Answer
from atiende.ports.store import Change
from tests.journeys.flows.flow_world import FlowWorld, flow_world
from tests.journeys.small_centre import ANA, TENANT
from tests.proof import proven

MINE, HIS = "mala@logic.es", "victima@logic.es"


class Letters(WebChat):
    """Mail that arrives at once: (to, text)."""

    traits = Traits(name="email", subject=True, push=True)

    def __init__(self) -> None:
        super().__init__()
        self.box: list[tuple[str, str]] = []

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        return []

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        self.box.append((outbound.to, outbound.text))
        return outbound.token


def invoices(start: str) -> dict[str, object]:
    """Asks who he is, makes sure of it, and says what is owed."""
    return {
        "name": "Facturas",
        "start": start,
        "person": "people",
        "failed": "people",
        "variables": {"email": {"type": "text"}, "owed": {"type": "text"}},
        "nodes": {
            "known": {
                "type": "condition",
                "cases": [{"when": 'customer.email != ""', "goto": "look"}],
                "otherwise": "people",
            },
            "ask": {"type": "ask", "text": {"es": "¿Correo?"}, "variable": "email", "check": "email", "next": "find"},
            "find": {"type": "identify", "by": "email", "value": "email", "next": "code", "failed": "code"},
            "code": {"type": "verify", "text": {"es": "Escriba el código."}, "next": "look"},
            "look": {
                "type": "request",
                "url": "https://shop.example/owed/{{ customer.email }}",
                "take": {"owed": "owed"},
                "next": "tell",
            },
            "tell": {"type": "say", "text": {"es": "Debe {{ owed }}."}, "next": "again"},
            "again": {
                "type": "menu",
                "text": {"es": "¿Otro?"},
                "options": [{"label": {"es": "Otro correo"}, "goto": "ask"}, {"label": {"es": "Fin"}, "goto": "bye"}],
            },
            "bye": {"type": "end", "text": {"es": "Adiós."}},
            "people": {"type": "queue", "queue": "support"},
        },
    }


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[FlowWorld]:
    async with flow_world(tmp_path) as made:
        made.letters = Letters()  # type: ignore[attr-defined]  # of this file's tests
        everything = {**made.desk.channels, "email": letters(made)}
        object.__setattr__(made.desk, "channels", everything)
        object.__setattr__(made.route._desk, "channels", everything)
        box = docs.Endpoint(name="Correo", brand="main", channel="email", queue="support")

        def decide(change: Change) -> None:
            fact = f.DocumentPublished(kind="endpoint", slug="box", version=1, body=docs.write(box))
            change.record(fact, actor="system")

        await made.desk.store.change(TENANT, decide, at=made.clock.now())
        for one in (MINE, HIS):
            body = f'{{"owed": "lo de {one}"}}'.encode()
            made.shop.answers[f"https://shop.example/owed/{one.replace('@', '%40')}"] = [Answer(200, body)]
        yield made
        assert await proven(made.desk.store, TENANT) == []


def letters(world: FlowWorld) -> Letters:
    found = getattr(world, "letters", None)
    assert isinstance(found, Letters)
    return found


async def writes(world: FlowWorld, who: str, text: str, email: str = "") -> None:
    """On a site that signs who he is; the address is what he says himself."""
    found = await open_endpoint(world.desk, TENANT, "web")
    assert found is not None
    world.said = getattr(world, "said", 0) + 1
    origin = f"u:{who}/{world.said}"
    inbound = Inbound(origin=origin, address=f"u:{who}", name=who, text=text, email=email, signed=True)
    await take_message(world.desk, found, inbound)
    await world.step()


async def on_file(world: FlowWorld, address: str) -> str:
    """Vouched for by a colleague; answers whose it is."""
    (row,) = await world.desk.store.reading(TENANT).where(Address, {"channel": "email", "normal": address})
    await vouch_for(world.desk, TENANT, ANA, row.identity, True)
    return row.customer


async def two_customers(world: FlowWorld) -> tuple[str, str]:
    """Each with a mailbox somebody vouched for, while there is no flow yet."""
    await world.publish({**invoices("bye")}, version=2)
    await writes(world, "mala", "Hola", MINE)
    await writes(world, "victima", "Hola", HIS)
    found = await on_file(world, MINE), await on_file(world, HIS)
    await world.publish(invoices("ask"), version=3)
    return found


def code(world: FlowWorld) -> tuple[str, str]:
    """(to whom, what) was sent last."""
    to, text = letters(world).box[-1]
    return to, re.findall(r"\b\d{6}\b", text)[0]


async def links(world: FlowWorld) -> list[tuple[str, str]]:
    rows = await world.desk.store.reading(TENANT).where(CustomerLink, {})
    return [(one.customer, one.into) for one in rows]


async def test_an_address_somebody_signed_in_only_typed_opens_nobodys_data(world: FlowWorld) -> None:
    await world.publish(invoices("known"), version=2)
    await writes(world, "mala", "Hola", HIS)
    assert world.shop.asked == []
    work, _ = await world.only()
    assert work.state == "queued"


async def test_the_same_address_counts_once_somebody_vouched_for_it(world: FlowWorld) -> None:
    """The control."""
    await world.publish(invoices("bye"), version=2)
    await writes(world, "victima", "Hola", HIS)
    await on_file(world, HIS)
    await world.publish(invoices("known"), version=3)
    await writes(world, "victima", "Hola")
    assert f"Debe lo de {HIS}." in await world.heard()


async def test_a_code_to_ones_own_mailbox_makes_nobody_another_customer(world: FlowWorld) -> None:
    await two_customers(world)
    await writes(world, "mala", "Hola")
    await writes(world, "mala", HIS)
    to, sent = code(world)
    assert to == HIS, "he who is named is asked, not he who names him"
    await writes(world, "mala", "000000" if sent != "000000" else "111111")
    assert await links(world) == [] and world.shop.asked == []


async def test_who_is_verified_as_himself_is_not_verified_as_another(world: FlowWorld) -> None:
    await two_customers(world)
    await writes(world, "mala", "Hola")
    await writes(world, "mala", MINE)
    await writes(world, "mala", code(world)[1])
    assert f"Debe lo de {MINE}." in await world.heard()
    await writes(world, "mala", "Otro correo")
    await writes(world, "mala", HIS)
    assert code(world)[0] == HIS
    assert f"Debe lo de {HIS}." not in await world.heard() and len(world.shop.asked) == 1


async def test_who_reads_the_others_mailbox_is_the_other(world: FlowWorld) -> None:
    """The control: one person with two addresses gets what is behind the one he proved last."""
    mala, victima = await two_customers(world)
    await writes(world, "mala", "Hola")
    await writes(world, "mala", HIS)
    await writes(world, "mala", code(world)[1])
    assert f"Debe lo de {HIS}." in await world.heard()
    assert [set(one) for one in await links(world)] == [{mala, victima}]


async def test_nobody_learns_who_is_a_customer(world: FlowWorld) -> None:
    await two_customers(world)
    for who, address in (("mala", HIS), ("otra", "nadie@logic.es")):
        await writes(world, who, "Hola")
        before = len(await world.heard())
        await writes(world, who, address)
        for wrong in ("000000", "111111"):
            await writes(world, who, wrong)
        told = (await world.heard())[before:]
        assert len(told) == 3 and "no es correcto" in told[1] and told[1] == told[2], told
        assert told[0] == "Escriba el código."
    assert [to for to, _ in letters(world).box] == [HIS]


async def test_a_code_nobody_was_sent_is_never_right(world: FlowWorld) -> None:
    await writes(world, "mala", "Hola")
    work, _ = await world.only()
    await pretend_code(world.desk, TENANT, work.conversation)
    for guess in ("000000", "123456", "999999"):
        assert not await check_code(world.desk, TENANT, ANA, work.conversation, guess)


async def test_a_field_names_one_customer_or_nobody(world: FlowWorld) -> None:
    mala, victima = await two_customers(world)

    async def named(value: str) -> str:
        asked: dict[str, Value] = {"conversation": "", "brand": "main", "by": "field", "slug": "number", "value": value}
        found = await identify(world.desk, TENANT, asked)
        return str(found.values.get("customer", found.why))

    def decide(change: Change) -> None:
        for customer, number in ((mala, "C-1"), (victima, "c 2")):
            change.put(CustomerDetails(id=customer, fields={"number": number, "plan": "oro"}))

    await world.desk.store.change(TENANT, decide, at=world.clock.now())
    assert [await named(one) for one in ("C1", "C-2", "C-3", "--")] == [mala, victima, "nobody", "nobody"]
