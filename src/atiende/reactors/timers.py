"""Fires what is due: at least once, never early, each effect once, since every action checks its rows again."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from atiende.actions.acknowledging import acknowledge
from atiende.actions.article_review import TIMER as ARTICLE_DUE
from atiende.actions.article_review import remind_owner
from atiende.actions.callbacks import begin_callback
from atiende.actions.clockwork import (
    close_conversation,
    end_due_wrap_up,
    end_silent_session,
    release_named,
    wake_conversation,
)
from atiende.actions.commitments import note_overdue
from atiende.actions.flows import note_late, note_silence
from atiende.actions.held import release_held
from atiende.actions.imports import TIMER as IMPORT
from atiende.actions.imports import carry_on
from atiende.actions.monitoring import TIMER as MONITORING
from atiende.actions.monitoring import end_forgotten
from atiende.actions.offers import expire_offer
from atiende.actions.presence import leave
from atiende.actions.recording_files import remove_file
from atiende.actions.recordings import DUE as RECORDING_DUE
from atiende.actions.recordings import GONE as RECORDING_GONE
from atiende.actions.recordings import PAUSED as RECORDING_PAUSED
from atiende.actions.recordings import delete_due, end_pause
from atiende.actions.surveys import TIMER as SURVEY
from atiende.actions.surveys import begin_survey
from atiende.actions.targets import TIMER as TARGETS
from atiende.actions.targets import settle_all
from atiende.domain.errors import NotFound, Refusal
from atiende.ports.desk import Desk
from atiende.ports.failpoints import TIMER_FIRED
from atiende.ports.metrics import SENDINGS_OLDEST, SENDINGS_WAITING, TIMERS_LATE, TIMERS_WAITING
from atiende.ports.nodes import CHANNELS, WORKER, LeaseLost
from atiende.ports.store import TimerDue, TimersOf
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
Fire = Callable[[Desk, str, str], Awaitable[None]]
POLL_SECONDS = 0.5
AT_ONCE = 200
"""Timers begun in one round."""
PENALTY_MS = 15_000
"""How long a timer whose action failed is left alone."""


KINDS: Mapping[str, Fire] = {
    "offer": expire_offer,
    "wrap_up": end_due_wrap_up,
    "snooze": wake_conversation,
    "silence": end_silent_session,
    "close": close_conversation,
    "absent": leave,
    "named": release_named,
    "callback": begin_callback,
    "held": release_held,
    "acknowledge": acknowledge,
    "commitment": note_overdue,
    "flow": note_silence,
    "handoff": note_late,
    SURVEY: begin_survey,
    MONITORING: end_forgotten,
    TARGETS: settle_all,
    IMPORT: carry_on,
    ARTICLE_DUE: remind_owner,
    RECORDING_PAUSED: end_pause,
    RECORDING_DUE: delete_due,
    RECORDING_GONE: remove_file,
}


class TimerReactor:
    """`others` are the kinds that reactors with a state of their own fire (send, simulate). `sends`: only the timers
    that send, under the lease for channels, or all others, under the worker's; None where one does them all."""

    def __init__(
        self,
        desk: Desk,
        others: Mapping[str, Callable[[str, str], Awaitable[None]]],
        *,
        sends: bool | None = None,
    ) -> None:
        self._desk = desk
        self._others = others
        self._sends = sends
        self._stopping = False
        self._wake = asyncio.Event()
        self._until: float = math.inf
        """When it looks next, ms UTC; for ever while it is looking."""
        self._running: set[tuple[str, str, str]] = set()
        self._not_before: dict[tuple[str, str, str], int] = {}

    def wake(self, due: int = 0) -> None:
        """Something may be due earlier than thought: at that moment, ms UTC, or nobody can say when."""
        if due < self._until:
            self._wake.set()

    def stop(self) -> None:
        """Begins nothing more; `run` returns when what is under way has ended."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Until stopped or cancelled."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._wake.clear()
                self._until = math.inf
                try:
                    pause = await self._round(group)
                except Refusal as refusal:  # the store is away for a while: nothing is lost, it is only later
                    log.warning("timers not read", code=refusal.code)
                    pause = POLL_SECONDS
                self._until = self._desk.clock.now() + pause * 1000
                await wait_for(self._wake, self._desk.clock, pause)

    async def _round(self, group: asyncio.TaskGroup) -> float:
        """Starts what is due; answers how long to wait. What is under way stays due until its action has ended, so it
        is read beside the others: a slow relay's messages must not keep an offer from expiring."""
        now = self._desk.clock.now()
        self._not_before = {key: moment for key, moment in self._not_before.items() if moment > now}
        most = AT_ONCE + len(self._running) + len(self._not_before)
        of = self._of()
        due = await self._desk.store.due(now, most, of=of)
        self._show(due, now)
        for tenant, timer in due:
            key = (tenant, timer.kind, timer.key)
            if key not in self._running and key not in self._not_before:
                self._running.add(key)
                group.create_task(self._fire(tenant, timer))
        return 0 if len(due) == most else await self._pause(now, of)

    def _of(self) -> TimersOf | None:
        """Of the tenants this node works for."""
        if self._sends is None:
            return None
        return TimersOf(tenants=self._desk.leases.held(CHANNELS if self._sends else WORKER), sends=self._sends)

    async def _pause(self, now: int, of: TimersOf | None) -> float:
        """Until the next timer, but never long: other nodes write timers too."""
        following = await self._desk.store.next_due(of=of)
        if following is None or following <= now:
            return POLL_SECONDS
        return min(POLL_SECONDS, (following - now) / 1000)

    async def _fire(self, tenant: str, timer: TimerDue) -> None:
        key = (tenant, timer.kind, timer.key)
        TIMERS_LATE.observe(max(0, self._desk.clock.now() - timer.due) / 1000)
        try:
            await self._act(tenant, timer)
            self._desk.fail(TIMER_FIRED)
        except LeaseLost:
            log.info("timer left to another node", kind=timer.kind, key=timer.key)
        except Refusal as refusal:
            log.warning("timer refused", kind=timer.kind, key=timer.key, code=refusal.code)
            self._not_before[key] = self._desk.clock.now() + PENALTY_MS
        except Exception as error:
            log.exception("timer failed", kind=timer.kind, key=timer.key, error=type(error).__name__)
            self._not_before[key] = self._desk.clock.now() + PENALTY_MS
        finally:
            self._running.discard(key)

    async def _act(self, tenant: str, timer: TimerDue) -> None:
        if timer.kind in self._others:
            await self._others[timer.kind](tenant, timer.key)
        elif timer.kind in KINDS:
            await KINDS[timer.kind](self._desk, tenant, timer.key)
        else:
            raise NotFound(kind="timer", id=timer.kind)

    def _show(self, due: Sequence[tuple[str, TimerDue]], now: int) -> None:
        """What is due and not done; messages that should have left are among it."""
        sendings = [timer.due for _, timer in due if timer.kind == "send"]
        if self._sends is not True:
            TIMERS_WAITING.set(len(due))
        if self._sends is not False:
            SENDINGS_WAITING.set(len(sendings))
            SENDINGS_OLDEST.set((now - min(sendings)) / 1000 if sendings else 0)
