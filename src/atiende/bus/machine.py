"""The real machine: its disk, who ran on it before, and the certificate its public address shows."""

import asyncio
import fcntl
import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from atiende.ports.machine import Certificate, Disk

LOOK_SECONDS = 5
HTTPS = 443


class ThisMachine:
    """See `ports.machine.Machine`."""

    def __init__(self, data_dir: Path, began_at: int, backup_within_hours: int = 0) -> None:
        self._data_dir, self.began_at, self.backup_within_hours = data_dir, began_at, backup_within_hours

    def disk(self) -> Disk:
        usage = shutil.disk_usage(self._data_dir)
        return Disk(usage.free, usage.total)

    async def certificate(self, url: str) -> Certificate | None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            return None
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await _seen(parts.hostname, parts.port or HTTPS)
        except ssl.SSLCertVerificationError:
            return Certificate(0, "not_trusted")
        except (OSError, TimeoutError):
            return Certificate(0, "unreachable")


async def _seen(host: str, port: int) -> Certificate:
    _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
    try:
        held = writer.get_extra_info("ssl_object").getpeercert()
        return Certificate(int(ssl.cert_time_to_seconds(str(held["notAfter"])) * 1000))
    finally:
        writer.close()


class Footprint:
    """A file in the data directory that says which node runs there. The lock on it ends with the process, however it
    ends: who gets it knows for sure that the one before is no more."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "node"

    @contextmanager
    def left(self, node: str) -> Iterator[str]:
        """This node's, for as long as the block lasts. Answers the node before; empty where there was none, or where
        it lives, on a directory that several nodes share."""
        with self._path.open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield ""
                return
            file.seek(0)
            before = file.read().strip()
            file.truncate(0)
            file.write(node)
            file.flush()
            yield before
            file.truncate(0)
