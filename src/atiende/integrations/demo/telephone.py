"""The demo centre's telephones in its past: callers who are answered, held, passed on, give up or are called back.

Every call is the real thing but for its sound: what an engine would tell of its legs is told here, to the same actions.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from random import Random

from msgspec import Struct

from atiende.actions.calls_arriving import begin_call
from atiende.actions.calls_ending import end_call, end_leg
from atiende.actions.calls_events import connect_leg, note_answerer
from atiende.actions.calls_handling import hold, resume
from atiende.actions.calls_moving import consult, transfer
from atiende.actions.conversations import assign_conversation, resolve_conversation
from atiende.actions.outcomes import Outcome
from atiende.actions.wrap_up import classify_interaction
from atiende.domain import facts as f
from atiende.domain.call import VOICE, Call, CallContent, Target
from atiende.domain.callback import CHANNEL, Callback
from atiende.domain.errors import Refusal
from atiende.domain.interaction import Interaction
from atiende.domain.voice import LegArrived, MachineDetected
from atiende.integrations.demo.clockwork import MINUTE_MS, SECOND_MS
from atiende.integrations.demo.company import PHONE
from atiende.integrations.demo.past import Life
from atiende.ports.store import Change

ENGINE = "demo"
UNANSWERED, MACHINES = 0.18, 0.07
"""Of those we call: who does not answer, and whose machine does."""
LATER_MS = 12 * MINUTE_MS
"""How long it takes until somebody sees to a call that nobody took."""
HURRY_MS = 8 * MINUTE_MS
"""No call is begun so shortly before the demo's past ends: each is over by then."""


class Ring(Struct, kw_only=True):
    """A call to come. `agent` answers it where nobody else has by then, or calls back who lost patience; `onward` has
    it in the end. `begun` is called when it is there, `connected` once they speak, `ended` before it is written up."""

    number: str
    name: str
    endpoint: str = PHONE
    talk_ms: int = 3 * MINUTE_MS
    patience_ms: int = 0
    holds: bool = False
    onward: str = ""
    agent: str = ""
    answer_ms: int = 9 * SECOND_MS
    disposition: str = "solved"
    reason: str = "other"
    begun: Callable[[Call], Awaitable[None]] | None = None
    connected: Callable[[Call], Awaitable[None]] | None = None
    ended: Callable[[Call], Awaitable[None]] | None = None


