"""A client that never ends its request is hung up on; one that only pauses between requests is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from atiende.api.patience import PatientHttp
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(30)]


class Impatient(PatientHttp):
    """The same with a test's patience."""

    head_seconds = 0.3
    body_seconds = 0.6


class Endless(PatientHttp):
    """Negative control: what a server without any patience to lose does."""

    def _wait(self, seconds: float) -> None:
        return


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(body)(scope, receive, send)


@asynccontextmanager
async def serving(http: type[PatientHttp]) -> AsyncIterator[int]:
    config = uvicorn.Config(echo, port=0, http=http, loop="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield int(server.servers[0].sockets[0].getsockname()[1])
        finally:
            server.should_exit = True


async def hung_up(port: int, begins: bytes, within: float) -> bool:
    """Whether the server ends a connection on which only this is ever sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begins)
    try:
        async with asyncio.timeout(within):
            await reader.read()
            return True
    except TimeoutError:
        return False
    finally:
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


STUCK = (
    b"",
    b"GET / HT",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost",
)


async def test_a_request_that_never_ends_is_hung_up_on() -> None:
    async with serving(Impatient) as port:
        for begins in STUCK:
            assert await hung_up(port, begins, PATIENCE), begins


async def test_without_the_bound_it_would_hold_its_connection_for_ever() -> None:
    async with serving(Endless) as port:
        assert not await hung_up(port, STUCK[2], 1)


async def test_a_pause_between_two_requests_costs_nothing() -> None:
    async with serving(Impatient) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nhola")
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200") and await reader.readexactly(4) == b"hola"
            await asyncio.sleep(1.0)
        writer.close()
        await writer.wait_closed()
