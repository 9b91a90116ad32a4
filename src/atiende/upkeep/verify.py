"""A backup proved by putting it back: into a scratch database that is read whole, every file opened by its hash."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct

from atiende.blobs.keyring import SecretKeyring
from atiende.blobs.sealed import SealedBlobs
from atiende.blobs.shelf import Shelf
from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock, SystemIds
from atiende.domain.errors import Damaged, NotFound
from atiende.settings import Settings
from atiende.store import dumping, snapshot, sql
from atiende.store.audit import audit_breaches, audited
from atiende.store.gaps import gaps
from atiende.store.replay import replay_check
from atiende.store.snapshot import Chain, Head
from atiende.store.store import SqlStore, open_store
from atiende.upkeep import manifest as man
from atiende.upkeep.backup import keys_of, place_of, sha256_of
from atiende.upkeep.manifest import Kept, Manifest
from atiende.upkeep.words import Trouble

AT_ONCE = 4
MOST_TOLD = 20


class Flaw(Struct, frozen=True, kw_only=True):
    """Something a backup should have and has not: a code of the catalogue `upkeep`, and what it is about."""

    code: str
    about: str


async def verify(settings: Settings, place: str, name: str = "") -> tuple[Manifest, Sequence[Flaw]]:
    """What is wrong with a generation, the newest without a name. Raises Trouble where none can be tried."""
    keys, shelf = keys_of(settings), place_of(settings, place)
    manifest = await man.read_manifest(shelf, name, keys)
    before = await _chains_before(shelf, manifest, keys)
    flaws = await _files(shelf, manifest, keys)
    with tempfile.TemporaryDirectory(prefix="atiende-verify-") as scratch:
        copy = Path(scratch) / "atiende.db"
        try:
            await fetched(shelf, manifest, copy)
            async with _put_back(settings, manifest, copy) as (url, heads):
                flaws += [*_other_heads(manifest.heads, heads), *await _logs(url, manifest, before)]
        except snapshot.Broken as error:
            flaws.append(Flaw(code="database_broken", about=str(error)))
        except Trouble as error:
            if error.code != "part_damaged":
                raise
            flaws.append(Flaw(code="part_damaged", about=manifest.database.key))
    return manifest, flaws[:MOST_TOLD]


async def fetched(place: Shelf, manifest: Manifest, path: Path) -> None:
    """The database of a generation, as it was laid there. Raises Trouble."""
    try:
        await place.get_file(manifest.database.key, path)
    except NotFound as error:
        raise Trouble("part_missing", name=manifest.name, part=manifest.database.key) from error
    if await asyncio.to_thread(sha256_of, path) != manifest.database.sha256:
        raise Trouble("part_damaged", name=manifest.name, part=manifest.database.key)


async def kept(place: Shelf, one: Kept, keys: SecretKeyring) -> bytes | None:
    """A file of the pool, sealed; None when it is not what the backup put there."""
    try:
        sealed = await place.get(man.pool_key(one.tenant, one.name))
        if hashlib.sha256(sealed).hexdigest() != one.sha256:
            return None
        await asyncio.to_thread(SealedBlobs(place, keys).opened, one.tenant, one.name, sealed)
    except (NotFound, Damaged):
        return None
    return sealed


@asynccontextmanager
async def _put_back(
    settings: Settings, manifest: Manifest, copy: Path
) -> AsyncIterator[tuple[str, Mapping[str, Head]]]:
    """The URL of a scratch database with it, and the ends of its logs."""
    if manifest.dialect == sql.SQLITE:
        await asyncio.to_thread(snapshot.check_copy, copy)
        contents = await asyncio.to_thread(snapshot.contents_of, copy)
        yield f"sqlite:///{copy}", contents.heads
        return
    beside = settings.backup_database_url or settings.database
    if beside.startswith(sql.SQLITE):
        raise Trouble("other_database", dialect=manifest.dialect)
    try:
        async with dumping.scratch(beside, f"atiende_verify_{SystemIds().secret(8).lower()}") as url:
            await dumping.load(url, copy)
            await dumping.finished(url, "verified")
            yield url, (await dumping.contents_of(url)).heads
    except dumping.NoTool as error:
        raise Trouble("no_tool", tool=str(error)) from error
    except snapshot.Broken as error:
        if str(error) == "scratch":
            raise Trouble("needs_scratch") from error
        raise


def _other_heads(wanted: Mapping[str, Head], found: Mapping[str, Head]) -> Sequence[Flaw]:
    names = sorted(wanted.keys() | found.keys())
    return [Flaw(code="other_head", about=name) for name in names if wanted.get(name) != found.get(name)]


async def _chains_before(place: Shelf, manifest: Manifest, keys: SecretKeyring) -> Mapping[str, Chain]:
    """Where the audit chains stood in the generation before, as it was signed then."""
    older = [name for name in await man.whole(place) if name < manifest.name]
    try:
        return (await man.read_manifest(place, older[-1], keys)).chains if older else {}
    except Trouble:
        return {}


async def _logs(url: str, manifest: Manifest, before: Mapping[str, Chain]) -> list[Flaw]:
    """No gap in any log, every projection as the log says, and the audit chain whole: by the production code."""
    flaws: list[Flaw] = []
    async with open_store(url, bus=MemoryBus(), clock=SystemClock()) as store:
        for tenant in manifest.heads:
            flaws += [Flaw(code="log_gap", about=f"{tenant} {seq}") for seq in await gaps(store, tenant)]
            for one in await replay_check(store, tenant):
                flaws.append(Flaw(code="row_differs", about=f"{tenant} {one.table} {one.key}"))
            flaws += await _audit(
                store, tenant, [known[tenant] for known in (manifest.chains, before) if tenant in known]
            )
    return flaws


async def _audit(store: SqlStore, tenant: str, ends: Sequence[Chain]) -> Sequence[Flaw]:
    """`ends`: where the chain stood at other times. Whoever writes the database anew can make a whole chain, but not
    one that goes through these."""
    flaws = [
        Flaw(code="audit_broken", about=f"{tenant} {one.seq} {one.what}") for one in await audit_breaches(store, tenant)
    ]
    rows, _ = await audited(store, tenant)
    links = {row.seq: row.link for row in rows}
    return flaws + [
        Flaw(code="audit_rewritten", about=f"{tenant} {one.seq}") for one in ends if links.get(one.seq) != one.link
    ]


async def _files(place: Shelf, manifest: Manifest, keys: SecretKeyring) -> list[Flaw]:
    try:
        waiting = iter(await man.files_of(place, manifest))
    except Trouble as error:
        return [Flaw(code=error.code, about=manifest.files.key)]
    flaws: list[Flaw] = []

    async def some() -> None:
        for one in waiting:
            if await kept(place, one, keys) is None:
                flaws.append(Flaw(code="file_damaged", about=f"{one.tenant} {one.name}"))

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(some())
    return flaws
