"""An object store (S3, MinIO, Garage, Ceph) as a shelf. Whatever it answers in time is durable; whatever it does not
is a refusal: nothing that names a file is committed before the file is there.

Its own bulkhead: so many requests at once, so many waiting, and no request for ever. Errors are told apart by kind
only: their texts carry addresses and whatever the other side wrote.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from msgspec import Struct

from atiende.blobs.directory import PIECE, owners_file
from atiende.blobs.shelf import Item
from atiende.domain.errors import FilesAway, NotFound

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store

log = structlog.get_logger()
AT_ONCE = 16
WAITING = 64
"""Requests that may wait for a place; those beyond are refused at once."""
CONNECT_SECONDS, REQUEST_SECONDS, TRIES_SECONDS, ALL_SECONDS = 3, 15, 15, 20
RETRIES = 3
SKEWED = "RequestTimeTooSkewed"


class Access(Struct, frozen=True, kw_only=True):
    """How an object store is reached; empty parts are taken from the usual `AWS_…` names of the environment."""

    endpoint: str = ""
    region: str = ""
    key_id: str = ""
    secret: str = ""

    def __repr__(self) -> str:
        return f"Access(endpoint={self.endpoint!r}, region={self.region!r})"


class ObjectShelf:
    """`blobs.shelf.Shelf` in `s3://bucket/prefix`."""

    def __init__(self, url: str, access: Access) -> None:
        self._url, self._store = url, _store(url, access)
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    @property
    def url(self) -> str:
        return self._url

    @property
    def near(self) -> Path | None:
        return None

    async def put(self, key: str, content: bytes) -> None:
        import obstore

        async with self._turn(key):
            await obstore.put_async(self._store, key, content, use_multipart=False)

    async def take_file(self, key: str, path: Path) -> None:
        """In parts, each bounded; the object is there when all are."""
        import obstore

        with _told(key):
            await obstore.put_async(self._store, key, path, chunk_size=PIECE, max_concurrency=2)
        await asyncio.to_thread(path.unlink, missing_ok=True)

    async def get(self, key: str) -> bytes:
        import obstore

        async with self._turn(key):
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())

    async def get_file(self, key: str, path: Path) -> None:
        import obstore

        size = await self.size(key)
        if size is None:
            raise NotFound(blob=key)
        with owners_file(path) as file:
            for start in range(0, size, PIECE):
                async with self._turn(key):
                    piece = await obstore.get_range_async(self._store, key, start=start, end=min(start + PIECE, size))
                await asyncio.to_thread(_append, file.fileno(), bytes(piece))

    async def size(self, key: str) -> int | None:
        import obstore

        try:
            async with self._turn(key):
                return (await obstore.head_async(self._store, key))["size"]
        except NotFound:
            return None

    async def drop(self, key: str) -> None:
        import obstore

        try:
            async with self._turn(key):
                await obstore.delete_async(self._store, key)
        except NotFound:
            return

    async def drop_all(self, under: str) -> None:
        async for found in self.items(under):
            for item in found:
                await self.drop(item.key)

    async def items(self, under: str = "") -> AsyncIterator[Sequence[Item]]:
        import obstore

        pages = obstore.list(self._store, prefix=under or None, chunk_size=1000)
        while True:
            try:
                async with self._turn(under):
                    page = await anext(pages)
            except StopAsyncIteration:
                return
            yield [Item(one["path"], one["size"], int(one["last_modified"].timestamp() * 1000)) for one in page]

    @asynccontextmanager
    async def _turn(self, key: str) -> AsyncIterator[None]:
        """A place among those at it, for a bounded time."""
        if self._waiting >= WAITING:
            raise FilesAway(reason="busy")
        self._waiting += 1
        try:
            with _told(key):
                async with asyncio.timeout(ALL_SECONDS), self._gate:
                    yield
        finally:
            self._waiting -= 1


@contextmanager
def _told(key: str) -> Iterator[None]:
    """The other side's errors in our words."""
    from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(blob=key.rpartition("/")[2]) from error
    except (PermissionDeniedError, UnauthenticatedError) as error:
        raise _away("clock" if SKEWED in str(error) else "refused", error) from None
    except TimeoutError as error:
        raise _away("slow", error) from None
    except (BaseError, OSError, ValueError) as error:
        raise _away("clock" if SKEWED in str(error) else "unreachable", error) from None


def _away(reason: str, error: Exception) -> FilesAway:
    log.warning("object store", reason=reason, error=type(error).__name__)
    return FilesAway(reason=reason)


def _append(descriptor: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fdatasync(descriptor)


def _store(url: str, access: Access) -> "S3Store":
    from obstore.store import S3Store

    parts = urlsplit(url)
    given: S3Config = {"virtual_hosted_style_request": False}
    if access.endpoint:
        given["endpoint"] = access.endpoint
    if access.region:
        given["region"] = access.region
    if access.key_id:
        given["access_key_id"], given["secret_access_key"] = access.key_id, access.secret
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=given,
        client_options={
            "allow_http": access.endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
            "timeout": timedelta(seconds=REQUEST_SECONDS),
        },
        retry_config={
            "max_retries": RETRIES,
            "retry_timeout": timedelta(seconds=TRIES_SECONDS),
            "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=2), "base": 2},
        },
    )
