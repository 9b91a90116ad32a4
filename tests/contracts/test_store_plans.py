"""No statement of the hot path walks a whole table: SQLite's plan of each, without statistics, as in a new centre."""

from pathlib import Path

import apsw
import pytest

from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, Origin
from atiende.domain.work import Ingress, Session, User
from atiende.store import sql
from atiende.store.migrate import migrate
from atiende.store.sqlite import connect
from atiende.store.tables import REGISTRY


@pytest.fixture
async def connection(tmp_path: Path) -> apsw.Connection:
    path = tmp_path / "atiende.db"
    await migrate(f"sqlite:///{path}")
    return connect(path)


def plan(connection: apsw.Connection, statement: str) -> str:
    values = (1,) * statement.count("?")
    return "; ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values))


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (sql.get_many(Origin, 16), "PRIMARY KEY (tenant=? AND endpoint=? AND origin=?)"),
        (sql.get_many(Message, 1), "PRIMARY KEY (tenant=? AND id=?)"),
        (sql.where(sql.SQLITE, Message, ("conversation",), (False,)), "messages_by_conversation_position"),
        (sql.where(sql.SQLITE, Message, ("conversation",), (False,), 1000), "messages_by_conversation_position"),
        (sql.where(sql.SQLITE, Interaction, ("conversation",), (False,)), "interactions_by_conversation"),
        (sql.where(sql.SQLITE, Interaction, ("agent", "state"), (True, False), 5), "interactions_by_agent_state"),
        (sql.where(sql.SQLITE, Conversation, ("customer", "status"), (False, False)), "by_customer_status"),
        (sql.where(sql.SQLITE, Conversation, ("id",), (False,), 1), "PRIMARY KEY (tenant=? AND id=?)"),
        (sql.where(sql.SQLITE, Ingress, ("state",), (False,), 100), "ingress_by_state_id"),
        (sql.everywhere(sql.SQLITE, Session, ("id",)), "sessions_across"),
        (sql.everywhere(sql.SQLITE, User, ("email",)), "users_across"),
        (sql.due_timers(sql.SQLITE), "timers_across"),
        (sql.next_due(sql.SQLITE), "timers_across"),
        (sql.log_after(sql.SQLITE), "PRIMARY KEY (tenant=? AND seq>?)"),
    ],
)
async def test_every_question_is_answered_from_an_index(
    connection: apsw.Connection, statement: str, index: str
) -> None:
    found = plan(connection, statement)
    connection.close()

    assert index in found
    assert "SCAN" not in found or statement in (sql.next_due(sql.SQLITE), sql.get_many(Origin, 16))


async def test_a_record_is_found_by_its_whole_key(connection: apsw.Connection) -> None:
    """Not by the first field of it: an address would be looked for among all of its brand's."""
    plans = {row.TABLE: plan(connection, sql.get_many(row, 3)) for row in REGISTRY if len(row.KEY) > 1}
    connection.close()

    parts = {row.TABLE: row.KEY for row in REGISTRY}
    found = {name: all(f"{part}=?" in made.split("SEARCH")[-1] for part in parts[name]) for name, made in plans.items()}
    assert [name for name, whole in found.items() if not whole] == []


async def test_a_planner_left_to_itself_would_walk_a_tenants_rows(connection: apsw.Connection, tmp_path: Path) -> None:
    connection.execute("DELETE FROM sqlite_stat1")
    connection.close()

    fresh = connect(tmp_path / "atiende.db")
    found = plan(fresh, sql.where(sql.SQLITE, Message, ("conversation",), (False,)))
    fresh.close()

    assert "messages_by_conversation_position" not in found
