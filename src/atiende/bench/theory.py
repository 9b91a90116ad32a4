"""Whether the engine does what queueing theory says it must: T1 to T9 of the table of known answers.

T1–T6 run on the production engine; intervals are jointly 95 % (Bonferroni) and each must cover the exact value, which
is computed, not copied. T7 and T8 are formulas against the published table; T9 is compared with measured intervals.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from math import sqrt
from multiprocessing import get_context
from statistics import fmean

from atiende.bench.registry import Figures, Options
from atiende.bench.theory_models import COSTS, MODELS, Sample, sample
from atiende.reports.intervals import mean_interval
from atiende.workforce import erlang

Samples = Mapping[str, Sequence[Sample]]
JOINT = 0.95
CMU_RATIO, CMU_OFF = 0.385, 0.02
GAIN_PCT = 85.0

FULL: Mapping[str, tuple[int, int]] = {
    "T1": (36, 150_000), "T2": (16, 80_000), "T3": (36, 200_000),
    "T4 fcfs": (36, 150_000), "T4 cost": (36, 150_000),
    "T5 fastest": (24, 130_000), "T5 random": (24, 130_000), "T5 slowest": (24, 130_000),
    "T6 apart": (16, 60_000), "T6 pooled": (16, 60_000),
    "T9 1": (12, 75_000), "T9 2": (12, 75_000), "T9 3": (12, 75_000), "T9 6": (12, 75_000),
}  # fmt: skip
"""Replications and customers of each."""
QUICK = {name: (8, customers // 22) for name, (_, customers) in FULL.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One statement: what was found, what it must be, and whether it is so. `off` is the half-width over what is
    allowed (0 where nothing is)."""

    name: str
    found: str
    expected: str
    holds: bool
    off: float = 0.0


async def run(options: Options) -> Figures:
    samples = await _measure(QUICK if options.quick else FULL, options.seed)
    checks = [*theory(samples), *orders(samples), *flexibility(samples), *formulas()]
    for one in checks:
        if not one.holds:
            options.notes.append(f"not as theory says: {one.name}: {one.found}, expected {one.expected}")
        elif one.off > 1 and not options.quick:
            options.notes.append(f"interval too wide: {one.name}: {one.off:.2f} of what is allowed")
    options.notes.append(f"widest interval: {max(one.off for one in checks):.2f} of what is allowed")
    return {
        "tests": len(checks),
        "covered": sum(one.holds and (options.quick or one.off <= 1) for one in checks),
        "cmu_ratio": round(cmu_ratio(samples), 4),
        "fsf_p_wait": round(_mean(samples, "T5 fastest", "p_wait"), 4),
        "random_p_wait": round(_mean(samples, "T5 random", "p_wait"), 4),
        "ssf_p_wait": round(_mean(samples, "T5 slowest", "p_wait"), 4),
        "two_skill_gain_pct": round(two_skill_gain(samples), 1),
    }


async def _measure(sizes: Mapping[str, tuple[int, int]], seed: int) -> Samples:
    """On every core. Models of one test share their seeds, so that they meet the same customers."""
    loop, jobs = asyncio.get_running_loop(), dict[str, list[asyncio.Future[Sample]]]()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for name, (replications, customers) in sizes.items():
            seeds = range(seed * 1_000_000, seed * 1_000_000 + replications)
            jobs[name] = [loop.run_in_executor(pool, replicate, name, one, customers) for one in seeds]
        return {name: await asyncio.gather(*waited) for name, waited in jobs.items()}


def replicate(name: str, seed: int, customers: int) -> Sample:
    return sample(MODELS[name], seed, customers)


# --- T1 to T6 ---------------------------------------------------------------------------------------------------------


def theory(samples: Samples) -> list[Check]:
    """Every measured value beside its exact one, at a joint level."""
    exact = exact_values()
    level = 1 - (1 - JOINT) / len(exact)
    return [
        covers(f"{model} {what}", [one[what] for one in samples[model]], value, level)
        for (model, what), value in exact.items()
        if model in samples
    ]


