"""After an upgrade that changed what facts leave in the tables: the projections, emptied with the migration, are made
again from the log before anybody is served.

Piece by piece through the tenant's line, with the place in the log in the same transaction: memory stays bounded, and
whatever dies on the way goes on where it stopped.
"""

from collections.abc import Sequence
from typing import Protocol

import structlog

from atiende.domain.facts import Logged
from atiende.domain.row import Projection
from atiende.domain.work import Cursor
from atiende.store import sql
from atiende.store.change import LineChange
from atiende.store.line import Job, Refused
from atiende.store.tables import REGISTRY

log = structlog.get_logger()
AFTER = ("0001", "0002")
"""Revisions whose projections are not what today's program makes of the same facts."""
READER = "rebuild"
PIECE = 2_000


class Rebuildable(Protocol):
    async def tenants(self) -> Sequence[str]: ...
    async def log(self, tenant: str, after: int, limit: int = 1000) -> Sequence[Logged]: ...
    async def submit(self, job: Job) -> None: ...


def emptied(present: str | None) -> list[str]:
    """What a migration from this revision does to the projections, as its last statements."""
    if present not in AFTER:
        return []
    projections = [row.TABLE for row in REGISTRY if issubclass(row, Projection)]
    begun = " ".join(
        [
            "INSERT INTO cursors (tenant, reader, seq) SELECT tenant,",
            f"'{READER}', 0 FROM heads WHERE true ON CONFLICT (tenant, reader) DO UPDATE SET seq = 0",
        ]
    )
    return [*[" ".join(["DELETE", "FROM", sql.quoted([name])]) for name in projections], begun]


async def finish(store: Rebuildable) -> None:
    """Makes what is still missing, for every tenant."""
    for tenant in await store.tenants():
        while await _piece(store, tenant):
            pass


async def _piece(store: Rebuildable, tenant: str) -> bool:
    """The next piece; whether there may be more. Another node at the same work is noticed by its place in the log."""
    found = Job(tenant, lambda change: change.get(Cursor, READER), 0, [(Cursor, (READER,))])
    cursor = await _answer(store, found)
    if not isinstance(cursor, Cursor):
        return False
    page = await store.log(tenant, cursor.seq, PIECE)

    def decide(change: LineChange) -> None:
        if change.get(Cursor, READER) != cursor:
            return
        if not page:
            change.drop(Cursor, READER)
            return
        for logged in page:
            change.again(logged)
        change.put(Cursor(reader=READER, seq=page[-1].seq))

    await _answer(store, Job(tenant, decide, 0, [(Cursor, (READER,))]))
    if not page:
        log.info("projections rebuilt", tenant=tenant, facts=cursor.seq)
    return bool(page)


async def _answer(store: Rebuildable, job: Job) -> object:
    await store.submit(job)
    if isinstance(job.answer, Refused):
        raise job.answer.error
    return job.answer
