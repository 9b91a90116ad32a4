"""The least a simulation of a contact centre needs: an event heap, a heap of work per skill, counts. No Atiende code.

Customers wait by rank (since + a step of priority) in the line of the skill they ask for, until their patience ends;
whoever is free the longest of those who have the skill is asked; who becomes free takes the lowest rank of the lines he
serves. It draws its customers itself and answers the same questions: per queue and half hour who came, was answered, in
time, gave up, and every wait; per agent the time at work.
"""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush

STEP_MS, HALF_HOUR_MS = 300_000, 1_800_000

Customer = tuple[int, int, int, int, int]
"""Arrival (ms), skill, priority (1 to 5), handling (ms), patience (ms)."""


class Cell:
    """Of one queue and half hour."""

    __slots__ = ("abandoned", "answered", "handle_ms", "offered", "waits", "within")

    def __init__(self) -> None:
        self.offered = self.answered = self.abandoned = self.within = self.handle_ms = 0
        self.waits: list[int] = []


class Bare:
    """`agents` are each one's skills. Events at one moment go in the order they were made."""

    def __init__(self, agents: Sequence[Sequence[int]], skills: int, threshold_ms: int) -> None:
        self.agents, self.threshold, self.now, self.made = agents, threshold_ms, 0, 0
        self.cells: dict[tuple[int, int], Cell] = {}
        self.events: list[tuple[int, int, Callable[[int], None], int]] = []
        self.lines: list[list[tuple[int, int]]] = [[] for _ in range(skills)]
        self.idle: list[dict[int, int]] = [{} for _ in range(skills)]
        self.worked = [0] * len(agents)
        self.waiting: dict[int, tuple[Customer, Cell]] = {}
        self.customers: Iterator[Customer] = iter(())
        for agent in range(len(agents)):
            self.rest(agent)

    def run(self, customers: Iterator[Customer]) -> None:
        self.customers = customers
        self.expect()
        while self.events:
            self.now, _, what, about = heappop(self.events)
            what(about)

    def put(self, at: int, what: Callable[[int], None], about: int) -> None:
        self.made += 1
        heappush(self.events, (at, self.made, what, about))

    def expect(self) -> None:
        self.following = next(self.customers, None)
        if self.following is not None:
            self.put(self.following[0], self.arrive, self.made)

    def arrive(self, number: int) -> None:
        customer = self.following
        assert customer is not None
        self.expect()
        arrived, skill, priority, _, patience = customer
        key = (arrived // HALF_HOUR_MS, skill)
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = Cell()
        cell.offered += 1
        free = self.idle[skill]
        if free:
            agent = min(free, key=free.__getitem__)
            for mine in self.agents[agent]:
                del self.idle[mine][agent]
            self.answer(agent, customer, cell)
            return
        self.waiting[number] = customer, cell
        heappush(self.lines[skill], (arrived + priority * STEP_MS, number))
        self.put(arrived + patience, self.give_up, number)

    def give_up(self, number: int) -> None:
        gone = self.waiting.pop(number, None)
        if gone is not None:
            customer, cell = gone
            cell.abandoned += 1
            cell.waits.append(self.now - customer[0])

    def answer(self, agent: int, customer: Customer, cell: Cell) -> None:
        wait, handling = self.now - customer[0], customer[3]
        cell.answered += 1
        cell.within += wait <= self.threshold
        cell.waits.append(wait)
        cell.handle_ms += handling
        self.worked[agent] += handling
        self.put(self.now + handling, self.done, agent)

    def done(self, agent: int) -> None:
        best, line_of = None, self.lines
        for skill in self.agents[agent]:
            line = line_of[skill]
            while line and line[0][1] not in self.waiting:
                heappop(line)
            if line and (best is None or line[0] < best[0]):
                best = line[0], line
        if best is None:
            self.rest(agent)
            return
        heappop(best[1])
        customer, cell = self.waiting.pop(best[0][1])
        self.answer(agent, customer, cell)

    def rest(self, agent: int) -> None:
        for skill in self.agents[agent]:
            self.idle[skill][agent] = self.now
