"""The programs on the other side do what the tests that use them rely on."""

import imaplib
import smtplib
import ssl
import threading
from email.message import EmailMessage

import asyncpg
import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.bench.servers.smtp import Fault, SmtpSink
from tests.doubles.dovecot import Dovecot

pytestmark = pytest.mark.live

RAW = b"From: a@example.test\r\nTo: b@example.test\r\nSubject: hello\r\n\r\nHi\r\n"


async def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


@pytest.mark.pg
async def test_each_test_has_an_empty_database_and_no_special_rights(postgres_url: str) -> None:
    assert await rows(postgres_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert await rows(postgres_url, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]
    assert await rows(postgres_url, "SHOW fsync") == [("on",)]


@pytest.mark.pg
async def test_a_killed_postgres_comes_back_with_what_was_committed(postgres: Postgres) -> None:
    with postgres.database() as url:
        await rows(url, "CREATE TABLE kept AS SELECT 1 AS n")
        postgres.kill()
        with pytest.raises(OSError):
            await rows(url, "SELECT 1")
        postgres.start()
        assert await rows(url, "SELECT n FROM kept") == [(1,)]


def test_a_mailbox_keeps_what_is_put_into_it(dovecot: Dovecot) -> None:
    mailbox = dovecot.user()
    mailbox.put(RAW)
    [(flags, raw)] = mailbox.messages()
    assert raw == RAW
    assert "Seen" not in flags


def test_dovecot_announces_new_mail_to_an_idle_client(dovecot: Dovecot) -> None:
    mailbox = dovecot.user()
    with mailbox.client() as client:
        assert "IDLE" in client.capabilities
        client.select("INBOX")
        client.send(b"a1 IDLE\r\n")
        assert client.readline().startswith(b"+")
        threading.Thread(target=mailbox.put, args=(RAW,)).start()
        assert b"EXISTS" in client.readline()
        client.send(b"DONE\r\n")
        while not client.readline().startswith(b"a1 OK"):
            pass


def test_dovecot_refuses_a_wrong_password(dovecot: Dovecot) -> None:
    mailbox = dovecot.user()
    client = imaplib.IMAP4(mailbox.host, mailbox.port)
    with pytest.raises(imaplib.IMAP4.error):
        client.login(mailbox.user, "wrong")
    client.logout()


def test_dovecot_speaks_tls_to_who_trusts_its_certificate(dovecot: Dovecot) -> None:
    trusting = ssl.create_default_context(cafile=str(dovecot.certificate))
    with imaplib.IMAP4_SSL("localhost", dovecot.tls_port, ssl_context=trusting) as client:
        assert client.noop()[0] == "OK"
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL("localhost", dovecot.tls_port, ssl_context=ssl.create_default_context())


def send(sink: SmtpSink, timeout: float = 5) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.test", "b@example.test", "¿Qué tal?"
    message.set_content("Hola")
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=timeout) as client:
        client.send_message(message)


def test_the_relay_keeps_what_it_accepts(smtp_sink: SmtpSink) -> None:
    send(smtp_sink)
    [letter] = smtp_sink.wait_for(1)
    assert letter.recipients == ("b@example.test",)
    assert letter.message["Subject"] == "¿Qué tal?"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.BUSY, smtplib.SMTPSenderRefused),
        (Fault.REFUSED, smtplib.SMTPSenderRefused),
        (Fault.UNKNOWN_RECIPIENT, smtplib.SMTPRecipientsRefused),
        (Fault.GREYLISTED, smtplib.SMTPRecipientsRefused),
        (Fault.FULL, smtplib.SMTPDataError),
        (Fault.CONTENT_REFUSED, smtplib.SMTPDataError),
        (Fault.DROP_BEFORE_DATA, smtplib.SMTPServerDisconnected),
        (Fault.DROP_AFTER_DATA, smtplib.SMTPServerDisconnected),
    ],
)
def test_the_relay_misbehaves_as_told(smtp_sink: SmtpSink, fault: Fault, error: type[Exception]) -> None:
    smtp_sink.fault = fault
    with pytest.raises(error):
        send(smtp_sink)
    assert smtp_sink.accepted == []
    assert len(smtp_sink.taken) == (fault is Fault.DROP_AFTER_DATA)
    smtp_sink.fault = None
    send(smtp_sink)
    assert len(smtp_sink.accepted) == 1


def test_a_hanging_relay_says_nothing(smtp_sink: SmtpSink) -> None:
    smtp_sink.fault = Fault.HANG
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(smtp_sink, timeout=1)
    assert len(smtp_sink.taken) == 1


def test_a_relay_with_credentials_wants_them() -> None:
    with SmtpSink.running(credentials=("user", "secret")) as sink:
        with pytest.raises(smtplib.SMTPSenderRefused):
            send(sink)
        with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as client, pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("user", "wrong")
        with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as client:
            client.login("user", "secret")
            client.sendmail("a@example.test", ["b@example.test"], RAW)
        assert len(sink.accepted) == 1
