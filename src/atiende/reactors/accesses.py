"""The access log's buffer: a look costs its reader nothing, and is durable within a second.

What may not leave before it is written (keys of programs, exports) waits for `at_once`.
"""

import asyncio
from collections import defaultdict

import structlog
from msgspec.structs import replace

from atiende.actions.accesses import View, note_views
from atiende.ports.desk import Desk

log = structlog.get_logger()
EVERY_SECONDS = 0.5
MOST_AT_ONCE = 500

Key = tuple[str, str, str]


class AccessLog:
    """Looks that are not written yet, by tenant. What a screen asks at once (conversation, panel) is one look."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: dict[str, dict[Key, View]] = defaultdict(dict)
        self._some = asyncio.Event()

    def note(self, tenant: str, view: View) -> None:
        """Never waits."""
        key = (view.viewer, view.customer, view.how)
        before = self._waiting[tenant].get(key)
        if before is not None:
            view = replace(view, conversation=view.conversation or before.conversation)
        self._waiting[tenant][key] = view
        self._some.set()

    async def at_once(self, tenant: str, view: View) -> None:
        """Durable when it returns."""
        await note_views(self._desk, tenant, [view])

    async def run(self) -> None:
        """Until cancelled; what is left is written before it ends."""
        try:
            while True:
                await self._some.wait()
                await self._desk.clock.sleep(EVERY_SECONDS)
                await self.flush()
        finally:
            await self.flush()

    async def flush(self) -> None:
        """Writes what waits. What cannot be written goes on waiting: nobody looked without it being said."""
        self._some.clear()
        for tenant in list(self._waiting):
            mine = self._waiting.pop(tenant)
            views = list(mine.values())
            try:
                for start in range(0, len(views), MOST_AT_ONCE):
                    await note_views(self._desk, tenant, views[start : start + MOST_AT_ONCE])
                    for view in views[start : start + MOST_AT_ONCE]:
                        del mine[view.viewer, view.customer, view.how]
            finally:
                for view in mine.values():
                    self.note(tenant, view)
