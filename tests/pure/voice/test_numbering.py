"""Numbers as telephone companies write them are one number, and what is none stays as it was received."""

import phonenumbers
import pytest

from atiende.domain.callback import legible
from atiende.domain.numbering import Written, read, ways_to_write, written
from atiende.domain.voice import LegArrived
from atiende.voice.asterisk.hearing import from_trunk, written_down
from atiende.voice.asterisk.wire import Channel, Party

OURS = "+34911000001"
ARRIVED = LegArrived(leg="leg_in_1", tenant="ten_a", endpoint="calls", dialled=OURS)


def channel(number: str, name: str) -> Channel:
    return Channel(id="1", caller=Party(name=name, number=number))


@pytest.mark.parametrize(
    ("given", "country", "number"),
    [
        ("+34600111222", "", "+34600111222"),
        ("0034600111222", "", "+34600111222"),
        ("34600111222", "ES", "+34600111222"),
        ("600111222", "ES", "+34600111222"),
        ("911 00 00 01", "ES", OURS),
        ("911000001;phone-context=+34", "", OURS),
        ("911000001;npdi;phone-context=+34", "MX", OURS),
        ("+34911000001;npdi", "ES", OURS),
        ("5512345678", "MX", "+525512345678"),
        ("447911123456", "ES", "+447911123456"),
        ("anonymous", "ES", ""),
        ("100", "", ""),
        ("100", "ES", ""),
        ("12345678", "ES", ""),
        ("911000001;phone-context=+44", "ES", ""),
        ("", "ES", ""),
        ("+", "ES", ""),
        ("٣٤٦٠٠١١١٢٢٢", "", ""),
        ("+" + "9" * 100_000, "ES", ""),
    ],
)
def test_callers_numbers_are_read_one_way(given: str, country: str, number: str) -> None:
    assert read(given, country) == number


@pytest.mark.parametrize(
    ("how", "home", "abroad"),
    [
        ("e164", OURS, "+442079460000"),
        ("digits", "34911000001", "442079460000"),
        ("zeros", "0034911000001", "00442079460000"),
        ("national", "911000001", "00442079460000"),
    ],
)
def test_a_company_gets_numbers_as_it_wants_them(how: Written, home: str, abroad: str) -> None:
    assert written(OURS, "ES", how) == home
    assert written("+442079460000", "ES", how) == abroad
    assert written("112", "ES", how) == "112"


def test_what_is_dialled_within_a_country_and_out_of_it_is_that_countrys() -> None:
    assert written("+442079460000", "GB", "national") == "02079460000"
    assert written(OURS, "US", "national") == "01134911000001"
    assert written(OURS, "", "national") == "0034911000001"  # no country was said: nothing is at home


@pytest.mark.parametrize("country", ["ES", "MX", "GB", "DE", "US", "IT", ""])
def test_whatever_way_a_company_may_write_a_number_it_is_read_as_that_number(country: str) -> None:
    example = phonenumbers.example_number(country or "ES")
    number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    read_back = {one: read(one, country) for one in ways_to_write(number, country) if not one.startswith("011")}
    assert set(read_back.values()) == {number}, read_back
    for how in ("e164", "digits", "zeros", "national"):
        assert written(number, country, how) in ways_to_write(number, country)


def told(number: str, *args: str, name: str = "Ana") -> tuple[str, str, str]:
    one = from_trunk(ARRIVED, channel(number, name), ("in", "ten_a", "calls", *args))
    return one.caller, one.received, one.name


def test_what_is_no_number_is_received_as_it_is_and_nothing_is_told_of_who_withholds_it() -> None:
    assert told("600111222", "", "", "ES", "allowed_not_screened") == ("+34600111222", "600111222", "Ana")
    assert told("12345", "", "", "ES", "allowed") == ("", "12345", "Ana")
    assert told("anonymous", "", "", "ES", "unavailable") == ("", "", "Ana")
    for withheld in ("prohib", "prohib_not_screened", "prohib_passed_screen"):
        assert told("600111222", "", "", "ES", withheld) == ("", "", "")


def test_an_older_dialplan_says_less_and_is_understood() -> None:
    assert told("0034600111222") == ("+34600111222", "0034600111222", "Ana")
    graded = from_trunk(ARRIVED, channel("+34600111222", ""), ("in", "ten_a", "calls", "A", "success"))
    assert (graded.attestation, graded.verified) == ("A", True)


@pytest.mark.parametrize(
    ("verdict", "verified"),
    [
        ("success", True),
        ("cert_not_trusted", False),
        ("signature_validation", False),
        ("verified", False),  # no word of Asterisk's
        ("missing_identity_hdr", None),
        ("", None),
    ],
)
def test_a_signature_is_good_bad_or_not_there(verdict: str, verified: bool | None) -> None:
    one = from_trunk(ARRIVED, channel("+34600111222", ""), ("in", "ten_a", "calls", "", verdict))
    assert one.verified is verified


def test_the_number_called_first_is_told_of_a_call_that_was_diverted() -> None:
    args = ("in", "ten_a", "calls", "", "", "ES", "allowed", "911000001", "911000002")
    one = from_trunk(ARRIVED, channel("600111222", ""), args)
    assert (one.dialled_as, one.diverted) == ("911000001", "+34911000002")


def test_a_number_that_cannot_be_is_shown_as_it_is() -> None:
    """Whoever calls may say so: it must not cost the call."""
    assert legible("+999123456789") == "+999123456789"
    assert legible("+34600111222") == "+34 600 11 12 22"
    assert written_down("+999123456789\r\nX") == "+999123456789X"
