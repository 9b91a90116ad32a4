"""From past work to a table of predicted handling times: pace, kind, and what an agent does better than both say.

log time = centre + agent + kind + pair + chance. Agent and pair effects are shrunk towards nothing by how much of
their spread chance alone explains (empirical Bayes, variances by moments): a pair seen twice says little, one seen two
hundred times nearly all it shows. The times are geometric means: what is typical, not moved by the few very long ones.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log

from msgspec import Struct

from atiende.domain.facts import MatchTable
from atiende.routing.handled import Segment

LEAST = 200
"""Fewer pieces of a queue teach nothing worth routing by."""
LEAST_OF_KIND = 20
MOST_KINDS = 100
TRIMMED = 0.01
"""Of each kind, this share at either end counts as the value there: a piece left open overnight is no handling time."""
ROUNDS = 30

Cell = tuple[str, str]
"""Agent and kind."""


class Sums(Struct):
    """Of log times: how many, their mean, and the squares of their distances from it."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        self.n += 1
        away = value - self.mean
        self.mean += away / self.n
        self.squares += away * (value - self.mean)


class Learned(Struct, frozen=True):
    """`spread` are the deviations of log time: of agents, of pairs, and of chance."""

    table: MatchTable
    trained_on: int
    transferred: int
    spread: tuple[float, float, float]


def learn(segments: Sequence[Segment], agents: Iterable[str]) -> Learned | None:
    """The table for these agents (who left is not in it), or None when there is too little to learn from."""
    wanted = set(agents)
    mine = [one for one in segments if one.agent in wanted]
    cells = _cells(mine)
    trained_on = sum(cell.n for cell in cells.values())
    if trained_on < LEAST:
        return None
    overall = sum(cell.n * cell.mean for cell in cells.values()) / trained_on
    return _fitted(cells, overall, trained_on, sum(one.transferred for one in mine))


def _fitted(cells: Mapping[Cell, Sums], overall: float, trained_on: int, transferred: int) -> Learned:
    chance = _within(cells)
    pace, kinds = _main_effects(cells, overall, chance)
    left = {cell: sums.mean - overall - pace[cell[0]] - kinds[cell[1]] for cell, sums in cells.items()}
    between = _between(((cells[cell].n, away) for cell, away in left.items()), chance, len(pace) + len(kinds))
    pairs = {cell: away * _trust(cells[cell].n, between, chance) for cell, away in left.items()}
    names, columns = sorted(pace), sorted(kinds)
    share = {kind: sum(cells[cell].n for cell in cells if cell[1] == kind) / trained_on for kind in columns}
    logs = {
        agent: [overall + pace[agent] + kinds[kind] + pairs.get((agent, kind), 0.0) for kind in columns]
        for agent in names
    }
    table = MatchTable(
        kinds=tuple(columns),
        agents=tuple(names),
        overall=round(exp(overall)),
        usual=tuple(
            round(exp(sum(share[kind] * each for kind, each in zip(columns, logs[agent], strict=True))))
            for agent in names
        ),
        typical=tuple(round(exp(overall + kinds[kind])) for kind in columns),
        times=tuple(tuple(round(exp(each)) for each in logs[agent]) for agent in names),
        seen=tuple(tuple(cells[agent, kind].n if (agent, kind) in cells else 0 for kind in columns) for agent in names),
    )
    of_agents = sum(away * away for away in pace.values()) / len(pace)
    return Learned(table, trained_on, transferred, (of_agents**0.5, between**0.5, chance**0.5))


def _cells(segments: Sequence[Segment]) -> dict[Cell, Sums]:
    """Log times by agent and kind. What was passed on counts as his time and the kind's usual one on top: somebody
    else has to do it all, so nobody looks quick by passing on."""
    finished: dict[str, list[float]] = {}
    for one in segments:
        if not one.transferred:
            finished.setdefault(one.kind, []).append(log(max(1000, one.ms)))
    kept = sorted((kind for kind in finished if len(finished[kind]) >= LEAST_OF_KIND), key=lambda k: -len(finished[k]))
    bounds = {kind: _bounds(finished[kind]) for kind in kept[:MOST_KINDS]}
    cells: dict[Cell, Sums] = {}
    for one in segments:
        if one.kind in bounds:
            low, middle, high = bounds[one.kind]
            ms = max(1000, one.ms) + (exp(middle) if one.transferred else 0)
            value = min(max(log(ms), low), high)
            cells.setdefault((one.agent, one.kind), Sums()).add(value)
    return cells


def _bounds(values: list[float]) -> tuple[float, float, float]:
    values.sort()
    cut = int(len(values) * TRIMMED)
    return values[cut], values[len(values) // 2], values[-1 - cut]


def _within(cells: Mapping[Cell, Sums]) -> float:
    """The variance that is chance: inside the cells."""
    free = sum(cell.n - 1 for cell in cells.values())
    return sum(cell.squares for cell in cells.values()) / free if free else 1.0


def _main_effects(
    cells: Mapping[Cell, Sums], overall: float, chance: float
) -> tuple[dict[str, float], dict[str, float]]:
    """Agents' and kinds' effects, each from what the other leaves, in turn; agents' are shrunk."""
    pace, kinds = dict.fromkeys((agent for agent, _ in cells), 0.0), dict[str, float]()
    for _ in range(ROUNDS):
        kinds = _kind_effects(cells, overall, pace)
        pace = _paces(cells, overall, kinds, chance)
    return pace, kinds


def _kind_effects(cells: Mapping[Cell, Sums], overall: float, pace: Mapping[str, float]) -> dict[str, float]:
    seen = _gathered(cells, lambda cell, sums: (cell[1], sums.mean - overall - pace[cell[0]]))
    return {kind: away for kind, (_, away) in seen.items()}


def _paces(cells: Mapping[Cell, Sums], overall: float, kinds: Mapping[str, float], chance: float) -> dict[str, float]:
    seen = _gathered(cells, lambda cell, sums: (cell[0], sums.mean - overall - kinds[cell[1]]))
    between = _between(seen.values(), chance, 1)
    return {agent: away * _trust(n, between, chance) for agent, (n, away) in seen.items()}


def _gathered(
    cells: Mapping[Cell, Sums], residual: Callable[[Cell, Sums], tuple[str, float]]
) -> dict[str, tuple[int, float]]:
    """Pieces and mean residual by agent, or by kind."""
    total: dict[str, tuple[int, float]] = {}
    for cell, sums in cells.items():
        name, away = residual(cell, sums)
        n, summed = total.get(name, (0, 0.0))
        total[name] = (n + sums.n, summed + sums.n * away)
    return {name: (n, summed / n) for name, (n, summed) in total.items()}


def _between(seen: Iterable[tuple[int, float]], chance: float, taken: int) -> float:
    """The variance that is not chance, of means over n pieces each; `taken` parameters were fitted before."""
    groups = list(seen)
    weight = sum(n for n, _ in groups)
    free = max(1, len(groups) - taken)
    # Σ n·away² is expected to be free·chance + Σ n·between, less the share the fitted parameters took.
    squares = sum(n * away * away for n, away in groups)
    return max(0.0, (squares - free * chance) / (weight * free / len(groups)))


def _trust(n: int, between: float, chance: float) -> float:
    """How much of what was seen is believed."""
    return between / (between + chance / n) if between else 0.0
