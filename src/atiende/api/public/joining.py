"""`/join/{token}`: whoever has a link comes into one conversation's call, and sees nothing else of it."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from msgspec.structs import asdict, replace
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from atiende.actions.calls_ending import hang_up_leg
from atiende.actions.calls_handling import signal_leg
from atiende.actions.joining import join_link_of
from atiende.actions.values import brand_body
from atiende.actions.web_calls import Entering, enter_by_link, open_call_of
from atiende.api.asked import centre_of
from atiende.api.callers import CallPage
from atiende.api.hub import Hub
from atiende.api.lean_socket import cut_off, short_way
from atiende.api.outbox import Outbox
from atiende.api.public.call_pace import CallPace, check_body
from atiende.api.public.call_told import CallTold, Told
from atiende.api.public.said import Frame, decoded
from atiende.api.public.widget import BROKEN_OFF, Widget
from atiende.api.wire import ENCODER
from atiende.domain.call import Call, Leg
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, NotFound, Refusal
from atiende.domain.joining import JoinLink
from atiende.reactors.waiting import wait_for

GONE, TRY_AGAIN, OTHER_SITE = 4404, 1013, 4403
HELLO_SECONDS, RENEW_SECONDS, CHECK_SECONDS = 20.0, 2.0, 15.0
LONGEST_NAME = 80


def join_routes(dist: Path, widget: Widget) -> list[BaseRoute]:
    """The page and its socket."""
    return [
        Route("/join/{token}", partial(_page, dist), methods=["GET"]),
        WebSocketRoute("/join/{token}", Doorman(widget).serve),
    ]


def join_policy(nonce: str) -> str:
    """The page loads its own script and speaks to its own server; nobody may frame it."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; "
        "media-src 'self' blob: mediastream:; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


