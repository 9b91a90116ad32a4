"""How well one stream arrives: loss, jitter and what a receiver report says of it (RFC 3550, appendix A)."""

from atiende.voice.embedded.media.rtp import Packet, Report

_FAR = 3000
"""A jump of sequence numbers that is no loss but a source that began anew."""


class Reception:
    """Fed with each packet as it arrives, in whatever order."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self.ssrc = 0
        self.highest = -1
        """Sequence number with its rounds."""
        self._first = 0
        self._received = 0
        self._jitter = 0.0
        self._transit: float | None = None
        self._expected_then = self._received_then = 0
        self._sent = 0
        self._sent_at = 0.0
        self.loss_pct = 0.0
        """Between the last two reports."""

    def note(self, packet: Packet, at: float) -> None:
        if packet.ssrc != self.ssrc or self.highest < 0:
            self._begin(packet)
        extended = self.highest + ((packet.seq - self.highest + 0x8000) & 0xFFFF) - 0x8000
        if abs(extended - self.highest) > _FAR:
            self._begin(packet)
            extended = self.highest
        self.highest = max(self.highest, extended)
        self._received += 1
        transit = at * self._rate - packet.ts
        if self._transit is not None:
            change = abs(transit - self._transit)
            if change < self._rate:
                self._jitter += (change - self._jitter) / 16
        self._transit = transit

    def _begin(self, packet: Packet) -> None:
        self.ssrc, self.highest, self._first = packet.ssrc, packet.seq, packet.seq
        self._received = self._expected_then = self._received_then = 0
        self._transit = None

    def sender_said(self, ntp: int, at: float) -> None:
        """A sender report came: the next receiver report answers it, so that the sender learns the round trip."""
        self._sent, self._sent_at = (ntp >> 16) & 0xFFFFFFFF, at

    @property
    def jitter_ms(self) -> float:
        return self._jitter * 1000 / self._rate

    def report(self, now: float, heard_further: float = 0.0) -> Report | None:
        """Of the time since the last one; None while nothing has come. `heard_further`: percent lost behind us, where
        we pass its packets on: its sender is the only one who can repeat more."""
        if self.highest < 0:
            return None
        expected = self.highest - self._first + 1
        due, came = expected - self._expected_then, self._received - self._received_then
        self._expected_then, self._received_then = expected, self._received
        self.loss_pct = max(0.0, 100 * (due - came) / due) if due > 0 else 0.0
        share = int(max(self.loss_pct, heard_further) * 256 / 100)
        delay = int((now - self._sent_at) * 65536) if self._sent else 0
        return Report(
            self.ssrc, min(share, 255), expected - self._received, self.highest, int(self._jitter), self._sent, delay
        )
