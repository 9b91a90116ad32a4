"""What happened in the queues and at the desks, as numbers: one fold over facts, the same for the board's today, for
yesterday, for any range and for the twin.

Definitions are those of the metrics: a queue's numbers belong to the local half hour of the entry into the queue, an
agent's times to the half hours they overlap, what an agent did to the half hour in which he did it, and a first answer
to the half hour in which the conversation was opened. Whoever is moved on, calls back or is deflected is neither
answered nor abandoned in the queue left. Times are ms UTC.
"""

from collections.abc import Callable, Iterable, Iterator
from math import ceil

from msgspec import Struct

from atiende.domain import facts as f
from atiende.reports.cells import AgentCell, Cell, count
from atiende.reports.presence import Presence
from atiende.reports.rules import Rules
from atiende.reports.selfservice import SelfService

SHORT_MS = 5_000
"""Who leaves sooner than this hardly waited: out of the service level's denominator."""
NOWHERE = -1
"""The half hour of what came before the count began."""
WAITING, ANSWERED, ABANDONED, MOVED = "waiting", "answered", "abandoned", "moved"

CellKey = tuple[int, str, str]
"""Half hour, queue, channel."""
AgentKey = tuple[int, str]
"""Half hour (of the centre's own zone), agent."""


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


class Entry(Struct):
    """One entry into a queue, told by the fact at `seq`, and what became of it. `begins` is its half hour.

    `outcome`: waiting, answered, abandoned or moved; it left at `left`. `handle_ms` is the segment that followed, from
    being taken to the end of the wrap-up; -1 while it lasts, or where there is none.
    """

    seq: int
    interaction: str
    conversation: str
    brand: str
    queue: str
    channel: str
    begins: int
    entered: int
    deadline: int
    outcome: str = WAITING
    left: int = 0
    agent: str = ""
    taken: int = 0
    handle_ms: int = -1
    transferred: bool = False


class Fresh(Struct):
    """A conversation no person has answered yet; `due` is when he should, None without a target."""

    brand: str
    queue: str
    channel: str
    begins: int
    opened: int
    due: int | None = None


