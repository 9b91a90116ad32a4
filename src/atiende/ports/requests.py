"""Asking another system over HTTP, for a flow: what is asked and what comes back."""

from typing import Protocol

from msgspec import Struct

MOST_READ = 1_000_000
"""Bytes of an answer; a longer one is none."""


class Wanted(Struct, frozen=True, kw_only=True):
    """One attempt, within `seconds`."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    seconds: float = 5.0


class Answer(Struct, frozen=True):
    status: int
    body: bytes


class Requester(Protocol):
    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        """Never into closed networks, never redirected. Raises `ports.webhooks.NotTaken`."""
        ...
