"""Pictures: passed on between the legs of a call, never decoded.

A page sends its camera and its screen on a line each, and takes what others show on slots. A slot follows one line of
somebody else, in numbers of its own; it begins with a key frame, which is asked for. What a page missed it asks us for,
and we repeat it; what we miss we ask its sender for.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import islice

from atiende.voice.embedded.lines import Line, Link
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.legs import Leg
from atiende.voice.embedded.media.reception import Reception

CLOCK = 90_000
_KEPT, _REPEATED, _REPEATED_A_SECOND = 512, 64, 400
"""Packets of a slot that can be repeated; that are, at one wish; and that are in the long run."""
_KEY_EVERY = 0.5
"""Seconds between two wishes for a key frame of one line."""
_ASKED_AT_MOST, _ASK_AGAIN = 4, 0.06
_GAP = 64
"""More missing packets than this are not asked for again: a key frame is."""
_SPENT = 16
_CEILINGS = {"camera": 1_500_000, "screen": 2_500_000}
"""Bits a second."""


def is_key(payload: bytes) -> bool:
    """Whether a VP8 packet begins a key frame (RFC 7741)."""
    if len(payload) < 2 or payload[0] & 0x17 != 0x10:
        return False
    at = 1
    if payload[0] & 0x80:
        flags, at = payload[1], 2
        if flags & 0x80:
            at += 2 if at < len(payload) and payload[at] & 0x80 else 1
        at += bool(flags & 0x40) + bool(flags & 0x30)
    return at < len(payload) and not payload[at] & 1


class Picture:
    """A line of a page that sends."""

    def __init__(self, leg: str, link: Link, line: Line, sender: int) -> None:
        self.leg, self.line, self._link, self._sender = leg, line, link, sender
        self.reception = Reception(CLOCK)
        self.slots: list[Slot] = []
        self._missing: dict[int, tuple[int, float]] = {}
        self._newest = -1
        self._key_at = -1.0
        self._wants_key = False
        """As soon as it may be asked for again."""

    def take(self, packet: rtp.Packet, at: float) -> None:
        if not self.slots:
            self.reception.note(packet, at)
            self._newest = packet.seq
            return
        self._look_for_gaps(packet, at)
        self.reception.note(packet, at)
        key = is_key(packet.payload)
        self._wants_key = self._wants_key and not key
        for slot in self.slots:
            if not slot.forward(packet, key, at):
                self.want_key(at)

    def _look_for_gaps(self, packet: rtp.Packet, at: float) -> None:
        self._missing.pop(packet.seq, None)
        ahead = (packet.seq - self._newest) & 0xFFFF
        if self._newest < 0 or packet.ssrc != self.reception.ssrc:
            self._missing.clear()
        elif ahead >= 0x8000:
            return
        elif ahead > _GAP:
            self._missing.clear()
            self.want_key(at)
        elif ahead > 1:
            lost = [(self._newest + each) & 0xFFFF for each in range(1, ahead)]
            self._missing.update(dict.fromkeys(lost, (1, at)))
            self._say(rtp.nack(self._sender, packet.ssrc, lost))
        self._newest = packet.seq

    def ask_again(self, at: float) -> None:
        """For what is still missing; what was asked for often enough is given up."""
        if self._wants_key:
            self.want_key(at)
        due = [seq for seq, (_, when) in self._missing.items() if at - when >= _ASK_AGAIN]
        again = [seq for seq in due if self._missing[seq][0] < _ASKED_AT_MOST]
        if len(again) < len(due):
            self._missing.clear()
            self.want_key(at)
        elif again:
            self._missing.update({seq: (self._missing[seq][0] + 1, at) for seq in again})
            self._say(rtp.nack(self._sender, self.reception.ssrc, again))

    def want_key(self, at: float) -> None:
        self._wants_key = self._key_at >= 0 and at - self._key_at < _KEY_EVERY
        if self._wants_key:
            return
        self._key_at = at
        ssrc = self.reception.ssrc or (self.line.sources[0] if self.line.sources else 0)
        if ssrc:
            self._say(rtp.picture_loss(self._sender, ssrc))

    def allow(self) -> None:
        """Tells its sender how much may come: what the weakest of those who see it says it can take."""
        ceiling = _CEILINGS.get(self.line.kind, 0)
        told = [slot.rate for slot in self.slots if slot.rate]
        if self.slots and self.reception.ssrc:
            self._say(rtp.bitrate(self._sender, self.reception.ssrc, max(100_000, min([ceiling, *told]))))

    def _say(self, packet: bytes) -> None:
        self._link.send(rtp.receiver_report(self._sender, []) + packet)


class Slot:
    """A line of a page that only takes."""

    def __init__(self, link: Link, line: Line) -> None:
        self.line, self._link = line, link
        self.of: Picture | None = None
        self.rate = 0
        """Bits a second its page says it can take; 0: it said nothing."""
        self.packets = self.octets = 0
        self._waits = True
        self._from = -1
        self._seq, self._ts, self._at = line.ssrc & 0x7FFF, line.ssrc & 0x7FFFFFFF, -1.0
        self._seq_off = self._ts_off = 0
        self._first = 0
        self._sent: OrderedDict[int, bytes] = OrderedDict()
        self._repeats, self._repeated_at = float(_KEPT), 0.0

    def goes_on(self, before: "Slot") -> None:
        """In its numbers: the connection is the same, and what was sent may still be asked for."""
        self._seq, self._ts, self._at, self._sent = before._seq, before._ts, before._at, before._sent
        self.packets, self.octets, self.rate = before.packets, before.octets, before.rate

    def follow(self, picture: "Picture | None") -> None:
        if self.of is not None:
            self.of.slots.remove(self)
        self.of = picture
        self._waits, self._from = True, -1
        if picture is not None:
            picture.slots.append(self)

    def forward(self, packet: rtp.Packet, key: bool, at: float) -> bool:
        """False: it waits for a key frame."""
        if self._waits or packet.ssrc != self._from:
            if not key:
                return False
            self._waits, self._from, self._first = False, packet.ssrc, packet.seq
            self._seq_off = self._seq + 1 - packet.seq
            step = CLOCK // 30 if self._at < 0 else max(1, int((at - self._at) * CLOCK))
            self._ts_off = self._ts + step - packet.ts
        seq, ts = (packet.seq + self._seq_off) & 0xFFFF, (packet.ts + self._ts_off) & 0xFFFFFFFF
        if (seq - self._seq) & 0xFFFF < 0x8000:
            self._seq, self._ts, self._at = seq, ts, at
            if (packet.seq - self._first) & 0xFFFF > 0x4000:
                self._first = (packet.seq - 0x2000) & 0xFFFF
        elif (packet.seq - self._first) & 0xFFFF >= 0x8000:
            return True
        self._send(seq, rtp.written(self.line.payload, seq, ts, self.line.ssrc, packet.payload, packet.marker))
        return True

    def _send(self, seq: int, raw: bytes) -> None:
        self._sent[seq] = raw
        self._sent.move_to_end(seq)
        if len(self._sent) > _KEPT:
            self._sent.popitem(last=False)
        self.packets += 1
        self.octets += len(raw) - rtp.HEADER
        self._link.send(raw)

    def repeat(self, seqs: Iterable[int], at: float) -> None:
        """A wish is small and what it asks for is large: only so much of it is granted."""
        self._repeats = min(_KEPT, self._repeats + (at - self._repeated_at) * _REPEATED_A_SECOND)
        self._repeated_at = at
        for seq in islice(seqs, min(_REPEATED, int(self._repeats))):
            raw = self._sent.get(seq)
            if raw is not None:
                self._repeats -= 1
                self._link.send(raw)

    def report(self, now: float) -> bytes:
        if not self.packets or self.of is None:
            return b""
        ts = self._ts + int((now - self._at) * CLOCK)
        return rtp.sender_report(self.line.ssrc, rtp.ntp_of(now), ts, self.packets, self.octets)


class Pictures:
    """All lines with pictures of one connection. `before`: the same connection's, until its page offered again."""

    def __init__(self, leg: str, link: Link, lines: Sequence[Line], before: "Pictures | None" = None) -> None:
        sender = next((line.ssrc for line in lines if line.kind == "audio"), 1)
        self.sent = {line.kind: Picture(leg, link, line, sender) for line in lines if line.kind in _CEILINGS}
        self.slots = [Slot(link, line) for line in lines if line.kind == "slot"]
        self._by_source = {ssrc: one for one in self.sent.values() for ssrc in one.line.sources}
        self._by_slot = {slot.line.ssrc: slot for slot in self.slots}
        self._spent: dict[int, Slot] = {}
        """Slots of before that are none now; they may be again, and go on in their numbers then."""
        if before is not None:
            self._goes_on(before)

    def _goes_on(self, before: "Pictures") -> None:
        """A page names its lines in its first packets only."""
        former = before._spent | before._by_slot
        for ssrc in self._by_slot.keys() & former.keys():
            self._by_slot[ssrc].goes_on(former[ssrc])
        spent = [ssrc for ssrc in former if ssrc not in self._by_slot]
        self._spent = {ssrc: former[ssrc] for ssrc in spent[-_SPENT:]}
        for ssrc, one in before._by_source.items():
            same = self.sent.get(one.line.kind)
            if same is not None and same.line.mid == one.line.mid:
                self._by_source.setdefault(ssrc, same)
                same.reception = one.reception

    def take(self, packet: rtp.Packet, at: float) -> None:
        """A packet that is no sound."""
        picture = self._by_source.get(packet.ssrc) or self._named(packet)
        if picture is not None and packet.payload_type == picture.line.payload:
            picture.take(packet, at)

    def _named(self, packet: rtp.Packet) -> Picture | None:
        """By the name of its line, which its first packets carry."""
        for picture in self.sent.values():
            if picture.line.mid_header:
                said = rtp.header(packet, picture.line.mid_header)
                if said and said == picture.line.mid.encode() and len(self._by_source) < 16:
                    self._by_source[packet.ssrc] = picture
                    return picture
        return None

    def heard(self, said: rtp.Said, at: float) -> None:
        """What the page says by RTCP of what it gets."""
        slot = self._by_slot.get(said.media)
        if slot is None:
            return
        if said.kind == "nack":
            slot.repeat(said.seqs, at)
        elif said.kind == "key" and slot.of is not None:
            slot.of.want_key(at)

    def receptions(self) -> list[Reception]:
        return [one.reception for one in self.sent.values()]

    def close(self) -> None:
        """Nobody sees it any more, and it sees nobody."""
        for slot in self.slots:
            slot.follow(None)
        for picture in self.sent.values():
            for slot in list(picture.slots):
                slot.follow(None)


def arrange(leg: Leg, mine: Pictures, shown: Sequence[tuple[Leg, Pictures]], at: float) -> list[dict[str, str]] | None:
    """Fills its slots with what these legs show; what it says to its page when anything changed, else None."""
    wanted: list[Picture] = []
    for other, pictures in shown:
        kinds = (("camera", other.media.video), ("screen", other.media.screen))
        wanted += [pictures.sent[kind] for kind, on in kinds if on and kind in pictures.sent]
    wanted = wanted[: len(mine.slots)]
    changed = False
    for slot in mine.slots:
        if slot.of is not None and slot.of not in wanted:
            slot.follow(None)
            changed = True
    followed = [slot.of for slot in mine.slots]
    free = [slot for slot in mine.slots if slot.of is None]
    for picture, slot in zip([each for each in wanted if each not in followed], free, strict=False):
        slot.follow(picture)
        picture.want_key(at)
        changed = True
    if not changed:
        return None
    taken = [(slot, slot.of) for slot in mine.slots if slot.of is not None]
    return [{"mid": slot.line.mid, "leg": of.leg, "kind": of.line.kind} for slot, of in taken]
