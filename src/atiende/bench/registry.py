"""Every benchmark by name. Each module has `async def run(options) -> figures`; it is imported only when asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

Figures = dict[str, float | None]
Run = Callable[["Options"], Awaitable[Figures]]

NAMES: dict[str, str] = {
    "attacks": "atiende.bench.attacks",
    "backup": "atiende.bench.backup",
    "calls": "atiende.bench.calls",
    "events": "atiende.bench.events",
    "flows": "atiende.bench.flows",
    "language": "atiende.bench.language",
    "learned": "atiende.bench.learned",
    "lists": "atiende.bench.lists",
    "mail": "atiende.bench.mail",
    "messages": "atiende.bench.messages",
    "overload": "atiende.bench.overload",
    "sim": "atiende.bench.sim",
    "sip": "atiende.bench.sip",
    "theory": "atiende.bench.theory",
    "routing": "atiende.bench.routing",
    "offers": "atiende.bench.offers",
    "scale": "atiende.bench.scale",
    "sockets": "atiende.bench.sockets",
    "nodes": "atiende.bench.nodes",
    "voice": "atiende.bench.voice",
}


@dataclass(frozen=True, slots=True)
class Options:
    """`data` points at a collection of the layout of the development data; `notes` collects remarks for the reader."""

    quick: bool
    data: Path | None
    seed: int
    notes: list[str]


def benchmark(name: str) -> Run:
    """Raises KeyError for an unknown name."""
    run: Run = import_module(NAMES[name]).run
    return run
