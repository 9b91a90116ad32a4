"""What is said about the packets: reports both ways (RTCP), and how each leg is heard, every two seconds."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from atiende.domain.voice import AnyEvent, LegQuality, MachineDetected
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.legs import Leg, level_of
from atiende.voice.embedded.media.opus import FRAME, Decoder, samples_of
from atiende.voice.embedded.media.reception import Reception
from atiende.voice.embedded.media.rooms import Rooms
from atiende.voice.embedded.media.video import Pictures

EVERY = 100
"""Ticks between two reports of a leg; legs take turns."""
_FIRST = 10
_ASK_EVERY = 2
_SAMPLED = 16
"""Of the packets that are only passed on, one in so many is listened to for its level."""


def tick(
    rooms: Rooms,
    pictures: Mapping[str, Pictures],
    number: int,
    at: float,
    tell: Callable[[AnyEvent], None],
) -> None:
    """Reports and questions that are due."""
    for leg in list(rooms.legs.values()):
        if leg.classifier is not None:
            _classify(rooms, leg, tell)
        if leg.link is not None and (number + leg.turn) % EVERY == _FIRST:
            _report(leg, pictures.get(leg.name), at, tell)
    if number % _ASK_EVERY == 0:
        for mine in pictures.values():
            for picture in mine.sent.values():
                picture.ask_again(at)


def _report(leg: Leg, pictures: Pictures | None, at: float, tell: Callable[[AnyEvent], None]) -> None:
    assert leg.link is not None
    own = leg.audio.ssrc if leg.audio is not None else 1
    passed_on = max((ear.out.loss for ear in leg.ears if ear.out is not None), default=0)
    found = [leg.inflow.reception.report(at, passed_on)]
    found += [each.report(at) for each in (pictures.receptions() if pictures is not None else [])]
    parts = [leg.out.report(at) if leg.out is not None else b""]
    parts += [slot.report(at) for slot in (pictures.slots if pictures is not None else [])]
    reports = rtp.receiver_report(own, [each for each in found if each is not None][:31])
    leg.link.send(b"".join((*parts, reports, rtp.description(own, leg.name))))
    for picture in pictures.sent.values() if pictures is not None else ():
        picture.allow()
    reception = leg.inflow.reception
    tell(
        LegQuality(
            leg=leg.name,
            loss_pct=round(reception.loss_pct, 2),
            jitter_ms=round(reception.jitter_ms, 1),
            rtt_ms=round(leg.rtt_ms, 1),
            level=round(leg.inflow.level, 3),
        )
    )
    leg.inflow.level = 0.0


def heard(leg: Leg, pictures: Pictures | None, raw: bytes, at: float) -> None:
    """A compound packet of its page."""
    for said in rtp.said(raw):
        for report in said.reports:
            _answered(leg, report, at)
        if said.kind == "sender":
            for reception in (leg.inflow.reception, *(pictures.receptions() if pictures is not None else ())):
                _note(reception, said, at)
        elif pictures is not None and said.kind == "rate":
            for slot in pictures.slots:
                slot.rate = said.bitrate
        elif pictures is not None:
            pictures.heard(said, at)


def _note(reception: Reception, said: rtp.Said, at: float) -> None:
    if reception.ssrc == said.sender:
        reception.sender_said(said.ntp, at)


def _answered(leg: Leg, report: rtp.Report, at: float) -> None:
    if report.sent:
        now = (rtp.ntp_of(at) >> 16) & 0xFFFFFFFF
        round_trip = (now - report.sent - report.delay) & 0xFFFFFFFF
        if round_trip < 10 * 65536:
            leg.rtt_ms = round_trip * 1000 / 65536
    if leg.out is not None and report.ssrc == leg.out.line.ssrc:
        leg.out.other_end_misses(report.lost * 100 / 256)


@cache
def _sampler() -> Decoder:
    """One for all legs."""
    return Decoder()


def sample(leg: Leg, packet: rtp.Packet) -> None:
    """How loud it is, where nobody decodes it: roughly, for one decoder serves all."""
    if packet.seq % _SAMPLED or leg.inflow.is_decoded:
        return
    payload = packet.payload
    if samples_of(payload) != FRAME:
        return
    frame = np.empty(FRAME, np.float32)
    if _sampler().decode(payload, frame) == FRAME:
        leg.inflow.level = max(leg.inflow.level, level_of(frame))


def _classify(rooms: Rooms, leg: Leg, tell: Callable[[AnyEvent], None]) -> None:
    classifier = leg.classifier
    if classifier is None or not leg.inflow.is_decoded:
        return
    verdict = classifier.take(leg.frame)
    if verdict is not None:
        leg.classifier = None
        rooms.work_out([leg.name])
        tell(MachineDetected(leg=leg.name, who=verdict.who, after_ms=verdict.after_ms))
