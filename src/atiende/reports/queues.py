"""What happened in the queues, as numbers: a fold over facts, the same for the live centre, its past and the twin.

Definitions are those of the metrics: a queue's numbers belong to the local half hour of the entry into the queue, an
agent's times to the half hours they overlap. Whoever is moved on, calls back or is deflected is neither answered nor
abandoned in the queue left. Times are ms UTC.
"""

from collections.abc import Callable, Iterable
from math import ceil

from msgspec import Struct

from atiende.domain import facts as f
from atiende.reports.presence import HalfHours, Presence

SHORT_MS = 5_000
"""Who leaves sooner than this hardly waited: out of the service level's denominator."""


class Numbers(Struct, frozen=True, kw_only=True):
    """None: nothing to measure. Waits are of everybody who left the queue, answered or abandoned."""

    offered: int
    answered: int
    abandoned: int
    refused: int
    service_level_pct: float | None
    abandoned_pct: float | None
    asa_s: float | None
    wait_p50_s: float | None
    wait_p90_s: float | None
    handle_s: float | None
    occupancy_pct: float | None
    fairness: float | None


class Cell:
    """The entries into one queue in one half hour. `agents` worked on them; `waits` in ms."""

    __slots__ = (
        "abandoned", "agents", "answer_ms", "answered", "handle_ms", "handled", "moved", "offered", "refused", "short",
        "undecided", "waits", "within",
    )  # fmt: skip

    def __init__(self) -> None:
        self.offered = self.answered = self.abandoned = self.refused = self.short = self.moved = self.undecided = 0
        self.within = self.answer_ms = self.handled = self.handle_ms = 0
        self.waits: list[int] = []
        self.agents: set[str] = set()

    def add(self, other: "Cell") -> None:
        for name in self.__slots__:
            if name == "waits":
                self.waits.extend(other.waits)
            elif name == "agents":
                self.agents |= other.agents
            else:
                setattr(self, name, getattr(self, name) + getattr(other, name))


Entry = tuple[int, str, "Cell | None"]
"""When, into which queue, and where it counts (nowhere when it came too early)."""
NOWHERE: Entry = (0, "", None)


