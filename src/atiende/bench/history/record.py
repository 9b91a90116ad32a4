"""The record of a run as its clients saw it: what was said, acknowledged, shown and sent, with monotonic moments."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

Kind = Literal["said", "acked", "refused", "seen", "read", "heard", "took", "accepted"]
"""said: sent, first or again · acked, refused: what the server answered · seen: on an agent's screen by itself · read:
in a conversation as it was asked for, in its order · heard: told to a visitor · took: a provider has it · accepted: the
server said yes to an agent who accepts an offer."""


class About(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`item` is the client's own name of what was said: a widget's or a reply's client_id, a mail's subject. `line` is
    the connection, or the reading, it came through: order is promised within one."""

    line: str = ""
    item: str = ""
    message: str = ""
    conversation: str = ""
    position: int = 0
    offer: str = ""


class Event(About, frozen=True, kw_only=True, omit_defaults=True):
    at: float
    kind: Kind
    who: str


class Away(Struct, frozen=True):
    """Nobody could fire a timer from `start` to `end`, ms UTC by the wall clock."""

    start: int
    end: int


class Leased(Struct, frozen=True, kw_only=True):
    """A lease, or work done under it, at one turn of its tenant's line."""

    tenant: str
    turn: int
    name: str
    node: str
    epoch: int


class History:
    """`elapsed` is a monotonic clock. `away` excuses late timers; `providers` are the endpoints whose every delivery is
    recorded, `again` those of them that may send the same token twice after a crash. `held` and `written`: what leases
    said and what was written under them, where a run can see that."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self.events: list[Event] = []
        self.calm_at: float | None = None
        self.away: list[Away] = []
        self.providers: set[str] = set()
        self.again: set[str] = set()
        self.leaks: list[str] = []
        self.held: list[Leased] = []
        self.written: list[Leased] = []
        self._canaries: dict[str, str] = {}

    def note(self, kind: Kind, who: str, about: About) -> None:
        self.events.append(Event(at=self._elapsed(), kind=kind, who=who, **asdict(about)))

    def calm(self) -> None:
        """From now on nothing is broken on purpose."""
        self.calm_at = self._elapsed()

    def plant(self, tenant: str, canary: str) -> None:
        """A word that nobody outside this tenant may ever be shown."""
        self._canaries[tenant] = canary

    def screen(self, who: str, tenant: str, shown: str) -> None:
        """What a client of a tenant was told, whatever it was."""
        for other, canary in self._canaries.items():
            if other != tenant and canary in shown:
                self.leaks.append(f"{who} of {tenant} was shown {canary} of {other}")

    def of(self, *kinds: Kind) -> list[Event]:
        return [one for one in self.events if one.kind in kinds]

    def write(self, path: Path) -> None:
        """One line of JSON for each event."""
        path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in self.events))

    def read(self, path: Path) -> None:
        """Adds what another process wrote."""
        self.events += [msgspec.json.decode(line, type=Event) for line in path.read_bytes().splitlines()]
