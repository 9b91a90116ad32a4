"""A centre on a virtual clock: the production floor decides, cases come and go, and the same facts are written.

Offers are accepted at once unless they are missed. Facts that neither floor nor report reads (OfferAccepted,
WrapUpStarted, receipts) are written only when somebody asks for the whole log.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decided, Decision, Widening
from atiende.sim.agenda import Agenda
from atiende.sim.cases import AGAIN, LATER, OFFERS, PATIENCE, RETURN, TRANSFER, Case, Chance
from atiende.sim.door import Door
from atiende.sim.staff import Seat, Staff

NEVER = 1 << 62
TENANT = "simulated"
Hear = Callable[[f.Logged], None]


class Piece:
    """A case under way. `gives_up_at` is the moment his patience ends, 0 when it no longer matters; `missed` offers."""

    __slots__ = ("case", "fact", "gives_up_at", "id", "missed", "moved", "name", "offer", "seat", "taken")

    def __init__(self, case: Case) -> None:
        self.case, self.name = case, f"{case.number:07d}"
        self.id = f"int_{self.name}" if not case.generation else f"int_{self.name}_{case.generation}"
        self.fact: f.InteractionQueued | None = None
        self.seat: Seat | None = None
        self.offer = ""
        self.gives_up_at = self.missed = 0
        self.moved = False
        self.taken: Seat | None = None


class Centre:
    """`documents` are `kind/slug` → body; `hears` are told every fact.

    `whole`: facts that nobody here reads are written too.
    """

    def __init__(
        self,
        documents: Mapping[str, str],
        people: Mapping[str, f.Ability],
        hears: Sequence[Hear],
        chance: Chance,
        *,
        begins: int,
        door: Door | None = None,
    ) -> None:
        self.floor = Floor()
        self.agenda = Agenda(begins)
        self.door = door or Door()
        self.staff = Staff(self.agenda, self._tell, self._take_back)
        self.simulated = 0
        self._apply, self._hears, self._chance = self.floor.apply, hears, chance
        self._choose, self._next_wake = self.floor.decide, self.floor.next_wake
        self.whole = False
        self._pieces: dict[str, Piece] = {}
        self._patient: list[Piece] = []
        self._seq = self._offers = 0
        self._wake_at = NEVER
        for name, body in documents.items():
            self._publish(name, body)
        for agent, ability in people.items():
            self._tell(f.UserCreated(user=agent, ability=ability))

    def learn(self, matches: Iterable[f.MatchTrained | f.MatchSwitched]) -> None:
        """What the learned match knows from before."""
        for match in matches:
            self._tell(match)

    def run(self, cases: Iterable[Case], until: int) -> None:
        """The cases in order of arrival, to the moment `until`. What is due when one arrives comes before him."""
        agenda = self.agenda
        for case in cases:
            at = max(case.at, agenda.now)
            if at > until:
                break
            self._go_on_to(at)
            agenda.now = at
            self._begin(case)
            self._decide(at)
        self._go_on_to(until)
        agenda.now = until

    def _go_on_to(self, moment: int) -> None:
        """All that is due by then, in order."""
        agenda, heap = self.agenda, self.agenda.heap
        while heap and heap[0][0] <= moment:
            agenda.now, _, what, about = heappop(heap)
            if what(about) is not True:
                self._decide(agenda.now)

    def _decide(self, now: int) -> None:
        steps = True
        while steps:
            # After offers nothing is left to decide; a step may have made something possible.
            steps = False
            for decision in self._choose(now):
                steps |= self._carry_out(decision)
        if self._patient:
            self._settle_down(now)
        wake = self._next_wake(now)
        if wake is not None and wake < self._wake_at:
            self._wake_at = max(wake, now + 1)
            self.agenda.put(self._wake_at, self._woken, None)

    def _settle_down(self, now: int) -> None:
        """Whoever was not answered at once begins to lose patience."""
        for piece in self._patient:
            if piece.taken is None and not piece.gives_up_at:
                piece.gives_up_at = now + piece.case.patience_ms
                self.agenda.put(piece.gives_up_at, self._give_up, piece)
        self._patient.clear()

    # --- arriving -----------------------------------------------------------------------------------------------------

    def _begin(self, case: Case) -> None:
        self.simulated += 1
        piece = Piece(case)
        seat = self.staff.seats.get(case.agent) if case.agent else None
        if seat is not None and seat.here:
            self._pieces[piece.id] = piece
            piece.fact = self._queued(piece, case.source.queue, "new")
            self._take(piece, seat, None)
            return
        admitted = self.door.admit(case, self.agenda.now)
        if admitted.why:
            conversation = f"cnv_{piece.name}"
            refused = f.InteractionRefused(
                interaction=piece.id, conversation=conversation, queue=admitted.queue, why=admitted.why
            )
            self._tell(refused)
            return
        self._pieces[piece.id] = piece
        self._wait(piece, self._queued(piece, admitted.queue, "reopened" if case.generation else "new"))

    def _queued(self, piece: Piece, slug: str, why: str) -> f.InteractionQueued:
        """`since` is kept through every move."""
        case, was, now, door = piece.case, piece.fact, self.agenda.now, self.door
        queue, entered = door.queues[slug], case.at if was is None else now
        keeps = 0 if case.preferred is None else queue.prefer_last_agent_seconds * 1000
        return f.InteractionQueued(
            interaction=piece.id,
            conversation=f"cnv_{piece.name}",
            customer=f"cus_{piece.name}",
            brand=queue.brand,
            channel=case.source.channel,
            endpoint="",
            queue=slug,
            since=entered if was is None else was.since,
            priority=door.priority_of(queue, case),
            skills=case.skills,
            language=case.language,
            preferred=case.preferred if keeps else None,
            preferred_until=now + keeps if keeps else None,
            why=why,
            entered=entered,
            due=door.due(queue, case, entered),
            vip=case.vip,
            reason=case.reason,
        )

    def _wait(self, piece: Piece, fact: f.InteractionQueued) -> None:
        piece.fact = fact
        self.door.waiting[fact.queue] += 1
        self._tell(fact)
        if piece.case.patience_ms:
            self._patient.append(piece)

    def _give_up(self, piece: Piece) -> bool | None:
        """True: somebody answered meanwhile, nothing happens."""
        if piece.gives_up_at != self.agenda.now or piece.fact is None:
            return True
        piece.gives_up_at = 0
        self._stop_ringing(piece, "abandoned")
        self.door.waiting[piece.fact.queue] -= 1
        del self._pieces[piece.id]
        ended = f.InteractionEnded(
            interaction=piece.id, conversation=piece.fact.conversation, how="abandoned", by="customer"
        )
        self._tell(ended)
        return None

    # --- deciding -----------------------------------------------------------------------------------------------------

    def _carry_out(self, decision: Decided) -> bool:
        """True for a step: what is asked has changed."""
        piece = self._pieces[decision.interaction]
        if isinstance(decision, Widening):
            self._widen(piece, decision)
            return True
        seat = self.staff.seats[decision.agent]
        self._offers += 1
        offer = f"off_{self._offers:07d}"
        if self.whole:
            self._tell(decision.offered(offer))
        else:
            self._tell_floor(_offered(decision, offer))
        piece.offer = offer
        no_answer = piece.case.source.no_answer
        if no_answer and self._chance.share(piece.case, OFFERS + piece.missed) < no_answer:
            piece.missed += 1
            piece.seat = seat
            seat.ringing.add(piece.id)
            self.agenda.put(decision.expires_at, self._expire, (piece, offer))
        else:
            self._take(piece, seat, offer)
        return False

    def _widen(self, piece: Piece, widening: Widening) -> None:
        self._tell(widening.fact())
        if widening.to_queue is not None and piece.fact is not None:
            self.door.waiting[piece.fact.queue] -= 1
            self._wait(piece, self._queued(piece, widening.to_queue, "overflow"))

    def _expire(self, about: tuple[Piece, str]) -> None:
        piece, offer = about
        if piece.offer != offer or piece.seat is None or piece.fact is None:
            return
        seat, piece.seat, piece.offer = piece.seat, None, ""
        seat.ringing.discard(piece.id)
        lost = f.OfferExpired(offer=offer, interaction=piece.id, conversation=piece.fact.conversation, agent=seat.id)
        self._tell(lost)
        self.staff.missed_offer(seat)
        self._tell(replace(piece.fact, why="not_answered"))

    def _take_back(self, seat: Seat) -> None:
        for interaction in sorted(seat.ringing):
            piece = self._pieces[interaction]
            self._stop_ringing(piece, "agent_left")
            assert piece.fact is not None
            self._tell(replace(piece.fact, why="withdrawn"))

    def _stop_ringing(self, piece: Piece, why: str) -> None:
        if piece.seat is None or piece.fact is None or not piece.offer:
            return
        piece.seat.ringing.discard(piece.id)
        withdrawn = f.OfferWithdrawn(
            offer=piece.offer,
            interaction=piece.id,
            conversation=piece.fact.conversation,
            agent=piece.seat.id,
            why=why,
        )
        piece.seat, piece.offer = None, ""
        self._tell(withdrawn)

    # --- handling -----------------------------------------------------------------------------------------------------

    def _take(self, piece: Piece, seat: Seat, offer: str | None) -> None:
        fact, case = piece.fact, piece.case
        assert fact is not None
        if offer is not None:
            self.door.waiting[fact.queue] -= 1
            if self.whole:
                self._tell(
                    f.OfferAccepted(offer=offer, interaction=piece.id, conversation=fact.conversation, agent=seat.id)
                )
        self._tell(
            f.InteractionTaken(
                interaction=piece.id,
                conversation=fact.conversation,
                agent=seat.id,
                channel=fact.channel,
                offer=offer,
            )
        )
        piece.seat = piece.taken = seat
        piece.offer, piece.gives_up_at = "", 0
        seat.work += 1
        lasts = case.handle_ms
        if lasts is None:
            lasts = int(case.work * case.source.mean_of(seat.id, case.reason) + 0.5)
        self.agenda.put(self.agenda.now + lasts, self._handled, piece)

    def _handled(self, piece: Piece) -> None:
        source, fact, seat = piece.case.source, piece.fact, piece.seat
        assert fact is not None and seat is not None
        if source.transfer and not piece.moved and self._happens(piece, TRANSFER, source.transfer):
            self._transfer(piece)
            return
        wrap = min(source.wrap_ms, self.door.queues[fact.queue].wrap_up_seconds * 1000) if source.wrap_ms else 0
        if not wrap:
            self._end(piece)
            return
        until = self.agenda.now + wrap
        if self.whole:
            self._tell(
                f.WrapUpStarted(interaction=piece.id, conversation=fact.conversation, agent=seat.id, until=until)
            )
        self.agenda.put(until, self._end, piece)

    def _end(self, piece: Piece) -> None:
        fact, seat, case = piece.fact, piece.seat, piece.case
        assert fact is not None and seat is not None
        del self._pieces[piece.id]
        self._tell(
            f.InteractionEnded(
                interaction=piece.id, conversation=fact.conversation, how="done", by="agent", agent=seat.id
            )
        )
        self.staff.finished(seat)
        if case.source.repeat and self._happens(piece, RETURN, case.source.repeat):
            self._come_back(piece, seat.id)

    def _transfer(self, piece: Piece) -> None:
        """Once: he explains himself to the next agent, and that takes a time drawn anew."""
        fact, seat = piece.fact, piece.seat
        assert fact is not None and seat is not None
        to = piece.case.source.transfer_to or fact.queue
        transferred = f.InteractionTransferred(
            interaction=piece.id, conversation=fact.conversation, agent=seat.id, to_queue=to
        )
        self._tell(transferred)
        self.staff.finished(seat)
        piece.seat = piece.taken = None
        piece.moved = True
        piece.case = replace(piece.case, work=self._chance.times(piece.case, AGAIN), handle_ms=None)
        self._wait(piece, self._queued(piece, to, "transferred"))

    def _come_back(self, piece: Piece, agent: str) -> None:
        """The same matter, later; how long he waits and takes is drawn anew around what it was."""
        case, chance = piece.case, self._chance
        at = self.agenda.now + int(chance.times(case, LATER) * case.source.repeat_ms)
        patience = int(case.patience_ms * chance.times(case, PATIENCE))
        again = replace(
            case, at=at, patience_ms=patience, handle_ms=None, agent="", generation=case.generation + 1, preferred=agent
        )
        self.agenda.put(at, self._begin, again)

    def _happens(self, piece: Piece, purpose: int, chance: float) -> bool:
        return self._chance.share(piece.case, purpose) < chance

    # --- writing ------------------------------------------------------------------------------------------------------

    def _tell(self, fact: f.AnyFact) -> None:
        self._seq = seq = self._seq + 1
        logged = f.Logged(tenant=TENANT, seq=seq, at=self.agenda.now, actor="system", fact=fact)
        self._apply(logged)
        for hear in self._hears:
            hear(logged)

    def _tell_floor(self, fact: f.AnyFact) -> None:
        """What no report reads."""
        self._seq = seq = self._seq + 1
        self._apply(f.Logged(tenant=TENANT, seq=seq, at=self.agenda.now, actor="system", fact=fact))

    def _publish(self, name: str, body: str) -> None:
        kind, _, slug = name.partition("/")
        self._tell(f.DocumentPublished(kind=kind, slug=slug, version=1, body=body))
        self.door.publish(kind, slug, body)

    def _woken(self, _: None) -> None:
        self._wake_at = NEVER


def _offered(decision: Decision, offer: str) -> f.InteractionOffered:
    """Without the receipt, which nobody will read."""
    return f.InteractionOffered(
        offer=offer,
        interaction=decision.interaction,
        conversation=decision.conversation,
        agent=decision.agent,
        queue=decision.queue,
        channel=decision.channel,
        expires_at=decision.expires_at,
    )
