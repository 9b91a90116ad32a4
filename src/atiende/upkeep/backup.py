"""`atiende backup`: the database of one moment and every file it speaks of, while the server goes on.

Files are never changed, so only new ones are copied. The manifest comes last: whatever dies before leaves nothing that
could be taken for a backup.
"""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from atiende import __version__
from atiende.beginning import access_of, shelf_of
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.opening import open_shelf
from atiende.blobs.sealed import SealedBlobs, key_of
from atiende.blobs.shelf import Shelf
from atiende.bus.system import SystemClock
from atiende.domain.errors import Damaged, NotFound
from atiende.ports.sign_views import LastBackup
from atiende.settings import Settings
from atiende.store import dumping, marks, snapshot, sql
from atiende.store.migrate import statements
from atiende.upkeep import manifest as man
from atiende.upkeep.manifest import GENERATIONS, POOL, Kept, Manifest, Part
from atiende.upkeep.words import Trouble
from atiende.wiring import secret_key

AT_ONCE = 4
DAY_MS = 86_400_000
"""Nothing younger is tidied away: somebody may be at it."""


DRAFT = ".backup-"
"""How the directory is called in which a database is being copied."""


class Wanted(Struct, frozen=True, kw_only=True):
    """`to`: a directory or a URL; `keep` so many generations (0: all); `pace`: bytes of the database a second."""

    to: str
    keep: int = 7
    pace: float = 80e6


def place_of(settings: Settings, to: str) -> Shelf:
    """A directory by its path or URL, or a bucket."""
    url = to if urlsplit(to).scheme in ("file", "s3") else Path(to).absolute().as_uri()
    return open_shelf(url, access_of(settings))


def keys_of(settings: Settings) -> SecretKeyring:
    """Raises Trouble where there is none: a new one would open nothing."""
    if not settings.secret_key and not (settings.data_dir / "secret.key").is_file():
        raise Trouble("no_key", path=str(settings.data_dir / "secret.key"))
    return SecretKeyring(secret_key(settings))


async def back_up(settings: Settings, wanted: Wanted) -> Manifest:
    """Raises Trouble, StoreFull, and OSError of a place that cannot be written to."""
    keys, place, now = keys_of(settings), place_of(settings, wanted.to), SystemClock().now()
    name = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    near = place.near or settings.data_dir
    await asyncio.to_thread(_make_room, near, now)
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=near) as scratch:
        copy = Path(scratch) / "database"
        contents = await _copied(settings, wanted, copy)
        database = await _part(f"{GENERATIONS}/{name}/database", copy)
        await place.take_file(database.key, copy)
    copying = _Copying(SealedBlobs(shelf_of(settings), keys), shelf_of(settings), place)
    await copying.run(contents.files, await _known(place, keys))
    files = man.listed(sorted(copying.kept, key=lambda one: (one.tenant, one.name)))
    listed = Part(f"{GENERATIONS}/{name}/files.txt", len(files), hashlib.sha256(files).hexdigest())
    await place.put(listed.key, files)
    made = Manifest(
        name=name,
        at=now,
        version=__version__,
        revision=contents.revision,
        dialect=_dialect(settings),
        heads=contents.heads,
        database=database,
        files=listed,
        count=len(copying.kept),
        bytes=sum(one.size for one in copying.kept),
        lost=copying.lost,
        key=man.key_mark(keys),
        chains=contents.chains,
    )
    await place.put(f"{GENERATIONS}/{name}/{man.MANIFEST}", man.sealed(made, keys))
    await note_backup(settings, LastBackup(at=now, place=place.url, bytes=database.size + made.bytes, lost=made.lost))
    await tidy(place, wanted.keep, keys, now)
    return made


async def note_backup(settings: Settings, noted: LastBackup) -> None:
    """For the health page."""
    await marks.note(settings.database, marks.BACKUP, msgspec.json.encode(noted).decode())


def _make_room(near: Path, now: int) -> None:
    """The place is there, and what a backup left that was killed long ago is not."""
    near.mkdir(parents=True, exist_ok=True)
    for left in near.glob(f"{DRAFT}*"):
        if left.stat().st_mtime * 1000 < now - DAY_MS:
            shutil.rmtree(left, ignore_errors=True)


