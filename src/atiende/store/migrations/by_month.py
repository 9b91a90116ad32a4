"""PostgreSQL: what messages say, a table for each month, so that old months can be moved or taken away whole.

Messages' ids begin with their time, so that the month is known from the key alone. What has no month's table (ids of
another form, months nobody made) is in `message_content_default`, where everything works as well.
"""

from alembic import op

MOST_SCANNED = 128 * 1024 * 1024
"""Bytes: making a month reads the default table under a lock. A larger one is not, as nobody may wait that long."""
LOCK = 4_272_032
"""PostgreSQL's advisory lock: two nodes make a month once."""
YEARS_BACK = 10
"""How far back months are made of what is there already."""


def content_by_month(wall: str, mine: str) -> None:
    """Converts `message_content` as it is; `wall` is the name of the policy on every table, `mine` what it asks."""
    op.execute(
        "CREATE FUNCTION month_begins(month date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$"
        " SELECT 'msg_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',"
        " (((extract(epoch FROM month) * 1000)::bigint >> shift) & 31)::int + 1, 1), '' ORDER BY shift DESC)"
        " FROM generate_series(45, 0, -5) AS shift $$"
    )
    _make_months(wall, mine)
    op.execute("ALTER TABLE message_content RENAME TO message_content_before")
    op.execute("CREATE TABLE message_content (LIKE message_content_before INCLUDING DEFAULTS) PARTITION BY RANGE (id)")
    op.execute("CREATE TABLE message_content_default PARTITION OF message_content DEFAULT")
    _convert()


def _make_months(wall: str, mine: str) -> None:
    """Makes the months from one to another and answers those it could not: what is theirs stands in the default table.

    Attached when it is ready: that waits for nobody who reads or writes the other months.
    """
    quoted = mine.replace("'", "''")
    op.execute(
        "CREATE FUNCTION make_months(since date, until date) RETURNS SETOF text LANGUAGE plpgsql"
        " SET lock_timeout = '1s' AS $$"
        " DECLARE month date := date_trunc('month', since)::date; later date; part text;"
        " BEGIN"
        f" IF NOT pg_try_advisory_xact_lock({LOCK}) THEN RETURN; END IF;"
        " WHILE month <= until LOOP"
        " later := (month + interval '1 month')::date;"
        " part := 'message_content_' || to_char(month, 'YYYY_MM');"
        " IF to_regclass(part) IS NULL THEN BEGIN"
        f" IF pg_relation_size('message_content_default') > {MOST_SCANNED} THEN RAISE check_violation; END IF;"
        " EXECUTE 'CREATE TABLE ' || part || ' (LIKE message_content INCLUDING DEFAULTS)';"
        f" EXECUTE 'CREATE POLICY {wall} ON ' || part || ' USING ({quoted})';"
        " EXECUTE 'ALTER TABLE ' || part || ' ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY';"
        " EXECUTE 'ALTER TABLE message_content ATTACH PARTITION ' || part || ' FOR VALUES FROM ('"
        " || quote_literal(month_begins(month)) || ') TO (' || quote_literal(month_begins(later)) || ')';"
        " EXCEPTION WHEN check_violation THEN RETURN NEXT part; END; END IF;"
        " month := later;"
        " END LOOP; END $$"
    )


def _convert() -> None:
    """The months there are, and the next; then everything into them. Keys and indexes last: that is faster."""
    op.execute(
        "DO $$ DECLARE"
        " today date := (now() AT TIME ZONE 'UTC')::date;"
        f" since date := (date_trunc('month', today) - interval '{YEARS_BACK} years')::date;"
        " first text := (SELECT min(id) FROM message_content_before WHERE id >= month_begins(since));"
        " BEGIN"
        " WHILE since < date_trunc('month', today)"
        " AND (first IS NULL OR month_begins((since + interval '1 month')::date) <= first) LOOP"
        " since := (since + interval '1 month')::date;"
        " END LOOP;"
        " PERFORM make_months(since, (today + interval '3 months')::date);"
        " INSERT INTO message_content SELECT * FROM message_content_before;"
        " END $$"
    )
    op.execute("DROP TABLE message_content_before")
    op.execute("ALTER TABLE message_content ADD CONSTRAINT message_content_pkey PRIMARY KEY (tenant, id)")
    op.execute("CREATE INDEX message_content_by_conversation ON message_content (tenant, conversation)")
    op.execute(
        "CREATE TRIGGER message_content_unfound AFTER DELETE ON message_content"
        " FOR EACH ROW EXECUTE FUNCTION search_unfound()"
    )
