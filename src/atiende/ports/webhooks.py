"""Sending a fact to somebody's own server."""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct


class Answered(Struct, frozen=True):
    """What the other side said. `retry_after`: seconds it asked us to wait, or None."""

    status: int
    retry_after: int | None = None


class NotTaken(Exception):
    """No answer: `code` is timeout, refused, unresolved, private_address, tls, broken or url_…"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WebhookSender(Protocol):
    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """One attempt, never redirected, within a few seconds. Raises NotTaken."""
        ...
