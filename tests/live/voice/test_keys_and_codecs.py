"""Whatever sound and keys a telephone company sends, a caller is heard and his keys come once each, through a real
Asterisk: G.711, G.722 and Opus; keys as events (RFC 4733), as SIP INFO, and, in G.711, as mere tones in the sound."""

import os
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Literal

import av
import numpy as np
import pytest
from msgspec.structs import replace

from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.telephones import sip, tones
from atiende.bench.telephones.telephone import Talk, Telephone
from atiende.domain import voice as v
from atiende.voice.embedded.media.opus import Encoder
from tests.doubles.exchange import House, house, lines
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
Keys = Literal["events", "info", "tones"]
FORMATS = {"PCMU": (0, 8_000), "PCMA": (8, 8_000), "G722": (9, 16_000), "opus": (107, 16_000)}
"""Payload type, and samples a second of what is encoded."""
CODECS = ("ulaw", "alaw", "g722", "opus")
LOW, HIGH = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
PLACES = "123A456B789C*0#D"
DOWN, UP = 6, 5
"""Frames of 20 ms that a key sounds, and after it does not."""
PRESSED = "4#20"


class Coder:
    """20 ms of sound at a time."""

    def __init__(self, name: str) -> None:
        self.name, self.rate = name, FORMATS[name][1]
        self.size, self.at = self.rate // 50, 0
        self._opus = Encoder() if name == "opus" else None
        self._av: av.AudioCodecContext | None = None
        if name in ("PCMA", "G722"):
            made = av.CodecContext.create("pcm_alaw" if name == "PCMA" else "g722", "w")
            assert isinstance(made, av.AudioCodecContext)
            made.sample_rate, made.layout, made.format = self.rate, "mono", "s16"
            self._av = made

    def encoded(self, *hertz: float) -> bytes:
        times = (np.arange(self.size) + self.at) / self.rate
        self.at += self.size
        sound = sum((5_000 * np.sin(2 * np.pi * one * times) for one in hertz), np.zeros(self.size))
        if self._opus is not None:
            return self._opus.encode((sound / 32_768).astype(np.float32))
        if self._av is None:
            return tones.compress(sound)
        frame = av.AudioFrame.from_ndarray(sound.astype(np.int16).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self.rate
        return b"".join(bytes(one) for one in self._av.encode(frame))


class Spoken(Talk):
    """One call in a format; its keys go as they do from there."""

    def __init__(self, telephone: "Handset", call_id: str) -> None:
        super().__init__(telephone, call_id)
        self.coder, self.kind = Coder(telephone.format), telephone.kind
        self.events = 0
        self._stamp = self._asked = 0
        self._sounding: list[tuple[float, ...]] = []

    def tick(self) -> None:
        if self._transport is None or self.peer is None or self.state != "up":
            return
        payload, marker, kind, stamp = b"", False, FORMATS[self.coder.name][0], self._stamp
        if self._keys:
            payload, stamp, marker = self._keys.pop(0)
            kind = self.events if payload else kind
        hertz = self._sounding.pop(0) if self._sounding else ((tones.TONES[self.tone],) if self.tone else ())
        payload = payload or self.coder.encoded(*hertz)
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = bytes((0x80, kind | (0x80 if marker else 0))) + self._sequence.to_bytes(2)
        self._transport.sendto(head + (stamp & 0xFFFFFFFF).to_bytes(4) + self._source.to_bytes(4) + payload, self.peer)
        self._stamp += self.step

    @property
    def step(self) -> int:
        return 960 if self.coder.name == "opus" else 160

    def press(self, digits: str) -> None:
        for digit in digits:
            if self.kind == "events":
                self._keys += tones.keys(digit, self._stamp + len(self._keys) * self.step)
            elif self.kind == "tones":
                row, column = divmod(PLACES.index(digit), 4)
                self._sounding += [(LOW[row], HIGH[column])] * DOWN + [()] * UP
            else:
                self._asked += 1
                self.informs(digit, self._asked)

    def informs(self, digit: str, number: int) -> None:
        telephone = self.telephone
        assert isinstance(telephone, Handset)
        fields = telephone._dialog(self, self.reason, sequence=1 + number) | {"Content-Type": "application/dtmf-relay"}
        fields["Via-Number"] = str(number)
        telephone.informs(self.target, fields, f"Signal={digit}\r\nDuration=160\r\n")


class Handset(Telephone):
    """As a company's gateway: one format, one way for keys."""

    def __init__(self, server: tuple[str, int], form: str, kind: Keys) -> None:
        super().__init__(server, "company", tone="a")
        self.format, self.kind = form, kind

    async def call(self, number: str, caller: str = "", extra: Mapping[str, str] | None = None) -> Talk:
        talk = Spoken(self, f"k{os.urandom(6).hex()}")
        talk.tone, talk.reason = self.tone, caller
        self.talks[talk.call_id] = talk
        talk.target = f"sip:{number}@{self.server[0]}:{self.server[1]}"
        talk.to = f"<{talk.target}>"
        fields = {**self._dialog(talk, caller), "Content-Type": "application/sdp"}
        self._request("INVITE", talk.target, fields, self._offer(await talk.open()))
        return talk

    def _offer(self, port: int) -> str:
        number, clock = FORMATS[self.format][0], 48_000 if self.format == "opus" else 8_000
        events = [(101, clock)] if self.kind == "events" else []
        rows = ["v=0", f"o=- 1 1 IN IP4 {LOOPBACK}", "s=-", f"c=IN IP4 {LOOPBACK}", "t=0 0"]
        rows += [f"m=audio {port} RTP/AVP {number}" + "".join(f" {one}" for one, _ in events)]
        rows += [f"a=rtpmap:{number} {self.format}/{clock}{'/2' if self.format == 'opus' else ''}", "a=ptime:20"]
        rows += [f"a=rtpmap:{one} telephone-event/{rate}" for one, rate in events]
        return "\r\n".join((*rows, "a=sendrecv", ""))

    def _decided(self, talk: Talk, message: sip.Message) -> None:
        said = re.search(r"^a=rtpmap:(\d+) telephone-event", message.body, re.M)
        if isinstance(talk, Spoken) and said is not None:
            talk.events = int(said[1])
        super()._decided(talk, message)

    def informs(self, uri: str, fields: dict[str, str], body: str) -> None:
        number = fields.pop("Via-Number")
        head = {"Via": f"SIP/2.0/UDP {LOOPBACK}:{self._port};rport;branch=z9hG4bKi{number}{os.urandom(4).hex()}"}
        head |= {"CSeq": f"{fields.pop('CSeq-Number')} INFO", "Max-Forwards": "70", "Contact": f"<{self._contact}>"}
        self._send(sip.write(f"INFO {uri} SIP/2.0", head | fields, body))


@pytest.fixture(scope="module")
def asterisk() -> Iterator[AsteriskServer]:
    trunks = tuple(replace(one, codecs=CODECS) for one in lines().trunks)
    with AsteriskServer.running(replace(lines(), trunks=trunks)) as running:
        yield running


@pytest.fixture
async def calls(asterisk: AsteriskServer) -> AsyncIterator[House]:
    async with house(asterisk) as made:
        yield made


async def pressed(calls: House, form: str, kind: Keys) -> list[str]:
    """By somebody who talks with an agent and is heard."""
    handset = Handset(calls.sip, form, kind)
    await handset.open()
    calls.company.close()
    calls.company = handset
    await calls.at_desk("usr_ana", "b")
    caller = await calls.call_in()
    agent = await calls.reach("usr_ana")
    await calls.engine.bridge("brg_main", {caller, agent})
    await calls.hears(agent, {"a"})
    calls.legs[caller]().press(PRESSED)
    found = [one for one in calls.events if isinstance(one, v.DigitPressed)]

    def told() -> bool:
        found[:] = [one for one in calls.events if isinstance(one, v.DigitPressed)]
        return len(found) >= len(PRESSED)

    await eventually(told, f"keys by {kind} in {form}: {found}")
    await calls.hears(agent, {"a"})  # whatever would come twice has come by now
    told()
    return [one.digit for one in found]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("PCMU", "events"), ("PCMA", "events"), ("G722", "events"), ("opus", "events"),
        ("PCMU", "info"), ("G722", "info"),
        ("PCMU", "tones"), ("PCMA", "tones"),
    ],
)  # fmt: skip
async def test_a_caller_is_heard_and_each_of_his_keys_comes_once(calls: House, form: str, kind: Keys) -> None:
    assert await pressed(calls, form, kind) == list(PRESSED)
