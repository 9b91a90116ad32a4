"""Whether the process lives, and whether it can take work."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from atiende.api.asked import centre_of
from atiende.domain.errors import StoreFull

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", response_model=None)
async def ready(request: Request) -> Response:
    """The database answers, its schema is current (it is migrated before the first question), and we stay."""
    centre = centre_of(request)
    if centre.draining:
        return JSONResponse({"status": "draining"}, 503, {"Retry-After": "5"})
    try:
        await centre.desk.store.next_due()
    except StoreFull:
        return JSONResponse({"status": "store"}, 503, {"Retry-After": "5"})
    return JSONResponse({"status": "ok"})
