"""Fires what is due: at least once, never early, each effect once, since every action checks its rows again."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from atiende.actions.clockwork import close_conversation, wake_conversation
from atiende.actions.offers import end_session, end_wrap_up, expire_offer
from atiende.actions.presence import leave
from atiende.domain.errors import Refusal
from atiende.ports.desk import Desk
from atiende.ports.store import TimerDue
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
Fire = Callable[[Desk, str, str], Awaitable[None]]
POLL_SECONDS = 0.5
PENALTY_MS = 15_000
"""How long a timer whose action failed is left alone."""


async def _wrap_up(desk: Desk, tenant: str, key: str) -> None:
    await end_wrap_up(desk, tenant, key, None)


async def _silence(desk: Desk, tenant: str, key: str) -> None:
    await end_session(desk, tenant, key, "silence", "system")


KINDS: Mapping[str, Fire] = {
    "offer": expire_offer,
    "wrap_up": _wrap_up,
    "snooze": wake_conversation,
    "silence": _silence,
    "close": close_conversation,
    "absent": leave,
}


class TimerReactor:
    """`others` are the kinds that reactors with a state of their own fire (send, webhook)."""

    def __init__(self, desk: Desk, others: Mapping[str, Callable[[str, str], Awaitable[None]]]) -> None:
        self._desk = desk
        self._others = others
        self._wake = asyncio.Event()
        self._running: set[tuple[str, str, str]] = set()
        self._not_before: dict[tuple[str, str, str], int] = {}

    def wake(self) -> None:
        """Something may be due earlier than thought."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                now = self._desk.clock.now()
                for tenant, timer in await self._desk.store.due(now):
                    key = (tenant, timer.kind, timer.key)
                    if key not in self._running and self._not_before.get(key, 0) <= now:
                        self._running.add(key)
                        group.create_task(self._fire(tenant, timer))
                await wait_for(self._wake, self._desk.clock, await self._pause(now))

    async def _pause(self, now: int) -> float:
        """Until the next timer, but never long: other nodes write timers too."""
        following = await self._desk.store.next_due()
        if following is None or following <= now:
            return POLL_SECONDS
        return min(POLL_SECONDS, (following - now) / 1000)

    async def _fire(self, tenant: str, timer: TimerDue) -> None:
        key = (tenant, timer.kind, timer.key)
        try:
            if timer.kind in self._others:
                await self._others[timer.kind](tenant, timer.key)
            elif timer.kind in KINDS:
                await KINDS[timer.kind](self._desk, tenant, timer.key)
            else:
                log.error("timer of an unknown kind", kind=timer.kind)
                self._not_before[key] = self._desk.clock.now() + PENALTY_MS
            self._not_before.pop(key, None)
        except Refusal as refusal:
            log.warning("timer refused", kind=timer.kind, key=timer.key, code=refusal.code)
            self._not_before[key] = self._desk.clock.now() + PENALTY_MS
        except Exception as error:
            log.exception("timer failed", kind=timer.kind, key=timer.key, error=type(error).__name__)
            self._not_before[key] = self._desk.clock.now() + PENALTY_MS
        finally:
            self._running.discard(key)
