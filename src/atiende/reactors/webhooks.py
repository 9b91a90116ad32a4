"""Facts to webhooks: follows the log, writes deliveries, and makes them, in order for each webhook, at least once.

Everything that matters is in rows: which deliveries exist, when each is due, how far the log was read. After a crash
the same rows are read again; a delivery made but not marked is made again under the same id.
"""

import asyncio
from collections.abc import Sequence

import structlog

from atiende.actions import webhooks as actions
from atiende.actions.secrets import open_secret
from atiende.domain import documents as docs
from atiende.domain.errors import Invalid, Refusal
from atiende.domain.facts import DocumentPublished, DocumentRetired, Logged
from atiende.domain.signing import signed_headers
from atiende.domain.work import Cursor, WebhookDelivery
from atiende.ports.desk import Desk
from atiende.ports.store import Batch
from atiende.ports.webhooks import NotTaken, WebhookSender
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
POLL_SECONDS = 1.0
"""How late a replay or a test asked for on another node is seen."""
REMEMBER_EVERY = 1000
"""Facts without interest after which the position is written all the same."""
TIDY_SECONDS = 3600.0
GONE = 410


async def run(desk: Desk, sender: WebhookSender, tenant: str) -> None:
    """All webhooks of a tenant, until cancelled."""
    await WebhookReactor(desk, sender, tenant).run()


class WebhookReactor:
    def __init__(self, desk: Desk, sender: WebhookSender, tenant: str) -> None:
        self._desk, self._sender, self._tenant = desk, sender, tenant
        self._webhooks: dict[str, docs.Webhook] = {}
        self._remembered = 0
        self._wake = asyncio.Event()
        self._busy: set[str] = set()

    async def run(self) -> None:
        start = await self.catch_up()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._deliver())
            group.create_task(self._tidy())
            async for batch in self._desk.store.follow(self._tenant, start):
                await self.read(batch)

    async def catch_up(self) -> int:
        """Where to read on from: where we left, or the end of the log while nobody wants to hear."""
        head = await self._desk.store.head(self._tenant)  # before the webhooks: one published since is then still ahead
        await self._refresh()
        cursor = await self._desk.store.reading(self._tenant).get(Cursor, actions.READER)
        wanted = any(webhook.enabled for webhook in self._webhooks.values())
        self._remembered = cursor.seq if cursor and wanted else 0
        return self._remembered if wanted else head

    async def read(self, batch: Batch) -> None:
        """Writes the deliveries of one commit."""
        about = any(_about_webhooks(one) for one in batch.logged)
        if about:
            await self._refresh()
        last = batch.logged[-1].seq
        told: Sequence[str] = ()
        if about or any(self._may_want(one) for one in batch.logged):
            told = await actions.enqueue_facts(self._desk, self._tenant, batch.logged)
            self._remembered = last
        elif last - self._remembered >= REMEMBER_EVERY:
            await actions.remember(self._desk, self._tenant, last)
            self._remembered = last
        if told:
            self._wake.set()

    def _may_want(self, logged: Logged) -> bool:
        name = type(logged.fact).__name__
        return any(one.enabled and (not one.facts or name in one.facts) for one in self._webhooks.values())

    async def _refresh(self) -> None:
        self._webhooks = dict(await actions.published_webhooks(self._desk, self._tenant))

    async def _deliver(self) -> None:
        """One task per webhook that has something due, so that a slow one holds up nobody else."""
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                for slug in list(self._webhooks):
                    if slug not in self._busy and await self._is_due(slug):
                        self._busy.add(slug)
                        group.create_task(self._drain(slug))
                await wait_for(self._wake, self._desk.clock, POLL_SECONDS)

    async def _is_due(self, slug: str) -> bool:
        row = await actions.next_delivery(self._desk, self._tenant, slug)
        return row is not None and row.due <= self._desk.clock.now()

    async def _drain(self, slug: str) -> None:
        """Delivers until nothing is due."""
        try:
            while await self.deliver_one(slug):
                pass
            self._wake.set()  # for what was written while this was the last look
        except Refusal as refusal:
            log.warning("webhook delivery put off", tenant=self._tenant, webhook=slug, code=refusal.code)
        finally:
            self._busy.discard(slug)

    async def deliver_one(self, slug: str) -> bool:
        """Makes the oldest delivery if it is due; whether the next one may follow at once."""
        row = await actions.next_delivery(self._desk, self._tenant, slug)
        if row is None or row.due > self._desk.clock.now():
            return False
        webhook = self._webhooks.get(slug)
        if webhook is None or not webhook.enabled:
            await actions.give_up(self._desk, self._tenant, slug, "disabled")
            return False
        return await self._attempt(slug, webhook, row)

    async def _attempt(self, slug: str, webhook: docs.Webhook, row: WebhookDelivery) -> bool:
        try:
            headers = await self._headers(webhook, row)
            answer = await self._sender.post(webhook.url, row.body.encode(), headers)
        except NotTaken as failure:
            due = await actions.mark_failed(self._desk, self._tenant, row, failure.code)
            return self._failed(slug, row, failure.code, due)
        if 200 <= answer.status < 300:
            await actions.mark_delivered(self._desk, self._tenant, row, str(answer.status))
            return True
        due = await actions.mark_failed(self._desk, self._tenant, row, str(answer.status), answer.retry_after)
        if answer.status == GONE:
            await actions.switch_off(self._desk, self._tenant, slug)
            await actions.give_up(self._desk, self._tenant, slug, "disabled")
            return False
        return self._failed(slug, row, str(answer.status), due)

    def _failed(self, slug: str, row: WebhookDelivery, code: str, due: int | None) -> bool:
        log.info("webhook not delivered", tenant=self._tenant, webhook=slug, seq=row.seq, code=code, due=due)
        return due is None

    async def _headers(self, webhook: docs.Webhook, row: WebhookDelivery) -> dict[str, str]:
        """Signed anew at every attempt: the time in it is the attempt's."""
        try:
            secret = await open_secret(self._desk, self._tenant, webhook.secret)
        except Invalid as error:
            raise NotTaken("secret_unreadable") from error
        if not secret:
            raise NotTaken("secret_missing")
        signed = signed_headers(secret, row.id, self._desk.clock.now() // 1000, row.body.encode())
        return {"content-type": "application/json", "user-agent": "Atiende-Webhooks/1", **signed}

    async def _tidy(self) -> None:
        while True:
            await self._desk.clock.sleep(TIDY_SECONDS)
            for slug in list(self._webhooks):
                await actions.forget_delivered(self._desk, self._tenant, slug)


def _about_webhooks(logged: Logged) -> bool:
    return isinstance(logged.fact, DocumentPublished | DocumentRetired) and logged.fact.kind == "webhook"
