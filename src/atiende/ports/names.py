"""Addresses of names, looked up beside everything else: a name server that does not answer must not take the threads
that mails and files need, and many questions for one name are one question."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 8
Found = Sequence[str]
_threads = ThreadPoolExecutor(AT_ONCE, "names")
_under_way: dict[tuple[str, int], "asyncio.Future[Found]"] = {}


async def resolve(host: str, port: int) -> Found:
    """The addresses of a name, by the system's resolver. Raises OSError."""
    asked = _under_way.get((host, port))
    if asked is None or asked.get_loop() is not asyncio.get_running_loop():
        asked = asyncio.get_running_loop().run_in_executor(_threads, _look_up, host, port)
        _under_way[host, port] = asked
        asked.add_done_callback(lambda _: _under_way.pop((host, port), None))
    return await asyncio.shield(asked)


def _look_up(host: str, port: int) -> Found:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
