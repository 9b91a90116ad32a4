"""Several connections to Asterisk side by side: it obeys one after the other what comes by the same one; to dial, to
answer and to bridge take it milliseconds each, and other calls would wait as long.

The first has the events and most requests. What is asked of a call's bridges goes by one of the others, always the
same, so that it is obeyed in order; so do dialling and answering a leg, which are waited for.
"""

import asyncio
from collections.abc import Callable
from zlib import crc32

from atiende.voice.asterisk.link import Address, Answer, Link, Query, events_path
from atiende.voice.asterisk.wire import Said

BESIDE = 4
"""Connections beside the first."""


class Lanes:
    """`link.Link` over all of them. When one ends, all do."""

    def __init__(self, address: Address, app: str, heard: Callable[[Said], None]) -> None:
        self.ended = asyncio.Event()
        self._first = Link(address, events_path(app), heard, self.ended)
        self._beside = [
            Link(address, events_path(f"{app}-lane{number}"), _nothing, self.ended) for number in range(BESIDE)
        ]

    async def open(self) -> None:
        """Raises OSError, EngineGone."""
        try:
            for one in (*self._beside, self._first):
                await one.open()
        except BaseException:
            self.close()
            raise

    async def ask(self, method: str, uri: str, query: Query | None = None, body: object = None) -> Answer:
        """Raises EngineGone."""
        return await self._of(method, uri).ask(method, uri, query, body)

    def send(self, method: str, uri: str, query: Query | None = None, body: object = None) -> "asyncio.Future[Answer]":
        return self._of(method, uri).send(method, uri, query, body)

    def tell(self, method: str, uri: str, query: Query | None = None, body: object = None) -> None:
        self._of(method, uri).tell(method, uri, query, body)

    def close(self) -> None:
        for one in (*self._beside, self._first):
            one.close()

    def _of(self, method: str, uri: str) -> Link:
        what, _, rest = uri.partition("/")
        name, _, action = rest.partition("/")
        if what == "bridges" and name.startswith("brg"):
            return self._beside[crc32(name.rpartition("_")[0].encode()) % BESIDE]
        if what == "channels" and method == "POST" and action in ("", "answer"):
            return self._beside[crc32(name.encode()) % BESIDE]
        return self._first


def _nothing(said: Said) -> None:
    """Events come by the first."""
