"""What became of webhooks' deliveries, sending one again, and trying a webhook out."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query

from atiende.actions import webhooks as actions
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_see
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.shapes import Page
from atiende.domain import documents as docs
from atiende.domain.errors import NotFound
from atiende.domain.work import WebhookDelivery
from atiende.ports.admin_views import DeliveryShown

router = APIRouter(prefix="/api/v1", tags=["webhooks"])
Manages = Annotated[Asked, needs("api.manage")]
State = Literal["waiting", "delivered", "failed"]


@router.get("/webhooks/{slug}/deliveries", response_model=Page[shapes.DeliveryLine])
async def list_deliveries(
    slug: str,
    asked: Manages,
    state: State | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[shapes.DeliveryLine]:
    """Newest first, with what was sent and the last answer."""
    await _seen(asked, slug)
    found = await asked.views.admin.deliveries(asked.tenant, slug, state, cursor, limit)
    return Page(items=[_line(one) for one in found.items], next=found.next)


@router.post("/deliveries/{delivery_id}/replay", response_model=shapes.DeliveryLine)
async def replay_delivery(delivery_id: str, asked: Manages) -> shapes.DeliveryLine:
    """Sends it again: the same id and content, a new signature."""
    row = await asked.reading.get(WebhookDelivery, delivery_id)
    if row is None:
        raise NotFound(kind="delivery", id=delivery_id)
    try:
        await _seen(asked, row.webhook)
    except NotFound:
        raise NotFound(kind="delivery", id=delivery_id) from None
    return _line(await actions.replay_delivery(asked.desk, asked.tenant, delivery_id))


@router.post("/webhooks/{slug}/test", response_model=shapes.DeliveryLine)
async def test_webhook(slug: str, asked: Manages) -> shapes.DeliveryLine:
    """Sends a test event, once; what waits is tried again at once. The list of deliveries shows the answer."""
    await _seen(asked, slug)
    return _line(await actions.send_test(asked.desk, asked.tenant, slug))


async def _seen(asked: Asked, slug: str) -> None:
    """Raises NotFound."""
    found = await asked.reading.get(docs.Document, "webhook", slug)
    if found is None:
        raise NotFound(kind="webhook", id=slug)
    must_see(asked, "webhook", slug, msgspec.json.decode(found.body))


def _line(row: WebhookDelivery | DeliveryShown) -> shapes.DeliveryLine:
    return shapes.DeliveryLine(
        id=row.id,
        webhook=row.webhook,
        seq=row.seq,
        kind=row.kind,
        state=row.state,
        at=row.at,
        due=row.due if row.state == "waiting" else None,
        tries=row.tries,
        answer=row.answer,
        body=msgspec.json.decode(row.body),
    )