def _dialect(settings: Settings) -> str:
    return sql.SQLITE if settings.database.startswith(sql.SQLITE) else sql.POSTGRES


async def _copied(settings: Settings, wanted: Wanted, target: Path) -> snapshot.Contents:
    try:
        if _dialect(settings) == sql.POSTGRES:
            return _current(sql.POSTGRES, await dumping.dump(settings.backup_database_url or settings.database, target))
        source = Path(settings.database.removeprefix("sqlite:///"))
        if not await asyncio.to_thread(source.is_file):
            raise Trouble("no_database", path=str(source))
        await snapshot.copy_sqlite(source, target, wanted.pace)
        return _current(sql.SQLITE, await asyncio.to_thread(snapshot.contents_of, target))
    except dumping.NoTool as error:
        raise Trouble("no_tool", tool=str(error)) from error
    except snapshot.Broken as error:
        raise Trouble("needs_role" if str(error) == "role" else "database_broken", why=str(error)) from error


def _current(dialect: str, contents: snapshot.Contents) -> snapshot.Contents:
    """A backup is of this version's shape. Raises Trouble, NewerDatabase."""
    if statements(dialect, contents.revision):
        raise Trouble("not_migrated")
    return contents


async def _part(key: str, path: Path) -> Part:
    return Part(key, await asyncio.to_thread(lambda: path.stat().st_size), await asyncio.to_thread(sha256_of, path))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _known(place: Shelf, keys: SecretKeyring) -> Mapping[str, Kept]:
    """What lies in the pool in full length and was looked at by a backup before."""
    names = await man.whole(place)
    if not names:
        return {}
    sizes = {item.key: item.size async for page in place.items(POOL) for item in page}
    try:
        before = await man.files_of(place, await man.read_manifest(place, names[-1], keys))
    except Trouble:
        return {}
    found = {man.pool_key(one.tenant, one.name): one for one in before}
    return {key: one for key, one in found.items() if sizes.get(key) == one.size}


class _Copying:
    """Files on their way into the pool, a few at once; one that cannot be read as what it is counts as lost."""

    def __init__(self, blobs: SealedBlobs, source: Shelf, place: Shelf) -> None:
        self._blobs, self._source, self._place = blobs, source, place
        self.kept: list[Kept] = []
        self.lost = 0

    async def run(self, files: Sequence[tuple[str, str]], known: Mapping[str, Kept]) -> None:
        waiting = iter(files)
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._some(waiting, known))

    async def _some(self, waiting: Iterator[tuple[str, str]], known: Mapping[str, Kept]) -> None:
        for tenant, name in waiting:
            there = known.get(man.pool_key(tenant, name))
            if there is not None:
                self.kept.append(there)
                continue
            try:
                sealed = await self._source.get(key_of(tenant, name))
                await asyncio.to_thread(self._blobs.opened, tenant, name, sealed)
            except (NotFound, Damaged):
                self.lost += 1
                continue
            await self._place.put(man.pool_key(tenant, name), sealed)
            self.kept.append(Kept(tenant, name, len(sealed), hashlib.sha256(sealed).hexdigest()))


async def tidy(place: Shelf, keep: int, keys: SecretKeyring, now: int) -> None:
    """Generations beyond the newest `keep` go, manifest first; then what no generation needs any more."""
    names = await man.whole(place)
    gone = names[:-keep] if keep else []
    for name in gone:
        await place.drop(f"{GENERATIONS}/{name}/{man.MANIFEST}")
    left = [name for name in names if name not in gone]
    unfinished = now - DAY_MS
    for item in [item async for page in place.items(GENERATIONS) for item in page]:
        name = item.key.split("/")[1]
        if name in gone or (name not in left and item.at < unfinished):
            await place.drop(item.key)
    if gone:
        await _tidy_pool(place, left, keys, unfinished)


async def _tidy_pool(place: Shelf, left: Sequence[str], keys: SecretKeyring, before: int) -> None:
    """A list that cannot be read keeps everything."""
    try:
        lists = [await man.files_of(place, await man.read_manifest(place, name, keys)) for name in left]
    except Trouble:
        return
    needed = {man.pool_key(one.tenant, one.name) for files in lists for one in files}
    for item in [item async for page in place.items(POOL) for item in page]:
        if item.key not in needed and item.at < before:
            await place.drop(item.key)
