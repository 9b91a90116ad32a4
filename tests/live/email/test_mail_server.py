"""Mail that comes in through our own server."""

import asyncio
import smtplib
import socket
import ssl
from pathlib import Path

import pytest

from atiende.channels.email.smtp_server import Limits
from atiende.domain.errors import StoreFull
from tests.doubles.certificate import self_signed
from tests.live.email.world import ADDRESS, letter, mail_centre

pytestmark = pytest.mark.live


async def test_a_mail_becomes_a_conversation(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        mail = letter("¿Qué es este cargo del 3 de abril?\n\nGracias")
        mail.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="factura año.pdf")
        await world.delivered(mail)
        [message] = await world.arrived()
        content = await world.content(message.id)
        assert content.text.startswith("¿Qué es este cargo")
        assert content.subject == "Mi factura de abril"
        assert content.sender == "pepe@cliente.test"
        assert [(one.name, one.size) for one in content.attachments] == [("factura año.pdf", 6)]
        [conversation] = await world.conversations()
        assert (conversation.language, conversation.queue) == ("es", "main")


async def test_nobody_elses_mail_is_taken(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            await world.delivered(letter(), to=["otro@logic.test"])
        assert refused.value.recipients["otro@logic.test"][0] == 550
        await world.delivered(letter(), to=["Ayuda+factura-33@LOGIC.test"])
        await world.arrived()


async def test_the_same_mail_again_is_one_message_and_another_under_its_id_is_kept(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        mail = letter("Uno", Message_ID="<same@cliente.test>")
        await world.delivered(mail, mail)
        stamped = b"Received: from a by b; Sun, 22 Nov 2026 09:00:00 +0000\r\n" + mail.as_bytes()
        await world.delivered(stamped)
        await world.delivered(letter("Dos", Message_ID="<same@cliente.test>"))
        found = await world.arrived(2)
        assert sorted([(await world.content(one.id)).text for one in found]) == ["Dos", "Uno"]


async def test_recipients_of_different_endpoints_each_get_it_and_one_is_enough_for_its_aliases(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        await world.set_endpoint(aliases=["info@logic.test"])
        await world.delivered(letter(), to=[ADDRESS, "info@logic.test", "ayuda+x@logic.test"])
        [message] = await world.arrived()
        [row] = await world.ingress("applied")
        assert row.envelope["rcpt_to"] == f"{ADDRESS}, info@logic.test, ayuda+x@logic.test"
        assert row.envelope["mail_from"] == "pepe@cliente.test"
        assert message.endpoint == "mail"


async def test_strange_mails_are_taken(tmp_path: Path) -> None:
    long = b"From: a@b.test\r\nSubject: long\r\nMessage-ID: <long@b>\r\n\r\n" + b"x" * 300_000 + b"\r\n"
    bare = b"From: c@b.test\nSubject: bare\nMessage-ID: <bare@b>\n\none\n.\ntwo\n"
    old = b"From: d@b.test\rSubject: mac\rMessage-ID: <mac@b>\r\rold line\r"
    async with mail_centre(tmp_path) as world:

        def raw_session() -> list[bytes]:
            answers = []
            with socket.create_connection(("127.0.0.1", world.port), timeout=30) as line:
                file = line.makefile("rwb")
                answers.append(file.readline())
                file.write(b"HELO x\r\n")
                for mail in (long, bare, old):
                    file.write(b"MAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\n" % ADDRESS.encode())
                    file.write(mail + b"\r\n.\r\n")
                file.write(b"QUIT\r\n")
                file.flush()
                answers += file.readlines()
            return answers

        answers = await asyncio.to_thread(raw_session)
        assert [one[:3] for one in answers].count(b"354") == 3
        assert [one for one in answers if one.startswith(b"250 2.0.0")] == [b"250 2.0.0 kept\r\n"] * 3, answers
        found = await world.arrived(3)
        texts = {(one := await world.content(message.id)).subject: one.text for message in found}
        assert len(texts["long"]) == 300_000
        assert texts["bare"] == "one\n.\ntwo"
        assert texts["mac"] == "old line"


async def test_a_mail_that_is_too_large_or_has_too_many_recipients_is_refused(tmp_path: Path) -> None:
    async with mail_centre(tmp_path, limits=Limits(size=100_000, recipients=2)) as world:
        with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refused:
            await world.delivered(letter("x" * 200 + "\n" + "y\n" * 60_000))
        assert refused.value.smtp_code == 552

        def many() -> list[int]:
            with smtplib.SMTP("127.0.0.1", world.port, timeout=30) as client:
                client.helo("x")
                client.mail("a@b.test")
                return [client.rcpt(f"ayuda+{n}@logic.test")[0] for n in range(3)]

        assert await asyncio.to_thread(many) == [250, 250, 452]


async def test_many_large_mails_at_once_are_put_off(tmp_path: Path) -> None:
    async with mail_centre(tmp_path, limits=Limits(memory=50_000)) as world:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            await world.delivered(letter("y\n" * 60_000))
        assert refused.value.smtp_code == 452
        await world.delivered(letter())
        await world.arrived()
        assert world.server.receiving == 0


async def test_mail_may_come_encrypted(tmp_path: Path) -> None:
    self_signed(tmp_path / "certificate.pem", tmp_path / "key.pem")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    async with mail_centre(tmp_path, tls=tls) as world:

        def deliver() -> None:
            with smtplib.SMTP("localhost", world.port, timeout=30) as client:
                client.starttls(context=trusting)
                client.sendmail("pepe@cliente.test", [ADDRESS], letter().as_bytes())

        await asyncio.to_thread(deliver)
        await world.arrived()


async def test_a_client_that_errs_or_sleeps_is_shown_out(tmp_path: Path) -> None:
    async with mail_centre(tmp_path, limits=Limits(errors=3, seconds=0.4, per_peer=2)) as world:

        def err() -> bytes:
            with socket.create_connection(("127.0.0.1", world.port), timeout=30) as line:
                line.sendall(b"HELO x\r\n" + b"MAIL\r\n" * 10)
                said = b""
                while piece := line.recv(4096):
                    said += piece
                return said

        assert b"421 4.7.0 too many errors" in await asyncio.to_thread(err)

        def sleep() -> bytes:
            with socket.create_connection(("127.0.0.1", world.port), timeout=30) as line:
                said = b""
                while piece := line.recv(4096):
                    said += piece
                return said

        assert (await asyncio.to_thread(sleep)).startswith(b"220")

        def crowd() -> bytes:
            with (
                socket.create_connection(("127.0.0.1", world.port), timeout=30) as one,
                socket.create_connection(("127.0.0.1", world.port), timeout=30) as two,
            ):
                one.recv(10), two.recv(10)
                with socket.create_connection(("127.0.0.1", world.port), timeout=30) as third:
                    return third.recv(100)

        assert (await asyncio.to_thread(crowd)).startswith(b"421 4.3.2")


async def test_a_full_store_says_so_and_the_mail_comes_again(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:

        class Full:
            async def take(self, *_: object) -> None:
                raise StoreFull()

        world.server._intake = Full()  # type: ignore[assignment]
        with pytest.raises(smtplib.SMTPDataError) as refused:
            await world.delivered(letter())
        assert refused.value.smtp_code == 452
        world.server._intake = world.reactors.intake
        await world.delivered(letter())
        await world.arrived()


async def test_machines_mail_opens_nothing(tmp_path: Path) -> None:
    async with mail_centre(tmp_path) as world:
        await world.delivered(letter("Estoy de vacaciones", Auto_Submitted="auto-replied"))
        [row] = await world.put_aside()
        assert row.why == "auto_reply"
        await world.delivered(letter("Rebote", From="MAILER-DAEMON@x.test", Subject="Undelivered mail"), sender="")
        assert sorted(one.why for one in await world.put_aside(2)) == ["auto_reply", "bounce"]
        assert await world.conversations() == []


async def test_a_flood_is_capped_and_a_dry_run_opens_nothing(tmp_path: Path) -> None:
    async with mail_centre(tmp_path, settings={"flood_per_hour": 2}) as world:
        await world.delivered(*(letter(f"Mensaje {n}") for n in range(5)))
        rows = await world.put_aside(3)
        assert [one.why for one in rows] == ["flood"] * 3
        assert len(await world.messages()) == 2
        await world.set_endpoint(dry_run=True)
        await world.delivered(letter("En seco", From="luisa@cliente.test"))
        assert "dry_run" in [one.why for one in await world.put_aside(4)]
        await world.set_endpoint(dry_run=False)
        await world.delivered(letter("En seco", From="luisa@cliente.test"))
        assert len(await world.arrived(3)) == 3
