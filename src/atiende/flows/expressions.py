"""Expressions (CEL) with a bound on what one may cost, because the evaluator cannot be stopped once it runs.

A source is refused for its length, its nesting, a loop within a loop, `map` and `matches` (results and patterns without
bound). At run each variable weighs as much as it holds, and within a loop as often as the loop turns.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from atiende.flows.state import Scope, Value

if TYPE_CHECKING:
    import cel

MAX_SOURCE = 2000
MAX_NESTING = 16
MAX_LOOPS = 4
MAX_LITERAL = 100
"""Commas: items of lists and arguments."""
MAX_WEIGHT = 2500
"""About 2 µs each: five milliseconds at the very worst."""
MAX_ITEMS = 200
MAX_TEXT = 4000
MAX_DEPTH = 6
LOOPS = frozenset(("all", "exists", "exists_one", "filter"))
FORBIDDEN = frozenset(("map", "matches", "bytes", "duration", "timestamp", "optional"))
WORDS = frozenset(("true", "false", "null", "in"))
TOKEN = re.compile(
    r"""\s+|//[^\n]*|(?P<text>[rRbB]{0,2}(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))"""
    r"""|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9][0-9A-Za-z_.]*)|(?P<sign>.)""",
    re.DOTALL,
)


class Unsound(ValueError):
    """An expression that cannot be worked out, or must not be. `code` says which; `detail` is the evaluator's."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Sound(Struct, frozen=True, kw_only=True):
    """A compiled source: the variables it names, each as often as it does, and how often of these within a loop."""

    program: "cel.Program"
    names: Mapping[str, tuple[int, int]]
    paths: tuple[str, ...]
    """`customer.name`: what is looked up, as far as it is written plainly."""


def work_out(source: str, scope: Scope) -> Value:
    """The value of an expression over what is known. Raises Unsound; never slow, never anything else."""
    sound = compiled(source)
    seen = {name: _needed(name, scope[name], sound.paths) for name in sound.names if name in scope}
    _weigh(sound, seen)
    try:
        return bounded(sound.program.execute(seen))
    except Unsound:
        raise
    except Exception as error:  # the evaluator raises what it likes: Value, Key, Type, Runtime, Zero, Overflow
        raise Unsound("expression_fails", str(error)[:200]) from error


@lru_cache(maxsize=4000)
def compiled(source: str) -> Sound:
    """Raises Unsound: too long, too deep, what is forbidden, or cannot be read."""
    if len(source) > MAX_SOURCE:
        raise Unsound("expression_long")
    names, paths = _scan(source)
    try:
        import cel  # with it comes its command line: megabytes, loaded where an expression is first met

        program = cel.compile(source)
    except Exception as error:  # a parser of another language: whatever it raises means the same
        raise Unsound("expression_unreadable", str(error)[:200]) from error
    return Sound(program=program, names=names, paths=paths)


def _scan(source: str) -> tuple[Mapping[str, tuple[int, int]], tuple[str, ...]]:
    """The variables named, each with how often, and how often in a loop. Raises Unsound for what may cost too much."""
    scan = _Scan()
    for kind, part in _tokens(source):
        scan.take(kind, part)
    if scan.loops > MAX_LOOPS or scan.commas > MAX_LITERAL:
        raise Unsound("expression_costly")
    return scan.names, tuple(dict.fromkeys(scan.paths))


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    if '"""' in source or "'''" in source:
        raise Unsound("expression_unreadable", "triple quotes")
    for found in TOKEN.finditer(source):
        if found.lastgroup is not None:
            yield found.lastgroup, found.group()


