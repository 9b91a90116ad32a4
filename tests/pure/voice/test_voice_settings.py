"""A voice endpoint's settings, and the keys of a queue."""

import msgspec
import pytest

from atiende.channels.voice.channel import Voice
from atiende.channels.voice.settings import read_settings
from atiende.domain import documents as docs
from atiende.domain.check import Findings
from atiende.domain.queue_rules import queue_problems
from atiende.domain.trunk_documents import Trunk
from atiende.domain.voice_documents import QueueVoice


def test_numbers_are_e164_and_each_is_there_once() -> None:
    found = Voice().check({"numbers": ["+34910000001", "910000002", "+34910000001", "+34910000003\n"], "web": True})
    assert found == [("numbers[1]", "not_e164"), ("numbers[2]", "twice"), ("numbers[3]", "not_e164")]


@pytest.mark.parametrize(
    "field", [{"host": "sip.example\n"}, {"user": "me\n"}, {"numbers": ["+34910000001\n"]}, {"emergency": ["a\n"]}]
)
def test_what_would_begin_a_line_in_asterisks_files_is_no_trunk(field: dict[str, object]) -> None:
    trunk = {"name": "Línea", "host": "sip.example"}
    assert msgspec.convert(trunk, Trunk).host == "sip.example"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(trunk | field, Trunk)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"engine": "carrier pigeon"}, ("engine", "not_a_choice")),
        ({"blocked": "shout"}, ("blocked", "not_a_choice")),
        ({"web": "yes"}, ("web", "not_a_flag")),
        ({"colour": "red"}, ("colour", "unknown_field")),
        ({"numbers": "+34910000001"}, ("numbers", "wrong_type")),
    ],
)
def test_what_is_wrong_is_said_by_its_field(settings: dict[str, object], problem: tuple[str, str]) -> None:
    assert list(Voice().check(settings)) == [problem]


def test_what_is_not_said_is_as_most_want_it() -> None:
    plain = read_settings({})
    assert (plain.web, plain.anonymous, plain.blocked, plain.message) == (False, "queue", "refuse", True)


def test_a_key_means_one_thing_at_a_time() -> None:
    def wrong(voice: QueueVoice) -> list[tuple[str, str]]:
        found = Findings()
        queue_problems(found, "q", docs.Queue(name="Q", brand="main", voice=voice), {})
        return [(one.field, one.code) for one in found.problems]

    assert wrong(QueueVoice(recording="opt_in", accept_key="2")) == [("voice.callback_key", "keys_clash")]
    assert wrong(QueueVoice(recording="opt_in", stop_key="2")) == [("voice.callback_key", "keys_clash")]
    assert wrong(QueueVoice(recording="opt_in")) == []
