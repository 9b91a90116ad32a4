"""Recordings by the API: who may listen listens and is written down first; a customer's voice leaves as one file."""

import io
import json
import zipfile

from fastapi import FastAPI

from atiende.actions import consents, recordings
from atiende.actions.passages import Talk, Voiced, end_transcript, keep_passages
from atiende.actions.recording_files import shelve
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.desk import Access
from atiende.domain.recording import Recording
from atiende.ports.desk import Desk
from atiende.ports.speech import Speech
from atiende.ports.store import Change
from atiende.ports.voice import Recorded
from tests.journeys.api.people import NORTH, Browser, signed_in, writes
from tests.proof import proven

SOUND = b"OggS" + bytes(range(200))
REC = "rec_00000000000000000000000001"


async def recorded(desk: Desk) -> Recording:
    """A conversation of the first team's with a recorded call."""
    conversation = await writes(desk, NORTH, "pepe")
    found = await desk.store.reading(NORTH.tenant).get(Conversation, conversation)
    assert found is not None

    def begin(change: Change) -> None:
        given = consents.Answered(
            customer=found.customer, conversation=found.id, interaction="itr_x", answer="yes", channel="voice",
            language="es", text="Se graba", said="1",
        )  # fmt: skip
        consents.note(desk, change, given)
        wanted = recordings.Start(
            recording=REC, interaction="itr_x", conversation=found.id, customer=found.customer, brand=found.brand,
            queue=found.queue, engine="fake", policy="opt_in", keep_days=30,
        )  # fmt: skip
        assert recordings.start(change, wanted, "system")
        recordings.end(change, "itr_x", "system")

    await desk.store.change(NORTH.tenant, begin, at=desk.clock.now())
    row = await desk.store.reading(NORTH.tenant).get(Recording, REC)
    assert row is not None
    fetched = await shelve(desk, NORTH.tenant, row, Recorded(content=SOUND, duration_ms=9_000, gaps=((1_000, 2_000),)))
    assert await recordings.keep(desk, NORTH.tenant, REC, fetched)
    talk = Talk(recording=REC, interaction="itr_x", conversation=row.conversation, customer=row.customer)
    speech = Speech(number=0, text="Quiero la factura", start_ms=100, end_ms=900)
    count = await keep_passages(desk, NORTH.tenant, talk, [Voiced(side="left", who="", speech=speech)])
    await end_transcript(desk, NORTH.tenant, talk, count)
    return row


async def hows(desk: Desk, customer: str) -> set[str]:
    return {one.how for one in await desk.store.reading(NORTH.tenant).where(Access, {"customer": customer})}


async def test_who_listens_is_in_the_access_log_before_the_sound_leaves(app: FastAPI, desk: Desk, eva: Browser) -> None:
    row = await recorded(desk)
    heard = await eva.get(f"/recordings/{REC}/sound")
    assert heard.status_code == 200 and heard.content == SOUND
    assert "listen" in await hows(desk, row.customer) and "download" not in await hows(desk, row.customer)
    taken = await eva.get(f"/recordings/{REC}/sound", download="true")
    assert "attachment" in taken.headers["content-disposition"] and "download" in await hows(desk, row.customer)


async def test_a_player_gets_the_piece_it_asks_for(app: FastAPI, desk: Desk, eva: Browser) -> None:
    await recorded(desk)
    url = f"/api/v1/recordings/{REC}/sound"
    piece = await eva.http.get(url, headers={"Range": "bytes=4-7"})
    assert (piece.status_code, piece.content) == (206, SOUND[4:8])
    assert piece.headers["content-range"] == f"bytes 4-7/{len(SOUND)}"
    assert (await eva.http.get(url, headers={"Range": "bytes=9000-"})).status_code == 416


async def test_whoever_may_not_see_the_conversation_hears_nothing(
    app: FastAPI, desk: Desk, luis: Browser, eva: Browser
) -> None:
    row = await recorded(desk)
    for path in (f"/recordings/{REC}", f"/recordings/{REC}/sound"):
        assert (await luis.get(path)).status_code in (403, 404)
    assert await hows(desk, row.customer) == set()
    assert (await eva.get(f"/recordings/{REC}")).status_code == 200


