"""The least a simulation of a contact centre needs: an event heap, a heap of work per skill, counts. No Atiende code.

Customers wait by rank (since + a step of priority) in the line of the skill they ask for, until their patience ends;
whoever is free the longest of those who have the skill and have nothing in hand is asked; who becomes free takes the
lowest rank of the lines he serves.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

STEP_MS = 300_000
ARRIVES, GIVES_UP, DONE = 0, 1, 2

Customer = tuple[int, int, int, int, int]
"""Arrival (ms), skill, priority (1 to 5), handling (ms), patience (ms)."""


class Tally:
    """What came of it: waits are sums in ms."""

    def __init__(self) -> None:
        self.offered = self.answered = self.abandoned = self.within = self.waited = self.worked = 0


def simulate(customers: Sequence[Customer], agents: Sequence[Sequence[int]], skills: int, threshold: int) -> Tally:
    """`agents` are each one's skills. Events at one moment go in the order they were made."""
    tally, events, made = Tally(), list[tuple[int, int, int, int]](), len(customers)
    lines: list[list[tuple[int, int]]] = [[] for _ in range(skills)]
    idle: list[dict[int, int]] = [{} for _ in range(skills)]
    waiting = bytearray(len(customers))
    for agent, mine in enumerate(agents):
        for skill in mine:
            idle[skill][agent] = 0
    following = 0
    if customers:
        heappush(events, (customers[0][0], 0, ARRIVES, 0))
    while events:
        now, _, kind, about = heappop(events)
        if kind == ARRIVES:
            following = about + 1
            if following < len(customers):
                heappush(events, (customers[following][0], following, ARRIVES, following))
            _, skill, priority, handling, patience = customers[about]
            tally.offered += 1
            free = idle[skill]
            if free:
                agent = min(free, key=free.__getitem__)
                for mine_skill in agents[agent]:
                    del idle[mine_skill][agent]
                tally.answered += 1
                tally.within += 1
                tally.worked += handling
                made += 1
                heappush(events, (now + handling, made, DONE, agent))
            else:
                waiting[about] = 1
                heappush(lines[skill], (now + priority * STEP_MS, about))
                made += 1
                heappush(events, (now + patience, made, GIVES_UP, about))
        elif kind == GIVES_UP:
            if waiting[about]:
                waiting[about] = 0
                tally.abandoned += 1
                tally.waited += now - customers[about][0]
        else:
            best, agent = None, about
            for skill in agents[agent]:
                line = lines[skill]
                while line and not waiting[line[0][1]]:
                    heappop(line)
                if line and (best is None or line[0] < best[0]):
                    best = line[0], line
            if best is None:
                for skill in agents[agent]:
                    idle[skill][agent] = now
                continue
            (_, customer), line = best
            heappop(line)
            waiting[customer] = 0
            arrived, _, _, handling, _ = customers[customer]
            tally.answered += 1
            tally.within += now - arrived <= threshold
            tally.waited += now - arrived
            tally.worked += handling
            made += 1
            heappush(events, (now + handling, made, DONE, agent))
    return tally
