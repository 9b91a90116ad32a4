"""Recordings as lists, and samples of them that nobody chose."""

import random
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from atiende.domain.conversation import Conversation
from atiende.domain.recording import Recording, RecordingComment
from atiende.domain.work import User
from atiende.ports.recording_views import RecordingLine, RecordingsWanted
from atiende.ports.views import CustomerBrief, Named, Page, Sight
from atiende.store.views.asking import Asking, Found, cursor_of, parts_of, table
from atiende.store.views.person import goes_first, known_as
from atiende.store.views.seeing import visible

DRAWN_FROM = 100_000
"""The newest ones, of which a sample is drawn."""
OF_RECORDING = (
    "id", "interaction", "conversation", "queue", "agent", "began_at", "duration_ms", "gaps", "hold", "transcribed",
)  # fmt: skip


class SqlRecordings:
    """See `ports.recording_views.Recordings`."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    async def page(self, tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted) -> Page[RecordingLine]:
        limit, c = max(1, min(wanted.limit, 200)), table(Recording).c
        select = _select(tenant, sights, wanted)
        if wanted.cursor:
            at, last = parts_of(wanted.cursor, (int, str))
            select = select.where(sa.or_(c.began_at < at, sa.and_(c.began_at == at, c.id < last)))
        rows = await self._ask.rows(select.order_by(c.began_at.desc(), c.id.desc()).limit(limit + 1), tenant)
        items = [_line(one) for one in rows[:limit]]
        if len(rows) <= limit:
            return Page(items)
        return Page(items, cursor_of(items[-1].began_at, items[-1].id))

    async def sample(
        self, tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted, *, size: int, seed: int
    ) -> Sequence[RecordingLine]:
        c = table(Recording).c
        all_ids = _among(tenant, sights, wanted, sa.select(c.id))
        found = await self._ask.rows(all_ids.order_by(c.began_at.desc(), c.id.desc()).limit(DRAWN_FROM), tenant)
        ids = sorted(one["id"] for one in found)
        drawn = random.Random(seed).sample(ids, min(size, len(ids)))  # by a seed that is told, no secret
        select = _select(tenant, sights, wanted).where(c.id.in_(drawn)).order_by(c.began_at.desc(), c.id.desc())
        return [_line(one) for one in await self._ask.rows(select, tenant)]


def _among(
    tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted, select: "sa.Select[Any]"
) -> "sa.Select[Any]":
    """The select, of those that are wanted and may be seen; agents' names beside them."""
    recording, conversation, user = table(Recording), table(Conversation), table(User)
    c, v = recording.c, conversation.c
    joined = recording.join(conversation, sa.and_(v.tenant == c.tenant, v.id == c.conversation)).outerjoin(
        user, sa.and_(user.c.tenant == c.tenant, user.c.id == c.agent)
    )
    asked = [c.began_at >= wanted.since, c.began_at < wanted.until, c.duration_ms >= wanted.least_ms]
    for column, value in ((c.queue, wanted.queue), (c.agent, wanted.agent), (v.disposition, wanted.disposition)):
        if value:
            asked.append(column == value)
    if wanted.hold is not None:
        asked.append(c.hold.is_(wanted.hold))
    if wanted.commented is not None:
        said = _comments(tenant)
        asked.append(said > 0 if wanted.commented else said == 0)
    seen = [visible(tenant, v, sight) for sight in sights]
    return select.select_from(joined).where(c.tenant == tenant, c.state == "kept", c.basis != "message", *asked, *seen)


def _select(tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted) -> "sa.Select[Any]":
    c, v = table(Recording).c, table(Conversation).c
    whose = v.customer
    columns = sa.select(
        *[c[name] for name in OF_RECORDING],
        v.number,
        v.disposition,
        whose,
        goes_first(tenant, whose).label("vip"),
        known_as(tenant, whose).label("customer_name"),
        known_as(tenant, whose, "organization").label("organization"),
        table(User).c.name.label("agent_name"),
        _comments(tenant).label("comments"),
    )
    return _among(tenant, sights, wanted, columns)


def _comments(tenant: str) -> Any:
    """How many words colleagues left at its moments."""
    said = table(RecordingComment)
    count = sa.select(sa.func.count()).select_from(said)
    mine = count.where(said.c.tenant == tenant, said.c.recording == table(Recording).c.id)
    return mine.correlate_except(said).scalar_subquery()


def _line(row: Found) -> RecordingLine:
    return RecordingLine(
        id=row["id"],
        interaction=row["interaction"],
        conversation=row["conversation"],
        number=row["number"],
        customer=CustomerBrief(
            id=row["customer"], name=row["customer_name"] or "", organization=row["organization"] or "",
            vip=bool(row["vip"]),
        ),
        queue=row["queue"],
        agent=Named(row["agent"], row["agent_name"] or "") if row["agent"] else None,
        disposition=row["disposition"] or "",
        began_at=row["began_at"],
        duration_ms=row["duration_ms"],
        gaps=len(msgspec.json.decode(row["gaps"] or "[]", type=tuple[tuple[int, int], ...])),
        hold=bool(row["hold"]),
        transcribed=bool(row["transcribed"]),
        comments=row["comments"],
    )  # fmt: skip
