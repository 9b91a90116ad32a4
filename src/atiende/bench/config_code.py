"""`atiende export`, `plan` and `apply`: the configuration as files, on a data directory or against a running server.

Both ways give the same answers: those of `/api/v1/config/export`, `/plan` and `/apply`.
"""

import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import httpx2
import msgspec
import typer
from msgspec import Struct

from atiende.actions import config_code
from atiende.actions.config_files import SUFFIXES, Files, export_files, place_of, unzipped, zipped
from atiende.actions.demos import real_tenants
from atiende.api import admin_code
from atiende.api.problems import objection_text, text
from atiende.domain.check import Unfit
from atiende.domain.config_plan import ConfigPlan
from atiende.domain.errors import Conflict, Invalid, Refusal
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.settings import Settings
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from atiende.wiring import open_desk

ACTOR = "cli"
"""Who did it, in the log, when it was done on the data directory itself."""
MARKS = {"added": "+", "changed": "~", "retired": "-"}
FIGURES = (
    ("service_level_pct", "service level", "%"),
    ("asa_s", "speed of answer", "s"),
    ("wait_p90_s", "wait, 90 of 100", "s"),
    ("abandoned_pct", "abandoned", "%"),
)
PATIENCE = httpx2.Timeout(300, connect=10)
WIDEST = 70


class Refused(Exception):
    """What a person can mend, one line each."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Change(Struct):
    path: str
    old: object = msgspec.field(name="from")
    new: object = msgspec.field(name="to")


class Line(Struct):
    kind: str
    slug: str
    what: str
    changes: list[Change]


class Objection(Struct):
    document: str
    field: str
    warning: bool
    text: str


class Estimate(Struct):
    mean: float
    low: float
    high: float


class Expected(Struct):
    queue: str
    before: dict[str, Estimate | None]
    after: dict[str, Estimate | None]
    difference: dict[str, Estimate | None]


class Effect(Struct):
    day: str
    replications: int
    queues: list[Expected]
    notes: list[str]


class Plan(Struct):
    """The API's answer, as far as it is printed."""

    token: str
    possible: bool
    same: int
    lines: list[Line]
    objections: list[Objection]
    effect: Effect | None
    no_effect: str


class Centre(Protocol):
    """Where the configuration is."""

    async def export(self) -> Files: ...

    async def plan(self, files: Files, *, prune: bool, effect: bool) -> Plan: ...

    async def apply(self, files: Files, *, prune: bool, token: str) -> Plan: ...


class Here:
    """A centre of this data directory; no server runs on it."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant

    async def export(self) -> Files:
        return await export_files(self._desk, self._tenant)

    async def plan(self, files: Files, *, prune: bool, effect: bool) -> Plan:
        assert isinstance(self._desk.store, SqlStore)
        plan = await config_code.plan_files(self._desk, self._tenant, files, prune=prune)
        if not effect or not plan.possible:
            return _printed(plan)
        views = SqlViews(self._desk.store)
        return _printed(plan, await admin_code.predicted(self._desk, views.past, self._tenant, plan))

    async def apply(self, files: Files, *, prune: bool, token: str) -> Plan:
        return _printed(await config_code.apply_files(self._desk, self._tenant, ACTOR, files, prune=prune, token=token))


def _printed(plan: ConfigPlan, predicted: "admin_code.Predicted" = (None, "")) -> Plan:
    shown = admin_code.shown(plan, "en", *predicted)
    return msgspec.json.decode(shown.model_dump_json(by_alias=True), type=Plan)


class Server:
    """A running server, asked with an API key that may publish the whole configuration."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def export(self) -> Files:
        return unzipped((await self._ask("GET", "export")).content)

    async def plan(self, files: Files, *, prune: bool, effect: bool) -> Plan:
        return self._plan(await self._ask("POST", "plan", files, prune=str(prune), effect=str(effect)))

    async def apply(self, files: Files, *, prune: bool, token: str) -> Plan:
        return self._plan(await self._ask("POST", "apply", files, prune=str(prune), token=token))

    def _plan(self, answer: httpx2.Response) -> Plan:
        return msgspec.json.decode(answer.content, type=Plan)

    async def _ask(self, method: str, what: str, files: Files | None = None, **fields: str) -> httpx2.Response:
        given = None if files is None else {"file": ("config.zip", zipped(files), "application/zip")}
        try:
            answer = await self._client.request(method, f"/api/v1/config/{what}", data=fields or None, files=given)
        except httpx2.HTTPError as error:
            raise Refused(f"The server cannot be reached: {str(error) or type(error).__name__}") from None
        if answer.is_error:
            raise Refused(*_told(answer))
        return answer


