"""The desk's socket: hello with a position, then every fact that concerns the viewer and he may see, without a gap."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import structlog
from msgspec import Struct
from starlette.websockets import WebSocket, WebSocketDisconnect

from atiende.actions.calls_handling import signal_leg
from atiende.actions.phones import Said, note_page
from atiende.actions.presence import is_noted, note_absence, note_return
from atiende.api.coming import Greetings, Leaving
from atiende.api.hub import AgentSocket, Hub
from atiende.api.lean_socket import cut_off, short_way
from atiende.api.limits import Limits
from atiende.api.outbox import MOST_FRAMES, Outbox
from atiende.api.permissions import may_see_conversation
from atiende.api.who import COOKIE, NotSignedIn, Viewer, identify, viewer_of_token
from atiende.api.wire import ENCODER, wire
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Offer
from atiende.ports.bus import Typing
from atiende.ports.desk import Desk
from atiende.ports.metrics import SOCKETS
from atiende.ports.views import Views
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
MOST_MISSED = 2000
"""Facts read back for a reader who was away; beyond that he gets a snapshot."""
MOST_AT_ONCE = MOST_FRAMES // 2
"""Missed frames told one by one; more would overflow the way out."""
MOST_WATCHED = 50
CHECK_SECONDS = 30.0
SIGNED_OUT = 4401
DRAINING = 1012

BROKEN_OFF = (WebSocketDisconnect, msgspec.MsgspecError, KeyError, TypeError, RuntimeError)
"""How a socket ends: closed, or by frames that are none. KeyError, TypeError: a binary frame where text was due;
RuntimeError: it closed under a send."""


class Op(Struct):
    """Whatever the desk may say; which fields count depends on `op`."""

    op: str
    since: int = 0
    watch: list[str] = []
    conversation: str = ""
    on: bool = False
    note: bool = False
    leg: str = ""
    body: str = ""


SAID: dict[str, Said | None] = {"": "", "microphone": "microphone", "unregistered": "unregistered", "page": None}
"""What a page may say of itself as a telephone."""
NO_SUCH_LEG = '{"type":"refused","reason":"unknown"}'

DECODER = msgspec.json.Decoder(Op)


class Live:
    """All desk sockets of this node."""

    def __init__(self, desk: Desk, views: Views, limits: Limits, hub_of: Callable[[str], Hub | None]) -> None:
        self.desk, self.views, self.limits, self.hub_of = desk, views, limits, hub_of
        self.leaving, self.greetings = Leaving(), Greetings()

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its first frame to its end."""
        try:
            viewer = await identify(socket, self.desk, self.limits)
        except Refusal:
            await socket.close(SIGNED_OUT)
            return
        hub = self.hub_of(viewer.tenant)
        if hub is None or not viewer.user:
            await socket.close(DRAINING)
            return
        await socket.accept()
        outbox = Outbox(socket.send_text, short_way(socket), cut_off(socket))
        try:
            with SOCKETS.labels("desk").track_inprogress(), self.leaving.open(outbox):
                await Connection(self, socket, AgentSocket(viewer, outbox), hub).run()
        except* BROKEN_OFF:
            pass

    def drain(self) -> None:
        """Tells every desk, and every chat, to come back elsewhere, with jitter."""
        self.leaving.drain()


