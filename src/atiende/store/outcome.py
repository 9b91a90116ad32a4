"""Whether a commit whose answer never came took place: asked of the database itself, with the head as the witness."""

from atiende.domain.row import Row
from atiende.ports.store import Key
from atiende.ports.system import Clock
from atiende.store import sql
from atiende.store.codec import codec, fact_values
from atiende.store.line import Writes
from atiende.store.pooling import REFUSALS, Connection, alone, patient

PATIENCE = 12.0
PAUSE = 0.5
"""How long, and how long apart in seconds, the outcome of a broken commit is asked for: a failover takes as long."""


async def happened(url: str, clock: Clock, writes: Writes) -> bool:
    """False too when nobody could say; what is told "refused" then may have happened, and is found by its own key."""
    until = clock.elapsed() + PATIENCE
    while clock.elapsed() < until:
        try:
            connection = await alone(url, writes.heads[0][0])
        except REFUSALS:
            await clock.sleep(PAUSE)
            continue
        try:
            with patient(connection):
                return await _is_there(connection, writes)
        except REFUSALS:
            await clock.sleep(PAUSE)
        finally:
            connection.terminate()
    return False


async def _is_there(connection: Connection, writes: Writes) -> bool:
    """The lock on the head waits for a backend still at it. If not, the head's turn moves on, so that a backend that
    comes to it late finds itself overtaken. If so, the head is written as it is: when that is durable (on the standby,
    where there is one), so is everything before it.
    """
    tenant, seq, _at, turn = writes.heads[0]
    async with connection.transaction():
        head = await connection.fetchrow(sql.head_of(sql.POSTGRES, lock=True), tenant)
        there = head is not None and head["turn"] >= turn and await _same(connection, writes, tenant, seq)
        await connection.execute("UPDATE heads SET turn = turn + $2 WHERE tenant = $1", tenant, 0 if there else 1)
    return there


async def _same(connection: Connection, writes: Writes, tenant: str, seq: int) -> bool:
    """Whether the last fact is ours, or without facts, whether every row is as we wrote it."""
    if writes.facts:
        found = await connection.fetchrow(sql.FACT, tenant, seq)
        return found is not None and tuple(found) == fact_values(writes.facts[-1])
    for kind, puts in writes.puts.items():
        known = codec(kind)
        wanted = {known.key(row): row for _, row in puts}
        if await _rows(connection, tenant, kind, list(wanted)) != wanted:
            return False
    for kind, drops in writes.drops.items():
        if await _rows(connection, tenant, kind, [key for _, key in drops]):
            return False
    return True


async def _rows(connection: Connection, tenant: str, kind: type[Row], keys: list[Key]) -> dict[Key, Row]:
    known = codec(kind)
    found = await connection.fetch(sql.get_any(kind), tenant, *[list(part) for part in zip(*keys, strict=True)])
    rows = [known.decode(tuple(each)) for each in found]
    return {known.key(row): row for row in rows}
