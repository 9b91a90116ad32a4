"""Recordings of calls: by what right, with what left out, how long they are kept; and what the caller said to it."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from msgspec import Struct

from atiende.domain.row import Content, Projection, Work

DAY_MS = 86_400_000
LONGEST_PAUSE_MS = 30 * 60_000
"""A pause that nobody ends, ends by itself."""
SHORTEST_MESSAGE_MS = 2_000
"""Less is a telephone being put down at the tone: no message, and nothing is kept of it."""

Answer = Literal["informed", "yes", "no"]
Basis = Literal["inform", "opt_in", "message", ""]
WHYS = ("secret", "form", "agent", "api")
"""Why a recording is paused: a flow asks for something secret, a form of the desk, the agent, or a program."""


class Pause(Struct, frozen=True, kw_only=True):
    """`until` (ms): when it ends by itself."""

    why: str
    until: int


class Recording(Projection, frozen=True, kw_only=True):
    """One recording of one call. `state`: running; ended (in the engine, to be fetched); kept (here); lost (nothing
    came of it); deleted. `basis`: by which policy. `pauses`: those of one that runs, or whose call went on without it.
    `gaps` (ms from its start) are what was left out. It is deleted after `keep_until`, unless `hold`. `transcribed`:
    all of its words are written down."""

    TABLE: ClassVar[str] = "recordings"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("interaction",), ("conversation",), ("customer", "began_at"), ("state", "began_at"),
    )  # fmt: skip
    id: str
    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    agent: str
    engine: str
    basis: str
    state: str
    began_at: int
    keep_days: int
    ended_at: int | None = None
    pauses: tuple[Pause, ...] = ()
    duration_ms: int = 0
    gaps: tuple[tuple[int, int], ...] = ()
    keep_until: int | None = None
    hold: bool = False
    transcribed: bool = False

    @property
    def is_no_message(self) -> bool:
        spoken = (self.ended_at if self.ended_at is not None else self.began_at) - self.began_at
        return self.basis == "message" and spoken < SHORTEST_MESSAGE_MS

    def paused(self, at: int) -> bool:
        return any(at < pause.until for pause in self.pauses)


class Consent(Projection, frozen=True, kw_only=True):
    """What a customer answered to the notice `version` of `what` (recording), or that he was informed."""

    TABLE: ClassVar[str] = "consents"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("customer", "at"), ("interaction",))
    id: str
    customer: str
    conversation: str
    interaction: str
    what: str
    answer: str
    channel: str
    language: str
    version: str
    at: int


class ConsentContent(Content, frozen=True, kw_only=True):
    """The notice as it was said, and by which key or word he answered it."""

    TABLE: ClassVar[str] = "consent_content"
    id: str
    text: str
    said: str = ""


class RecordingContent(Content, frozen=True, kw_only=True):
    """Where the sound lies, sealed by its customer's key; `peaks` draws it: loudest of each piece, 0-255, left and
    right in turn. Without this row there is nothing to listen to."""

    TABLE: ClassVar[str] = "recording_content"
    id: str
    customer: str
    blob: str
    size: int
    peaks: bytes


class RecordingLeft(Work, frozen=True, kw_only=True):
    """The engine has it still and may let it go: it is ours, or nobody's."""

    TABLE: ClassVar[str] = "recordings_left"
    id: str
    engine: str


class RecordingComment(Content, frozen=True, kw_only=True):
    """What a colleague says about a moment of a recording (ms from its start)."""

    TABLE: ClassVar[str] = "recording_comments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("recording", "at_ms"),)
    id: str
    recording: str
    at_ms: int
    author: str
    text: str
    at: int


class HoldContent(Content, frozen=True, kw_only=True):
    """Why a recording must not be deleted, or may be again: by recording and the log's place."""

    TABLE: ClassVar[str] = "hold_content"
    KEY: ClassVar[tuple[str, ...]] = ("recording", "at")
    recording: str
    at: int
    by: str
    on: bool
    reason: str


class CustomerKey(Content, frozen=True, kw_only=True):
    """What a customer's recordings and transcripts are sealed with, together with the centre's secret: without this row
    nobody can open them any more, in no copy of them either."""

    TABLE: ClassVar[str] = "customer_keys"
    KEY: ClassVar[tuple[str, ...]] = ("customer",)
    customer: str
    salt: str


def basis(policy: str, answers: Sequence[str]) -> Basis:
    """By what right a call may be recorded, if at all, after what was `answered` in it, oldest first. A no is final
    until he says yes himself; without having been told there is no right. A `message` is what he himself leaves after
    the tone."""
    if policy == "message":
        return "message"
    last = next((one for one in reversed(answers) if one in ("yes", "no")), "")
    if policy == "off" or last == "no":
        return ""
    if policy == "opt_in":
        return "opt_in" if last == "yes" else ""
    if policy == "inform":
        return "inform" if answers else ""
    return ""


def pause(pauses: Sequence[Pause], why: str, until: int) -> tuple[Pause, ...]:
    """One of each reason; said again, it lasts as long as said last."""
    return (*(one for one in pauses if one.why != why), Pause(why=why, until=until))


def resume(pauses: Sequence[Pause], why: str) -> tuple[Pause, ...]:
    """`why` empty: all of them."""
    return tuple(one for one in pauses if why and one.why != why)
