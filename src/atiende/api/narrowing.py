"""From what is asked in words to the filters of a list: the query of `/conversations` and a saved view say the same.

Several values of a field stand with commas between them; spans are minutes before now.
"""

from collections.abc import Mapping

import msgspec
from pydantic import BaseModel, Field

from atiende.domain.conversation import STATUSES
from atiende.domain.customer import folded
from atiende.domain.errors import Invalid
from atiende.ports.lists import Filters

MINUTE_MS = 60_000
MOST_VALUES = 50
LISTED = ("status", "queue", "team", "agent", "channel", "tag", "kind", "reason", "language", "brand")
SWITCHES = ("overdue", "vip", "hand")
SPANS = {
    "opened_within": "opened_after",
    "opened_over": "opened_before",
    "touched_within": "touched_after",
    "touched_over": "touched_before",
    "waiting_over": "waiting_before",
}
LONGEST = 10 * 366 * 1440
"""Minutes."""
Values = str | None


def _values(most: int = 2000) -> Values:
    return Field(default=None, max_length=most)


class Narrowed(BaseModel):
    """Any of the values of a field, all fields together. `agent` knows `me` and `nobody`; switches are yes or no."""

    status: Values = _values()
    queue: Values = _values()
    team: Values = _values()
    agent: Values = _values()
    channel: Values = _values()
    tag: Values = _values()
    kind: Values = _values()
    reason: Values = _values()
    priority: Values = _values(20)
    language: Values = _values(100)
    brand: Values = _values()
    customer: Values = _values(200)
    overdue: Values = _values(3)
    vip: Values = _values(3)
    hand: Values = _values(3)
    opened_within: Values = _values(10)
    opened_over: Values = _values(10)
    touched_within: Values = _values(10)
    touched_over: Values = _values(10)
    waiting_over: Values = _values(10)

    def said(self) -> dict[str, str]:
        """What was really asked."""
        return {name: value for name in Narrowed.model_fields if (value := getattr(self, name))}


def filters_of(said: Mapping[str, str], now: int) -> Filters:
    """Raises Invalid for an unknown field or value."""
    for name in said:
        if name not in Narrowed.model_fields:
            raise Invalid(field=name, reason="unknown_field")
    asked: dict[str, object] = {name: _several(said[name], name) for name in LISTED if name in said}
    asked |= {name: _switch(said[name], name) for name in SWITCHES if name in said}
    asked |= {
        bound: now - _number(said[name], name, LONGEST) * MINUTE_MS for name, bound in SPANS.items() if name in said
    }
    asked["priority"] = tuple(_number(one, "priority", 5) for one in _several(said.get("priority", ""), "priority"))
    asked["customer"] = tuple(folded(said.get("customer", "")).split())[:10]
    filters = msgspec.convert(asked, Filters)
    if unknown := set(filters.status) - set(STATUSES):
        raise Invalid(field="status", reason="unknown", value=min(unknown))
    return filters


def _several(value: str, name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if len(found) > MOST_VALUES:
        raise Invalid(field=name, reason="too_many")
    return found


def _number(value: str, name: str, most: int) -> int:
    if not value.isascii() or not value.isdigit() or not 0 <= int(value) <= most:
        raise Invalid(field=name, reason="out_of_range")
    return int(value)


def _switch(value: str, name: str) -> bool:
    if value not in ("yes", "no"):
        raise Invalid(field=name, reason="not_a_choice")
    return value == "yes"
