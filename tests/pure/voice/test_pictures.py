"""Video is passed on: from a key frame, in numbers of its own, with what got lost asked for again and repeated."""

from atiende.domain.voice import Media
from atiende.voice.embedded.lines import Line
from atiende.voice.embedded.media import rtp
from atiende.voice.embedded.media.video import is_key
from tests.doubles.studio import VP8, Studio

KEY, DELTA = bytes((0x10, 0x00)) + b"key", bytes((0x10, 0x01)) + b"delta"


class Cinema(Studio):
    """Telephones with a camera, a screen and three slots each."""

    def __init__(self, *names: str) -> None:
        super().__init__(names)
        self.seqs = dict.fromkeys(names, 65_530)
        self.lines: dict[str, list[Line]] = {}
        for number, (name, phone) in enumerate(self.phones.items()):
            base = 5000 + 100 * number
            lines = [phone.line(), Line(mid="1", kind="camera", payload=VP8, ssrc=base, sources=(base + 50,))]
            lines.append(Line(mid="2", kind="screen", payload=VP8, ssrc=base + 1, sources=(base + 51,)))
            lines += [Line(mid=str(3 + slot), kind="slot", payload=VP8, ssrc=base + 10 + slot) for slot in range(3)]
            self.lines[name] = lines
            self.core.connect(name, phone, lines)
        self.sources = {name: 5050 + 100 * number for number, name in enumerate(names)}

    def films(self, name: str, payload: bytes, *, lost: bool = False, screen: bool = False) -> None:
        self.seqs[name] = (self.seqs[name] + 1) & 0xFFFF
        raw = rtp.written(VP8, self.seqs[name], self.seqs[name] * 3000, self.sources[name] + screen, payload, True)
        if not lost:
            self.core.rtp_in(name, raw, self.now)

    def seen(self, name: str) -> list[rtp.Packet]:
        return [each for each in self.phones[name].packets() if each.payload_type == VP8]

    def asked(self, name: str, kind: str) -> list[rtp.Said]:
        return [
            said for raw in self.phones[name].sent if 191 < raw[1] < 224 for said in rtp.said(raw) if said.kind == kind
        ]


def call(*names: str) -> Cinema:
    cinema = Cinema(*names)
    for name in names:
        cinema.core.show(name, Media(video=True))
    cinema.films(names[0], DELTA)
    cinema.core.bridge("call", set(names))
    return cinema


def test_a_slot_begins_with_a_key_frame_that_is_asked_for() -> None:
    cinema = call("customer", "agent")
    assert cinema.asked("customer", "key")[0].media == cinema.sources["customer"]
    cinema.films("customer", DELTA)
    assert cinema.seen("agent") == []
    cinema.films("customer", KEY)
    cinema.films("customer", DELTA)
    assert [each.payload for each in cinema.seen("agent")] == [KEY, DELTA]


def test_pages_are_told_which_slot_shows_whom() -> None:
    cinema = call("customer", "agent", "third")
    told = dict(cinema.pages)
    assert told["agent"] == {
        "type": "streams",
        "streams": [
            {"mid": "3", "leg": "customer", "kind": "camera"},
            {"mid": "4", "leg": "third", "kind": "camera"},
        ],
    }
    cinema.core.show("customer", Media(video=True, screen=True))
    assert {"mid": "5", "leg": "customer", "kind": "screen"} in dict(cinema.pages)["agent"]["streams"]  # type: ignore[operator] # a list, as above
    cinema.core.hold("third", None)
    assert dict(cinema.pages)["third"]["streams"] == []


def test_what_a_page_missed_is_repeated_as_it_was() -> None:
    cinema = call("customer", "agent")
    for number in range(10):
        cinema.films("customer", KEY if number == 0 else DELTA)
    fifth = cinema.seen("agent")[5]
    cinema.phones["agent"].sent.clear()
    cinema.core.rtcp_in("agent", rtp.receiver_report(1, []) + rtp.nack(1, fifth.ssrc, [fifth.seq]))
    assert [each.raw for each in cinema.seen("agent")] == [fifth.raw]


