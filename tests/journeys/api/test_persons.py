"""Customers as persons: addresses, links that can be cut, companies, fields, and what they change for who reads."""

import random
from typing import Any

import pytest
from fastapi import FastAPI

from atiende.actions import identities, persons
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, Customer
from atiende.domain.errors import Refusal
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from tests.journeys.api.people import NORTH, SOUTH, Browser, key_for, signed_in, stranger, writes
from tests.proof import proven

ANA = NORTH.user("ana")


async def visitor(desk: Desk, who: str, email: str = "", endpoint: str = "web") -> str:
    """A visitor's first message; answers the customer."""
    reached = await open_endpoint(desk, NORTH.tenant, endpoint)
    assert reached is not None
    inbound = Inbound(origin=f"v:{who}/1", address=f"v:{who}", name=who.title(), text="Hola", email=email)
    taken = await take_message(desk, reached, inbound)
    found = await desk.store.reading(NORTH.tenant).get(Conversation, taken.conversation)
    assert found is not None
    return found.customer


async def has_mail(desk: Desk, customer: str, address: str, *, verified: bool = False) -> str:
    """As if he had written from there."""
    identity = desk.ids.new("idn")

    def decide(change: Change) -> None:
        fact = f.IdentityAdded(
            identity=identity, customer=customer, brand="main", channel="email", scope="main", verified=verified
        )
        change.record(fact, actor="system")
        change.put(
            Address(scope="main", channel="email", normal=address, identity=identity, customer=customer, shown=address)
        )

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    return identity


async def person_of(browser: Browser, customer: str) -> dict[str, Any]:
    answer = await browser.get(f"/customers/{customer}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_an_address_given_in_a_chat_is_no_field_and_suggests_whose_it_is(
    app: FastAPI, desk: Desk, eva: Browser
) -> None:
    pepe = await visitor(desk, "pepe")
    await identities.add_address(desk, NORTH.tenant, ANA, pepe, "phone", "600 123 456")
    known = await identities.add_address(desk, NORTH.tenant, ANA, pepe, "phone", "+34 600-123-456")
    other = await visitor(desk, "otro", email="pepe@logic.test")
    third = await visitor(desk, "tercero", email="pepe@logic.test")
    assert known.normal == "+34600123456"
    shown = await person_of(eva, third)
    assert "email" not in shown["fields"]
    assert shown["stated"] == [{"channel": "email", "address": "pepe@logic.test"}]
    found = (await eva.get(f"/customers/{third}/suggestions")).json()
    assert [(one["id"], one["evidence"]) for one in found["items"]] == [(other, ["said_so"])]
    await eva.post(f"/customers/{third}/strangers", {"other": other})
    assert (await eva.get(f"/customers/{third}/suggestions")).json()["items"] == []
    assert await proven(desk.store, NORTH.tenant) == []


async def test_linked_customers_are_read_as_one_and_cut_as_they_were(app: FastAPI, desk: Desk, eva: Browser) -> None:
    one, two = await visitor(desk, "pepe"), await visitor(desk, "josé")
    await eva.post(f"/customers/{two}/vip", {"vip": True})
    before = [await person_of(eva, one), await person_of(eva, two)]
    linked = (await eva.post(f"/customers/{one}/links", {"other": two})).json()
    assert linked["vip"] and len(linked["identities"]) == 2 and len(linked["open_conversations"]) == 2
    assert (await person_of(eva, two))["id"] == (await person_of(eva, one))["id"]
    lines = (await eva.get("/customers", q="")).json()["items"]
    assert [line["id"] for line in lines].count(linked["id"]) == 1 and len(lines) == 1
    timeline = (await eva.get(f"/customers/{two}/timeline")).json()["items"]
    assert len([entry for entry in timeline if entry["type"] == "message"]) == 2
    await eva.send("DELETE", f"/customers/{one}/links/{linked['linked'][0]['link']}")
    assert [await person_of(eva, one), await person_of(eva, two)] == before
    assert await proven(desk.store, NORTH.tenant) == []


async def test_who_is_linked_joins_the_one_open_conversation_of_the_person(
    app: FastAPI, desk: Desk, eva: Browser
) -> None:
    first = await writes(desk, NORTH, "pepe")
    read = desk.store.reading(NORTH.tenant)
    found = await read.get(Conversation, first)
    assert found is not None
    alone = await visitor(desk, "movil")
    held = await read.where(Conversation, {"customer": alone})
    await eva.post(f"/conversations/{held[0].id}/resolve", {"disposition": "solved", "reason": "billing"})
    await persons.link_customers(desk, NORTH.tenant, ANA, persons.Pair(customer=alone, other=found.customer))
    again = await writes(desk, NORTH, "movil", number=2)
    assert again == first
    other = await writes(desk, NORTH, "nadie")  # whoever is not linked has a matter of his own
    assert other != first
    assert await proven(desk.store, NORTH.tenant) == []


