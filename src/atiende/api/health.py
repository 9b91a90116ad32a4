"""Whether the process lives, and whether it can take work."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from atiende.api.asked import centre_of
from atiende.domain.errors import StoreFull

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """`status`: ok, draining, opening while it starts, or store when the database does not answer."""

    status: str


@router.get("/healthz", response_model=Health)
async def alive() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", response_model=Health, responses={503: {"model": Health}})
async def ready(request: Request) -> Response:
    """The database answers, its schema is current (it is migrated before the first question), every tenant is open,
    and we stay."""
    centre = centre_of(request)
    if centre.draining:
        return JSONResponse({"status": "draining"}, 503, {"Retry-After": "5"})
    if not centre.opened():
        return JSONResponse({"status": "opening"}, 503, {"Retry-After": "1"})
    try:
        await centre.desk.store.next_due()
    except StoreFull:
        return JSONResponse({"status": "store"}, 503, {"Retry-After": "5"})
    return JSONResponse({"status": "ok"})
