"""The second wall between tenants: PostgreSQL's row-level security on every table that has a tenant.

It is raised by looking at the database after every migration, so that no table of a later one can be forgotten, and it
holds for the tables' owner too, whom Atiende signs in as. A session sees the rows of the tenant in `atiende.tenant`;
what is asked about all tenants is read, never written, and only in the tables named for it.
"""

from atiende.store.sql import EVERYBODY
from atiende.store.tables import ASKED_ACROSS

WALL = "wall"
"""The policy of row-level security, on every table that has a tenant."""
MINE = "tenant = current_setting('atiende.tenant', true)"
QUOTED = MINE.replace("'", "''")


def raising() -> str:
    """One statement that walls whatever is not walled yet."""
    across = ", ".join([f"'{name}'" for name in sorted(ASKED_ACROSS)])
    return f"""DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT c.relname AS name, EXISTS (
            SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = '{WALL}') AS walled
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant' AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
    LOOP
        IF NOT one.walled THEN
            EXECUTE format('CREATE POLICY {WALL} ON %I USING ({QUOTED})', one.name);
        END IF;
        IF one.name IN ({across}) THEN
            EXECUTE format('CREATE POLICY across ON %I FOR SELECT'
                ' USING (current_setting(''atiende.tenant'', true) = ''{EVERYBODY}'')', one.name);
        END IF;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one.name);
    END LOOP;
END $$"""
