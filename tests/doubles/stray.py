"""What stands around one connection when only it is looked at: a door without a socket, an owner who counts."""

from collections.abc import Sequence

from atiende.domain.voice import Media
from atiende.voice.embedded.connection import Connection
from atiende.voice.embedded.dtls import Certificate
from atiende.voice.embedded.lines import Line, Link

OURS = Certificate()
"""The media process's."""


class HereIsADoor:
    def __init__(self) -> None:
        self.sent: list[tuple[bytes, tuple[str, int]]] = []

    def send(self, data: bytes, where: tuple[str, int]) -> None:
        self.sent.append((data, where))

    def taken(self, *, keys: bool) -> list[bytes]:
        """What was sent of the handshake, once."""
        found = [data for data, _ in self.sent if (19 < data[0] < 64) == keys]
        self.sent = [one for one in self.sent if (19 < one[0][0] < 64) != keys]
        return found


class Whole:
    """The leg of a connection."""

    def __init__(self) -> None:
        self.heard_of: list[bytes] = []
        self.broke = False

    def connected(self, connection: Connection) -> None: ...

    def broken(self, connection: Connection) -> None:
        self.broke = True

    def heard(self, connection: Connection, packet: bytes, *, control: bool) -> None:
        self.heard_of.append(packet)


class NoCore:
    """Sound is of no interest."""

    def join(self, leg: str) -> None: ...
    def leave(self, leg: str) -> None: ...
    def connect(self, leg: str, link: Link, lines: Sequence[Line]) -> None: ...
    def disconnect(self, leg: str) -> None: ...
    def rtp_in(self, leg: str, packet: bytes, at: float) -> None: ...
    def rtcp_in(self, leg: str, packet: bytes) -> None: ...
    def pressed(self, leg: str, digits: str) -> None: ...
    def show(self, leg: str, media: Media) -> None: ...


def offer_of(fingerprint: str, mid: str = "0", more: str = "") -> str:
    """A page's, with sound on one line. `more`: the name of a line for pictures."""
    head = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    around = ["a=ice-ufrag:page", "a=ice-pwd:" + "w" * 24, f"a=fingerprint:sha-256 {fingerprint}", "a=setup:actpass"]
    audio = ["m=audio 9 UDP/TLS/RTP/SAVPF 111", f"a=mid:{mid}", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2", *around]
    video = ["m=video 9 UDP/TLS/RTP/SAVPF 96", f"a=mid:{more}", "a=rtcp-mux", "a=rtpmap:96 VP8/90000", *around]
    return "\r\n".join([*head, *audio, *(video if more else [])]) + "\r\n"
