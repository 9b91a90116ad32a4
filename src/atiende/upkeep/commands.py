"""What `atiende backup`, `restore`, `recovered` and `doctor` print, and how they end."""

import os
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import typer

from atiende.bus.system import SystemClock
from atiende.domain.errors import FilesAway, StoreFull
from atiende.ports.sign_views import LastBackup
from atiende.settings import Settings
from atiende.upkeep import doctor as looking
from atiende.upkeep.backup import Wanted, back_up, note_backup, place_of
from atiende.upkeep.manifest import Manifest
from atiende.upkeep.restore import Asked, recovered, restore
from atiende.upkeep.verify import verify
from atiende.upkeep.words import Trouble, language, said

MEGABYTE = 1_000_000
UNSUITABLE = 2
"""Ends so for what a person can mend."""


def _say(key: str, params: Mapping[str, str | int] | None = None, *, bad: bool = False) -> None:
    typer.echo(said(language(os.environ), key, params), err=bad)


async def _said(what: Awaitable[int]) -> int:
    """In one sentence, if it cannot be done."""
    try:
        return await what
    except Trouble as trouble:
        _say(trouble.code, trouble.params, bad=True)
    except FilesAway as away:
        _say(f"away.{away.params.get('reason', '')}", bad=True)
    except StoreFull:
        _say("away.full", bad=True)
    return UNSUITABLE


async def run_backup(settings: Settings, wanted: Wanted, *, check: bool, as_json: bool) -> int:
    """1 for a backup that is not good."""
    return await _said(_backup(settings, wanted, check=check, as_json=as_json))


async def _backup(settings: Settings, wanted: Wanted, *, check: bool, as_json: bool) -> int:
    began = SystemClock().elapsed()
    made = await back_up(settings, wanted)
    took = SystemClock().elapsed() - began
    flawed = check and await _verified(settings, wanted, made, quiet=as_json)
    if as_json:
        figures = {"name": made.name, "seconds": round(took, 2), "lost": made.lost, "verified": check and not flawed}
        typer.echo(msgspec.json.encode(figures | {"bytes": made.database.size + made.bytes, "files": made.count}))
    else:
        _told(settings, wanted, made, took)
    return int(flawed or made.lost > 0)


def _told(settings: Settings, wanted: Wanted, made: Manifest, took: float) -> None:
    params: dict[str, str | int] = {
        "name": made.name,
        "database": _megabytes(made.database.size),
        "count": made.count,
        "bytes": _megabytes(made.bytes),
        "seconds": f"{took:.1f}",
        "place": place_of(settings, wanted.to).url,
    }
    _say("backup.done", params)
    if made.lost:
        _say("backup.lost", {"count": made.lost}, bad=True)
    if not settings.secret_key:
        _say("backup.key", {"path": str((settings.data_dir / "secret.key").absolute())})


async def _verified(settings: Settings, wanted: Wanted, made: Manifest, *, quiet: bool) -> bool:
    """Whether anything is wrong with it; a good one is noted as verified."""
    if not quiet:
        _say("backup.verifying")
    manifest, flaws = await verify(settings, wanted.to, made.name)
    if flaws:
        _say("backup.flawed", bad=True)
        for flaw in flaws:
            _say(f"flaw.{flaw.code}", {"about": flaw.about}, bad=True)
        return True
    total = manifest.database.size + manifest.bytes
    place, now = place_of(settings, wanted.to).url, SystemClock().now()
    await note_backup(settings, LastBackup(at=made.at, place=place, bytes=total, lost=made.lost, verified_at=now))
    if not quiet:
        _say("backup.verified", {"tenants": len(manifest.heads), "count": manifest.count})
    return False


async def run_verify(settings: Settings, wanted: Wanted, name: str) -> int:
    """A backup made before. 1 for one that is not good."""

    async def checked() -> int:
        manifest, flaws = await verify(settings, wanted.to, name)
        for flaw in flaws:
            _say(f"flaw.{flaw.code}", {"about": flaw.about}, bad=True)
        if not flaws:
            _say("backup.verified", {"tenants": len(manifest.heads), "count": manifest.count})
        return int(bool(flaws))

    return await _said(checked())


async def run_restore(settings: Settings, asked: Asked) -> int:
    async def restored() -> int:
        made = await restore(settings, asked)
        params: dict[str, str | int] = {
            "name": made.name,
            "at": datetime.fromtimestamp(made.at / 1000, UTC).isoformat(timespec="seconds"),
            "version": made.version,
            "tenants": len(made.heads),
            "count": made.count,
        }
        for key in ("restore.done", "restore.settled", "restore.start"):
            _say(key, params)
        return 0

    return await _said(restored())


async def run_recovered(settings: Settings) -> int:
    await recovered(settings)
    _say("restore.recovered")
    return 0


async def run_doctor(settings: Settings, asked: looking.Asked, *, as_json: bool) -> int:
    """1 when something is bad."""
    return await _said(looking.report(settings, asked, language(os.environ), as_json=as_json))


def into(settings: Settings, directory: Path | None) -> Settings:
    """The same settings with another data directory, and the database and files in it."""
    if directory is None:
        return settings
    return settings.model_copy(update={"data_dir": directory})


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
