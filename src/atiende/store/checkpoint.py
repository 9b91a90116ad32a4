"""SQLite's write-ahead log brought into the database beside the writer, so that no change waits for it.

A passive checkpoint needs no lock of the writer's; when it has caught up between two commits, the log begins anew. Only
where the log grows faster than that for long does the writer stop and do it itself.
"""

import threading
from collections.abc import Callable

import apsw

BEGIN_PAGES = 1_000
"""Length of the log from which it is worked off."""
LONGEST_PAGES = 25_000
"""Length (100 MB) at which the writer does it."""
TRIES = 4


class Checkpointer:
    """Its thread and connection. Errors are left to the writer, which meets them at its next commit."""

    def __init__(self, connect: Callable[[], apsw.Connection]) -> None:
        self._connection = connect()
        self._wanted = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="store-checkpoint", daemon=True)
        self._thread.start()

    def watch(self, writer: apsw.Connection) -> None:
        """Follows the writer's commits."""
        writer.set_wal_hook(self._committed)

    def close(self) -> None:
        self._ended = True
        self._wanted.set()
        self._thread.join()
        self._connection.close()

    def _committed(self, writer: apsw.Connection, _name: str, pages: int) -> int:
        if pages >= LONGEST_PAGES:
            try:
                writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            except apsw.Error:
                return apsw.SQLITE_OK
        elif pages >= BEGIN_PAGES:
            self._wanted.set()
        return apsw.SQLITE_OK

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._ended:
                return
            for _ in range(TRIES):
                try:
                    pages, done = self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                except apsw.Error:
                    break
                if pages == done:
                    break