async def test_a_recording_is_shown_with_its_words_gaps_and_comments(app: FastAPI, desk: Desk, eva: Browser) -> None:
    row = await recorded(desk)
    made = await eva.post(f"/recordings/{REC}/comments", {"at_ms": 500, "text": "Bien dicho"})
    assert made.status_code == 201 and made.json()["mine"]
    shown = (await eva.get(f"/recordings/{REC}")).json()
    assert shown["passages"][0]["text"] == "Quiero la factura" and shown["gaps"] == [{"start_ms": 1000, "end_ms": 2000}]
    assert [one["text"] for one in shown["comments"]] == ["Bien dicho"]
    [listed] = (await eva.get(f"/conversations/{row.conversation}/recordings")).json()["items"]
    assert listed["may_listen"] and listed["state"] == "kept"
    [consent] = (await eva.get(f"/customers/{row.customer}/consents")).json()["items"]
    assert (consent["answer"], consent["said"], consent["text"]) == ("yes", "1", "Se graba")
    assert await proven(desk.store, NORTH.tenant) == []


async def test_a_hold_keeps_it_and_both_are_audited(app: FastAPI, desk: Desk, marta: Browser) -> None:
    await recorded(desk)
    held = await marta.post(f"/recordings/{REC}/hold", {"on": True, "reason": "Reclamación"})
    assert held.status_code == 204, held.text
    assert (await marta.send("DELETE", f"/recordings/{REC}")).status_code == 409
    assert (await marta.post(f"/recordings/{REC}/hold", {"on": False, "reason": "Cerrada"})).status_code == 204
    assert (await marta.send("DELETE", f"/recordings/{REC}")).status_code == 204
    told = [one.fact for one in await desk.store.log(NORTH.tenant, 0)]
    assert sum(isinstance(one, f.RecordingHeld) for one in told) == 2
    assert any(isinstance(one, f.RecordingDeleted) and one.why == "asked" for one in told)
    assert (await marta.get(f"/recordings/{REC}/sound")).status_code == 404


async def test_a_customers_voice_leaves_as_one_file_and_that_is_said_first(
    app: FastAPI, desk: Desk, marta: Browser
) -> None:
    row = await recorded(desk)
    taken = await marta.get(f"/customers/{row.customer}/voice.zip")
    assert taken.status_code == 200, taken.text
    packed = zipfile.ZipFile(io.BytesIO(taken.content))
    assert packed.read(f"{REC}.ogg") == SOUND
    assert json.loads(packed.read(f"{REC}.json"))["said"][0]["text"] == "Quiero la factura"
    assert json.loads(packed.read("consents.json"))[0]["answer"] == "yes"
    told = [one.fact for one in await desk.store.log(NORTH.tenant, 0)]
    assert any(isinstance(one, f.ExportMade) and one.what == "voice" for one in told)
    assert "export" in await hows(desk, row.customer)


async def test_only_who_may_delete_recordings_of_a_brand_shortens_how_long_they_are_kept(
    app: FastAPI, desk: Desk, marta: Browser
) -> None:
    """The queue of another brand is not found: what it recorded would be gone for ever."""
    await recorded(desk)

    def decide(change: Change) -> None:
        role = docs.Role(name="Grabaciones", permissions={"recording.delete": "brand"})
        ability = f.Ability(role="tapes", teams=("first",), languages={"es": 5}, brands=("main",))
        for kind, slug, body in (
            ("role", "tapes", docs.write(role)),
            ("brand", "other", docs.write(docs.Brand(name="Otra"))),
            ("queue", "theirs", docs.write(docs.Queue(name="Suya", brand="other"))),
        ):
            change.record(f.DocumentPublished(kind=kind, slug=slug, version=1, body=body), actor="system")
        change.record(f.UserChanged(user=NORTH.user("eva"), ability=ability), actor="system")

    await desk.store.change(NORTH.tenant, decide, at=desk.clock.now())
    async with signed_in(app, desk, NORTH, "eva") as eva:
        assert (await eva.post("/recordings/shorten", {"queue": "theirs"})).status_code == 404
        assert (await eva.post("/recordings/shorten", {"queue": "support"})).status_code == 200
    assert (await marta.post("/recordings/shorten", {"queue": "theirs"})).status_code == 200
