"""What `atiende soak` may be asked for at once: hours later is too late to learn that it did something else."""

from collections.abc import Mapping

import typer

KINDS = ("seeds", "histories", "nodes", "overload", "calls")
BELONG = {"faults": "nodes", "telephones": "calls", "first": "seeds"}
"""Options that say more about one kind."""


def check_kind(options: Mapping[str, object]) -> None:
    """One kind at a time, and nothing about another; by their names. Raises BadParameter."""
    chosen = [f"--{name}" for name in KINDS if options.get(name)]
    if len(chosen) > 1:
        raise typer.BadParameter(f"choose one of {', '.join(chosen)}")
    for name in KINDS:
        value = options.get(name)
        if isinstance(value, int) and value < 0:
            raise typer.BadParameter(f"--{name} is how many: more than none")
    for name, kind in BELONG.items():
        if options.get(name) and not options.get(kind):
            raise typer.BadParameter(f"--{name} goes with --{kind} only")
