"""A small centre that tells a receiver what happens."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from atiende.actions import configuration
from atiende.actions.configuration import NEW, Ref
from atiende.actions.secrets import set_secret
from atiende.domain.check import Json
from atiende.domain.documents import Document
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.desk import Desk
from tests.journeys.small_centre import TENANT, small_centre
from tests.journeys.webhooks.receiver import SECRET, Receiver, receiver

ROSA = "agent:usr_rosa"


@pytest.fixture
async def open_desk(desk: Desk) -> Desk:
    """The desk of a centre that lives in a closed network, with the small centre in it and the secret set."""
    opened = replace(desk, local_webhooks=True)
    await small_centre(opened)
    await set_secret(opened, TENANT, ROSA, "signing", SECRET)
    return opened


@pytest.fixture
async def there() -> AsyncIterator[Receiver]:
    async with receiver() as made:
        yield made


@pytest.fixture
async def sender() -> AsyncIterator[HttpSender]:
    async with HttpSender(local=True, deadline=0.5) as made:
        yield made


Publish = Callable[..., Awaitable[None]]


@pytest.fixture
def publish(open_desk: Desk) -> Publish:
    """Publishes a webhook, again if need be."""

    async def put(url: str, slug: str = "crm", **more: Json) -> None:
        body: dict[str, Json] = {"name": "CRM", "url": url, "secret": "secret:signing", **more}
        ref = Ref("webhook", slug)
        there = await open_desk.store.reading(TENANT).get(Document, "webhook", slug)
        match = NEW if there is None else configuration.version_etag(there)
        draft = await configuration.save_draft(open_desk, TENANT, ROSA, ref, body, match)
        await configuration.publish_draft(open_desk, TENANT, ROSA, ref, draft.etag)

    return put
