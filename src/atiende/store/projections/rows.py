"""What a projection may touch while it applies a fact, and the registry of projections."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar, cast

from atiende.domain.facts import Fact, Logged
from atiende.domain.row import Projection
from atiende.ports.store import Value

R = TypeVar("R", bound=Projection)


class Rows(Protocol):
    """The projections of one tenant, in memory."""

    def get(self, row: type[R], *key: str | int) -> R | None: ...
    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]: ...
    def put(self, row: Projection) -> None: ...
    def drop(self, row: type[R], *key: str | int) -> None: ...


F = TypeVar("F", bound=Fact)
Apply = Callable[[Rows, Logged, F], None]

APPLY: dict[type[Fact], Apply[Fact]] = {}


def on(kind: type[F]) -> Callable[[Apply[F]], Apply[F]]:
    """Names the fact a function applies."""

    def register(function: Apply[F]) -> Apply[F]:
        APPLY[kind] = cast(Apply[Fact], function)
        return function

    return register


def also(kind: type[F]) -> Callable[[Apply[F]], Apply[F]]:
    """Names a fact that a function applies after whoever applies it first."""

    def register(function: Apply[F]) -> Apply[F]:
        first = APPLY[kind]

        def both(rows: Rows, logged: Logged, fact: Fact) -> None:
            first(rows, logged, fact)
            cast(Apply[Fact], function)(rows, logged, fact)

        APPLY[kind] = both
        return function

    return register


def log_only(*kinds: type[Fact]) -> None:
    """These change no table of this kind: what they changed is content or work, written beside them."""
    for kind in kinds:
        APPLY[kind] = _nothing


def _nothing(rows: Rows, logged: Logged, fact: Fact) -> None:
    return None


class Unapplied(Exception):
    """A fact about something the log never mentioned: the action that recorded it is wrong."""


def need(row: R | None, fact: Fact) -> R:
    """The record a fact is about, which an earlier fact must have made."""
    if row is None:
        raise Unapplied(f"{type(fact).__name__} speaks of something that is not there: {fact}")
    return row
