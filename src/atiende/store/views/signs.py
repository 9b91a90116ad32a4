"""What tells whether the centre works, read with an index each: lags, what failed, who was last there."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.documents import DraftDocument
from atiende.domain.message import Message
from atiende.domain.search import READER
from atiende.domain.work import Cursor, Ingress, Sending, Session, Timer, WebhookDelivery
from atiende.ports.sign_views import Lags, LastBackup, LastSeen
from atiende.store.marks import BACKUP
from atiende.store.tables import FACTS, HEADS, MARKS
from atiende.store.views.asking import Asking, table

DAY_MS = 86_400_000
MOST_FAILED = 1000
SESSION_MS = 12 * 3_600_000
"""How long a session lives on without being used: what its end says about its last use."""


class SqlSigns:
    """See `ports.sign_views.Signs`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def lags(self, tenant: str, now: int) -> Lags:
        i, s, w, t = table(Ingress), table(Sending), table(WebhookDelivery), table(Timer)
        intake = await self._waiting(tenant, i, i.c.at, i.c.state == "waiting")
        held = await self._waiting(tenant, i, i.c.at, i.c.state == "quarantined")
        sending = await self._sending(tenant, s)
        hooks = await self._waiting(tenant, w, w.c.at, w.c.state == "waiting")
        failed = await self._waiting(tenant, w, w.c.at, w.c.state == "failed")
        timers = await self._waiting(tenant, t, t.c.due, t.c.due < now)
        return Lags(
            facts=await self._head(tenant),
            database_bytes=await self._bytes(tenant),
            intake_waiting=intake[0],
            intake_oldest_at=intake[1],
            quarantined=held[0],
            sending=sending[0],
            sending_oldest_at=sending[1],
            failed_messages=await self._failed(tenant, now),
            webhooks_waiting=hooks[0],
            webhooks_oldest_at=hooks[1],
            webhooks_failed=failed[0],
            timers_due=timers[0],
            timers_oldest_at=timers[1],
            indexed=await self._indexed(tenant),
        )

    async def _waiting(
        self, tenant: str, of: sa.Table, at: sa.ColumnElement[int], where: sa.ColumnElement[bool]
    ) -> tuple[int, int | None]:
        columns: list[sa.ColumnElement[Any]] = [sa.func.count().label("count"), sa.func.min(at).label("oldest")]
        counted = sa.select(*columns)
        found = await self._ask.one(counted.select_from(of).where(of.c.tenant == tenant, where), tenant)
        return (found["count"], found["oldest"]) if found else (0, None)

    async def _sending(self, tenant: str, s: sa.Table) -> tuple[int, int | None]:
        m = table(Message)
        columns: list[sa.ColumnElement[Any]] = [sa.func.count().label("count"), sa.func.min(m.c.at).label("oldest")]
        select = (
            sa.select(*columns)
            .select_from(s.join(m, sa.and_(m.c.tenant == s.c.tenant, m.c.id == s.c.message)))
            .where(s.c.tenant == tenant, m.c.tenant == tenant)
        )
        found = await self._ask.one(select, tenant)
        return (found["count"], found["oldest"]) if found else (0, None)

    async def _head(self, tenant: str) -> int:
        found = await self._ask.one(sa.select(HEADS.c.seq).where(HEADS.c.tenant == tenant), tenant)
        return int(found["seq"]) if found else 0

    async def _bytes(self, tenant: str) -> int:
        """What the database takes on its disk."""
        size: sa.ColumnElement[Any] = sa.func.pg_database_size(sa.func.current_database())
        if self._ask.dialect == "sqlite":
            pages = "(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"
            size = sa.literal_column(pages)
        select = sa.select(size.label("bytes")).select_from(HEADS).where(HEADS.c.tenant == tenant)
        found = await self._ask.one(select, tenant)
        return int(found["bytes"]) if found else 0

    async def _failed(self, tenant: str, now: int) -> int:
        """Messages that failed within a day, a thousand at most."""
        newest = (
            sa.select(FACTS.c.at)
            .where(FACTS.c.tenant == tenant, FACTS.c.kind == "MessageFailed")
            .order_by(FACTS.c.seq.desc())
            .limit(MOST_FAILED)
        )
        return sum(row["at"] > now - DAY_MS for row in await self._ask.rows(newest, tenant))

    async def _indexed(self, tenant: str) -> int:
        c = table(Cursor).c
        found = await self._ask.one(sa.select(c.seq).where(c.tenant == tenant, c.reader == READER), tenant)
        return int(found["seq"]) if found else 0

    async def backup(self, tenant: str) -> LastBackup | None:
        noted = sa.select(MARKS.c.value).select_from(HEADS.join(MARKS, MARKS.c.name == BACKUP))
        found = await self._ask.one(noted.where(HEADS.c.tenant == tenant), tenant)
        return msgspec.json.decode(found["value"], type=LastBackup) if found else None

    async def last_seen(self, tenant: str, users: Sequence[str]) -> Sequence[LastSeen]:
        f, s = FACTS.c, table(Session).c
        came = sa.select(f.actor, sa.func.max(f.at).label("at")).where(f.tenant == tenant, f.kind == "SignedIn")
        stays = sa.select(s.user, sa.func.max(s.expires_at).label("at")).where(s.tenant == tenant)
        found = {
            row["actor"].removeprefix("agent:"): int(row["at"])
            for row in await self._ask.rows(came.group_by(f.actor), tenant)
        }
        for row in await self._ask.rows(stays.group_by(s.user), tenant):
            found[row["user"]] = max(found.get(row["user"], 0), int(row["at"]) - SESSION_MS)
        return [LastSeen(user, found[user]) for user in users if user in found]

    async def drafts(self, tenant: str) -> Sequence[tuple[str, str]]:
        d = table(DraftDocument).c
        select = sa.select(d.kind, d.slug).where(d.tenant == tenant).order_by(d.at.desc()).limit(500)
        return [(row["kind"], row["slug"]) for row in await self._ask.rows(select, tenant)]
