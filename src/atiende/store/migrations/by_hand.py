"""Steps of migrations that the tables' records do not say."""

from alembic import op

from atiende.store.migrations.by_month import content_by_month
from atiende.store.walls import MINE, WALL

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
    """PostgreSQL: how a turn is taken from another node, how the search's index is used behind the wall, and what
    messages say by month."""
    if op.get_context().dialect.name == "sqlite":
        return
    _take_turn()
    _search_gate()
    content_by_month(WALL, MINE)


def _take_turn() -> None:
    """Locks the head, then reads what others wrote: a statement's own view of the other rows would be from before the
    lock was granted, a function's next statement has a new one."""
    op.execute(
        "CREATE FUNCTION take_turn(whose text, known bigint, OUT seq bigint, OUT at bigint, OUT turn bigint,"
        " OUT since text[]) LANGUAGE plpgsql AS $$"
        " BEGIN"
        " SELECT h.seq, h.at, h.turn INTO seq, at, turn FROM heads h WHERE h.tenant = whose FOR UPDATE;"
        " IF NOT FOUND THEN"
        " INSERT INTO heads (tenant, seq, at, turn) VALUES (whose, 0, 0, 0) ON CONFLICT DO NOTHING;"
        " SELECT h.seq, h.at, h.turn INTO seq, at, turn FROM heads h WHERE h.tenant = whose FOR UPDATE;"
        " END IF;"
        " IF known < turn THEN"
        " since := ARRAY(SELECT t.keys FROM turns t WHERE t.tenant = whose AND t.turn > known ORDER BY t.turn);"
        " END IF; END $$"
    )


def _search_gate() -> None:
    """A table above `search_entries` whose own wall asks for the words as well as for the tenant.

    The index is used only for what is known to leak nothing, or for what the wall itself asks for; whether words match
    is not known to leak nothing. Everything but a search goes to `search_entries`, past its own wall.
    """
    op.execute("CREATE TABLE search_index_gate (tenant text, kind text, id text, at bigint, words text)")
    op.execute("ALTER TABLE search_entries INHERIT search_index_gate")
    op.execute(
        f"CREATE POLICY {WALL} ON search_index_gate USING ({MINE}"
        " AND search_vector(words) @@ current_setting('atiende.words', true)::tsquery)"
    )
    op.execute(
        "CREATE FUNCTION search_found(whose text, sort text, wanted text, last_at bigint, last_id text, most int)"
        " RETURNS TABLE (id text, at bigint, words text) LANGUAGE plpgsql"
        " SET plan_cache_mode = force_custom_plan AS $$ BEGIN"
        " PERFORM set_config('atiende.words', wanted, true);"
        " RETURN QUERY SELECT g.id, g.at, g.words FROM search_index_gate g WHERE g.tenant = whose AND g.kind = sort"
        " AND (g.at, g.id) < (last_at, last_id) ORDER BY g.at DESC, g.id DESC LIMIT most; END $$"
    )
