"""Facts reach somebody else's server: signed, in order, at least once, whatever the other side and our own fate."""

from dataclasses import replace

import pytest

from atiende.actions import webhooks as actions
from atiende.actions.secrets import set_secret
from atiende.domain.documents import Document, Webhook, read
from atiende.domain.errors import NotFound, WrongState
from atiende.domain.facts import DocumentPublished
from atiende.domain.retries import KEPT_TRYING_MS
from atiende.integrations.webhooks.sender import HttpSender
from atiende.ports.desk import Desk
from atiende.reactors.webhooks import WebhookReactor
from atiende.store.replay import replay_check
from tests.journeys.small_centre import TENANT
from tests.journeys.webhooks.conftest import ROSA, Publish
from tests.journeys.webhooks.receiver import SECRET, Receiver, receiver
from tests.journeys.webhooks.story import (
    MESSAGES,
    by_hand,
    jump_to,
    rows,
    running,
    until,
    until_due,
    until_told,
    write,
)


async def test_a_fact_is_told_signed_and_with_what_it_speaks_of(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1, "¿Dónde está mi pedido?")
        await until(open_desk, lambda: rows(open_desk, "delivered"))
    (one,) = there.got
    assert one.headers[":line"] == "POST /hooks?x=1 HTTP/1.1" and one.headers["host"] == f"localhost:{there.port}"
    assert one.headers["content-type"] == "application/json"
    assert one.signed_with(SECRET) and not one.signed_with("whsec_" + "A" * 32)
    told = one.told
    assert told["type"] == "MessageReceived" and str(told["timestamp"]).endswith("Z")
    data = told["data"]
    assert isinstance(data, dict)
    assert data["fact"]["channel"] == "webchat" and data["seq"] == one.seq
    assert data["rows"]["message"]["text"] == "¿Dónde está mi pedido?"
    assert data["rows"]["conversation"]["brand"] == "main" and data["rows"]["customer"]["name"] == "Pepe"
    assert [row.state for row in await rows(open_desk)] == ["delivered"]
    assert await replay_check(open_desk.store, TENANT) == []


async def test_everything_is_told_when_nothing_is_chosen_in_the_order_of_the_log(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url)
    async with running(open_desk, sender):
        for number in range(5):
            await write(open_desk, number)
        head = await open_desk.store.head(TENANT)
        await until(open_desk, lambda: there.got and there.got[-1].seq == head)
    log = await open_desk.store.log(TENANT, 0)
    published = max(one.seq for one in log if isinstance(one.fact, DocumentPublished) and one.fact.kind == "webhook")
    assert there.seqs == list(range(published + 1, head + 1))


async def test_nothing_overtakes_what_was_not_taken(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.faults.extend(["500", "close", "503", "200"])
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        for number in range(3):
            await write(open_desk, number)
        await until_told(open_desk, there, 6, step=2)
    first = there.seqs[0]
    assert there.seqs[:4] == [first] * 4 and there.seqs[3:] == sorted(there.seqs[3:])
    assert len({one.id for one in there.got[:4]}) == 1 and len({one.id for one in there.got}) == 3
    assert len({one.headers["webhook-timestamp"] for one in there.got[:4]}) > 1
    assert [(row.state, row.tries) for row in await rows(open_desk)] == [
        ("delivered", 4),
        ("delivered", 1),
        ("delivered", 1),
    ]


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ("hang", "timeout"),
        ("drip", "timeout"),
        ("close", "broken"),
        ("307 Location: /elsewhere", "307"),
        ("404", "404"),
    ],
)
async def test_whatever_the_other_side_does_it_is_told_and_tried_again(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish, fault: str, answer: str
) -> None:
    there.faults.append(fault)
    await publish(there.url, **MESSAGES)
    seen: list[str] = []

    async def failed_once() -> bool:
        found = [row.answer for row in await rows(open_desk) if row.tries == 1 and row.state == "waiting"]
        seen.extend(found)
        return bool(found)

    async with running(open_desk, sender):
        await write(open_desk, 1)
        await until(open_desk, failed_once, step=0.01)
        await until_told(open_desk, there, 2, step=1)
    assert set(seen) == {answer}
    assert [one.headers[":line"] for one in there.got] == ["POST /hooks?x=1 HTTP/1.1"] * 2


async def test_a_closed_port_is_told_as_refused(open_desk: Desk, sender: HttpSender, publish: Publish) -> None:
    async with receiver() as gone:
        url = gone.url
    await publish(url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1)

        async def refused() -> bool:
            return [row.answer for row in await rows(open_desk, "waiting")] == ["refused"]

        await until(open_desk, refused, step=0.05)


