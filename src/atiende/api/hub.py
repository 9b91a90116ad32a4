"""One tenant's sockets on this node: who gets which fact, which row was touched, who types.

Reads the log once for all. A fact that concerns a socket (its own work, or a conversation on its screen) goes out at
once; everything else reaches lists as touched rows, at most once a second.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec
import structlog

from atiende.actions.phones import Said
from atiende.actions.reporting import Counting
from atiende.api.asked import Lives, no_live, no_outlook
from atiende.api.audience import (
    CANARIES,
    FOR_ALL,
    FOR_DECIDERS,
    FOR_EVERYBODY,
    OF_CUSTOMER,
    concerns,
    decides,
    may_see,
    named,
)
from atiende.api.callers import Callers
from atiende.api.counted import DayCount
from atiende.api.expected import with_expected
from atiende.api.followed import followed
from atiende.api.frames import Frames
from atiende.api.on_calls import OnCalls
from atiende.api.onlookers import Onlookers
from atiende.api.outbox import Outbox
from atiende.api.permissions import may_see_conversation
from atiende.api.renamed import NAMES, Renamed
from atiende.api.who import Viewer
from atiende.api.wire import ENCODER, NOTHING, Wrote, wire
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerLink
from atiende.domain.facts import Logged
from atiende.domain.person import Links
from atiende.ports import views as v
from atiende.ports.board import Board
from atiende.ports.bus import Caption, Quality, Ringing, ToPage, Typing, Viewing
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.reactors.waiting import keep_going
from atiende.routing.expected import Outlook

log = structlog.get_logger()
TICK_SECONDS = 1.0
SLICE, SLICE_SECONDS = 25, 0.01
"""Sockets told of touched rows at once, and the pause before the next ones."""
MOST_LINKS = 1_000_000
SUPERVISE = "queue.supervise"
MOST_TOUCHED = 30
"""Rows sent in one tick; beyond that the reader is told that there is more and asks for its list."""


class AgentSocket:
    """A signed-in browser tab. `prev`: the seq of the last fact it got; `phone`: None where it is not his telephone."""

    __slots__ = ("board", "held", "outbox", "phone", "prev", "stale", "viewer", "watching")

    def __init__(self, viewer: Viewer, outbox: Outbox) -> None:
        self.viewer, self.outbox = viewer, outbox
        self.watching: set[str] = set()
        self.board = False
        self.phone: Said | None = None
        self.prev = 0
        self.held: list[tuple[int, bytes]] | None = []
        self.stale = asyncio.Event()
        """Set when what the viewer may see may have changed."""

    def fact(self, seq: int, shared: bytes) -> None:
        """Queues a fact frame, or holds it while what was missed is being read."""
        if self.held is not None:
            self.held.append((seq, shared))
        elif seq > self.prev:
            self.outbox.put(_fact_frame(seq, self.prev, shared))
            self.prev = seq

    def let_go(self) -> None:
        """What was held goes out, in order; from now on at once."""
        held, self.held = self.held or [], None
        for seq, shared in held:
            self.fact(seq, shared)


@lru_cache(maxsize=8)
def _fact_frame(seq: int, prev: int, shared: bytes) -> bytes:
    """The same bytes for all who stand at the same place: they are framed once (api.lean_socket)."""
    return b'{"op":"fact","seq":%d,"prev":%d,%b' % (seq, prev, shared)


Heard = tuple[Logged, Wrote]
"""A fact for a visitor's session, with the records of its commit."""


class VisitorSocket:
    """An open chat. `customer` is empty until the first message."""

    __slots__ = ("endpoint", "listener", "outbox")

    def __init__(self, endpoint: str, outbox: Outbox, listener: "asyncio.Queue[Heard]") -> None:
        self.endpoint, self.outbox, self.listener = endpoint, outbox, listener

    def hear(self, logged: Logged, rows: Wrote) -> None:
        """Never waits; a session too slow to follow is told to start again."""
        if self.listener.full():
            self.outbox.overflow()
        else:
            self.listener.put_nowait((logged, rows))


