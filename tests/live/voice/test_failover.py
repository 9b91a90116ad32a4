"""Two companies: what the first one says decides whether the second is asked, and over which a call goes at all."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.telephones.telephone import Talk, Telephone
from atiende.domain import voice as v
from atiende.domain.trunk_documents import Rate, Trunk, ways
from tests.doubles.exchange import SECOND, TENANT, House, house, lines
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
HIM = "+34600111333"
SILENT = 0
"""It does not answer at all."""


@pytest.fixture(scope="module")
def asterisk() -> Iterator[AsteriskServer]:
    with AsteriskServer.running(lines()) as running:
        yield running


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


@pytest.fixture
async def second(asterisk: AsteriskServer) -> AsyncIterator[Telephone]:
    company = await Telephone(("127.0.0.1", asterisk.sip), "second").open(SECOND)
    yield company
    company.close()


def to(*trunks: str) -> v.Address:
    return v.Address(
        tenant=TENANT,
        kind="number",
        value=HIM,
        trunks=trunks,
        callers=tuple(f"+3491000000{len(one)}" for one in trunks),
    )


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_where_the_first_company_cannot_the_second_is_asked(calls: House, second: Telephone, status: int) -> None:
    calls.company.rings = lambda talk: talk.refuse(status)
    leg = f"leg_{status}"
    await calls.engine.dial(leg, to("first", "second"), caller="", ring=timedelta(seconds=20))
    await calls.next(v.LegAnswered, leg)
    assert len(second.talks) == 1 and second.talk.invite is not None
    assert "+34910000006" in second.talk.invite.fields["from"]  # the number that may be shown there
    await calls.engine.hang_up(leg)
    await calls.next(v.LegEnded, leg)


async def test_a_company_that_does_not_answer_at_all_costs_the_call_some_seconds(
    calls: House, second: Telephone
) -> None:
    calls.company.silent = True
    began = asyncio.get_running_loop().time()
    await calls.engine.dial("leg_silent", to("first", "second"), caller="", ring=timedelta(seconds=20))
    await calls.next(v.LegAnswered, "leg_silent")
    assert asyncio.get_running_loop().time() - began < 12
    await calls.engine.hang_up("leg_silent")
    await calls.next(v.LegEnded, "leg_silent")


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (486, "busy"),
        (408, "no_answer"),
        (480, "no_answer"),
        (600, "busy"),
        (603, "rejected"),
        (404, "unreachable"),
        (484, "unreachable"),
    ],
)
async def test_what_the_callee_says_is_said_once(calls: House, second: Telephone, status: int, cause: v.Cause) -> None:
    """Busy, refused and no such number are no company's failure: nobody else is asked, and nobody pays twice."""
    calls.company.rings = lambda talk: talk.refuse(status)
    leg = f"leg_{status}"
    await calls.engine.dial(leg, to("first", "second"), caller="", ring=timedelta(seconds=20))
    assert (await calls.next(v.LegEnded, leg)).cause == cause
    assert not second.talks


async def test_when_no_company_can_the_call_ends_at_once(calls: House, second: Telephone) -> None:
    def refuses(talk: Talk) -> None:
        talk.refuse(503)

    calls.company.rings = second.rings = refuses
    await calls.engine.dial("leg_none", to("first", "second"), caller="", ring=timedelta(seconds=20))
    ended = await calls.next(v.LegEnded, "leg_none")
    assert ended.cause in ("failed", "unreachable")
    await eventually(lambda: len(second.talks) == 1)


async def test_the_cheapest_by_the_longest_prefix_is_the_one_that_is_called(calls: House, second: Telephone) -> None:
    cheap = Trunk(name="A", host="a.example", rates=[Rate(prefix="+34", cost=5), Rate(prefix="+346", cost=90)])
    dear = replace(cheap, rates=[Rate(prefix="+34", cost=20)])
    order = ways(HIM, {"first": cheap, "second": dear})
    assert list(order) == ["second", "first"]
    assert list(ways("+34911222333", {"first": cheap, "second": dear})) == ["first", "second"]
    calls.company.rings = lambda talk: talk.refuse(503)
    await calls.engine.dial("leg_cheap", to(*order), caller="", ring=timedelta(seconds=20))
    await calls.next(v.LegAnswered, "leg_cheap")
    assert len(second.talks) == 1 and not calls.company.talks
    await calls.engine.hang_up("leg_cheap")
    await calls.next(v.LegEnded, "leg_cheap")
