"""What happened, who did it and what it changed, over HTTP; and as a file, which is itself written down."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from msgspec.structs import replace

from atiende.actions.accesses import note_export
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Page, stamp
from atiende.domain.audit import kinds_of
from atiende.domain.errors import LookingOnly
from atiende.domain.import_file import safe_cell
from atiende.ports.admin_views import AuditEntry, AuditWanted

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])
MOST_EXPORTED = 10_000
HEAD = ("seq", "at", "actor", "name", "fact", "data", "subject", "field", "old", "new")
CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
Audits = Annotated[Asked, needs("audit.read")]


def about(
    kind: Annotated[list[str] | None, Query(max_length=60)] = None,
    actor: Annotated[str, Query(max_length=80)] = "",
    subject: Annotated[str, Query(max_length=120)] = "",
    q: Annotated[str, Query(max_length=120)] = "",
) -> AuditWanted:
    """`kind`: names of facts, or `configuration`, `people`, `access`, `work`; `actor`: `agent:usr_…`; `subject`:
    `queue:sales`, `user:usr_…`, or a conversation; `q`: words in what changed, from what and to what."""
    return AuditWanted(kinds=kinds_of(kind or []), actor=actor, subject=subject, words=q)


def within(
    about: Annotated[AuditWanted, Depends(about)], since: datetime | None = None, until: datetime | None = None
) -> AuditWanted:
    """And when; moments without a zone are in UTC."""
    return replace(about, since=_ms(since), until=_ms(until))


Wanted = Annotated[AuditWanted, Depends(within)]


@router.get("", response_model=Page[shapes.AuditLine])
async def list_audit(
    asked: Audits,
    wanted: Wanted,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[shapes.AuditLine]:
    """Newest first."""
    must_hold(asked, "audit.read")
    found = await asked.views.admin.audit(asked.tenant, replace(wanted, cursor=cursor, limit=limit))
    return Page(items=[shapes.AuditLine.model_validate(one) for one in found.items], next=found.next)


@router.get("/chain")
async def audit_chain(asked: Audits) -> shapes.AuditChain:
    """How long the chain of privileged changes is, how it ends, and whether its newest entries hold."""
    must_hold(asked, "audit.read")
    return shapes.AuditChain.model_validate(await asked.views.admin.audit_chain(asked.tenant))


@router.get("/export", response_class=Response, responses=CSV)
async def export_audit(asked: Audits, wanted: Wanted) -> Response:
    """The same as CSV, newest first, ten thousand facts at most. That it was taken out is itself in the log."""
    must_hold(asked, "audit.read")
    if asked.viewer.by:
        raise LookingOnly()
    lines = await _all(asked, replace(wanted, limit=200))
    await note_export(asked.desk, asked.tenant, asked.viewer.actor, "audit", (), "csv")
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return Response(_csv(lines), media_type="text/csv; charset=utf-8", headers=headers)


async def _all(asked: Asked, wanted: AuditWanted) -> Sequence[AuditEntry]:
    found: list[AuditEntry] = []
    while len(found) < MOST_EXPORTED:
        page = await asked.views.admin.audit(asked.tenant, wanted)
        found.extend(page.items)
        if page.next is None:
            break
        wanted = replace(wanted, cursor=page.next)
    return found


def _csv(lines: Sequence[AuditEntry]) -> str:
    """A line for every changed field; what changed nothing has one."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(HEAD)
    for one in lines:
        data = msgspec.json.encode(one.data).decode()
        first = (one.seq, stamp(one.at), f"{one.actor.type}:{one.actor.id}", one.actor.name, one.fact, data)
        changes = [(change.subject, change.field, change.old, change.new) for change in one.changes]
        for change in changes or [("", "", "", "")]:
            write.writerow([safe_cell(str(cell)) for cell in (*first, *change)])
    return "\ufeff" + out.getvalue()


def _ms(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
