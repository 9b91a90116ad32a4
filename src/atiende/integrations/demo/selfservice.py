"""Customers of the demo's past who helped themselves: they tap through the assistant's menu, get what they came for,
ask for a person, or leave. Everything through the real actions, as a browser would."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from random import Random

from atiende.actions.endpoints import open_endpoint
from atiende.actions.identities import vouch_for
from atiende.actions.intake import take_message
from atiende.actions.offers import end_session
from atiende.actions.persons import Pair, link_customers
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction
from atiende.integrations.demo.acquaintance import ACTOR, MAIL
from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from atiende.integrations.demo.office import chance as always
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.players import Play, Players
from atiende.integrations.demo.recipes import ASSISTANT
from atiende.integrations.demo.script import Guest
from atiende.integrations.demo.staff import local, moment
from atiende.integrations.demo.writing import Writer
from atiende.ports.channel import Inbound

A_DAY = 14
WEEK = {6: 0.6, 7: 0.45}
HOURS = (1, 0.5, 0.3, 0.3, 0.4, 0.8, 1.5, 3, 6, 9, 10, 9, 8, 8, 6, 6, 8, 9, 9, 8, 8, 7, 4, 2)
PATIENCE_MS = 9 * MINUTE_MS
WITH_PEOPLE = ("queued", "offered", "handling")
Line = str | None
"""What he taps or types next; None is that he leaves."""
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "es": {
        "hello": ("Hola", "Buenas", "Hola, buenos días"),
        "order": ("Mi pedido",), "invoice": ("Facturas y pagos",), "return": ("Devolver un producto",),
        "bye": ("No, gracias",),
        "message": ("¿Me pueden llamar? Es por un pedido que no llega.", "Necesito cambiar la dirección de envío."),
        "person": ("Hablar con una persona", "Quiero hablar con una persona", "agente"),
        "mail": ("Recibirla por correo",), "bank": ("Banca en línea",), "card": ("Pagar con tarjeta",),
        "none": ("Nada más",),
        "why": ("No es lo que esperaba",), "yes": ("Sí, adelante",),
    },
    "en": {
        "hello": ("Hello", "Hi", "Good morning"),
        "order": ("My order",), "invoice": ("Invoices and payments",), "return": ("Return a product",),
        "bye": ("No, thanks",),
        "message": ("Could you call me tomorrow? It is about an order.", "I need to change the delivery address."),
        "person": ("Talk to a person", "I want to talk to a person", "agent"),
        "mail": ("Get it by e-mail",), "bank": ("Online banking",), "card": ("Pay by card",), "none": ("Nothing else",),
        "why": ("Not what I expected",), "yes": ("Yes, go on",),
    },
}  # fmt: skip


class SelfService:
    """`guest` draws somebody who has no matter open."""

    def __init__(self, life: Life, players: Players, writer: Writer, guest: Callable[[], Guest], now: int) -> None:
        self._life, self._players, self._writer, self._guest, self._now = life, players, writer, guest, now
        self._chance = Random(11)
        self._busy: set[str] = set()
        self._linked: set[str] = set()

    def plan(self) -> None:
        """A day at a time, so that the agenda stays short."""
        begins = self._life.clock.at
        for day in range(begins, self._now + DAY_MS, DAY_MS):
            self._life.agenda.put(max(moment(day, 0), begins), partial(self._day, day))

    async def _day(self, day: int) -> None:
        count = round(self._chance.gauss(A_DAY * WEEK.get(local(day).isoweekday(), 1.0), 4))
        for hour in self._chance.choices(range(24), HOURS, k=max(0, count)):
            at = moment(day, hour) + self._chance.randrange(HOUR_MS)
            if self._life.clock.at < at < self._now:
                self._life.agenda.put(at, self._begin)

    async def _begin(self) -> None:
        guest = self._guest()
        if guest.brand != "main" or guest.key in self._busy:
            return
        self._busy.add(guest.key)
        lines = [self._chance.choice(WORDS[guest.language]["hello"]), *self._wish(guest)]
        await self._turn(_Visit(guest, lines))

    def _wish(self, guest: Guest) -> Sequence[Line]:
        """What he means to do, tap by tap."""
        words, draw = WORDS[guest.language], self._chance.random()

        def say(name: str) -> str:
            return self._chance.choice(words[name])

        score = str(self._chance.choice((3, 4, 4, 5, 5, 5)))
        if draw < 0.4:
            state = self._chance.choice((0, 1, 2, 3, 3, 6, 7, 4))
            number = f"AZ-{self._chance.randrange(2040, 2940)}{state}"
            ending: list[Line] = [] if state in (4, 9) else [say("bye"), *([score] if draw < 0.25 else [None])]
            return [say("order"), number, *ending]
        if draw < 0.62:
            if always(f"{guest.email} owes", 100) >= 45:
                return [say("invoice"), say("none")]
            way = self._chance.choice(("mail", "mail", "bank", "card"))
            return [say("invoice"), say(way), say("bye"), score]
        if draw < 0.7:
            number = f"AZ-{self._chance.randrange(2040, 2940)}3"
            return [say("return"), number, say("why"), say("yes")]
        if draw < 0.86:
            return [say("person"), say("message")]
        return [None] if draw < 0.95 else [say("invoice"), None]

    async def _turn(self, visit: "_Visit") -> None:
        desk, tenant, guest = self._life.desk, self._life.tenant, visit.guest
        endpoint = await open_endpoint(desk, tenant, ASSISTANT)
        line = visit.lines[visit.step] if visit.step < len(visit.lines) else None
        if endpoint is None or line is None:
            await self._leave(visit)
            return
        inbound = Inbound(
            origin=desk.ids.new("dem"),
            address=f"u:{guest.key}",
            name=guest.name,
            text=line,
            language=guest.language,
            email=guest.email,
        )
        visit.conversation = (await take_message(desk, endpoint, inbound)).conversation
        visit.step += 1
        if visit.step == 1:
            await self._players.introduce(guest, visit.conversation)
            await self._link(guest, visit.conversation)
        if await self._in(visit.conversation, WITH_PEOPLE):
            self._hand(visit)
            return
        pause = int(self._chance.uniform(6, 40) * SECOND_MS)
        self._life.agenda.put(self._life.clock.at + pause, partial(self._turn, visit))

    async def _link(self, guest: Guest, conversation: str) -> None:
        """Who writes from his account is known by his mail too, whichever came first: the shop vouches for it."""
        if guest.key in self._linked:
            return
        self._linked.add(guest.key)
        desk, tenant = self._life.desk, self._life.tenant
        reading = desk.store.reading(tenant)
        known = await reading.get(Address, guest.brand, MAIL, guest.email)
        found = await reading.get(Conversation, conversation)
        if known is None or found is None:
            return
        await _quietly(vouch_for(desk, tenant, ACTOR, known.identity, True))
        if known.customer != found.customer:
            pair = Pair(customer=found.customer, other=known.customer, evidence=("same_address",))
            await _quietly(link_customers(desk, tenant, ACTOR, pair))

    async def _in(self, conversation: str, states: tuple[str, ...]) -> Interaction | None:
        found = await self._life.desk.store.reading(self._life.tenant).where(
            Interaction, {"conversation": conversation}
        )
        return next((one for one in found if one.state in states), None)

    def _hand(self, visit: "_Visit") -> None:
        """From here on it is a chat like any other: he says what it is about, and an agent answers."""
        self._busy.discard(visit.guest.key)
        matter = self._writer.chat(visit.guest, self._life.clock.at, ASSISTANT)
        self._players.hand_over(Play(matter), visit.conversation, PATIENCE_MS)

    async def _leave(self, visit: "_Visit") -> None:
        """He closes the page, wherever he is."""
        self._busy.discard(visit.guest.key)
        work = await self._in(visit.conversation, ("in_flow",)) if visit.conversation else None
        if work is not None:
            actor = f"customer:{work.customer}"
            await _quietly(end_session(self._life.desk, self._life.tenant, work.id, "customer", actor))


class _Visit:
    """One under way."""

    __slots__ = ("conversation", "guest", "lines", "step")

    def __init__(self, guest: Guest, lines: Sequence[Line]) -> None:
        self.guest, self.lines, self.step, self.conversation = guest, lines, 0, ""


async def _quietly(action: Awaitable[object]) -> None:
    try:
        await action
    except Refusal:
        return
