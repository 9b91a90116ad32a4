"""`atiende bench routing`: CPU time of a decision through the whole floor, beside a bare heap and a linear scan.

40 skills, 500 agents with 6, work that asks 1 or 2, 5 priorities, a backlog that stays as long as it is. A cycle: one
piece of work comes (and, for every tenth, another comes and one leaves without having been served), an agent is done,
the floor decides, its offer is written and accepted: five facts and a receipt. The same for the reference is one
`add`, one `take` and every tenth time one `drop`. What driving them costs (making facts, drawing agents) is measured
by the same loop around a floor that does nothing, and taken off.
"""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from atiende.bench.reference.heaps import Heaps, Scan
from atiende.bench.registry import Figures, Options
from atiende.bench.routing_load import FIXED, LEVELS, PLAIN, Ours, Theirs

SIZES = {"1e2": 100, "1e3": 1_000, "1e4": 10_000, "1e5": 100_000}
CYCLES = 3_000
REFERENCE_US = {"1e2": 1.0, "1e3": 2.8, "1e4": 4.3, "1e5": 4.7}
"""What `limits.md` gives for the bare heap; the reference must reach half of that speed, or there is no ratio."""
OTHER_LOAD_PCT = 10.0


async def run(options: Options) -> Figures:
    bench = Bench(options)
    figures: Figures = {}
    floors = {name: Ours(PLAIN, size, options.seed) for name, size in SIZES.items()}
    for name, size in SIZES.items():
        ours, theirs = bench.alternate(floors[name], Theirs(Heaps, PLAIN, size, options.seed))
        figures[f"decision_us_{name}"], figures[f"kernel_us_{name}"] = ours, theirs
        if name != "1e2":
            figures[f"ratio_to_kernel_{name}"] = bench.ratio(ours, theirs, name)
    bench.with_levels(figures)
    bench.growth(figures, floors["1e5"])
    figures["growth_growing_sets"] = _over(figures["decision_us_1e5"], figures["decision_us_1e2"])
    scan = Theirs(Scan, PLAIN, SIZES["1e4"], options.seed)
    figures["scan_us_1e4"] = round(statistics.median(scan.cycle_us(40) for _ in range(3)), 1)
    figures["bytes_per_waiting"] = bytes_per_waiting(options.seed)
    if bench.dropped:
        options.notes.append(f"{bench.dropped} pairs dropped: other load above {OTHER_LOAD_PCT:.0f} %")
    if bench.kept_busy:
        options.notes.append("all pairs of some size ran under other load; their median is given nevertheless")
    return figures


class Bench:
    """Counts what was dropped; the median of pairs is the figure."""

    def __init__(self, options: Options) -> None:
        self.options, self.dropped, self.kept_busy = options, 0, 0
        self.pairs = 5 if options.quick else 15
        self.cycles = CYCLES if options.quick else 3 * CYCLES

    def alternate(self, ours: Ours, theirs: Theirs) -> tuple[float, float]:
        """CPU µs of a cycle, ours and theirs: medians of pairs run one after the other."""
        quiet: list[tuple[float, float]] = []
        busy: list[tuple[float, float]] = []
        ours.cycle_us(self.cycles // 4), theirs.cycle_us(self.cycles // 4)
        for _ in range(self.pairs):
            load = OtherLoad()
            pair = ours.cycle_us(self.cycles), theirs.cycle_us(self.cycles)
            (quiet if load.percent() <= OTHER_LOAD_PCT else busy).append(pair)
        if quiet:
            self.dropped += len(busy)
        else:
            self.kept_busy += 1
        pairs = quiet or busy
        return round(statistics.median(a for a, _ in pairs), 2), round(statistics.median(b for _, b in pairs), 2)

    def ratio(self, ours: float, theirs: float, size: str) -> float | None:
        if theirs > 2 * REFERENCE_US[size]:
            self.options.notes.append(f"the heap took {theirs} µs at {size}: too slow a moment, no ratio")
            return None
        return round(ours / theirs, 2)

    def with_levels(self, figures: Figures) -> None:
        """Levels and two channels, against the bare heap of the plain workload, and against one of the same."""
        seed = self.options.seed
        ours, same = self.alternate(Ours(LEVELS, SIZES["1e5"], seed), Theirs(Heaps, LEVELS, SIZES["1e5"], seed))
        plain = figures["kernel_us_1e5"]
        figures["levels_us_1e5"], figures["kernel_levels_us_1e5"] = ours, same
        figures["ratio_with_levels_1e5"] = self.ratio(ours, plain, "1e5") if plain else None
        figures["ratio_with_levels_to_same_1e5"] = _over(ours, same)

    def growth(self, figures: Figures, grown: Ours) -> None:
        """From 10² to 10⁵ waiting with requirement sets that stay the same ones; small and large take turns.

        `grown` has as many sets as the plain workload makes.
        """
        small, large = Ours(FIXED, SIZES["1e2"], self.options.seed), Ours(FIXED, SIZES["1e5"], self.options.seed)
        kinds: dict[str, Callable[[Ours], float]] = {
            "fixed_sets": lambda floor: floor.cycle_us(self.cycles),
            "abandon": lambda floor: floor.abandon_us(40),
            "cancel": lambda floor: floor.cancel_us(40),
            "reprioritise": lambda floor: floor.reprioritise_us(40),
            "skill_change": lambda floor: floor.skill_change_us(100),
        }
        for name, measured in kinds.items():
            rounds = self.pairs if name == "fixed_sets" else 3 * self.pairs
            pairs = [(measured(small), measured(large)) for _ in range(rounds)]
            few, many = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
            figures[f"growth_{name}"] = _over(many, few)
            if name != "fixed_sets":
                figures[f"{name}_us_1e2"], figures[f"{name}_us_1e5"] = round(few, 2), round(many, 2)
                figures[f"{name}_us_1e5_growing_sets"] = round(
                    statistics.median(measured(grown) for _ in range(rounds)), 2
                )


class OtherLoad:
    """What else the machine did between its making and the question, in percent of all its cores."""

    def __init__(self) -> None:
        self._busy, self._all, self._own = *_jiffies(), time.process_time()

    def percent(self) -> float:
        busy, everything = _jiffies()
        ticks = 100
        other = (busy - self._busy) - (time.process_time() - self._own) * ticks
        return max(0.0, 100 * other / max(1, everything - self._all))


def _jiffies() -> tuple[int, int]:
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return sum(fields) - fields[3] - fields[4], sum(fields)


def bytes_per_waiting(seed: int, waiting: int = 20_000) -> int:
    """All that a piece of waiting work keeps in memory, its fact and ids included."""
    ours = Ours(PLAIN, 1_000, seed)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(waiting):
        ours.floor.apply(ours.traffic.work())
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return round(kept / waiting)


def _over(many: float | None, few: float | None) -> float | None:
    return round(many / few, 2) if many and few else None
