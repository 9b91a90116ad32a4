"""What a page may say to us, and we to it, by `signal`: JSON, read with limits."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from atiende.domain.voice import Media
from atiende.voice.embedded.sdp import MAX_SIZE, Malformed

TOLD_EVERY = 1.0
"""Seconds."""
Text = Annotated[str, Meta(max_length=MAX_SIZE)]


class Offer(Struct, frozen=True, tag_field="type", tag="offer"):
    """`video`, `screen`: what it shows already."""

    sdp: Text
    video: bool = False
    screen: bool = False

    def media(self) -> Media:
        return Media(video=self.video, screen=self.screen)


class Candidate(Struct, frozen=True, tag_field="type", tag="candidate"):
    """Where the page might be reached. We never look for it there: it comes to us."""

    candidate: Annotated[str, Meta(max_length=2_000)] = ""


class Shows(Struct, frozen=True, tag_field="type", tag="media"):
    video: bool = False
    screen: bool = False

    def media(self) -> Media:
        return Media(video=self.video, screen=self.screen)


class Keys(Struct, frozen=True, tag_field="type", tag="keys"):
    digits: Annotated[str, Meta(max_length=32, pattern="^[0-9*#A-D]+$")]


class Bye(Struct, frozen=True, tag_field="type", tag="bye"):
    """He puts the receiver down, or does not take it up."""


class Answer(Struct, frozen=True, tag_field="type", tag="answer"):
    sdp: str


class Refused(Struct, frozen=True, tag_field="type", tag="refused"):
    """`reason`: unknown, malformed, flood."""

    reason: str


Said = Offer | Candidate | Shows | Keys | Bye
_decoder: msgspec.json.Decoder[Said] = msgspec.json.Decoder(Said)


def read(body: str) -> Said:
    """Raises Malformed."""
    if len(body) > 2 * MAX_SIZE:
        raise Malformed
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise Malformed from None


class Allowance:
    """How much may be said: so much at once, and so much a second from then on."""

    def __init__(self, now: float, *, burst: float = 80, rate: float = 10) -> None:
        self._burst, self._rate = burst, rate
        self._left, self._at, self._told_at = burst, now, now - TOLD_EVERY

    def take(self, now: float) -> bool:
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def is_to_be_told(self, now: float) -> bool:
        """That it was too much: not as often as it is."""
        if now - self._told_at < TOLD_EVERY:
            return False
        self._told_at = now
        return True
