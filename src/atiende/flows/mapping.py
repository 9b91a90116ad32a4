"""What is taken out of another system's answer: variables by dotted paths, `data.items[0].total`."""

import re
from collections.abc import Mapping

from atiende.flows.expressions import MAX_ITEMS, MAX_TEXT
from atiende.flows.state import Value

STEP = re.compile(r"\[([0-9]{1,6})\]|([^.\[\]]+)")
MAX_DEPTH = 6


def taken(take: Mapping[str, str], answer: object) -> dict[str, Value]:
    """Each variable's value; None for what is not there. Long texts and lists are cut to what a variable holds."""
    return {name: cut(_at(path, answer)) for name, path in take.items()}


def _at(path: str, answer: object) -> object:
    for index, name in STEP.findall(path.removeprefix("$").removeprefix(".")):
        if isinstance(answer, Mapping) and name:
            answer = answer.get(name)
        elif isinstance(answer, list) and (index or name.isdigit()):
            place = int(index or name[:6])
            answer = answer[place] if place < len(answer) else None
        else:
            return None
    return answer


def cut(value: object, depth: int = 0) -> Value:
    """The same as a plain value no larger than a variable may be."""
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if abs(value) <= 2**53 else None
    if depth >= MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [cut(item, depth + 1) for item in value[:MAX_ITEMS]]
    if isinstance(value, Mapping):
        return {str(name)[:200]: cut(item, depth + 1) for name, item in list(value.items())[:MAX_ITEMS]}
    return None
