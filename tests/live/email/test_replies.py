"""Replies on their way out: threading, and what is said when the relay does not do its part."""

from pathlib import Path

import pytest

from atiende.actions.delivery import start_send
from atiende.bench.servers.smtp import Fault, SmtpSink
from atiende.channels.email.outbox import Outbox
from atiende.channels.email.relay import Patience, Relay
from atiende.channels.email.settings import Server
from atiende.domain import facts as f
from atiende.domain.message import Message
from atiende.domain.work import Timer
from atiende.ports.channel import SendFailed
from tests.live.email.world import ADDRESS, TENANT, World, eventually, letter, mail_centre

pytestmark = pytest.mark.live


async def asked_and_answered(world: World) -> Message:
    """A customer's mail and the first reply to it, just written."""
    await world.delivered(letter(Message_ID="<first@cliente.test>"))
    [message] = await world.arrived()
    return await world.reply(message.conversation, "Es la cuota de abril.\n\nUn saludo")


async def test_a_reply_is_threaded_and_the_answer_to_it_comes_back(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with mail_centre(tmp_path, sink=smtp_sink, settings={"display_name": "Logic Ayuda"}) as world:
        reply = await asked_and_answered(world)
        [out] = await smtp_sink.arrival(1)
        sent = out.message
        assert (out.sender, out.recipients) == (ADDRESS, ("pepe@cliente.test",))
        assert (sent["In-Reply-To"], sent["References"]) == ("<first@cliente.test>", "<first@cliente.test>")
        assert sent["Subject"] == "Re: Mi factura de abril"
        assert sent["From"] == f"Logic Ayuda <{ADDRESS}>"
        assert "Auto-Submitted" not in sent
        await world.settled(reply.id, "sent")
        # By the id he answers, from another address and under another subject.
        answer = letter("De acuerdo", From="casa@pepe.test", Subject="otra cosa", In_Reply_To=str(sent["Message-ID"]))
        await world.delivered(answer)
        # By the address alone: the program he uses keeps no ids.
        plus = str(sent["Reply-To"].addresses[0].addr_spec)
        assert plus.startswith("ayuda+cnv_")
        await world.delivered(letter("Y otra cosa", From="movil@pepe.test", Subject="hola"), to=[plus])
        found = await world.arrived(3)
        assert {one.conversation for one in found} == {reply.conversation}


async def test_a_forged_token_or_address_leads_nowhere(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        reply = await asked_and_answered(world)
        await world.settled(reply.id, "sent")
        forged = f"<atd.{reply.id}-{reply.conversation}.aaaaaaaaaaaaaaaa@logic.test>"
        plus = f"ayuda+{reply.conversation}-aaaaaaaaaaaaaaaa@logic.test"
        await world.delivered(letter("Soy otro", From="malo@otro.test", In_Reply_To=forged), to=[plus])
        found = await world.arrived(2)
        assert len({one.conversation for one in found}) == 2


async def test_a_bounce_fails_the_message_it_speaks_of(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        reply = await asked_and_answered(world)
        [out] = await smtp_sink.arrival(1)
        await world.settled(reply.id, "sent")
        await world.delivered(report_on(str(out.message["Message-ID"])), sender="")
        failed = await world.settled(reply.id, "failed")
        assert failed.reason == "no_such_mailbox"
        [row] = await world.put_aside()
        assert row.why == "bounce"
        assert len(await world.conversations()) == 1


async def test_a_bounce_may_come_before_the_relay_has_answered(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    smtp_sink.fault = Fault.HANG
    async with mail_centre(tmp_path, sink=smtp_sink, patience=Patience(data=1)) as world:
        reply = await asked_and_answered(world)

        async def on_its_way() -> bool:
            return bool(smtp_sink.taken)

        await eventually(on_its_way)
        await world.delivered(report_on(str(smtp_sink.taken[0].message["Message-ID"])), sender="")
        await world.settled(reply.id, "failed")
        smtp_sink.fault = None
        second = await world.reply(reply.conversation, "Otra vez", 2)
        await world.settled(second.id, "sent")
        assert (await world.message(reply.id)).status == "failed"


def report_on(message_id: str) -> bytes:
    """What a mail server says when there is no such mailbox."""
    report = (
        "From: MAILER-DAEMON@mx.cliente.test\r\nTo: ayuda@logic.test\r\nSubject: Undelivered Mail\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.cliente.test\r\n\r\n"
        "Final-Recipient: rfc822; pepe@cliente.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\n"
        "Subject: x\r\n\r\nx\r\n--b--\r\n"
    )
    return report.encode()


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        (Fault.UNKNOWN_RECIPIENT, "failed", "no_such_mailbox"),
        (Fault.REFUSED, "failed", "refused_by_policy"),
        (Fault.CONTENT_REFUSED, "failed", "content_refused"),
        (Fault.DROP_AFTER_DATA, "unconfirmed", ""),
        (Fault.HANG, "unconfirmed", ""),
    ],
)
async def test_what_no_second_try_can_mend_is_settled_at_once(
    tmp_path: Path, smtp_sink: SmtpSink, fault: Fault, status: str, reason: str
) -> None:
    smtp_sink.fault = fault
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        reply = await asked_and_answered(world)
        settled = await world.settled(reply.id, "failed", "unconfirmed")
        assert (settled.status, settled.reason or reason) == (status, reason)
        assert await world.desk.store.reading(TENANT).get(Timer, "send", reply.id) is None
        smtp_sink.fault = None
        assert len(smtp_sink.taken) == (status == "unconfirmed")


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.GREYLISTED, Fault.FULL, Fault.DROP_BEFORE_DATA])
async def test_what_may_pass_is_tried_again(tmp_path: Path, smtp_sink: SmtpSink, fault: Fault) -> None:
    smtp_sink.fault = fault
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        reply = await asked_and_answered(world)
        assert await again_at(world, reply) > world.desk.clock.now()
        smtp_sink.fault = None
        await hurry(world, reply)
        await world.settled(reply.id, "sent")
        assert len(smtp_sink.taken) == 1


