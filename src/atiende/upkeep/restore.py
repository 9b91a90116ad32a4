"""`atiende restore`: a backup put back into an empty place. Files first, the database last and all at once; the server
that starts on it settles what may have been done since (`actions/restored.py`)."""

import asyncio
import os
from pathlib import Path
from urllib.parse import urlsplit

import apsw
from msgspec import Struct

from atiende.beginning import mark_of, shelf_of
from atiende.blobs.directory import sync
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import key_of
from atiende.blobs.shelf import Shelf
from atiende.bus.system import SystemClock
from atiende.settings import Settings
from atiende.store import dumping, marks, snapshot, sql
from atiende.store.beside import NewerDatabase
from atiende.store.migrate import statements
from atiende.upkeep import manifest as man
from atiende.upkeep.backup import place_of
from atiende.upkeep.manifest import Manifest
from atiende.upkeep.verify import AT_ONCE, fetched, kept
from atiende.upkeep.words import Trouble
from atiende.wiring import open_desk, secret_key

OURS = {"secret.key"}
"""What may lie in the data directory already."""


class Asked(Struct, frozen=True, kw_only=True):
    """`name`: which generation, the newest without. `key`: a file with the key, if neither setting nor data directory
    has it."""

    place: str
    name: str = ""
    key: Path | None = None


async def restore(settings: Settings, asked: Asked) -> Manifest:
    """Raises Trouble, and changes nothing then unless something breaks on the way."""
    place = place_of(settings, asked.place)
    keys = await asyncio.to_thread(_keys, settings, asked.key)
    manifest = await man.read_manifest(place, asked.name, keys)
    await _check(settings, manifest)
    await asyncio.to_thread(_begin, settings, asked.key)
    shelf = shelf_of(settings)
    await _files(place, shelf, manifest, keys)
    if manifest.dialect == sql.SQLITE:
        await _sqlite(settings, place, manifest)
    else:
        await _postgres(settings, place, manifest)
    async with open_desk(settings):
        """Migrated and settled: nothing is left for the server's start."""
    return manifest


async def recovered(settings: Settings) -> None:
    """The database was put back by other means: what may have been done since is settled as after a restore."""
    await marks.note(settings.database, marks.RESTORED, str(SystemClock().now()))
    async with open_desk(settings):
        """Settled at its beginning."""


def _keys(settings: Settings, given: Path | None) -> SecretKeyring:
    if given is not None:
        try:
            return SecretKeyring(given.read_text().strip())
        except OSError as error:
            raise Trouble("no_key", path=str(given)) from error
    if not settings.secret_key and not (settings.data_dir / "secret.key").is_file():
        raise Trouble("key_needed")
    return SecretKeyring(secret_key(settings))


async def _check(settings: Settings, manifest: Manifest) -> None:
    """That it fits, and that nothing is there which it would cover."""
    ours = sql.SQLITE if settings.database.startswith(sql.SQLITE) else sql.POSTGRES
    if manifest.dialect != ours:
        raise Trouble("other_database", dialect=manifest.dialect)
    try:
        await asyncio.to_thread(statements, manifest.dialect, manifest.revision)
    except NewerDatabase as error:
        raise Trouble("newer", version=manifest.version) from error
    there = await asyncio.to_thread(_there, settings.data_dir)
    if there:
        raise Trouble("not_empty", place=str(settings.data_dir))
    if ours == sql.SQLITE and await asyncio.to_thread(_path(settings).exists):
        raise Trouble("not_empty", place=str(_path(settings)))
    if ours == sql.POSTGRES and not await dumping.is_empty(settings.database):
        raise Trouble("not_empty", place=urlsplit(settings.database).path.strip("/"))


def _there(directory: Path) -> bool:
    return directory.is_dir() and any(path.name not in OURS for path in directory.iterdir())


def _path(settings: Settings) -> Path:
    return Path(settings.database.removeprefix("sqlite:///"))


def _begin(settings: Settings, key: Path | None) -> None:
    """The data directory, and in it the key, for its owner only."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.data_dir / "secret.key"
    if key is not None and not settings.secret_key and not path.exists():
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(key.read_text().strip())
            file.flush()
            os.fsync(file.fileno())
        sync(settings.data_dir)


async def _files(place: Shelf, shelf: Shelf, manifest: Manifest, keys: SecretKeyring) -> None:
    """Every file, known by its hash before it is laid there."""
    waiting = iter(await man.files_of(place, manifest))

    async def some() -> None:
        for one in waiting:
            sealed = await kept(place, one, keys)
            if sealed is None:
                raise Trouble("file_lost", name=f"{one.tenant} {one.name}")
            await shelf.put(key_of(one.tenant, one.name), sealed)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(some())
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


async def _sqlite(settings: Settings, place: Shelf, manifest: Manifest) -> None:
    """Under another name until it is whole and marked."""
    path = _path(settings)
    draft = path.with_suffix(".restoring")
    await asyncio.to_thread(draft.unlink, missing_ok=True)
    await fetched(place, manifest, draft)
    try:
        await asyncio.to_thread(_named, draft, path, str(manifest.at))
    except (snapshot.Broken, apsw.Error) as error:
        raise Trouble("database_broken", why=str(error)) from error


def _named(draft: Path, path: Path, at: str) -> None:
    snapshot.mark_restored(draft, at)
    draft.rename(path)
    sync(path.parent)


async def _postgres(settings: Settings, place: Shelf, manifest: Manifest) -> None:
    copy = settings.data_dir / "database.restoring"
    await asyncio.to_thread(copy.unlink, missing_ok=True)
    await fetched(place, manifest, copy)
    try:
        await dumping.load(settings.database, copy)
        files = await dumping.finished(settings.database, str(manifest.at))
    except dumping.NoTool as error:
        raise Trouble("no_tool", tool=str(error)) from error
    except snapshot.Broken as error:
        raise Trouble("database_broken", why=str(error)) from error
    if files:
        await shelf_of(settings).put(mark_of(files), b"")
    await asyncio.to_thread(copy.unlink)
