"""The command line: serve, demo, migrate, replay, simulate, export, plan, apply, flows, bench, soak, openapi; of
`upkeep`: backup, restore, recovered, doctor, media, asterisk.

Parts load when used.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atiende.upkeep.soaking import check_kind
from atiende.upkeep.typed import add_commands

if TYPE_CHECKING:
    from atiende.bench.config_code import Asked as CodeAsked
    from atiende.settings import Settings
    from atiende.wiring import Node

plain = partial(typer.Typer, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
"""Without rich, which takes as long to load as everything else."""

app = plain(add_completion=False, help="Atiende, the open contact centre.")

flows = plain(help="Check and test flows, before customers do.")
app.add_typer(flows, name="flows")


def main() -> None:
    app()


@app.command()
def serve(
    roles: Annotated[str, typer.Option(help="What this node does: web,router,channels,worker; all by itself.")] = "",
) -> None:
    """Start the contact centre and print where it is."""
    if roles:
        os.environ["ATIENDE_ROLES"] = roles
    raise typer.Exit(_run(_serve(demo=False)))


@app.command()
def demo(
    brief: Annotated[bool, typer.Option("--brief", help="Only its last two days, and nobody made up at work.")] = False,
) -> None:
    """Start it with a bilingual demo centre, three months old and alive, and print its logins."""
    raise typer.Exit(_run(_serve(demo=True, brief=brief)))


@app.command()
def migrate() -> None:
    """Bring the database to this version's shape (serve does so too)."""
    from atiende.wiring import open_desk

    async def bring() -> None:
        async with open_desk(_settings()):
            pass

    if code := _run(bring()):
        raise typer.Exit(code)
    typer.echo("The database is up to date.")


