"""Several nodes: who they are, what each of them holds, and a second wall between tenants."""

import sqlalchemy as sa
from alembic import op

from atiende.store.migrations import by_hand

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
contracts = True
"""Versions before know nothing of the wall, nor of what others write."""


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "seq"),
        sqlite_with_rowid=False,
    )


def _audit_ends() -> None:
    op.create_table(
        "audit_ends",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name"),
        sqlite_with_rowid=False,
    )


def _connected() -> None:
    op.create_table(
        "connected",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "agent", "node"),
        sqlite_with_rowid=False,
    )
    op.create_index("connected_by_node", "connected", ["tenant", "node"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name"),
        sqlite_with_rowid=False,
    )


def _nodes() -> None:
    op.create_table(
        "nodes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("draining", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_with_rowid=False,
    )


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("keys", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "turn"),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    _audit()
    _audit_ends()
    _connected()
    _leases()
    _nodes()
    _marks()
    _turns()
    by_hand.several_nodes()
