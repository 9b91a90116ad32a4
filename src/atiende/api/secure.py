"""Around every answer: a request id, the security headers, and a content policy with a nonce for our own pages."""

from collections.abc import Callable, Mapping, Sequence
from re import fullmatch
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from atiende.api.asked import centre_of
from atiende.api.problems import PROBLEM, failed, language_of, of_refusal
from atiende.api.who import SAFE
from atiende.domain.errors import TooLarge
from atiende.ports.failpoints import CALL_DONE

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), payment=(), usb=()",
}
MULTIPLE_CHOICES = 300
"""The first status that says: not done."""
TOO_LARGE = 413
STRICT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
"""For answers that are no pages: data never runs."""


def page_policy(nonce: str, telephones: Sequence[str] = ()) -> str:
    """The desk's own pages. Styles may be inline and pictures remote: a mail opened in its sandbox has both.
    `telephones`: WebSockets at which a page registers as one."""
    exchanges = "".join(f" {one.scheme}://{one.netloc}" for one in map(urlsplit, telephones))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob: https: http:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            f"connect-src 'self'{exchanges}",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Secure:
    """The outermost middleware but for the one that counts calls."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        desk = centre_of(connection).desk
        given = connection.headers.get("x-request-id", "")
        ident = given if fullmatch(r"[A-Za-z0-9_-]{8,64}", given) else desk.ids.new("req")
        scope.setdefault("state", {})["request_id"] = ident
        https = desk.public_url.startswith("https:")

        def leaving(status: int, headers: MutableHeaders) -> None:
            if status < MULTIPLE_CHOICES and scope["method"] not in SAFE:
                desk.fail(CALL_DONE)
            _dress(headers, scope["path"], ident, https)

        sending = _Sending(scope, receive, send, leaving)
        with bound_contextvars(request=ident):  # in every line logged on the way
            try:
                await self._app(scope, receive, sending)
            except Exception as error:
                if sending.begun:
                    raise
                await failed(Request(scope), error)(scope, receive, sending)


class _Sending:
    """An answer on its way out: dressed, and a bare refusal of a body's size said as a problem."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, dress: Callable[[int, MutableHeaders], None]
    ) -> None:
        self._scope, self._receive, self._send, self._dress = scope, receive, send, dress
        self.begun = self._swallow = False

    async def __call__(self, message: Message) -> None:
        if self._swallow:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == TOO_LARGE and headers.get("content-type") != PROBLEM:
                await of_refusal(language_of(Request(self._scope)), TooLarge())(self._scope, self._receive, self)
                self._swallow = True
                return
            self.begun = True
            self._dress(message["status"], headers)
        await self._send(message)


def _dress(headers: MutableHeaders, path: str, ident: str, https: bool) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers["X-Request-Id"] = ident
    headers.setdefault("Content-Security-Policy", STRICT)
    if path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
