"""The local outbox over HTTP: what customers would have been sent, to be looked into."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Response

from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs
from atiende.api.raw_mail import RAW_MAIL
from atiende.domain.errors import NotFound
from atiende.ports.outbox import MailOutbox

Edits = Annotated[Asked, needs("config.edit")]


def outbox_router(outbox: MailOutbox) -> APIRouter:
    """Its routes; included only where mail is laid down instead of sent."""
    router = APIRouter(prefix="/api/v1/outbox", tags=["outbox"])

    @router.get("", response_model=shapes.SentMails)
    async def list_outbox(asked: Edits) -> shapes.SentMails:
        """Mails laid down, newest first."""
        must_hold(asked, "config.edit")
        found = await asyncio.to_thread(outbox.list, asked.tenant)
        return shapes.SentMails(items=[shapes.SentMail.model_validate(one) for one in found])

    @router.get("/{mail_id}", response_class=Response, responses=RAW_MAIL)
    async def read_outbox(mail_id: str, asked: Edits) -> Response:
        """One of them as it would have been sent."""
        must_hold(asked, "config.edit")
        raw = await asyncio.to_thread(outbox.read, asked.tenant, mail_id)
        if raw is None:
            raise NotFound(kind="mail", id=mail_id)
        return Response(raw, media_type="message/rfc822", headers={"Content-Disposition": "attachment"})

    return router
