"""One HTTP attempt at a webhook, or at what a flow asks: the address is resolved and checked, and exactly the checked
one is connected to.

Never redirected, never through a proxy of the environment, never longer than the deadline; a webhook's answer is not
read. One client per host, so that no connection is shared between two names at one address.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from ssl import SSLContext, SSLError
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx2

from atiende.domain.destinations import address_problem, is_public, literal_address
from atiende.ports.names import resolve
from atiende.ports.requests import MOST_READ, Answer, Wanted
from atiende.ports.webhooks import Answered, NotTaken

TIMEOUT = httpx2.Timeout(connect=5.0, read=10.0, write=10.0, pool=5.0)
DEADLINE_SECONDS = 20.0
"""For the whole attempt, however slowly bytes drip."""
MOST_CLIENTS = 50
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class HttpSender:
    """`ports.webhooks.WebhookSender`. `local` allows closed networks and http; `trust`: whose certificates count."""

    def __init__(
        self,
        *,
        local: bool = False,
        resolve: Resolve = resolve,
        deadline: float = DEADLINE_SECONDS,
        trust: SSLContext | None = None,
    ) -> None:
        self._local, self._resolve, self._deadline, self._trust = local, resolve, deadline, trust
        self._clients: OrderedDict[str, httpx2.AsyncClient] = OrderedDict()
        self._in_use: Counter[str] = Counter()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        while self._clients:
            await self._clients.popitem()[1].aclose()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """See the port."""
        code = address_problem(url, local=self._local)
        if code is not None:
            raise NotTaken(code)
        async with _named_failures(self._deadline), self._open("POST", url, body, headers) as answer:
            return Answered(answer.status_code, _retry_after(answer.headers.get("retry-after")))

    async def ask(self, tenant: str, wanted: Wanted) -> Answer:
        """`ports.requests.Requester`: the same guard, and the answer is read, as far as it is not too long."""
        code = address_problem(wanted.url, local=self._local)
        if code is not None:
            raise NotTaken(code)
        asking = self._open(wanted.method, wanted.url, wanted.body, dict(wanted.headers), whose=tenant)
        async with _named_failures(wanted.seconds), asking as answer:
            return Answer(answer.status_code, await _read(answer))

    @asynccontextmanager
    async def _open(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], whose: str = ""
    ) -> AsyncIterator[httpx2.Response]:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = await self._address(host, port)
        shown = f"[{address}]" if ":" in address else address
        pinned = httpx2.URL(url).copy_with(raw_path=_path(parts.path, parts.query)).copy_with(host=shown)
        request = {**headers, "host": parts.netloc}
        async with (
            self._client(f"{whose} {host}") as client,
            client.stream(method, pinned, content=body, headers=request, extensions={"sni_hostname": host}) as answer,
        ):
            yield answer

    async def _address(self, host: str, port: int) -> str:
        """The address to connect to. One closed address among a name's refuses them all. Raises NotTaken."""
        literal = literal_address(host)
        try:
            found = [str(literal)] if literal else await self._resolve(host, port)
        except OSError as error:
            raise NotTaken("unresolved") from error
        if not found:
            raise NotTaken("unresolved")
        if not self._local and not all(is_public(ip_address(one.partition("%")[0])) for one in found):
            raise NotTaken("private_address")
        return found[0]

    @asynccontextmanager
    async def _client(self, whose: str) -> AsyncIterator[httpx2.AsyncClient]:
        """A host's own for each centre: connections one of them waits at are not missing to another. The one that has
        rested longest makes room, never one that somebody is waiting for."""
        client = self._clients.pop(whose, None) or httpx2.AsyncClient(
            verify=self._trust or True, timeout=TIMEOUT, follow_redirects=False, trust_env=False
        )
        self._clients[whose] = client
        self._in_use[whose] += 1
        try:
            yield client
        finally:
            self._in_use[whose] -= 1
            resting = next((one for one in self._clients if not self._in_use[one]), None)
            if len(self._clients) > MOST_CLIENTS and resting is not None:
                del self._in_use[resting]
                await self._clients.pop(resting).aclose()


@asynccontextmanager
async def _named_failures(seconds: float) -> AsyncIterator[None]:
    """Within so many seconds, and what goes wrong as NotTaken."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except (TimeoutError, httpx2.TimeoutException) as error:
        raise NotTaken("timeout") from error
    except httpx2.ConnectError as error:
        raise NotTaken("tls" if _is_tls(error) else "refused") from error
    except httpx2.HTTPError as error:
        raise NotTaken("broken") from error


async def _read(answer: httpx2.Response) -> bytes:
    """Raises NotTaken for an answer that is too long."""
    pieces, size = [], 0
    async for piece in answer.aiter_bytes():
        size += len(piece)
        if size > MOST_READ:
            raise NotTaken("too_large")
        pieces.append(piece)
    return b"".join(pieces)


def _path(path: str, query: str) -> bytes:
    return ((path or "/") + (f"?{query}" if query else "")).encode("ascii")


def _retry_after(value: str | None) -> int | None:
    """Seconds; the form with a date is not honoured, our own waits are longer than most."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


def _is_tls(error: BaseException) -> bool:
    """Whether a certificate or handshake stands behind a failed connection."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
