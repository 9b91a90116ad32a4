"""One connected visitor: what he sends is durable before it is acknowledged, what he missed waits for him."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import asdict, replace
from starlette.websockets import WebSocket

from atiende.actions.delivery import note_receipt
from atiende.actions.intake import Taken, take_message
from atiende.actions.offers import end_session
from atiende.actions.transcripts import send_transcript
from atiende.api.coming import bye
from atiende.api.hub import Heard, Hub, VisitorSocket
from atiende.api.lean_socket import cut_off, short_way
from atiende.api.outbox import Outbox
from atiende.api.public import visitors
from atiende.api.public.in_turn import FEW_UNHANDLED, MOST_UNHANDLED, PATIENCE_SECONDS, InTurn
from atiende.api.public.other_ways import take_way
from atiende.api.public.pace import Pace
from atiende.api.public.said import PRINTED, Frame, decoded
from atiende.api.public.standing import STATE_FACTS, Standings, Told, deciding, in_language
from atiende.api.public.visitors import Visitor
from atiende.api.wire import ENCODER, NOTHING, Wrote, stamp
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, Overloaded, Refusal, TooLarge, TooMany
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.people import email_problem
from atiende.ports.bus import Typing
from atiende.ports.channel import Endpoint, Inbound
from atiende.ports.failpoints import VISITOR_KEPT

if TYPE_CHECKING:
    from atiende.api.public.widget import Widget

MOST_UNTOLD = 100
"""Own messages whose echo is still awaited; beyond that they are told twice, and the widget knows them."""
TRY_AGAIN = 1013
FAREWELL_SECONDS = 5.0
RENEW_SECONDS = 2.0
"""How often a change of the expected wait is told at most."""


class Session:
    """One connected visitor."""

    def __init__(self, widget: "Widget", socket: WebSocket, endpoint: Endpoint, hub: Hub) -> None:
        self._widget, self._desk = widget, widget.desk
        self._socket, self._endpoint, self._hub = socket, endpoint, hub
        self._outbox = Outbox(socket.send_text, short_way(socket), cut_off(socket))
        self._heard: asyncio.Queue[Heard] = asyncio.Queue(1000)
        self._mine = VisitorSocket(endpoint.slug, self._outbox, self._heard)
        self._visitor = Visitor(address="", token="")
        self._customer = ""
        self._conversation = ""
        self._language = ""
        self._acknowledged: set[str] = set()
        self._pace, self._sent_away = Pace(), False
        self._welcomed = ("", 0)
        """The conversation and position up to which the welcome told."""
        self._seen = 0
        self._standings = Standings(self._desk, widget.availability, endpoint)
        self._work: Interaction | None = None
        self._told = Told()

    async def run(self, hello: Frame) -> None:
        self._visitor = visitors.greet(self._desk, self._endpoint, hello.token or "", hello.identity)
        self._language = hello.language[:2].lower() if hello.language[:2].isalpha() else ""
        customer = await visitors.customer_of(self._desk, self._endpoint, self._visitor)
        if customer:
            self._join(customer)
        else:
            self._widget.strangers[self.door].add(self)
        try:
            with self._widget.leaving.open(self._outbox):
                await self._serve(hello)
        finally:
            self._part()

    async def _serve(self, hello: Frame) -> None:
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self._write())
            async with self._widget.greetings.turn():
                await self._welcome(hello)
            teller = group.create_task(self._tell())  # what came meanwhile is told after what was before
            renewer = group.create_task(self._renew())
            try:
                await self._listen(InTurn(group, self._handle, self._desk.clock))
            finally:
                teller.cancel()
                renewer.cancel()
                writer.cancel()

    async def _welcome(self, hello: Frame) -> None:
        conversation = await visitors.conversation_of(self._desk, self._endpoint, self._customer)
        messages = []
        if conversation is not None:
            self._talk_in(conversation.id)
            since = hello.since if hello.since <= conversation.last else 0  # else it counted another conversation
            messages = await visitors.history(self._desk, self._endpoint, conversation, since, self._language)
            self._welcomed = (conversation.id, max([since, *[int(str(one["position"])) for one in messages]]))
        self._put(
            {
                "op": "welcome",
                "token": self._visitor.token,
                "conversation": conversation.id if conversation else None,
                "messages": messages,
                "position": max(hello.since, self._welcomed[1]),
                **asdict(await self._state()),
            }
        )

    async def _listen(self, in_turn: InTurn) -> None:
        while not self._sent_away:
            frame = decoded(await self._socket.receive_text())
            answered = frame.op in ANSWERED
            if frame.op not in HANDLERS or not (answered or self._pace.may_signal(self._desk.clock.elapsed())):
                continue
            if not in_turn.add(frame, MOST_UNHANDLED if answered else FEW_UNHANDLED) and answered:
                self._refuse(frame, TooMany(retry_after=1))
        async with asyncio.timeout(FAREWELL_SECONDS):
            await self._socket.send_text(bye("overloaded", self._widget.refusals.send_away(self._desk)).decode())
            await self._socket.close(TRY_AGAIN)

    async def _handle(self, frame: Frame, came: float) -> None:
        try:
            if frame.op in ANSWERED and self._desk.clock.elapsed() - came > PATIENCE_SECONDS:
                raise Overloaded(retry_after=1)
            await HANDLERS[frame.op](self, frame)
        except Refusal as refusal:
            self._refuse(frame, refusal)

    async def _write(self) -> None:
        """When the outbox ends (too slow a reader), so does the socket: the widget comes back and says where it is."""
        await self._outbox.run()
        await self._socket.close(TRY_AGAIN)

    async def send(self, frame: Frame) -> None:
        """A message: acknowledged when durable, refused with a reason, never dropped silently."""
        if self._pace.too_fast(self._desk.clock.now()):
            self._refuse(frame, TooMany(retry_after=1))
            return
        if not PRINTED.match(frame.client_id) or not (frame.text.strip() or frame.files):
            self._refuse(frame, Invalid())
            return
        await self._take(self._endpoint, frame, self._inbound(frame))

    async def form(self, frame: Frame) -> None:
        """The offline form: answered by e-mail where the brand has a mailbox, else in the chat."""
        if self._pace.too_fast(self._desk.clock.now()):
            self._refuse(frame, TooMany(retry_after=1))
            return
        address = frame.email.strip().lower()
        if not PRINTED.match(frame.client_id) or not frame.text.strip() or email_problem(address) is not None:
            self._refuse(frame, Invalid())
            return
        mailbox = await visitors.mailbox_of(self._desk, self._endpoint)
        if mailbox is None:
            await self._take(self._endpoint, frame, self._inbound(frame))
            return
        inbound = msgspec.structs.replace(
            self._inbound(frame),
            address=address,
            signed=False,
            email="",
            uploads=(),
            to=(str(mailbox.settings.get("address", "")),),
        )
        await self._take(mailbox, frame, inbound)

    async def typing(self, frame: Frame) -> None:
        if self._conversation and self._desk.load.allows("signals"):
            await self._desk.bus.send(
                self._endpoint.tenant, Typing(conversation=self._conversation, who="customer", on=frame.on)
            )

    async def seen(self, frame: Frame) -> None:
        """The visitor has read up to a position: our messages up to there are read."""
        if self._conversation and frame.position > self._seen:
            for message in await visitors.unread(self._desk, self._endpoint, self._conversation, frame.position):
                await note_receipt(self._desk, self._endpoint.tenant, message, "read")
            self._seen = frame.position

    async def end(self, frame: Frame) -> None:
        for one in await self._chats():
            await end_session(self._desk, self._endpoint.tenant, one.id, "customer", f"customer:{self._customer}")

    async def other_way(self, frame: Frame) -> None:
        """Instead of waiting."""
        if self._work is not None:
            await take_way(self._desk, self._endpoint.tenant, self._work, frame)

    async def transcript(self, frame: Frame) -> None:
        """A copy of this chat by e-mail."""
        if self._conversation:
            await send_transcript(self._desk, self._endpoint, self._conversation, frame.email)
            self._put({"op": "copied", "email": frame.email.strip()})

    async def ping(self, frame: Frame) -> None:
        self._put({"op": "pong"})

    def _inbound(self, frame: Frame) -> Inbound:
        return visitors.inbound(self._desk, self._visitor, frame, self._language)

    async def _take(self, endpoint: Endpoint, frame: Frame, inbound: Inbound) -> None:
        if len(frame.text) > self._desk.channels[self._endpoint.channel].traits.max_chars:
            self._refuse(frame, TooLarge())
            return
        try:
            taken = await take_message(self._desk, endpoint, inbound)
            self._desk.fail(VISITOR_KEPT)
        except Refusal as refusal:
            self._refuse(frame, refusal)
            return
        if not taken.repeated and len(self._acknowledged) < MOST_UNTOLD:
            self._acknowledged.add(taken.message)
        newcomer = False
        if endpoint is self._endpoint:
            self._talk_in(taken.conversation)
            if not self._customer:
                newcomer = True
                self._join(await visitors.customer_of(self._desk, self._endpoint, self._visitor))
        self._put(
            {
                "op": "ack",
                "client_id": frame.client_id,
                "message": taken.message,
                "position": taken.position,
                "at": stamp(taken.at),
            }
        )
        if newcomer:
            await self._widget.introduce(self)
            await self._catch_up(taken)

    async def _catch_up(self, taken: Taken) -> None:
        """What his first message set going was told before this socket was known to be his; told twice is told once."""
        found = await self._desk.store.reading(self._endpoint.tenant).get(Conversation, taken.conversation)
        if found is not None and found.last > taken.position:
            args = (self._desk, self._endpoint, found, taken.position, self._language)
            for message in await visitors.history(*args):
                self._put({"op": "message", "message": message})
        await self._tell_state()

    async def _tell(self) -> None:
        """What happens in the conversation, as the visitor sees it."""
        while True:
            logged, rows = await self._heard.get()
            fact = logged.fact
            if isinstance(fact, f.MessageReceived | f.MessageWritten):
                if fact.message in self._acknowledged:
                    self._acknowledged.discard(fact.message)  # his own, told by its acknowledgement
                else:
                    await self._show(fact.message, rows)
            elif isinstance(fact, f.ConversationSeen):
                if fact.conversation == self._conversation:
                    self._put({"op": "seen", "position": fact.position})
            elif isinstance(fact, STATE_FACTS) and self._is_mine(fact):
                await self._tell_state(rows)

    def _is_mine(self, fact: f.AnyFact) -> bool:
        """Of this chat: the same customer's mail, or his chat on another page, is another story."""
        if isinstance(fact, f.InteractionQueued | f.FlowEntered) and fact.endpoint == self._endpoint.slug:
            self._talk_in(fact.conversation)
        return getattr(fact, "conversation", "") == self._conversation

    async def _show(self, message_id: str, rows: Wrote) -> None:
        message, content = rows.get(Message, message_id), rows.get(MessageContent, message_id)
        if message is None:
            message = await self._desk.store.reading(self._endpoint.tenant).get(Message, message_id)
        if message is None or not visitors.shown_to_visitor(self._endpoint, message):
            return
        told, position = self._welcomed
        if message.conversation == told and message.position <= position:
            return
        self._talk_in(message.conversation)
        self._put(
            {
                "op": "message",
                "message": await visitors.shown(self._desk, self._endpoint, message, content, self._language),
            }
        )

    async def _tell_state(self, rows: Wrote = NOTHING) -> None:
        self._put({"op": "state", **asdict(await self._state(rows))})

    async def _state(self, rows: Wrote = NOTHING) -> Told:
        """Where the conversation stands, whether anybody is there, and what he must expect."""
        work = await self._all_work(rows)
        self._work = deciding(work, self._endpoint.channel)
        live = self._work is not None and self._work.state == "handling" and self._work.agent
        name = (await self._hub.frames.lines.name_of(str(live))).split(" ")[0] if live else ""
        self._told = await self._standings.of(work, self._language, name)
        return self._told

    async def _renew(self) -> None:
        """His place, the expected wait and what the centre has to say change although nothing happens to him."""
        while True:
            await self._desk.clock.sleep(RENEW_SECONDS)
            try:
                door, waits = await self._standings.changing(self._work)
            except Refusal:  # the store is away for a while
                continue
            told = replace(
                self._told,
                online=door.online,
                notice=in_language(door.notices, self._language),
                ahead=waits.ahead,
                expected=waits.minutes,
            )
            if told != self._told:
                self._told = told
                self._put({"op": "state", **asdict(told)})

    async def _all_work(self, rows: Wrote = NOTHING) -> list[Interaction]:
        """The conversation's, oldest first: the open chat as this commit wrote it, else all as it is stored."""
        if not self._conversation:
            return []
        found = [one for one in rows.work(self._conversation) if self._is_open_chat(one)]
        if found:
            return found
        return await self._desk.store.reading(self._endpoint.tenant).where(
            Interaction, {"conversation": self._conversation}
        )

    async def _chats(self) -> list[Interaction]:
        return [one for one in await self._all_work() if self._is_open_chat(one)]

    def _is_open_chat(self, one: Interaction) -> bool:
        return one.state in OPEN_STATES and one.channel == self._endpoint.channel

    def _join(self, customer: str) -> None:
        if customer and customer != self._customer:
            _leave(self._hub.visitors, self._customer, self._mine)
            self._customer = customer
            self._hub.visitors[customer].add(self._mine)

    def _talk_in(self, conversation: str) -> None:
        if conversation != self._conversation:
            _leave(self._hub.chats, self._conversation, self._mine)
            self._conversation = conversation
            self._hub.chats[conversation].add(self._mine)

    @property
    def door(self) -> tuple[str, str, str]:
        """Tabs of one visitor have the same."""
        return self._endpoint.tenant, self._endpoint.slug, self._visitor.address

    async def begin(self) -> None:
        """The visitor's first message was sent from another tab of his."""
        self._join(await visitors.customer_of(self._desk, self._endpoint, self._visitor))
        await self._welcome(Frame(op="hello"))

    def start_again(self) -> None:
        self._outbox.overflow()

    def _part(self) -> None:
        self._widget.forget(self)
        _leave(self._hub.visitors, self._customer, self._mine)
        _leave(self._hub.chats, self._conversation, self._mine)

    def _refuse(self, frame: Frame, refusal: Refusal) -> None:
        detail = self._widget.refusal_text(refusal, self._language)
        self._put({"op": "refused", "client_id": frame.client_id, "code": refusal.code, "detail": detail})
        if isinstance(refusal, TooMany | Overloaded) and not self._widget.refusals.may_stay(self._desk, self._pace):
            self._sent_away = True

    def _put(self, frame: dict[str, object]) -> None:
        self._outbox.put(ENCODER.encode(frame))


def _leave(places: dict[str, set[VisitorSocket]], key: str, socket: VisitorSocket) -> None:
    there = places.get(key)
    if there is not None:
        there.discard(socket)
        if not there:
            del places[key]


ANSWERED = ("send", "form")
"""What has a limit of its own and is never passed over in silence."""

HANDLERS: dict[str, Callable[[Session, Frame], Awaitable[None]]] = {
    "send": Session.send,
    "form": Session.form,
    "typing": Session.typing,
    "seen": Session.seen,
    "end": Session.end,
    "callback": Session.other_way,
    "by_mail": Session.other_way,
    "link": Session.other_way,
    "transcript": Session.transcript,
    "ping": Session.ping,
}
