"""A call that is passed on to somebody outside: while it rings there the customer hears music, and nobody hangs up."""

from collections.abc import AsyncIterator

import pytest

from atiende.actions import calls_moving as moving
from atiende.domain.call import Target
from atiende.ports.desk import Desk
from tests.journeys.calls.world import CALLER, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT

MUSIC = "prompt"
"""What is played to him: every word of ours was said by then."""
OUTSIDE = Target(kind="number", value="600999888")


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def passed_outside(phones: Telephones) -> tuple[str, str]:
    """Ana passes her caller on: his leg, and the one that rings outside."""
    await phones.available(ANA)
    caller = await phones.call_in(CALLER)
    await phones.answers(ANA)
    await phones.hears(caller, ANA)
    await moving.transfer(phones.desk, TENANT, ANA, (await phones.call()).interaction, OUTSIDE)
    return caller, await phones.rings("+34600999888")


async def all_is_said(phones: Telephones) -> None:
    for _ in range(20):
        await phones.pass_time(1)
        for play in list(phones.network.plays):
            phones.engine.end_play(play)


async def test_he_hears_music_until_it_is_answered_there_and_they_speak_on(phones: Telephones) -> None:
    async with phones.running():
        caller, outside = await passed_outside(phones)
        await all_is_said(phones)
        await phones.hears(caller, MUSIC)
        phones.engine.comes_up(outside)
        phones.engine.speaks(outside, "outside")
        await phones.hears(caller, "outside")
        await phones.hears(outside, "customer")
        phones.engine.goes(outside)
        await phones.ended()
    await phones.proven()


async def test_where_nobody_answers_he_waits_for_one_of_us(phones: Telephones) -> None:
    async with phones.running():
        caller, outside = await passed_outside(phones)
        phones.engine.goes(outside, "busy")
        await all_is_said(phones)
        assert (await phones.work()).state in ("queued", "offered")
        await phones.hears(caller, MUSIC)
    await phones.proven()
