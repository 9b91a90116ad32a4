"""What a page's offer and our answer agreed on: the streams of one connection, as the media core needs to know them."""

from typing import Literal, Protocol

from msgspec import Struct

Kind = Literal["audio", "camera", "screen", "slot"]
"""`slot`: the page only receives there what others show."""


class Line(Struct, frozen=True, kw_only=True):
    """One m-line. `payload`: both ways the number of its codec (Opus or VP8); `ssrc`: of what we send."""

    mid: str
    kind: Kind
    payload: int
    ssrc: int
    events: int = 0
    """Payload type of telephone events, clocked as the Opus beside them; 0: the page speaks none."""
    sources: tuple[int, ...] = ()
    """SSRCs the page said it sends on it; empty: the mid header tells, or the payload where only one line has it."""
    mid_header: int = 0
    """Id of the RTP header extension that names the m-line; 0: none was agreed on."""
    sends: bool = True
    """The page sends on it."""
    hears: bool = True
    """The page takes what we send on it."""


class Link(Protocol):
    """One connection to a page, as the media core sees it: plain RTP goes in, what leaves is encrypted by the link."""

    def send(self, packet: bytes) -> None:
        """RTP or RTCP. Never raises, never waits: a connection that is broken drops it."""
        ...