async def _page(dist: Path, request: Request) -> Response:
    """The same page for every address: whether it opens anything, its socket says."""
    centre = centre_of(request)
    caller = request.client.host if request.client else ""
    centre.limits.spend_call(f"join {caller}", centre.desk.clock.elapsed())
    nonce = centre.desk.ids.secret(16)
    page = (dist.parent / "join.html").read_text("utf-8").replace("<script", f'<script nonce="{nonce}"')
    headers = {
        "Content-Security-Policy": join_policy(nonce),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",  # the address is the key
        "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HTMLResponse(page, headers=headers)


class Doorman:
    """Of all sockets of links on this node."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget

    async def serve(self, socket: WebSocket) -> None:
        await socket.accept()
        desk = self._widget.desk
        own = desk.public_url.rstrip("/")
        host = socket.client.host if socket.client else ""
        if socket.headers.get("origin", own) not in (own, f"{_scheme(socket)}://{socket.headers.get('host', '')}"):
            await socket.close(OTHER_SITE, "origin not allowed")
            return
        pace = CallPace(self._widget.paces, "join", host)
        try:
            pace.may_open(desk.clock.elapsed())
            found = await join_link_of(desk, socket.path_params["token"])
        except Refusal:
            await socket.close(TRY_AGAIN)
            return
        if found is None:
            await socket.close(GONE, "no such link")
            return
        tenant, link = found
        hub = self._widget.hub_of(tenant)
        if hub is None:
            await socket.close(TRY_AGAIN)
            return
        try:
            await Guest(self._widget, socket, (hub, link), pace).run()
        except* BROKEN_OFF:
            pass


def _scheme(socket: WebSocket) -> str:
    return "https" if socket.url.scheme == "wss" else "http"


class Guest:
    """One open page. `mine`: the leg it has, and whose that is."""

    def __init__(self, widget: Widget, socket: WebSocket, where: tuple[Hub, JoinLink], pace: CallPace) -> None:
        self._widget, self._desk, self._socket, self._pace = widget, widget.desk, socket, pace
        self._hub, self._link = where
        self._outbox = Outbox(socket.send_text, short_way(socket), cut_off(socket))
        self._page = CallPage(self._outbox)
        self._language, self._name, self._inside = "", "", False
        self._mine = ("", self._link.id)
        self._told = CallTold()

    async def run(self) -> None:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = decoded(await self._socket.receive_text())
            await self._greet(hello)
            with self._widget.leaving.open(self._outbox):
                async with asyncio.TaskGroup() as group:
                    tasks = [group.create_task(one()) for one in (self._write, self._follow)]
                    try:
                        await self._listen()
                    finally:
                        for task in tasks:
                            task.cancel()
        finally:
            self._hub.callers.look(self._page)

    async def _greet(self, hello: Frame) -> None:
        self._language = "en" if hello.language.lower().startswith("en") else "es"
        leg, _, signature = hello.token.partition("/") if hello.token else ("", "", "")
        if leg and self._desk.keys.signed("join_leg", f"{self._link.id}/{leg}", signature):
            found = await self._leg(leg)
            if found is not None:
                self._inside, self._mine = True, (leg, found[1].user)
        reading = self._desk.store.reading(self._hub.tenant)
        conversation = await reading.get(Conversation, self._link.conversation)
        brand = await brand_body(reading, conversation.brand) if conversation is not None else None
        self._put(
            {
                "op": "welcome",
                "brand": brand.name if brand is not None else "",
                "color": brand.color if brand is not None else "",
                "host": (await self._hub.frames.lines.name_of(self._link.created_by)).split(" ")[0],
                "video": self._link.video,
            }
        )

    async def _listen(self) -> None:
        while True:
            frame = decoded(await self._socket.receive_text())
            does = HANDLERS.get(frame.op)
            if does is None:
                continue
            try:
                self._pace.may_signal(self._desk.clock.elapsed())
                await does(self, frame)
            except Refusal as refusal:
                detail = self._widget.refusal_text(refusal, self._language)
                self._put({"op": "refused", "client_id": frame.client_id, "code": refusal.code, "detail": detail})

    async def _write(self) -> None:
        await self._outbox.run()
        await self._socket.close(TRY_AGAIN)

    async def _follow(self) -> None:
        """Tells where the call stands, and goes when the link opens nothing any more."""
        while True:
            self._page.changed.clear()
            if not await self._still_open():
                await self._leave()
                self._put({"op": "gone"})
                self._outbox.close()
                return
            await self._tell()
            await wait_for(self._page.changed, self._desk.clock, RENEW_SECONDS if self._inside else CHECK_SECONDS)

    async def _still_open(self) -> bool:
        """Whoever is in by it stays when its time ends, and goes when it is revoked."""
        found = await self._desk.store.reading(self._hub.tenant).get(JoinLink, self._link.id)
        if found is None or found.revoked_at is not None:
            return False
        return bool(self._mine[0]) or found.opens(self._desk.clock.now())

    async def call(self, frame: Frame) -> None:
        """He comes in: at once where there is a call."""
        name = " ".join(frame.name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise Invalid(field="name", reason="required")
        self._pace.may_call(self._desk.clock.elapsed(), self._link.id)
        self._name, self._inside = name, True
        entering = Entering(link=self._link, name=name, language=self._language, video=frame.video)
        self._mine = await enter_by_link(self._desk, self._hub.tenant, entering)
        signature = self._desk.keys.sign("join_leg", f"{self._link.id}/{self._mine[0]}")
        self._put({"op": "inside", "token": f"{self._mine[0]}/{signature}"})
        await self._tell(again=True)

    async def voice(self, frame: Frame) -> None:
        check_body(frame.body)
        leg, whose = self._mine
        if frame.leg != leg or not leg:
            raise NotFound(kind="leg", id=frame.leg[:60])
        await signal_leg(self._desk, self._hub.tenant, whose, leg, frame.body)

    async def hang_up(self, frame: Frame) -> None:
        await self._leave()
        await self._tell(again=True)

    async def call_state(self, frame: Frame) -> None:
        await self._tell(again=True)

    async def ping(self, frame: Frame) -> None:
        self._put({"op": "pong"})

    async def _leave(self) -> None:
        leg, _ = self._mine
        if leg and await self._leg(leg) is not None:
            await hang_up_leg(self._desk, self._hub.tenant, leg, f"guest:{self._link.id}")

    async def _leg(self, leg: str) -> tuple[Call, Leg] | None:
        """The leg and its call, while it lives."""
        call = await open_call_of(self._desk, self._hub.tenant, conversation=self._link.conversation)
        found = call.leg(leg) if call is not None else None
        return (call, found) if call is not None and found is not None else None

    async def _tell(self, *, again: bool = False) -> None:
        told = await self._now()
        self._page.who, self._page.leg, self._page.interaction = self._mine[1], told.leg, told.interaction
        self._hub.callers.look(self._page, self._mine[1], self._link.conversation, told.interaction)
        if again or replace(told, lasted=None) != replace(self._told, lasted=None):
            self._told = told
            self._put(asdict(told))

    async def _now(self) -> CallTold:
        leg, whose = self._mine
        found = await self._leg(leg) if leg else None
        if found is None:
            return CallTold(state="ended" if leg else "none", video=self._link.video)
        return await Told(self._desk, self._hub, whose).of(found[0], found[1], video=self._link.video)

    def _put(self, frame: dict[str, object]) -> None:
        self._outbox.put(ENCODER.encode(frame))


HANDLERS: dict[str, Callable[[Guest, Frame], Awaitable[None]]] = {
    "call": Guest.call,
    "voice": Guest.voice,
    "hang_up": Guest.hang_up,
    "call_state": Guest.call_state,
    "ping": Guest.ping,
}