async def test_no_chain_no_ring_and_no_link_across_brands(app: FastAPI, desk: Desk, marta: Browser) -> None:
    ids = [await visitor(desk, name) for name in ("uno", "dos", "tres", "cuatro")]
    far = await visitor(desk, "lejos", endpoint="far")
    assert (await marta.post(f"/customers/{ids[0]}/links", {"other": far})).json()["code"] == "cannot_link"
    await marta.post(f"/customers/{ids[0]}/links", {"other": ids[1]})
    third = await marta.post(f"/customers/{ids[2]}/links", {"other": ids[0]})
    assert third.status_code == 200
    rows = [await desk.store.reading(NORTH.tenant).get(Customer, one) for one in ids[:3]]
    roots = {row.into for row in rows if row is not None and row.into}
    assert len(roots) == 1 and roots <= {row.id for row in rows if row is not None and row.into is None}
    assert (await marta.post(f"/customers/{ids[1]}/links", {"other": ids[2]})).json()["code"] == "cannot_link"
    pair = persons.Pair(customer=ids[3], other=await visitor(desk, "cinco"))
    await persons.link_customers(desk, NORTH.tenant, ANA, pair)
    assert (await marta.post(f"/customers/{ids[3]}/links", {"other": ids[0]})).status_code == 409


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_is_linked_and_cut_again_changes_nobody(
    desk: Desk, app: FastAPI, eva: Browser, seed: int
) -> None:
    chance = random.Random(seed)
    ids = [await visitor(desk, f"nadie{n}") for n in range(5)]
    before = [await person_of(eva, one) for one in ids]
    links: list[str] = []
    for _ in range(12):
        one, other = chance.sample(ids, 2)
        try:
            pair = persons.Pair(customer=one, other=other)
            links.append(await persons.link_customers(desk, NORTH.tenant, ANA, pair))
        except Refusal:
            pass
    for link in chance.sample(sorted(set(links)), len(set(links))):
        await persons.unlink_customers(desk, NORTH.tenant, ANA, link)
    assert links and [await person_of(eva, one) for one in ids] == before


async def test_a_retired_address_is_a_strangers_until_it_is_taken_back(app: FastAPI, desk: Desk, eva: Browser) -> None:
    pepe = await visitor(desk, "pepe")
    shown = (await eva.post(f"/customers/{pepe}/identities", {"channel": "phone", "address": "600 123 456"})).json()
    phone = next(one for one in shown["identities"] if one["channel"] == "phone")
    path = f"/customers/{pepe}/identities/{phone['id']}"
    assert phone["address"] == "+34 600 12 34 56" and not phone["verified"]
    read = desk.store.reading(NORTH.tenant)
    assert await identities.customers_by_number(read, "600123456", "ES") == [pepe]
    await eva.send("PATCH", path, {"retired": True})
    assert await identities.customers_by_number(read, "600123456", "ES") == []
    other = await visitor(desk, "otro")
    await eva.post(f"/customers/{other}/identities", {"channel": "phone", "address": "+34600123456"})
    assert (await eva.send("PATCH", path, {"retired": False})).status_code == 409
    theirs = next(one for one in (await person_of(eva, other))["identities"] if one["channel"] == "phone")
    await eva.send("PATCH", f"/customers/{other}/identities/{theirs['id']}", {"retired": True})
    back = (await eva.send("PATCH", path, {"retired": False, "verified": True})).json()
    assert next(one for one in back["identities"] if one["id"] == phone["id"]) == {**phone, "verified": True}
    assert await proven(desk.store, NORTH.tenant) == []


async def test_whoever_has_to_verify_does_not_vouch_for_the_address_a_code_goes_to(
    app: FastAPI, desk: Desk, ana: Browser, eva: Browser
) -> None:
    pepe = await visitor(desk, "pepe")
    mail = await has_mail(desk, pepe, "ana.herself@example.test")
    path = f"/customers/{pepe}/identities/{mail}"
    refused = await ana.send("PATCH", path, {"verified": True})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert [one["verified"] for one in (await eva.send("PATCH", path, {"verified": True})).json()["identities"]] == [
        False,
        True,
    ]
    assert (await ana.send("PATCH", path, {"verified": False})).status_code == 200  # less trust is anybody's


async def test_who_sees_his_own_conversations_only_is_shown_no_others_customers(
    app: FastAPI, desk: Desk, eva: Browser
) -> None:
    await visitor(desk, "pepe")
    assert (await eva.post("/organizations", {"brand": "main", "name": "Logic"})).status_code == 201
    keys = {scope: await key_for(desk, NORTH, {"customer.read": scope}) for scope in ("own", "brand")}
    found = {}
    async with stranger(app) as http:
        for scope, token in keys.items():
            headers = {"Authorization": f"Bearer {token}"}
            pages = [await http.get(f"/api/v1/{path}", headers=headers) for path in ("customers", "organizations")]
            found[scope] = [len(one.json()["items"]) for one in pages]
    assert found == {"own": [0, 0], "brand": [1, 1]}


async def test_companies_have_people_by_name_and_by_domain(app: FastAPI, desk: Desk, eva: Browser) -> None:
    pepe, luisa = await visitor(desk, "pepe"), await visitor(desk, "luisa")
    await has_mail(desk, pepe, "pepe@logic.test")
    await has_mail(desk, luisa, "luisa@gmail.com")
    hint = (await eva.get(f"/customers/{pepe}/suggestions")).json()["company"]
    assert hint == {"id": "", "name": "", "domain": "logic.test"}
    assert (await eva.get(f"/customers/{luisa}/suggestions")).json()["company"] is None
    shown = await eva.send("PUT", f"/customers/{pepe}/organization", {"name": "Logic Computer", "domain": "logic.test"})
    company = shown.json()["company"]["id"]
    await eva.send("PATCH", f"/customers/{luisa}", {"organization": "LOGIC  computer"})
    people = (await eva.get(f"/organizations/{company}/customers")).json()["items"]
    assert {one["id"] for one in people} == {pepe, luisa}
    assert (await eva.send("PATCH", f"/organizations/{company}", {"domains": ["gmail.com"]})).status_code == 422
    await eva.send("PATCH", f"/organizations/{company}", {"name": "Logic"})
    assert (await person_of(eva, luisa))["organization"] == "Logic"
    async with signed_in(app, desk, SOUTH, "eva") as south:
        assert (await south.get(f"/organizations/{company}")).status_code == 404
    assert await proven(desk.store, NORTH.tenant) == []
