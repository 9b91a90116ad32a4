"""Signing in and out, and everything the desk needs to know about who is signed in."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from atiende.actions import sessions
from atiende.actions.demos import is_demo
from atiende.api.account_shapes import CentreShown, Session, Viewing
from atiende.api.asked import Asked, centre_of
from atiende.api.catalog import catalog_of
from atiende.api.me import me_of, presence_of
from atiende.api.permissions import SignedIn
from atiende.api.who import COOKIE, NotSignedIn, check_origin, viewer_of_token
from atiende.domain import documents as docs
from atiende.domain.errors import NotFound
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1", tags=["session"])
SECONDS = sessions.LONGEST_MS // 1000


class Credentials(BaseModel):
    email: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=200)


@router.post("/session", response_model=Session)
async def sign_in(request: Request, response: Response, credentials: Credentials) -> Session:
    """Signs in and sets the session's cookie. The answer to a wrong password and to an unknown address is the same."""
    centre = centre_of(request)
    check_origin(request, centre.desk.public_url)
    account = credentials.email.strip().lower()
    address = request.client.host if request.client else ""
    centre.limits.spend_sign_in(address, account, centre.desk.clock.elapsed())
    made = await sessions.sign_in(centre.desk, credentials.email, credentials.password)
    centre.limits.forgive(account)
    return await signed_in(request, response, made)


async def signed_in(request: Request, response: Response, made: sessions.SignedInAs) -> Session:
    """The answer that begins a session, also used by the set-up of a new centre."""
    centre = centre_of(request)
    response.set_cookie(
        COOKIE,
        made.token,
        max_age=SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=centre.desk.public_url.startswith("https:"),
    )
    viewer = await viewer_of_token(centre.desk, made.token)
    request.state.viewer = viewer
    asked = Asked(desk=centre.desk, views=centre.views, viewer=viewer, accesses=centre.accesses)
    return await session_of(asked)


@router.get("/session", response_model=Session)
async def get_session(asked: SignedIn) -> Session:
    """Who is signed in."""
    return await session_of(asked)


@router.delete("/session", status_code=204)
async def sign_out(response: Response, asked: SignedIn) -> None:
    """Ends the session."""
    session = asked.viewer.session
    if session is None:
        raise NotSignedIn()
    await sessions.sign_out(asked.desk, asked.tenant, session)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


async def session_of(asked: Asked) -> Session:
    viewer = asked.viewer
    user = await asked.reading.get(User, viewer.user)
    if user is None or viewer.session is None:
        raise NotFound(kind="user", id=viewer.user)
    return Session(
        user=me_of(asked, user),
        centre=await _centre(asked),
        csrf=viewer.session.csrf,
        permissions=dict(viewer.permissions),
        presence=await presence_of(asked, viewer.user),
        catalog=await catalog_of(asked),
        viewing=await _viewing(asked),
    )


async def _viewing(asked: Asked) -> Viewing | None:
    viewer = asked.viewer
    if not viewer.by or viewer.session is None:
        return None
    administrator = await asked.reading.get(User, viewer.by)
    return Viewing(by_name=administrator.name if administrator else "", until=viewer.session.viewing_until)


async def _centre(asked: Asked) -> CentreShown:
    """The centre is named after its first brand."""
    demo = await is_demo(asked.desk, asked.tenant)
    brands = await asked.reading.where(docs.Document, {"kind": "brand"})
    rows = sorted(brands, key=lambda row: (row.retired, row.published_at, row.slug))
    body = docs.read("brand", rows[0].body) if rows else None
    if not isinstance(body, docs.Brand):
        return CentreShown(id=asked.tenant, name="Atiende", language="es", time_zone="Europe/Madrid", demo=demo)
    return CentreShown(id=asked.tenant, name=body.name, language=body.language, time_zone=body.time_zone, demo=demo)
