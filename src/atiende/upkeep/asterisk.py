"""`atiende asterisk config DIR`: everything an Asterisk needs to carry this server's calls."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from atiende.settings import Settings

Run = Callable[[Coroutine[object, object, object]], int]
Modules = Annotated[str, typer.Option("--modules", help="Where its modules are.")]
Data = Annotated[str, typer.Option("--data", help="Where its sounds and music are.")]
State = Annotated[str, typer.Option("--state", help="Where it may write.")]


def add_asterisk(app: typer.Typer, settings: Callable[[], "Settings"], run: Run) -> None:
    asterisk = typer.Typer(no_args_is_help=True, help="Telephone numbers, trunks and desk phones by an Asterisk 22.")
    app.add_typer(asterisk, name="asterisk")

    @asterisk.callback()
    def group() -> None:
        """A name of its own for each command."""

    @asterisk.command()
    def config(
        directory: Annotated[Path, typer.Argument(help="Its configuration directory, such as /etc/asterisk.")],
        modules: Modules = "",
        data: Data = "",
        state: State = "",
    ) -> None:
        """Write Asterisk's whole configuration: trunks, numbers and telephones as they are in force now.

        While the server runs on SQLite it keeps them in step itself: set ATIENDE_ASTERISK_CONFIG.
        """
        given = settings()
        if not given.asterisk_url:
            typer.echo("Set ATIENDE_ASTERISK_URL first: http://atiende:PASSWORD@HOST:8088", err=True)
            raise typer.Exit(2)
        raise typer.Exit(run(_write(given, directory.absolute(), (modules, data, state))))


async def _write(settings: "Settings", directory: Path, places: tuple[str, str, str]) -> int:
    from msgspec.structs import replace

    from atiende.actions.telephony import telephony
    from atiende.exchange import site_of
    from atiende.voice.asterisk.announcing import announce
    from atiende.voice.asterisk.writing import write_all
    from atiende.wiring import open_desk

    site = site_of(settings, directory)
    modules, data, state = (Path(one) for one in places)
    site = replace(
        site,
        modules=modules if places[0] else site.modules,
        data=data if places[1] else site.data,
        state=state if places[2] else site.state,
    )
    async with open_desk(settings) as desk:
        centres = await desk.store.tenants()
        lines = await telephony(desk)
        changed = write_all(site, lines)
        spoken = await announce(desk.synthesizer, site.sounds)
    typer.echo(f"{len(lines.trunks)} trunks, {len(lines.numbers)} numbers, {len(lines.phones)} users' telephones.")
    typer.echo("Written: " + (", ".join(sorted(changed)) or "nothing, all was so already"))
    if not centres:
        where = "the database" if settings.database_url else str(settings.data_dir.absolute())
        typer.echo(f"No centre in {where} yet. With ATIENDE_ASTERISK_CONFIG set, the server adds its lines.", err=True)
    if not spoken:
        typer.echo(f"No synthesizer: lay away.wav16 and later.wav16 into {site.sounds} yourself.", err=True)
    return 0
