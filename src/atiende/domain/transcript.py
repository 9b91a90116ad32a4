"""What was said in a call, written down: passages with their times, sealed by the customer's key."""

from typing import ClassVar

from msgspec import Struct

from atiende.domain.row import Content

LEFT, RIGHT = "left", "right"
"""Whose voice: the customer's, or everybody else's."""


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words of one passage; `words` are (text, start, end) in ms of the recording, where they are known."""

    text: str
    language: str = ""
    confidence: float = 0.0
    words: tuple[tuple[str, int, int], ...] = ()


class Utterance(Content, frozen=True, kw_only=True):
    """One passage of one voice. `recording`, or the interaction's id where a call was heard and not recorded; `who` is
    a user's id, or empty for the customer. `sealed` is `Said` under the customer's key."""

    TABLE: ClassVar[str] = "utterances"
    KEY: ClassVar[tuple[str, ...]] = ("recording", "number")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("interaction", "start_ms"),)
    recording: str
    number: int
    interaction: str
    conversation: str
    customer: str
    side: str
    who: str
    start_ms: int
    end_ms: int
    live: bool
    sealed: bytes
