"""Idempotency-Key: the same POST with the same key is done once; its answer is kept 24 hours, sealed, and repeated.

Outermost but for the security headers, so that no route has to think of it. Only successful answers are kept: a refused
call may be corrected and tried again.
"""

import asyncio
import base64
from weakref import WeakValueDictionary

from msgspec.structs import replace
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
AGAIN_SECONDS = 0.2
"""How often it is asked whether another node has done the same call."""


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
            claim = Answered(
                actor=viewer.actor,
                key=key,
                request=mark,
                status=0,
                answer=centre.desk.leases.node,
                at=centre.desk.clock.now(),
            )
            kept = await _claimed(centre.desk, viewer.tenant, claim)
            if kept is not None:
                if kept.request != mark:
                    raise KeyReused()
                await _again(centre.desk, kept)(request.scope, request.receive, send)
                return
            answer = _Captured(send)
            try:
                await self._app(request.scope, _replayed(body), answer)
            finally:
                await _keep(centre.desk, viewer, claim, answer)


async def _claimed(desk: Desk, tenant: str, claim: Answered) -> Answered | None:
    """What was answered before; None once the call is this node's to do. Alone, the lock has seen to it already."""
    several = any(one.alive for one in desk.leases.others())
    while True:
        kept = await answers.answer_kept(desk, tenant, claim.actor, claim.key)
        if kept is not None and kept.status:
            return kept
        if not several:
            return None
        gone = await desk.leases.gone({kept.answer}) if kept is not None else ()
        if (kept is None or gone) and await answers.claim_key(desk, tenant, claim, gone):
            return None
        if kept is not None and kept.request != claim.request:
            return kept
        await desk.clock.sleep(AGAIN_SECONDS)


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


async def _keep(desk: Desk, viewer: Viewer, claim: Answered, answer: _Captured) -> None:
    if not 200 <= answer.status < 300 or len(answer.body) > MOST_ANSWER:
        if any(one.alive for one in desk.leases.others()):
            await answers.give_up_key(desk, viewer.tenant, claim)
        return
    sealed = base64.b64encode(desk.keys.seal(f"{answer.media_type}\n{answer.body.decode('utf-8', 'replace')}"))
    kept = replace(claim, status=answer.status, answer=sealed.decode(), at=desk.clock.now())
    await answers.keep_answer(desk, viewer.tenant, kept)


def _again(desk: Desk, kept: Answered) -> Response:
    media_type, _, body = desk.keys.open(base64.b64decode(kept.answer)).partition("\n")
    headers = {"Idempotent-Replayed": "true"}
    return Response(body, status_code=kept.status, media_type=media_type or None, headers=headers)
