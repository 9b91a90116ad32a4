"""Around every call: how many, how long, and where its trace begins. By the route's pattern, never by its values."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atiende.api.asked import centre_of
from atiende.ports.metrics import HTTP_REQUESTS, HTTP_SECONDS

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
HANG_UP = 499
"""What is counted when the caller was gone before an answer began."""


class Measured:
    """Middleware; the outermost, so that refusals of the others count too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        desk, status = centre_of(HTTPConnection(scope)).desk, HANG_UP

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = scope["method"] if scope["method"] in METHODS else "other"
        began = desk.clock.elapsed()
        with desk.tracing.span("http.call", about={"http.request.method": method}) as note:
            try:
                await self._app(scope, receive, sending)
            finally:
                route = route_of(scope)
                note("http.route", route)
                note("http.response.status_code", status)
                HTTP_REQUESTS.labels(method, route, str(status)).inc()
                HTTP_SECONDS.labels(method, route).observe(desk.clock.elapsed() - began)


def route_of(scope: Scope) -> str:
    """`/api/v1/conversations/{id}`; nothing that a caller wrote."""
    return str(getattr(scope.get("route"), "path", "") or "unmatched")
