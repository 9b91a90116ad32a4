"""Asking another system for a flow: an HTTP request under a guard, tried again where that does no harm.

Secrets are opened here and nowhere else: neither the log nor the errand's content ever has them.
"""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from atiende.actions.secrets import open_secret
from atiende.domain.flow_documents import Header
from atiende.flows.mapping import taken
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.requests import Answer, Requester, Wanted
from atiende.ports.webhooks import NotTaken

PAUSE_SECONDS = 0.5
"""Before it is tried again; doubled each time."""
AGAIN = (408, 425, 429, 500, 502, 503, 504)
HOPELESS = ("private_address", "too_large", "tls", "secret_missing")
MISSING = (404, 410)


class _Asked(Struct, frozen=True):
    """What the flow says; templates are filled in."""

    errand: str
    url: str
    method: str = "GET"
    headers: tuple[Header, ...] = ()
    body: str = ""
    take: dict[str, str] = {}
    timeout_seconds: int = 5
    tries: int = 1


class RequestPerformer:
    def __init__(self, requester: Requester) -> None:
        self._requester = requester

    async def perform(self, desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
        """ok with what was taken out of the answer, missing on 404, else failed with a code."""
        wanted = msgspec.convert(asked, _Asked)
        try:
            answer = await self._answer(desk, tenant, wanted)
        except NotTaken as failure:
            return Outcome(errand="", result="failed", why=failure.code)
        if answer.status in MISSING:
            return Outcome(errand="", result="missing", why=str(answer.status))
        if not 200 <= answer.status < 300:
            return Outcome(errand="", result="failed", why=str(answer.status))
        return _mapped(wanted.take, answer)

    async def _answer(self, desk: Desk, tenant: str, wanted: _Asked) -> Answer:
        request = await _request(desk, tenant, wanted)
        pause, left = PAUSE_SECONDS, wanted.tries
        while True:
            try:
                answer = await self._requester.ask(tenant, request)
                if answer.status not in AGAIN or not left:
                    return answer
            except NotTaken as failure:
                if not left or failure.code in HOPELESS or failure.code.startswith("url_"):
                    raise
            left -= 1
            await desk.clock.sleep(pause)
            pause *= 2


async def _request(desk: Desk, tenant: str, wanted: _Asked) -> Wanted:
    """The same key however often it is tried, so that the other side can tell a repetition."""
    headers = {"user-agent": "Atiende-Flows/1", "accept": "application/json"}
    if wanted.body:
        headers["content-type"] = "application/json"
    if wanted.method != "GET":
        headers["idempotency-key"] = wanted.errand
    for one in wanted.headers:
        headers[one.name.lower()] = await _value(desk, tenant, one)
    return Wanted(
        method=wanted.method,
        url=wanted.url,
        headers=tuple(headers.items()),
        body=wanted.body.encode() if wanted.method != "GET" else b"",
        seconds=float(wanted.timeout_seconds),
    )


async def _value(desk: Desk, tenant: str, header: Header) -> str:
    """Raises NotTaken for a secret that is not there; line breaks never become headers of their own."""
    value = header.value
    if header.secret is not None:
        secret = await open_secret(desk, tenant, header.secret)
        if secret is None:
            raise NotTaken("secret_missing")
        value += secret
    return " ".join(value.split())


def _mapped(take: Mapping[str, str], answer: Answer) -> Outcome:
    if not take:
        return Outcome(errand="", result="ok")
    try:
        body: object = msgspec.json.decode(answer.body)
    except msgspec.DecodeError:
        return Outcome(errand="", result="failed", why="not_json")
    return Outcome(errand="", result="ok", values=taken(take, body))
