"""A company writes numbers as it likes: the same customer is known and the same number reached, by real SIP messages
through a real Asterisk, up to the flow; and it gets numbers as it wants them."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.telephones.telephone import Talk
from atiende.domain import facts as f
from atiende.domain.call import CallContent
from atiende.domain.numbering import Written, written
from atiende.domain.voice import Address, LegArrived, LegEnded
from tests.doubles.exchange import House, house, lines
from tests.live.voice.real_centre import MOBILE, NUMBER, RealCentre, real_centre
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
PILOT, HIM, OUTSIDE = "34910009999", "+34600111333", "<sip:{}@company.example.test>"
FORWARDED = "<sip:911222333@x?Reason=SIP%3Bcause%3D302>;index=1, <sip:910000001@y>;index=1.1"
OURS_FIRST = "<sip:910000001@y>;index=1, <sip:34910009999@y>;index=1.1"
ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=x'


@pytest.fixture(scope="module")
def asterisk() -> Iterator[AsteriskServer]:
    """`first` calls us by our account there, and is Spanish; nothing is known of `second`."""
    first, second = lines().trunks
    first = replace(first, country="ES", user=PILOT, password="x")
    with AsteriskServer.running(replace(lines(), trunks=(first, second))) as running:
        yield running


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


async def arrived(calls: House, to: str, extra: Mapping[str, str], caller: str = "600111222") -> LegArrived:
    talk = await calls.company.call(to, caller, extra)
    told = await calls.next(LegArrived)
    await calls.engine.hang_up(told.leg)
    await calls.next(LegEnded, told.leg)
    await eventually(lambda: talk.state == "over")
    return told


@pytest.mark.parametrize(
    "to",
    [
        "+34910000001",
        "0034910000001",
        "34910000001",
        "910000001",
        "910000001;phone-context=+34",
        "910000001;phone-context=+34;npdi",
        "+34910000001;npdi",
        "910000001;npdi",
        "0034910000001;user=phone",
    ],
)
async def test_our_number_is_reached_however_it_is_written(calls: House, to: str) -> None:
    told = await arrived(calls, to, {})
    assert (told.endpoint, told.dialled, told.dialled_as) == ("calls", NUMBER, to)


@pytest.mark.parametrize("to", ["910000002", "910000001;phone-context=+44", "1910000001", "91000000", "+44910000001"])
async def test_a_number_that_is_not_ours_is_not_reached(calls: House, to: str) -> None:
    talk = await calls.company.call(to, "600111222")
    await eventually(lambda: talk.cause == 404)
    assert not any(isinstance(one, LegArrived) for one in calls.events)


@pytest.mark.parametrize(
    ("extra", "number", "received"),
    [
        ({"From": "<sip:+34600111333@x>;tag=x"}, HIM, "+34600111333"),
        ({"From": "<sip:0034600111333@x>;tag=x"}, HIM, "0034600111333"),
        ({"From": "<sip:34600111333@x>;tag=x"}, HIM, "34600111333"),
        ({"From": "<sip:600111333@x;user=phone>;tag=x"}, HIM, "600111333"),
        ({"From": "<sip:600111333;phone-context=+34@x;user=phone>;tag=x"}, HIM, "600111333"),
        ({"From": "<tel:600111333;phone-context=+34>;tag=x"}, HIM, "600111333"),
        ({"P-Asserted-Identity": "<sip:600111333@x>"}, HIM, "600111333"),
        ({"P-Asserted-Identity": "<tel:+34600111333>"}, HIM, "+34600111333"),
        ({"From": ANONYMOUS, "P-Asserted-Identity": "<sip:600111333@x>"}, HIM, "600111333"),
        ({"From": "<sip:12345@x>;tag=x"}, "", "12345"),
        ({"From": "<sip:12345678@x>;tag=x"}, "", "12345678"),
        ({"From": ANONYMOUS}, "", ""),
        ({"From": ANONYMOUS, "P-Asserted-Identity": "<sip:600111333@x>", "Privacy": "id"}, "", ""),
        ({"P-Asserted-Identity": '"Ana" <sip:600111333@x>', "Privacy": "id"}, "", ""),
    ],
)
async def test_the_caller_is_known_however_he_is_written(
    calls: House, extra: Mapping[str, str], number: str, received: str
) -> None:
    told = await arrived(calls, "910000001", extra)
    assert (told.caller, told.received) == (number, received)
    if "Privacy" in extra:
        assert not told.name


@pytest.mark.parametrize(
    ("to", "extra", "came", "diverted"),
    [
        ("910000001", {"Diversion": "<sip:0034911222333@x>;reason=unconditional"}, "910000001", "+34911222333"),
        ("910000001", {"History-Info": FORWARDED}, "910000001", "+34911222333"),
        (PILOT, {"To": OUTSIDE.format("910000001")}, "910000001", ""),
        (PILOT, {"To": OUTSIDE.format("0034910000001;phone-context=+34")}, "0034910000001", ""),
        (PILOT, {"To": OUTSIDE.format(PILOT), "Diversion": "<sip:910000001@x>"}, "910000001", ""),
        (PILOT, {"To": OUTSIDE.format(PILOT), "History-Info": OURS_FIRST}, "910000001", ""),
        ("910000001", {"History-Info": "<sip:910000001@x>;index=1"}, "910000001", ""),
        (PILOT, {"To": OUTSIDE.format(PILOT)}, PILOT, ""),
    ],
)
async def test_a_diverted_call_says_what_was_called_first_and_one_to_our_account_finds_its_number(
    calls: House, to: str, extra: Mapping[str, str], came: str, diverted: str
) -> None:
    told = await arrived(calls, to, extra)
    assert (told.dialled, told.dialled_as, told.diverted) == (NUMBER, came, diverted)


@pytest.mark.parametrize(
    ("how", "number", "ours"),
    [
        ("e164", "+34600111333", "+34910000001"),
        ("digits", "34600111333", "34910000001"),
        ("zeros", "0034600111333", "0034910000001"),
        ("national", "600111333", "910000001"),
    ],
)
async def test_a_company_is_called_with_numbers_as_it_wants_them(
    calls: House, how: Written, number: str, ours: str
) -> None:
    rung: asyncio.Queue[Talk] = asyncio.Queue()
    calls.company.rings = rung.put_nowait
    to = Address(
        tenant="ten_a", kind="number", value=HIM, trunks=("first",), written=(written(HIM, "ES", how),),
        callers=(written(NUMBER, "ES", how),),
    )  # fmt: skip
    await calls.engine.dial(f"leg_{how}", to, caller=NUMBER, ring=timedelta(seconds=20))
    invite = (await asyncio.wait_for(rung.get(), 20)).invite
    assert invite is not None
    assert invite.first.split(" ")[1].startswith(f"sip:{number}@")
    assert f"<sip:{ours}@" in invite.fields["from"]
    await calls.engine.hang_up(f"leg_{how}")
    await calls.next(LegEnded, f"leg_{how}")


async def _entered(centre: RealCentre, calls: int) -> None:
    async def entered() -> bool:
        return len(await centre.facts(f.FlowEntered)) == calls

    await centre.until(entered)


async def test_a_known_customer_is_known_in_the_flow_however_his_company_writes_him(tmp_path: Path) -> None:
    async with real_centre(tmp_path, {}, by_telephone=True) as centre:
        await centre.invoices()
        assert centre.outside is not None
        hidden = {"P-Asserted-Identity": f"<sip:{MOBILE}@x>", "Privacy": "id"}
        seen: list[f.CallArrived] = []
        for to, caller, extra in (
            (NUMBER, MOBILE, {}),
            ("910000001", "600111222", {}),
            ("0034910000001", "0034600111222", {}),
            ("910000001", "anonymous", hidden),
            ("910000001", "600111", {}),
        ):
            talk = await centre.outside.call(to, caller, extra)

            async def came(before: int = len(seen)) -> f.CallArrived | None:
                facts = await centre.facts(f.CallArrived)
                found = facts[before] if len(facts) > before else None
                return found if isinstance(found, f.CallArrived) else None

            await centre.until(came)
            found = await came()
            assert found is not None
            seen.append(found)
            talk.hang_up()

        await _entered(centre, len(seen))
        pepe = [one.customer == "cuspepe_is_known" for one in seen]
        assert pepe == [True, True, True, False, False]
        assert [one.withheld for one in seen] == [False, False, False, True, False]
        reading = centre.desk.store.reading(centre.tenant)
        kept = [await reading.get(CallContent, one.interaction) for one in seen]
        assert [(one.number, one.received, one.ours, one.ours_received) for one in kept if one is not None] == [
            (MOBILE, MOBILE, NUMBER, NUMBER),
            (MOBILE, "600111222", NUMBER, "910000001"),
            (MOBILE, "0034600111222", NUMBER, "0034910000001"),
            ("", "", NUMBER, "910000001"),
            ("", "600111", NUMBER, "910000001"),
        ]