def _told(answer: httpx2.Response) -> list[str]:
    """The server's own words."""
    try:
        problem = answer.json()
        found = [f"{one['field']}: {one['detail']}" for one in problem.get("errors", ())]
        reason = f"reasons.{problem.get('params', {}).get('reason', '')}"
        said = text("en", reason, {})
        return found or [said if said != reason else str(problem["detail"])]
    except (ValueError, KeyError, TypeError):
        return [f"The server answered {answer.status_code}."]


@asynccontextmanager
async def opened(settings: Settings | None, server: str, centre: str) -> AsyncIterator[Centre]:
    """The server at this address, else the data directory's centre. Raises Refused."""
    if server:
        key = os.environ.get("ATIENDE_API_KEY", "")
        if not key:
            raise Refused("Set ATIENDE_API_KEY to a key with the permission config.publish over everything.")
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(base_url=server.rstrip("/"), headers=headers, timeout=PATIENCE) as client:
            yield Server(client)
        return
    assert settings is not None
    async with open_desk(settings) as desk:
        yield Here(desk, await _tenant(desk, centre))


async def _tenant(desk: Desk, named: str) -> str:
    """The only centre of the data directory, or the one named: by its id, or somebody's mail address there."""
    tenants = await real_tenants(desk) or await desk.store.tenants()
    if named:
        tenants = [one for one in tenants if one == named or await _works_at(desk, one, named)]
    if not tenants:
        raise Refused("There is no such centre here." if named else "There is no centre here yet: set one up first.")
    if len(tenants) > 1:
        raise Refused("There are several centres here; say which with --centre: " + ", ".join(tenants))
    return tenants[0]


async def _works_at(desk: Desk, tenant: str, email: str) -> bool:
    return bool(await desk.store.reading(tenant).where(User, {"email": email}))


# --- the commands -----------------------------------------------------------------------------------------------------


class Asked(Struct, frozen=True, kw_only=True):
    """What the command line says."""

    directory: Path
    server: str = ""
    centre: str = ""
    prune: bool = False
    clean: bool = False
    token: str = ""
    yes: bool = False
    effect: bool = True
    as_json: bool = False


async def run(what: str, asked: Asked, settings: Settings | None) -> int:
    """1 when something stands in the way, 2 when it was asked wrongly."""
    try:
        async with opened(settings, asked.server, asked.centre) as centre:
            return await COMMANDS[what](centre, asked)
    except Refused as refused:
        return _complain(refused.lines)
    except Unfit as unfit:
        return _complain([f"{one.field}: {objection_text('en', one.code, one.params)}" for one in unfit.problems])
    except (Invalid, Conflict) as refusal:
        reason = str(refusal.params.get("reason", ""))
        return _complain([text("en", f"reasons.{reason}", refusal.params)])
    except Refusal as refusal:
        return _complain([text("en", f"{refusal.code}.detail", refusal.params)])


def _complain(lines: Sequence[str]) -> int:
    for line in lines:
        typer.echo(line, err=True)
    return 1


