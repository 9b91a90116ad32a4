"""What loss does to speech, what repeats and conceals it, and when the mixer turns to cheaper coding."""

import numpy as np

from atiende.domain.voice import LegQuality, MachineDetected
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.answering import Classifier
from atiende.voice.embedded.media.legs import Inflow
from atiende.voice.embedded.media.opus import FRAME, RATE, Decoder, Encoder, Sound
from atiende.voice.rhythm import Verdict
from tests.doubles.studio import Studio


def voice(seconds: float) -> Sound:
    """A made-up vowel whose pitch wanders."""
    times = np.arange(int(RATE * seconds)) / RATE
    phase = 2 * np.pi * np.cumsum(130 + 40 * np.sin(2 * np.pi * 2 * times)) / RATE
    syllables = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * times)
    sound = sum(np.sin(number * phase) / number for number in range(1, 12)) * syllables * 0.2
    return np.asarray(sound, np.float32)


def decoded(encoder: Encoder, frames: Sound, lost: set[int], repeat: bool) -> Sound:
    decoder, pieces = Decoder(), list[Sound]()
    packets = [encoder.encode(frame) for frame in frames]
    for number, packet in enumerate(packets):
        piece = np.zeros(FRAME, np.float32)
        if number not in lost:
            decoder.decode(packet, piece)
        elif repeat and number + 1 < len(packets):
            decoder.recover(packets[number + 1], piece)
        else:
            decoder.conceal(piece)
        pieces.append(piece)
    return np.concatenate(pieces)


def spectral_error(one: Sound, two: Sound) -> float:
    def shape(sound: Sound) -> Sound:
        power = np.abs(np.fft.rfft(sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME) * np.hanning(FRAME), axis=1))
        return np.asarray(np.log10(power[:, :80] + 1e-3), np.float32)

    return float(np.mean((shape(one) - shape(two)) ** 2))


def test_what_each_packet_repeats_of_the_one_before_makes_loss_smaller() -> None:
    frames, lost = voice(6).reshape(-1, FRAME), set(range(7, 300, 11))
    errors = []
    for expected, repeat in ((0, False), (10, True)):
        made = []
        for missing in (set[int](), lost):
            encoder = Encoder()
            encoder.expect_loss(expected)
            made.append(decoded(encoder, frames, missing, repeat))
        errors.append(spectral_error(*made))
    assert errors[1] < 0.5 * errors[0]


def test_an_ear_that_reports_loss_gets_packets_that_repeat_themselves() -> None:
    studio = Studio(("customer", "agent", "third"))
    studio.core.bridge("call", {"customer", "agent", "third"})
    ear = studio.phones["customer"]
    studio.pass_by(1)
    before = len(ear.packets()[-1].payload)
    loss = rtp.Report(ear.ssrc + 1000, 26, 5, 100, 0, 0, 0)
    studio.core.rtcp_in("customer", rtp.receiver_report(ear.ssrc, [loss]))
    studio.pass_by(1)
    sizes = [len(each.payload) for each in ear.packets()[-20:]]
    assert before and all(sizes)
    assert Encoder().encode(voice(1)[:FRAME]) and _repeats(ear.packets()[-1].payload, ear.packets()[-2].payload)


def _repeats(packet: bytes, before: bytes) -> bool:
    """Whether it can stand in for the one before: better than concealing it."""
    errors = []
    for recover in (True, False):
        decoder, piece, wanted = Decoder(), np.zeros(FRAME, np.float32), np.zeros(FRAME, np.float32)
        decoder.recover(packet, piece) if recover else decoder.conceal(piece)
        decoder.decode(before, wanted)
        errors.append(float(np.abs(piece).max()))
    return errors[0] > errors[1]


def test_the_sender_of_packets_passed_on_learns_what_was_lost_behind_us() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    ear, sender = studio.phones["customer"], studio.phones["agent"]
    studio.pass_by(0.5)
    loss = rtp.Report(ear.ssrc + 1000, 51, 5, 100, 0, 0, 0)
    studio.core.rtcp_in("customer", rtp.receiver_report(ear.ssrc, [loss]))
    studio.pass_by(2.5)
    told = [report for raw in sender.sent if raw[1] in (200, 201) for said in rtp.said(raw) for report in said.reports]
    assert told[-1].ssrc == sender.ssrc
    assert 45 <= told[-1].lost <= 51


def test_quality_is_told_every_two_seconds_with_loss_and_level() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(6, lost=lambda name, number: name == "customer" and number % 10 == 0)
    told = [each for each in studio.told if isinstance(each, LegQuality) and each.leg == "customer"]
    assert 2 <= len(told) <= 3
    assert 8 < told[-1].loss_pct < 12
    assert told[-1].level > 0.5