class Hub:
    """All of one tenant."""

    def __init__(
        self,
        desk: Desk,
        views: v.Views,
        tenant: str,
        outlook_of: Callable[[str], Outlook | None] = no_outlook,
        live_of: Lives = no_live,
    ) -> None:
        self._desk, self._views, self.tenant = desk, views, tenant
        self._outlook_of, self._live_of = outlook_of, live_of
        self._day: DayCount | None = None
        self._read = desk.store.reading(tenant)
        self.frames = Frames(desk, views, tenant)
        self.position = 0
        self.agents: dict[str, set[AgentSocket]] = defaultdict(set)
        self.watchers: dict[str, set[AgentSocket]] = defaultdict(set)
        self._whose: dict[str, str] = {}
        """The customer of each conversation somebody watches."""
        self.visitors: dict[str, set[VisitorSocket]] = defaultdict(set)
        self.chats: dict[str, set[VisitorSocket]] = defaultdict(set)
        self.callers = Callers()
        self.ready = asyncio.Event()
        """Set once it is known where the log stands: before, nobody can be told where he stands."""
        self._links = Links()
        self._renamed = Renamed(self._read, self._links)
        self._touched: dict[str, None] = {}
        self._moved = False
        self.onlookers = Onlookers(desk, tenant, self.watchers, self._put_all)
        self._calls = OnCalls(desk, views, tenant, self.agents)
        self._board_dirty = False

    async def run(self) -> None:
        """Until cancelled. The sockets are this object's: what fails in it is begun again in it."""
        clock = self._desk.clock
        await keep_going(clock, "hub head", self._begin)
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_going(clock, "hub tick", self._tick))
            group.create_task(keep_going(clock, "hub signals", self._signals))
            group.create_task(keep_going(clock, "hub follow", self._follow))

    async def _begin(self) -> None:
        self.position = await self._desk.store.head(self.tenant)
        for link in await self._read.where(CustomerLink, {}, limit=MOST_LINKS):
            if link.cut_at is None:
                self._links.link(link.customer, link.into)
        await self._calls.begin()
        self.ready.set()

    async def _follow(self) -> None:
        async for batch in self._desk.store.follow(self.tenant, self.position):
            await self._batch(batch)

    def join(self, socket: AgentSocket) -> None:
        self.agents[socket.viewer.user].add(socket)

    def leave(self, socket: AgentSocket) -> bool:
        """Whether that was the user's last connection here; one who looked as he sees it is none of his."""
        for conversation in list(socket.watching):
            self.unwatch(socket, conversation)
        mine = self.agents[socket.viewer.user]
        mine.discard(socket)
        if not mine:
            del self.agents[socket.viewer.user]
        return not socket.viewer.by and all(one.viewer.by for one in mine)

    def watch(self, socket: AgentSocket, conversation: Conversation) -> None:
        socket.watching.add(conversation.id)
        self.watchers[conversation.id].add(socket)
        self._whose[conversation.id] = conversation.customer

    def unwatch(self, socket: AgentSocket, conversation: str) -> None:
        socket.watching.discard(conversation)
        watchers = self.watchers.get(conversation)
        if watchers is not None:
            watchers.discard(socket)
            if not watchers:
                del self.watchers[conversation]
                del self._whose[conversation]

    def _beside(self, fact: f.AnyFact) -> set[AgentSocket]:
        """Who has a conversation of the customer on the screen that a fact is about."""
        if not isinstance(fact, OF_CUSTOMER):
            return set()
        named_too = getattr(fact, "into", None) or getattr(fact, "other", None)
        person = {*self._links.person(fact.customer), *(self._links.person(named_too) if named_too else ())}
        return {one for at, whose in self._whose.items() if whose in person for one in self.watchers[at]}

    def sockets(self) -> Iterable[AgentSocket]:
        for mine in list(self.agents.values()):
            yield from list(mine)

    async def _batch(self, batch: Batch) -> None:
        wrote = Wrote(batch.rows)
        for logged in batch.logged:
            self.position = logged.seq
            try:
                await followed(self._desk.tracing, logged, self._fact(logged, wrote))
            except Exception as error:
                log.exception("fact not told", tenant=self.tenant, seq=logged.seq, error=type(error).__name__)
                self._resync()
        await self._calls.tell()

    def _resync(self) -> None:
        """A fact could not be told to whom it concerns: everybody starts again rather than miss it unknowingly."""
        for socket in self.sockets():
            socket.outbox.overflow("untold")
        for visitors in self.visitors.values():
            for visitor in visitors:
                visitor.outbox.overflow("untold")

    async def _fact(self, logged: Logged, wrote: Wrote) -> None:
        fact = logged.fact
        self._note_rules(fact)
        self.callers.hear(fact)
        self._calls.note(fact)
        conversation = await self._conversation(getattr(fact, "conversation", None), wrote)
        if conversation is not None:
            if isinstance(fact, f.ConversationQueueChanged):
                self._hide(conversation)
            self._touched[conversation.id] = None
            for customer in self._links.person(conversation.customer):
                for visitor in self.visitors.get(customer, ()):
                    visitor.hear(logged, wrote)
        self._board_dirty = True
        readers = [one for one in self._readers(fact, conversation) if may_see(one.viewer, fact, conversation)]
        if not readers and isinstance(fact, f.MessageReceived):
            await self.frames.lines.begin(fact.conversation, wrote)
        if readers:
            shared = await self.frames.shared(logged, wrote)
            for reader in readers:
                reader.fact(logged.seq, shared)

    def _note_rules(self, fact: f.AnyFact) -> None:
        """Names, queues or rights changed: lines are read anew, and viewers looked at again."""
        if isinstance(fact, NAMES):
            self._calls.renamed(self._renamed.note(fact))
        if isinstance(fact, (*FOR_ALL, *NAMES)):
            self.frames.lines.forget()
        if isinstance(fact, FOR_ALL):
            for socket in self.sockets():
                socket.stale.set()
        if isinstance(fact, f.SignedOut):
            for socket in self.agents.get(fact.user, ()):
                socket.stale.set()

    def _hide(self, conversation: Conversation) -> None:
        """It went where some who had it open, or on their list, may not see it."""
        self._moved = True
        for socket in list(self.watchers.get(conversation.id, ())):
            if not may_see_conversation(socket.viewer, conversation):
                self.unwatch(socket, conversation.id)

    async def _conversation(self, conversation_id: str | None, wrote: Wrote) -> Conversation | None:
        if conversation_id is None:
            return None
        return wrote.get(Conversation, conversation_id) or await self._read.get(Conversation, conversation_id)

    def _readers(self, fact: f.AnyFact, conversation: Conversation | None) -> set[AgentSocket]:
        if isinstance(fact, FOR_EVERYBODY):
            return set(self.sockets())
        found = self._beside(fact)
        if isinstance(fact, (*FOR_DECIDERS, *CANARIES)):
            found |= {one for one in self.sockets() if decides(one.viewer)}
        for user in named(fact):
            found |= self.agents.get(user, set())
        if isinstance(fact, f.CommitmentOverdue | f.HandRaised | f.HandoffLate):
            found |= {one for one in self.sockets() if one.viewer.covers(SUPERVISE)}
        if isinstance(fact, f.ConversationMerged | f.ConversationUnmerged):
            found |= self.watchers.get(fact.into, set())
        if conversation is not None:
            found |= self.watchers.get(conversation.id, set())
            if conversation.agent is not None:
                found |= self.agents.get(conversation.agent, set())
        return found

    async def missed(self, socket: AgentSocket, logged: Logged) -> bytes | None:
        """The frame of a past fact if it concerns this reader and he may see it."""
        conversation_id = getattr(logged.fact, "conversation", None)
        conversation = await self._read.get(Conversation, conversation_id) if conversation_id else None
        watching = conversation_id in socket.watching or socket in self._beside(logged.fact)
        asks = isinstance(logged.fact, FOR_DECIDERS) and decides(socket.viewer)
        if not asks and not concerns(socket.viewer.user, logged.fact, conversation, watching):
            return None
        if not may_see(socket.viewer, logged.fact, conversation):
            return None
        return await self.frames.shared(logged, NOTHING)

    async def _tick(self) -> None:
        while True:
            await self._desk.clock.sleep(TICK_SECONDS)
            await self.onlookers.tick()
            touched, self._touched = self._touched, {}
            moved, self._moved = self._moved, False
            if self.agents:
                moved = await self._renamed.add_to(touched) or moved
            if (touched or moved) and self.agents:
                await self._send_touched(list(touched), moved)
            if self._board_dirty:
                self._board_dirty = False
                await self._send_boards()

    async def _send_touched(self, touched: Sequence[str], moved: bool) -> None:
        """Rows are read and encoded once per sight: agents of one team see the same. After a move between queues
        lists are asked for anew: a row may have gone from some of them."""
        ids = touched[-MOST_TOUCHED:]
        more = moved or len(touched) > MOST_TOUCHED
        groups: dict[tuple[object, object], list[AgentSocket]] = defaultdict(list)
        for socket in self.sockets():
            groups[socket.viewer.sight.queues, socket.viewer.sight.brands].append(socket)
        for (queues, brands), sockets in groups.items():
            sight = v.Sight(agent="", queues=queues, brands=brands)  # type: ignore[arg-type]
            rows = await self._views.conversations.rows(self.tenant, sight, ids)
            frame = ENCODER.encode(
                {"op": "touched", "conversations": [wire(row) for row in rows], "more": more},
            )
            await self._put_all(sockets, frame)

    async def _put_all(self, sockets: Sequence[AgentSocket], frame: bytes) -> None:
        """A slice at a time: a thousand sockets written in one go would hold up everybody's offers."""
        for start in range(0, len(sockets), SLICE):
            if start:
                await self._desk.clock.sleep(SLICE_SECONDS)
            for socket in sockets[start : start + SLICE]:
                socket.outbox.put(frame)

    async def _send_boards(self) -> None:
        groups: dict[v.Sight, list[AgentSocket]] = defaultdict(list)
        for socket in self.sockets():
            if socket.board:
                groups[msgspec.structs.replace(socket.viewer.sight_of(SUPERVISE), agent="")].append(socket)
        for sight, sockets in groups.items():
            board = await self._board(sight)
            await self._put_all(sockets, ENCODER.encode({"op": "board", **wire(board)}))

    async def _board(self, sight: v.Sight) -> Board:
        found = await self._views.floor.board(self.tenant, sight, self._desk.clock.now())
        live = self._live_of(self.tenant)
        if self._day is None and live is not None:
            self._day = DayCount(Counting(self._desk, self.tenant, self._views.reports, live))
        board = with_expected(found, self._outlook_of(self.tenant))
        return await self._day.on(board) if self._day is not None else board

    async def send_board(self, socket: AgentSocket) -> None:
        """The board as this viewer sees it now."""
        board = await self._board(socket.viewer.sight_of(SUPERVISE))
        socket.outbox.put(ENCODER.encode({"op": "board", **wire(board)}))

    async def _signals(self) -> None:
        async with self._desk.bus.listen(self.tenant) as signals:
            async for _, signal in signals:
                self.callers.signal(signal)
                if isinstance(signal, Typing):
                    self._typing(signal)
                elif isinstance(signal, Viewing):
                    await self.onlookers.heard(signal)
                elif isinstance(signal, ToPage | Quality | Caption):
                    self._calls.hear(signal)
                elif isinstance(signal, Ringing):
                    frame = ENCODER.encode({"op": "ringing", "number": signal.number})
                    for socket in self.agents.get(signal.agent, ()):
                        socket.outbox.put(frame)

    def _typing(self, signal: Typing) -> None:
        frame = ENCODER.encode(
            {
                "op": "typing",
                "conversation": signal.conversation,
                "who": signal.who,
                "on": signal.on,
                "note": signal.note,
            }
        )
        for socket in self.watchers.get(signal.conversation, ()):
            if socket.viewer.user != signal.who:
                socket.outbox.put(frame)
        if signal.who != "customer" and not signal.note:
            for visitor in self.chats.get(signal.conversation, ()):
                visitor.outbox.put(b'{"op":"typing","on":%b}' % (b"true" if signal.on else b"false"))
