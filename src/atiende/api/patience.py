"""HTTP connections that do not get on with it: bounded in time and in the size of what comes before the body."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 64 * 1024
"""Bytes of request line and headers, beyond those of the piece they began in."""
TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/problem+json\r\n"
    b"Connection: close\r\nContent-Length: 104\r\n\r\n"
    b'{"title":"Too large","status":431,"code":"too_large","detail":"The headers are too large.","params":{}}\n'
)


class PatientHttp(HttpToolsProtocol):
    """uvicorn's protocol, for clients that may be slow on purpose."""

    head_seconds = 20.0
    """From the connection, or the first byte of a further request, to the end of its headers."""
    body_seconds = 300.0
    """From there to the end of its body: the largest upload over a slow line takes less."""

    _timer: asyncio.TimerHandle | None = None
    _in_head = False
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait(0)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        going_on = self._in_head
        super().data_received(data)
        if going_on and self._in_head:
            self._head += len(data)
            if self._head > MOST_HEAD and not self.transport.is_closing():
                self.transport.write(TOO_LONG)
                self.transport.close()

    def on_message_begin(self) -> None:
        self._in_head, self._head = True, 0
        self._wait(self.head_seconds)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._wait(self.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._wait(0)
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._wait(0)
        super().handle_websocket_upgrade()

    def _wait(self, seconds: float) -> None:
        """Hangs up after so long, unless told otherwise before; 0: waits for ever."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.close) if seconds else None
