"""What is said of sound between legs: what an engine may be told, what it tells, and what is alive in it.

A leg is one telephone or browser in a call; a bridge is who hears whom. Every id is ours: a command said twice is one.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

LEG, BRIDGE, PLAY, RECORDING = "leg", "brg", "ply", "rec"
"""Prefixes of their ids."""


class Media(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a leg carries."""

    audio: bool = True
    video: bool = False
    screen: bool = False


class Address(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a leg leads to. `number`: E.164, over `trunks` in this order, each of which has at most so many calls at
    once (`limits`, 0: any number), wants it written so (`written`) and shows that number of ours (`callers`; empty: as
    everywhere); `agent`: a user's telephone, his browser, or with `desk` that on his desk;
    `visitor`: whoever has a page of ours open (his session, or a link's token)."""

    tenant: str
    kind: Literal["number", "agent", "visitor"]
    value: str
    trunks: tuple[str, ...] = ()
    limits: tuple[int, ...] = ()
    written: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    desk: bool = False
    media: Media = Media()


Cause = Literal["normal", "busy", "no_answer", "rejected", "unreachable", "failed", "lost", "limit"]
"""Why a leg ended. `lost`: its connection broke; `limit`: no more calls were let in."""


# --- what happened in an engine, in order for each leg ----------------------------------------------------------------


class VoiceEvent(Struct, frozen=True, kw_only=True, tag_field="event"):
    """One of the events below."""


class LegArrived(VoiceEvent, frozen=True, kw_only=True, tag="arrived"):
    """Somebody calls us. `endpoint` is ours that he called; `caller` his number, E.164, empty when withheld, or his
    session for `visitor`. `attestation`: A, B, C, or empty where nobody vouches; `verified`: as the engine found it."""

    leg: str
    tenant: str
    endpoint: str
    caller: str = ""
    visitor: str = ""
    name: str = ""
    media: Media = Media()
    attestation: str = ""
    verified: bool | None = None
    desk: str = ""
    """The user whose desk phone it is, where a colleague dials out."""
    dialled: str = ""
    """What was called: our number, E.164, or what a colleague dials."""
    dialled_as: str = ""
    received: str = ""
    """Both numbers as the company wrote them; what is no valid number is in `received` alone."""
    diverted: str = ""
    """The number that was called first, where the call was diverted to ours."""
    conversation: str = ""
    """The matter he calls about, where his page knows it."""


class LegRinging(VoiceEvent, frozen=True, kw_only=True, tag="ringing"):
    leg: str


class LegAnswered(VoiceEvent, frozen=True, kw_only=True, tag="answered"):
    """Sound flows. Said again after a telephone came back with another connection."""

    leg: str


class LegMedia(VoiceEvent, frozen=True, kw_only=True, tag="media"):
    """It carries something else now: a camera was switched on, a screen is shared."""

    leg: str
    media: Media


class LegFaltered(VoiceEvent, frozen=True, kw_only=True, tag="faltered"):
    """Nothing has come from it for some seconds; `back` when it does again. It is not over yet."""

    leg: str
    back: bool = False


class LegEnded(VoiceEvent, frozen=True, kw_only=True, tag="ended"):
    leg: str
    cause: Cause = "normal"


class DigitPressed(VoiceEvent, frozen=True, kw_only=True, tag="digit"):
    """A key: 0-9, *, #, A-D."""

    leg: str
    digit: str


class PlayEnded(VoiceEvent, frozen=True, kw_only=True, tag="play_ended"):
    """`whole` false: it was stopped, or could not be played."""

    play: str
    whole: bool = True


class RecordingReady(VoiceEvent, frozen=True, kw_only=True, tag="recorded"):
    """Finished and waiting to be fetched by `VoiceEngine.recorded`. `gaps`: (from, to) in ms of what was left out."""

    recording: str
    duration_ms: int
    gaps: tuple[tuple[int, int], ...] = ()


class MachineDetected(VoiceEvent, frozen=True, kw_only=True, tag="machine"):
    """What answered: a person, a machine, or unsure; `after_ms` since it answered."""

    leg: str
    who: Literal["person", "machine", "unsure"]
    after_ms: int = 0


class Signalled(VoiceEvent, frozen=True, kw_only=True, tag="signalled"):
    """For the page behind a leg: JSON, an answer or a candidate."""

    leg: str
    body: str


class LegQuality(VoiceEvent, frozen=True, kw_only=True, tag="quality"):
    """As heard by us, every few seconds: never a fact. `loss_pct`, `jitter_ms`, `rtt_ms`; `level` 0-1 of its sound."""

    leg: str
    loss_pct: float
    jitter_ms: float
    rtt_ms: float = 0.0
    level: float = 0.0


class EngineLost(VoiceEvent, frozen=True, kw_only=True, tag="engine_lost"):
    """The connection to the engine is gone; calls may live on in it."""


class EngineBack(VoiceEvent, frozen=True, kw_only=True, tag="engine_back"):
    """It answers (again): take a census, and settle every call with it."""


AnyEvent = (
    LegArrived | LegRinging | LegAnswered | LegMedia | LegFaltered | LegEnded | DigitPressed | PlayEnded
    | RecordingReady | MachineDetected | Signalled | LegQuality | EngineLost | EngineBack
)  # fmt: skip


# --- what is alive in an engine ---------------------------------------------------------------------------------------


class LegSeen(Struct, frozen=True, kw_only=True):
    """`state`: dialling, ringing, arrived (not answered yet), up. `music` is what it hears on hold; `overhears`: whose
    sound it gets; `coach`: and who gets its own. `secret`: its keys are masked for all other ears."""

    state: str
    bridge: str = ""
    held: bool = False
    music: str = ""
    muted: bool = False
    overhears: str = ""
    coach: bool = False
    secret: bool = False
    media: Media = Media()
    tenant: str = ""


class RecordingSeen(Struct, frozen=True, kw_only=True):
    bridge: str
    paused: bool = False


class Census(Struct, frozen=True, kw_only=True):
    """Everything alive in an engine, by id; `plays` says to which leg or bridge."""

    legs: Mapping[str, LegSeen] = {}
    bridges: Mapping[str, frozenset[str]] = {}
    recordings: Mapping[str, RecordingSeen] = {}
    plays: Mapping[str, str] = {}
