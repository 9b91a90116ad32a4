"""What happened, who did it and what it changed, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Page
from atiende.domain.audit import kinds_of
from atiende.ports.admin_views import AuditWanted

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])
Audits = Annotated[Asked, needs("audit.read")]


@router.get("", response_model=Page[shapes.AuditLine])
async def list_audit(
    asked: Audits,
    kind: Annotated[list[str] | None, Query(max_length=60)] = None,
    actor: Annotated[str, Query(max_length=80)] = "",
    subject: Annotated[str, Query(max_length=120)] = "",
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[shapes.AuditLine]:
    """Newest first. `kind`: names of facts, or `configuration`, `people`, `access`, `work`; `actor`: `agent:usr_…`;
    `subject`: `queue:sales`, `user:usr_…`, or a conversation."""
    must_hold(asked, "audit.read")
    wanted = AuditWanted(kinds=kinds_of(kind or []), actor=actor, subject=subject, cursor=cursor, limit=limit)
    found = await asked.views.admin.audit(asked.tenant, wanted)
    return Page(items=[shapes.AuditLine.model_validate(one) for one in found.items], next=found.next)
