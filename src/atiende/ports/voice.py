"""Voice engines: they move sound between legs, and know nothing of agents, queues or customers.

Every id is chosen by us, so a command may be said twice; a command about what is gone already is no error. What came of
it always arrives as an event. `EngineGone` is raised when the engine cannot be reached now; it may have obeyed.
"""

from collections.abc import AsyncIterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol, runtime_checkable

from msgspec import Struct

from atiende.domain.voice import Address, AnyEvent, Cause, Census


class EngineGone(Exception):
    """The engine does not answer."""


class Sound(Struct, frozen=True, kw_only=True):
    """A file of sound in the tenant's shelf (WAV, Ogg or MP3). `loop`: music, from its start again at its end."""

    tenant: str
    blob: str
    loop: bool = False


class Recorded(Struct, frozen=True, kw_only=True):
    """Ogg/Opus, two channels: customer left, everybody else right."""

    content: bytes
    duration_ms: int
    gaps: tuple[tuple[int, int], ...] = ()


class Heard(Struct, frozen=True, kw_only=True):
    """20 ms or more of one leg's sound: 16 kHz, 16 bit, mono; `at_ms` since the tap began."""

    leg: str
    at_ms: int
    pcm: bytes


class VoiceEngine(Protocol):
    """One for each way of carrying calls; the same contract suite runs against all."""

    name: str

    async def run(self) -> None:
        """Keeps the connection to what carries the sound, until cancelled; says EngineBack and EngineLost."""
        ...

    async def dial(self, leg: str, to: Address, *, caller: str, ring: timedelta) -> None:
        """Rings; LegRinging, then LegAnswered or LegEnded. `caller`: our number to show, E.164, empty: none."""
        ...

    async def answer(self, leg: str) -> None: ...
    async def hang_up(self, leg: str, cause: Cause = "normal") -> None: ...

    async def bridge(self, bridge: str, legs: Set[str]) -> None:
        """Exactly these hear each other from now on; legs in no bridge hear what is played to them. Empty: it ends."""
        ...

    async def hold(self, leg: str, music: Sound | None) -> None:
        """It hears music, or silence, and nobody hears it, though it stays in its bridge."""
        ...

    async def resume(self, leg: str) -> None: ...

    async def play(self, play: str, to: str, sound: Sound) -> None:
        """To a leg alone, or to all of a bridge. PlayEnded when it is over."""
        ...

    async def stop(self, play: str) -> None: ...
    async def press(self, leg: str, digits: str) -> None: ...
    async def mute(self, leg: str, on: bool) -> None: ...

    async def overhear(self, ear: str, of: str, *, coach: bool) -> None:
        """The ear hears all of the call leg `of` is in, and is heard by nobody; with `coach` by `of` alone. It is no
        member of the bridge. Of an empty `of`: no longer."""
        ...

    async def record(self, recording: str, bridge: str, *, left: str) -> None:
        """Begins: leg `left` on the left, everybody else on the right. A coach is on neither."""
        ...

    async def pause_recording(self, recording: str, on: bool) -> None: ...
    async def stop_recording(self, recording: str) -> None: ...

    async def recorded(self, recording: str) -> Recorded | None:
        """What a finished recording is; it is kept until `forget`."""
        ...

    async def forget(self, recording: str) -> None: ...

    async def collect(self, leg: str, *, secret: bool) -> None:
        """Keys come as DigitPressed always; `secret`: no other ear and no recording hears them (flat tones at most)."""
        ...

    def tap(self, bridge: str) -> AsyncIterator[Heard]:
        """For a transcriber: what each leg of the bridge says, until it ends or the reader leaves."""
        ...

    async def signal(self, leg: str, body: str) -> None:
        """From the page behind a leg (an offer, a candidate); engines that speak WebRTC with it."""
        ...

    def events(self) -> AsyncIterator[AnyEvent]:
        """In order for each leg. One reader."""
        ...

    async def census(self) -> Census: ...

    async def close(self) -> None:
        """Lets go of the connection. Calls go on."""
        ...


class IceServer(Struct, frozen=True, kw_only=True):
    """A way through a firewall: STUN or TURN; a TURN one with a name and password that soon end."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""


@runtime_checkable
class IceServers(Protocol):
    """Engines that speak WebRTC with a page by `signal`."""

    def ice(self, tenant: str, who: str) -> Sequence[IceServer]:
        """For a page of `who` (a user, a visitor's customer, a link) that is going to have a leg."""
        ...


@runtime_checkable
class Reached(Protocol):
    """Engines that know whether what carries their calls answers."""

    @property
    def is_there(self) -> bool:
        """False: somebody needs it, and it does not answer."""
        ...


class Effort(Struct, frozen=True, kw_only=True):
    """What mixing costs now. `ears`: for whom several are mixed; `busy`: share of the core, 0-1; `cheaply`: they are
    coded with less work than would sound best, because there is too much; `late`: turns that came late, since ever."""

    ears: int
    busy: float
    cheaply: bool
    late: int


@runtime_checkable
class Mixes(Protocol):
    """Engines that know what the sound they carry costs."""

    async def effort(self) -> Effort | None:
        """None while there is nothing to know."""
        ...


@runtime_checkable
class Registrar(Protocol):
    """Engines at which telephones register. `server`: where, as it is typed into one."""

    server: str

    async def registered(self, users: Sequence[str]) -> Set[str]:
        """Of these, whose desk phone is there now. Raises EngineGone."""
        ...


Announced = Literal["registered", "rejected", "trying"]
"""Whether a telephone company knows us now."""


@runtime_checkable
class Announces(Protocol):
    """Engines that register at telephone companies."""

    async def announced(self) -> Mapping[str, Announced] | None:
        """By `user@host:port`; None from one that cannot tell. Raises EngineGone."""
        ...


class SipAccount(Struct, frozen=True, kw_only=True):
    """With which a page registers as a SIP telephone over `websocket`."""

    uri: str
    password: str
    websocket: str


@runtime_checkable
class SipAccounts(Protocol):
    """Engines that ring a page by SIP. `websocket`: where pages register; may be empty."""

    websocket: str

    async def account(self, tenant: str, user: str) -> SipAccount | None: ...


@dataclass(frozen=True, slots=True)
class Voice:
    """The engines of this node by name, and which one reaches whom. Empty: the centre has no voice."""

    engines: Mapping[str, VoiceEngine] = field(default_factory=dict)
