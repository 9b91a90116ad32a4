"""Days of the simulation for several test files: with `--dist loadfile` each file is one worker's."""

from atiende.bench.simulated.world import simulate


def failing(seeds: range) -> str:
    """What went wrong in which of them, with its faults; empty when all held."""
    return "\n".join(outcome.told() for seed in seeds if (outcome := simulate(seed)).wrong)