@app.command()
def replay(
    check: Annotated[bool, typer.Option("--check", help="Compare with what is stored (the default).")] = False,
    decisions: Annotated[bool, typer.Option("--decisions", help="Also make every offer's decision again.")] = False,
    at: Annotated[str, typer.Option("--at", help="Print the floor as it was: 2026-03-02T10:42+01:00.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="With --at: one JSON object for each centre.")] = False,
) -> None:
    """Rebuild every centre's projections from its log and compare them with what is stored; or go back to a moment.

    Ends with 1 when something differs.
    """
    from atiende.bench import replaying

    if at and not check:
        raise typer.Exit(_run(replaying.floor_at(_settings(), at, as_json=as_json)))
    raise typer.Exit(_run(replaying.check(_settings(), decisions=decisions)))


@app.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    raise typer.Exit(_run(_openapi()))


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help="Which one; `list` names them.")],
    as_json: Annotated[bool, typer.Option("--json", help="One object on the last line.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="End within a minute.")] = False,
    data: Annotated[Path | None, typer.Option("--data", help="Another collection of real inputs.")] = None,
    seed: int = 1,
) -> None:
    """Measure one workload; the format is the same for all."""
    from atiende.bench.report import measure

    raise typer.Exit(_run(measure(name, as_json=as_json, quick=quick, data=data, seed=seed)))


@app.command()
def simulate(
    plan: Annotated[Path, typer.Argument(help="The question: day, streams, replications (YAML or JSON).")],
    before: Annotated[Path, typer.Option("--before", help="A directory: documents and agents.yaml.")],
    after: Annotated[Path | None, typer.Option("--after", help="The same, changed.")] = None,
    arrivals: Annotated[Path | None, typer.Option("--arrivals", help="Counts per interval (CSV).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object on the last line.")] = False,
) -> None:
    """Try a day on the production engine, with one setting or two, and print what comes of it."""
    raise typer.Exit(_run(_simulate((plan, before, after, arrivals), as_json=as_json)))


Directory = Annotated[Path, typer.Argument(help="Where the files are: kind/slug.yaml.")]
ServerAt = Annotated[str, typer.Option("--server", help="A running server; its key is in ATIENDE_API_KEY.")]
OfCentre = Annotated[str, typer.Option("--centre", help="Which one, where there are several: id or a mail address.")]
Prune = Annotated[bool, typer.Option("--prune", help="Retire what is in force and not in the files.")]


@app.command()
def export(
    directory: Directory,
    server: ServerAt = "",
    centre: OfCentre = "",
    clean: Annotated[bool, typer.Option("--clean", help="Remove files of what is not in the centre.")] = False,
) -> None:
    """Write the whole configuration as files, one for each document; secrets stay where they are."""
    from atiende.bench.config_code import Asked

    _code("export", Asked(directory=directory, server=server, centre=centre, clean=clean))


@app.command()
def plan(
    directory: Directory,
    server: ServerAt = "",
    centre: OfCentre = "",
    prune: Prune = False,
    effect: Annotated[bool, typer.Option(help="Ask the twin where routing would change.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False,
) -> None:
    """Say what these files would change, what is against it, and what the twin expects. Changes nothing."""
    from atiende.bench.config_code import Asked

    wanted = Asked(directory=directory, server=server, centre=centre, prune=prune, effect=effect, as_json=as_json)
    _code("plan", wanted)


@app.command()
def apply(
    directory: Directory,
    server: ServerAt = "",
    centre: OfCentre = "",
    prune: Prune = False,
    token: Annotated[str, typer.Option("--token", help="Exactly this plan, or nothing.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
) -> None:
    """Put these files in force: all or nothing, in one change. Applying again changes nothing."""
    from atiende.bench.config_code import Asked

    _code("apply", Asked(directory=directory, server=server, centre=centre, prune=prune, token=token, yes=yes))


OfFlows = Annotated[Path | None, typer.Argument(help="A flow's file, or a directory of kind/slug.yaml.")]
Spoken = Annotated[str, typer.Option("--language", help="Of what is said about them: en or es.")]


@flows.command("check")
def check_flows(path: OfFlows = None, server: ServerAt = "", centre: OfCentre = "", language: Spoken = "en") -> None:
    """Say what would leave a customer stranded in these flows, or in those of a centre. Ends with 1 on an error."""
    from atiende.bench.flow_files import Asked, check

    asked = Asked(path=path, server=server, centre=centre, language=language)
    raise typer.Exit(_run(check(asked, None if path or server else _settings())))


@flows.command("test")
def test_flows(path: OfFlows = None, server: ServerAt = "", centre: OfCentre = "", language: Spoken = "en") -> None:
    """Run the flows' own tests, and name the nodes they never go through. Ends with 1 when one fails."""
    from atiende.bench.flow_files import Asked, run_tests

    asked = Asked(path=path, server=server, centre=centre, language=language)
    raise typer.Exit(_run(run_tests(asked, None if path or server else _settings())))


@app.command()
def soak(  # noqa: PLR0913 - the options of one command
    kills: int = 50,
    seed: int = 1,
    histories: Annotated[int, typer.Option(help="Instead: so many random days of routing, from --seed on.")] = 0,
    nodes: Annotated[int, typer.Option(help="Instead: so many nodes, and everything that breaks.")] = 0,
    minutes: Annotated[
        float, typer.Option(help="With --nodes or --calls: how long; 0 is every fault once, or half a minute.")
    ] = 0.0,
    faults: Annotated[str, typer.Option(help="With --nodes: only these, by commas.")] = "",
    seeds: Annotated[int, typer.Option(help="Instead: so many simulated days of the whole application.")] = 0,
    first: Annotated[int, typer.Option(help="With --seeds: the first one.")] = 0,
    overload: Annotated[bool, typer.Option(help="Instead: ten times too much, a minute of each kind.")] = False,
    calls: Annotated[int, typer.Option(help="Instead: so many calls at once from page to page, for --minutes.")] = 0,
    telephones: Annotated[bool, typer.Option(help="With --calls: telephones, through a real Asterisk.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Kill the server again and again under load, and check that nothing acknowledged was lost or doubled."""
    check_kind(locals())
    if seeds:
        from atiende.bench.simulated import soaking

        raise typer.Exit(soaking.report(seeds, first))
    if histories:
        from atiende.bench import histories as days

        raise typer.Exit(days.report(histories, seed, steps=120))
    if nodes:
        from atiende.bench.chaos import run as chaos

        chosen = tuple(one for one in faults.split(",") if one)
        options = chaos.Options(nodes=nodes, seed=seed, minutes=minutes, faults=chosen, aloud=not as_json)
        raise typer.Exit(_run(chaos.report(options, as_json=as_json)))
    if overload:
        from atiende.bench import overload as too_much

        raise typer.Exit(_run(too_much.report(seed)))
    if calls:
        raise typer.Exit(_soak_calls(calls, minutes or 0.5, seed, telephones=telephones))
    from atiende.bench.soak import report

    raise typer.Exit(_run(report(kills, seed)))


def _soak_calls(calls: int, minutes: float, seed: int, *, telephones: bool) -> int:
    if telephones:
        from atiende.bench import soak_telephones

        return _run(soak_telephones.report(calls, minutes))
    from atiende.bench import soak_calls

    return _run(soak_calls.report(calls, minutes, seed))


def _code(what: str, asked: "CodeAsked") -> None:
    from atiende.bench.config_code import run

    raise typer.Exit(_run(run(what, asked, None if asked.server else _settings())))


def without_rich() -> None:
    """Structlog would load it, and a hundred languages' highlighting, for tracebacks that nobody is shown here."""
    sys.modules["rich"] = None  # type: ignore[assignment]


async def _serve(*, demo: bool, brief: bool = False) -> None:
    gc.disable()  # two thousand modules come in, and none of them goes again
    without_rich()
    import structlog

    from atiende.actions.demos import real_tenants
    from atiende.logs import configure
    from atiende.serving import serve as run

    gc.enable()
    settings = _settings()
    configure(settings.log_level, settings.log_format)
    if demo:
        # A place of its own: the demo never mixes with a real centre's data.
        settings = settings.model_copy(update={"data_dir": settings.data_dir / "demo", "database_url": ""})
        await _open_demo(settings, brief=brief)

    async def ready(node: "Node", port: int) -> None:
        address = f"http://localhost:{port}"
        if not demo and not await real_tenants(node.desk):
            from atiende.actions.setup import setup_token

            typer.echo(f"Set up your centre: {address}/setup?token={setup_token(node.desk)}")
        if demo:
            typer.echo(f"A page with the chat on it: {address}/demo")
        typer.echo(f"Atiende is ready: {address}")

    try:
        await run(settings, ready)
    except Exception as error:
        if _sentences(error):
            raise
        structlog.get_logger().exception("server failed")  # its own words stay out of the log
        raise typer.Exit(1) from None


async def _open_demo(settings: "Settings", *, brief: bool) -> None:
    """Before anything else runs: the past is lived on a clock set back, and facts never go back in time."""
    from atiende.integrations.demo.centre import PASSWORD, open_demo
    from atiende.wiring import open_desk

    async def progress(share: float) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\rLiving three months of a company: {100 * share:3.0f} %", err=True, nl=False)

    async with open_desk(settings) as desk:
        logins = await open_demo(desk, brief=brief, progress=progress)
    typer.echo(("\n" if sys.stderr.isatty() else "") + "Demo centre. Everybody's password: " + PASSWORD)
    for login in logins:
        typer.echo(f"  {login.role:<11} {login.email:<22} {login.name}")


async def _openapi() -> None:
    import json

    from atiende.wiring import open_node

    async with open_node(_settings()) as node:
        typer.echo(json.dumps(node.app.openapi(), indent=1, ensure_ascii=False, sort_keys=True))


async def _simulate(files: tuple[Path, Path, Path | None, Path | None], *, as_json: bool) -> int:
    import msgspec

    from atiende.api.problems import text
    from atiende.bus.system import SystemClock
    from atiende.domain.errors import Invalid
    from atiende.sim.files import read_plan
    from atiende.sim.table import table
    from atiende.sim.worker import WorkerTwin

    def progress(share: float) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{100 * share:3.0f} %", err=True, nl=share >= 1)

    try:
        answer = await WorkerTwin(SystemClock()).run(read_plan(*files), progress)
    except Invalid as refused:
        why = text("en", f"reasons.{refused.params['reason']}", refused.params)
        typer.echo(f"{refused.params['field']}: {why} {refused.params.get('problem', '')}".rstrip(), err=True)
        return 2
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}", err=True)
        return 2
    for line in [msgspec.json.encode(answer).decode()] if as_json else [*table(answer), *answer.notes]:
        typer.echo(line)
    return 0


def _settings() -> "Settings":
    from atiende.settings import SettingsError, load_settings

    try:
        return load_settings(os.environ, Path.cwd())
    except SettingsError as error:
        for line in error.lines:
            typer.echo(line, err=True)
        raise typer.Exit(2) from None


def _run(what: Coroutine[object, object, object]) -> int:
    """On uvloop; an answer that is a number is the exit code. What a person can mend is said in one sentence."""
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            answer = runner.run(what)
        except KeyboardInterrupt:
            return 130
        except Exception as error:
            said = _sentences(error)
            if not said:
                raise
            for one in said:
                typer.echo(one, err=True)
            return 1
    return answer if isinstance(answer, int) else 0


def _sentences(error: BaseException) -> list[str]:
    """Why it could not start, if that is a matter of the machine; nothing for a mistake of ours."""
    from atiende.store.beside import NewerDatabase, OthersRunning
    from atiende.store.migrate import HalfRestored
    from atiende.store.sqlite import AlreadyOpen
    from atiende.telemetry.tracing import TracingMissing

    if isinstance(error, BaseExceptionGroup):
        parts = [_sentences(one) for one in error.exceptions]
        return [text for part in parts for text in part] if all(parts) else []
    if isinstance(error, AlreadyOpen | NewerDatabase | OthersRunning | HalfRestored | TracingMissing):
        return [str(error)]
    if isinstance(error, OSError):
        return [f"Atiende cannot start: {error.strerror or error}" + (f" ({error.filename})" if error.filename else "")]
    return []


add_commands(app, _settings, _run)

if __name__ == "__main__":
    sys.exit(app())
