"""What we write for Asterisk, and which way a call goes out."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.domain.trunk_documents import Rate, Trunk, shown, ways
from atiende.exchange import authorities
from atiende.ports.telephony import NumberLine, PhoneLine, Telephony, TrunkLine
from atiende.settings import Settings
from atiende.voice.asterisk.announced import read as registrations
from atiende.voice.asterisk.hearing import called
from atiende.voice.asterisk.house import files
from atiende.voice.asterisk.names import channel_of, leg_of
from atiende.voice.asterisk.pjsip import Unwritable
from atiende.voice.asterisk.plan import Site
from atiende.voice.asterisk.writing import writable

HERE = Path("/x")
SITE = Site(etc=HERE, modules=HERE, data=HERE, state=HERE, sounds=Path("/sounds"), password="secret")
LINES = Telephony(
    trunks=(
        TrunkLine(tenant="ten_a", slug="main", host="sip.example", user="acme", password="pw", register=True),
        TrunkLine(tenant="ten_b", slug="other", host="192.0.2.7", emergency=("+34600000001", "usr_b")),
    ),
    numbers=(
        NumberLine(tenant="ten_a", endpoint="calls", number="+34910000001"),
        NumberLine(tenant="ten_b", endpoint="calls", number="+34910000002"),
    ),
    phones=(PhoneLine(tenant="ten_a", user="usr_a", password="pw"),),
)


def test_a_trunk_reaches_the_numbers_of_its_own_centre_only() -> None:
    dialplan = files(SITE, LINES)["extensions.conf"]
    first = dialplan.partition("[trunk-ten_a-main]")[2].partition("[")[0]
    assert "Stasis(atiende,in,ten_a,calls,," in first
    assert "ten_b" not in first and "+34910000002" not in first


def test_nothing_is_answered_before_we_were_asked_and_nobody_meets_silence_while_we_are_away() -> None:
    dialplan = files(SITE, LINES)["extensions.conf"]
    for context in dialplan.split("\n["):
        if not context.startswith("away-"):
            assert "Answer()" not in context
    away = dialplan.partition("[away-ten_b]")[2]
    assert "Playback(/sounds/away)" in away
    assert "Dial(PJSIP/+34600000001@ten_b-other&PJSIP/usr_b&PJSIP/usr_b-web,25,m)" in away


@pytest.mark.parametrize("host", ["evil\n[x]", "a;b", "a]b"])
def test_a_value_cannot_say_something_else_in_the_files(host: str) -> None:
    trunk = replace(LINES.trunks[0], host=host)
    with pytest.raises(Unwritable):
        files(SITE, replace(LINES, trunks=(trunk,)))


def test_an_endpoint_cannot_say_something_else_in_the_dialplan() -> None:
    number = replace(LINES.numbers[0], endpoint="calls)\nexten => s,1,System(x")
    with pytest.raises(Unwritable):
        files(SITE, replace(LINES, numbers=(number,)))


def test_what_cannot_be_written_is_left_out_and_every_other_centres_lines_are_written() -> None:
    bad = replace(LINES.trunks[0], slug="bad", password="a\n[evil]")
    number = replace(LINES.numbers[0], number="+3491\nexten")
    lines = replace(LINES, trunks=(bad, *LINES.trunks), numbers=(number, *LINES.numbers))
    assert writable(SITE, lines) == LINES
    with pytest.raises(Unwritable) as refused:
        files(SITE, lines)
    assert "evil" not in repr(refused.value)  # it may be a password


def test_a_password_may_hold_what_begins_a_comment() -> None:
    trunk = replace(LINES.trunks[0], password="a;b[c]")
    assert "password=a\\;b[c]\n" in files(SITE, replace(LINES, trunks=(trunk,)))["pjsip.conf"]


@pytest.mark.parametrize(("watched", "seconds"), [(True, 30), (False, 0)])
def test_a_trunk_is_asked_whether_it_is_there_unless_its_company_never_answers_that(
    watched: bool, seconds: int
) -> None:
    trunk = replace(LINES.trunks[0], watched=watched)
    assert f"qualify_frequency={seconds}\n" in files(SITE, replace(LINES, trunks=(trunk,)))["pjsip.conf"]


def test_nobody_is_a_trunk_by_saying_so() -> None:
    """Its calls are not asked for a password, so it is known by its address alone; a telephone always has one."""
    pjsip = files(SITE, LINES)["pjsip.conf"]
    endpoints = [one for one in pjsip.split("\n\n") if "type=endpoint" in one]
    assert len(endpoints) == 4
    for one in endpoints:
        assert ("identify_by=ip" in one) is one.startswith("[ten_")
        assert ("\nauth=" in one) is not one.startswith("[ten_")


def test_the_cheapest_trunk_of_the_lowest_order_goes_first() -> None:
    trunks = {
        "dear": Trunk(name="A", host="a.example", rates=[Rate(prefix="+", cost=9)]),
        "cheap": Trunk(name="B", host="b.example", rates=[Rate(prefix="+34", cost=2), Rate(prefix="+34900", cost=50)]),
        "spare": Trunk(name="C", host="c.example", priority=9),
        "off": Trunk(name="D", host="d.example", active=False),
    }
    assert ways("+34910000000", trunks) == ["cheap", "dear", "spare"]
    assert ways("+34900000000", trunks) == ["dear", "cheap", "spare"]
    assert ways("+12125550000", trunks) == ["dear", "spare"]


def test_only_a_number_of_ours_that_is_allowed_is_shown() -> None:
    trunk = Trunk(name="A", host="a.example", numbers=["+34910000001", "+34910000002"])
    assert shown("+34910000002", trunk) == "+34910000002"
    assert shown("+34600000000", trunk) == "+34910000001"


def test_a_strangers_name_is_one_line_of_a_names_length() -> None:
    assert called("  Ana\r\n\x1b[31m  Ruiz ") == "Ana [31m Ruiz"
    assert len(called("x" * 50_000)) == 80


def test_a_leg_is_found_by_its_channel_and_back() -> None:
    assert leg_of("leg_x~2") == "leg_x" == channel_of("leg_x")
    assert leg_of(channel_of("leg_in_atiende-17.4")) == "leg_in_atiende-17.4"
    assert leg_of("snoop~rec_1~leg_x~5") == ""


def test_what_it_says_of_its_registrations_is_read_whatever_else_it_counts() -> None:
    metrics = "asterisk_pjsip_outbound_registration_status"
    labels = 'eid="00:00",username="sip:{}",domain="sip:h:5060",channel_type="PJSIP"'
    text = f"# HELP {metrics} Current status\n# TYPE {metrics} gauge\nasterisk_calls_count 3\n"
    for number, user in enumerate(("a@h:5060", "b@h:5060", "c@h:5060", "d@h:5060")):
        text += f"{metrics}{{{labels.format(user)}}} {number}\n"
    assert registrations(text) == {"a@h:5060": "trying", "b@h:5060": "registered", "c@h:5060": "rejected"}
    assert registrations("") == {}


def test_where_there_are_authorities_for_callers_those_of_the_web_have_no_say() -> None:
    usual = files(SITE, LINES)["stir_shaken.conf"]
    assert "load_system_certs=yes" in usual and "ca_file" not in usual
    own = files(replace(SITE, authorities="PEM\n"), LINES)
    assert own["authorities.pem"] == "PEM\n"
    assert "ca_file=/x/authorities.pem" in own["stir_shaken.conf"]
    assert "load_system_certs=no" in own["stir_shaken.conf"] and "ca_path" not in own["stir_shaken.conf"]


def test_of_files_of_authorities_certificates_are_taken_and_keys_left(tmp_path: Path) -> None:
    certificate = "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----"
    key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"
    settings = Settings(data_dir=tmp_path, secret_key="x" * 32)
    assert authorities(settings) == ""
    (tmp_path / "authorities").mkdir()
    (tmp_path / "authorities" / "b.pem").write_text(f"{key}\n{certificate}\n{certificate}\n")
    (tmp_path / "authorities" / "a.txt").write_text("nothing")
    assert authorities(settings) == f"{certificate}\n{certificate}\n"
    elsewhere = tmp_path / "given"
    elsewhere.mkdir()
    assert authorities(settings.model_copy(update={"asterisk_authorities": elsewhere})) == ""
