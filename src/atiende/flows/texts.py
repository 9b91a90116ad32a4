"""The texts of a flow: the language that is wanted, variables filled in, and never more than a message holds.

Liquid with choices but no loops, and only the filters named here: none that asks a clock or grows without bound. What
is not known leaves nothing behind, not even the blank before it; the lint points at such texts.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TextIO
from urllib.parse import quote

from liquid import BoundTemplate, RenderContext
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidError
from liquid.stringify import to_liquid_string

from atiende.flows.state import Scope, Value
from atiende.flows.template import CLOSES, GAP, OPENS, Limited, environment, known

MAX_SOURCE = 4000
MAX_OUT = 8000
MAX_MARKS = 200
"""Of `{{` and `{%` in one text."""
KEPT_FILTERS = frozenset(
    ("default", "upcase", "downcase", "capitalize", "strip", "plus", "minus", "times", "divided_by", "abs",
     "first", "last", "size", "truncate", "escape")
)  # fmt: skip
MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}
PARTS = re.compile(f"({GAP.pattern.replace('(', '(?:')})")
"""What stands between the gaps, and they themselves."""
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
SPACES = re.compile(r"[ \t]{2,}")
BEFORE_MARK = re.compile(r"[ \t]+([,.;:!?])")

Escape = Callable[[str], str]


def pick(texts: Mapping[str, str], language: str, languages: tuple[str, ...]) -> str:
    """The text in this language, else in its family, else in the flow's first one that has it, else any."""
    for wanted in (language, language.split("-")[0], *languages, "es", "en"):
        if texts.get(wanted):
            return texts[wanted]
    return next((text for text in texts.values() if text), "")


def fill(source: str, scope: Scope, language: str) -> str:
    """The text with what is known put in; as it stands when it cannot be read."""
    text = _rendered(source, scope, language)
    if GAP.search(text):
        text = BEFORE_MARK.sub(r"\1", SPACES.sub(" ", GAP.sub("", text))).strip()
    return text


def fill_escaped(source: str, scope: Scope, language: str, escape: Escape) -> tuple[str, bool]:
    """For machines: whatever comes out of a variable escaped for where it goes, and whether all of them were known."""
    text = _rendered(source, scope, language, escape)
    return GAP.sub("", text), GAP.search(text) is None


def for_url(text: str) -> str:
    """What would lead somewhere else than one step further down is taken for unknown."""
    return quote(text, safe="") if text.strip(".") else f"{OPENS}{CLOSES}"


def for_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def for_xml(text: str) -> str:
    return html.escape(text)


def for_header(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def text_problem(source: str) -> str:
    """What is wrong with a template, as a code of the lint; empty when it can be used."""
    if len(source) > MAX_SOURCE:
        return "template_long"
    if "{" not in source:
        return ""
    if source.count("{{") + source.count("{%") > MAX_MARKS:
        return "template_costly"
    try:
        _parsed(source, "es").render()
    except (LiquidError, RecursionError, ArithmeticError):
        return "template_unreadable"
    return ""


def _rendered(source: str, scope: Scope, language: str, escape: Escape | None = None) -> str:
    if "{" not in source:
        return source[:MAX_OUT]
    if text_limits(source):
        return ""
    named = {name: value for name, value in scope.items() if name in source}
    try:
        text = _parsed(source, "en" if language.startswith("en") else "es", escape).render(**known(_plain(named)))
    except (LiquidError, RecursionError, ArithmeticError, ValueError, TypeError):
        return source
    return text[:MAX_OUT]


def text_limits(source: str) -> bool:
    """Whether it is more than is rendered at all."""
    return len(source) > MAX_SOURCE or source.count("{{") + source.count("{%") > MAX_MARKS


def _plain(scope: Scope) -> dict[str, Value]:
    """Without what is not known, which then leaves a gap that is seen."""
    return {name: _plain(value) if isinstance(value, dict) else value for name, value in scope.items()
            if value is not None}  # fmt: skip


@lru_cache(maxsize=4000)
def _parsed(source: str, language: str, escape: Escape | None = None) -> BoundTemplate:
    return _environment(language, escape).from_string(source)


def _output(escape: Escape) -> type[Output]:
    """Escaped when all filters are through: one that cuts must not cut an escape in two. Gaps stay what they are."""

    class Escaped(OutputNode):
        def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
            text = to_liquid_string(self.expression.evaluate(context), False)
            return buffer.write("".join(one if GAP.fullmatch(one) else escape(one) for one in PARTS.split(text) if one))

    class Escaping(Output):
        node_class = Escaped

    return Escaping


def money(value: object, language: str) -> str:
    """Hundredths as people write them: 1.234,56 €, €1,234.56."""
    try:
        cents = round(float(str(value)))
    except (ValueError, OverflowError):
        return ""
    whole = f"{abs(cents) // 100:,}"
    part = f"{abs(cents) % 100:02d}"
    sign = "-" if cents < 0 else ""
    if language == "en":
        return f"{sign}€{whole}.{part}"
    return f"{sign}{whole.replace(',', '.')},{part} €"


def day(value: object, language: str) -> str:
    """2026-11-22 as people say it; anything else as it is."""
    found = ISO_DATE.match(str(value))
    if found is None or not 1 <= int(found[2]) <= 12:
        return str(value)
    month = MONTHS[language].split()[int(found[2]) - 1]
    between = " " if language == "en" else " de "
    return between.join((str(int(found[3])), month, found[1]))


def spelled(value: object) -> str:
    """Sign by sign, as it is read out on a telephone."""
    return " ".join(str(value)[:60])


@lru_cache(maxsize=20)
def _environment(language: str, escape: Escape | None) -> Limited:
    made = environment()
    for name in [name for name in made.filters if name not in KEPT_FILTERS]:
        del made.filters[name]
    made.add_filter("money", lambda value: money(value, language))
    made.add_filter("date", lambda value: day(value, language))
    made.add_filter("spell", spelled)
    if escape is not None:
        made.add_tag(_output(escape))
    return made
