"""Callers' numbers that their company signed (STIR/SHAKEN), through a real Asterisk: the grade is told, and what is
wrong with a signature makes it fail.

The certificate comes from loopback by http: that it is fetched by https and from a public address only, which is
Asterisk's own rule, is relaxed for that.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from atiende.bench.servers.asterisk import AsteriskServer
from atiende.domain.voice import LegArrived, LegEnded
from tests.doubles.exchange import NUMBER, House, house, lines
from tests.doubles.signing_company import Authority, SigningCompany
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
CALLER, OTHER = "+34600111222", "+34910000009"
FROM_LOOPBACK = """
relax_x5u_port_scheme_restrictions=yes
x5u_deny=0.0.0.0/0.0.0.0
x5u_permit=127.0.0.1/255.255.255.255
"""


@dataclass
class Signed:
    company: SigningCompany
    asterisk: AsteriskServer


@pytest.fixture(scope="module")
def signed() -> Iterator[Signed]:
    """An Asterisk that believes one authority alone."""
    believed, stranger, company = Authority("Authority"), Authority("Stranger"), SigningCompany()
    company.has("good.pem", believed.certifies(company.key))
    company.has("without-numbers.pem", believed.certifies(company.key, numbers=False))
    company.has("ended.pem", believed.certifies(company.key, ended=True))
    company.has("stranger.pem", stranger.certifies(company.key))
    attested = tuple(replace(one, attested=True, country="ES") for one in lines().trunks)
    relaxed, spoken = {"stir_shaken.conf": FROM_LOOPBACK}, replace(lines(), trunks=attested)
    with company.serving(), AsteriskServer.running(spoken, relaxed, authorities=believed.pem) as running:
        yield Signed(company, running)


@pytest.fixture
async def calls(signed: Signed) -> AsyncIterator[House]:
    async with house(signed.asterisk) as made:
        yield made


async def told(calls: House, fields: dict[str, str], caller: str = CALLER, called: str = NUMBER) -> LegArrived:
    talk = await calls.company.call(called, caller, fields)
    arrived = await calls.next(LegArrived)
    await calls.engine.hang_up(arrived.leg)
    await calls.next(LegEnded, arrived.leg)
    await eventually(lambda: talk.state == "over")
    return arrived


@pytest.mark.parametrize("grade", ["A", "B", "C"])
async def test_a_good_signature_is_told_with_its_grade(calls: House, signed: Signed, grade: str) -> None:
    arrived = await told(calls, signed.company.signed("good.pem", CALLER, NUMBER, grade))
    assert (arrived.attestation, arrived.verified, arrived.caller) == (grade, True, CALLER)
    assert "/good.pem" in signed.company.asked


@pytest.mark.parametrize("certificate", ["without-numbers.pem", "ended.pem", "stranger.pem", "not-there.pem"])
async def test_a_certificate_that_is_not_believed_makes_a_failed_signature(
    calls: House, signed: Signed, certificate: str
) -> None:
    arrived = await told(calls, signed.company.signed(certificate, CALLER, NUMBER, "A"))
    assert arrived.verified is False


async def test_a_signature_by_another_key_fails(calls: House, signed: Signed) -> None:
    arrived = await told(calls, signed.company.signed("good.pem", CALLER, NUMBER, "A", forged=True))
    assert arrived.verified is False


async def test_an_old_signature_fails(calls: House, signed: Signed) -> None:
    arrived = await told(calls, signed.company.signed("good.pem", CALLER, NUMBER, "A", ago=120))
    assert arrived.verified is False


async def test_a_signature_of_another_caller_fails(calls: House, signed: Signed) -> None:
    arrived = await told(calls, signed.company.signed("good.pem", OTHER, NUMBER, "A"))
    assert arrived.verified is False


async def test_a_call_without_a_signature_is_neither(calls: House) -> None:
    arrived = await told(calls, {})
    assert (arrived.attestation, arrived.verified) == ("", None)