async def test_the_other_side_may_ask_to_wait(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.faults.append("429 Retry-After: 600")
    await publish(there.url, **MESSAGES)
    await write(open_desk, 1)
    reactor = await by_hand(open_desk, sender)
    began = open_desk.clock.now()
    await reactor.deliver_one("crm")
    assert await until_due(open_desk) >= began + 600_000
    assert not await reactor.deliver_one("other") and len(there.got) == 1
    await reactor.deliver_one("crm")
    assert len(there.got) == 2


async def test_gone_switches_the_webhook_off_for_all_to_see(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.faults.append("410")
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1)
        await write(open_desk, 2)

        async def off() -> bool:
            return len(await rows(open_desk, "failed")) == 2

        await until(open_desk, off)
        await write(open_desk, 3)
        await until(open_desk, lambda: True)
    found = await open_desk.store.reading(TENANT).get(Document, "webhook", "crm")
    assert found is not None and found.version == 2
    body = read("webhook", found.body)
    assert isinstance(body, Webhook) and not body.enabled
    assert len(there.got) == 1 and len(await rows(open_desk)) == 2
    with pytest.raises(WrongState):
        await actions.send_test(open_desk, TENANT, "crm")


async def test_after_three_days_it_is_given_up_and_the_next_one_follows(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.always = "500"
    await publish(there.url, **MESSAGES)
    await write(open_desk, 1)
    reactor = await by_hand(open_desk, sender)
    began = open_desk.clock.now()
    while await rows(open_desk, "waiting"):
        await until_due(open_desk)
        await reactor.deliver_one("crm")
    assert KEPT_TRYING_MS * 0.9 < open_desk.clock.now() - began <= KEPT_TRYING_MS
    assert 20 <= len(there.got) <= 60 and len({one.id for one in there.got}) == 1
    there.always = "200"
    await write(open_desk, 2)
    await actions.enqueue_facts(open_desk, TENANT, await open_desk.store.log(TENANT, 0))
    await reactor.deliver_one("crm")
    assert [row.state for row in await rows(open_desk)] == ["failed", "delivered"]


async def test_a_failed_one_can_be_sent_again_and_is_the_same(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.faults.append("410")
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1)

        async def failed() -> bool:
            return bool(await rows(open_desk, "failed"))

        await until(open_desk, failed)
        await publish(there.url, **MESSAGES)
        (row,) = await rows(open_desk)
        await actions.replay_delivery(open_desk, TENANT, row.id)
        with pytest.raises(WrongState):
            await actions.replay_delivery(open_desk, TENANT, row.id)
        await until(open_desk, lambda: len(there.got) == 2)
    assert (there.got[0].id, there.got[0].body) == (there.got[1].id, there.got[1].body)
    with pytest.raises(NotFound):
        await actions.replay_delivery(open_desk, TENANT, "dlv_none")


async def test_a_test_event_is_sent_once_and_hurries_what_waits(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    there.faults.append("500 Retry-After: 86000")
    await publish(there.url, **MESSAGES)
    async with running(open_desk, sender):
        await write(open_desk, 1)

        async def waits() -> bool:
            return any(row.tries for row in await rows(open_desk, "waiting"))

        await until(open_desk, waits)
        await actions.send_test(open_desk, TENANT, "crm")
        await until(open_desk, lambda: len(there.got) == 3)
        assert [one.told["type"] for one in there.got] == ["MessageReceived", "MessageReceived", "webhook.test"]
        there.faults.append("500")
        await actions.send_test(open_desk, TENANT, "crm")

        async def failed() -> bool:
            return [row.kind for row in await rows(open_desk, "failed")] == ["webhook.test"]

        await until(open_desk, failed)
    assert all(one.signed_with(SECRET) for one in there.got)


async def test_a_dead_webhook_holds_up_nobody_else(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    async with receiver() as dead:
        dead.always = "hang"
        await publish(dead.url, slug="dead", **MESSAGES)
        await publish(there.url, slug="alive", **MESSAGES)
        async with running(open_desk, sender):
            for number in range(5):
                await write(open_desk, number)
            await until(open_desk, lambda: len(there.got) == 5)
            assert len(dead.got) <= 2


async def test_a_webhook_of_a_brand_hears_of_that_brand_only(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    async with receiver() as other:
        await publish(there.url, brands=["main"])
        await set_secret(open_desk, TENANT, ROSA, "another", "x" * 30)
        from tests.journeys.small_centre import DOCUMENTS

        assert ("brand", "main") in DOCUMENTS
        await publish_brand(open_desk)
        await publish(other.url, slug="elsewhere", brands=["second"])
        async with running(open_desk, sender):
            await write(open_desk, 1)
            await until(open_desk, lambda: any(one.told["type"] == "MessageReceived" for one in there.got))
            await set_secret(open_desk, TENANT, ROSA, "third", "x" * 30)
            await until(open_desk, lambda: True)
        assert other.got == []
        assert {str(one.told["type"]) for one in there.got}.isdisjoint({"SecretChanged", "DocumentPublished"})


async def publish_brand(desk: Desk) -> None:
    from atiende.actions import configuration
    from atiende.actions.configuration import NEW, Ref

    ref = Ref("brand", "second")
    draft = await configuration.save_draft(desk, TENANT, ROSA, ref, {"name": "Second"}, NEW)
    await configuration.publish_draft(desk, TENANT, ROSA, ref, draft.etag)


async def test_a_secret_sealed_with_another_key_or_gone_is_told_not_hidden(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    from atiende.blobs.keyring import SecretKeyring

    await publish(there.url, **MESSAGES)
    await write(open_desk, 1)
    await actions.enqueue_facts(open_desk, TENANT, await open_desk.store.log(TENANT, 0))
    reactor = WebhookReactor(
        replace(open_desk, keys=SecretKeyring("another key, thirty-two bytes or more")), sender, TENANT
    )
    await reactor.catch_up()
    await reactor.deliver_one("crm")
    assert [row.answer for row in await rows(open_desk)] == ["secret_unreadable"] and there.got == []


async def test_what_was_delivered_long_ago_leaves_the_list(
    open_desk: Desk, there: Receiver, sender: HttpSender, publish: Publish
) -> None:
    await publish(there.url, **MESSAGES)
    await write(open_desk, 1)
    assert await (await by_hand(open_desk, sender)).deliver_one("crm")
    await actions.forget_delivered(open_desk, TENANT, "crm")
    assert len(await rows(open_desk)) == 1
    jump_to(open_desk, open_desk.clock.now() + 31 * 86_400_000)
    await actions.forget_delivered(open_desk, TENANT, "crm")
    assert await rows(open_desk) == []
