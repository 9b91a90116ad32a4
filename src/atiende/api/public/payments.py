"""Where providers of payment links tell what became of them: signed, once or several times, believed once."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from atiende.actions.errand_payment import hear_provider
from atiende.domain.errors import TooLarge
from atiende.ports.desk import Desk
from atiende.ports.payments import Payments

LONGEST = 64_000


def payments_router(desk: Desk, providers: Mapping[str, Payments]) -> APIRouter:
    router = APIRouter()

    @router.post("/hooks/payments/{account}", include_in_schema=False)
    async def payment_told(request: Request, account: str) -> Response:
        """204 when it is believed, or does not matter; 403 when it is not the provider's, or not what was asked for."""
        raw = await _body(request)
        believed = await hear_provider(desk, providers, account, raw, request.headers)
        return Response(status_code=204 if believed else 403)

    return router


async def _body(request: Request) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > LONGEST:
            raise TooLarge(field="body", most=LONGEST)
        pieces.append(piece)
    return b"".join(pieces)
