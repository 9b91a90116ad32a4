"""All widget sockets of this node: who may open a chat, and which tabs are one visitor's."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec
import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from atiende.actions.endpoints import by_public_key
from atiende.api.asked import Outlooks, no_outlook
from atiende.api.coming import Greetings, Leaving
from atiende.api.hub import Hub
from atiende.api.public.availability import Availability
from atiende.api.public.call_pace import Paces
from atiende.api.public.pace import Refusals
from atiende.api.public.said import Frame, decoded
from atiende.api.public.session import TRY_AGAIN, Session
from atiende.api.public.standing import Standings
from atiende.domain.errors import Refusal
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from atiende.ports.metrics import SOCKETS

log = structlog.get_logger()
HELLO_SECONDS = 20.0
GONE = 4404
BROKEN_OFF = (WebSocketDisconnect, TimeoutError, msgspec.MsgspecError, KeyError, TypeError, RuntimeError)
"""How a socket ends: closed, or by frames that are none. KeyError, TypeError: a binary frame where text was due;
RuntimeError: it closed under a send."""


def origin_allowed(endpoint: Endpoint, origin: str, own: str) -> bool:
    """Whether a page of this origin may open the chat: those listed, every site when none is, and our own pages."""
    allowed = endpoint.settings.get("allowed_origins", [])
    if not isinstance(allowed, list) or not allowed:
        return True
    if not origin:
        return True  # no other site's page: browsers always name theirs
    host = urlsplit(origin)
    return any(
        (host.scheme, host.netloc.lower()) == (urlsplit(one).scheme, urlsplit(one).netloc.lower())
        for one in [*allowed, own]
    )


class Widget:
    """All widget sockets of this node."""

    def __init__(
        self,
        desk: Desk,
        hub_of: Callable[[str], Hub | None],
        refusal_text: Callable[[Refusal, str], str],
        outlook_of: Outlooks = no_outlook,
        leaving: Leaving | None = None,
    ) -> None:
        self.desk, self.hub_of, self.refusal_text = desk, hub_of, refusal_text
        self.availability = Availability(desk, outlook_of)
        self.greetings, self.refusals, self.paces = Greetings(), Refusals(), Paces()
        self.leaving = leaving or Leaving()
        self.strangers: dict[tuple[str, str, str], set[Session]] = defaultdict(set)
        """Open chats of visitors who have not written yet."""

    def standings(self, endpoint: Endpoint) -> Standings:
        return Standings(self.desk, self.availability, endpoint)

    def forget(self, session: "Session") -> None:
        there = self.strangers.get(session.door)
        if there is not None:
            there.discard(session)
            if not there:
                del self.strangers[session.door]

    async def introduce(self, newcomer: "Session") -> None:
        """He wrote in one tab: his other tabs learn who he is."""
        self.forget(newcomer)
        for other in self.strangers.pop(newcomer.door, set()):
            try:
                await other.begin()
            except Refusal:
                other.start_again()

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its first frame to its end."""
        await socket.accept()
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = decoded(await socket.receive_text())
            endpoint = await self._endpoint(hello)
            if endpoint is None:
                await socket.close(GONE, "unknown endpoint")
                return
            if not origin_allowed(endpoint, socket.headers.get("origin", ""), self.desk.public_url):
                await socket.close(GONE, "origin not allowed")
                return
            hub = self.hub_of(endpoint.tenant)
            if hub is None:  # the centre was made, or the server started, a moment ago
                await socket.close(TRY_AGAIN)
                return
            with SOCKETS.labels("widget").track_inprogress():
                await Session(self, socket, endpoint, hub).run(hello)
        except* BROKEN_OFF:
            pass
        except* Refusal as refused:
            # The store is away, or the endpoint's secret cannot be read: the widget comes back by itself.
            log.warning("widget socket refused", code=str(refused.exceptions[0]))

    async def _endpoint(self, hello: Frame) -> Endpoint | None:
        if hello.op != "hello" or "\0" in hello.endpoint:
            return None
        found = await by_public_key(self.desk, hello.endpoint)
        return found if found and self.desk.channels[found.channel].traits.session else None
