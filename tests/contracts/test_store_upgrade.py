"""A database of the first release comes up with this one: tables changed, projections made again from its log."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import apsw
import asyncpg
import pytest

from atiende.actions.search import indexed_to
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.work import Cursor
from atiende.language.query import people
from atiende.ports.views import CustomersWanted
from atiende.reactors.search import SearchReactor
from atiende.store import rebuild, sql
from atiende.store.audit import audit_breaches, audited
from atiende.store.migrate import migrate, statements
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.contracts.store_world import opened
from tests.fakes import open_desk

TENANT = "ten_old"
CONVERSATIONS = 40
Run = Callable[[str], Awaitable[None]]

OPENED = (
    '{"fact":"CustomerSeen","customer":"cus_NN","brand":"main","channel":"webchat"}',
    '{"fact":"ConversationOpened","conversation":"cnv_NN","customer":"cus_NN","brand":"main",'
    '"channel":"webchat","number":1NN,"queue":"support"}',
    '{"fact":"InteractionQueued","interaction":"itr_NN","conversation":"cnv_NN","customer":"cus_NN",'
    '"brand":"main","channel":"webchat","endpoint":"web","queue":"support","since":1780000000000}',
    '{"fact":"MessageReceived","message":"msg_NN","conversation":"cnv_NN","interaction":"itr_NN",'
    '"customer":"cus_NN","channel":"webchat","endpoint":"web","position":1}',
    '{"fact":"PriorityChanged","conversation":"cnv_NN","priority":1}',
    '{"fact":"ConversationTaken","conversation":"cnv_NN","agent":"usr_ana"}',
    '{"fact":"NoteWritten","message":"nte_NN","conversation":"cnv_NN","author":"usr_ana","position":2}',
)
"""Facts in the shapes the first release wrote them."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def old(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database as the first release left it."""
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgres_url"))
        connection = await asyncpg.connect(url)
        await _fill(connection.execute, statements(sql.POSTGRES, None, "0001"))
        await connection.close()
    else:
        url = f"sqlite:///{tmp_path}/atiende.db"
        file = apsw.Connection(f"{tmp_path}/atiende.db")

        async def run(statement: str) -> None:
            file.execute(statement)

        await _fill(run, statements(sql.SQLITE, None, "0001"))
        file.close()
    yield url


async def _fill(run: Callable[[str], Awaitable[object]], tables: Sequence[str]) -> None:
    for statement in tables:
        await run(statement)
    facts = ['{"fact":"TenantCreated","language":"es","time_zone":"Europe/Madrid"}']
    for n in range(1, CONVERSATIONS + 1):
        facts += [shape.replace("NN", f"{n:02d}") for shape in OPENED]
        await run(
            "INSERT INTO customer_details (tenant, id, name, organization, language, notes, fields)"
            f" VALUES ('{TENANT}', 'cus_{n:02d}', 'Ángela Ruiz {n}', '', 'es', '', '{{}}')"
        )
        # What the first release's tables said is not looked at: this one says something else on purpose.
        await run(
            "INSERT INTO customers (tenant, id, brand, channel, seen_at, vip)"
            f" VALUES ('{TENANT}', 'cus_{n:02d}', 'elsewhere', 'email', 1, false)"
        )
    for seq, body in enumerate(facts, 1):
        kind = body.split('"')[3]
        await run(
            "INSERT INTO facts (tenant, seq, at, kind, actor, cause, body, subject)"
            f" VALUES ('{TENANT}', {seq}, {1_780_000_000_000 + seq}, '{kind}', 'system', NULL, '{body}', NULL)"
        )
    await run(f"INSERT INTO heads VALUES ('{TENANT}', {len(facts)}, {1_780_000_000_000 + len(facts)}, 1)")


async def test_an_old_database_comes_up_and_is_what_its_log_says(old: str) -> None:
    async with opened(old) as store:
        assert await replay_check(store, TENANT) == []
        assert await audit_breaches(store, TENANT) == []
        assert (
            len(await store.reading(TENANT).where(Conversation, {"status": "open", "agent": "usr_ana"}))
            == CONVERSATIONS
        )
        assert await store.reading(TENANT).where(Cursor, {"reader": rebuild.READER}) == []
    async with opened(old) as store:  # and once is enough
        assert await replay_check(store, TENANT) == []


async def test_a_database_of_the_release_before_gets_its_audit_chain(tmp_path: Path) -> None:
    file = apsw.Connection(f"{tmp_path}/atiende.db")

    async def run(statement: str) -> None:
        file.execute(statement)

    await _fill(run, statements(sql.SQLITE, None, "0002"))
    file.close()
    async with opened(f"sqlite:///{tmp_path}/atiende.db") as store:
        rows, end = await audited(store, TENANT)
        assert [row.kind for row in rows] == ["TenantCreated"] and end is not None and end.link == rows[0].link
        assert await audit_breaches(store, TENANT) == []
        assert await replay_check(store, TENANT) == []


async def test_a_rebuild_that_was_killed_goes_on_where_it_stopped(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "PIECE", 37)
    await migrate(old)
    pieces = 0

    class Killed(Exception):
        """The power is cut."""

    async def dies(store: SqlStore, tenant: str) -> bool:
        nonlocal pieces
        pieces += 1
        if pieces == 4:
            raise Killed
        return await piece(store, tenant)

    piece = rebuild._piece
    monkeypatch.setattr(rebuild, "_piece", dies)
    with pytest.raises(Killed):
        async with opened(old):
            pass
    monkeypatch.setattr(rebuild, "_piece", piece)
    begun: list[int] = []

    async def noted(store: SqlStore, tenant: str) -> bool:
        cursor = await store.reading(tenant).get(Cursor, rebuild.READER)
        begun.append(cursor.seq if cursor else -1)
        return await piece(store, tenant)

    monkeypatch.setattr(rebuild, "_piece", noted)
    async with opened(old) as store:
        assert begun[0] == 3 * 37
        assert await replay_check(store, TENANT) == []


async def test_without_the_rebuild_it_would_not_be(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_store: SqlStore) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(rebuild, "finish", nothing)
    async with opened(old) as store:
        assert await replay_check(store, TENANT) != []


async def test_what_was_there_before_is_found(old: str, tmp_path: Path) -> None:
    async with open_desk(tmp_path, url=old) as desk:
        assert isinstance(desk.store, SqlStore)
        await SearchReactor(desk, TENANT).catch_up()
        assert await indexed_to(desk, TENANT) == await desk.store.head(TENANT)

        search = SqlViews(desk.store).search
        found = await search.customers(TENANT, None, None, people("angela 7"), CustomersWanted())
        assert [one.name for one in found.items] == ["Ángela Ruiz 7"]
        details = await desk.store.reading(TENANT).get(CustomerDetails, "cus_07")
        assert details is not None and details.normal == "angela ruiz 7"
