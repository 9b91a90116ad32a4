"""The learned match: which agent's predicted handling time for this kind of work is best, compared with his own pace.

What is looked at is `INPUTS` and nothing else: nothing about the customer, nothing about the agent but his work. An
agent is compared with himself (his time for this kind over his usual time), so the slow are not starved and the fast
not buried: everybody gets what he does relatively best (comparative advantage), and longest idle decides between
equals. The times come from `training.py`; they are in the log, so a decision needs nothing else.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal

from atiende.domain import facts as f
from atiende.domain.facts import MatchTable

INPUTS = ("agent", "queue", "channel", "reason", "language", "handling_time", "transferred")
"""Everything the match learns from or decides by."""

EQUAL = 1000
"""The key of an agent whose time for the work is just what his pace lets one expect; lower is better."""

Arm = Literal["learned", "learned_control"]


def kind_of(work: f.InteractionQueued) -> str:
    """The kind of work whose handling times are learned together, within a queue."""
    return f"{work.channel}/{work.reason}/{work.language.split('-', 1)[0].lower()}"


def arm_of(interaction: str, compare_percent: int) -> Arm:
    """Chosen by the match, or by longest idle to compare: by the hash of the id, so nobody can choose the arm."""
    drawn = int.from_bytes(blake2b(interaction.encode(), digest_size=8).digest(), "big")
    return "learned_control" if drawn % 100 < compare_percent else "learned"


class Match:
    """One queue's table, ready to be asked."""

    __slots__ = ("_agents", "_kinds", "fact", "table", "version")

    def __init__(self, fact: f.MatchTrained) -> None:
        self.fact, self.version, self.table = fact, fact.version, fact.table
        self._agents = {agent: place for place, agent in enumerate(fact.table.agents)}
        self._kinds = {kind: place for place, kind in enumerate(fact.table.kinds)}

    def key(self, agent: str, kind: str) -> int:
        """His predicted time over his usual one, in thousandths: lower is asked sooner. Kinds compare only with
        themselves; an agent never seen is expected to be as everybody; of a kind never seen, all are equal."""
        column = self._kinds.get(kind)
        if column is None:
            return EQUAL
        row = self._agents.get(agent)
        if row is None:
            return _ratio(self.table.typical[column], self.table.overall)
        return _ratio(self.table.times[row][column], self.table.usual[row])

    def predicted(self, agent: str, kind: str) -> int:
        """His typical time (ms) for such work; 0 where nothing was learned."""
        column, row = self._kinds.get(kind), self._agents.get(agent)
        if column is None:
            return 0
        return self.table.typical[column] if row is None else self.table.times[row][column]


class Matches:
    """The learned matches of a centre, by queue, as the facts say."""

    def __init__(self) -> None:
        self._trained: dict[str, Match] = {}
        self._off: set[str] = set()

    def keep(self, fact: f.MatchTrained | f.MatchSwitched) -> None:
        if isinstance(fact, f.MatchTrained):
            self._trained[fact.queue] = Match(fact)
        elif fact.on:
            self._off.discard(fact.queue)
        else:
            self._off.add(fact.queue)

    def of(self, queue: str) -> Match | None:
        """In force: learned, and not switched off. Whether the queue's choice is `learned` is for the caller."""
        return None if queue in self._off else self._trained.get(queue)

    def facts(self) -> list[f.MatchTrained | f.MatchSwitched]:
        """What a snapshot keeps: `keep` of each makes the same again."""
        kept: list[f.MatchTrained | f.MatchSwitched] = [one.fact for _, one in sorted(self._trained.items())]
        return kept + [f.MatchSwitched(queue=queue, on=False, why="") for queue in sorted(self._off)]


def _ratio(time: int, usual: int) -> int:
    return EQUAL * time // usual if usual else EQUAL


def as_rows(table: MatchTable) -> Sequence[tuple[str, str, int, int]]:
    """The table as people read it: agent, kind, predicted ms, pieces seen."""
    return [
        (agent, kind, table.times[row][column], table.seen[row][column])
        for row, agent in enumerate(table.agents)
        for column, kind in enumerate(table.kinds)
    ]
