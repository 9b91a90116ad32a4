"""What has to be right before anything runs on a database: its files are the ones we see, and what a restore left open
is settled."""

import structlog

from atiende.actions.restored import settle
from atiende.blobs.objects import Access
from atiende.blobs.opening import open_shelf
from atiende.blobs.shelf import Shelf
from atiende.domain.errors import FilesAway
from atiende.ports.desk import Desk
from atiende.ports.system import Ids
from atiende.settings import Settings
from atiende.store import marks, sql
from atiende.store.store import SqlStore

log = structlog.get_logger()
TRIES, TRY_SECONDS = 20, 0.25
"""How long another node may take to lay its mark beside the files of a database both have just begun."""


class OtherFiles(Exception):
    """This node's files are not those of the database's other nodes."""


def access_of(settings: Settings) -> Access:
    """How object stores are reached."""
    return Access(
        endpoint=settings.blob_endpoint,
        region=settings.blob_region,
        key_id=settings.blob_key_id,
        secret=settings.blob_secret,
    )


def shelf_of(settings: Settings) -> Shelf:
    """Where files lie."""
    return open_shelf(settings.blobs, access_of(settings))


def mark_of(number: str) -> str:
    """Where the mark lies beside the files."""
    return f"_shelf/{number}"


async def begin(desk: Desk, store: SqlStore, shelf: Shelf, url: str) -> None:
    """Raises OtherFiles."""
    if store.dialect == sql.POSTGRES:
        await _own_files(desk, store, shelf, url)
    if await store.mark(marks.RESTORED) is None:
        return
    for tenant in await store.tenants():
        done = await settle(desk, tenant)
        log.info(
            "restored",
            tenant=tenant,
            unconfirmed=done.unconfirmed,
            recalled=done.recalled,
            errands=done.errands,
        )
    await marks.forget(url, marks.RESTORED)


async def accept(ids: Ids, shelf: Shelf, url: str) -> None:
    """From now on these are the database's files."""
    number = ids.new("fil")
    await shelf.put(mark_of(number), b"")
    await marks.note(url, marks.FILES, number)


async def _own_files(desk: Desk, store: SqlStore, shelf: Shelf, url: str) -> None:
    """Several nodes share the database; do they share the files? Who begins it lays a mark beside them."""
    ours = desk.ids.new("fil")
    if await store.mark(marks.FILES) is None:
        await marks.note_first(url, marks.FILES, ours)
    noted = await store.mark(marks.FILES) or ours
    try:
        if noted == ours:
            await shelf.put(mark_of(ours), b"")
            return
        for _ in range(TRIES):
            if await shelf.size(mark_of(noted)) is not None:
                return
            await desk.clock.sleep(TRY_SECONDS)
    except FilesAway:
        log.warning("files cannot be looked at yet", shelf=shelf.url)
        return
    raise OtherFiles(
        f"The files in {shelf.url} are not those of this database: the nodes of one centre share a directory or an"
        " object store (ATIENDE_BLOB_URL). If they are right, say so by: atiende doctor --accept-files"
    )
