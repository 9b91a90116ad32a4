"""A migration only adds, unless it says that it does more: nodes of the version before may be running beside it."""

from itertools import pairwise
from pathlib import Path

import pytest

from atiende.store import sql
from atiende.store.beside import more_than_adds, pending
from atiende.store.migrate import newest, scripts, statements

BOTH = (sql.SQLITE, sql.POSTGRES)


def test_every_revision_only_adds_or_says_that_it_contracts() -> None:
    revisions = pending(scripts()[1], None)
    assert [revision for revision, _ in revisions][:3] == ["0001", "0002", "0003"]
    for (before, _), (revision, contracts) in pairwise(revisions):
        for dialect in BOTH:
            if not contracts and revision > "0002":  # nothing ran beside anything before
                assert more_than_adds(statements(dialect, before, revision)) == [], revision


def test_the_newest_revision_is_known_without_loading_any() -> None:
    assert newest() == scripts()[1].get_current_head()
    for revision in scripts()[1].walk_revisions():
        assert Path(revision.path).name.startswith(f"{revision.revision}_")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE later (tenant TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tenant, id))",
        "CREATE INDEX later_by_name ON later (tenant, name)",
        "ALTER TABLE conversations ADD COLUMN later TEXT",
        "ALTER TABLE conversations ADD COLUMN later BIGINT DEFAULT '0' NOT NULL",
        "UPDATE alembic_version SET version_num='0004' WHERE alembic_version.version_num = '0003'",
    ],
)
def test_what_adds_is_let_through(statement: str) -> None:
    assert more_than_adds([statement]) == []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE conversations ADD COLUMN later TEXT NOT NULL",
        "ALTER TABLE conversations DROP COLUMN reason",
        "ALTER TABLE conversations RENAME COLUMN reason TO why",
        "DROP TABLE drafts",
        "DROP INDEX timers_across",
        "CREATE UNIQUE INDEX users_once ON users (email)",
        "DELETE FROM timers",
        "UPDATE conversations SET reason = ''",
    ],
)
def test_what_does_more_is_found(statement: str) -> None:
    assert more_than_adds([statement]) == [statement]
