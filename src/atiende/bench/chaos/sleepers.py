"""Somebody who opens the desk and never reads: what is told to him must not grow, and nobody else may notice."""

import asyncio
import base64
import os
import socket

from atiende.bench.centre import SignedIn
from atiende.bench.chaos.nodes import Nodes

TINY = 2_048
COMES_AGAIN_SECONDS = 10.0


async def sleep_over(who: SignedIn, nodes: Nodes, leave: asyncio.Event) -> None:
    """Opens one socket after the other, each with the smallest buffers there are, and reads one byte a second."""
    while not leave.is_set():
        node = nodes.any()
        try:
            await _doze(who, (node.server.host, node.server.port), leave)
        except (OSError, TimeoutError):
            await asyncio.sleep(1.0)


async def _doze(who: SignedIn, address: tuple[str, int], leave: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, TINY)
        line.setblocking(False)
        async with asyncio.timeout(COMES_AGAIN_SECONDS):
            await loop.sock_connect(line, address)
            await loop.sock_sendall(line, _opening(who, address))
            while await loop.sock_recv(line, 1):
                await asyncio.sleep(1.0)
                if leave.is_set():
                    return


def _opening(who: SignedIn, address: tuple[str, int]) -> bytes:
    """The handshake and, masked with zeros, the hello that asks for everything."""
    hello = b'{"op":"hello","since":1}'
    head = [
        "GET /api/v1/live HTTP/1.1",
        f"Host: {address[0]}:{address[1]}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        f"Cookie: atiende_session={who.token}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + bytes((0x81, 0x80 | len(hello))) + bytes(4) + hello
