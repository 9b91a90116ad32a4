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


class ToEngine(Signal, frozen=True, kw_only=True, tag="to_engine"):
    """From the page behind a leg, to the engine that carries it."""

    leg: str
    body: str


class ToPage(Signal, frozen=True, kw_only=True, tag="to_page"):
    """From the engine to the page behind a leg: `who` is a user's id, or a visitor's customer or link."""

    leg: str
    who: str
    body: str


class Quality(Signal, frozen=True, kw_only=True, tag="quality"):
    """How well a leg is heard now: see `domain.voice.LegQuality`; `who` as in ToPage."""

    interaction: str
    leg: str
    who: str
    loss_pct: float
    jitter_ms: float
    rtt_ms: float = 0.0
    level: float = 0.0


class Caption(Signal, frozen=True, kw_only=True, tag="caption"):
    """Words as they are spoken in a call; `final` false: they may still change."""

    interaction: str
    leg: str
    who: str
    text: str
    final: bool


class Arrived(Signal, frozen=True, kw_only=True, tag="arrived"):
    """Something inbound was kept and waits to be applied by whoever holds the channels."""


class HandedOver(Signal, frozen=True, kw_only=True, tag="handed_over"):
    """A node gave leases of this tenant back: they can be taken at once."""


AnySignal = Grew | Typing | Viewing | Ringing | ToEngine | ToPage | Quality | Caption | Arrived | HandedOver


class Bus(Protocol):
    async def send(self, tenant: str, signal: AnySignal) -> None:
        """Never waits for receivers, never raises when nobody listens."""
        ...

    def listen(self, tenant: str | None) -> AbstractAsyncContextManager[AsyncIterator[tuple[str, AnySignal]]]:
        """Signals of one tenant, or of all with None. A slow listener loses the oldest."""
        ...