class _Scan:
    """What a source is made of, part by part. `inside`: how deep the loop that is open was opened; `bound`: the names
    loops give to their items, which are no variables; `root`: the name just read, until it turns out a function's."""

    __slots__ = (
        "after",
        "binding",
        "bound",
        "commas",
        "inside",
        "loops",
        "names",
        "nesting",
        "opening",
        "paths",
        "root",
    )

    def __init__(self) -> None:
        self.names: dict[str, tuple[int, int]] = {}
        self.paths: list[str] = []
        self.nesting = self.loops = self.commas = 0
        self.inside = 0
        self.bound: set[str] = set()
        self.opening = self.binding = False
        self.after = self.root = ""

    def take(self, kind: str, part: str) -> None:
        if kind == "sign":
            self._sign(part)
        elif kind == "name":
            self._name(part)
        self.after = part if kind in ("sign", "name") else ""

    def _sign(self, part: str) -> None:
        if part in "([{":
            self._open(part)
        elif part in ")]}":
            self.nesting -= 1
            if self.nesting < self.inside:
                self.inside = 0
        elif part == ",":
            self.commas += 1
        if part != ".":
            self.root = ""
        self.opening = False

    def _open(self, part: str) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise Unsound("expression_deep")
        if part == "(" and self.opening:
            if self.inside:
                raise Unsound("expression_costly")
            self.inside, self.binding = self.nesting, True
            self.loops += 1
        elif part == "(" and self.root:
            self._call()

    def _call(self) -> None:
        """What was just read is the name of a function, or of a method."""
        if self.after != self.root:
            self.paths[-1] = self.paths[-1].rpartition(".")[0]
            return
        name = self.root
        count, looped = self.names[name]
        self.names[name] = (count - 1, looped - bool(self.inside))
        if count == 1:
            del self.names[name]
        self.paths.pop()

    def _name(self, part: str) -> None:
        if part in FORBIDDEN:
            raise Unsound("expression_forbidden", part)
        if self.after == ".":
            self.opening = part in LOOPS
            if self.root and not self.opening:
                self.paths[-1] += f".{part}"
        elif self.binding:
            self.bound.add(part)
            self.binding = False
        elif part not in WORDS and part not in self.bound:
            count, looped = self.names.get(part, (0, 0))
            self.names[part] = (count + 1, looped + bool(self.inside))
            self.paths.append(part)
            self.root = part


def _needed(name: str, value: Value, paths: tuple[str, ...]) -> Value:
    """Of a record only what is looked up in it, where that is all that is done with it: the rest is not carried."""
    if not isinstance(value, dict) or name in paths:
        return value
    keys = {path.split(".")[1] for path in paths if path.startswith(f"{name}.")}
    return {key: item for key, item in value.items() if key in keys}


def _weigh(sound: Sound, seen: Scope) -> None:
    turns = max((longest(value) for value in seen.values()), default=0) or 1
    total = 0
    for name, value in seen.items():
        count, looped = sound.names[name]
        total += weight(value) * (count - looped + looped * turns)
    if total > MAX_WEIGHT:
        raise Unsound("expression_costly")


def weight(value: Value) -> int:
    """How much a value holds: one for each thing in it, and one for each hundred characters."""
    if isinstance(value, str):
        return 1 + len(value) // 100
    if isinstance(value, list):
        return 1 + sum(weight(item) for item in value)
    if isinstance(value, Mapping):
        return 1 + sum(1 + weight(item) for item in value.values())
    return 1


def longest(value: Value) -> int:
    """Of the lists in it; a record is gone through by its keys."""
    if isinstance(value, list):
        return max([len(value), *(longest(item) for item in value)])
    if isinstance(value, Mapping):
        return max([len(value), *(longest(item) for item in value.values())])
    return 0


def bounded(value: object, depth: int = 0) -> Value:
    """The same as a plain value, of bounded size; raises Unsound for what is none."""
    if value is None or isinstance(value, bool | int | float):
        return _number(value)
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise Unsound("result_large")
        return value
    if depth >= MAX_DEPTH or not isinstance(value, list | Mapping) or len(value) > MAX_ITEMS:
        raise Unsound("result_large")
    if isinstance(value, list):
        return [bounded(item, depth + 1) for item in value]
    return {str(name)[:200]: bounded(item, depth + 1) for name, item in value.items()}


def _number(value: bool | int | float | None) -> Value:
    if isinstance(value, float) and not abs(value) <= 2**53:
        raise Unsound("result_large")
    if isinstance(value, int) and abs(value) > 2**53:
        raise Unsound("result_large")
    return value
