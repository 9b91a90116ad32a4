"""Alembic's entry: renders for the dialect it is told; nothing here connects to a database."""

from alembic import context

from atiende.store.tables import metadata

dialect = context.config.attributes.get("dialect", "sqlite")
context.configure(
    dialect_name=dialect,
    target_metadata=metadata,
    literal_binds=True,
    as_sql=True,
    transactional_ddl=False,
)
context.run_migrations()
