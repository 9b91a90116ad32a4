"""The commands of upkeep as they are typed. What they need loads when used."""

import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atiende.upkeep.asterisk import add_asterisk
from atiende.upkeep.media import add_media

if TYPE_CHECKING:
    from atiende.settings import Settings

Given = Callable[[], "Settings"]
Run = Callable[[Coroutine[object, object, object]], int]
Place = Annotated[str, typer.Argument(help="A directory, or s3://bucket/prefix.")]
Generation = Annotated[str, typer.Option("--generation", help="Which backup; the newest without.")]


def add_commands(app: typer.Typer, settings: Given, run: Run) -> None:
    """`settings` reads them, `run` runs a command to its exit code."""
    _add_backup(app, settings, run)
    _add_restore(app, settings, run)
    _add_doctor(app, settings, run)
    add_asterisk(app, settings, run)
    add_media(app, settings, run)


def _add_backup(app: typer.Typer, settings: Given, run: Run) -> None:
    @app.command()
    def backup(  # noqa: PLR0913 - a command's options
        to: Place,
        keep: Annotated[int, typer.Option(min=0, help="So many backups are kept; 0: all.")] = 7,
        verify: Annotated[bool, typer.Option("--verify", help="Restore it into a scratch place and compare.")] = False,
        verify_only: Annotated[bool, typer.Option("--verify-only", help="Make none: try one that is there.")] = False,
        generation: Generation = "",
        pace: Annotated[int, typer.Option(min=1, help="MB of the database a second.")] = 80,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    ) -> None:
        """Back up the database and every file while the server goes on. The key is not in it: keep that elsewhere."""
        os.nice(10)  # before anything is loaded: the server beside it goes first
        from atiende.upkeep import commands
        from atiende.upkeep.backup import Wanted

        wanted, given = Wanted(to=to, keep=keep, pace=pace * 1e6), settings()
        if verify_only:
            raise typer.Exit(run(commands.run_verify(given, wanted, generation)))
        raise typer.Exit(run(commands.run_backup(given, wanted, check=verify, as_json=as_json)))


def _add_restore(app: typer.Typer, settings: Given, run: Run) -> None:
    @app.command()
    def restore(
        place: Annotated[str, typer.Argument(metavar="FROM", help="Where backups are.")],
        into: Annotated[Path | None, typer.Option("--into", help="An empty data directory, not the settings'.")] = None,
        key: Annotated[Path | None, typer.Option("--key", help="A file with the centre's key.")] = None,
        generation: Generation = "",
    ) -> None:
        """Put a backup back into an empty place. What was on its way then is shown to its agents and not sent again."""
        from atiende.upkeep import commands
        from atiende.upkeep.restore import Asked

        asked = Asked(place=place, name=generation, key=key)
        raise typer.Exit(run(commands.run_restore(commands.into(settings(), into), asked)))

    @app.command()
    def recovered() -> None:
        """After the database was put back by other means: settle what was on its way, as restore does."""
        from atiende.upkeep.commands import run_recovered

        raise typer.Exit(run(run_recovered(settings())))


def _add_doctor(app: typer.Typer, settings: Given, run: Run) -> None:
    @app.command()
    def doctor(
        deep: Annotated[bool, typer.Option("--deep", help="Read every page, every fact and every file.")] = False,
        sweep: Annotated[bool, typer.Option("--sweep", help="Remove files that nobody names.")] = False,
        accept_files: Annotated[bool, typer.Option("--accept-files", help="These files are the database's.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    ) -> None:
        """Look at everything that could be wrong, and say what to do. Ends with 1 when something is bad."""
        from atiende.upkeep.commands import run_doctor
        from atiende.upkeep.doctor import Asked

        asked = Asked(deep=deep, sweep=sweep, accept_files=accept_files)
        raise typer.Exit(run(run_doctor(settings(), asked, as_json=as_json)))
