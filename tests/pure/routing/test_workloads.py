"""Workload documents on the floor: they hold at once for what is given out next, and touch nothing in hand."""

from collections.abc import Callable

import pytest

from atiende.domain import facts as f
from atiende.domain import room as rule
from atiende.domain.documents import ChannelLoad
from atiende.routing import room
from tests.pure.routing.shift import Shift


@pytest.fixture
def shift() -> Shift:
    return Shift()


def test_a_smaller_workload_holds_at_once_and_takes_nothing_from_anybody(shift: Shift) -> None:
    shift.agent("ana")
    shift.agent("ben", workload="calm")
    for number in range(4):
        shift.work(f"w{number}", channel="webchat")
    assert len(shift.decides()) == 4
    shift.workload("calm", channels=[ChannelLoad(channel="webchat", units=[60])])
    shift.workload(channels=[ChannelLoad(channel="webchat", units=[30, 30, 30])])
    shift.work("w4", channel="webchat")
    assert shift.decides() == [("w4", "ana")]
    shift.work("w5", channel="webchat")
    assert shift.decides() == []
    assert shift.floor.crew.people["ben"].load == {"webchat": 2}
    shift.happens(f.DocumentRetired(kind="workload", slug="calm", version=1))
    shift.happens(f.DocumentRetired(kind="workload", slug="default", version=1))
    assert shift.decides() == [("w5", "ben")]


def test_mail_gives_way_to_a_call_and_comes_back(shift: Shift) -> None:
    units = [
        ChannelLoad(channel="voice", units=[100], exclusive=True),
        ChannelLoad(channel="email", units=[40, 40], interruptible=True),
    ]
    shift.workload(channels=units)
    shift.agent("ana")
    shift.work("m1", channel="email")
    shift.decides()
    shift.work("call")
    shift.work("m2", channel="email")
    shift.work("m3", channel="email")
    assert shift.decides() == [("call", "ana")]
    shift.ends("call")
    assert shift.decides() == [("m2", "ana")]


def nothing(*_: object) -> None:
    """Instead of what should happen."""


Break = tuple[object, str, Callable[..., object], Callable[[Shift], None]]
BROKEN: list[Break] = [
    (room.Room, "set_workload", nothing, test_a_smaller_workload_holds_at_once_and_takes_nothing_from_anybody),
    (rule, "_is_interruptible", lambda *_: False, test_mail_gives_way_to_a_call_and_comes_back),
]


@pytest.mark.parametrize(("where", "name", "broken", "sentence"), BROKEN, ids=[each[1] for each in BROKEN])
def test_each_mistake_is_noticed(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, broken: object, sentence: Callable[[Shift], None]
) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        sentence(Shift())
