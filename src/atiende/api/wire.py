"""Records of views as they go over the wire: moments as RFC 3339, everything else as it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

import msgspec

from atiende.domain.interaction import Interaction
from atiende.domain.message import Message
from atiende.domain.row import Row
from atiende.ports.store import Key

R = TypeVar("R", bound=Row)
ENCODER = msgspec.json.Encoder()


class Wrote:
    """The records of a commit that the process still has, findable by conversation without looking at all of them."""

    __slots__ = ("_messages", "_rows", "_work")

    def __init__(self, rows: Mapping[tuple[type[Row], Key], Row]) -> None:
        self._rows = rows
        self._messages: dict[str, Message] | None = None
        self._work: dict[str, list[Interaction]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def get(self, kind: type[R], *key: str) -> R | None:
        found = self._rows.get((kind, key))
        return found if isinstance(found, kind) else None

    def newest(self, conversation: str) -> Message | None:
        """The commit's last message of a conversation."""
        return self._indexed().get(conversation)

    def work(self, conversation: str) -> Sequence[Interaction]:
        """The interactions of a conversation that it altered."""
        self._indexed()
        return self._work.get(conversation, ())

    def _indexed(self) -> dict[str, Message]:
        if self._messages is None:
            self._messages = {}
            for row in self._rows.values():
                if isinstance(row, Message):
                    before = self._messages.get(row.conversation)
                    if before is None or before.position < row.position:
                        self._messages[row.conversation] = row
                elif isinstance(row, Interaction):
                    self._work.setdefault(row.conversation, []).append(row)
        return self._messages


NOTHING = Wrote({})
"""For facts read back from the log: everything is asked of the store."""

TIMES = frozenset(
    ("at", "opened_at", "touched_at", "waiting_since", "due_at", "resolve_due", "hand_raised_at", "snoozed_until",
     "made_at", "expires_at", "since", "seen_at", "last_at", "first_taken_at", "ended_at", "state_since", "next_due_at",
     "entered", "not_before", "resting_until", "wrap_up_until")
)  # fmt: skip
"""Fields that are moments."""


@lru_cache(maxsize=16_384)
def stamp(moment: int) -> str:
    """Milliseconds UTC as RFC 3339."""
    seconds, millis = divmod(moment, 1000)
    return f"{_second(seconds)}.{millis:03d}Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=1024)
def _altered(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a record's fields, those that are moments, and those in which there may be records."""
    fields = msgspec.structs.fields(kind)
    moments = tuple(one.name for one in fields if one.name in TIMES)
    return moments, tuple(one.name for one in fields if one.name not in TIMES and one.type not in SIMPLE)


SIMPLE = (str, int, bool, float, str | None, int | None, bool | None)


def wire(record: msgspec.Struct) -> dict[str, object]:
    """A view's record as JSON shows it, nested records alike."""
    shown = msgspec.structs.asdict(record)
    moments, others = _altered(type(record))
    for name in moments:
        value = shown[name]
        if isinstance(value, int):
            shown[name] = stamp(value)
        elif value is not None:
            shown[name] = _inside(value)
    for name in others:
        value = shown[name]
        if value:
            shown[name] = _inside(value)
    return shown


def _inside(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return wire(value)
    if isinstance(value, list | tuple) and value and isinstance(value[0], msgspec.Struct):
        return [wire(one) for one in value]
    return value
