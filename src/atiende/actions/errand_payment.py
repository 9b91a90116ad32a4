"""A payment link for a flow, from the provider the centre has chosen; and what that provider tells of it later."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from atiende.actions.errands import note_paid
from atiende.actions.secrets import open_secret
from atiende.domain import documents as docs
from atiende.domain.errors import NotFound
from atiende.domain.supply_documents import PaymentProvider
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.payments import Account, Order, PaymentFailed, Payments
from atiende.ports.store import Reading

PAUSE_SECONDS = 0.5
TRIES = 3
LARGEST = 100_000_000
"""Hundredths: what is more than that is a mistake."""


class _Asked(Struct, frozen=True):
    errand: str
    payment: str
    amount: int
    currency: str = "EUR"
    about: str = ""
    language: str = "es"


class PaymentPerformer:
    def __init__(self, providers: Mapping[str, Payments]) -> None:
        self._providers = providers

    async def perform(self, desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
        """ok with the address where he pays. The errand is the payment's reference: asked again, it is the same one."""
        wanted = msgspec.convert(asked, _Asked)
        if not 0 < wanted.amount <= LARGEST:
            return Outcome(errand="", result="failed", why="bad_amount")
        found = await account_of(desk, tenant, wanted.payment)
        provider = self._providers.get(found[0]) if found is not None else None
        if found is None or provider is None:
            return Outcome(errand="", result="failed", why="no_provider")
        order = Order(
            reference=wanted.errand,
            amount=wanted.amount,
            currency=wanted.currency,
            about=wanted.about[:200],
            language=wanted.language,
        )
        try:
            url = await _link(desk, provider, found[1], order)
        except PaymentFailed as failure:
            return Outcome(errand="", result="failed", why=failure.code)
        return Outcome(errand="", result="ok", values={"url": url})


async def _link(desk: Desk, provider: Payments, account: Account, order: Order) -> str:
    pause = PAUSE_SECONDS
    for left in range(TRIES - 1, -1, -1):
        try:
            return await provider.link(account, order)
        except PaymentFailed as failure:
            if not failure.retry or not left:
                raise
        await desk.clock.sleep(pause)
        pause *= 2
    raise AssertionError("the last try answers or raises")


async def account_of(desk: Desk, tenant: str, slug: str) -> tuple[str, Account] | None:
    """The provider's name and the account, its secrets opened; None where it is not published or switched off."""
    body = await _document(desk.store.reading(tenant), slug)
    if body is None or not body.active:
        return None
    key = await open_secret(desk, tenant, body.key) if body.key is not None else ""
    webhook = await open_secret(desk, tenant, body.webhook) if body.webhook is not None else ""
    return body.provider, Account(
        tenant=tenant,
        url=body.url,
        key=key or "",
        webhook=webhook or "",
        notify=f"{desk.public_url.rstrip('/')}/hooks/payments/{tenant}.{slug}",
    )


async def _document(reading: Reading, slug: str) -> PaymentProvider | None:
    row = await reading.get(docs.Document, "payment", slug)
    body = docs.read("payment", row.body) if row is not None and not row.retired else None
    return body if isinstance(body, PaymentProvider) else None


async def hear_provider(
    desk: Desk, providers: Mapping[str, Payments], hook: str, raw: bytes, headers: Mapping[str, str]
) -> bool:
    """What a provider's server tells us at `<tenant>.<payment>`; answers whether it was believed. Raises NotFound for a
    place where none speaks."""
    tenant, _, slug = hook.partition(".")
    found = await account_of(desk, tenant, slug) if tenant in await desk.store.tenants() else None
    provider = providers.get(found[0]) if found is not None else None
    if found is None or provider is None:
        raise NotFound(kind="payment", id=slug)
    paid = provider.told(found[1], raw, headers, desk.clock.now())
    if paid is None:
        return False
    if paid.status != "paid":
        return True
    return await note_paid(desk, tenant, slug, paid)
