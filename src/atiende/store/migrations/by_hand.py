"""Steps of migrations that the tables' records do not say."""

from alembic import op

CONTENT = ("message_content", "customer_details", "organization_details")
"""Deleting one of these deletes what is found by it, in the same transaction."""


def full_text_search() -> None:
    """The index over `search_entries`, kept by triggers so that no writer can forget it."""
    if op.get_context().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgres()


def _sqlite() -> None:
    """Tokens are made before they are stored, so the plainest tokenizer does: everything beyond ASCII is a letter.

    `detail=none`: phrases are looked up in the entry's own words. The order of rowids is that of time.
    """
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(tenant, words, content='search_entries', content_rowid='rowid',"
        " detail=none, columnsize=0, prefix='3 4', tokenize=\"ascii tokenchars '_-:'\")"
    )
    added = "INSERT INTO search_index (rowid, tenant, words) VALUES (new.rowid, new.tenant, new.words);"
    gone = (
        "INSERT INTO search_index (search_index, rowid, tenant, words)"
        " VALUES ('delete', old.rowid, old.tenant, old.words);"
    )
    op.execute(f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_entries BEGIN {added} END")
    op.execute(f"CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entries BEGIN {gone} END")
    op.execute(
        "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entries WHEN old.words <> new.words"
        f" BEGIN {gone} {added} END"
    )
    for table in CONTENT:
        op.execute(
            f"CREATE TRIGGER {table}_unfound AFTER DELETE ON {table} BEGIN"
            " DELETE FROM search_entries WHERE tenant = old.tenant AND id = old.id; END"
        )


def _postgres() -> None:
    """An index over the array of words, each as it is: no parser, no dictionary, the same tokens as on SQLite."""
    op.execute(
        "CREATE FUNCTION search_vector(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS"
        " $$ SELECT array_to_tsvector(array_remove(string_to_array(words, ' '), '')) $$"
    )
    op.execute("CREATE INDEX search_index ON search_entries USING gin (search_vector(words))")
    op.execute(
        "CREATE FUNCTION search_unfound() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " DELETE FROM search_entries WHERE tenant = old.tenant AND id = old.id; RETURN old; END $$"
    )
    for table in CONTENT:
        op.execute(
            f"CREATE TRIGGER {table}_unfound AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION search_unfound()"
        )


def several_nodes() -> None:
    """Nothing yet that the records do not say."""
