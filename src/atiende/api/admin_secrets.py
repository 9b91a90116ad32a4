"""Secrets over HTTP: values go in, only names come out."""

from typing import Annotated

from fastapi import APIRouter

from atiende.actions import secrets as actions
from atiende.api import admin_shapes as shapes
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import needs

router = APIRouter(prefix="/api/v1/secrets", tags=["configuration"])
Edits = Annotated[Asked, needs("config.edit")]


@router.get("", response_model=shapes.Secrets)
async def list_secrets(asked: Edits) -> shapes.Secrets:
    """Names, and when each was last set."""
    must_hold(asked, "config.edit")
    rows = await actions.list_secrets(asked.desk, asked.tenant)
    return shapes.Secrets(items=[shapes.SecretShown(name=row.name, at=row.at) for row in rows])


@router.put("/{name}", status_code=204)
async def set_secret(name: str, given: shapes.SecretGiven, asked: Edits) -> None:
    """Sets a secret, sealed at once with the centre's key."""
    must_hold(asked, "config.edit")
    await actions.set_secret(asked.desk, asked.tenant, asked.viewer.actor, name, given.value)
