"""Asterisk registers at a telephone company with user and password, and tells whether the company took it."""

import asyncio
import re
from collections.abc import Mapping

import pytest

from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.domain.voice import LegArrived
from atiende.ports.telephony import NumberLine, Telephony, TrunkLine
from atiende.ports.voice import Announced, EngineGone
from atiende.voice.asterisk.announced import announced
from atiende.voice.asterisk.link import Address
from tests.doubles.exchange import house
from tests.doubles.telephone_company import TelephoneCompany
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
FIRST, NEXT = "+34910000001", "+34910000002"


def trunk(company: TelephoneCompany, slug: str, password: str) -> TrunkLine:
    return TrunkLine(
        tenant="ten_a", slug=slug, host=LOOPBACK, port=company.port, user=slug, password=password, register=True
    )


async def test_it_is_known_which_password_the_company_took_and_which_it_refused() -> None:
    async with TelephoneCompany("right; and [odd]").running() as company:
        lines = Telephony(trunks=(trunk(company, "good", company.password), trunk(company, "bad", "wrong")))
        with AsteriskServer.running(lines) as asterisk:
            address = Address.read(asterisk.url)
            good, bad = (f"{slug}@{LOOPBACK}:{company.port}" for slug in ("good", "bad"))

            async def told(wanted: Mapping[str, Announced]) -> bool:
                return await asyncio.to_thread(announced, address) == wanted

            await eventually(lambda: told({good: "registered", bad: "rejected"}))
            assert set(company.contacts) == {"good"} and company.refused
            company.password = "wrong"  # what one of them has said all the time
            asterisk.ask("pjsip send register *all")
            await eventually(lambda: told({good: "rejected", bad: "registered"}))
            with pytest.raises(EngineGone, match="401"):
                await asyncio.to_thread(announced, address._replace(password="guessed"))


async def test_a_company_that_calls_us_by_our_user_there_reaches_the_number_in_to() -> None:
    async with TelephoneCompany("right").running() as company:
        numbers = [
            NumberLine(tenant="ten_a", endpoint=one, number=number) for one, number in (("a", FIRST), ("b", NEXT))
        ]
        lines = Telephony(trunks=(trunk(company, "acme", "right"),), numbers=tuple(numbers))
        with AsteriskServer.running(lines) as asterisk:
            async with house(asterisk) as calls:
                for to, endpoint in ((NEXT.removeprefix("+"), "b"), (FIRST, "a")):
                    await calls.company.call("acme", "+34600111222", {"To": f"<sip:{to}@company.example.test>"})
                    arrived = await calls.next(LegArrived)
                    assert (arrived.endpoint, arrived.caller) == (endpoint, "+34600111222")
                for odd in ("+34999999999", "%22%20=%20%22%22%20%7c%20%22", "s,1%2ccontext"):
                    talk = await calls.company.call("acme", "+34600111222", {"To": f"<sip:{odd}@company.example.test>"})
                    await eventually(lambda talk=talk: talk.cause == 404)


async def test_signatures_of_callers_are_checked_against_the_certificates_of_the_system() -> None:
    with AsteriskServer.running() as asterisk:
        in_force = asterisk.ask("stir_shaken show eprofile vouched")
        assert re.search(r"^ca_path +: /etc/ssl/certs$", in_force, re.M), in_force
        assert re.search(r"^endpoint_behavior +: verify$", in_force, re.M), in_force
        assert "vouched:" not in (asterisk.directory / "asterisk.log").read_text()  # what it leaves out it says so
