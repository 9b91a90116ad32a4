"""What the routing benchmark is compared with: a bare heap per requirement set, and a linear scan.

Work is a rank, a number and a requirement: a tuple of (skill, least level). Agents are skills with levels.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

Wanted = tuple[tuple[str, int], ...]
Entry = tuple[int, int]


def fits(skills: dict[str, int], wanted: Wanted) -> bool:
    return all(skills.get(skill, 0) >= level for skill, level in wanted)


class Heaps:
    """One heap for each distinct requirement; an agent looks at the heads of those he can serve."""

    def __init__(self, agents: Sequence[dict[str, int]]) -> None:
        self.agents = agents
        self.heaps: dict[Wanted, list[Entry]] = {}
        self.served: list[list[list[Entry]]] = [[] for _ in agents]
        self.gone: set[int] = set()

    def add(self, rank: int, work: int, wanted: Wanted) -> None:
        heap = self.heaps.get(wanted)
        if heap is None:
            heap = self.heaps[wanted] = []
            for skills, served in zip(self.agents, self.served, strict=True):
                if fits(skills, wanted):
                    served.append(heap)
        heappush(heap, (rank, work))

    def drop(self, work: int) -> None:
        self.gone.add(work)

    def take(self, agent: int) -> int | None:
        """The best work this agent can have, out of its heap."""
        best: list[Entry] | None = None
        gone = self.gone
        for heap in self.served[agent]:
            while heap and heap[0][1] in gone:
                gone.discard(heappop(heap)[1])
            if heap and (best is None or heap[0] < best[0]):
                best = heap
        return heappop(best)[1] if best else None


class Scan:
    """Everything that waits is looked at for every choice."""

    def __init__(self, agents: Sequence[dict[str, int]]) -> None:
        self.able = [
            frozenset((skill, level) for skill, has in skills.items() for level in range(1, has + 1))
            for skills in agents
        ]
        self.waiting: list[tuple[int, int, frozenset[tuple[str, int]]]] = []

    def add(self, rank: int, work: int, wanted: Wanted) -> None:
        self.waiting.append((rank, work, frozenset(wanted)))

    def drop(self, work: int) -> None:
        self.waiting = [each for each in self.waiting if each[1] != work]

    def take(self, agent: int) -> int | None:
        able, best, at = self.able[agent], (1 << 62, 0), -1
        for index, (rank, work, wanted) in enumerate(self.waiting):
            if (rank, work) < best and wanted <= able:
                best, at = (rank, work), index
        if at < 0:
            return None
        self.waiting[at] = self.waiting[-1]
        self.waiting.pop()
        return best[1]
