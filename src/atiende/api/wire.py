"""Records of views as they go over the wire: moments as RFC 3339, everything else as it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from atiende.domain.row import Row
from atiende.ports.store import Key

ENCODER = msgspec.json.Encoder()
Rows = Mapping[tuple[type[Row], Key], Row]
"""Records of a commit that the process still has."""

TIMES = frozenset(
    ("at", "opened_at", "touched_at", "waiting_since", "due_at", "snoozed_until", "made_at", "expires_at", "since",
     "seen_at", "last_at", "first_taken_at", "ended_at")
)  # fmt: skip
"""Fields that are moments."""


def stamp(moment: int) -> str:
    """Milliseconds UTC as RFC 3339."""
    seconds, millis = divmod(moment, 1000)
    return f"{_second(seconds)}.{millis:03d}Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def wire(record: msgspec.Struct) -> dict[str, object]:
    """A view's record as JSON shows it, nested records alike."""
    shown: dict[str, object] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in TIMES and isinstance(value, int):
            shown[name] = stamp(value)
        elif isinstance(value, msgspec.Struct):
            shown[name] = wire(value)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], msgspec.Struct):
            shown[name] = [wire(one) for one in value]
        else:
            shown[name] = value
    return shown
