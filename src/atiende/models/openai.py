"""A language model behind an OpenAI-compatible address (`…/v1/chat/completions`): hosted ones, and llama.cpp, vLLM,
Ollama and others in one's own house.

The address is resolved and checked, and exactly the checked one is connected to. Never redirected, never through a
proxy of the environment, never longer than the deadline, and no more of an answer is read than could be one.
"""

import asyncio
import json as jsons
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx2
import msgspec
from msgspec import Struct

from atiende.domain.destinations import address_problem, is_public, literal_address
from atiende.ports.model import Line, ModelFailed, Where, Written
from atiende.ports.names import resolve

PATH = "/chat/completions"
MOST_BYTES = 512_000
"""Of an answer; 4,000 tokens are about 20,000."""
MOST_CLIENTS = 20
MOST_AT_ONCE = 16
"""By one centre. Beyond that nobody waits in a line for a model: the way without one is quicker, and people's chats
go first."""
LETTERS_A_TOKEN = 4
"""Where the other side counts nothing."""
STATUS = {401: "key", 403: "key", 404: "missing", 429: "limited", 400: "bad_request", 422: "bad_request"}
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class _Message(Struct, frozen=True):
    content: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message


class _Usage(Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(Struct, frozen=True):
    choices: list[_Choice]
    usage: _Usage | None = None


class OpenAiModel:
    """`ports.model.Model`. `local`: hosts of the operator's own house that may be asked, also by http; `*` is all."""

    def __init__(self, *, local: Sequence[str] = (), resolve: Resolve = resolve) -> None:
        self._local, self._resolve = frozenset(local), resolve
        self._clients: OrderedDict[str, httpx2.AsyncClient] = OrderedDict()
        self._under_way: Counter[str] = Counter()
        """By address and key, which are one centre's."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def ask(self, where: Where, lines: Sequence[Line], *, json: bool = False) -> Written:
        body = {
            "model": where.model,
            "messages": [{"role": line.role, "content": line.text} for line in lines],
            "temperature": where.temperature,
            "max_tokens": where.most_tokens,
            "stream": False,
            **({"response_format": {"type": "json_object"}} if json else {}),
        }
        whose = f"{where.url} {where.key}"
        if self._under_way[whose] >= MOST_AT_ONCE:
            raise ModelFailed("busy")
        self._under_way[whose] += 1
        try:
            async with asyncio.timeout(where.timeout):
                raw = await self._post(where, jsons.dumps(body).encode())
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise ModelFailed("timeout") from error
        except httpx2.ConnectError as error:
            raise ModelFailed("refused") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ModelFailed("broken") from error
        finally:
            self._under_way[whose] -= 1
            await self._make_room()
        return _read(raw, sum(len(line.text) for line in lines))

    async def _post(self, where: Where, body: bytes) -> bytes:
        url = where.url.rstrip("/")
        url = url if url.endswith(PATH) else url + PATH
        parts = urlsplit(url)
        host = parts.hostname or ""
        local = "*" in self._local or host in self._local
        problem = address_problem(url, local=local)
        if problem:
            raise ModelFailed(problem)
        address = await self._address(host, parts.port or (443 if parts.scheme == "https" else 80), local)
        shown = f"[{address}]" if ":" in address else address
        headers = {"host": parts.netloc, "content-type": "application/json", "accept": "application/json"}
        if where.key:
            headers["authorization"] = f"Bearer {where.key}"
        client = self._client(f"{where.url} {where.key}")
        async with client.stream(
            "POST",
            httpx2.URL(url).copy_with(host=shown),
            content=body,
            headers=headers,
            extensions={"sni_hostname": host},
        ) as answer:
            return await _taken(answer)

    async def _address(self, host: str, port: int, local: bool) -> str:
        """The address to connect to. One closed address among a name's refuses them all. Raises ModelFailed."""
        literal = literal_address(host)
        try:
            found = [str(literal)] if literal else await self._resolve(host, port)
        except OSError as error:
            raise ModelFailed("unresolved") from error
        if not found:
            raise ModelFailed("unresolved")
        if not local and not all(is_public(ip_address(one.partition("%")[0])) for one in found):
            raise ModelFailed("private_address")
        return found[0]

    def _client(self, whose: str) -> httpx2.AsyncClient:
        """Each centre's own: one that asks a lot keeps no connection from another."""
        client = self._clients.pop(whose, None) or httpx2.AsyncClient(
            timeout=httpx2.Timeout(connect=5.0, read=60.0, write=10.0, pool=5.0),
            limits=httpx2.Limits(max_connections=8, max_keepalive_connections=4),
            follow_redirects=False,
            trust_env=False,
        )
        self._clients[whose] = client
        return client

    async def _make_room(self) -> None:
        """The one that has rested longest goes, never one that somebody is waiting for."""
        resting = next((one for one in self._clients if not self._under_way[one]), None)
        if len(self._clients) > MOST_CLIENTS and resting is not None:
            del self._under_way[resting]
            await self._clients.pop(resting).aclose()


async def _taken(answer: httpx2.Response) -> bytes:
    """The body of a good answer, as far as one may go. Raises ModelFailed."""
    status = answer.status_code
    if 300 <= status < 400:
        raise ModelFailed("redirected")
    if status != 200:
        raise ModelFailed(STATUS.get(status, "error"))
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise ModelFailed("too_long")
    return bytes(body)


def _read(raw: bytes, characters: int) -> Written:
    try:
        found = msgspec.json.decode(raw, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelFailed("unreadable") from error
    text = (found.choices[0].message.content or "").strip() if found.choices else ""
    if not text:
        raise ModelFailed("empty")
    usage = found.usage or _Usage()
    return Written(
        text=text,
        tokens_in=max(0, usage.prompt_tokens) or characters // LETTERS_A_TOKEN,
        tokens_out=max(0, usage.completion_tokens) or len(text) // LETTERS_A_TOKEN,
    )
