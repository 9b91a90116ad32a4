"""A document as a text one can read, edit and keep under version control: YAML, in the order of its record.

What is as its default is left out, so that a file says what somebody decided. Long texts are literal blocks. YAML 1.2:
`no` is a word, `08:00` a text. Reading gives plain JSON values; dates are texts.
"""

import re
from datetime import date
from io import StringIO

import msgspec
from msgspec import NODEFAULT, Struct
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from atiende.domain.check import Json
from atiende.domain.documents import Body

WIDTH = 110
DEEPEST = 60
"""Levels of lists and fields in one another; more is no document of ours."""
MOST_VALUES = 300_000
"""Values in one text, those that aliases repeat included."""
MERGE = "tag:yaml.org,2002:merge"
AMBIGUOUS = re.compile(r"(?i)y|n|yes|no|on|off|[0-9]+(:[0-9]+)+")
"""Texts that older readers of YAML take for something else: they are quoted."""


class Unreadable(ValueError):
    """This text is no YAML, or no document: `line` counts from 1 (0: unknown), `what` in the parser's words."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}" if line else what)
        self.line, self.what = line, what


def as_yaml(body: Body) -> str:
    """The same text for the same document, always."""
    out = StringIO()
    _writer().dump(brief(body), out)
    return out.getvalue()


def from_yaml(text: str) -> Json:
    """Fields by name. Raises Unreadable."""
    try:
        reader = YAML(typ="safe", pure=True)
        reader.Constructor = _Unmerged
        found = reader.load(text)
        return _Reader().plain(found, 0)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context or "not YAML").split())
        raise Unreadable(mark.line + 1 if mark else 0, what[:200]) from None
    except (YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(0, " ".join(str(error).split())[:200] or "not YAML") from None


def brief(value: object) -> Json:
    """A record as plain values, without the fields that are as their default."""
    if isinstance(value, Struct):
        config = type(value).__struct_config__
        found: dict[str, Json] = {config.tag_field: str(config.tag)} if config.tag_field else {}
        for field in msgspec.structs.fields(value):
            given = getattr(value, field.name)
            default = field.default_factory() if field.default_factory is not NODEFAULT else field.default
            if field.required or given != default:
                found[field.encode_name] = brief(given)
        return found
    if isinstance(value, dict):
        return {str(key): brief(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [brief(inner) for inner in value]
    plain: Json = msgspec.to_builtins(value)
    return plain


class _Plainly(SafeRepresenter):
    """Texts of several lines as literal blocks, where YAML lets them be."""

    def text(self, value: str) -> ScalarNode:
        style = "|" if "\n" in value else "'" if AMBIGUOUS.fullmatch(value) else None
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", value, style=style)
        return node


_Plainly.add_representer(str, _Plainly.text)


def _writer() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Plainly
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = WIDTH
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the order is the record's
    return yaml


class _Unmerged(SafeConstructor):
    """Merging (`<<`) copies what it names: ten short lines of it would fill the memory."""

    def flatten_mapping(self, node: MappingNode) -> None:
        merging = next((key for key, _ in node.value if key.tag == MERGE), None)
        if merging is not None:
            raise Unreadable(merging.start_mark.line + 1, "merging with << is not taken")


class _Reader:
    """Counts as it goes, so that a short text cannot stand for endless values."""

    def __init__(self) -> None:
        self._left = MOST_VALUES

    def plain(self, value: object, depth: int) -> Json:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise Unreadable(0, "too deep or too long")
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return {_key(key): self.plain(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.plain(inner, depth + 1) for inner in value]
        raise Unreadable(0, f"a {type(value).__name__} has no place here")


def _key(key: object) -> str:
    if isinstance(key, bool) or not isinstance(key, str | int):
        raise Unreadable(0, f"{key} is no name of a field")
    return str(key)
