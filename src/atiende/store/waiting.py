"""Which changes wait for their commit, since when, and how many may; and which of them share the next transaction."""

from collections import Counter, OrderedDict, deque

from atiende.domain.errors import Overloaded
from atiende.ports.system import Clock
from atiende.store.line import MOST_CHANGES, Job

MOST_WAITING = 5_000
"""Changes of one tenant. What customers send is held back far earlier (`ports.load`): the rest is the reserve for what
agents do, for acknowledgements and for clocks."""

SHARE = 64
"""Changes of one tenant in a transaction that others are there for as well."""
LATELY = 50
"""Transactions for which a tenant still counts as being there."""


class Waiting:
    """All changes under way in this process, the oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[Job, float] = {}
        self._of: Counter[str] = Counter()

    def come(self, job: Job) -> None:
        """Raises Overloaded when too many of its tenant's wait already."""
        if self._of[job.tenant] >= MOST_WAITING:
            raise Overloaded(retry_after=1)
        self._of[job.tenant] += 1
        self._since[job] = self._clock.elapsed()

    def go(self, job: Job) -> None:
        del self._since[job]
        self._of[job.tenant] -= 1
        if not self._of[job.tenant]:
            del self._of[job.tenant]

    def oldest(self, now: float) -> float:
        """How long the oldest has waited, in seconds."""
        return now - next(iter(self._since.values()), now)


class Turns:
    """Tenants take turns in the transactions of one writer: a flood of one delays the others by its share at most.

    Each tenant's changes keep their order.
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[Job]] = OrderedDict()
        self._seen: dict[str, int] = {}
        self._turn = 0

    def __bool__(self) -> bool:
        return bool(self._lines)

    def add(self, job: Job) -> None:
        line = self._lines.get(job.tenant)
        if line is None:
            line = self._lines[job.tenant] = deque()
            self._seen[job.tenant] = self._turn
        line.append(job)

    def take(self) -> list[Job]:
        """The next transaction: all that waits of a tenant that is alone, else one of each after the other."""
        self._turn += 1
        self._seen |= dict.fromkeys(self._lines, self._turn)
        self._seen = {tenant: turn for tenant, turn in self._seen.items() if self._turn - turn < LATELY}
        share = SHARE if len(self._seen) > 1 else MOST_CHANGES
        taken: list[Job] = []
        counts: Counter[str] = Counter()
        full: list[tuple[str, deque[Job]]] = []
        while self._lines and len(taken) < MOST_CHANGES:
            tenant, line = self._lines.popitem(last=False)
            taken.append(line.popleft())
            counts[tenant] += 1
            if line and counts[tenant] >= share:
                full.append((tenant, line))
            elif line:
                self._lines[tenant] = line
        for tenant, line in full:
            self._lines[tenant] = line
        return taken
