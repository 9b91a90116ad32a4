"""Offers to the agent who is signed in."""

from fastapi import APIRouter
from pydantic import BaseModel

from atiende.actions import offers as actions
from atiende.api.asked import Asked
from atiende.api.permissions import SignedIn
from atiende.api.shapes import Offer
from atiende.domain.errors import NotFound
from atiende.domain.interaction import Offer as OfferRow

router = APIRouter(prefix="/api/v1/offers", tags=["offers"])


class Offers(BaseModel):
    items: list[Offer]


class Accepted(BaseModel):
    conversation: str


@router.get("", response_model=Offers)
async def list_offers(asked: SignedIn) -> object:
    """Mine, not yet answered."""
    found = await asked.views.conversations.offers(asked.tenant, asked.viewer.user, asked.now)
    return {"items": found}


@router.post("/{offer_id}/accept", response_model=Accepted)
async def accept_offer(asked: SignedIn, offer_id: str) -> Accepted:
    """Takes the work offered."""
    await _mine(asked, offer_id)
    return Accepted(conversation=await actions.accept_offer(asked.desk, asked.tenant, asked.viewer.user, offer_id))


@router.post("/{offer_id}/decline", status_code=204)
async def decline_offer(asked: SignedIn, offer_id: str) -> None:
    """It waits again, with its place."""
    await _mine(asked, offer_id)
    await actions.decline_offer(asked.desk, asked.tenant, asked.viewer.user, offer_id)


async def _mine(asked: Asked, offer_id: str) -> None:
    """An offer to somebody else does not exist for this viewer."""
    found = await asked.reading.get(OfferRow, offer_id)
    if found is None or found.agent != asked.viewer.user:
        raise NotFound(kind="offer", id=offer_id)
