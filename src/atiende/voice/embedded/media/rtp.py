"""RTP and RTCP packets, read and written (RFC 3550, 4585, 5104, 8285). The malformed reads as None or is left out."""

import struct
from collections.abc import Iterator, Sequence

from msgspec import Struct

HEADER = 12
SENDER_REPORT, RECEIVER_REPORT, DESCRIPTION, BYE, TRANSPORT_FEEDBACK, PAYLOAD_FEEDBACK = 200, 201, 202, 203, 205, 206
_NACK, _PLI, _FIR, _REMB = 1, 1, 4, 15
_FULL = struct.Struct("!BBHII")
_BLOCK = struct.Struct("!IIIIII")
NTP_EPOCH = 2_208_988_800
_ONE_BYTE = 0xBEDE


class Packet(Struct, frozen=True):
    """One RTP packet; `start`: where its payload begins in `raw` (its padding still behind it)."""

    raw: bytes
    start: int
    payload_type: int
    marker: bool
    seq: int
    ts: int
    ssrc: int

    @property
    def payload(self) -> bytes:
        """Without padding."""
        end = len(self.raw)
        if self.raw[0] & 0x20:
            end -= self.raw[-1]
        return self.raw[self.start : end] if end > self.start else b""


def read(raw: bytes) -> Packet | None:
    """None for what is no RTP."""
    if len(raw) < HEADER or raw[0] >> 6 != 2:
        return None
    first, second, seq, ts, ssrc = _FULL.unpack_from(raw)
    start = HEADER + 4 * (first & 0x0F)
    if first & 0x10:
        if len(raw) < start + 4:
            return None
        start += 4 + 4 * int.from_bytes(raw[start + 2 : start + 4])
    if len(raw) < start:
        return None
    return Packet(raw, start, second & 0x7F, second > 127, seq, ts, ssrc)


def header(packet: Packet, wanted: int) -> bytes:
    """What the header extension with this id says (RFC 8285, one-byte form); empty when it is not there."""
    raw = packet.raw
    at = HEADER + 4 * (raw[0] & 0x0F)
    if not raw[0] & 0x10 or int.from_bytes(raw[at : at + 2]) != _ONE_BYTE:
        return b""
    at += 4
    while at < packet.start:
        head = raw[at]
        size = (head & 0x0F) + 1
        if head >> 4 == wanted:
            return raw[at + 1 : min(at + 1 + size, packet.start)]
        at += 1 if head == 0 else 1 + size
    return b""


def written(payload_type: int, seq: int, ts: int, ssrc: int, payload: bytes, marker: bool = False) -> bytes:
    """A packet with no extension."""
    second = payload_type | (0x80 if marker else 0)
    return _FULL.pack(0x80, second, seq & 0xFFFF, ts & 0xFFFFFFFF, ssrc) + payload


class Report(Struct, frozen=True):
    """What somebody says of a stream he receives. `lost`: 1/256 since his last one; `jitter` in its clock; `sent`,
    `delay`: the middle of our last report's NTP time, and how long ago he had it, in 1/65536 s."""

    ssrc: int
    lost: int
    total: int
    highest: int
    jitter: int
    sent: int
    delay: int


class Said(Struct, frozen=True):
    """One part of a compound RTCP packet, as far as we act on it."""

    kind: str
    sender: int = 0
    ntp: int = 0
    ts: int = 0
    reports: tuple[Report, ...] = ()
    media: int = 0
    seqs: tuple[int, ...] = ()
    bitrate: int = 0


def said(raw: bytes) -> Iterator[Said]:
    """Its parts in order, until one is malformed."""
    at = 0
    while at + 8 <= len(raw):
        first, kind, words = raw[at], raw[at + 1], int.from_bytes(raw[at + 2 : at + 4])
        end = at + 4 * (words + 1)
        if first >> 6 != 2 or end > len(raw):
            return
        part = _part(kind, first & 0x1F, raw[at + 4 : end])
        if part is not None:
            yield part
        at = end


def _part(kind: int, count: int, body: bytes) -> Said | None:
    if len(body) < 4:
        return None
    sender = int.from_bytes(body[:4])
    if kind == SENDER_REPORT and len(body) >= 24:
        ntp, ts = struct.unpack_from("!QI", body, 4)
        return Said("sender", sender, ntp=ntp, ts=ts, reports=_reports(body[24:], count))
    if kind == RECEIVER_REPORT:
        return Said("receiver", sender, reports=_reports(body[4:], count))
    if kind == BYE:
        return Said("bye", sender)
    if kind in (TRANSPORT_FEEDBACK, PAYLOAD_FEEDBACK) and len(body) >= 8:
        return _feedback(kind, count, sender, body)
    return None


