"""The files the database speaks of, and those that lie there: missing, damaged, and left over."""

from collections.abc import Sequence

from atiende.beginning import shelf_of
from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import NAME, SealedBlobs
from atiende.blobs.shelf import Shelf
from atiende.bus.system import SystemClock
from atiende.domain.errors import Damaged, FilesAway, NotFound
from atiende.settings import Settings
from atiende.store.reading import named_files
from atiende.store.store import SqlStore
from atiende.upkeep.backup import keys_of
from atiende.upkeep.findings import BAD, INFO, OK, Finding
from atiende.upkeep.words import Trouble

DAY_MS = 86_400_000
"""A file is laid there before the row that names it: a young one without a row is on its way."""
TOLD = 3


async def look_at_files(settings: Settings, store: SqlStore, *, deep: bool, sweep: bool) -> Sequence[Finding]:
    """With `deep` each is opened by its hash; with `sweep` those that nobody has named for a day are removed."""
    shelf = shelf_of(settings)
    try:
        there = {
            (tenant, name): (item.key, item.at)
            async for page in shelf.items()
            for item in page
            for tenant, _, name in [_parts(item.key)]
            if NAME.fullmatch(name)
        }
        named = {(tenant, name) for tenant in await store.tenants() for name in await named_files(store, tenant)}
        missing, left = sorted(named - there.keys()), sorted(there.keys() - named)
        found = [_count("files_missing", missing, BAD) if missing else _count("files", sorted(named), OK)]
        found += await _opened(settings, shelf, sorted(named & there.keys())) if deep else []
        old = [there[one][0] for one in left if there[one][1] < SystemClock().now() - DAY_MS]
        return [*found, *await _left_over(shelf, old, sweep=sweep)]
    except FilesAway as away:
        return [Finding(code="files_away", level=BAD, params={"why": str(away.params.get("reason", ""))})]


async def _left_over(shelf: Shelf, keys: Sequence[str], *, sweep: bool) -> Sequence[Finding]:
    if not keys:
        return []
    if sweep:
        for key in keys:
            await shelf.drop(key)
    return [Finding(code="files_swept" if sweep else "files_left", level=INFO, params={"count": len(keys)})]


async def _opened(settings: Settings, shelf: Shelf, files: Sequence[tuple[str, str]]) -> Sequence[Finding]:
    try:
        keys: SecretKeyring = keys_of(settings)
    except Trouble:
        return [Finding(code="key_missing", level=BAD)]
    blobs, damaged = SealedBlobs(shelf, keys), list[tuple[str, str]]()
    for tenant, name in files:
        try:
            await blobs.get(tenant, name)
        except (Damaged, NotFound):
            damaged.append((tenant, name))
    return [_count("files_damaged", damaged, BAD) if damaged else _count("files_opened", files, OK)]


def _count(code: str, files: Sequence[tuple[str, str]], level: str) -> Finding:
    about = ", ".join(f"{tenant}/{name}" for tenant, name in files[:TOLD])
    return Finding(code=code, level=level, params={"count": len(files), "about": about})


def _parts(key: str) -> tuple[str, str, str]:
    parts = key.split("/")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")
