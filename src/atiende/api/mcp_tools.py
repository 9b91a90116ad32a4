"""What an assistant of the centre may do over MCP: each tool is calls of the REST API with the caller's own key.

So no tool can go round a permission: scopes, brands, rate limits, the access log and the actions behind are the API's.
A tool whose permission the key has not is not even listed.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol
from urllib.parse import quote

import msgspec
from msgspec import Meta, Struct

from atiende.domain.check import Json

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Short = Annotated[str, Meta(min_length=1, max_length=400)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Moment = Annotated[str, Meta(max_length=40, description="RFC 3339, with an offset.")]
Language = Annotated[str, Meta(pattern="^(es|en)$")]


class ToolRefused(Exception):
    """Said to the assistant, in words; `code` is the API's."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")


class Api(Protocol):
    """The REST API as the caller; paths below `/api/v1`. Raises ToolRefused."""

    async def get(self, path: str, **query: str | int) -> Json: ...

    async def post(self, path: str, body: Json) -> Json: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool[A: Struct]:
    """`takes`: its arguments. `permission`: what the key must hold for it to be listed. `writes`: it changes something."""

    name: str
    about: str
    takes: type[A]
    permission: str
    run: Callable[[Api, A], Awaitable[Json]]
    writes: bool = False