def test_what_we_missed_is_asked_for_and_goes_on_to_the_page_in_its_place() -> None:
    cinema = call("customer", "agent")
    cinema.films("customer", KEY)
    cinema.films("customer", DELTA, lost=True)
    missing = cinema.seqs["customer"]
    cinema.films("customer", DELTA)
    assert cinema.asked("customer", "nack")[0].seqs == (missing,)
    raw = rtp.written(VP8, missing, missing * 3000, cinema.sources["customer"], DELTA)
    cinema.core.rtp_in("customer", raw, cinema.now)
    seqs = [each.seq for each in cinema.seen("agent")]
    assert [(each - seqs[0]) & 0xFFFF for each in seqs] == [0, 2, 1]


def test_what_never_comes_is_given_up_for_a_key_frame() -> None:
    cinema = call("customer", "agent")
    cinema.films("customer", KEY)
    cinema.films("customer", DELTA, lost=True)
    cinema.films("customer", DELTA)
    before = len(cinema.asked("customer", "key"))
    cinema.pass_by(1)
    assert 2 <= len(cinema.asked("customer", "nack")) <= 4
    assert len(cinema.asked("customer", "key")) == before + 1


def test_a_wish_for_a_key_frame_reaches_its_sender_and_a_flood_of_them_does_not() -> None:
    cinema = call("customer", "agent")
    cinema.films("customer", KEY)
    slot = cinema.seen("agent")[0].ssrc
    cinema.pass_by(1)
    before = len(cinema.asked("customer", "key"))
    for _ in range(50):
        cinema.core.rtcp_in("agent", rtp.receiver_report(1, []) + rtp.picture_loss(1, slot))
    assert len(cinema.asked("customer", "key")) == before + 1


def test_another_source_on_a_slot_goes_on_in_its_numbers() -> None:
    cinema = call("customer", "agent")
    for payload in (KEY, DELTA, DELTA):
        cinema.films("customer", payload)
    cinema.core.show("customer", Media())
    cinema.core.show("customer", Media(screen=True))
    cinema.films("customer", DELTA, screen=True)
    cinema.films("customer", KEY, screen=True)
    seqs = [each.seq for each in cinema.seen("agent")]
    assert [(each - seqs[0]) & 0xFFFF for each in seqs] == [0, 1, 2, 3]
    assert len({each.ssrc for each in cinema.seen("agent")}) == 1


def test_a_page_that_offers_again_goes_on_seeing_in_the_same_numbers_and_can_ask_for_what_it_missed() -> None:
    """It shares its screen now: the connection and its keys are the same, so that no number may come twice."""
    cinema = call("customer", "agent")
    for payload in (KEY, DELTA, DELTA):
        cinema.films("customer", payload)
    for name in ("agent", "customer"):
        cinema.core.connect(name, cinema.phones[name], cinema.lines[name][:1])  # no pictures for a moment
        cinema.core.connect(name, cinema.phones[name], cinema.lines[name][:2])
        cinema.core.connect(name, cinema.phones[name], cinema.lines[name])
        cinema.films("customer", KEY)
        cinema.films("customer", DELTA)
    seen = cinema.seen("agent")
    assert [(each.seq - seen[0].seq) & 0xFFFF for each in seen] == list(range(7))
    assert len({each.ssrc for each in seen}) == 1
    cinema.phones["agent"].sent.clear()
    cinema.core.rtcp_in("agent", rtp.receiver_report(1, []) + rtp.nack(1, seen[1].ssrc, [seen[1].seq]))
    assert [each.raw for each in cinema.seen("agent")] == [seen[1].raw]


def test_a_sender_is_told_what_the_weakest_of_those_who_see_it_can_take() -> None:
    cinema = call("customer", "agent", "third")
    cinema.films("customer", KEY)
    cinema.core.rtcp_in("agent", rtp.receiver_report(1, []) + rtp.bitrate(1, 1, 400_000))
    cinema.pass_by(2.5)
    assert abs(cinema.asked("customer", "rate")[-1].bitrate - 400_000) < 4_000


def test_a_key_frame_is_known_whatever_its_description_holds() -> None:
    assert is_key(KEY) and not is_key(DELTA)
    assert is_key(bytes((0x90, 0x80, 0x81, 0x02, 0x00)) + b"x")
    assert not is_key(bytes((0x90, 0x80, 0x81, 0x02, 0x01)) + b"x")
    assert not is_key(bytes((0x00, 0x00)) + b"x"), "it does not begin a frame"
    assert is_key(bytes((0x90, 0xE0, 0x01, 0x05, 0x20, 0x00)) + b"x")