async def export(centre: Centre, asked: Asked) -> int:
    """Writes what changed; what is there and not in the centre is named, and removed with --clean."""
    files = await centre.export()
    written = sum(_write(asked.directory / path, content) for path, content in sorted(files.items()))
    left = sorted(path for path in _there(asked.directory) if path not in files)
    for path in left:
        typer.echo(f"{'removed' if asked.clean else 'not in the centre'}: {path}")
        if asked.clean:
            (asked.directory / path).unlink()
    typer.echo(f"{len(files)} documents in {asked.directory}, {written} of them new or changed.")
    return 0


def _write(path: Path, content: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return True


def _there(directory: Path) -> dict[str, Path]:
    found = {path.relative_to(directory).as_posix(): path for path in directory.glob("*/*") if path.is_file()}
    return {name: path for name, path in found.items() if place_of(name) and path.suffix in SUFFIXES}


def directory_files(directory: Path) -> Files:
    """Raises Refused."""
    if not directory.is_dir():
        raise Refused(f"{directory} is no directory.")
    try:
        return {name: path.read_text(encoding="utf-8") for name, path in _there(directory).items()}
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{directory}: {error}") from None


async def plan(centre: Centre, asked: Asked) -> int:
    found = await centre.plan(directory_files(asked.directory), prune=asked.prune, effect=asked.effect)
    if asked.as_json:
        typer.echo(msgspec.json.encode(found).decode())
    else:
        _tell(found)
        typer.echo(f"Plan {found.token}" if found.lines and found.possible else "")
    return 0 if found.possible else 1


async def apply(centre: Centre, asked: Asked) -> int:
    """As planned by `token`; without one it plans, shows, and asks."""
    files, token = directory_files(asked.directory), asked.token
    if not token:
        found = await centre.plan(files, prune=asked.prune, effect=False)
        if not found.possible or not found.lines:
            _tell(found)
            return 0 if found.possible else 1
        if not asked.yes:
            _tell(found)
            if not sys.stdin.isatty():
                raise Refused("Say --yes, or which plan with --token.")
            if not typer.confirm("Apply this?"):
                return 1
        token = found.token
    done = await centre.apply(files, prune=asked.prune, token=token)
    counts = ", ".join(f"{sum(one.what == what for one in done.lines)} {what}" for what in MARKS)
    typer.echo(f"Applied: {counts}." if done.lines else "Nothing to change.")
    return 0


COMMANDS = {"export": export, "plan": plan, "apply": apply}


# --- in words ---------------------------------------------------------------------------------------------------------


def _tell(found: Plan) -> None:
    for line in found.lines:
        typer.echo(f"{MARKS[line.what]} {line.kind}/{line.slug}")
        for one in line.changes if line.what == "changed" else ():
            typer.echo(f"    {one.path}: {_value(one.old)} → {_value(one.new)}")
    for objection in found.objections:
        place = f"{objection.document}:{objection.field}" if objection.field else objection.document
        typer.echo(f"{'!' if objection.warning else 'X'} {place}: {objection.text}")
    _tell_effect(found)
    if not found.lines:
        typer.echo(f"Nothing to change: {found.same} documents are as in the files.")


def _tell_effect(found: Plan) -> None:
    if found.effect is None:
        return
    day = found.effect.day or "a made-up day"
    typer.echo(f"The twin, {day} lived {found.effect.replications} times with and without it (95 % intervals):")
    for one in found.effect.queues:
        typer.echo(f"  {one.queue or 'all queues'}")
        for name, words, unit in FIGURES:
            before, after, change = one.before.get(name), one.after.get(name), one.difference.get(name)
            if before and after and change:
                typer.echo(
                    f"    {words:<18}{before.mean:8.1f} → {after.mean:.1f} {unit}"
                    f"  ({change.mean:+.1f}, between {change.low:+.1f} and {change.high:+.1f})"
                )


def _value(value: object) -> str:
    shown = "nothing" if value is None else msgspec.json.encode(value).decode()
    return shown if len(shown) <= WIDEST else f"{shown[: WIDEST - 1]}…"
