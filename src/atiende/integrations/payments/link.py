"""A generic API of signed payment links: one call makes the link, one webhook says that it is paid.

`POST {url}/links` with `reference`, `amount` (hundredths), `currency`, `description`, `language` and `notify_url` in
JSON, the key as a bearer token and the reference as Idempotency-Key, answers `{"url": …}`. The provider then calls
`notify_url` with `{"reference", "status": "paid", "amount", "currency"}`, `X-Timestamp` (seconds) and `X-Signature`:
HMAC-SHA256 of `<timestamp>.<body>` with the webhook's secret, in hex. A provider with another API is another file here.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from atiende.ports.payments import Account, Order, Paid, PaymentFailed
from atiende.ports.requests import Requester, Wanted
from atiende.ports.webhooks import NotTaken

SECONDS = 10.0
OLDEST_SECONDS = 300
"""A call signed longer ago is a copy of one."""
PASSING = (408, 425, 429)


class _Link(Struct, frozen=True):
    url: str


class _Told(Struct, frozen=True):
    reference: str
    status: str
    amount: int
    currency: str


class LinkPayments:
    def __init__(self, requester: Requester, *, plain: bool = False) -> None:
        """`plain`: links without TLS are taken too, for tests."""
        self._requester, self._plain = requester, plain

    async def link(self, account: Account, order: Order) -> str:
        body = {
            "reference": order.reference,
            "amount": order.amount,
            "currency": order.currency,
            "description": order.about,
            "language": order.language,
            "notify_url": account.notify,
        }
        wanted = Wanted(
            method="POST",
            url=f"{account.url.rstrip('/')}/links",
            headers=(
                ("content-type", "application/json"),
                ("authorization", f"Bearer {account.key}"),
                ("idempotency-key", order.reference),
            ),
            body=msgspec.json.encode(body),
            seconds=SECONDS,
        )
        try:
            answer = await self._requester.ask(account.tenant, wanted)
        except NotTaken as failure:
            raise PaymentFailed(failure.code, retry=failure.code in ("timeout", "refused", "broken")) from failure
        if not 200 <= answer.status < 300:
            raise PaymentFailed(str(answer.status), retry=answer.status >= 500 or answer.status in PASSING)
        return self._checked(answer.body)

    def _checked(self, body: bytes) -> str:
        """Nobody is sent to an address that is no web address."""
        try:
            url = msgspec.json.decode(body, type=_Link).url
            parts = urlsplit(url)
        except (msgspec.DecodeError, ValueError) as error:
            raise PaymentFailed("not_a_link", retry=False) from error
        schemes = ("https", "http") if self._plain else ("https",)
        if parts.scheme not in schemes or not parts.hostname or not url.isascii() or not url.isprintable():
            raise PaymentFailed("not_a_link", retry=False)
        return url

    def told(self, account: Account, raw: bytes, headers: Mapping[str, str], now: int) -> Paid | None:
        stamp, signature = headers.get("x-timestamp", ""), headers.get("x-signature", "")
        if not account.webhook or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            return None
        made = sign(account.webhook, stamp, raw)
        if not hmac.compare_digest(made.encode(), signature.encode()):
            return None
        if abs(now // 1000 - int(stamp)) > OLDEST_SECONDS:
            return None
        try:
            told = msgspec.json.decode(raw, type=_Told)
        except msgspec.DecodeError:
            return None
        return Paid(reference=told.reference, status=told.status, amount=told.amount, currency=told.currency)


def sign(secret: str, stamp: str, raw: bytes) -> str:
    """Hex."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
