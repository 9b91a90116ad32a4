"""Following one message through the house, from where it came in to the socket it is told on, over all nodes.

A trace is a W3C `traceparent`; "" is none. Within a task what is under way is known by itself. Between tasks, the trace
of what a change recorded is remembered beside the log, never in it: by the fact's seq, and by what others will act on.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from atiende.domain import facts as f
from atiende.domain.facts import Logged

CARRIED = "traceparent"
"""Its name in the envelope of kept inbound."""
Note = Callable[[str, str | int], None]
"""Adds to the span under way: a name of ours and an id, a kind or a number, never a person's value."""
NOTHING: Mapping[str, str | int] = {}


class Tracing(Protocol):
    @property
    def on(self) -> bool: ...

    def span(
        self, name: str, *, after: str = "", about: Mapping[str, str | int] = NOTHING
    ) -> AbstractContextManager[Note]:
        """A piece of work: part of what is under way in this task, or what follows from the trace `after`."""
        ...

    def here(self) -> str:
        """The trace of what is under way in this task."""
        ...

    def remember(self, tenant: str, subjects: Sequence[str], trace: str) -> None:
        """These follow from a trace. Kept for a while, and told to the other nodes with the log's growth."""
        ...

    def of(self, tenant: str, subject: str) -> str:
        """The trace of a fact's seq or of an id, as far as this node heard of it."""
        ...

    def to_tell(self, tenant: str) -> dict[str, str]:
        """What was remembered here since the last time."""
        ...

    def heard(self, tenant: str, traces: Mapping[str, str]) -> None:
        """What another node remembers."""
        ...


def subjects(logged: Sequence[Logged]) -> list[str]:
    """By what the trace of these facts will be asked for: their seqs, the work to route, the message to send."""
    found = [str(each.seq) for each in logged]
    for each in logged:
        if isinstance(each.fact, f.InteractionQueued):
            found.append(each.fact.interaction)
        elif isinstance(each.fact, f.MessageWritten):
            found.append(each.fact.message)
    return found


def _unnoted(name: str, value: str | int) -> None:
    """Nobody follows."""


class NoTracing:
    """Costs a call."""

    on: bool = False
    _span = nullcontext(_unnoted)

    def span(
        self, name: str, *, after: str = "", about: Mapping[str, str | int] = NOTHING
    ) -> AbstractContextManager[Note]:
        return self._span

    def here(self) -> str:
        return ""

    def remember(self, tenant: str, subjects: Sequence[str], trace: str) -> None:
        """Nothing."""

    def of(self, tenant: str, subject: str) -> str:
        return ""

    def to_tell(self, tenant: str) -> dict[str, str]:
        return {}

    def heard(self, tenant: str, traces: Mapping[str, str]) -> None:
        """Nothing."""
