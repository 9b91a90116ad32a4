"""Idempotency-Key: the same POST with the same key is done once; its answer is kept 24 hours, sealed, and repeated.

Outermost but for the security headers, so that no route has to think of it. Only successful answers are kept: a refused
call may be corrected and tried again.
"""

import asyncio
import base64
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atiende.actions import answers
from atiende.api.asked import centre_of
from atiende.api.problems import language_of, of_refusal
from atiende.api.who import Viewer, identify
from atiende.domain.errors import Invalid, KeyReused, Refusal, TooLarge
from atiende.domain.work import Answered
from atiende.ports.desk import Desk

MOST_BODY = 21_000_000
MOST_ANSWER = 200_000
LONGEST_KEY = 200


class Once:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._busy: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith("/api/v1/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        key = request.headers.get("idempotency-key")
        if key is None or scope["path"] in ("/api/v1/session", "/api/v1/setup"):
            await self._app(scope, receive, send)
            return
        try:
            await self._keyed(request, key, send)
        except Refusal as refusal:
            await of_refusal(language_of(request), refusal)(scope, receive, send)

    async def _keyed(self, request: Request, key: str, send: Send) -> None:
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            raise Invalid(field="Idempotency-Key", reason="bad_format")
        centre = centre_of(request)
        viewer = await identify(request, centre.desk, centre.limits)
        body = await _whole(request)
        mark = centre.desk.keys.digest("request", f"{request.url.path}?{request.url.query}\n".encode() + body)
        lock = self._busy.setdefault((viewer.tenant, viewer.actor, key), asyncio.Lock())
        async with lock:
            kept = await centre.desk.store.reading(viewer.tenant).get(Answered, viewer.actor, key)
            if kept is not None and kept.at > centre.desk.clock.now() - answers.KEPT_MS:
                if kept.request != mark:
                    raise KeyReused()
                await _again(centre.desk, kept)(request.scope, request.receive, send)
                return
            answer = _Captured(send)
            await self._app(request.scope, _replayed(body), answer)
            await _keep(centre.desk, viewer, (key, mark), answer)


async def _whole(request: Request) -> bytes:
    """The body, bounded. Raises TooLarge."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BODY:
            raise TooLarge(field="body", most=MOST_BODY)
        parts.append(part)
    return b"".join(parts)


def _replayed(body: bytes) -> Receive:
    """A channel that gives the body that was already read, then waits as a quiet client does."""
    given = False

    async def receive() -> Message:
        nonlocal given
        if given:
            await asyncio.Event().wait()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


class _Captured:
    """Passes an answer on and keeps a copy of a small one."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.media_type = ""
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.media_type = dict(message["headers"]).get(b"content-type", b"").decode("latin-1")
        elif message["type"] == "http.response.body" and len(self.body) <= MOST_ANSWER:
            self.body += message.get("body", b"")
        await self._send(message)


async def _keep(desk: Desk, viewer: Viewer, call: tuple[str, str], answer: _Captured) -> None:
    if not 200 <= answer.status < 300 or len(answer.body) > MOST_ANSWER:
        return
    key, mark = call
    sealed = desk.keys.seal(f"{answer.media_type}\n{answer.body.decode('utf-8', 'replace')}")
    await answers.keep_answer(
        desk,
        viewer.tenant,
        Answered(
            actor=viewer.actor,
            key=key,
            request=mark,
            status=answer.status,
            answer=base64.b64encode(sealed).decode(),
            at=desk.clock.now(),
        ),
    )


def _again(desk: Desk, kept: Answered) -> Response:
    media_type, _, body = desk.keys.open(base64.b64decode(kept.answer)).partition("\n")
    headers = {"Idempotent-Replayed": "true"}
    return Response(body, status_code=kept.status, media_type=media_type or None, headers=headers)
