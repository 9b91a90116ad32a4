"""Webhooks: which facts go where, and what became of each delivery. One delivery per webhook and fact, kept durably."""

from collections.abc import Sequence
from functools import partial

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.actions.webhook_body import body_of, brand_of, encoded
from atiende.domain import documents as docs
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.facts import DocumentPublished, DocumentRetired, Logged, NoteWritten
from atiende.domain.ids import encode
from atiende.domain.retries import KEPT_TRYING_MS, wait_ms
from atiende.domain.work import Cursor, WebhookDelivery
from atiende.ports.desk import Desk
from atiende.ports.store import Change

READER = "webhooks"
TEST = "webhook.test"
ACTOR = "system:webhooks"
KEPT_MS = 30 * 86_400_000
"""How long a delivered one stays in the list."""
AT_ONCE = 500
"""Rows changed in one go."""


def delivery_id(desk: Desk, webhook: str, seq: int, salt: str = "") -> str:
    """The same fact to the same webhook is the same delivery; ids sort as the log does."""
    low = int(desk.keys.digest("webhook_delivery", f"{webhook}/{salt}")[:16], 16)
    return encode("dlv", (seq << 64) | low)


def wants(webhook: docs.Webhook, logged: Logged, brand: str) -> bool:
    """Whether a webhook is told of this fact. One bound to brands hears nothing that concerns the centre."""
    if webhook.facts and type(logged.fact).__name__ not in webhook.facts:
        return False
    return not webhook.brands or brand in webhook.brands


async def published_webhooks(desk: Desk, tenant: str) -> Sequence[tuple[str, docs.Webhook]]:
    """All there ever were; a retired one counts as switched off."""
    found = await desk.store.reading(tenant).where(docs.Document, {"kind": "webhook"}, limit=1000)
    bodies = [(one, docs.read("webhook", one.body)) for one in found]
    return [
        (one.slug, msgspec.structs.replace(body, enabled=body.enabled and not one.retired))
        for one, body in bodies
        if isinstance(body, docs.Webhook)
    ]


async def enqueue_facts(desk: Desk, tenant: str, logged: Sequence[Logged]) -> Sequence[str]:
    """Writes the deliveries of these facts, and how far the log has been read; answers the webhooks concerned.

    A webhook hears what comes after the publication that switched it on. Reading the same facts again writes nothing
    twice and does not touch what became of the deliveries.
    """

    def decide(change: Change) -> Sequence[str]:
        told: dict[str, None] = {}
        webhooks = [
            (one.slug, docs.read("webhook", one.body)) for one in change.where(docs.Document, {"kind": "webhook"})
        ]
        for one in logged:
            _switch(change, one)
            for slug, body in webhooks:
                if isinstance(body, docs.Webhook) and _enqueue(desk, change, slug, body, one):
                    told[slug] = None
        _advance(change, READER, logged[-1].seq)
        return tuple(told)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _since(slug: str) -> str:
    """Under which name it is kept from where a webhook listens."""
    return f"webhook/{slug}"


def _switch(change: Change, logged: Logged) -> None:
    """Keeps from where each webhook listens: set when one is switched on, dropped when it is switched off."""
    fact = logged.fact
    if not isinstance(fact, DocumentPublished | DocumentRetired) or fact.kind != "webhook":
        return
    since = change.get(Cursor, _since(fact.slug))
    body = docs.read("webhook", fact.body) if isinstance(fact, DocumentPublished) else None
    if isinstance(body, docs.Webhook) and body.enabled:
        if since is None:
            change.put(Cursor(reader=_since(fact.slug), seq=logged.seq))
    elif since is not None and since.seq < logged.seq:
        change.drop(Cursor, _since(fact.slug))


def _enqueue(desk: Desk, change: Change, slug: str, webhook: docs.Webhook, logged: Logged) -> bool:
    since = change.get(Cursor, _since(slug))
    if since is None or logged.seq <= since.seq:
        return False
    if isinstance(logged.fact, NoteWritten) and logged.fact.only_for is not None:  # for one pair of eyes
        return False
    row = delivery_id(desk, slug, logged.seq)
    brand = brand_of(change, logged) if webhook.brands else ""
    if not wants(webhook, logged, brand) or change.get(WebhookDelivery, row) is not None:
        return False
    change.put(
        WebhookDelivery(
            id=row,
            webhook=slug,
            seq=logged.seq,
            kind=type(logged.fact).__name__,
            body=body_of(change, logged),
            state="waiting",
            at=change.at,
            due=change.at,
        )
    )
    return True


async def remember(desk: Desk, tenant: str, seq: int) -> None:
    """How far the log has been read, where nothing was of interest."""
    await desk.store.change(tenant, lambda change: _advance(change, READER, seq), at=desk.clock.now())


def _advance(change: Change, reader: str, seq: int) -> None:
    cursor = change.get(Cursor, reader)
    if cursor is None or cursor.seq < seq:
        change.put(Cursor(reader=reader, seq=seq))


