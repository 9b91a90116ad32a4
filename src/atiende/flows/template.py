"""Texts with variables in Liquid: quick replies, macros, acknowledgements. Pure, limited, and never silently empty.

A variable that has no value leaves a gap that can be seen, `⟦customer.first_name⟧`: a person fills it before the text
goes out, and what a machine would send with a gap in it is not sent.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError
from liquid.undefined import Undefined
from msgspec import Struct

OPENS, CLOSES = "⟦", "⟧"
GAP = re.compile("⟦([^⟦⟧]{0,200})⟧")
MOST_OUT = 40_000
"""Characters of a rendered text."""
ALLOWED_TAGS = frozenset(("if", "unless", "case", "comment", "#", "content", "output", "illegal"))
"""Choices by what is known; the last three are plain text, variables, and what is no tag at all."""

Values = Mapping[str, "str | bool | Values"]


class Rendered(Struct, frozen=True, kw_only=True):
    """`missing` are the names of the variables that left gaps in the text, each once."""

    text: str
    missing: tuple[str, ...] = ()


class Gap(Undefined):
    """What stands in the text for a value that is not there."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{OPENS}{self.name}{CLOSES}"


class _Things(dict[str, object]):
    """What is known of one thing; what is not is a gap that knows its whole name."""

    def __init__(self, path: str, known: Mapping[str, object]) -> None:
        super().__init__(known)
        self._path = path

    def __missing__(self, name: str) -> Gap:
        return Gap(f"{self._path}.{name}")


class Limited(Environment):
    """No loops, no other templates, a bounded output."""

    block_nesting_limit = 12
    context_depth_limit = 10
    loop_iteration_limit = 100
    local_namespace_limit = 2_000
    output_stream_limit = MOST_OUT


def environment() -> Limited:
    """A new one, to which filters may be added."""
    made = Limited(undefined=Gap)
    for tag in [name for name in made.tags if name not in ALLOWED_TAGS]:
        del made.tags[tag]
    return made


_ENVIRONMENT = environment()


def render(source: str, values: Values) -> Rendered:
    """The text with what is known put in. A template that cannot be read, or grows too long, stays as it is written."""
    if "{" not in source:
        return Rendered(text=source)
    try:
        text = _parsed(source).render(**known(values))
    except LiquidError:
        return Rendered(text=source)
    return Rendered(text=text, missing=gaps(text))


def gaps(text: str) -> tuple[str, ...]:
    """What is still to be filled in, in the order of the text, each once."""
    return tuple(dict.fromkeys(found.group(1).lower() for found in GAP.finditer(text)))


def named(text: str, names: Mapping[str, str]) -> str:
    """The same with its gaps in people's words: `⟦nombre del cliente⟧`."""

    def words(found: re.Match[str]) -> str:
        return f"{OPENS}{names.get(found.group(1).lower(), found.group(1))}{CLOSES}"

    return GAP.sub(words, text)


def problem_of(source: str) -> str:
    """What the parser says against a template; empty when it can be read."""
    try:
        _parsed(source).render()
    except LiquidError as error:
        return str(error).splitlines()[0]
    return ""


@lru_cache(maxsize=2000)
def _parsed(source: str) -> BoundTemplate:
    """Raises LiquidError."""
    return _ENVIRONMENT.from_string(source)


def known(values: Mapping[str, object], path: str = "") -> dict[str, object]:
    """Without the empty ones: an empty name is as missing as none."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            whole = f"{path}.{name}" if path else name
            found[name] = _Things(whole, known(value, whole))
        elif value != "":
            found[name] = value
    return found


def texts(pair: Sequence[str], language: str) -> str:
    """Of (Spanish, English) the one in this language, else the other."""
    spanish, english = pair
    first, second = (english, spanish) if language.startswith("en") else (spanish, english)
    return first or second
