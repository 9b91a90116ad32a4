"""The agents of a simulated day: when they come, pause and go. Who has work in hand finishes it first."""

from collections.abc import Callable, Mapping, Sequence

from atiende.domain import facts as f
from atiende.sim.agenda import Agenda

BACK_MS = 60_000
"""How long an agent who missed an offer stays away."""

Span = tuple[int, int]


class Seat:
    """`here`: on shift; `away`: on a break, or about to be; `ringing`: offers he has not answered, by interaction."""

    __slots__ = ("away", "break_ms", "here", "id", "missed", "ringing", "state", "until", "work")

    def __init__(self, agent: str) -> None:
        self.id, self.state = agent, "offline"
        self.here = self.away = self.missed = False
        self.work = self.break_ms = self.until = 0
        self.ringing: set[str] = set()


class Staff:
    """`tell` writes a fact; `take_back` is asked for the offers of somebody who leaves."""

    def __init__(self, agenda: Agenda, tell: Callable[[f.AnyFact], None], take_back: Callable[[Seat], None]) -> None:
        self.seats: dict[str, Seat] = {}
        self._agenda, self._tell, self._take_back = agenda, tell, take_back

    def plan(self, agent: str, shifts: Sequence[Span], breaks: Sequence[Span]) -> None:
        """Moments in ms UTC. Shifts of one agent do not overlap."""
        seat = self.seats[agent] = Seat(agent)
        now, put = self._agenda.now, self._agenda.put
        for start, end in shifts:
            if end > now:
                put(max(start, now), self._come, seat)
                put(end, self._go, seat)
        for start, end in breaks:
            if end > now:
                put(max(start, now), self._pause, (seat, end - max(start, now)))

    def always(self, agents: Mapping[str, object]) -> None:
        """Everybody there all the time."""
        for agent in agents:
            self.seats[agent] = Seat(agent)
            self._come(self.seats[agent])

    def finished(self, seat: Seat) -> None:
        """One piece of work less; whoever wanted to leave and has none left does so."""
        seat.work -= 1
        if not seat.work:
            if not seat.here:
                self._set(seat, "offline")
            elif seat.away and seat.break_ms:
                self._rest(seat)

    def missed_offer(self, seat: Seat) -> None:
        """RONA: not responding, back after a while."""
        seat.missed = True
        self._settle(seat)
        self._agenda.put(self._agenda.now + BACK_MS, self._back, seat)

    def _come(self, seat: Seat) -> None:
        seat.here, seat.away, seat.missed = True, False, False
        self._settle(seat)

    def _go(self, seat: Seat) -> None:
        seat.here = False
        self._take_back(seat)
        if seat.work:
            self._set(seat, "paused", "offline")
        else:
            self._set(seat, "offline")

    def _pause(self, about: tuple[Seat, int]) -> None:
        seat, lasts = about
        if not seat.here:
            return
        seat.away, seat.break_ms = True, lasts
        self._take_back(seat)
        self._settle(seat)
        if not seat.work:
            self._rest(seat)

    def _rest(self, seat: Seat) -> None:
        """The break itself: it keeps its length, however late it begins."""
        self._agenda.put(self._agenda.now + seat.break_ms, self._resume, seat)
        seat.break_ms = 0

    def _resume(self, seat: Seat) -> None:
        seat.away = False
        if seat.here:
            self._settle(seat)

    def _back(self, seat: Seat) -> None:
        seat.missed = False
        if seat.here:
            self._settle(seat)

    def _settle(self, seat: Seat) -> None:
        self._set(seat, "paused" if seat.away else "not_responding" if seat.missed else "available")

    def _set(self, seat: Seat, state: str, following: str | None = None) -> None:
        if seat.state != state:
            seat.state = state
            self._tell(f.AgentStateChanged(agent=seat.id, state=state, next_state=following))
