"""What the contract of voice engines is tried with: people at telephones, whatever carries their sound.

An engine's own `Telephones` knows how somebody calls in, answers, speaks a tone and what he hears. `settled` waits
until what was told to the engine can be heard; tones are names, as many as an engine can tell apart.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from atiende.domain import voice as v
from atiende.domain.voice import Media
from atiende.ports.voice import Sound, VoiceEngine

E = TypeVar("E", bound=v.VoiceEvent)
TENANT = "ten_00000000000000000000000001"
TONES = ("a", "b", "c", "d")
"""What people say; besides these, `music` and `prompt` are ours."""


class Telephones(Protocol):
    """One engine and the people at its ends. Legs of people have the ids they are given."""

    engine: VoiceEngine
    can: frozenset[str]
    """What of the optional parts it does: signal (pages), video, echo, secret; `memory`: it has no sound at all."""

    async def call_in(self, leg: str) -> None:
        """Somebody calls: LegArrived is heard, and then he may be answered. For engines that are called by pages only:
        his page offers for a leg that was dialled to a visitor; it is up then."""
        ...

    async def dial(self, leg: str, who: str) -> None:
        """The engine dials an agent, `who`, and his telephone rings."""
        ...

    async def answer(self, leg: str) -> None:
        """Whoever rings takes it up; returns when LegAnswered was heard."""
        ...

    async def reject(self, leg: str) -> None:
        """Whoever rings declines."""
        ...

    async def hang_up(self, leg: str) -> None:
        """The person puts the receiver down."""
        ...

    async def say(self, leg: str, tone: str) -> None:
        """From now on, without end; empty: silence."""
        ...

    async def hears(self, leg: str) -> set[str]:
        """The tones that reach his ear now."""
        ...

    async def press(self, leg: str, keys: str) -> None: ...

    async def event(self, kind: type[E], of: str = "") -> E:
        """The next event of this kind, of this leg, play or recording; those before it are passed over."""
        ...

    async def music(self) -> Sound:
        """A sound heard as `music`, in a loop."""
        ...

    async def prompt(self) -> Sound:
        """One heard as `prompt`, of a second or so."""
        ...

    async def tones_of(self, recording: str) -> Mapping[str, set[str]]:
        """What is on a finished recording, `left` and `right`."""
        ...

    async def lose_connection(self) -> None:
        """The engine's connection to what carries the sound breaks, and what was said is not heard."""
        ...

    async def reconnect(self) -> None: ...

    async def share(self, leg: str, media: Media) -> None:
        """His page shows a camera or a screen (`video`)."""
        ...

    async def settled(self) -> None:
        """Until nothing changes any more in what can be heard."""
        ...


Open = Callable[[], AbstractAsyncContextManager[Telephones]]
"""Makes them for one test."""
