"""What is said to a caller now, so that it is said again after a restart; and sounds that were made of texts before."""

from typing import ClassVar, Literal

from msgspec import Struct

from atiende.domain.row import Work

Then = Literal["", "listen", "music", "record", "leave"]
"""What follows when all is said: nothing yet, his keys, music, his message, or the end of the call."""


class Saying(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A recording by its prompt's slug, or a text to be synthesized; the text too where the recording is missing. Or a
    `signal`, one of the sounds that come with Atiende."""

    text: str = ""
    prompt: str = ""
    signal: str = ""


class Speaking(Work, frozen=True, kw_only=True):
    """What a call's flow said last. `serial` grows with each; `keys` are those that answer at once, and what they mean;
    `seconds`: how long a message he leaves may be, 0 where none is asked for. `expects` as in `flows.state.Show`."""

    TABLE: ClassVar[str] = "speaking"
    KEY: ClassVar[tuple[str, ...]] = ("interaction",)
    interaction: str
    serial: int
    language: str
    sayings: tuple[Saying, ...]
    keys: tuple[tuple[str, str], ...] = ()
    expects: str = ""
    secret: bool = False
    seconds: int = 0


class SpokenSound(Work, frozen=True, kw_only=True):
    """A file made of a text by the synthesizer; `id` is the keyed hash of text and language."""

    TABLE: ClassVar[str] = "spoken_sounds"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("at",),)
    id: str
    blob: str
    at: int
