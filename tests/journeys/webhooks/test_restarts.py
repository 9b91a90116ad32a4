"""Nothing is lost and nothing begins too early, wherever the server dies or the webhook is switched."""

from collections.abc import Mapping

import pytest

from atiende.actions import webhooks as actions
from atiende.domain.work import Cursor
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.desk import Desk
from atiende.ports.webhooks import Answered, WebhookSender
from tests.journeys.small_centre import TENANT
from tests.journeys.webhooks.conftest import Publish
from tests.journeys.webhooks.receiver import Receiver
from tests.journeys.webhooks.story import MESSAGES, by_hand, rows, running, until, until_told, write


class Crash(Exception):
    """The server died."""


class DiesAfterSending:
    """Delivers, and the server dies before it can be marked; `deaths` times."""

    def __init__(self, inner: WebhookSender, deaths: int) -> None:
        self._inner, self.deaths = inner, deaths

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        answer = await self._inner.post(url, body, headers)
        if self.deaths:
            self.deaths -= 1
            raise Crash
        return answer


async def test_a_crash_between_attempt_and_mark_delivers_again_under_the_same_id_and_in_order(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    for number in range(3):
        await write(open_desk, number)
    mortal = DiesAfterSending(sender, 3)
    for _ in range(3):
        with pytest.raises(ExceptionGroup):
            async with running(open_desk, mortal):
                await until(open_desk, lambda: False)
    async with running(open_desk, mortal):
        await until(open_desk, lambda: len(set(there.seqs)) == 3)
    assert there.seqs == sorted(there.seqs) and len(there.got) == 6
    assert len({one.id for one in there.got}) == 3


async def test_facts_written_while_nobody_listened_are_told_later_once(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1)
        await until_told(open_desk, there, 1)
    for number in (2, 3, 4):
        await write(open_desk, number)
    async with running(open_desk, sender):
        await until_told(open_desk, there, 4)
    async with running(open_desk, sender):
        await until(open_desk, lambda: True)
    assert len({one.id for one in there.got}) == len(there.got) == 4


async def test_reading_the_log_again_writes_nothing_twice_and_forgets_nothing(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    await write(open_desk, 1)
    logged = await open_desk.store.log(TENANT, 0)
    reactor = await by_hand(open_desk, sender)
    assert await reactor.deliver_one("crm")
    assert await actions.enqueue_facts(open_desk, TENANT, logged) == ()
    assert [row.state for row in await rows(open_desk)] == ["delivered"]
    assert not await reactor.deliver_one("crm")
    cursor = await open_desk.store.reading(TENANT).get(Cursor, actions.READER)
    assert cursor is not None and cursor.seq == logged[-1].seq


async def test_what_happened_before_a_webhook_was_published_is_not_told(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await write(open_desk, 1)
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 2)
        await until(open_desk, lambda: there.got)
    assert len(await rows(open_desk)) == 1


async def test_what_happened_while_it_was_switched_off_is_never_told(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    await write(open_desk, 1, "on")
    await publish(there.url, enabled=False, **MESSAGES)
    await write(open_desk, 2, "off")
    await publish(there.url, **MESSAGES)
    await write(open_desk, 3, "on again")
    async with running(open_desk, sender):
        await until_told(open_desk, there, 2)
        await write(open_desk, 4)
        await until_told(open_desk, there, 3)
    texts = [one.told["data"]["rows"]["message"]["text"] for one in there.got]  # type: ignore[index]
    assert texts == ["on", "on again", "Hola"]
