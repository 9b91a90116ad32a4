"""What the screens ask about recordings: those of some time, to be listened to for quality and training."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from atiende.ports.views import CustomerBrief, Named, Page, Sight


class RecordingLine(Struct, frozen=True, kw_only=True):
    """One recording that can be heard. `number` is its conversation's; `comments`: how many colleagues made."""

    id: str
    interaction: str
    conversation: str
    number: int
    customer: CustomerBrief
    queue: str
    agent: Named | None
    disposition: str
    began_at: int
    duration_ms: int
    gaps: int
    hold: bool
    transcribed: bool
    comments: int


class RecordingsWanted(Struct, frozen=True, kw_only=True):
    """Calls that began from `since` to before `until` (ms UTC) and last `least_ms` at least; empty or None: any."""

    since: int
    until: int
    queue: str = ""
    agent: str = ""
    disposition: str = ""
    least_ms: int = 0
    hold: bool | None = None
    commented: bool | None = None
    cursor: str | None = None
    limit: int = 50


class Recordings(Protocol):
    async def page(self, tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted) -> Page[RecordingLine]:
        """Kept ones of conversations that all `sights` reach, the newest first; no messages after the tone. Raises
        Invalid for an unknown cursor."""
        ...

    async def sample(
        self, tenant: str, sights: Sequence[Sight], wanted: RecordingsWanted, *, size: int, seed: int
    ) -> Sequence[RecordingLine]:
        """So many of them, each as likely as any other; the same ones for the same seed. The newest first."""
        ...
