"""The server dies between two things that must both hold: after every start nothing acknowledged is missing, nothing is
there twice, and no mail goes to a customer twice unless the centre chose so."""

import asyncio
from collections import Counter
from pathlib import Path

import httpx2
import pytest

from atiende.bench.servers.smtp import SmtpSink
from atiende.ports.failpoints import (
    CALL_DONE,
    DEAD,
    INGRESS_APPLIED,
    INGRESS_KEPT,
    NAMES,
    OFFER_MADE,
    PROVIDER_ACCEPTED,
    SEND_STARTED,
    TIMER_FIRED,
    VISITOR_KEPT,
    armed,
    known,
    never,
)
from atiende.settings import SettingsError, load_settings
from tests.chaos.world import BOLD, MAILBOX, PATIENCE, World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]


async def test_a_visitors_message_whose_acknowledgement_was_lost_is_there_once(tmp_path: Path) -> None:
    async with world(tmp_path) as centre:
        await centre.start(failpoint=f"{VISITOR_KEPT}:2")
        async with visitor(centre) as vera:
            assert (await vera.said("one"))["op"] == "ack"
            vera.say("two")
            assert await centre.died() == DEAD
            await centre.start()
            await vera.open()
            again = await vera.said("two")
            assert again["op"] == "ack" and again["position"] == 2
            assert (await vera.said("three"))["position"] == 3
        await centre.server.stop()
        assert (await centre.stored()).client_ids() == ["one", "two", "three"]


async def test_a_mail_whose_sender_did_not_hear_of_it_comes_again_and_is_stored_once(tmp_path: Path) -> None:
    async with world(tmp_path) as centre:
        await centre.start(failpoint=INGRESS_KEPT)
        assert not await centre.mail("uno")
        assert await centre.died() == DEAD
        await centre.start()
        assert await centre.mail("uno")
        await centre.conversation_of("uno")
        await centre.server.stop()
        await centre.start(failpoint=INGRESS_APPLIED)
        await centre.mail("dos")  # it may be dead before it could say so
        assert await centre.died() == DEAD
        await centre.start()
        assert await centre.mail("dos")
        assert await centre.mail("tres")
        await centre.conversation_of("tres")
        await centre.server.stop()
        stored = await centre.stored()
        assert Counter(stored.subjects()) == {"uno": 1, "dos": 1, "tres": 1}
        assert {one.state for one in stored.ingress} == {"applied"}


async def test_a_mail_in_the_relays_hands_at_the_crash_goes_again_only_where_the_centre_chose_so(
    tmp_path: Path, smtp_sink: SmtpSink
) -> None:
    async with world(tmp_path, relay=smtp_sink.port) as centre:
        await centre.start()
        for name, mailbox in (("ask1", MAILBOX), ("ask2", MAILBOX), ("bold1", BOLD), ("bold2", BOLD)):
            assert await centre.mail(name, to=mailbox)
        theirs = {name: await centre.conversation_of(name) for name in ("ask1", "ask2", "bold1", "bold2")}
        await centre.server.stop()
        for name, place in (
            ("ask1", SEND_STARTED),
            ("ask2", PROVIDER_ACCEPTED),
            ("bold1", SEND_STARTED),
            ("bold2", PROVIDER_ACCEPTED),
        ):
            await centre.start(failpoint=place)
            await _reply(centre, theirs[name], name)
            assert await centre.died() == DEAD
        before = Counter(letter.recipients[0] for letter in smtp_sink.accepted)
        assert before == {"ask2@example.test": 1, "bold2@example.test": 1}
        assert set((await centre.stored()).replies().values()) == {"attempting"}
        await centre.let_time_pass()
        await centre.start()
        await smtp_sink.arrival(4)
        await _until_settled(centre, theirs.values())
        await centre.server.stop()
        assert (await centre.stored()).replies() == {
            "para ask1": "unconfirmed",
            "para ask2": "unconfirmed",
            "para bold1": "sent",
            "para bold2": "sent",
        }
        after = Counter(letter.recipients[0] for letter in smtp_sink.accepted)
        assert after == {"ask2@example.test": 1, "bold1@example.test": 1, "bold2@example.test": 2}
        tokens = {letter.message["Message-ID"] for letter in smtp_sink.accepted if "bold2" in letter.recipients[0]}
        assert len(tokens) == 1, "the same mail again, so that its reader's program knows it"


