"""The media process: a socket for the application, a UDP port for pages, and the sound between them.

It outlives the application. While nobody attends, calls go on; when nobody comes back and nobody speaks, it ends.
"""

import asyncio
import contextlib
import fcntl
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import ifaddr
import structlog

from atiende.domain.voice import RecordingReady
from atiende.ports.system import Clock
from atiende.voice.embedded import keeping, safety, wire
from atiende.voice.embedded.control import Control
from atiende.voice.embedded.doors import Doors
from atiende.voice.embedded.legs import Legs
from atiende.voice.embedded.media.core import Core
from atiende.voice.embedded.orders import Orders
from atiende.voice.embedded.plan import MediaPlan, worth_telling

log = structlog.get_logger()
LOOK_SECONDS = 0.25
SWIFTER = -10
SWITCH = 0.0005
"""Seconds another thread may keep the interpreter from the tick: files are decoded and recordings made in some."""
SAFETY = "safety"
"""The name of our own music among the sounds."""


class AlreadyThere(Exception):
    """Another media process has this directory."""


async def run(plan: MediaPlan, clock: Clock) -> None:
    """Until it has nothing to do any more, or is told to end. Raises AlreadyThere, and OSError without a port."""
    with _alone(plan.directory):
        doors = Doors()
        port = _bind(doors, plan)
        places = _places(plan.public or tuple(door.at[0] for door in doors.open), port)
        token = wire.token_in(plan.directory)
        control = Control(token, lambda: places, os.getpid())
        legs: Legs
        core = Core(control.tell, clock.elapsed, to_page=lambda leg, body: legs.to_page(leg, body))
        core.quality(plan.quality or None)
        legs = Legs(core, doors, control.tell, clock.elapsed)
        legs.candidates = list(places)
        recordings = plan.directory / wire.RECORDINGS
        recordings.mkdir(mode=0o700, exist_ok=True)
        orders = Orders(core, legs, control, doors, recordings)
        control.obeying = orders
        for name, duration in keeping.left_behind(recordings):
            control.tell(RecordingReady(recording=name, duration_ms=duration))
        log.info("media process", port=port, places=len(places))
        try:
            await _run(plan, clock, (control, core, legs, orders, doors))
        finally:
            legs.close()
            doors.close()


def _bind(doors: Doors, plan: MediaPlan) -> int:
    """On the port wanted, or a free one where that is taken."""
    hosts = plan.hosts or worth_telling(_addresses())
    try:
        return doors.bind(hosts, plan.port)
    except OSError:
        if not plan.port:
            raise
        log.warning("media port taken", port=plan.port)
        return doors.bind(hosts, 0)


def _addresses() -> list[str]:
    return [str(ip.ip if ip.is_IPv4 else ip.ip[0]) for adapter in ifaddr.get_adapters() for ip in adapter.ips]


Parts = tuple[Control, Core, Legs, Orders, Doors]


async def _run(plan: MediaPlan, clock: Clock, parts: Parts) -> None:
    control, core, legs, orders, doors = parts
    loop = asyncio.get_running_loop()
    doors.watch(loop.add_reader)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, orders.over.set)
    await core.keep(SAFETY, safety.music())
    core.safety(SAFETY)
    server = await _listen(plan.directory, control)
    _swift()
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(control.serve(server)),
            group.create_task(core.run()),
            group.create_task(_look(legs, orders, clock, plan.alone_for)),
        ]
        await orders.over.wait()
        (plan.directory / wire.SOCKET).unlink(missing_ok=True)  # who looks for it knows that it runs no more
        for task in running:
            task.cancel()


async def _listen(directory: Path, control: Control) -> asyncio.Server:
    """The name appears with the socket listening behind it: who finds it can speak."""
    path = directory / wire.SOCKET
    handle = os.open(directory, os.O_PATH | os.O_DIRECTORY)
    made = socket.socket(socket.AF_UNIX)
    try:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        made.bind(wire.short(path, handle))
        path.chmod(0o600)
    finally:
        os.close(handle)
    return await asyncio.start_unix_server(control.meet, sock=made, limit=1 << 20)


async def _look(legs: Legs, orders: Orders, clock: Clock, alone_for: float) -> None:
    needed = clock.elapsed()
    while True:
        await clock.sleep(LOOK_SECONDS)
        legs.look()
        if legs.there or orders.attended_now:
            needed = clock.elapsed()
        elif orders.makes_way or clock.elapsed() - needed > alone_for:
            orders.over.set()


def _places(hosts: Sequence[str], port: int) -> tuple[tuple[str, int], ...]:
    return tuple((host, port) for host in hosts)


def _swift() -> None:
    """Before others where we may; and what is here now is here to stay: the collector need not look at it."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, SWIFTER)
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH)


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One process for a directory."""
    file = os.open(directory / wire.LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyThere from None
        yield
    finally:
        os.close(file)
