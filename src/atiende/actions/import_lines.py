"""What one line of an imported table becomes: the answer every kind of import gives, and what it is asked."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from atiende.domain.desk import ImportLine


class Became(Struct, frozen=True, kw_only=True):
    """`outcome`: created, changed, skipped or problem. `problem` says why not, `value` about what.

    `before` and `after` are what was and is on file, as JSON.
    """

    outcome: str
    subject: str = ""
    problem: str = ""
    value: str = ""
    before: str = ""
    after: str = ""


def wrong(problem: str, value: str = "") -> Became:
    return Became(outcome="problem", problem=problem, value=value[:200])


def left(problem: str, subject: str) -> Became:
    """Nothing to do: it is there already."""
    return Became(outcome="skipped", problem=problem, subject=subject)


class Taker(Protocol):
    """One kind of thing, within one change."""

    def keys(self, values: Mapping[str, str]) -> Sequence[str]:
        """What must not come twice in one file."""
        ...

    def take(self, values: Mapping[str, str]) -> Became:
        """Makes or changes it, or says why not; nothing is recorded then."""
        ...

    def take_back(self, line: ImportLine) -> bool:
        """Undoes a line where nobody has touched it since; whether it did."""
        ...
