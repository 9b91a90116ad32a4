"""Links where customers pay at a provider: no card number ever comes here.

A payment is known by our own reference, so that asking twice for the same makes one link, and being told twice that it
is paid is being told once.
"""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct


class Account(Struct, frozen=True, kw_only=True):
    """A published `payment` document with its secrets opened. `notify`: where the provider tells us what became."""

    tenant: str
    url: str
    key: str
    webhook: str
    notify: str


class Order(Struct, frozen=True, kw_only=True):
    """`amount` in hundredths of `currency`."""

    reference: str
    amount: int
    currency: str
    about: str
    language: str


class Paid(Struct, frozen=True, kw_only=True):
    """What a provider says became of a payment; `status` is paid, failed or something that does not matter."""

    reference: str
    status: str
    amount: int
    currency: str


class PaymentFailed(Exception):
    """No link: `code` says why, `retry` whether asking again may help."""

    def __init__(self, code: str, *, retry: bool) -> None:
        super().__init__(code)
        self.code, self.retry = code, retry


class Payments(Protocol):
    async def link(self, account: Account, order: Order) -> str:
        """The address where he pays, which leads to the provider. Raises PaymentFailed."""
        ...

    def told(self, account: Account, raw: bytes, headers: Mapping[str, str], now: int) -> Paid | None:
        """What a call of the provider says; None when it is not the provider's. Pure, in constant time."""
        ...
