"""The two parts of an offer by themselves: a durable commit of a few rows, and the echo of a bare socket.

Run as `python -m atiende.bench.reference.parts PORT`: a bare Starlette process that echoes what sockets say.
`commits` writes to a SQLite file of its own, WAL and FULL as a careful server would, at a rate.
"""

import asyncio
import sqlite3
import sys
import time
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

ROWS = 8
"""Facts and records of one offer, more or less."""
ROW = "x" * 300


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        return


def commits(directory: Path, rate: float, seconds: float) -> list[float]:
    """Milliseconds of each commit."""
    connection = sqlite3.connect(directory / "parts.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body TEXT)")
    took, began = list[float](), time.perf_counter()
    for number in range(int(rate * seconds)):
        time.sleep(max(0.0, began + number / rate - time.perf_counter()))
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO rows (body) VALUES (?)", [(ROW,)] * ROWS)
        connection.execute("COMMIT")
        took.append((time.perf_counter() - start) * 1000)
    connection.close()
    return took


def main() -> None:
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/echo", echo)]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        lifespan="off",
    )
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
