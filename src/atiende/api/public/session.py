"""One connected visitor: what he sends is durable before it is acknowledged, what he missed waits for him."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import asdict, replace
from starlette.websockets import WebSocket

from atiende.actions.intake import Taken, take_message
from atiende.api.coming import bye
from atiende.api.hub import Heard, Hub, VisitorSocket
from atiende.api.lean_socket import cut_off, short_way
from atiende.api.outbox import Outbox
from atiende.api.public import visitors
from atiende.api.public.asides import ASIDES
from atiende.api.public.calling import HANDLERS as CALLING
from atiende.api.public.calling import Calling
from atiende.api.public.in_turn import FEW_UNHANDLED, MOST_UNHANDLED, PATIENCE_SECONDS, InTurn
from atiende.api.public.pace import Pace
from atiende.api.public.said import PRINTED, Frame, decoded
from atiende.api.public.standing import (
    STATE_FACTS,
    Standings,
    Told,
    all_work,
    deciding,
    in_language,
)
from atiende.api.public.visitors import Visitor
from atiende.api.wire import ENCODER, NOTHING, Wrote, stamp
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, Overloaded, Refusal, TooLarge, TooMany
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.people import email_problem
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
        self.widget, self.desk = widget, widget.desk
        self._socket, self.endpoint, self.hub = socket, endpoint, hub
        self.outbox = Outbox(socket.send_text, short_way(socket), cut_off(socket))
        self._heard: asyncio.Queue[Heard] = asyncio.Queue(1000)
        self._mine = VisitorSocket(endpoint.slug, self.outbox, self._heard)
        self.visitor = Visitor(address="", token="")
        self.customer = ""
        self.conversation = ""
        self.language = ""
        self._acknowledged: set[str] = set()
        self._pace, self._sent_away = Pace(), False
        self.read = 0
        """The position up to which he has read."""
        self._welcomed = ("", 0)
        """The conversation and position up to which the welcome told."""
        self._standings = Standings(self.desk, widget.availability, endpoint)
        self.work: Interaction | None = None
        self._told = Told()
        self.calling = Calling(self, socket.client.host if socket.client else "")

    async def run(self, hello: Frame) -> None:
        self.visitor = visitors.greet(self.desk, self.endpoint, hello.token or "", hello.identity)
        self.language = hello.language[:2].lower() if hello.language[:2].isalpha() else ""
        customer = await visitors.customer_of(self.desk, self.endpoint, self.visitor)
        if customer:
            self._join(customer)
        else:
            self.widget.strangers[self.door].add(self)
        try:
            with self.widget.leaving.open(self.outbox):
                await self._serve(hello)
        finally:
            self._part()

    async def _serve(self, hello: Frame) -> None:
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self._write())
            async with self.widget.greetings.turn():
                await self._welcome(hello)
            teller = group.create_task(self._tell())  # what came meanwhile is told after what was before
            renewer = group.create_task(self._renew())
            caller = group.create_task(self.calling.run())
            try:
                await self._listen(InTurn(group, self._handle, self.desk.clock))
            finally:
                teller.cancel()
                renewer.cancel()
                caller.cancel()
                writer.cancel()

    async def _welcome(self, hello: Frame) -> None:
        conversation = await visitors.conversation_of(self.desk, self.endpoint, self.customer)
        messages = []
        if conversation is not None:
            self._talk_in(conversation.id)
            since = hello.since if hello.since <= conversation.last else 0  # else it counted another conversation
            messages = await visitors.history(self.desk, self.endpoint, conversation, since, self.language)
            self._welcomed = (conversation.id, max([since, *[int(str(one["position"])) for one in messages]]))
        self.put(
            {
                "op": "welcome",
                "token": self.visitor.token,
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
            if frame.op not in HANDLERS or not (answered or self._pace.may_signal(self.desk.clock.elapsed())):
                continue
            if not in_turn.add(frame, MOST_UNHANDLED if answered else FEW_UNHANDLED) and answered:
                self.refuse(frame, TooMany(retry_after=1))
        async with asyncio.timeout(FAREWELL_SECONDS):
            await self._socket.send_text(bye("overloaded", self.widget.refusals.send_away(self.desk)).decode())
            await self._socket.close(TRY_AGAIN)

    async def _handle(self, frame: Frame, came: float) -> None:
        try:
            if frame.op in ANSWERED and self.desk.clock.elapsed() - came > PATIENCE_SECONDS:
                raise Overloaded(retry_after=1)
            await HANDLERS[frame.op](self, frame)
        except Refusal as refusal:
            self.refuse(frame, refusal)

    async def _write(self) -> None:
        """When the outbox ends (too slow a reader), so does the socket: the widget comes back and says where it is."""
        await self.outbox.run()
        await self._socket.close(TRY_AGAIN)

    async def send(self, frame: Frame) -> None:
        """A message: acknowledged when durable, refused with a reason, never dropped silently."""
        if self._pace.too_fast(self.desk.clock.now()):
            self.refuse(frame, TooMany(retry_after=1))
            return
        if not PRINTED.match(frame.client_id) or not (frame.text.strip() or frame.files):
            self.refuse(frame, Invalid())
            return
        await self._take(self.endpoint, frame, self._inbound(frame))

    async def form(self, frame: Frame) -> None:
        """The offline form: answered by e-mail where the brand has a mailbox, else in the chat."""
        if self._pace.too_fast(self.desk.clock.now()):
            self.refuse(frame, TooMany(retry_after=1))
            return
        address = frame.email.strip().lower()
        if not PRINTED.match(frame.client_id) or not frame.text.strip() or email_problem(address) is not None:
            self.refuse(frame, Invalid())
            return
        mailbox = await visitors.mailbox_of(self.desk, self.endpoint)
        if mailbox is None:
            await self._take(self.endpoint, frame, self._inbound(frame))
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

    def _inbound(self, frame: Frame) -> Inbound:
        return visitors.inbound(self.desk, self.visitor, frame, self.language)

    async def _take(self, endpoint: Endpoint, frame: Frame, inbound: Inbound) -> None:
        if len(frame.text) > self.desk.channels[self.endpoint.channel].traits.max_chars:
            self.refuse(frame, TooLarge())
            return
        try:
            taken = await take_message(self.desk, endpoint, inbound)
            self.desk.fail(VISITOR_KEPT)
        except Refusal as refusal:
            self.refuse(frame, refusal)
            return
        if not taken.repeated and len(self._acknowledged) < MOST_UNTOLD:
            self._acknowledged.add(taken.message)
        newcomer = endpoint is self.endpoint and await self._known_by(taken.conversation)
        self.put(
            {
                "op": "ack",
                "client_id": frame.client_id,
                "message": taken.message,
                "position": taken.position,
                "at": stamp(taken.at),
            }
        )
        if newcomer:
            await self.widget.introduce(self)
            await self._catch_up(taken)

    async def _known_by(self, conversation: str) -> bool:
        """By what he just did; whether he was nobody before."""
        self._talk_in(conversation)
        newcomer = not self.customer
        if newcomer:
            self._join(await visitors.customer_of(self.desk, self.endpoint, self.visitor))
        return newcomer

    async def met(self, conversation: str) -> None:
        """He called before he wrote anything."""
        if await self._known_by(conversation):
            await self.widget.introduce(self)
        await self._tell_state()

    async def on_call(self, frame: Frame) -> None:
        await self.calling.hear(frame)

    async def _catch_up(self, taken: Taken) -> None:
        """What his first message set going was told before this socket was known to be his; told twice is told once."""
        found = await self.desk.store.reading(self.endpoint.tenant).get(Conversation, taken.conversation)
        if found is not None and found.last > taken.position:
            args = (self.desk, self.endpoint, found, taken.position, self.language)
            for message in await visitors.history(*args):
                self.put({"op": "message", "message": message})
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
                if fact.conversation == self.conversation:
                    self.put({"op": "seen", "position": fact.position})
            elif isinstance(fact, STATE_FACTS) and self._is_mine(fact):
                await self._tell_state(rows)

    def _is_mine(self, fact: f.AnyFact) -> bool:
        """Of this chat: the same customer's mail, or his chat on another page, is another story."""
        if isinstance(fact, f.InteractionQueued | f.FlowEntered) and fact.endpoint == self.endpoint.slug:
            self._talk_in(fact.conversation)
        return getattr(fact, "conversation", "") == self.conversation

    async def _show(self, message_id: str, rows: Wrote) -> None:
        message, content = rows.get(Message, message_id), rows.get(MessageContent, message_id)
        if message is None:
            message = await self.desk.store.reading(self.endpoint.tenant).get(Message, message_id)
        if message is None or not visitors.shown_to_visitor(self.endpoint, message):
            return
        told, position = self._welcomed
        if message.conversation == told and message.position <= position:
            return
        self._talk_in(message.conversation)
        self.put(
            {
                "op": "message",
                "message": await visitors.shown(self.desk, self.endpoint, message, content, self.language),
            }
        )

    async def _tell_state(self, rows: Wrote = NOTHING) -> None:
        self.put({"op": "state", **asdict(await self._state(rows))})

    async def _state(self, rows: Wrote = NOTHING) -> Told:
        """Where the conversation stands, whether anybody is there, and what he must expect."""
        work = await self.all_work(rows)
        self.work = deciding(work, self.endpoint.channel)
        live = self.work is not None and self.work.state == "handling" and self.work.agent
        name = (await self.hub.frames.lines.name_of(str(live))).split(" ")[0] if live else ""
        self._told = await self._standings.of(work, self.language, name)
        return self._told

    async def _renew(self) -> None:
        """His place, the expected wait and what the centre has to say change although nothing happens to him."""
        while True:
            await self.desk.clock.sleep(RENEW_SECONDS)
            try:
                door, waits = await self._standings.changing(self.work)
            except Refusal:  # the store is away for a while
                continue
            told = replace(
                self._told,
                online=door.online,
                notice=in_language(door.notices, self.language),
                ahead=waits.ahead,
                expected=waits.minutes,
            )
            if told != self._told:
                self._told = told
                self.put({"op": "state", **asdict(told)})

    async def all_work(self, rows: Wrote = NOTHING) -> list[Interaction]:
        return await all_work(self.desk, self.endpoint, self.conversation, rows)

    def _join(self, customer: str) -> None:
        self.calling.look_again()
        if customer and customer != self.customer:
            _leave(self.hub.visitors, self.customer, self._mine)
            self.customer = customer
            self.hub.visitors[customer].add(self._mine)

    def _talk_in(self, conversation: str) -> None:
        if conversation != self.conversation:
            _leave(self.hub.chats, self.conversation, self._mine)
            self.conversation = conversation
            self.hub.chats[conversation].add(self._mine)
            self.calling.look_again()

    @property
    def door(self) -> tuple[str, str, str]:
        """Tabs of one visitor have the same."""
        return self.endpoint.tenant, self.endpoint.slug, self.visitor.address

    async def begin(self) -> None:
        """The visitor's first message was sent from another tab of his."""
        self._join(await visitors.customer_of(self.desk, self.endpoint, self.visitor))
        await self._welcome(Frame(op="hello"))

    def start_again(self) -> None:
        self.outbox.overflow()

    def _part(self) -> None:
        self.widget.forget(self)
        _leave(self.hub.visitors, self.customer, self._mine)
        _leave(self.hub.chats, self.conversation, self._mine)

    def refuse(self, frame: Frame, refusal: Refusal) -> None:
        detail = self.widget.refusal_text(refusal, self.language)
        about = {"about": frame.op} if frame.op in CALLING else {}
        self.put({"op": "refused", "client_id": frame.client_id, "code": refusal.code, "detail": detail, **about})
        if isinstance(refusal, TooMany | Overloaded) and not self.widget.refusals.may_stay(self.desk, self._pace):
            self._sent_away = True

    def put(self, frame: dict[str, object]) -> None:
        self.outbox.put(ENCODER.encode(frame))


def _leave(places: dict[str, set[VisitorSocket]], key: str, socket: VisitorSocket) -> None:
    there = places.get(key)
    if there is not None:
        there.discard(socket)
        if not there:
            del places[key]


ANSWERED = ("send", "form", *CALLING)
"""What has a limit of its own and is never passed over in silence."""

HANDLERS: dict[str, Callable[[Session, Frame], Awaitable[None]]] = {
    "send": Session.send,
    "form": Session.form,
    **ASIDES,
    **dict.fromkeys(CALLING, Session.on_call),
}
