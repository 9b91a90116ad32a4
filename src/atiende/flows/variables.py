"""Variables of a flow: what they begin as, what fits their type, and what `now` is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from atiende.domain.flow_documents import Flow, Variable
from atiende.flows.expressions import MAX_ITEMS, MAX_TEXT, longest, weight
from atiende.flows.state import Value

MAX_WEIGHT = 1000
RESERVED = frozenset(("customer", "conversation", "brand", "now", "language"))


def initial(flow: Flow) -> dict[str, Value]:
    """Every variable, unset ones as None."""
    return {name: one.initial if fits(one, one.initial) else None for name, one in flow.variables.items()}


def fits(variable: Variable, value: Value) -> bool:
    """Whether a value is of the type and of a size that can be kept; nothing always is."""
    if value is None:
        return True
    if weight(value) > MAX_WEIGHT or longest(value) > MAX_ITEMS:
        return False
    if isinstance(value, bool):
        return variable.type == "yes_no"
    if isinstance(value, int | float):
        return variable.type == "number"
    if isinstance(value, str):
        return variable.type in ("text", "date") and len(value) <= MAX_TEXT
    return variable.type == ("record" if isinstance(value, Mapping) else "list")


def adapted(variable: Variable, value: Value) -> Value:
    """What came from outside as the type wants it, where that is beyond doubt; else as it is."""
    if variable.type in ("text", "date") and isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == int(value) else str(value)
    if variable.type == "number" and isinstance(value, str):
        return _number(value)
    if variable.type == "yes_no" and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    return value


def _number(text: str) -> Value:
    try:
        number = float(text[:30])
    except ValueError:
        return text
    if not abs(number) <= 2**53:
        return text
    return int(number) if number == int(number) else number


def moment(at: int, zone: str) -> dict[str, Value]:
    """`now`, as the clock on the wall of the centre shows it; Monday is weekday 1."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(zone))
    return {
        "date": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "year": local.year,
        "month": local.month,
        "day": local.day,
        "hour": local.hour,
        "minute": local.minute,
        "weekday": local.isoweekday(),
    }


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