class QueueReport:
    """Fed with facts in order. Counts entries from `counts_from` on; agents' times from there to the last fact."""

    def __init__(self, time_zone: str, threshold_ms: int, counts_from: int = 0) -> None:
        self.cells: dict[tuple[int, str], Cell] = {}
        self._halves = HalfHours(time_zone)
        self.presence = Presence(self._halves, counts_from)
        self._threshold, self._from = threshold_ms, counts_from
        self._waiting: dict[str, Entry] = {}
        self._working: dict[str, tuple[str, int, Cell | None]] = {}
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.InteractionQueued: self._queued,
            f.InteractionTaken: self._taken,
            f.InteractionTransferred: self._transferred,
            f.InteractionEnded: self._ended,
            f.InteractionRefused: self._refused,
            f.CallbackRequested: self._moved_on,
            f.DeflectionTaken: self._moved_on,
            f.AgentStateChanged: self._state_changed,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        if keep is not None:
            keep(logged.fact, logged.at)

    def close(self, at: int) -> None:
        """No more facts: who still waits and has waited too long already is a miss, the others are undecided."""
        for entered, _, cell in self._waiting.values():
            if cell is not None and at - entered <= self._threshold:
                cell.undecided += 1
        self.presence.close(at)

    # --- asking it ----------------------------------------------------------------------------------------------------

    def total(self) -> Numbers:
        return self._numbers(self.cells.values(), None, everybody=True)

    def queues(self) -> dict[str, Numbers]:
        slugs = sorted({queue for _, queue in self.cells})
        return {slug: self._numbers([c for (_, queue), c in self.cells.items() if queue == slug]) for slug in slugs}

    def intervals(self) -> dict[tuple[int, str], Numbers]:
        """By (half hour, queue); the empty slug is all of them."""
        found = {key: self._numbers([self.cells[key]], key[0]) for key in sorted(self.cells)}
        for begins in sorted({key[0] for key in self.cells}):
            cells = [cell for (half, _), cell in self.cells.items() if half == begins]
            found[begins, ""] = self._numbers(cells, begins, everybody=True)
        return found

    def waits(self, queue: str | None = None) -> list[int]:
        """Every wait that ended, in ms: of one queue or of all."""
        return [wait for (_, slug), cell in self.cells.items() if queue in (None, slug) for wait in cell.waits]

    def _numbers(self, cells: Iterable[Cell], begins: int | None = None, *, everybody: bool = False) -> Numbers:
        sum_of = Cell()
        for cell in cells:
            sum_of.add(cell)
        occupancy, fairness = self.presence.occupancy(None if everybody else sum_of.agents, begins)
        return numbers_of(sum_of, occupancy, fairness)

    # --- keeping it ---------------------------------------------------------------------------------------------------

    def _cell(self, at: int, queue: str) -> Cell:
        key = (self._halves.of(at), queue)
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = Cell()
        return cell

    def _queued(self, fact: f.InteractionQueued, at: int) -> None:
        """A missed or declined offer goes on waiting; another queue, or work that was in hand, is another entry."""
        known = self._waiting.get(fact.interaction)
        if known is not None:
            if known[1] == fact.queue:
                return
            self._moved_on(fact, at)
        if fact.interaction in self._working:
            self._leave_work(fact.interaction, at)
        entered, cell = at if fact.entered is None else fact.entered, None
        if entered >= self._from:
            cell = self._cell(entered, fact.queue)
            cell.offered += 1
        self._waiting[fact.interaction] = (entered, fact.queue, cell)

    def _taken(self, fact: f.InteractionTaken, at: int) -> None:
        if fact.interaction in self._working:
            self._leave_work(fact.interaction, at)
        entered, _, cell = self._waiting.pop(fact.interaction, NOWHERE)
        if cell is not None:
            wait = at - entered
            cell.answered += 1
            cell.answer_ms += wait
            cell.within += wait <= self._threshold
            cell.waits.append(wait)
            cell.agents.add(fact.agent)
        self._working[fact.interaction] = (fact.agent, at, cell)
        self.presence.begin_work(fact.agent, at)

    def _transferred(self, fact: f.InteractionTransferred, at: int) -> None:
        self._leave_work(fact.interaction, at)

    def _ended(self, fact: f.InteractionEnded, at: int) -> None:
        self._leave_work(fact.interaction, at)
        entered, _, cell = self._waiting.pop(fact.interaction, NOWHERE)
        if cell is None:
            return
        if fact.how == "abandoned":
            cell.abandoned += 1
            cell.short += at - entered < SHORT_MS
            cell.waits.append(at - entered)
        else:
            cell.moved += 1

    def _refused(self, fact: f.InteractionRefused, at: int) -> None:
        self._moved_on(fact, at)
        if at >= self._from:
            self._cell(at, fact.queue).refused += 1

    def _moved_on(
        self, fact: f.InteractionQueued | f.InteractionRefused | f.CallbackRequested | f.DeflectionTaken, at: int
    ) -> None:
        """He waits here no more, and nobody can say whether he would have been answered."""
        _, _, cell = self._waiting.pop(fact.interaction, NOWHERE)
        if cell is not None:
            cell.moved += 1

    def _leave_work(self, interaction: str, at: int) -> None:
        """The end of an agent's segment, its wrap-up included."""
        work = self._working.pop(interaction, None)
        if work is None:
            return
        agent, since, cell = work
        self.presence.end_work(agent, at)
        if cell is not None:
            cell.handled += 1
            cell.handle_ms += at - since

    def _state_changed(self, fact: f.AgentStateChanged, at: int) -> None:
        self.presence.set_ready(fact.agent, fact.state == "available", at)


def numbers_of(cell: Cell, occupancy: float | None, fairness: float | None) -> Numbers:
    waits = sorted(cell.waits)
    counted = cell.offered - cell.short - cell.moved - cell.undecided
    return Numbers(
        offered=cell.offered,
        answered=cell.answered,
        abandoned=cell.abandoned,
        refused=cell.refused,
        service_level_pct=100 * cell.within / counted if counted > 0 else None,
        abandoned_pct=100 * cell.abandoned / cell.offered if cell.offered else None,
        asa_s=cell.answer_ms / cell.answered / 1000 if cell.answered else None,
        wait_p50_s=quantile(waits, 0.5) / 1000 if waits else None,
        wait_p90_s=quantile(waits, 0.9) / 1000 if waits else None,
        handle_s=cell.handle_ms / cell.handled / 1000 if cell.handled else None,
        occupancy_pct=occupancy,
        fairness=fairness,
    )


def quantile(ordered: list[int], share: float) -> int:
    """The smallest value that at least this share does not exceed (nearest rank)."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
