"""WebSockets as uvicorn speaks them, with a short way out and no halt after every message that comes in.

A frame for many sockets is framed once and written to each transport, past Starlette and the layers around it, as long
as the line is free; a reader that does not keep up is left to his outbox and its bounds. The ASGI way stays for
everything else: the handshake, what comes in, closing. See docs/decisions/0020.
"""

from collections.abc import Callable

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "atiende.line"
"""Under which a connection's scope has its protocol."""
SHORT, LONG = 126, 65_536
"""Lengths from which the header of a frame needs two, and eight, more bytes (RFC 6455, 5.2)."""
EIGHT = 127
TEXT, FIN, MASKED, CONTROL = 0x81, 0x80, 0x80, 8
SWITCHING, INVALID_TEXT = 101, 1007
MOST_UNREAD, LARGE = 8, 4096
"""Messages that wait for the application before no more is read from the line; a large one is let in alone."""


def framed(text: bytes) -> bytes:
    """A whole text frame of a server: not masked, not compressed."""
    size = len(text)
    if size < SHORT:
        return b"%c%c%b" % (TEXT, size, text)
    if size < LONG:
        return b"%c\x7e%b%b" % (TEXT, size.to_bytes(2, "big"), text)
    return b"%c\x7f%b%b" % (TEXT, size.to_bytes(8, "big"), text)


def _measured(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of a client's frame begins and ends (RFC 6455, 5.2); None: its header has not all come."""
    more = {SHORT: 2, EIGHT: 8}.get(data[at + 1] & 0x7F, 0) if len(data) > at + 1 else 0
    begins = at + 2 + more + 4
    if len(data) < begins:
        return None
    length = int.from_bytes(data[at + 2 : at + 2 + more], "big") if more else data[at + 1] & 0x7F
    return begins, begins + length


def _unmasked(data: bytes, begins: int, ends: int) -> bytes:
    size = ends - begins
    mask = (data[begins - 4 : begins] * (size // 4 + 1))[:size]
    return (int.from_bytes(data[begins:ends], "little") ^ int.from_bytes(mask, "little")).to_bytes(size, "little")


class LeanSocket(WebSocketsSansIOProtocol):
    """One connection."""

    _last: tuple[bytes, bytes] = (b"", b"")
    """The text last written to any socket, and its frame."""
    _free = True
    _rest = b""
    """Of a frame that has not come whole."""
    _passing = 0
    """Bytes of a large frame that are still to come."""
    _pieces = False
    """A message in pieces has begun and not ended."""
    _ours = False
    """Frames are told apart here, from the handshake on."""

    def write_text(self, text: bytes) -> bool:
        """Writes a text frame at once; False: the line is full or closing, and nothing was written."""
        if not self._free or self.close_sent or not self.handshake_complete or self.transport.is_closing():
            return False
        last, frame = LeanSocket._last
        if last is not text:
            frame = framed(text)
            LeanSocket._last = (text, frame)
        self.transport.write(frame)
        return True

    def pause_writing(self) -> None:
        self._free = False
        super().pause_writing()

    def resume_writing(self) -> None:
        self._free = True
        super().resume_writing()

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == SWITCHING:  # the application's task has not begun yet
            self.scope["extensions"][EXTENSION] = {"write": self.write_text, "abort": self.transport.abort}

    def data_received(self, data: bytes) -> None:
        """Short whole texts, which is nearly all that comes, are read here; everything else is websockets'."""
        data, self._rest = self._rest + data, b""
        if self.handshake_complete and self._ours:
            self._read(data)
        else:  # the request, alone: who sends more before he was answered is read by websockets for ever
            self._ours = not self.handshake_initiated and data.endswith(b"\r\n\r\n")
            super().data_received(data)

    def _read(self, data: bytes) -> None:
        at = 0
        while at < len(data) and not self.transport.is_closing():
            if not self._passing:
                found = _measured(data, at)
                if found is None or (self._is_short(data, at, found) and found[1] > len(data)):
                    self._rest = data[at:]
                    return
                begins, ends = found
                if self._is_short(data, at, found):
                    self._hear(_unmasked(data, begins, ends))
                    at = ends
                    continue
                self._passing = ends - at
                if data[at] & 0x0F < CONTROL:
                    self._pieces = data[at] < FIN
            passed = data[at : at + self._passing]
            self._passing -= len(passed)
            at += len(passed)
            super().data_received(passed)

    def _is_short(self, data: bytes, at: int, found: tuple[int, int]) -> bool:
        plain = data[at] == TEXT and data[at + 1] >= MASKED and not self._pieces and not self.close_sent
        return plain and found[1] - found[0] < LARGE

    def _hear(self, text: bytes) -> None:
        self.curr_msg_data_type, self.frames = "text", [text]
        self.send_receive_event_to_app()

    def send_receive_event_to_app(self) -> None:
        """What came is read by the application before much more is let in: uvicorn stops the line for every message,
        which costs more than most messages."""
        if self.close_sent or self.curr_msg_data_type != "text" or len(self.frames) != 1:
            super().send_receive_event_to_app()
            return
        data, self.frames = self.frames[0], []
        try:
            self.queue.put_nowait({"type": "websocket.receive", "text": data.decode()})
        except UnicodeDecodeError:
            self.conn.send_close(INVALID_TEXT)
            self.handle_parser_exception()
            return
        if not self.read_paused and (len(data) >= LARGE or self.queue.qsize() >= MOST_UNREAD):
            self.read_paused = True
            self.transport.pause_reading()


def cut_off(socket: WebSocket) -> Callable[[], None] | None:
    """Ends the connection at once, whatever is still unsent, if the server can."""
    found = socket.scope.get("extensions", {}).get(EXTENSION)
    abort: Callable[[], None] | None = found["abort"] if found else None
    return abort


def short_way(socket: WebSocket) -> Callable[[bytes], bool] | None:
    """Writes a frame at once, if the server can."""
    found = socket.scope.get("extensions", {}).get(EXTENSION)
    write: Callable[[bytes], bool] | None = found["write"] if found else None
    return write
