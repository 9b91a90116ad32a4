"""An event loop of virtual time: nothing waits, nothing is read, and what is ready together runs in a seeded order.

The order among callbacks is kept, since asyncio promises it; among tasks it promises nothing, so they are dealt anew.
What belongs to a node that is frozen or dead is parked instead of run: such a process does nothing, not even clean up.
"""

import asyncio
import heapq
from asyncio import events
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar
from random import Random
from typing import Any, TypeVar, cast

T = TypeVar("T")
BEGAN = 1_000.0
MOST_AT_ONE_MOMENT = 20_000
"""Rounds without time passing: something goes round in circles."""


class Stuck(Exception):
    """Nothing will ever happen again, or nothing else ever will."""


class Life:
    """One process, from its start to its end. `handles` are kept while it is frozen, and from its death on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.frozen = self.dead = False
        self.parked: list[asyncio.Handle] = []


LIFE: ContextVar[Life | None] = ContextVar("life", default=None)


class Counted(asyncio.Task[T]):
    """A task that knows how many were made before it."""

    number = 0


class SeededLoop(asyncio.BaseEventLoop):
    """`chance` decides; `now` is its time in seconds, which only moves when nothing is ready."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self._chance = chance
        self.now = BEGAN
        self._made = self._rounds = 0
        self.set_task_factory(cast(Any, self._task))  # the stub knows only plain tasks

    def time(self) -> float:
        return self.now

    def _task(self, loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T], **kept: Any) -> "Counted[T]":
        made = Counted(work, loop=loop, **kept)
        self._made += 1
        made.number = self._made
        return made

    def run_in_executor(  # type: ignore[override] # the stub's variadic generics
        self, executor: object, func: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        """What would be a thread runs in one piece, a moment later."""
        done: asyncio.Future[T] = self.create_future()
        self.call_later(self._chance.uniform(0, 0.003), _run, done, func, args)
        return done

    def call_soon_threadsafe(  # type: ignore[override] # the stub's variadic generics
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    def _write_to_self(self) -> None:
        """Nobody has to be woken."""

    def _process_events(self, event_list: list[object]) -> None:
        """There are none."""

    def thaw(self, life: Life) -> None:
        life.frozen = False
        parked, life.parked = life.parked, []
        cast(Any, self)._ready.extend(parked)

    def _run_once(self) -> None:
        """One round: time moves to the next moment if nothing is ready, and what is ready runs."""
        loop = cast(Any, self)  # asyncio's own deque and heap
        ready, scheduled = loop._ready, loop._scheduled
        if not ready:
            self._move_on(scheduled)
        while scheduled and scheduled[0]._when <= self.now:
            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            if not handle._cancelled:
                ready.append(handle)
        batch = list(ready)
        ready.clear()
        if len(batch) > 1:
            self._deal(batch)
        for handle in batch:
            if handle._cancelled:
                continue
            life = handle._context.get(LIFE)
            if life is not None and (life.frozen or life.dead):
                life.parked.append(handle)
            else:
                handle._run()

    def _move_on(self, scheduled: list[Any]) -> None:
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)._scheduled = False
        if not scheduled:
            if not cast(Any, self)._stopping:
                raise Stuck("nobody waits for anything that will come")
            return
        if scheduled[0]._when > self.now:
            self.now = scheduled[0]._when
            self._rounds = 0
        self._rounds += 1
        if self._rounds > MOST_AT_ONE_MOMENT:
            raise Stuck("time stands still")

    def _deal(self, batch: list[asyncio.Handle]) -> None:
        """Tasks are put in the order they were made in, then shuffled: no address in memory has a say."""
        places, tasks = [], []
        for place, handle in enumerate(batch):
            owner = getattr(cast(Any, handle)._callback, "__self__", None)
            if isinstance(owner, Counted):
                places.append(place)
                tasks.append((owner.number, handle))
        if len(tasks) > 1:
            tasks.sort(key=lambda each: each[0])
            self._chance.shuffle(tasks)
            for place, (_, handle) in zip(places, tasks, strict=True):
                batch[place] = handle


def _run(done: "asyncio.Future[T]", func: Callable[..., T], args: tuple[object, ...]) -> None:
    if done.done():
        return
    try:
        done.set_result(func(*args))
    except Exception as error:  # noqa: BLE001 - as a thread hands it over
        done.set_exception(error)


def run(chance: Random, main: Callable[[SeededLoop], Coroutine[Any, Any, T]]) -> T:
    """Runs `main` to its end under virtual time."""
    loop = SeededLoop(chance)
    before = events._get_running_loop()
    assert before is None, "a simulation is not run inside another loop"
    try:
        return loop.run_until_complete(main(loop))
    finally:
        loop.close()
