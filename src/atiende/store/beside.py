"""Which versions may run on one database at the same time: expand, then contract.

A revision only adds (tables, indexes, columns that may be left out), so that the version before it goes on reading and
writing; or it says `contracts = True`, and no version before it may run on the database any more. The database keeps
the oldest revision that must be known to whoever runs on it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

OLDEST = "oldest"
"""The mark in table `marks`."""
KEEP_OLDEST = (
    "INSERT INTO marks (name, value) VALUES ('oldest', '{0}') ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
READ_OLDEST = "SELECT value FROM marks WHERE name = 'oldest'"
WATCH_SECONDS = 5
"""A node that lives beats at least once meanwhile."""

_ADDS = re.compile(r"CREATE (TABLE|INDEX|(OR REPLACE )?FUNCTION) |(UPDATE|INSERT INTO) alembic_version ", re.IGNORECASE)
_COLUMN = re.compile(r"ALTER TABLE \S+ ADD COLUMN (?P<what>.*)", re.IGNORECASE | re.DOTALL)


class NewerDatabase(Exception):
    """The database was written by a newer version of Atiende, which leaves no room for this one beside it."""


class OthersRunning(Exception):
    """Nodes of the version before are running, and what is to be changed would break them."""


def known(script: "ScriptDirectory", revision: str | None) -> bool:
    return revision in {each.revision for each in script.walk_revisions()}


def pending(script: "ScriptDirectory", present: str | None) -> Sequence[tuple[str, bool]]:
    """The revisions after the present one, oldest first, and whether each contracts."""
    found = script.iterate_revisions("heads", present or "base")
    return [(each.revision, bool(getattr(each.module, "contracts", False))) for each in reversed(list(found))]


def contraction(script: "ScriptDirectory", present: str | None) -> str | None:
    """The last of them that contracts."""
    found = [revision for revision, contracts in pending(script, present) if contracts]
    return found[-1] if found else None


def more_than_adds(statements: Iterable[str]) -> list[str]:
    """Those of a migration's statements that a version before it might not survive."""
    return [each for each in statements if not _adds(each)]


def _adds(statement: str) -> bool:
    column = _COLUMN.match(statement)
    if column is not None:
        what = column["what"].upper()
        return "NOT NULL" not in what or "DEFAULT" in what
    return _ADDS.match(statement) is not None
