"""Many simulated days one after the other, for the command line: a failing one is printed with its faults."""

import time

import typer

from atiende.bench.simulated.world import simulate

TOLD_EVERY = 100


def report(seeds: int, first: int) -> int:
    """1 when something did not hold in one of them. To repeat one: the same command with `--seeds 1 --first` it."""
    began, facts, acked, failed = time.monotonic(), 0, 0, 0
    for seed in range(first, first + seeds):
        outcome = simulate(seed)
        facts, acked = facts + outcome.facts, acked + outcome.acked
        if outcome.wrong or seeds == 1:
            typer.echo(f"{outcome.told()}\n  digest {outcome.digest}")
        failed += bool(outcome.wrong)
        if (seed + 1 - first) % TOLD_EVERY == 0:
            typer.echo(f"up to seed {seed}: {facts} facts, {acked} acknowledged, {failed} seeds failed")
    spent = time.monotonic() - began
    typer.echo(f"{seeds} seeds, {facts} facts, {acked} acknowledged, {failed} failed, {spent:.0f} s")
    return 1 if failed else 0
