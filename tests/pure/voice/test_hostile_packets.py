"""A page that has proved who it is may still send anything: nothing of it raises, fills the memory, or is felt by the
others in its call."""

from hypothesis import given, settings
from hypothesis import strategies as some

from atiende.domain.voice import Media
from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.media import rtp
from tests.doubles.studio import EVENTS, OPUS, VP8, Studio

NUMBER = some.integers(0, 0xFFFFFFFF)
PAYLOAD = some.binary(max_size=60) | some.sampled_from((b"", b"\xff" * 1200, b"\x03\xff", b"\x10\x00key", b"\x90" * 5))
packets = some.builds(
    lambda first, second, seq, ts, ssrc, payload: (
        bytes((first, second)) + seq.to_bytes(2) + ts.to_bytes(4) + ssrc.to_bytes(4) + payload
    ),
    some.sampled_from((0x80, 0x90, 0xA0, 0xB0, 0x8F, 0x9F, 0xBF, 0x40)),
    some.sampled_from((OPUS, OPUS | 0x80, EVENTS, VP8, 0, 127)),
    some.integers(0, 0xFFFF),
    NUMBER,
    NUMBER | some.sampled_from((7, 5050)),
    PAYLOAD,
)
reports = some.lists(
    some.builds(
        lambda count, kind, words, body: bytes((0x80 | count, kind)) + words.to_bytes(2) + body,
        some.integers(0, 31),
        some.integers(192, 223),
        some.integers(0, 20) | some.just(0xFFFF),
        some.binary(max_size=80),
    ),
    max_size=3,
).map(b"".join)


def call() -> Studio:
    """The customer is going to be hostile; the agent sees and hears him, and a third makes it mixed."""
    studio = Studio(("customer", "agent", "third"))
    for number, (name, phone) in enumerate(studio.phones.items()):
        base = 5000 + 100 * number
        camera = Line(mid="1", kind="camera", payload=VP8, ssrc=base, sources=(base + 50,), mid_header=4)
        slots = [Line(mid=str(3 + slot), kind="slot", payload=VP8, ssrc=base + 10 + slot) for slot in range(2)]
        studio.core.connect(name, phone, [phone.line(), camera, *slots])
        studio.core.show(name, Media(video=True))
    return studio


@settings(max_examples=40, deadline=None, derandomize=True)
@given(some.lists(packets | some.binary(max_size=40), max_size=12), some.lists(reports | some.binary(max_size=80)))
def test_whatever_a_page_sends_the_others_hear_each_other(sound: list[bytes], said: list[bytes]) -> None:
    studio = call()
    studio.core.bridge("call", {"customer", "agent", "third"} if len(sound) % 2 else {"customer", "agent"})
    studio.pass_by(0.1)
    for number in range(max(len(sound), len(said))):
        for raw in sound[number : number + 1]:
            studio.core.rtp_in("customer", raw, studio.now)
        for raw in said[number : number + 1]:
            studio.core.rtcp_in("customer", raw)
        studio.pass_by(0.02)
    studio.core.bridge("call", {"agent", "third"})
    heard = studio.hears(0.4)
    assert (heard["agent"], heard["third"]) == ({"third"}, {"agent"})


def test_ever_other_sources_and_numbers_do_not_pile_up() -> None:
    studio = call()
    studio.core.bridge("call", {"customer", "agent", "third"})
    customer = studio.core._rooms.legs["customer"]
    for number in range(20_000):
        raw = rtp.written(OPUS, number * 4_001, number * 77_777, number % 997, b"\x08" + bytes(30))
        studio.core.rtp_in("customer", raw, studio.now)
        studio.core.rtp_in("customer", rtp.written(VP8, number, number, number, b"\x10\x00"), studio.now)
        assert customer.inflow.waiting <= 61
    pictures = studio.core._pictures["customer"]
    assert len(pictures._by_source) <= 16
    assert all(len(one._missing) <= 64 for one in pictures.sent.values())


def test_a_page_that_is_not_hostile_is_heard() -> None:
    """Negative control: the silence above is the customer's own doing."""
    studio = call()
    studio.core.bridge("call", {"customer", "agent", "third"})
    assert studio.hears()["agent"] == {"customer", "third"}