async def next_delivery(desk: Desk, tenant: str, webhook: str) -> WebhookDelivery | None:
    """The oldest one waiting: nothing overtakes it."""
    found = await desk.store.reading(tenant).where(WebhookDelivery, {"webhook": webhook, "state": "waiting"}, limit=1)
    return found[0] if found else None


async def mark_delivered(desk: Desk, tenant: str, row: WebhookDelivery, answer: str) -> None:
    def decide(change: Change) -> None:
        current = change.get(WebhookDelivery, row.id)
        if current is not None:
            change.put(msgspec.structs.replace(current, state="delivered", tries=current.tries + 1, answer=answer))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def mark_failed(
    desk: Desk, tenant: str, row: WebhookDelivery, answer: str, retry_after: int | None = None
) -> int | None:
    """Not taken: tried again later, given up after three days (a test at once). Answers when it is due again."""
    chance = int(desk.keys.digest("webhook_retry", f"{row.id}/{row.tries}")[:8], 16)

    def decide(change: Change) -> int | None:
        current = change.get(WebhookDelivery, row.id)
        if current is None or current.state != "waiting":
            return None
        due = change.at + wait_ms(current.tries + 1, chance, retry_after)
        final = current.seq == 0 or due > current.at + KEPT_TRYING_MS
        change.put(
            msgspec.structs.replace(
                current,
                state="failed" if final else "waiting",
                tries=current.tries + 1,
                answer=answer,
                due=0 if final else due,
            )
        )
        return None if final else due

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def switch_off(desk: Desk, tenant: str, slug: str) -> None:
    """The other side said it is gone (410): a new version of the document, switched off, for all to see."""

    def decide(change: Change) -> None:
        found = change.get(docs.Document, "webhook", slug)
        body = docs.read("webhook", found.body) if found and not found.retired else None
        if isinstance(body, docs.Webhook) and body.enabled:
            publish(change, ACTOR, Ref("webhook", slug), msgspec.structs.replace(body, enabled=False))

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def give_up(desk: Desk, tenant: str, slug: str, why: str) -> None:
    """What still waits for a webhook that is switched off or retired fails; it can be replayed."""
    while rows := await desk.store.reading(tenant).where(
        WebhookDelivery, {"webhook": slug, "state": "waiting"}, limit=AT_ONCE
    ):
        await desk.store.change(tenant, partial(_fail_all, rows=rows, why=why), at=desk.clock.now())


def _fail_all(change: Change, rows: Sequence[WebhookDelivery], why: str) -> None:
    for row in rows:
        change.put(msgspec.structs.replace(row, state="failed", answer=why, due=0))


async def forget_delivered(desk: Desk, tenant: str, slug: str) -> None:
    """Delivered ones leave the list after 30 days, oldest first."""
    before = desk.clock.now() - KEPT_MS
    rows = await desk.store.reading(tenant).where(
        WebhookDelivery, {"webhook": slug, "state": "delivered"}, limit=AT_ONCE
    )
    old = [row.id for row in rows if row.at < before]

    def decide(change: Change) -> None:
        for row in old:
            change.drop(WebhookDelivery, row)

    if old:
        await desk.store.change(tenant, decide, at=desk.clock.now())


async def replay_delivery(desk: Desk, tenant: str, delivery: str) -> WebhookDelivery:
    """Sent again, with the same id and content, and three days again. Raises NotFound, WrongState while it waits."""

    def decide(change: Change) -> WebhookDelivery:
        row = change.get(WebhookDelivery, delivery)
        if row is None:
            raise NotFound(kind="delivery", id=delivery)
        if row.state == "waiting":
            raise WrongState(state=row.state)
        again = msgspec.structs.replace(row, state="waiting", tries=0, at=change.at, due=change.at)
        change.put(again)
        return again

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _hurry(change: Change, delivery: str) -> None:
    row = change.get(WebhookDelivery, delivery)
    if row is not None and row.state == "waiting":
        change.put(msgspec.structs.replace(row, due=change.at))


async def send_test(desk: Desk, tenant: str, slug: str) -> WebhookDelivery:
    """A test event, tried once, after what waits already, which is tried again at once.

    Raises NotFound, WrongState when it is switched off.
    """
    test = delivery_id(desk, slug, await desk.store.head(tenant), desk.ids.new("dlv"))
    waiting = await next_delivery(desk, tenant, slug)

    def decide(change: Change) -> WebhookDelivery:
        found = change.get(docs.Document, "webhook", slug)
        body = docs.read("webhook", found.body) if found and not found.retired else None
        if not isinstance(body, docs.Webhook):
            raise NotFound(kind="webhook", id=slug)
        if not body.enabled:
            raise WrongState(state="disabled")
        row = WebhookDelivery(
            id=test,
            webhook=slug,
            seq=0,
            kind=TEST,
            body=encoded(TEST, change.at, {"webhook": slug}),
            state="waiting",
            at=change.at,
            due=change.at,
        )
        change.put(row)
        if waiting is not None:
            _hurry(change, waiting.id)
        return row

    return await desk.store.change(tenant, decide, at=desk.clock.now())
