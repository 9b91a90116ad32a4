"""Waiting in tests: for a condition, for a bounded time. Who waits in vain says for what, and what was seen last."""

import asyncio
import inspect
import reprlib
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, overload

T = TypeVar("T")
PATIENCE = 30.0
"""Far beyond what anything takes, also on a slow machine with other work: it ends a wait, it measures nothing."""
LOOK = 0.02
_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxother, _SHORT.maxstring = 4, 400, 400
_SHORT.maxlist = _SHORT.maxdict = _SHORT.maxset = _SHORT.maxtuple = 12


@overload
async def eventually(
    true: Callable[[], Awaitable[T]], what: str = "", *, within: float = PATIENCE, every: float = LOOK
) -> T: ...
@overload
async def eventually(true: Callable[[], T], what: str = "", *, within: float = PATIENCE, every: float = LOOK) -> T: ...
async def eventually(
    true: Callable[[], Awaitable[T] | T], what: str = "", *, within: float = PATIENCE, every: float = LOOK
) -> T:
    """Asks again and again; answers the first answer that is true."""
    limit = time.monotonic() + within
    while True:
        found = true()
        seen = await found if inspect.isawaitable(found) else found
        if seen:
            return seen
        if time.monotonic() > limit:
            raise AssertionError(in_vain(true, what, seen, within))
        await asyncio.sleep(every)


def soon(true: Callable[[], T], what: str = "", *, within: float = PATIENCE, every: float = 0.05) -> T:
    """The same for tests without an event loop."""
    limit = time.monotonic() + within
    while not (seen := true()):
        if time.monotonic() > limit:
            raise AssertionError(in_vain(true, what, seen, within))
        time.sleep(every)
    return seen


def in_vain(true: Callable[[], object], what: str, seen: object, within: float) -> str:
    """What to say after waiting for nothing: what for, what was seen, and what the question looked at."""
    looked_at = "".join(f"; {name} = {short(value)}" for name, value in inspect.getclosurevars(true).nonlocals.items())
    return f"not within {within:g} s: {what or _words(true)}; last seen: {short(seen)}{looked_at}"


def short(value: object) -> str:
    """A bounded representation; of what cannot represent itself its type."""
    try:
        return _SHORT.repr(value)
    except Exception:  # whatever a half-made object says
        return f"<{type(value).__name__}>"


def _words(true: Callable[[], object]) -> str:
    """The question as it is written; of a function its name."""
    name = getattr(true, "__qualname__", repr(true))
    if "<lambda>" not in name:
        return name
    try:
        return inspect.getsource(true).strip().splitlines()[0]
    except OSError:
        return name
