"""Signals between tasks and nodes: fast, unordered, may be lost. What must not be lost is a fact."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from msgspec import Struct


class Signal(Struct, frozen=True, kw_only=True, tag_field="signal"):
    """One of the signals below."""


class Grew(Signal, frozen=True, kw_only=True, tag="grew"):
    """The tenant's log reached `seq`. `traces`: see `ports.tracing`."""

    seq: int
    traces: dict[str, str] = {}


class Typing(Signal, frozen=True, kw_only=True, tag="typing"):
    """Somebody types in a conversation. `who` is a user's id or `customer`; `name` is shown."""

    conversation: str
    who: str
    on: bool
    note: bool = False


class Viewing(Signal, frozen=True, kw_only=True, tag="viewing"):
    """An agent has a conversation open, at `node`. `asks`: who else has it open there says so too."""

    conversation: str
    who: str
    on: bool
    node: str = ""
    asks: bool = False


class Ringing(Signal, frozen=True, kw_only=True, tag="ringing"):
    """A telephone outside rings at an agent's desk: `number` is who calls, E.164."""

    agent: str
    number: str


class Arrived(Signal, frozen=True, kw_only=True, tag="arrived"):
    """Something inbound was kept and waits to be applied by whoever holds the channels."""


class HandedOver(Signal, frozen=True, kw_only=True, tag="handed_over"):
    """A node gave leases of this tenant back: they can be taken at once."""


AnySignal = Grew | Typing | Viewing | Ringing | Arrived | HandedOver


class Bus(Protocol):
    async def send(self, tenant: str, signal: AnySignal) -> None:
        """Never waits for receivers, never raises when nobody listens."""
        ...

    def listen(self, tenant: str | None) -> AbstractAsyncContextManager[AsyncIterator[tuple[str, AnySignal]]]:
        """Signals of one tenant, or of all with None. A slow listener loses the oldest."""
        ...
