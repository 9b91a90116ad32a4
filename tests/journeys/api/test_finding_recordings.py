"""Recordings are found for quality and training: by queue, agent and length, or by lot; only those one may hear."""

import pytest
from fastapi import FastAPI

from atiende.actions import consents, recordings
from atiende.actions.recording_files import shelve
from atiende.domain.conversation import Conversation
from atiende.domain.recording import Recording
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.voice import Recorded
from tests.journeys.api.people import NORTH, Browser, writes

ANA, LUIS = NORTH.user("ana"), NORTH.user("luis")


def name_of(number: int) -> str:
    return f"rec_{number:026d}"


async def recorded(desk: Desk, number: int, *, agent: str, seconds: int, where: str = "web") -> str:
    conversation = await writes(desk, NORTH, f"caller{number}", endpoint=where)
    found = await desk.store.reading(NORTH.tenant).get(Conversation, conversation)
    assert found is not None
    itself, interaction = name_of(number), f"itr_{number}"

    def begin(change: Change) -> None:
        given = consents.Answered(
            customer=found.customer, conversation=found.id, interaction=interaction, answer="informed",
            channel="voice", language="es", text="Se graba",
        )  # fmt: skip
        consents.note(desk, change, given)
        wanted = recordings.Start(
            recording=itself, interaction=interaction, conversation=found.id, customer=found.customer,
            brand=found.brand, queue=found.queue, engine="fake", policy="inform", keep_days=30, agent=agent,
        )  # fmt: skip
        assert recordings.start(change, wanted, "system")
        recordings.end(change, interaction, "system")

    await desk.store.change(NORTH.tenant, begin, at=desk.clock.now())
    row = await desk.store.reading(NORTH.tenant).get(Recording, itself)
    assert row is not None
    content = Recorded(content=b"OggS", duration_ms=1000 * seconds, gaps=((0, 500),) if number == 1 else ())
    assert await recordings.keep(desk, NORTH.tenant, itself, await shelve(desk, NORTH.tenant, row, content))
    return itself


@pytest.fixture
async def four(desk: Desk) -> list[str]:
    """Ana's and Luis's, in one queue; the last in another team's."""
    return [
        await recorded(desk, 1, agent=ANA, seconds=30),
        await recorded(desk, 2, agent=ANA, seconds=300),
        await recorded(desk, 3, agent=LUIS, seconds=300),
        await recorded(desk, 4, agent=LUIS, seconds=90, where="shop"),
    ]


async def ids(browser: Browser, **asked: str) -> set[str]:
    answer = await browser.get("/recordings", **asked)
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["items"]}


async def test_they_are_found_by_queue_agent_length_and_hold(
    app: FastAPI, desk: Desk, four: list[str], marta: Browser
) -> None:
    first, second, third, fourth = four
    assert await ids(marta) == set(four)
    assert await ids(marta, queue="sales") == {fourth}
    assert await ids(marta, agent=ANA) == {first, second}
    assert await ids(marta, agent=ANA, least_seconds="60") == {second}
    assert await ids(marta, hold="true") == set()
    await marta.post(f"/recordings/{third}/hold", {"on": True, "reason": "Reclamación"})
    await marta.post(f"/recordings/{first}/comments", {"at_ms": 5, "text": "Bien saludado"})
    assert await ids(marta, hold="true") == {third}
    assert await ids(marta, commented="true") == {first} and await ids(marta, commented="false") == {
        second,
        third,
        fourth,
    }
    (line,) = (await marta.get("/recordings", commented="true")).json()["items"]
    assert (line["agent"]["name"], line["gaps"], line["comments"], line["duration_ms"]) == ("Ana perdiz", 1, 1, 30_000)


async def test_nobody_finds_what_he_may_not_hear_nor_what_is_deleted(
    app: FastAPI, desk: Desk, four: list[str], marta: Browser, eva: Browser, luis: Browser
) -> None:
    """An agent listens to none but his own conversations'. The control is Marta, who finds all."""
    assert await ids(marta) == set(four)
    for browser in (eva, luis):
        answer = await browser.get("/recordings")
        found = {one["id"] for one in answer.json().get("items", [])}
        heard = {one for one in four if (await browser.get(f"/recordings/{one}")).status_code == 200}
        assert found == heard and (browser is eva or not found), "what is listed can be heard, and the other way round"
    await marta.send("DELETE", f"/recordings/{four[0]}")
    assert four[0] not in await ids(marta)


async def test_a_sample_is_drawn_by_lot_and_again_by_its_seed(
    app: FastAPI, desk: Desk, four: list[str], marta: Browser
) -> None:
    drawn = (await marta.get("/recordings", sample="2")).json()
    assert len(drawn["items"]) == 2 and isinstance(drawn["seed"], int)
    again = (await marta.get("/recordings", sample="2", seed=str(drawn["seed"]))).json()
    assert [one["id"] for one in again["items"]] == [one["id"] for one in drawn["items"]]
    seen = [await ids(marta, sample="1", seed=str(seed)) for seed in range(40)]
    assert set().union(*seen) == set(four), "each may be drawn"
    assert await ids(marta, sample="9", least_seconds="100", seed="1") == set(four[1:3])


async def test_pages_follow_each_other(app: FastAPI, desk: Desk, four: list[str], marta: Browser) -> None:
    found, cursor = [], ""
    for _ in four:
        page = (await marta.get("/recordings", limit="1", **({"cursor": cursor} if cursor else {}))).json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"] or ""
    assert sorted(found) == four and not cursor
    assert (await marta.get("/recordings", cursor="nonsense")).status_code == 422
