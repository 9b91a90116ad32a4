"""Search through the API: four groups, what was understood, and nothing that the viewer may not see."""

from typing import Any

import pytest
from fastapi import FastAPI

from atiende.actions.replies import Note, write_note
from atiende.domain.work import Cursor
from atiende.ports.desk import Desk
from tests.journeys.api.people import NORTH, SOUTH, Browser, indexed, signed_in, writes


async def search(browser: Browser, q: str, **more: str) -> dict[str, Any]:
    answer = await browser.get("/search", q=q, **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def said(found: dict[str, Any]) -> list[str]:
    return ["".join(piece["text"] for piece in hit["snippet"]) for hit in found["messages"]["items"]]


async def test_a_message_is_found_marked_and_placed(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe", "Quiero una devolución")
    assert (await search(ana, "devolucion"))["messages"]["items"] == []  # not yet in the index
    await indexed(desk, NORTH)

    found = await search(ana, "devolucion")

    (hit,) = found["messages"]["items"]
    assert hit["conversation"] == conversation and hit["position"] == 1 and hit["number"] == 1
    assert [piece["text"] for piece in hit["snippet"] if piece["hit"]] == ["devolución"]
    assert hit["customer"]["name"] == "Pepe perdiz" and hit["direction"] == "in" and hit["status"] == "new"
    assert found["understood"] == [
        {"text": "devolucion", "taken": "prefix", "value": "", "negated": False, "problem": ""}
    ]
    around = await ana.get(f"/conversations/{conversation}/timeline/around", message=hit["id"])
    assert [one["id"] for one in around.json()["items"] if one["type"] == "message"] == [hit["id"]]
    assert around.json()["newer"] is False


async def test_people_companies_and_numbers_are_groups_of_their_own(desk: Desk, ana: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe", "Hola")
    await indexed(desk, NORTH)

    assert [one["name"] for one in (await search(ana, "pepe"))["customers"]["items"]] == ["Pepe perdiz"]
    assert (await search(ana, "pepe es:abierta"))["customers"]["items"] == []
    assert [one["id"] for one in (await search(ana, "#1"))["conversations"]] == [conversation]
    assert [one["id"] for one in (await search(ana, "es:nueva"))["conversations"]] == [conversation]
    assert (await search(ana, "es:resuelta"))["conversations"] == []
    assert [one["id"] for one in (await search(ana, "hoy"))["conversations"]] == [conversation]
    assert (await search(ana, "ayer"))["conversations"] == []
    assert (await search(ana, "pepe", type="messages"))["customers"]["items"] == []


async def test_another_teams_another_brands_and_another_centres_words_are_not_found(
    app: FastAPI, desk: Desk, ana: Browser, luis: Browser, eva: Browser
) -> None:
    await writes(desk, NORTH, "pepe", "pregunta por zanahorias")
    await writes(desk, NORTH, "rosa", "más zanahorias", endpoint="shop")
    await writes(desk, NORTH, "ines", "lejos hay zanahorias", endpoint="far")
    await writes(desk, SOUTH, "otra", "zanahorias del sur")
    await indexed(desk, NORTH)
    await indexed(desk, SOUTH)

    assert said(await search(ana, "zanahoria ")) == ["pregunta por zanahorias perdiz"]
    assert said(await search(luis, "zanahoria ")) == ["más zanahorias perdiz"]
    # The supervisor's brand is the first one.
    assert said(await search(eva, "zanahoria ")) == ["más zanahorias perdiz", "pregunta por zanahorias perdiz"]
    for browser in (ana, luis, eva):
        everything = str(await search(browser, "zanahorias")) + str(await search(browser, "#1"))
        assert "lejos" not in everything and SOUTH.canary not in everything
        assert (await search(browser, "ines"))["customers"]["items"] == []
    async with signed_in(app, desk, SOUTH, "ana") as theirs:
        assert said(await search(theirs, "zanahoria ")) == ["zanahorias del sur ortega"]


async def test_a_note_for_one_agent_is_found_by_nobody_else(desk: Desk, ana: Browser, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    note = Note(client_id="n1", text="un consejo de sabiduría", only_for=NORTH.user("ana"))
    await write_note(desk, NORTH.tenant, NORTH.user("eva"), conversation, note)
    await indexed(desk, NORTH)

    for browser in (ana, eva):
        assert said(await search(browser, "sabiduria ")) == ["un consejo de sabiduría"]


async def test_how_far_behind_the_index_is_is_said(desk: Desk, ana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    await writes(desk, NORTH, "pepe", "hola")
    monkeypatch.setattr("atiende.api.search.FAR_BEHIND", 3)

    assert (await search(ana, "hola"))["behind"] > 3
    await indexed(desk, NORTH)
    assert (await search(ana, "hola"))["behind"] == 0
    assert await desk.store.reading(NORTH.tenant).get(Cursor, "search") is not None


async def test_a_message_far_back_is_read_in_its_place(desk: Desk, ana: Browser) -> None:
    for number in range(1, 131):
        conversation = await writes(desk, NORTH, "pepe", f"mensaje {number}", number=number)
    await indexed(desk, NORTH)
    (hit,) = [one for one in (await search(ana, '"mensaje 20 perdiz"'))["messages"]["items"] if one["position"] == 20]

    page = (await ana.get(f"/conversations/{conversation}/timeline/around", message=hit["id"], ahead=10)).json()

    positions = [one["position"] for one in page["items"] if one["type"] == "message"]
    assert positions[-1] == 30 and 20 in positions and positions == sorted(positions) and page["newer"]
    older = (await ana.get(f"/conversations/{conversation}/timeline", before=page["next"] or "")).json()
    before = [one["position"] for one in older["items"] if one["type"] == "message"]
    assert not page["next"] or before[-1] == positions[0] - 1
    other = await writes(desk, NORTH, "rosa", endpoint="shop")
    assert (await ana.get(f"/conversations/{other}/timeline/around", message=hit["id"])).status_code == 404