class Telephone:
    """`supervisor` gives calls to whoever is to have them."""

    def __init__(self, life: Life, supervisor: str, now: int, chance: Random) -> None:
        self._life, self._desk, self._tenant = life, life.desk, life.tenant
        self._supervisor, self._now, self._chance = supervisor, now, chance
        self._rings: dict[str, Ring] = {}

    def hear(self, logged: f.Logged) -> None:
        """Only notes down what follows."""
        fact = logged.fact
        if not isinstance(fact, f.InteractionTaken):
            return
        ring = self._rings.get(fact.interaction)
        if fact.channel == VOICE and ring is not None:
            self._at(logged.at + SECOND_MS, partial(self._pick_up, ring, fact.interaction))
        elif fact.channel == CHANNEL and logged.at < self._now - HURRY_MS:
            later = logged.at + self._chance.randrange(15, 90) * SECOND_MS
            self._at(later, partial(self._call_back, fact.interaction, fact.agent))

    async def fall_silent(self) -> None:
        """What is not over yet ends with the past: nothing carries it from here on."""
        for call in await self._desk.store.reading(self._tenant).where(Call, {"open": True}):
            await end_call(self._desk, self._tenant, call.interaction, "system")

    # --- who calls us -------------------------------------------------------------------------------------------------

    async def arrive(self, ring: Ring) -> None:
        """He calls now. Who is not let in leaves no trace."""
        arrived = LegArrived(
            leg=self._desk.ids.new("leg"),
            tenant=self._tenant,
            endpoint=ring.endpoint,
            caller=ring.number.replace(" ", ""),
            name=ring.name,
        )
        call = await begin_call(self._desk, self._tenant, ENGINE, arrived)
        if call is None:
            return
        self._rings[call.interaction] = ring
        now = self._life.clock.at
        if ring.begun is not None:
            await ring.begun(call)
        if ring.patience_ms:
            self._at(now + ring.patience_ms, partial(self._give_up, call.interaction))
        elif ring.agent:
            self._at(now + ring.answer_ms, partial(self._assign, ring.agent, call.conversation))

    async def _give_up(self, interaction: str) -> None:
        call, ring = await self._call(interaction), self._rings.get(interaction)
        if call is not None and call.open and call.connected_at is None:
            await self.hang_up(call)
            if ring is not None and ring.agent:
                self._at(self._life.clock.at + LATER_MS, partial(self._assign, ring.agent, call.conversation))

    async def hang_up(self, call: Call) -> None:
        """The customer does."""
        leg = call.customer_leg
        if leg is not None:
            await end_leg(self._desk, self._tenant, leg.id, "normal")

    async def _assign(self, agent: str, conversation: str) -> None:
        """What nobody has taken by then: the call, or the one that is owed for it."""
        works = await self._desk.store.reading(self._tenant).where(Interaction, {"conversation": conversation})
        if any(one.state in ("queued", "offered") for one in works):
            await assign_conversation(self._desk, self._tenant, self._supervisor, conversation, agent)

    # --- agents -------------------------------------------------------------------------------------------------------

    async def _pick_up(self, ring: Ring, interaction: str) -> None:
        call = await self._call(interaction)
        work = await self._work(interaction)
        mine = call.leg_of(work.agent) if call is not None and call.open and work is not None and work.agent else None
        if mine is None or mine.state == "up":
            return
        first = call is not None and call.connected_at is None
        call = await connect_leg(self._desk, self._tenant, mine.id)
        if first and call is not None:
            if ring.connected is not None:
                await ring.connected(call)
            self._talk(ring, interaction, mine.user)

    def _talk(self, ring: Ring, interaction: str, agent: str) -> None:
        now, whole = self._life.clock.at, ring.talk_ms
        desk, tenant = self._desk, self._tenant
        if ring.holds:
            away = self._chance.randrange(12, 55) * SECOND_MS
            self._at(now + whole // 3, partial(self._try, hold, desk, tenant, agent, interaction))
            self._at(now + whole // 3 + away, partial(self._try, resume, desk, tenant, agent, interaction))
        if ring.onward and ring.onward != agent:
            self._at(now + whole // 2 + 20 * SECOND_MS, partial(self._consult, interaction, agent, ring.onward))
        self._at(now + whole + MINUTE_MS * bool(ring.holds or ring.onward), partial(self._end, ring, interaction))

    async def _consult(self, interaction: str, agent: str, colleague: str) -> None:
        """Asked aside, then it is his."""
        with suppress(Refusal):
            target = Target(kind="agent", value=colleague)
            leg = await consult(self._desk, self._tenant, agent, interaction, target)
            at = self._life.clock.at
            self._at(at + 4 * SECOND_MS, partial(self._try, connect_leg, self._desk, self._tenant, leg))
            self._at(at + 22 * SECOND_MS, partial(self._try, transfer, self._desk, self._tenant, agent, interaction))

    async def _end(self, ring: Ring, interaction: str) -> None:
        call = await self._call(interaction)
        if call is None:
            return
        if call.open:
            await self.hang_up(call)
        if ring.ended is not None:
            await ring.ended(call)
        self._at(self._life.clock.at + self._chance.randrange(4, 26) * SECOND_MS, partial(self._write_up, ring, call))

    async def _write_up(self, ring: Ring, call: Call) -> None:
        self._rings.pop(call.interaction, None)
        work = await self._work(call.interaction)
        if work is None or not work.agent:
            return
        with suppress(Refusal):
            outcome = Outcome(disposition=ring.disposition, reason=ring.reason)
            await classify_interaction(self._desk, self._tenant, work.agent, work.id, outcome)
            ended = (ring.disposition, ring.reason)
            await resolve_conversation(self._desk, self._tenant, work.agent, work.conversation, ended)

    # --- whom we call -------------------------------------------------------------------------------------------------

    async def _call_back(self, interaction: str, agent: str) -> None:
        """What `calls_placing.place_call` records, where nothing leads to a telephone."""
        desk, tenant = self._desk, self._tenant
        legs = desk.ids.new("leg"), desk.ids.new("leg")

        def decide(change: Change) -> bool:
            work, promised = change.get(Interaction, interaction), change.get(Callback, interaction)
            if work is None or promised is None or (work.state, work.agent) != ("handling", agent):
                return False
            placed = f.CallPlaced(
                interaction=interaction, conversation=work.conversation, customer=work.customer, brand=work.brand,
                endpoint=work.endpoint, queue=work.queue, engine=ENGINE, agent=agent, agent_leg=legs[0], leg=legs[1],
                until=change.at + MINUTE_MS,
            )  # fmt: skip
            change.record(placed, actor=f"agent:{agent}")
            change.put(CallContent(interaction=interaction, customer=work.customer, number=promised.number))
            return True

        if await desk.store.change(tenant, decide, at=desk.clock.now()):
            await connect_leg(desk, tenant, legs[0])
            answers = self._life.clock.at + self._chance.randrange(6, 18) * SECOND_MS
            self._at(answers, partial(self._reach, interaction, legs[1]))

    async def _reach(self, interaction: str, leg: str) -> None:
        draw = self._chance.random()
        ring = Ring(number="", name="", talk_ms=self._chance.randrange(40, 200) * SECOND_MS)
        if draw < UNANSWERED:
            ring.disposition = "no_answer"
            await end_leg(self._desk, self._tenant, leg, "no_answer")
            await self._end(ring, interaction)
            return
        machine = draw < UNANSWERED + MACHINES
        await connect_leg(self._desk, self._tenant, leg)
        heard = MachineDetected(leg=leg, who="machine" if machine else "person", after_ms=1400)
        await note_answerer(self._desk, self._tenant, heard)
        if machine:
            ring.talk_ms, ring.disposition = 14 * SECOND_MS, "no_answer"
        self._at(self._life.clock.at + ring.talk_ms, partial(self._end, ring, interaction))

    # --- the rest -----------------------------------------------------------------------------------------------------

    def _at(self, at: int, step: Callable[[], Awaitable[None]]) -> None:
        self._life.agenda.put(at, step)

    async def _try(self, action: Callable[..., Awaitable[object]], *given: object) -> None:
        """A call goes on whatever is refused in it."""
        with suppress(Refusal):
            await action(*given)

    async def _call(self, interaction: str) -> Call | None:
        return await self._desk.store.reading(self._tenant).get(Call, interaction)

    async def _work(self, interaction: str) -> Interaction | None:
        return await self._desk.store.reading(self._tenant).get(Interaction, interaction)