def _reports(body: bytes, count: int) -> tuple[Report, ...]:
    found = []
    for number in range(min(count, len(body) // 24)):
        ssrc, lost, highest, jitter, sent, delay = _BLOCK.unpack_from(body, 24 * number)
        total = lost & 0xFFFFFF
        found.append(Report(ssrc, lost >> 24, total - (total >> 23 << 24), highest, jitter, sent, delay))
    return tuple(found)


def _feedback(kind: int, form: int, sender: int, body: bytes) -> Said | None:
    media = int.from_bytes(body[4:8])
    if kind == TRANSPORT_FEEDBACK:
        return Said("nack", sender, media=media, seqs=_missed(body[8:])) if form == _NACK else None
    if form == _PLI:
        return Said("key", sender, media=media)
    if form == _FIR and len(body) >= 16:
        return Said("key", sender, media=int.from_bytes(body[8:12]))
    if form == _REMB and len(body) >= 16 and body[8:12] == b"REMB":
        rate = (int.from_bytes(body[13:16]) & 0x3FFFF) << (body[13] >> 2)
        return Said("rate", sender, media=media, bitrate=rate)
    return None


def _missed(body: bytes) -> tuple[int, ...]:
    seqs = []
    for at in range(0, len(body) - 3, 4):
        seq, mask = struct.unpack_from("!HH", body, at)
        seqs.append(seq)
        seqs += [(seq + 1 + bit) & 0xFFFF for bit in range(16) if mask >> bit & 1]
    return tuple(seqs)


# --- written ----------------------------------------------------------------------------------------------------------


def _framed(count: int, kind: int, body: bytes) -> bytes:
    return struct.pack("!BBH", 0x80 | count, kind, len(body) // 4) + body


def ntp_of(seconds: float) -> int:
    """64 bits of seconds since 1900; only differences matter to those who read them."""
    return int((seconds + NTP_EPOCH) * (1 << 32)) & 0xFFFFFFFFFFFFFFFF


def sender_report(ssrc: int, ntp: int, ts: int, packets: int, octets: int) -> bytes:
    body = struct.pack("!IQIII", ssrc, ntp, ts & 0xFFFFFFFF, packets & 0xFFFFFFFF, octets & 0xFFFFFFFF)
    return _framed(0, SENDER_REPORT, body)


def receiver_report(ssrc: int, reports: Sequence[Report]) -> bytes:
    blocks = b"".join(
        _BLOCK.pack(
            one.ssrc,
            (min(255, max(0, one.lost)) << 24) | (max(-0x800000, min(0x7FFFFF, one.total)) & 0xFFFFFF),
            one.highest & 0xFFFFFFFF,
            min(one.jitter, 0xFFFFFFFF),
            one.sent,
            one.delay & 0xFFFFFFFF,
        )
        for one in reports
    )
    return _framed(len(reports), RECEIVER_REPORT, ssrc.to_bytes(4) + blocks)


def description(ssrc: int, name: str) -> bytes:
    """The canonical name that ties the streams of one source together."""
    text = name.encode()[:255]
    body = ssrc.to_bytes(4) + bytes((1, len(text))) + text
    return _framed(1, DESCRIPTION, body + bytes(4 - len(body) % 4))


def picture_loss(sender: int, media: int) -> bytes:
    """Asks for a key frame."""
    return _framed(_PLI, PAYLOAD_FEEDBACK, struct.pack("!II", sender, media))


def nack(sender: int, media: int, seqs: Sequence[int]) -> bytes:
    """Asks for these again. `seqs` in order."""
    words: list[bytes] = []
    left = list(seqs)
    while left:
        first, mask, rest = left[0], 0, []
        for seq in left[1:]:
            gap = (seq - first) & 0xFFFF
            if 1 <= gap <= 16:
                mask |= 1 << (gap - 1)
            else:
                rest.append(seq)
        words.append(struct.pack("!HH", first, mask))
        left = rest
    return _framed(_NACK, TRANSPORT_FEEDBACK, struct.pack("!II", sender, media) + b"".join(words))


def bitrate(sender: int, media: int, bits: int) -> bytes:
    """How much the sender of `media` may send, in bits a second (REMB)."""
    exponent = max(0, bits.bit_length() - 18)
    rate = ((exponent << 18) | (bits >> exponent)).to_bytes(3)
    return _framed(_REMB, PAYLOAD_FEEDBACK, struct.pack("!II4sB3sI", sender, 0, b"REMB", 1, rate, media))