def test_a_round_trip_is_measured_from_the_answer_to_our_report() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.bridge("call", {"customer", "agent"})
    studio.pass_by(2.5)
    ear = studio.phones["customer"]
    sent = [said for raw in ear.sent if raw[1] == 200 for said in rtp.said(raw) if said.kind == "sender"][-1]
    studio.now += 0.080
    answer = rtp.Report(ear.ssrc + 1000, 0, 0, 1, 0, (sent.ntp >> 16) & 0xFFFFFFFF, 0)
    began = studio.now
    studio.core.rtcp_in("customer", rtp.receiver_report(ear.ssrc, [answer]))
    studio.pass_by(2.5)
    told = [each for each in studio.told if isinstance(each, LegQuality) and each.leg == "customer"]
    assert told[-1].rtt_ms >= 80
    assert studio.now > began


def test_the_coder_changes_its_way_in_the_middle_without_a_break() -> None:
    encoder, decoder, pieces = Encoder(), Decoder(), list[Sound]()
    for number, frame in enumerate(voice(3).reshape(-1, FRAME)):
        encoder.use("degraded" if 50 <= number < 100 else "full")
        piece = np.zeros(FRAME, np.float32)
        assert decoder.decode(encoder.encode(frame), piece) == FRAME
        pieces.append(piece)
    assert np.isfinite(np.concatenate(pieces)).all()
    assert spectral_error(np.concatenate(pieces), decoded(Encoder(), voice(3).reshape(-1, FRAME), set(), False)) < 0.5


def through_a_stall(sound: Sound, stall: range) -> tuple[Sound, list[int]]:
    """What is played of it, and how much waits after each turn, when packets of some turns come all at once."""
    encoder, inflow, pieces, waits = Encoder("stored"), Inflow(), list[Sound](), list[int]()
    inflow.decode(True)
    held = list[rtp.Packet]()
    for number, frame in enumerate(sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)):
        packet = rtp.read(rtp.written(111, number, number * 960, 7, encoder.encode(frame)))
        assert packet is not None
        held.append(packet)
        while held and number not in stall:
            inflow.put(held.pop(0), number * 0.02)
        heard = inflow.frame(111, number * 0.02)
        pieces.append(np.zeros(FRAME, np.float32) if heard is None else heard)
        waits.append(inflow.waiting)
    return np.concatenate(pieces), waits


def loud_frames(sound: Sound) -> int:
    return int((np.sqrt(np.mean(sound.reshape(-1, FRAME) ** 2, axis=1)) > 0.02).sum())


def test_delay_that_is_no_longer_needed_is_taken_out_of_the_pauses_and_not_of_the_words() -> None:
    times = np.arange(RATE * 34) / RATE
    sound = np.asarray(voice(34) * (times % 1.5 < 1.0), np.float32)
    undisturbed, _ = through_a_stall(sound, range(0))
    heard, waits = through_a_stall(sound, range(100, 105))
    assert max(waits[105:150]) >= 5
    assert waits[-1] == 1
    more = loud_frames(heard) - loud_frames(undisturbed)
    assert -2 <= more <= 6, "what was concealed in the stall came on top, and no word is missing"


def test_who_never_pauses_is_heard_without_a_click_where_it_is_taken_out() -> None:
    times = np.arange(RATE * 34) / RATE
    sound = np.asarray(0.3 * np.sin(2 * np.pi * 200 * times), np.float32)
    heard, waits = through_a_stall(sound, range(100, 105))
    assert waits[-1] == 1
    assert np.abs(np.diff(heard[160 * FRAME :])).max() < 0.06, "the tone itself steps 0.024"


def judged(sound: Sound) -> Verdict | None:
    classifier = Classifier()
    frames = [*sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME), *([None] * 400)]
    return next((verdict for verdict in map(classifier.take, frames) if verdict is not None), None)


def test_a_short_greeting_is_a_person_and_a_long_one_or_a_beep_a_machine() -> None:
    beep = (0.2 * np.sin(2 * np.pi * 1000 * np.arange(RATE // 2) / RATE)).astype(np.float32)
    still: Sound = np.zeros(RATE // 2, np.float32)
    for sound, who in (
        (voice(0.6), "person"),
        (voice(5), "machine"),
        (np.concatenate((still, voice(1.5), beep)), "machine"),
        (np.zeros(RATE, np.float32), "unsure"),
    ):
        verdict = judged(sound)
        assert verdict is not None and verdict.who == who


def test_who_has_answered_is_told_once() -> None:
    studio = Studio(("customer", "agent"))
    studio.core.classify("customer")
    studio.pass_by(5)
    told = [each for each in studio.told if isinstance(each, MachineDetected)]
    assert [each.who for each in told] == ["machine"]
