"""The first page: makes the centre, once, with the token the server printed, and signs its administrator in."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from atiende.actions import setup as actions
from atiende.actions.sessions import open_session
from atiende.api import admin_shapes as shapes
from atiende.api.account_shapes import Session
from atiende.api.asked import centre_of
from atiende.api.session import signed_in
from atiende.api.who import check_origin
from atiende.domain.document_rules import LANGUAGES, time_zones

router = APIRouter(prefix="/api/v1/setup", tags=["setup"])


@router.get("", response_model=shapes.SetupOpen)
async def get_setup(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> shapes.SetupOpen:
    """What the first page offers. Raises NotAllowed for a wrong token, Conflict once a centre exists."""
    await actions.check_token(centre_of(request).desk, token)
    zones = sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return shapes.SetupOpen(done=False, languages=list(LANGUAGES), time_zones=[*zones, "UTC"])


@router.post("", response_model=Session)
async def set_up(request: Request, response: Response, given: shapes.SetupGiven) -> Session:
    """Makes the centre and signs in. 422 names every problem by the page's field."""
    desk = centre_of(request).desk
    check_origin(request, desk.public_url)
    made = await actions.set_up(desk, given.token, _centre(given))
    return await signed_in(request, response, await open_session(desk, made.tenant, made.member.user))


def _centre(given: shapes.SetupGiven) -> actions.Centre:
    plain = given.model_dump(exclude={"token"})
    plain["queue"] = given.queue.name
    return msgspec.convert(plain, actions.Centre)
