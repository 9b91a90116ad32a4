"""Asking a language model: an address somebody of the centre has set, a few messages, one answer."""

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct


class Where(Struct, frozen=True, kw_only=True):
    """Which model, and how. `temperature` 0 to 1; `key` is the secret itself, empty where none is needed."""

    url: str
    model: str
    key: str = ""
    temperature: float = 0.2
    most_tokens: int = 600
    timeout: float = 8.0


class Line(Struct, frozen=True):
    role: Literal["system", "user", "assistant"]
    text: str


class Written(Struct, frozen=True, kw_only=True):
    """What it wrote, and the tokens it counted; estimated where it counts none."""

    text: str
    tokens_in: int
    tokens_out: int


class ModelFailed(Exception):
    """No answer of use. `code`: timeout, refused, unresolved, private_address, broken, url_…, key, limited, busy,
    missing, bad_request, redirected, error, too_long, unreadable or empty."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Model(Protocol):
    async def ask(self, where: Where, lines: Sequence[Line], *, json: bool = False) -> Written:
        """One attempt within `where.timeout` seconds in all, never redirected; `json`: it is asked to write an object.
        Raises ModelFailed."""
        ...
