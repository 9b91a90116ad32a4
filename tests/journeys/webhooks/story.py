"""What the tests of webhooks have in common: a visitor who writes, a reactor that runs, time that passes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from atiende.actions import webhooks as actions
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.domain.work import WebhookDelivery
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.webhooks import WebhookSender
from atiende.reactors.webhooks import WebhookReactor
from atiende.reactors.webhooks import run as run_webhooks
from tests.fakes import VirtualClock
from tests.journeys.small_centre import TENANT
from tests.journeys.webhooks.receiver import Receiver

MESSAGES: Mapping[str, list[str]] = {"facts": ["MessageReceived"]}


@asynccontextmanager
async def running(desk: Desk, sender: WebhookSender) -> AsyncIterator[None]:
    """The reactor, for as long as the block lasts; then it is gone, as after a crash."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(run_webhooks(desk, sender, TENANT))
        try:
            yield
        finally:
            task.cancel()


async def until(desk: Desk, what: Callable[[], Awaitable[object] | object], step: float = 0.25) -> None:
    """Lets virtual and real time pass until it is so."""
    assert isinstance(desk.clock, VirtualClock)
    for _ in range(1500):
        found = what()
        if await found if isinstance(found, Awaitable) else found:
            return
        await desk.clock.advance(step)
    raise AssertionError("it did not happen")


async def write(desk: Desk, number: int, text: str = "Hola") -> None:
    """A visitor writes in the chat."""
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    inbound = Inbound(origin=f"v:pepe/{number}", address="v:pepe", name="Pepe", text=text, language="es")
    await take_message(desk, endpoint, inbound)


async def rows(desk: Desk, state: str | None = None, slug: str = "crm") -> list[WebhookDelivery]:
    wanted = {"webhook": slug} if state is None else {"webhook": slug, "state": state}
    return await desk.store.reading(TENANT).where(WebhookDelivery, wanted)


async def until_told(desk: Desk, there: Receiver, count: int, step: float = 0.25) -> None:
    """Until so many deliveries came, and it is written down that they did."""

    async def told() -> bool:
        return len(there.got) == count and not await rows(desk, "waiting")

    await until(desk, told, step)


async def by_hand(desk: Desk, sender: HttpSender) -> WebhookReactor:
    """A reactor that has read the log and delivers when it is told to."""
    await actions.enqueue_facts(desk, TENANT, await desk.store.log(TENANT, 0))
    reactor = WebhookReactor(desk, sender, TENANT)
    await reactor.catch_up()
    return reactor


async def until_due(desk: Desk) -> int:
    """Time passes until the next attempt is due; answers when that is."""
    due = (await rows(desk, "waiting"))[0].due
    jump_to(desk, due)
    return due


def jump_to(desk: Desk, moment: int) -> None:
    """Hours go by at once, waking nobody: what sleeps in between would be woken for each of its naps."""
    assert isinstance(desk.clock, VirtualClock)
    desk.clock._now = max(desk.clock.now(), moment)
