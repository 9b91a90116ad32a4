"""What `atiende soak` may be asked for at once: hours later is too late to learn that it did something else."""

from collections.abc import Mapping

import typer


def check_kind(kinds: Mapping[str, int], details: Mapping[str, tuple[object, str]]) -> None:
    """One kind at a time, and no detail (its value, and the kind it belongs to) of another. Raises BadParameter."""
    chosen = [f"--{name}" for name, value in kinds.items() if value]
    if len(chosen) > 1:
        raise typer.BadParameter(f"choose one of {', '.join(chosen)}")
    if min(kinds.values()) < 0:
        raise typer.BadParameter(f"{chosen[0]} is how many: more than none")
    for name, (value, kind) in details.items():
        if value and not kinds[kind]:
            raise typer.BadParameter(f"--{name} goes with --{kind} only")
