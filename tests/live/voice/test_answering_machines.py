"""Who answered a number that was dialled through a real Asterisk: told by the rhythm of his speech."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.telephones.telephone import Talk
from atiende.domain import voice as v
from tests.doubles.exchange import TENANT, House, house

OUTSIDE = "+34600111222"
pytestmark = [pytest.mark.anyio, pytest.mark.live]


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


async def answered(calls: House, leg: str) -> Talk:
    """Somebody outside is dialled, and takes it off the hook."""
    ringing: asyncio.Queue[Talk] = asyncio.Queue()
    calls.company.rings = ringing.put_nowait
    to = v.Address(tenant=TENANT, kind="number", value=OUTSIDE, trunks=("first",))
    await calls.engine.dial(leg, to, caller="+34910000001", ring=timedelta(seconds=20))
    await calls.until(lambda: not ringing.empty(), "it rings there")
    talk = ringing.get_nowait()
    talk.tone = "a"
    talk.answer()
    await calls.next(v.LegAnswered, leg)
    return talk


async def test_who_says_a_word_and_waits_is_a_person_and_who_talks_on_a_machine(calls: House) -> None:
    talk = await answered(calls, "leg_person")
    await asyncio.sleep(0.7)  # his greeting
    talk.tone = ""
    judged = await calls.next(v.MachineDetected, "leg_person")
    assert judged.who == "person"
    await calls.engine.hang_up("leg_person")
    await calls.next(v.LegEnded, "leg_person")
    await answered(calls, "leg_machine")
    judged = await calls.next(v.MachineDetected, "leg_machine")
    assert judged.who == "machine"
    assert judged.after_ms > 2500
