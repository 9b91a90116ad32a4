"""Broken mails one after the other, and hostile clients of our mail server: the next normal mail arrives."""

import asyncio
import smtplib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.chaos.world import MAILBOX, World, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]

WORST = ("spamscope", "cpython", "stalwart-mail-parser/eml/malformed", "stalwart-mail-parser/eml")
MOST = 150
MOST_BYTES = 2_000_000
HEARD_WITHIN = 10.0


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        await made.start()
        yield made
        errors = (tmp_path / "server.err").read_text()
        assert "[error" not in errors, errors[-4000:]


async def test_real_broken_mails_stop_nobodys_mail(centre: World, shared_data: Path) -> None:
    found = _broken(shared_data / "email")
    assert len(found) > 50
    for start in range(0, len(found), 50):
        answers = await asyncio.to_thread(_deliver, centre.server.mail_port, found[start : start + 50])
        assert set(answers) == {250}, answers
        subject = f"normal {start}"
        assert await centre.mail(subject)
        await centre.conversation_of(subject)
    await centre.server.stop()
    states = Counter(one.state for one in (await centre.stored()).ingress)
    assert set(states) <= {"applied", "set_aside", "quarantined"}, states
    assert states["applied"] > 0


async def test_hostile_mail_clients_hold_up_nobody(centre: World) -> None:
    big = b"x" * 1_000_000
    attacks: tuple[Sequence[bytes], ...] = (
        (b"\x00\xff\xfe" * 1_000 + b"\r\n",),
        (b"EHLO " + big + b"\r\n",),
        (big, big, big),
        (b"EHLO a\r\n" + b"RSET\r\n" * 5_000,),
        (b"EHLO a\r\nMAIL FROM:<" + b"a" * 5_000 + b"@b>\r\nRCPT TO:<\xff\xfe>\r\nDATA\r\n",),
        (b"EHLO a\r\nMAIL FROM:<a@b>\r\n" + b"RCPT TO:<nobody@nowhere.test>\r\n" * 500,),
        (b"EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<" + MAILBOX.encode() + b">\r\nDATA\r\n", b"Subject: " + big, b"\r\n"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 50,),
        (b"EHLO a\r\nAUTH PLAIN " + b"A" * 2_000 + b"\r\nVRFY root\r\nEXPN all\r\nHELP\r\nSTARTTLS\r\n\x16\x03\x01",),
        (b"DATA\r\n" * 100, b".\r\n" * 100, b"QUIT\r\nQUIT\r\n"),
    )
    assert await centre.mail("primero")
    await centre.conversation_of("primero")  # the first mail loads the model that tells languages: some 90 MiB
    memory = centre.server.memory_mib()
    open_ones: list[asyncio.StreamWriter] = []
    try:
        for attack in attacks:
            open_ones.append(await _attack(centre.server.mail_port, attack))
            assert await centre.mail(f"bien {len(open_ones)}"), "the next mail, with the attacker still there"
        await centre.conversation_of(f"bien {len(attacks)}")
        assert centre.server.memory_mib() - memory < 50
    finally:
        for writer in open_ones:
            writer.close()
        await asyncio.gather(*[writer.wait_closed() for writer in open_ones], return_exceptions=True)
    await centre.server.stop()
    subjects = Counter((await centre.stored()).subjects())
    assert all(subjects[f"bien {number}"] == 1 for number in range(1, len(attacks) + 1)), subjects


async def _attack(port: int, pieces: Sequence[bytes]) -> asyncio.StreamWriter:
    """Sends without listening, then reads what there is; the connection stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(HEARD_WITHIN):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            await reader.readline()
    except OSError:
        pass  # it hung up, which is an answer
    return writer


def _broken(collection: Path) -> list[bytes]:
    """The worst of the collection."""
    files = [one for place in WORST for one in sorted((collection / place).rglob("*")) if one.is_file()]
    mails = [
        one for one in dict.fromkeys(files) if one.suffix in (".eml", ".txt", "") and one.stat().st_size < MOST_BYTES
    ]
    return [one.read_bytes() for one in mails[:MOST]]


def _deliver(port: int, mails: Sequence[bytes]) -> list[int]:
    """The server's answer to each, over one connection as a relay keeps it."""
    answers = []
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        for raw in mails:
            smtp.ehlo_or_helo_if_needed()
            smtp.mail("sender@example.test")
            smtp.rcpt(MAILBOX)
            code, _ = smtp.data(raw)
            answers.append(code)
    return answers