class Connection:
    """One tab."""

    def __init__(self, live: Live, socket: WebSocket, mine: AgentSocket, hub: Hub) -> None:
        self._live, self._desk, self._socket = live, live.desk, socket
        self._mine, self._hub = mine, hub
        self._viewer: Viewer = mine.viewer
        self._noted = False
        """Whether it is written that he is here; others may have taken it back since, when they missed this node."""

    async def run(self) -> None:
        self._hub.join(self._mine)
        try:
            await self._present(note_return)
            async with asyncio.TaskGroup() as group:
                writer = group.create_task(self._write())
                watchdog = group.create_task(self._check_session())
                try:
                    await self._listen()
                finally:
                    writer.cancel()
                    watchdog.cancel()
        finally:
            watched = list(self._mine.watching)
            if self._hub.leave(self._mine):
                await self._present(note_absence)
            elif self._mine.phone is not None:
                await self._present(self._phone_left)
            for conversation in watched:
                await self._looks(conversation, on=False)

    async def _present(self, note: Callable[[Desk, str, str], Awaitable[None]]) -> None:
        """A store that takes nothing must not keep anybody from reading. Who only looks as somebody is not he."""
        if self._viewer.by:
            return
        try:
            await note(self._desk, self._viewer.tenant, self._viewer.user)
            self._noted = True
        except Refusal as refusal:
            log.warning("presence not noted", user=self._viewer.user, code=refusal.code)

    async def _write(self) -> None:
        """When the outbox ends (drain, too slow a reader), so does the socket."""
        await self._mine.outbox.run()
        await self._socket.close(DRAINING)

    async def _check_session(self) -> None:
        """A session ended elsewhere ends its sockets too; another role or team shows at once."""
        token = self._socket.cookies.get(COOKIE, "")
        while True:
            await wait_for(self._mine.stale, self._desk.clock, CHECK_SECONDS)
            self._mine.stale.clear()
            try:
                viewer = await viewer_of_token(self._desk, token)
                if (viewer.user, viewer.by) != (self._viewer.user, self._viewer.by):
                    self._mine.outbox.close()  # he began or stopped looking as somebody: another desk
                    return
                self._viewer = self._mine.viewer = viewer
                await self._forget_hidden()
                await self._note_again()
            except NotSignedIn:
                self._put({"op": "bye", "reason": "signed_out"})
                self._mine.outbox.close()
                return
            except Refusal as refusal:  # the store is away: as it was until it answers
                log.warning("session not checked", code=refusal.code)

    async def _note_again(self) -> None:
        """Well within the time after which he would be sent home."""
        several = bool(self._desk.leases.others())
        if not self._noted or (several and not await is_noted(self._desk, self._viewer.tenant, self._viewer.user)):
            await self._present(note_return)

    async def _forget_hidden(self) -> None:
        self._mine.board = self._mine.board and self._viewer.covers("queue.supervise")
        for conversation in list(self._mine.watching):
            if await self._watchable(conversation) is None:
                self._hub.unwatch(self._mine, conversation)

    async def _listen(self) -> None:
        while True:
            op = DECODER.decode(await self._socket.receive_text())
            does = HANDLERS.get(op.op)
            if does is None or any("\0" in one for one in (op.conversation, op.leg, *op.watch)):
                continue
            try:
                await does(self, op)
            except Refusal as refusal:  # nothing was told: the reader says hello again
                log.warning("live frame refused", op=op.op, code=refusal.code)
                self._mine.outbox.overflow("refused")

    async def hello(self, op: Op) -> None:
        """Where the reader stands: what he missed, or a snapshot. Facts that come meanwhile are held, not lost."""
        await self._hub.ready.wait()
        async with self._live.greetings.turn():
            await self._greet(op)

    async def _greet(self, op: Op) -> None:
        self._mine.held = []
        for conversation in list(self._mine.watching.difference(op.watch)):
            self._hub.unwatch(self._mine, conversation)
        for conversation in op.watch[:MOST_WATCHED]:
            await self._watch(conversation)
        head = self._hub.position
        missed = await self._missed(op.since, head)
        if missed is None:
            self._mine.prev = head
            await self._snapshot(head)
        else:
            self._put({"op": "resumed", "seq": head})
            self._mine.prev = op.since
            held, self._mine.held = self._mine.held, None
            for seq, shared in missed:
                self._mine.fact(seq, shared)
            self._mine.held = held
        self._mine.let_go()

    async def _missed(self, since: int, head: int) -> list[tuple[int, bytes]] | None:
        if since <= 0 or since > head or head - since > MOST_MISSED:
            return None
        found = []
        for logged in await self._desk.store.log(self._viewer.tenant, since, MOST_MISSED):
            if logged.seq > head:
                break
            shared = await self._hub.missed(self._mine, logged)
            if shared is not None:
                found.append((logged.seq, shared))
        return found if len(found) <= MOST_AT_ONCE else None

    async def _snapshot(self, head: int) -> None:
        tenant, user = self._viewer.tenant, self._viewer.user
        offers = await self._live.views.conversations.offers(tenant, user, self._desk.clock.now())
        counts = await self._live.views.conversations.counts(tenant, self._viewer.sight)
        self._put(
            {
                "op": "snapshot",
                "seq": head,
                "presence": await self._hub.frames.presence(user),
                "offers": [wire(one) for one in offers],
                "counts": wire(counts),
            }
        )

    async def watch(self, op: Op) -> None:
        if len(self._mine.watching) < MOST_WATCHED:
            await self._watch(op.conversation)

    async def _watch(self, conversation_id: str) -> None:
        conversation = await self._watchable(conversation_id)
        if conversation is None:
            return
        self._hub.watch(self._mine, conversation)
        if self._desk.load.allows("signals"):
            await self._looks(conversation_id, on=True)

    async def _looks(self, conversation: str, *, on: bool) -> None:
        """Who only looks as somebody is not shown."""
        if not self._viewer.by:
            await self._hub.onlookers.say(conversation, self._viewer.user, on=on)

    async def _watchable(self, conversation_id: str) -> Conversation | None:
        """Only what he may read; somebody offered a conversation may look at it too."""
        reading = self._desk.store.reading(self._viewer.tenant)
        conversation = await reading.get(Conversation, conversation_id)
        if conversation is None or may_see_conversation(self._viewer, conversation):
            return conversation
        offers = await reading.where(Offer, {"agent": self._viewer.user, "state": "made"})
        return conversation if any(one.conversation == conversation_id for one in offers) else None

    async def unwatch(self, op: Op) -> None:
        self._hub.unwatch(self._mine, op.conversation)
        await self._looks(op.conversation, on=False)

    async def typing(self, op: Op) -> None:
        if op.conversation in self._mine.watching and not self._viewer.by and self._desk.load.allows("signals"):
            signal = Typing(conversation=op.conversation, who=self._viewer.user, on=op.on, note=op.note)
            await self._desk.bus.send(self._viewer.tenant, signal)

    async def voice(self, op: Op) -> None:
        """From the page behind a leg of his. Who only looks as somebody carries nobody's voice."""
        if self._viewer.by:
            return
        try:
            await signal_leg(self._desk, self._viewer.tenant, self._viewer.user, op.leg, op.body)
        except Refusal as refusal:
            log.info("not signalled", leg=op.leg, code=refusal.code)
            self._put({"op": "voice", "leg": op.leg, "body": NO_SUCH_LEG})

    async def phone(self, op: Op) -> None:
        """Whether calls ring in this page, and why not; `page`: it is not his telephone (any more). Who only looks as
        somebody is none of his."""
        if self._viewer.by or op.body not in SAID:
            return
        before = self._said()
        self._mine.phone = SAID[op.body]
        if (said := self._said()) != before:
            await self._tell_phone(said)

    def _said(self) -> Said | None:
        """Of all his pages here: one that rings is enough."""
        mine = self._hub.agents.get(self._viewer.user, ())
        return min([one.phone for one in mine if one.phone is not None], default=None)

    async def _tell_phone(self, said: Said | None) -> None:
        await note_page(self._desk, self._viewer.tenant, self._viewer.user, said)

    async def _phone_left(self, desk: Desk, tenant: str, user: str) -> None:
        """Another of his pages may be the telephone, or none."""
        await self._tell_phone(self._said())

    async def board(self, op: Op) -> None:
        """Who may supervise queues gets the board, at once and then at most once a second."""
        self._mine.board = op.on and self._viewer.covers("queue.supervise")
        if self._mine.board:
            await self._hub.send_board(self._mine)

    async def ping(self, op: Op) -> None:
        self._mine.outbox.put(b'{"op":"pong"}')

    def _put(self, frame: dict[str, object]) -> None:
        self._mine.outbox.put(ENCODER.encode(frame))


HANDLERS: dict[str, Callable[[Connection, Op], Awaitable[None]]] = {
    "hello": Connection.hello,
    "watch": Connection.watch,
    "unwatch": Connection.unwatch,
    "typing": Connection.typing,
    "voice": Connection.voice,
    "phone": Connection.phone,
    "board": Connection.board,
    "ping": Connection.ping,
}
