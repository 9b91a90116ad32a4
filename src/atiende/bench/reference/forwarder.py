"""A bare UDP forwarder: what comes from one address of a pair goes to the other as it is. No keys, no call, no clock.

Run as `python -m atiende.bench.reference.forwarder PORT`. An address says with whom it is paired by sending the number
of its pair alone, as text; the first two of a number are a pair.
"""

import asyncio
import socket
import sys

Where = tuple[str, int]


async def forward(port: int) -> None:
    """Until it is killed."""
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for which in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        door.setsockopt(socket.SOL_SOCKET, which, 4_000_000)
    door.setblocking(False)
    door.bind(("127.0.0.1", port))
    other: dict[Where, Where] = {}
    first: dict[bytes, Where] = {}

    def drain() -> None:
        take, send = door.recvfrom, door.sendto
        for _ in range(128):
            try:
                data, where = take(2048)
            except BlockingIOError:
                return
            to = other.get(where)
            if to is not None:
                send(data, to)
            elif data not in first:
                first[data] = where
            elif first[data] != where:
                other[where], other[first[data]] = first[data], where

    asyncio.get_running_loop().add_reader(door.fileno(), drain)
    await asyncio.Event().wait()


if __name__ == "__main__":
    import uvloop

    uvloop.run(forward(int(sys.argv[1])))
