"""A visitor's calls, over the socket of his chat: in the same conversation, by his own leg only."""

from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from atiende.actions.calls_ending import hang_up_leg
from atiende.actions.calls_handling import signal_leg
from atiende.actions.joining import end_invitation
from atiende.actions.web_calls import Asked, ask_to_be_called, call_from_page, open_call_of, voice_of
from atiende.api.callers import CallPage
from atiende.api.public import visitors
from atiende.api.public.call_pace import CallPace, check_body, keys_body
from atiende.api.public.call_told import CallTold, Told
from atiende.api.public.said import PRINTED, Frame
from atiende.api.wire import ENCODER
from atiende.domain.call import Call
from atiende.domain.documents import Document, Queue, read
from atiende.domain.documents import Endpoint as EndpointDocument
from atiende.domain.errors import Invalid, Refusal
from atiende.domain.interaction import Interaction
from atiende.domain.joining import CallInvitation
from atiende.ports.channel import Endpoint
from atiende.reactors.waiting import wait_for

if TYPE_CHECKING:
    from atiende.api.public.session import Session

RENEW_SECONDS = 2.0
IDLE_SECONDS = 60.0
BY_CUSTOMER = "customer:{}"


class Calling:
    """Of one socket. `session` is read for who he is and which conversation his chat is."""

    def __init__(self, session: "Session", host: str) -> None:
        self._session = session
        self._desk, self._hub, self._endpoint = session.desk, session.hub, session.endpoint
        self._page = CallPage(session.outbox)
        self._pace = CallPace(session.widget.paces, f"{self._endpoint.tenant}/{self._endpoint.slug}", host)
        self._voice: Endpoint | None = None
        self._told = CallTold()

    async def run(self) -> None:
        """Tells where the call stands whenever that changes, until cancelled."""
        try:
            while True:
                self._page.changed.clear()
                self._look()
                try:
                    await self._tell()
                except Refusal:  # the store is away for a while
                    self._page.changed.clear()
                live = self._told.state not in ("none", "ended")
                await wait_for(self._page.changed, self._desk.clock, RENEW_SECONDS if live else IDLE_SECONDS)
        finally:
            self._hub.callers.look(self._page)

    async def hear(self, frame: Frame) -> None:
        """One of the socket's words about calls. Whatever is refused is said so."""
        try:
            await HANDLERS[frame.op](self, frame)
        except Refusal as refusal:
            self._session.refuse(frame, refusal)

    def look_again(self) -> None:
        """Who he is, or which conversation this is, may have changed."""
        self._page.changed.set()

    async def call(self, frame: Frame) -> None:
        if not PRINTED.match(frame.client_id):
            raise Invalid(field="client_id", reason="required")
        self._pace.may_call(self._desk.clock.elapsed(), self._session.visitor.address)
        inbound = visitors.inbound(self._desk, self._session.visitor, frame, self._session.language)
        asked = Asked(inbound=inbound, conversation=self._session.conversation, video=frame.video)
        made = await call_from_page(self._desk, self._endpoint, asked)
        await self._session.met(made.conversation)
        await self._tell(again=True)

    async def voice(self, frame: Frame) -> None:
        self._pace.may_signal(self._desk.clock.elapsed())
        check_body(frame.body)
        await signal_leg(self._desk, self._endpoint.tenant, self._session.customer, frame.leg, frame.body)

    async def keys(self, frame: Frame) -> None:
        self._pace.may_signal(self._desk.clock.elapsed())
        body = keys_body(frame.keys)
        await signal_leg(self._desk, self._endpoint.tenant, self._session.customer, frame.leg, body)

    async def hang_up(self, frame: Frame) -> None:
        """Only his own; one that is gone is no error."""
        found = await self._call()
        leg = found.customer_leg if found is not None else None
        if leg is not None:
            actor = BY_CUSTOMER.format(self._session.customer)
            await hang_up_leg(self._desk, self._endpoint.tenant, leg.id, actor)

    async def decline(self, frame: Frame) -> None:
        actor, conversation = BY_CUSTOMER.format(self._session.customer), self._session.conversation
        if conversation:
            await end_invitation(self._desk, self._endpoint.tenant, actor, conversation, "declined")

    async def call_state(self, frame: Frame) -> None:
        self._pace.may_signal(self._desk.clock.elapsed())
        await self._tell(again=True)

    async def call_me(self, frame: Frame) -> None:
        """Instead of talking from here."""
        if not PRINTED.match(frame.client_id):
            raise Invalid(field="client_id", reason="required")
        self._pace.may_call(self._desk.clock.elapsed(), self._session.visitor.address)
        voice = await voice_of(self._desk, self._endpoint)
        if voice is None or not await self._calls_back(voice):
            return
        inbound = visitors.inbound(self._desk, self._session.visitor, frame, self._session.language)
        conversation = await ask_to_be_called(self._desk, self._endpoint, inbound, frame.number)
        await self._session.met(conversation)

    def _look(self) -> None:
        page, session = self._page, self._session
        page.who = session.customer
        self._hub.callers.look(page, session.customer, session.conversation, page.interaction)

    async def _call(self) -> Call | None:
        """His own, begun from a page."""
        customer = self._session.customer
        if not customer:
            return None
        found = await open_call_of(self._desk, self._endpoint.tenant, customer=customer)
        leg = found.customer_leg if found is not None else None
        return found if leg is not None and leg.kind == "visitor" else None

    async def _tell(self, *, again: bool = False) -> None:
        told = await self._now()
        self._page.leg, self._page.interaction = told.leg, told.interaction
        self._look()
        if again or replace(told, lasted=None) != replace(self._told, lasted=None):
            self._told = told
            self._page.outbox.put(ENCODER.encode(asdict(told)))

    async def _now(self) -> CallTold:
        self._voice = await voice_of(self._desk, self._endpoint)
        video = self._endpoint.settings.get("video") is True
        found = await self._call()
        leg = found.customer_leg if found is not None else None
        if found is None or leg is None:
            return replace(self._over(), video=video, invite=await self._invite(), callback=await self._callback())
        teller = Told(self._desk, self._hub, self._session.customer)
        told = await teller.of(found, leg, video=video)
        if told.state == "queued":
            return await self._waiting(told)
        if told.state == "flow":
            prompt, choices = await teller.menu(found.interaction)
            return replace(told, prompt=prompt, choices=choices)
        return told

    def _over(self) -> CallTold:
        """He was in one a moment ago, or in none."""
        if self._told.state in ("none", "ended"):
            return replace(CallTold(), state=self._told.state)
        return CallTold(state="ended")

    async def _waiting(self, told: CallTold) -> CallTold:
        one = await self._desk.store.reading(self._endpoint.tenant).get(Interaction, told.interaction)
        if one is None or self._voice is None:
            return told
        _, waits = await self._session.widget.standings(self._voice).changing(one)
        return replace(told, ahead=waits.ahead, expected=waits.minutes)

    async def _invite(self) -> dict[str, str | bool] | None:
        if not self._session.conversation or self._voice is None:
            return None
        reading = self._desk.store.reading(self._endpoint.tenant)
        found = await reading.get(CallInvitation, self._session.conversation)
        if found is None or not found.stands(self._desk.clock.now()):
            return None
        name = await Told(self._desk, self._hub, "").first_name(found.agent)
        return {"name": name, "video": found.video}

    async def _callback(self) -> bool:
        return self._voice is not None and await self._calls_back(self._voice)

    async def _calls_back(self, voice: Endpoint) -> bool:
        """Its queue lets callers be called back."""
        reading = self._desk.store.reading(voice.tenant)
        row = await reading.get(Document, "endpoint", voice.slug)
        body = read("endpoint", row.body) if row is not None else None
        if not isinstance(body, EndpointDocument):
            return False
        row = await reading.get(Document, "queue", body.queue)
        queue = read("queue", row.body) if row is not None else None
        return isinstance(queue, Queue) and queue.voice.callback


HANDLERS = {
    "call": Calling.call,
    "voice": Calling.voice,
    "keys": Calling.keys,
    "hang_up": Calling.hang_up,
    "decline": Calling.decline,
    "call_state": Calling.call_state,
    "call_me": Calling.call_me,
}
