"""A node under way: its web server and reactors until a signal, then the drain."""

import asyncio
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator

import structlog
import uvicorn
from fastapi import FastAPI

from atiende.api.lean_socket import LeanSocket
from atiende.api.patience import PatientHttp
from atiende.joining import address
from atiende.ports.desk import Desk
from atiende.reactors.centre import Centre
from atiende.reactors.leases import LeaseKeeper
from atiende.settings import Settings
from atiende.wiring import Node, open_node

log = structlog.get_logger()
DRAIN_SECONDS = 5
"""How long calls and sockets have to end; messages on their way out, what is applied and timers too."""


class OwnSignals(uvicorn.Server):
    """Signals are ours: draining comes before stopping."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


SWITCH_SECONDS = 0.0005
"""How long the event loop may keep the interpreter from the thread that commits, and it from the loop: with Python's
own 5 ms each statement of a commit would wait as long on a busy node."""


async def serve(settings: Settings, ready: Callable[[Node, int], Awaitable[None]]) -> None:
    """Runs until SIGINT or SIGTERM, then drains: sockets are told to go, what is under way ends."""
    sys.setswitchinterval(SWITCH_SECONDS)
    async with open_node(settings) as node:
        listening = _listen(settings.host, settings.port)
        if isinstance(node.desk.leases, LeaseKeeper):
            node.desk.leases.moved_to(address(settings.host, listening.getsockname()[1]))
        server = OwnSignals(_config(node.app))
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        async with asyncio.TaskGroup() as group:
            reactors = group.create_task(node.centre.run())
            web = group.create_task(server.serve(sockets=[listening]))
            mail = group.create_task(node.mail.run()) if node.mail else None
            group.create_task(_announce(server, node, listening, ready))
            stopped = group.create_task(stop.wait())
            await asyncio.wait({stopped, web, reactors}, return_when=asyncio.FIRST_COMPLETED)
            node.app.state.centre.draining = True
            handing = group.create_task(hand_over(node.desk, node.centre))
            node.live.drain()
            server.should_exit = True
            await web
            await handing  # or a message on its way would be cut off as soon as the last caller has gone
            if mail is not None:
                mail.cancel()
            reactors.cancel()
            stopped.cancel()


async def hand_over(desk: Desk, centre: Centre) -> None:
    """No new work from now on; what is under way ends, and then others may have it."""
    leases = desk.leases
    if isinstance(leases, LeaseKeeper):
        await leases.drain()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            await centre.finish()
    if isinstance(leases, LeaseKeeper):
        await leases.hand_over()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((host, port))
    made.listen(2048)
    made.set_inheritable(True)
    return made


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="none",
        http=PatientHttp,
        ws=LeanSocket,
        ws_max_size=1_000_000,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        lifespan="off",
    )


async def _announce(
    server: uvicorn.Server, node: Node, listening: socket.socket, ready: Callable[[Node, int], Awaitable[None]]
) -> None:
    while not server.started:
        await node.desk.clock.sleep(0.01)
    # Long-lived objects leave the collector's sight; the rest is looked at less often (limits.md).
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    await ready(node, listening.getsockname()[1])
