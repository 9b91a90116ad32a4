"""A flow on the telephone: it is read out, keys answer it, and what is secret is nowhere afterwards."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from atiende.domain import facts as f
from atiende.domain.spoken import Speaking
from atiende.ports.speech import Speech
from atiende.ports.voice import Heard
from tests.journeys.calls.hearing_world import IVR, Hearing, hearing
from tests.journeys.small_centre import TENANT

on_both = pytest.mark.parametrize("there", ["sqlite", pytest.param("postgres", marks=pytest.mark.pg)], indirect=True)


@pytest.fixture(name="there")
async def made(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hearing]:
    async with hearing(request, tmp_path) as opened:
        yield opened


@on_both
async def test_a_menu_is_read_out_and_a_key_stops_it(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        assert await there.hears(leg, "¿Qué necesita?") == (
            "es: ¿Qué necesita? Para pedidos, pulse 1. Para dejar un mensaje, pulse 2. Para terminar, pulse 3."
        )
        there.press(leg, "1")
        await there.hears(leg, "¿Qué número?")
        assert len(await there.playing(leg)) == 1, "the menu is not heard any more"


async def test_a_number_is_collected_and_silence_asks_again(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        there.press(leg, "1")
        await there.listens(leg, "¿Qué número?")
        await there.listens(leg, "¿Sigue ahí?")
        there.press(leg, "4071#")
        await there.hears(leg, "clave")
        stepped = await there.phones.facts(f.FlowStepped)
        assert [one.heard for one in stepped if isinstance(one, f.FlowStepped)] == ["began", "said", "silence", "said"]


async def test_secret_keys_are_masked_used_once_and_in_no_row_of_the_database(there: Hearing, tmp_path: Path) -> None:
    await there.flow()
    there.shop.knows("4071?pin=846209", "en camino")
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        there.press(leg, "1")
        await there.hears(leg, "¿Qué número?")
        there.press(leg, "4071#")
        await there.hears(leg, "clave")

        async def masked() -> bool:
            return there.engine.network.legs[leg].secret

        await there.until(masked)
        there.press(leg, "846209#")
        await there.listens(leg, "Está en camino.")
        assert not there.engine.network.legs[leg].secret
        assert there.shop.asked[-1].url.endswith("pin=846209"), "it was heard"
        await there.listens(leg, "Gracias, adiós.")
        await there.gone(leg)
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert any(b"4071" in one.read_bytes() for one in files), "the control: what is not secret is found"
    assert not any(b"846209" in one.read_bytes() for one in files)


async def test_zero_is_a_person_everywhere(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        there.press(leg, "1")
        await there.hears(leg, "¿Qué número?")
        there.press(leg, "0#")
        await there.listens(leg, "Le paso.")
        assert (await there.phones.work()).state == "queued"


async def test_after_a_restart_the_last_words_are_said_again(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        there.press(leg, "1")
        await there.hears(leg, "¿Qué número?")
    plays = set(there.engine.network.plays)
    assert len(plays) == 1, "the sound goes on without us"
    async with there.running():

        async def again() -> bool:
            return bool(there.engine.network.plays) and not plays & set(there.engine.network.plays)

        await there.until(again)
        assert await there.playing(leg) == ["es: ¿Qué número?"]
        there.press(leg, "4071#")
        await there.hears(leg, "clave")


async def test_a_text_nobody_can_say_becomes_a_tone_and_a_person(there: Hearing) -> None:
    await there.flow()
    there.reader.dumb = True
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "tone")

        async def waits() -> bool:
            return (await there.phones.work()).state == "queued"

        await there.until(waits)


async def test_the_last_words_are_heard_before_the_call_ends(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        there.press(leg, "3")
        await there.hears(leg, "Gracias, adiós.")
        assert (await there.phones.work()).state == "ended_by_flow" and leg in there.engine.network.legs
        await there.listens(leg, "Gracias, adiós.")
        await there.gone(leg)
        assert not (await there.phones.call()).open


async def test_what_was_said_is_kept_for_a_page_that_can_show_it(there: Hearing) -> None:
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")
        (row,) = await there.desk.store.reading(TENANT).where(Speaking, {})
        assert row.keys == (("1", "pedidos"), ("2", "dejar un mensaje"), ("3", "terminar"))


ONWARD = {
    **IVR,
    "start": "out",
    "nodes": {
        "out": {"type": "transfer", "number": "+34 911 22 23 33", "next": "end", "failed": "people"},
        "people": IVR["nodes"]["people"],  # type: ignore[index]  # a plain document
        "end": {"type": "end", "text": {"es": "", "en": ""}},
    },
}


async def rings_outside(there: Hearing) -> str:
    async def look() -> str:
        found = there.engine.network.addresses.items()
        return next((leg for leg, to in found if to.kind == "number" and to.value == "+34911222333"), "")

    return await there.phones.until(look)


async def test_a_flow_connects_him_with_a_number_outside(there: Hearing) -> None:
    await there.flow(ONWARD)
    async with there.running():
        leg = await there.calls()
        outside = await rings_outside(there)
        there.engine.comes_up(outside)
        there.engine.speaks(outside, "lawyer")
        await there.phones.hears(leg, "lawyer")
        await there.phones.pass_time(70)
        assert there.engine.network.hears(leg) == {"lawyer"}, "they go on, though the flow is over"
        there.engine.goes(outside)
        await there.gone(leg)


async def test_where_nobody_answers_outside_he_gets_one_of_us(there: Hearing) -> None:
    await there.flow(ONWARD)
    async with there.running():
        leg = await there.calls()
        there.engine.goes(await rings_outside(there), "busy")
        await there.listens(leg, "Le paso.")

        async def waits() -> bool:
            return (await there.phones.work()).state == "queued"

        await there.until(waits)


class Recognizer:
    """Hears the words that the test says, as bytes."""

    name, streams = "test", True

    async def hear(self, pcm: AsyncIterator[bytes], *, language: str) -> AsyncIterator[Speech]:
        number = 0
        async for piece in pcm:
            yield Speech(number=number, text=piece.decode(), start_ms=0, end_ms=20, language=language)
            number += 1

    async def read(self, pcm: bytes, *, language: str) -> Sequence[Speech]:
        return []


async def test_where_somebody_listens_words_are_as_good_as_keys_but_no_secret_is_said_aloud(there: Hearing) -> None:
    object.__setattr__(there.desk, "transcriber", Recognizer())
    await there.flow()
    async with there.running():
        leg = await there.calls()
        await there.hears(leg, "¿Qué necesita?")

        def bridges() -> list[str]:
            return [bridge for bridge, legs in there.engine.network.bridges.items() if leg in legs]

        async def listens() -> bool:
            return bool(bridges()) and bool(there.engine._taps.get(bridges()[0]))

        await there.until(listens)
        there.engine.hear(bridges()[0], Heard(leg=leg, at_ms=0, pcm=b"pedidos"))
        await there.hears(leg, "¿Qué número?")
        await there.until(listens)
        there.engine.hear(bridges()[0], Heard(leg=leg, at_ms=0, pcm=b"4071"))
        await there.hears(leg, "clave")

        async def deaf() -> bool:
            return not bridges()

        await there.until(deaf)
        there.press(leg, "846209#")
        await there.hears(leg, "Le paso.")
