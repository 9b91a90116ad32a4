"""Reads PromQL as far as our own queries go, where no `promtool` is at hand: the grammar, the functions, and which
series with which labels a query asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![a-z\d])
    |(?P<duration>\d+[smhdw]|\$__rate_interval)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
    |(?P<sign>=~|!~|!=|==|>=|<=|[-+*/%^(){}\[\],=<>]))""",
    re.VERBOSE,
)
AGGREGATIONS = frozenset(("sum", "min", "max", "avg", "count", "topk", "bottomk"))
FUNCTIONS = frozenset(("rate", "increase", "histogram_quantile", "absent"))
RANGED = frozenset(("rate", "increase"))
OPERATORS = frozenset(("+", "-", "*", "/", "%", "^", ">", "<", ">=", "<=", "==", "!=", "and", "or", "unless"))
MATCHES = frozenset(("=", "!=", "=~", "!~"))


class Unreadable(Exception):
    """Not PromQL, or more of it than is read here."""


@dataclass(slots=True)
class Query:
    """`series` by name with the labels matched on each; `grouped`: labels results are kept by."""

    series: list[tuple[str, set[str]]] = field(default_factory=list)
    grouped: set[str] = field(default_factory=set)


def read(text: str) -> Query:
    """Raises Unreadable."""
    reader = _Reader(text)
    reader.expression()
    if reader.next is not None:
        raise Unreadable(f"{reader.next[1]!r} comes after the end")
    return reader.query


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise Unreadable(f"at {text[at : at + 20]!r}")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self.next = next(self._tokens, None)
        self.query = Query()

    def expression(self) -> str:
        """Answers whether it is a `range` or an `instant`."""
        kind = self._operand()
        while self.next is not None and self.next[1] in OPERATORS:
            self._take()
            if self._is("on") or self._is("ignoring"):
                self._take()
                self._labels()
            self._operand()
            kind = "instant"
        return kind

    def _operand(self) -> str:
        if self.next is None:
            raise Unreadable("an operand is missing")
        kind, text = self._take()
        if kind == "number":
            return "instant"
        if text == "-":
            return self._operand()
        if text == "(":
            found = self.expression()
            self._sign(")")
            return found
        if kind != "name":
            raise Unreadable(f"{text!r} where an operand is due")
        if text in AGGREGATIONS:
            return self._aggregation()
        return self._call(text) if self._is("(") else self._selector(text)

    def _aggregation(self) -> str:
        self._grouping()
        self._sign("(")
        self._arguments()
        self._grouping()
        return "instant"

    def _grouping(self) -> None:
        if self._is("by") or self._is("without"):
            self._take()
            self.query.grouped |= self._labels()

    def _call(self, name: str) -> str:
        if name not in FUNCTIONS:
            raise Unreadable(f"no function {name}")
        self._sign("(")
        kinds = self._arguments()
        if ("range" in kinds) != (name in RANGED):
            raise Unreadable(f"{name} over {kinds}")
        return "instant"

    def _arguments(self) -> list[str]:
        kinds = [self.expression()]
        while self._is(","):
            self._take()
            kinds.append(self.expression())
        self._sign(")")
        return kinds

    def _selector(self, name: str) -> str:
        labels: set[str] = set()
        self.query.series.append((name, labels))
        if self._is("{"):
            self._take()
            while not self._is("}"):
                labels.add(self._kind("name"))
                if self._take()[1] not in MATCHES:
                    raise Unreadable(f"a label of {name} is not compared")
                self._kind("text")
                if self._is(","):
                    self._take()
            self._take()
        if not self._is("["):
            return "instant"
        self._take()
        self._kind("duration")
        self._sign("]")
        return "range"

    def _labels(self) -> set[str]:
        self._sign("(")
        found: set[str] = set()
        while not self._is(")"):
            found.add(self._kind("name"))
            if self._is(","):
                self._take()
        self._take()
        return found

    def _is(self, text: str) -> bool:
        return self.next is not None and self.next[1] == text

    def _take(self) -> tuple[str, str]:
        found = self.next
        if found is None:
            raise Unreadable("it ends too early")
        self.next = next(self._tokens, None)
        return found

    def _sign(self, text: str) -> None:
        if (found := self._take()[1]) != text:
            raise Unreadable(f"{found!r} where {text!r} is due")

    def _kind(self, kind: str) -> str:
        found = self._take()
        if found[0] != kind:
            raise Unreadable(f"{found[1]!r} where a {kind} is due")
        return found[1]
