"""Runs a benchmark and prints its figures: a table for people, one JSON object on the last line for programs."""

import os
import time
from pathlib import Path

import msgspec
import typer

from atiende import __version__
from atiende.bench.registry import NAMES, Options, benchmark


async def measure(name: str, *, as_json: bool, quick: bool, data: Path | None, seed: int) -> int:
    """The exit code: 0 when it ran, whatever the figures; 2 for an unknown name."""
    if name not in NAMES:
        typer.echo("Benchmarks: " + ", ".join(sorted(NAMES)), err=name != "list")
        return 0 if name == "list" else 2
    options = Options(quick=quick, data=data, seed=seed, notes=[])
    load = _other_load()
    figures = await benchmark(name)(options)
    if as_json:
        said = {
            "bench": name,
            "version": __version__,
            "machine": {"cores": os.cpu_count(), "other_load_pct": load},
            "figures": figures,
            "notes": options.notes,
        }
        typer.echo(msgspec.json.encode(said).decode())
        return 0
    width = max(len(key) for key in figures)
    for key, value in figures.items():
        typer.echo(f"{key:<{width}}  {'–' if value is None else value}")
    for note in options.notes:
        typer.echo(f"note: {note}")
    return 0


def _other_load() -> float:
    """How busy the machine is before the benchmark begins, in percent of all cores, over a fifth of a second."""
    first = _busy()
    time.sleep(0.2)
    second = _busy()
    total = second[1] - first[1]
    return round(100 * (second[0] - first[0]) / total, 1) if total else 0.0


def _busy() -> tuple[int, int]:
    fields = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return sum(fields) - idle, sum(fields)