async def test_a_reply_whose_answer_was_lost_is_written_once_and_sent_once(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with world(tmp_path, relay=smtp_sink.port) as centre:
        await centre.start()
        assert await centre.mail("uno")
        conversation = await centre.conversation_of("uno")
        await centre.server.stop()
        await centre.start(failpoint=CALL_DONE)
        await _reply(centre, conversation, "uno")
        assert await centre.died() == DEAD
        await centre.start()
        await _reply(centre, conversation, "uno")
        await centre.server.stop()
        await centre.let_time_pass()  # the crash may have caught it on its way to the relay: its fate is asked for now
        await centre.start()
        await _until_settled(centre, [conversation])
        await centre.server.stop()
        stored = await centre.stored()
        assert len(stored.facts("MessageWritten")) == 1
        if stored.replies() == {"para uno": "unconfirmed"}:  # nobody knows, so a person decides: never sent twice
            assert len(smtp_sink.accepted) <= 1
        else:
            assert stored.replies() == {"para uno": "sent"} and len(smtp_sink.accepted) == 1


async def test_an_offer_and_its_acceptance_survive_the_crash_and_belong_to_one_agent(tmp_path: Path) -> None:
    async with world(tmp_path, agents=2) as centre:
        await centre.start(failpoint=OFFER_MADE)
        async with visitor(centre) as vera:
            for agent in centre.prepared.agents:
                await centre.call("PUT", "/api/v1/me/presence", {"state": "available", "reason": ""}, who=agent)
            vera.say("one")  # the offer may be made, and the server dead, before she hears that it was kept
            assert await centre.died() == DEAD
        await centre.start(failpoint=f"{CALL_DONE}:3")
        agent, offer = await _an_offer(centre)
        with pytest.raises(httpx2.TransportError):
            await _accept(centre, agent, offer)
        assert await centre.died() == DEAD
        await centre.start()
        await _accept(centre, agent, offer)  # the browser asks again: it is his already, or refused with a reason
        await centre.server.stop()
        taken = (await centre.stored()).facts("InteractionTaken")
        assert len(taken) == 1


async def test_what_a_timer_was_for_happens_once_when_the_crash_follows(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    """The timer of a mail on its way: fired, sent, dead before anything else; nothing fires again."""
    async with world(tmp_path, relay=smtp_sink.port) as centre:
        await centre.start()
        assert await centre.mail("uno")
        conversation = await centre.conversation_of("uno")
        await centre.server.stop()
        await centre.start(failpoint=TIMER_FIRED)
        await _reply(centre, conversation, "uno")
        assert await centre.died() == DEAD
        await centre.let_time_pass()
        await centre.start()
        await _until_settled(centre, [conversation])
        await centre.server.stop()
        assert len(smtp_sink.accepted) == 1
        assert (await centre.stored()).replies() == {"para uno": "sent"}


def test_a_failpoint_is_named_and_off_unless_asked_for() -> None:
    assert armed("") is never
    assert all(known(name) and known(f"{name}:3") for name in NAMES)
    assert not any(known(wrong) for wrong in ("", "nowhere", f"{CALL_DONE}:0", f"{CALL_DONE}:x", f"{CALL_DONE}:"))


def test_a_misspelt_failpoint_keeps_the_server_from_starting() -> None:
    with pytest.raises(SettingsError, match="ATIENDE_FAILPOINT"):
        load_settings({"ATIENDE_FAILPOINT": "after_everything"}, Path("/nowhere"))


async def _reply(centre: World, conversation: str, name: str) -> None:
    """Somebody answers a mail; the server may die of it."""
    body = {"client_id": f"reply-{name}", "text": f"para {name}"}
    try:
        path = f"/api/v1/conversations/{conversation}/messages"
        answer = await centre.call("POST", path, body, who=centre.prepared.admin)
    except httpx2.TransportError:
        return
    assert answer.status_code == 201, answer.text


async def _until_settled(centre: World, conversations: object) -> None:
    """Nothing that was written is still on its way."""
    assert hasattr(conversations, "__iter__")
    async with asyncio.timeout(PATIENCE):
        for one in conversations:
            while True:
                items = (await centre.asked(f"/api/v1/conversations/{one}/timeline"))["items"]
                assert isinstance(items, list)
                if not {item.get("status") for item in items} & {"written", "attempting"}:
                    break
                await asyncio.sleep(0.1)


async def _an_offer(centre: World) -> tuple[int, str]:
    """The agent with an offer, and the offer; agents say again that they are there."""
    for agent in centre.prepared.agents:
        await centre.call("PUT", "/api/v1/me/presence", {"state": "available", "reason": ""}, who=agent)
    async with asyncio.timeout(PATIENCE):
        while True:
            for number, agent in enumerate(centre.prepared.agents):
                items = (await centre.call("GET", "/api/v1/offers", who=agent)).json()["items"]
                if items:
                    return number, str(items[0]["id"])
            await asyncio.sleep(0.1)


async def _accept(centre: World, agent: int, offer: str) -> None:
    answer = await centre.call("POST", f"/api/v1/offers/{offer}/accept", who=centre.prepared.agents[agent])
    assert answer.status_code in (200, 409), answer.text
