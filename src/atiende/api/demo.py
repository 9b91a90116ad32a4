"""The demo centre over HTTP: loaded beside one's own, entered, left, and removed; also before there is any centre.

Whoever enters keeps his own session in a second cookie, which leaving puts back.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from atiende.actions.sessions import open_session, sign_out
from atiende.actions.setup import check_token
from atiende.api.account_shapes import Session
from atiende.api.asked import Asked, centre_of
from atiende.api.permissions import SignedIn, needs
from atiende.api.session import SECONDS, signed_in
from atiende.api.shapes import Shape
from atiende.api.who import COOKIE, check_origin
from atiende.domain.errors import NotAllowed, NotFound
from atiende.domain.work import User
from atiende.ports.demos import DemoShown

router = APIRouter(prefix="/api/v1", tags=["demo"])
Publishes = Annotated[Asked, needs("config.publish")]
HOME = "atiende_home"
"""The cookie that keeps whose session it was before the demo was entered, or the set-up's token."""
SETUP = "setup."


class DemoState(Shape):
    """`state`: none, loading, ready or removing; `done` from 0 to 1; `here`: this centre is the demo; `leave`: there is
    somewhere to go back to."""

    state: str
    done: float = 0
    live: bool = False
    here: bool = False
    leave: bool = False


class Switched(Shape):
    live: bool


class Left(Shape):
    """Where to go on."""

    path: str


class Token(Shape):
    token: str


@router.get("/demo", response_model=DemoState)
async def get_demo(request: Request, asked: SignedIn) -> DemoState:
    """The demo that belongs to this centre, or that is this centre."""
    found = await centre_of(request).demos.of(asked.tenant)
    return _state(found, asked.tenant, leave=HOME in request.cookies)


@router.post("/demo", status_code=202, response_model=DemoState)
async def load_demo(request: Request, asked: Publishes) -> DemoState:
    """Begins to load one: a made-up company with three months behind it, a centre of its own. Raises Conflict."""
    return _state(await centre_of(request).demos.load(asked.tenant, asked.viewer.user), asked.tenant)


@router.post("/demo/enter", response_model=Session)
async def enter_demo(request: Request, response: Response, asked: Publishes) -> Session:
    """Signs in as the demo's administrator; one's own session waits. Raises NotFound until it is ready."""
    found = await centre_of(request).demos.of(asked.tenant)
    own = request.cookies.get(COOKIE, "")
    if found is None or found.tenant == asked.tenant or not own:
        raise NotFound(kind="demo", id=asked.tenant)
    return await _enter(request, response, found, own)


@router.post("/demo/leave", response_model=Left)
async def leave_demo(request: Request, response: Response, asked: SignedIn) -> Left:
    """Back to where one came from. Raises NotAllowed outside a demo, or when one came from nowhere."""
    demo = await centre_of(request).demos.of(asked.tenant)
    home = request.cookies.get(HOME, "")
    if demo is None or demo.tenant != asked.tenant or not home:
        raise NotAllowed(reason="not_in_demo")
    await _end_session(asked)
    return _go_home(request, response, home)


@router.patch("/demo", response_model=DemoState)
async def switch_demo(request: Request, asked: Publishes, given: Switched) -> DemoState:
    """Made-up people go on, or stop. From inside the demo or from its home."""
    demos = centre_of(request).demos
    found = await _found(request, asked)
    await demos.set_live(found.tenant, given.live)
    return _state(await demos.of(asked.tenant), asked.tenant, leave=HOME in request.cookies)


@router.delete("/demo", response_model=Left)
async def remove_demo(request: Request, response: Response, asked: Publishes) -> Left:
    """Nothing is left of it soon after. From inside it one is taken back first."""
    found = await _found(request, asked)
    home = request.cookies.get(HOME, "")
    inside = found.tenant == asked.tenant
    await centre_of(request).demos.remove(found.tenant)
    return _go_home(request, response, home) if inside else Left(path="")


@router.get("/setup/demo", response_model=DemoState)
async def get_first_demo(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> DemoState:
    """The demo of a server that has no centre yet, by the set-up's token."""
    centre = centre_of(request)
    await check_token(centre.desk, token)
    return _state(await centre.demos.of(""), "")


@router.post("/setup/demo", status_code=202, response_model=DemoState)
async def load_first_demo(request: Request, given: Token) -> DemoState:
    """A demo to look at before the first centre is made. Raises Conflict when it is there."""
    centre = centre_of(request)
    check_origin(request, centre.desk.public_url)
    await check_token(centre.desk, given.token)
    return _state(await centre.demos.load("", ""), "")


@router.post("/setup/demo/enter", response_model=Session)
async def enter_first_demo(request: Request, response: Response, given: Token) -> Session:
    """Signs in as its administrator; leaving leads back to the set-up."""
    centre = centre_of(request)
    check_origin(request, centre.desk.public_url)
    await check_token(centre.desk, given.token)
    found = await centre.demos.of("")
    if found is None:
        raise NotFound(kind="demo", id="")
    return await _enter(request, response, found, SETUP + given.token)


async def _found(request: Request, asked: Asked) -> DemoShown:
    found = await centre_of(request).demos.of(asked.tenant)
    if found is None:
        raise NotFound(kind="demo", id=asked.tenant)
    return found


async def _enter(request: Request, response: Response, found: DemoShown, home: str) -> Session:
    desk = centre_of(request).desk
    user = await desk.store.reading(found.tenant).get(User, found.user) if found.state == "ready" else None
    if user is None:
        raise NotFound(kind="demo", id=found.tenant)
    _keep(request, response, HOME, home)
    return await signed_in(request, response, await open_session(desk, found.tenant, user))


def _keep(request: Request, response: Response, name: str, value: str) -> None:
    secure = centre_of(request).desk.public_url.startswith("https:")
    response.set_cookie(name, value, max_age=SECONDS, path="/", httponly=True, samesite="lax", secure=secure)


def _go_home(request: Request, response: Response, home: str) -> Left:
    response.delete_cookie(HOME, path="/", httponly=True, samesite="lax")
    if home and not home.startswith(SETUP):
        _keep(request, response, COOKIE, home)
        return Left(path="/admin/demo")
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return Left(path=f"/setup?token={home.removeprefix(SETUP)}" if home else "/sign-in")


async def _end_session(asked: Asked) -> None:
    if asked.viewer.session is not None:
        await sign_out(asked.desk, asked.tenant, asked.viewer.session)


def _state(found: DemoShown | None, tenant: str, *, leave: bool = False) -> DemoState:
    if found is None:
        return DemoState(state="none")
    here = found.tenant == tenant
    return DemoState(state=found.state, done=round(found.done, 3), live=found.live, here=here, leave=leave and here)