@cache
def exact_values() -> Mapping[tuple[str, str], float]:
    """By model and measure; minutes, shares."""
    fcfs, a, places = (
        erlang.m_m_n(50, 48, 1),
        erlang.birth_death(50, 48, 1, 0.5),
        erlang.birth_death(90, 8.4, 0.1, places=30),
    )
    dear, cheap = erlang.priority_waits(50, 24, 24, 1)
    found = {
        ("T1", "p_wait"): fcfs.p_wait,
        ("T1", "wait"): fcfs.wait,
        ("T1", "wait_p90"): erlang.wait_quantile(50, 48, 1, 0.9),
        ("T1", "busy"): fcfs.busy,
        ("T2", "p_abandon"): a.p_abandon,
        ("T2", "wait"): a.wait,
        ("T2", "p_wait"): a.p_wait,
        ("T2", "busy"): a.busy,
        ("T2", "identity"): 0.0,
        ("T3", "blocked"): places.blocked,
        ("T3", "p_wait"): places.p_wait,
        ("T3", "wait"): places.wait,
        ("T4 fcfs", "wait"): fcfs.wait,
        ("T4 cost", "wait:dear"): dear,
        ("T4 cost", "wait:cheap"): cheap,
    }
    for name, to_first in _WHO_FIRST.items():
        chain = erlang.two_speeds((50, 50), (1.25, 0.75), 95, to_first)
        found[name, "p_wait"], found[name, "wait"] = chain.p_wait, chain.wait
    for name, load, agents in (("T6 apart", 20, 22), ("T6 pooled", 40, 44)):
        pool = erlang.birth_death(agents, load / 5, 1 / 5, 1 / 3)
        found[name, "p_abandon"], found[name, "wait"], found[name, "identity"] = pool.p_abandon, pool.wait, 0.0
    return found


def _fastest(fast: int, slow: int) -> float:
    return 1.0


def _anybody(fast: int, slow: int) -> float:
    return fast / (fast + slow)


def _slowest(fast: int, slow: int) -> float:
    return 0.0


_WHO_FIRST = {"T5 fastest": _fastest, "T5 random": _anybody, "T5 slowest": _slowest}


def covers(name: str, values: Sequence[float], exact: float, level: float) -> Check:
    """Half-widths: 0.02 on probabilities above 0.1, 15 % on waits and blocking, nothing asked of a difference."""
    mean, low, high = mean_interval(list(values), level)
    what = name.rpartition(" ")[2]
    allowed = 0.02 if what in ("p_wait", "busy") else 0.15 * exact
    return Check(
        name=name,
        found=f"{mean:.4f} ({low:.4f} to {high:.4f})",
        expected=f"{exact:.4f}",
        holds=low <= exact <= high,
        off=(high - low) / 2 / allowed if allowed else 0.0,
    )


# --- what the rules must bring ----------------------------------------------------------------------------------------


def orders(samples: Samples) -> list[Check]:
    """cμ saves what it must, and the faster are asked first to advantage, with paired seeds."""
    ratio = cmu_ratio(samples)
    found = [
        Check(
            name="T4 cost ratio",
            found=f"{ratio:.4f}",
            expected=f"{CMU_RATIO} ± {CMU_OFF}",
            holds=abs(ratio - CMU_RATIO) <= CMU_OFF,
        )
    ]
    for better, worse in (("T5 fastest", "T5 random"), ("T5 random", "T5 slowest")):
        pairs = zip(samples[better], samples[worse], strict=True)
        _, low, high = mean_interval([other["p_wait"] - one["p_wait"] for one, other in pairs])
        found.append(
            Check(name=f"{better} < {worse}", found=f"{low:.4f} to {high:.4f}", expected="above 0", holds=low > 0)
        )
    return found


def cmu_ratio(samples: Samples) -> float:
    """What waiting costs by cμ over what it costs first come, first served."""

    def cost(model: str) -> float:
        return sum(price * _mean(samples, model, f"wait:{slug}") for slug, price in COSTS.items())

    return cost("T4 cost") / cost("T4 fcfs")


# --- T9: a little flexibility -----------------------------------------------------------------------------------------

