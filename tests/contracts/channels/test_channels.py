"""What every channel must keep to: sane traits, a check that finds each wrong setting, a parse that never raises."""

import json
import random
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atiende.channels.email.origin import origin_of
from atiende.ports.channel import Channel, Inbound, Outbound, SendFailed, SetAside, Unknown
from atiende.ports.desk import Desk
from tests.contracts.channels.samples import MAIL, SAMPLES, Sample
from tests.fakes import open_desk

EVERY = pytest.mark.parametrize("name", sorted(SAMPLES))
FUZZ_CASES = 300


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as made:
        yield made


@pytest.fixture
def channel(name: str, desk: Desk, tmp_path: Path) -> Channel:
    return SAMPLES[name].make(desk, tmp_path)


@EVERY
async def test_its_traits_are_sane(name: str, channel: Channel) -> None:
    traits = channel.traits
    assert traits.name == name
    assert traits.max_chars >= 0 and traits.max_attachments >= 0 and traits.max_attachment_bytes > 0
    assert traits.push or traits.session, "what is not pushed is fetched by a live session"
    assert not (traits.session and traits.subject), "a live session has no subject line"


@EVERY
async def test_right_settings_have_no_problem(name: str, channel: Channel) -> None:
    assert list(channel.check(SAMPLES[name].good)) == []


@EVERY
async def test_each_wrong_setting_is_found_and_named(name: str, channel: Channel) -> None:
    for field, value, code in SAMPLES[name].bad:
        problems = channel.check({**SAMPLES[name].good, field: value})
        assert (field, code) in problems, (field, value, problems)
    if "address" in SAMPLES[name].good:
        assert ("address", "required") in channel.check({})


async def test_the_suite_notices_a_check_that_finds_nothing() -> None:
    class Blind:
        def check(self, _: Mapping[str, object]) -> list[tuple[str, str]]:
            return []

    bad = SAMPLES["email"].bad
    assert not any((field, code) in Blind().check({field: value}) for field, value, code in bad)


def well_formed(found: object) -> bool:
    """What the core can store: no lone surrogates, no NUL, an origin and an address."""
    text = json.dumps(msgspec.to_builtins(found, builtin_types=(bytes,)), ensure_ascii=False, default=lambda _: "")
    text.encode()
    if isinstance(found, Inbound):
        return bool(found.origin and found.address) and "\\u0000" not in text and "\x00" not in found.text
    return isinstance(found, SetAside | Unknown)


@EVERY
async def test_parsing_never_raises_and_what_it_says_can_be_stored(name: str, channel: Channel) -> None:
    """Cut, doubled, shuffled and overwritten inbound, and bytes from nowhere."""
    sample, chance = SAMPLES[name], random.Random(7)
    endpoint = sample.endpoint(name)
    for number in range(FUZZ_CASES):
        raw = _damaged(chance, sample, number)
        found = channel.parse(endpoint, raw, {"mail_from": "x@y.test", "rcpt_to": "ayuda@logic.test"})
        assert well_formed(found), raw
        assert channel.parse(endpoint, raw, {"mail_from": "x@y.test", "rcpt_to": "ayuda@logic.test"}) == found


def _damaged(chance: random.Random, sample: Sample, number: int) -> bytes:
    if not sample.raw or number % 4 == 0:
        return chance.randbytes(chance.randrange(400))
    data = bytearray(chance.choice(sample.raw))
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice(
            [b"\x00", b"\xff\xfe", b"=?x?b?" + b"A" * 9, b"\r", b"\n\n", b'"', b"<", b";" * 50, b"--"]
        )
        data[at : at + chance.randrange(3)] = piece
    return bytes(data)


@EVERY
async def test_what_cannot_be_sent_is_said_in_the_ports_words(name: str, channel: Channel) -> None:
    outbound = Outbound(token="msg_1", conversation="cnv_1", number=1, to="nobody", to_name="", text="Hola")
    with pytest.raises(SendFailed) as failed:
        await channel.send(SAMPLES[name].endpoint(name, {"smtp_relay_host": ""}), outbound)
    assert failed.value.reason.isidentifier() and not failed.value.retry and failed.value.sure


@EVERY
async def test_an_endpoint_that_nobody_feeds_stops_listening_by_itself(name: str, channel: Channel) -> None:
    class Nothing:
        async def take(self, *_: object) -> None:
            raise AssertionError("nothing came")

    await channel.listen(SAMPLES[name].endpoint(name, {"imap_host": ""}), Nothing())


# ── e-mail: what makes two mails the same ──


def of_mail(channel: Channel, raw: bytes) -> Inbound:
    found = channel.parse(SAMPLES["email"].endpoint("email"), raw, {})
    assert isinstance(found, Inbound)
    return found


@pytest.mark.parametrize("name", ["email"])
async def test_a_mail_is_the_same_whatever_servers_stamped_on_it(name: str, channel: Channel) -> None:
    first = of_mail(channel, MAIL)
    stamped = b"Received: from a by b; Sun, 22 Nov 2026 09:00:00 +0000\r\nDelivered-To: x@y.test\r\n" + MAIL
    assert of_mail(channel, stamped).origin == first.origin
    assert of_mail(channel, MAIL.replace(b"\r\n", b"\n")).origin == first.origin
    assert first.address == "pepe@cliente.test"


@pytest.mark.parametrize("name", ["email"])
async def test_two_mails_that_share_an_id_stay_two(name: str, channel: Channel) -> None:
    first = of_mail(channel, MAIL).origin
    for other in (
        MAIL.replace(b"cargo", b"abono"),
        MAIL.replace(b"Mi factura", b"Otra"),
        MAIL.replace(b"To:", b"X-A: 1\r\nTo:"),
    ):
        assert of_mail(channel, other).origin != first
    without = MAIL.replace(b"Message-ID: <1@cliente.test>\r\n", b"")
    assert of_mail(channel, without).origin == of_mail(channel, without).origin
    assert of_mail(channel, b"Received: again\r\n" + without).origin != of_mail(channel, without).origin


@pytest.mark.parametrize("name", ["email"])
async def test_a_form_that_writes_in_our_name_is_its_visitors_mail(name: str, channel: Channel) -> None:
    form = MAIL.replace(b"From: Pepe <Pepe@Cliente.test>", b"From: ayuda@logic.test\r\nReply-To: Luisa <luisa@x.test>")
    found = of_mail(channel, form)
    assert (found.address, found.name) == ("luisa@x.test", "Luisa")
    shop = MAIL.replace(b"From: Pepe <Pepe@Cliente.test>", b"From: no-reply@shop.test\r\nReply-To: luisa@x.test")
    assert of_mail(channel, shop).address == "luisa@x.test"
    person = MAIL.replace(b"\r\nTo:", b"\r\nReply-To: otra@x.test\r\nTo:")
    assert of_mail(channel, person).address == "pepe@cliente.test", "a person is who he says, not where answers go"


@given(st.binary(max_size=600))
@settings(max_examples=200)
def test_an_origin_is_made_of_any_bytes(raw: bytes) -> None:
    assert len(origin_of(raw, dry_run=True)) < 90
    assert origin_of(raw) == origin_of(raw) != origin_of(raw, dry_run=True)