async def test_a_relay_that_is_down_costs_nothing(tmp_path: Path) -> None:
    with SmtpSink.running() as gone:
        pass
    async with mail_centre(tmp_path, sink=gone) as world:
        reply = await asked_and_answered(world)
        await again_at(world, reply)
        [failed] = await world.facts(f.MessageFailed)
        assert isinstance(failed, f.MessageFailed) and (failed.reason, failed.final) == ("relay_unreachable", False)


async def test_the_next_message_waits_for_the_one_before(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    smtp_sink.fault = Fault.BUSY
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        first = await asked_and_answered(world)
        await again_at(world, first)
        smtp_sink.fault = None
        second = await world.reply(first.conversation, "Y otra cosa más", 2)
        await hurry(world, first)
        await world.settled(second.id, "sent")
        texts = [out.message.get_content() for out in await smtp_sink.arrival(2)]
        assert [text.split()[0] for text in texts] == ["Es", "Y"]


async def test_without_a_relay_mail_is_laid_into_the_outbox(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        reply = await asked_and_answered(world)
        await world.settled(reply.id, "sent")
        outbox = Outbox(tmp_path / "outbox")
        [laid] = outbox.list(TENANT)
        assert (laid.id, laid.to, laid.subject) == (reply.id, ("pepe@cliente.test",), "Re: Mi factura de abril")
        assert b"Es la cuota de abril" in (outbox.read(TENANT, reply.id) or b"")
        assert outbox.read(TENANT, "../../secret") is None and outbox.list("..") == []


async def test_no_machine_writes_to_a_machine(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        await world.delivered(letter("Pedido 33 enviado", From="no-reply@tienda.test"))
        [message] = await world.arrived()
        automatic = await world.reply(message.conversation, "Hemos recibido su mensaje", automatic=True)
        failed = await world.settled(automatic.id, "failed")
        assert failed.reason == "automatic_sender"
        by_hand = await world.reply(message.conversation, "Gracias", 2)
        await world.settled(by_hand.id, "sent")
        assert len(smtp_sink.accepted) == 1


async def again_at(world: World, message: Message) -> int:
    """When it will be tried again."""

    async def told() -> int:
        return max(
            [one.again_at or 0 for one in await world.facts(f.MessageFailed) if isinstance(one, f.MessageFailed)] or [0]
        )

    return await eventually(told)


async def hurry(world: World, message: Message) -> None:
    """The wait before the next attempt is over."""
    now = world.desk.clock.now()
    await world.desk.store.change(
        TENANT, lambda change: change.put(Timer(kind="send", key=message.id, due=now)), at=now
    )
    world.reactors.timers.wake()


@pytest.mark.parametrize(
    ("security", "user", "password", "steps"),
    [
        ("none", "ayuda", "right", [("relay_connect", "ok"), ("relay_sign_in", "ok")]),
        ("none", "ayuda", "wrong", [("relay_connect", "ok"), ("relay_sign_in", "relay_auth_failed")]),
        ("starttls", "ayuda", "right", [("relay_connect", "relay_tls_failed")]),
        ("tls", "ayuda", "right", [("relay_connect", "relay_tls_failed")]),
    ],
)
async def test_the_relays_steps_are_told_one_by_one(
    security: str, user: str, password: str, steps: list[tuple[str, str]]
) -> None:
    with SmtpSink.running(credentials=("ayuda", "right")) as sink:
        server = Server(host="127.0.0.1", port=sink.port, security=security, user=user, password=password)
        relay = Relay(server, name="logic.test", patience=Patience(connect=2, command=2, data=2))
        assert await relay.steps() == steps
        if steps[-1][1] != "ok":
            with pytest.raises(SendFailed) as failed:
                await relay.send(ADDRESS, ["pepe@cliente.test"], b"Subject: x\r\n\r\nx\r\n")
            assert (failed.value.retry, failed.value.sure) == (True, True)
        else:
            await relay.send(ADDRESS, ["pepe@cliente.test"], b"Subject: x\r\n\r\n.\r\nx\r\n")
            assert sink.accepted[-1].raw == b"Subject: x\r\n\r\n.\r\nx\r\n"


@pytest.mark.parametrize(("resend", "status", "sent"), [("ask", "unconfirmed", 0), ("auto", "sent", 1)])
async def test_after_a_crash_in_the_middle_a_person_decides_unless_the_centre_did(
    tmp_path: Path, smtp_sink: SmtpSink, resend: str, status: str, sent: int
) -> None:
    smtp_sink.fault = Fault.BUSY
    async with mail_centre(tmp_path, sink=smtp_sink, settings={"resend": resend}) as world:
        reply = await asked_and_answered(world)
        await again_at(world, reply)
        smtp_sink.fault = None
        assert await start_send(world.desk, TENANT, reply.id) is not None  # and here the server died
        await hurry(world, reply)
        await world.settled(reply.id, status)
        assert len(smtp_sink.taken) == sent
