"""What reports say of calls that really went through the centre."""

from collections.abc import AsyncIterator

import pytest

from atiende.actions import calls_handling
from atiende.actions.call_reports import calls_between
from atiende.actions.offers import end_wrap_up
from atiende.domain.call_story import RINGING
from atiende.ports.desk import Desk
from atiende.reports.calls import About, CallNumbers, lost_where, numbers
from tests.journeys.calls.world import OTHER, Telephones, telephones
from tests.journeys.small_centre import ANA, TENANT


@pytest.fixture
async def phones(desk: Desk) -> AsyncIterator[Telephones]:
    async with telephones(desk) as made:
        yield made


async def told(phones: Telephones) -> CallNumbers:
    now = phones.clock.now()
    calls = await calls_between(phones.desk, TENANT, (now - 3_600_000, now + 1), ["main"], None)
    return numbers(calls, About(now=now))


async def test_a_call_that_was_held_and_one_that_was_lost_while_it_rang(phones: Telephones) -> None:
    async with phones.running():
        await phones.available(ANA)
        caller = await phones.call_in()
        await phones.answers(ANA)
        await phones.hears(caller, ANA)
        call = await phones.call()
        await calls_handling.hold(phones.desk, TENANT, ANA, call.interaction)
        await phones.pass_time(5)
        phones.engine.goes(caller)
        await phones.ended()
        await phones.pass_time(7)
        await end_wrap_up(phones.desk, TENANT, call.interaction, ANA)
        lost = await phones.call_in(OTHER)
        await phones.rings(ANA)
        await phones.pass_time(6)
        phones.engine.goes(lost)
        await phones.ended()
    found = await told(phones)
    assert (found.incoming, found.offered, found.answered, found.in_time) == (2, 2, 1, 1)
    assert (found.in_ringing, found.abandoned_long, found.held, found.recorded_pct) == (1, 1, 1, None)
    assert found.hold_s is not None and 4 <= found.hold_s <= 8
    assert found.wrap_s is not None and 7 <= found.wrap_s <= 10
    assert found.handle_s is not None and found.talk_s is not None
    assert found.handle_s == pytest.approx(found.talk_s + found.hold_s + found.wrap_s)
    now = phones.clock.now()
    rows = await calls_between(phones.desk, TENANT, (now - 3_600_000, now + 1), None, ["support"])
    assert [lost_where(one, About(now=now)) for one in rows] == ["", RINGING]
    assert await calls_between(phones.desk, TENANT, (now - 3_600_000, now + 1), ["other"], None) == []
    await phones.proven()