class QueueReport:
    """Fed with facts in order. Counts entries from `counts_from` on; agents' times from there to the last fact."""

    def __init__(self, time_zone: str, threshold_ms: int | None = None, counts_from: int = 0) -> None:
        self.rules = Rules(time_zone, threshold_ms)
        self.cells: dict[CellKey, Cell] = {}
        self.agents: dict[AgentKey, AgentCell] = {}
        self.presence = Presence(self.rules.halves(), counts_from)
        self.position = self.at = 0
        self.actor = ""
        self.touched: dict[int, Entry] | None = None
        """Entries that changed, by seq, where somebody keeps them."""
        self.served: SelfService | None = None
        """What flows did, where that is counted too: it shares the rules."""
        self._from = counts_from
        self._closed: int | None = None
        self.waiting: dict[str, Entry] = {}
        self.working: dict[str, Entry] = {}
        self.fresh: dict[str, Fresh] = {}
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.InteractionQueued: self._queued,
            f.InteractionTaken: self._taken,
            f.InteractionTransferred: self._transferred,
            f.InteractionEnded: self._ended,
            f.InteractionRefused: self._refused,
            f.CallbackRequested: self._moved_on,
            f.DeflectionTaken: self._moved_on,
            f.AgentStateChanged: self._state_changed,
            f.OfferExpired: self._missed,
            f.OfferDeclined: self._declined,
            f.ConversationOpened: self._opened,
            f.TargetSet: self._target_set,
            f.MessageWritten: self._written,
            f.ConversationResolved: self._resolved,
            f.ConversationMerged: self._over,
            f.ConversationClosed: self._over,
            f.DocumentPublished: self._ruled,
            f.TenantCreated: self._ruled,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        self.position, self.at, self.actor = logged.seq, logged.at, logged.actor
        if keep is not None:
            keep(logged.fact, logged.at)
        if self.served is not None:
            self.served.apply(logged)

    def close(self, at: int) -> None:
        """No more facts: who still waits and has waited too long already is a miss, the others are undecided."""
        self._closed = at
        self.presence.close(at)

    # --- asking it ----------------------------------------------------------------------------------------------------

    def total(self) -> Numbers:
        return self._numbers(self.cells.values(), None, everybody=True)

    def queues(self) -> dict[str, Numbers]:
        slugs = sorted({key[1] for key in self.cells})
        return {slug: self._numbers([c for key, c in self.cells.items() if key[1] == slug]) for slug in slugs}

    def intervals(self) -> dict[tuple[int, str], Numbers]:
        """By (half hour, queue); the empty slug is all of them."""
        groups: dict[tuple[int, str], list[Cell]] = {}
        for begins, queue, channel in sorted(self.cells):
            cell = self.cells[begins, queue, channel]
            groups.setdefault((begins, queue), []).append(cell)
        found = {key: self._numbers(cells, key[0]) for key, cells in groups.items()}
        for begins in sorted({key[0] for key in groups}):
            cells = [cell for key, cell in self.cells.items() if key[0] == begins]
            found[begins, ""] = self._numbers(cells, begins, everybody=True)
        return found

    def waits(self, queue: str | None = None) -> list[int]:
        """Every wait that ended, in ms: of one queue or of all."""
        return [wait for key, cell in self.cells.items() if queue in (None, key[1]) for wait in cell.waits]

    def _numbers(self, cells: Iterable[Cell], begins: int | None = None, *, everybody: bool = False) -> Numbers:
        sum_of = Cell()
        for cell in cells:
            sum_of.add(cell)
        occupancy, fairness = self.presence.occupancy(None if everybody else sum_of.agents, begins)
        return numbers_of(sum_of, occupancy, fairness, self._closed)

    def open_entries(self) -> Iterator[Entry]:
        """Those that wait, and those in somebody's hands."""
        yield from self.waiting.values()
        yield from self.working.values()

    # --- entries ------------------------------------------------------------------------------------------------------

    def _cell(self, key: CellKey, brand: str) -> Cell:
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = Cell(brand)
        return cell

    def _cell_of(self, one: Entry) -> Cell | None:
        """None where it is not counted."""
        if one.begins == NOWHERE:
            return None
        if self.touched is not None:
            self.touched[one.seq] = one
        return self._cell((one.begins, one.queue, one.channel), one.brand)

    def _queued(self, fact: f.InteractionQueued, at: int) -> None:
        """A missed or declined offer goes on waiting; another queue, or work that was in hand, is another entry."""
        known = self.waiting.get(fact.interaction)
        if known is not None:
            if known.queue == fact.queue:
                return
            self._moved_on(fact, at)
        if fact.interaction in self.working:
            self._leave_work(fact.interaction, at)
        entered = at if fact.entered is None else fact.entered
        begins = self.rules.halves(fact.brand).of(entered) if entered >= self._from else NOWHERE
        made = Entry(
            self.position, fact.interaction, fact.conversation, fact.brand, fact.queue, fact.channel, begins, entered,
            self.rules.deadline(fact.queue, fact.channel, entered, fact.due),
        )  # fmt: skip
        self.waiting[fact.interaction] = made
        if (cell := self._cell_of(made)) is not None:
            cell.offered += 1
            count(cell.open, made.deadline, 1)

    def _leaves(self, interaction: str, outcome: str, at: int) -> tuple[Entry | None, Cell | None]:
        """It waits here no more."""
        one = self.waiting.pop(interaction, None)
        if one is None:
            return None, None
        one.outcome, one.left = outcome, at
        cell = self._cell_of(one)
        if cell is not None:
            count(cell.open, one.deadline, -1)
            if outcome != MOVED:
                cell.waits.append(at - one.entered)
        return one, cell

    def _taken(self, fact: f.InteractionTaken, at: int) -> None:
        if fact.interaction in self.working:
            self._leave_work(fact.interaction, at)
        one, cell = self._leaves(fact.interaction, ANSWERED, at)
        if cell is not None and one is not None:
            cell.answered += 1
            cell.answer_ms += at - one.entered
            cell.within += at <= one.deadline
            cell.agents.add(fact.agent)
        if one is None:  # taken out of turn by hand, or a call that never waited with us
            one = Entry(0, fact.interaction, fact.conversation, "", "", fact.channel, NOWHERE, at, at, ANSWERED, at)
        self._begin_work(one, fact.agent, at)

    def _begin_work(self, one: Entry, agent: str, at: int) -> None:
        one.agent, one.taken = agent, at
        self.working[one.interaction] = one
        self.presence.begin_work(agent, at)
        self._agent(agent, at).taken += 1

    def _transferred(self, fact: f.InteractionTransferred, at: int) -> None:
        work = self._leave_work(fact.interaction, at, transferred=True)
        if work is not None and not fact.forced:
            self._agent(work.agent, at).transferred += 1

    def _ended(self, fact: f.InteractionEnded, at: int) -> None:
        self._leave_work(fact.interaction, at)
        one, cell = self._leaves(fact.interaction, ABANDONED if fact.how == "abandoned" else MOVED, at)
        if one is None or cell is None:
            return
        if fact.how == "abandoned":
            cell.abandoned += 1
            cell.short += at - one.entered < SHORT_MS
        else:
            cell.moved += 1

    def _refused(self, fact: f.InteractionRefused, at: int) -> None:
        self._moved_on(fact, at)
        if at >= self._from:
            brand = self.rules.brands.get(fact.queue, "")
            self._cell((self.rules.halves(brand).of(at), fact.queue, fact.channel), brand).refused += 1

    def _moved_on(
        self, fact: f.InteractionQueued | f.InteractionRefused | f.CallbackRequested | f.DeflectionTaken, at: int
    ) -> None:
        """He waits here no more, and nobody can say whether he would have been answered."""
        _, cell = self._leaves(fact.interaction, MOVED, at)
        if cell is not None:
            cell.moved += 1

    def _leave_work(self, interaction: str, at: int, *, transferred: bool = False) -> Entry | None:
        """The end of an agent's segment, its wrap-up included."""
        work = self.working.pop(interaction, None)
        if work is None:
            return None
        self.presence.end_work(work.agent, at)
        work.handle_ms, work.transferred = at - work.taken, transferred
        agent, cell = self._agent(work.agent, at), self._cell_of(work)
        agent.handled += 1
        agent.handle_ms += work.handle_ms
        if cell is not None:
            cell.handled += 1
            cell.handle_ms += work.handle_ms
            cell.transferred += transferred
        return work

    # --- agents -------------------------------------------------------------------------------------------------------

    def _agent(self, agent: str, at: int) -> AgentCell:
        key = (self.rules.halves().of(at), agent)
        cell = self.agents.get(key)
        if cell is None:
            cell = self.agents[key] = AgentCell()
        return cell

    def _state_changed(self, fact: f.AgentStateChanged, at: int) -> None:
        self.presence.set_state(fact.agent, fact.state, at)

    def _missed(self, fact: f.OfferExpired, at: int) -> None:
        self._agent(fact.agent, at).missed += 1

    def _declined(self, fact: f.OfferDeclined, at: int) -> None:
        self._agent(fact.agent, at).declined += 1

    # --- first answers ------------------------------------------------------------------------------------------------

    def _opened(self, fact: f.ConversationOpened, at: int) -> None:
        if at >= self._from:
            begins = self.rules.halves(fact.brand).of(at)
            self.fresh[fact.conversation] = Fresh(fact.brand, fact.queue, fact.channel, begins, at)

    def _target_set(self, fact: f.TargetSet, at: int) -> None:
        one = self.fresh.get(fact.conversation)
        if one is None or one.due == fact.answer_due:
            return
        cell = self._cell((one.begins, one.queue, one.channel), one.brand)
        if one.due is not None:
            cell.targets -= 1
            count(cell.due, one.due, -1)
        if fact.answer_due is not None:
            cell.targets += 1
            count(cell.due, fact.answer_due, 1)
        one.due = fact.answer_due

    def _written(self, fact: f.MessageWritten, at: int) -> None:
        """A person's first answer stops the clock; what the system says by itself does not."""
        if fact.automatic or fact.author == "system":
            return
        self._agent(fact.author, at).answers += 1
        one = self.fresh.pop(fact.conversation, None)
        if one is None:
            return
        if at > one.opened:
            cell = self._cell((one.begins, one.queue, one.channel), one.brand)
            cell.firsts += 1
            cell.first_ms += at - one.opened
        if one.due is not None:
            cell = self._cell((one.begins, one.queue, one.channel), one.brand)
            count(cell.due, one.due, -1)
            cell.met += at <= one.due

    def _resolved(self, fact: f.ConversationResolved, at: int) -> None:
        kind, _, who = self.actor.partition(":")
        if kind == "agent":
            self._agent(who, at).resolved += 1
        self._over(fact, at)

    def _over(self, fact: f.ConversationResolved | f.ConversationMerged | f.ConversationClosed, at: int) -> None:
        """Ended without a person's answer: no target is left to be met."""
        one = self.fresh.pop(fact.conversation, None)
        if one is not None and one.due is not None:
            cell = self._cell((one.begins, one.queue, one.channel), one.brand)
            cell.targets -= 1
            count(cell.due, one.due, -1)

    def _ruled(self, fact: f.DocumentPublished | f.TenantCreated, at: int) -> None:
        self.rules.learn(fact)
        self.presence.halves = self.rules.halves()


def numbers_of(cell: Cell, occupancy: float | None, fairness: float | None, now: int | None = None) -> Numbers:
    waits = sorted(cell.waits)
    base = cell.level_base(now)
    return Numbers(
        offered=cell.offered,
        answered=cell.answered,
        abandoned=cell.abandoned,
        refused=cell.refused,
        service_level_pct=100 * cell.within / base if base > 0 else None,
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
