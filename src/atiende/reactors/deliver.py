"""Sends what was written: one attempt at a time per conversation, each provider behind its own bulkhead."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from atiende.actions.delivery import Parcel, note_not_sent, note_sent, reconcile, start_send
from atiende.actions.endpoints import open_endpoint
from atiende.domain.errors import Refusal, StoreFull
from atiende.domain.message import Message
from atiende.ports.channel import Endpoint, Outbound, SendFailed
from atiende.ports.desk import Desk
from atiende.ports.failpoints import PROVIDER_ACCEPTED, SEND_STARTED
from atiende.ports.metrics import SEND_SECONDS, SENDS
from atiende.ports.nodes import CHANNELS, LeaseLost

log = structlog.get_logger()
PER_ENDPOINT = 4
"""Attempts at once through one endpoint: a slow provider holds up nobody else's."""

FULL_SECONDS = 1.0
"""How often a store that takes nothing is asked again."""


class DeliverReactor:
    """Fired by the `send` timers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gates: dict[tuple[str, str], asyncio.Semaphore] = {}

    async def deliver(self, tenant: str, message_id: str) -> None:
        """One attempt, or what became of one that nobody finished. Raises StoreFull before anything was sent."""
        message = await self._desk.store.reading(tenant).get(Message, message_id)
        if message is None:
            await start_send(self._desk, tenant, message_id)  # takes the timer down
            return
        gate = self._gates.setdefault((tenant, message.endpoint), asyncio.Semaphore(PER_ENDPOINT))
        async with gate:
            if message.status == "attempting":
                await reconcile(self._desk, tenant, message_id, await self._resend_safe(tenant, message))
                return
            parcel = await start_send(self._desk, tenant, message_id)
            if parcel is not None:
                self._desk.fail(SEND_STARTED)
                about = {"atiende.message": message_id, "atiende.channel": message.channel}
                with self._desk.tracing.span(
                    "outbound.send", after=self._desk.tracing.of(tenant, message_id), about=about
                ):
                    await self._attempt(tenant, parcel)

    async def _resend_safe(self, tenant: str, message: Message) -> bool:
        """By the channel's nature, or because the centre chose so for this endpoint (`resend: auto`)."""
        if self._desk.channels[message.channel].traits.resend_safe:
            return True
        endpoint = await open_endpoint(self._desk, tenant, message.endpoint)
        return endpoint is not None and endpoint.settings.get("resend") == "auto"

    async def _attempt(self, tenant: str, parcel: Parcel) -> None:
        message = parcel.message
        try:
            provider_id = await self._send(tenant, parcel)
        except LeaseLost:
            raise
        except SendFailed as known:
            failure = known
        except Exception as error:
            log.exception("send failed", message=message.id, error=type(error).__name__)
            failure = SendFailed("failed", retry=False, sure=False)
        else:
            self._desk.fail(PROVIDER_ACCEPTED)
            SENDS.labels(message.channel, "sent").inc()
            await self._settled(lambda: note_sent(self._desk, tenant, message.id, provider_id))
            return
        outcome = "unconfirmed" if not failure.sure else "retry" if failure.retry else "failed"
        SENDS.labels(message.channel, outcome).inc()
        await self._settled(lambda: note_not_sent(self._desk, tenant, message.id, failure))

    async def _send(self, tenant: str, parcel: Parcel) -> str:
        """What goes wrong before the provider is called is sure not to have been sent."""
        endpoint = await self._ready(tenant, parcel)
        try:
            outbound = await self._outbound(endpoint, parcel)
        except Exception as error:
            log.exception("message cannot be put together", message=parcel.message.id, error=type(error).__name__)
            raise SendFailed("failed", retry=True) from error
        if self._desk.leases.epoch(tenant, CHANNELS) is None:  # frozen since the attempt was begun: others settle it
            raise LeaseLost(reason="lease_lost")
        with SEND_SECONDS.labels(parcel.message.channel).time():
            return await self._desk.channels[parcel.message.channel].send(endpoint, outbound)

    async def _ready(self, tenant: str, parcel: Parcel) -> Endpoint:
        if not parcel.to:
            raise SendFailed("no_address", retry=False)
        try:
            endpoint = await open_endpoint(self._desk, tenant, parcel.message.endpoint)
        except Refusal as refusal:
            raise SendFailed("failed", retry=True) from refusal
        if endpoint is None:
            raise SendFailed("endpoint_off", retry=True)
        return endpoint

    async def _settled(self, note: Callable[[], Awaitable[None]]) -> None:
        """What became of an attempt is known only here: it is told until the store takes it."""
        while True:
            try:
                return await note()
            except LeaseLost:
                raise  # whoever took over finds the attempt and settles it
            except StoreFull:
                await self._desk.clock.sleep(FULL_SECONDS)

    async def _outbound(self, endpoint: Endpoint, parcel: Parcel) -> Outbound:
        content = parcel.content
        files = [(one, await self._desk.blobs.get(endpoint.tenant, one.blob)) for one in content.attachments]
        return Outbound(
            token=parcel.message.id,
            conversation=parcel.conversation.id,
            number=parcel.conversation.number,
            to=parcel.to,
            to_name=parcel.to_name,
            text=content.text,
            html=content.html,
            subject=content.subject,
            cc=content.cc,
            thread=parcel.thread,
            files=tuple(files),
            automatic=parcel.message.automatic,
            sender_name=parcel.sender_name,
            language=parcel.conversation.language,
        )
