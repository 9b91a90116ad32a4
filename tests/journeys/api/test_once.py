"""An Idempotency-Key makes a repeated POST harmless."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atiende.domain.message import Message
from atiende.domain.work import Answered
from atiende.ports.desk import Desk
from tests.fakes import VirtualClock, open_desk
from tests.journeys.api.people import NORTH, Browser, writes


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The database makes no difference here: the embedded one."""
    async with open_desk(tmp_path) as made:
        yield made


async def test_the_same_key_gives_the_same_answer_and_does_nothing_twice(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path, body = f"/conversations/{conversation}/notes", {"client_id": "n", "text": "llamar mañana"}
    first = await eva.post(path, body, Idempotency_Key="k1")
    again = await eva.post(path, body, Idempotency_Key="k1")
    assert first.status_code == again.status_code == 201 and first.content == again.content
    assert "idempotent-replayed" not in first.headers and again.headers["idempotent-replayed"] == "true"
    other = await eva.post(path, body | {"text": "otra cosa"}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert len(await desk.store.reading(NORTH.tenant).where(Message, {"conversation": conversation})) == 2


async def test_two_at_once_are_one(desk: Desk, eva: Browser, marta: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path = f"/conversations/{conversation}/notes"
    answers = await asyncio.gather(
        *[eva.post(path, {"client_id": "same", "text": "una"}, Idempotency_Key="k") for _ in range(5)]
    )
    assert {answer.content for answer in answers} == {answers[0].content}
    # Somebody else's key of the same name is another key.
    other = await marta.post(path, {"client_id": "hers", "text": "dos"}, Idempotency_Key="k")
    assert other.status_code == 201 and other.json()["text"] == "dos"


async def test_without_a_key_two_posts_are_two(desk: Desk, eva: Browser) -> None:
    """The control."""
    conversation = await writes(desk, NORTH, "pepe")
    path = f"/conversations/{conversation}/notes"
    for number in range(2):
        await eva.post(path, {"client_id": f"n{number}", "text": "una"})
    assert len(await desk.store.reading(NORTH.tenant).where(Message, {"conversation": conversation})) == 3


async def test_a_refused_call_may_be_corrected_under_the_same_key(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path = f"/conversations/{conversation}/notes"
    assert (await eva.post(path, {"client_id": "n", "text": ""}, Idempotency_Key="k")).status_code == 422
    assert (await eva.post(path, {"client_id": "n", "text": "ya"}, Idempotency_Key="k")).status_code == 201


async def test_answers_are_sealed_and_forgotten_after_a_day(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    path, body = f"/conversations/{conversation}/notes", {"client_id": "n", "text": "palabra-secreta"}
    await eva.post(path, body, Idempotency_Key="k")
    kept = await desk.store.reading(NORTH.tenant).where(Answered, {})
    assert len(kept) == 1 and "palabra-secreta" not in repr(kept[0])
    clock = desk.clock
    assert isinstance(clock, VirtualClock)
    await clock.leap(11 * 3600)
    await eva.get("/session")
    await clock.leap(11 * 3600)
    await eva.get("/session")
    await clock.leap(3 * 3600)
    late = await eva.post(path, body | {"text": "otra"}, Idempotency_Key="k")
    assert late.status_code == 201


async def test_a_forged_call_with_a_key_is_refused_first(desk: Desk, eva: Browser) -> None:
    conversation = await writes(desk, NORTH, "pepe")
    del eva.http.headers["X-CSRF-Token"]
    answer = await eva.post(
        f"/conversations/{conversation}/notes", {"client_id": "n", "text": "x"}, Idempotency_Key="k"
    )
    assert answer.status_code == 403