MEASURED: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "T9 1": {
        "blocked": (0.0402, 0.0013),
        "p_wait": (0.554, 0.004),
        "half_minute": (0.498, 0.003),
        "wait": (2.50, 0.02),
    },
    "T9 2": {
        "blocked": (0.0040, 0.0007),
        "p_wait": (0.431, 0.019),
        "half_minute": (0.712, 0.016),
        "wait": (0.60, 0.05),
    },
    "T9 3": {
        "blocked": (0.0044, 0.0006),
        "p_wait": (0.405, 0.016),
        "half_minute": (0.755, 0.012),
        "wait": (0.51, 0.02),
    },
    "T9 6": {
        "blocked": (0.0038, 0.0005),
        "p_wait": (0.374, 0.011),
        "half_minute": (0.803, 0.007),
        "wait": (0.44, 0.02),
    },
}
"""An independent simulation's means and 95 % half-widths."""


def flexibility(samples: Samples) -> list[Check]:
    """Two measurements agree when their intervals meet. With two skills most of the gain in waiting is there."""
    gain = two_skill_gain(samples)
    found = [
        Check(name="T9 two skills", found=f"{gain:.1f} %", expected=f"at least {GAIN_PCT} %", holds=gain >= GAIN_PCT)
    ]
    for model, table in MEASURED.items():
        for what, (value, width) in table.items():
            mean, low, high = mean_interval([one[what] for one in samples[model]])
            found.append(
                Check(
                    name=f"{model} {what}",
                    found=f"{mean:.4f} ({low:.4f} to {high:.4f})",
                    expected=f"{value} ± {width}",
                    holds=low <= value + width and high >= value - width,
                )
            )
    return found


def two_skill_gain(samples: Samples) -> float:
    """Percent of what six skills save in mean wait that two already save."""
    one, two, six = (_mean(samples, f"T9 {skills}", "wait") for skills in (1, 2, 6))
    return 100 * (one - two) / (one - six)


# --- T7 and T8: formulas ----------------------------------------------------------------------------------------------

CALLS = (50, 100, 200, 500, 1000, 2000, 5000)
STAFF_C = (12, 21, 39, 91, 176, 345, 848)
STAFF_A = (11, 19, 36, 84, 163, 318, 777)


def formulas() -> list[Check]:
    """T7: the fewest agents for 80 % within 20 s, calls of 300 s per half hour; T8: many servers, n = 100."""
    found = []
    for calls, with_c, with_a in zip(CALLS, STAFF_C, STAFF_A, strict=True):
        found += [
            _equal(f"T7 C {calls}", _staff(calls, None), with_c),
            _equal(f"T7 A {calls}", _staff(calls, 180), with_a),
        ]
    half, one = _load(100, 0.5), _load(100, 1)
    for name, value, table in (
        ("T8 HW 0.5", erlang.halfin_whitt(0.5), 0.5045),
        ("T8 exact 0.5", erlang.erlang_c(100, half), 0.5160),
        ("T8 HW 1", erlang.halfin_whitt(1), 0.2234),
        ("T8 exact 1", erlang.erlang_c(100, one), 0.2377),
        ("T8 Garnett 0", erlang.garnett(0, 1), 0.5000),
        ("T8 exact A 0", erlang.birth_death(100, 100, 1, 1).p_wait, 0.5133),
        ("T8 Garnett 0.5", erlang.garnett(0.5, 0.5), 0.3572),
        ("T8 exact A 0.5", erlang.birth_death(100, half, 1, 0.5).p_wait, 0.3699),
    ):
        found.append(_equal(name, round(value, 4), table))
    return found


def _staff(calls: int, patience: float | None) -> int:
    def enough(agents: int) -> bool:
        if patience is None:
            return erlang.served_within(agents, calls / 1800, 1 / 300, 20) >= 0.8
        return erlang.offered_wait_within(agents, calls / 1800, 1 / 300, 1 / patience, 20) >= 0.8

    return erlang.fewest(enough)


def _equal(name: str, found: float, expected: float) -> Check:
    return Check(name=name, found=str(found), expected=str(expected), holds=abs(found - expected) < 1.5e-4)


def _load(servers: int, beta: float) -> float:
    """a with n = a + β√a."""
    return float(((sqrt(beta * beta + 4 * servers) - beta) / 2) ** 2)


def _mean(samples: Samples, model: str, what: str) -> float:
    return fmean(one[what] for one in samples[model])
