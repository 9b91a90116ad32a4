"""A past made in memory leaves what the same changes leave one by one; a tenant can be removed without a trace."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from atiende.bench.many_conversations import Crowd, conversations
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.demo import Demo
from atiende.domain.errors import Conflict, TooLate
from atiende.domain.work import Timer
from atiende.ports.store import Change, Store, Told
from atiende.store.loading import load
from atiende.store.replay import replay_check
from atiende.store.store import SqlStore
from atiende.store.tables import FACTS, HEADS, TABLES
from tests.contracts.store_world import OTHER, TENANT, open_conversation, opened, receive

CROWD = Crowd(count=120, agents=("usr_a", "usr_b"), queues=("general", "billing"), until=1_780_000_000_000, busiest=30)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    postgres = request.param == "postgres"
    url = str(request.getfixturevalue("postgres_url")) if postgres else f"sqlite:///{tmp_path}/atiende.db"
    async with opened(url) as found:
        yield found


async def everything(store: SqlStore, tenant: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tenant in every table, but for whose it is and how many commits it took."""
    found = {}
    for table in (*TABLES.values(), FACTS, HEADS):
        columns = [column for column in table.columns if column.name not in ("tenant", "turn")]
        statement = sa.select(*columns).where(table.c.tenant == sa.bindparam("tenant"))
        rows = await store.fetch(statement, tenant)
        found[table.name] = sorted(rows, key=repr)
    return {name: rows for name, rows in found.items() if rows}


async def live_a_little(store: Store, tenant: str) -> None:
    """Some changes: one that is refused, one that drops a row, one at an earlier moment than the one before,
    and some that change nothing."""
    for number in range(30):
        name = f"cnv_{number:02d}"
        await store.change(tenant, open_conversation(name), at=1_000 + number)
        await store.change(tenant, receive(name, f"a{number}"), at=2_000 + number)
        await store.change(tenant, receive(name, f"a{number}"), at=5_000 + number)

    def refused(change: Change) -> None:
        receive("cnv_03", "lost")(change)
        raise TooLate(offer="off_1")

    with pytest.raises(TooLate):
        await store.change(tenant, refused, at=3_000)
    await store.change(tenant, lambda change: change.drop(Timer, "silence", "itr_cnv_04"), at=3_000)
    await store.change(tenant, receive("cnv_03", "b"), at=500)


async def test_a_past_leaves_what_the_same_changes_leave_one_by_one(store: SqlStore) -> None:
    await live_a_little(store, TENANT)
    past = store.past(OTHER)
    await live_a_little(past, OTHER)
    assert await store.head(OTHER) == 0, "nothing is there before it is written"

    await past.flush()

    assert await everything(store, OTHER) == await everything(store, TENANT)
    assert await replay_check(store, OTHER) == []


async def test_what_differs_is_seen(store: SqlStore) -> None:
    """The comparison above is worth nothing if it cannot fail."""
    await live_a_little(store, TENANT)
    past = store.past(OTHER)
    await live_a_little(past, OTHER)
    past.tell(Told(9_000, "system", f.PriorityChanged(conversation="cnv_05", priority=1)))
    await past.flush()

    assert await everything(store, OTHER) != await everything(store, TENANT)


async def test_a_past_told_in_pieces_and_forgotten_equals_its_log(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atiende.store.loading.PIECE", 200)
    monkeypatch.setattr("atiende.store.loading.KEPT", 40)

    facts = await load(store.past(TENANT, forgets=True), conversations(CROWD))

    assert await store.head(TENANT) == facts > 1_000
    assert await replay_check(store, TENANT) == []
    rows = await store.reading(TENANT).where(Conversation, {})
    assert len(rows) == 120 and max(row.last for row in rows) == 30


async def test_a_loaded_tenant_lives_on(store: SqlStore) -> None:
    await load(store.past(TENANT), conversations(CROWD))
    head = await store.head(TENANT)

    await store.change(TENANT, open_conversation("cnv_new"), at=CROWD.until + 1)

    assert await store.head(TENANT) == head + 2
    assert await replay_check(store, TENANT) == []


async def test_only_a_new_tenant_has_a_past_to_tell(store: SqlStore) -> None:
    await store.change(TENANT, open_conversation("cnv_1"), at=1_000)
    past = store.past(TENANT)
    await past.change(TENANT, open_conversation("cnv_2"), at=500)

    with pytest.raises(Conflict):
        await past.flush()
    assert await store.reading(TENANT).get(Conversation, "cnv_2") is None


async def test_a_demo_that_is_not_ready_is_nobodys_to_run(store: SqlStore) -> None:
    past = store.past(TENANT)
    past.put(Demo(state="loading", at=1))
    await past.change(TENANT, open_conversation("cnv_1"), at=1_000)
    await past.flush()
    assert await store.tenants() == []

    past.put(Demo(state="ready", at=1))
    await past.flush()
    assert await store.tenants() == [TENANT]


async def test_a_removed_tenant_leaves_no_row_and_all_of_the_others(store: SqlStore) -> None:
    await live_a_little(store, TENANT)
    await load(store.past(OTHER), conversations(CROWD))
    before = await everything(store, TENANT)

    await store.erase(OTHER)

    assert await everything(store, OTHER) == {}
    assert await everything(store, TENANT) == before
    assert await store.tenants() == [TENANT]
