"""Inviting people, and seeing the desk as one of them does, over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from atiende.actions import invitations, viewing
from atiende.actions.sessions import open_session
from atiende.api.account_shapes import Session
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked, centre_of
from atiende.api.permissions import SignedIn, needs
from atiende.api.session import signed_in
from atiende.api.shapes import Moment, Shape
from atiende.api.who import NotSignedIn, check_origin
from atiende.domain import documents as docs

router = APIRouter(prefix="/api/v1", tags=["users"])
Manages = Annotated[Asked, needs("user.manage")]
Token = Annotated[str, Field(min_length=1, max_length=200)]


class InvitationMade(Shape):
    """`url` is told once: whoever opens it sets the password."""

    url: str
    expires_at: Moment


class InvitationSeen(Shape):
    name: str
    email: str
    centre: str
    locale: str


class InvitationLooked(BaseModel):
    token: Token


class InvitationAccepted(InvitationLooked):
    password: str = Field(min_length=1, max_length=1000)
    locale: Literal["es", "en"] = "es"


class ViewingUntil(Shape):
    until: Moment


@router.post("/users/{user_id}/invitation", response_model=InvitationMade, status_code=201)
async def invite_user(user_id: str, asked: Manages) -> InvitationMade:
    """A link, good for seven days and once, by which the user sets his own password. Earlier links are void."""
    must_hold(asked, "user.manage")
    viewer = asked.viewer
    made = await invitations.invite_user(asked.desk, asked.tenant, viewer.actor, user_id, viewer.permissions)
    return InvitationMade(url=f"{asked.desk.public_url}/welcome#{made.token}", expires_at=made.expires_at)


@router.post("/invitations/look", response_model=InvitationSeen)
async def look_at_invitation(request: Request, given: InvitationLooked) -> InvitationSeen:
    """Whose link it is. 404 for one that is unknown, used or over."""
    centre = centre_of(request)
    _spend(request)
    tenant, user = await invitations.read_invitation(centre.desk, given.token)
    brands = await centre.desk.store.reading(tenant).where(docs.Document, {"kind": "brand"})
    names = [docs.read("brand", row.body).name for row in brands if not row.retired]
    return InvitationSeen(name=user.name, email=user.email, centre=names[0] if names else "Atiende", locale=user.locale)


@router.post("/invitations/accept", response_model=Session)
async def accept_invitation(request: Request, response: Response, given: InvitationAccepted) -> Session:
    """Sets the password and signs in; the link is used up."""
    desk = centre_of(request).desk
    check_origin(request, desk.public_url)
    _spend(request)
    tenant, user = await invitations.accept_invitation(desk, given.token, given.password, given.locale)
    return await signed_in(request, response, await open_session(desk, tenant, user))


def _spend(request: Request) -> None:
    """Guessing tokens is as limited as guessing passwords."""
    centre = centre_of(request)
    address = request.client.host if request.client else ""
    centre.limits.spend_sign_in(address, f"invitation {address}", centre.desk.clock.elapsed())


@router.post("/users/{user_id}/view-as", response_model=ViewingUntil)
async def view_as(user_id: str, asked: Manages) -> ViewingUntil:
    """This session sees the desk as the user does, for half an hour, and changes nothing meanwhile."""
    must_hold(asked, "user.manage")
    viewer = asked.viewer
    if viewer.session is None:
        raise NotSignedIn()
    looking = await viewing.view_as(
        asked.desk, asked.tenant, viewer.actor, viewer.session.id, user_id, viewer.permissions
    )
    return ViewingUntil(until=looking.viewing_until)


@router.delete("/view-as", status_code=204)
async def stop_viewing(asked: SignedIn) -> None:
    """One's own desk again."""
    if asked.viewer.session is None:
        raise NotSignedIn()
    await viewing.stop_viewing(asked.desk, asked.tenant, asked.viewer.session.id)
