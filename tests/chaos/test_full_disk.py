"""A real disk with no space left: every way in says so and changes nothing, reading works, and when there is space
again the server goes on by itself."""

import asyncio
import ctypes
import os
import smtplib
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest

from atiende.bench.servers.processes import is_root
from tests.chaos.world import MAILBOX, Visitor, World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]

SIZE = "24m"
RECOVERS_WITHIN = 10.0
IDLE_SHARE = 0.5
"""Of one core, while the disk is full: a server that asks again and again without a pause would take all of it."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little space."""
    if not is_root():
        pytest.skip("mounting a small file system needs root")
    place = tmp_path / "disk"
    place.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, f"size={SIZE}".encode()):
        pytest.skip(f"cannot mount a small file system here: {os.strerror(ctypes.get_errno())}")
    try:
        yield place
    finally:
        libc.umount2(os.fsencode(place), 2)  # detach: whoever still has it open keeps it until he ends


class Ballast:
    """A file that takes all the space there is."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "ballast"

    def fill(self) -> None:
        with self._path.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1 << 9, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue

    def drop(self) -> None:
        self._path.unlink()


async def test_a_full_disk_is_said_loses_nothing_and_is_over_when_there_is_space(small_disk: Path) -> None:
    ballast = Ballast(small_disk)
    async with world(small_disk) as centre:
        await centre.start()
        async with visitor(centre) as vera:
            assert (await vera.said("before"))["op"] == "ack"
            assert await centre.mail("correo antes")
            conversation = await centre.conversation_of("correo antes")
            ballast.fill()
            refused = [number for number in range(12) if not await _taken(vera, f"full{number}")]
            assert refused, "the disk is full and everything was acknowledged"
            await _everything_refuses(centre, conversation)
            await _reading_works(centre, conversation)
            await _does_not_spin(centre)
            ballast.drop()
            began = time.monotonic()
            async with asyncio.timeout(RECOVERS_WITHIN):
                number = 0
                while not await _taken(vera, f"after{number}"):
                    number += 1
                    await asyncio.sleep(0.2)
                while not await centre.mail("correo al final"):
                    await asyncio.sleep(0.2)
            print(f"chat and mail are taken again after {time.monotonic() - began:.2f} s")
            await _answer(centre, conversation, "al fin", 201)
            acked = {str(one["client_id"]) for one in vera.frames if one["op"] == "ack"}
        await centre.conversation_of("correo al final")
        await centre.server.stop()
        stored = await centre.stored()
        assert sorted(stored.client_ids()) == sorted(acked), "what was acknowledged is there once, nothing else is"
        assert sorted(stored.subjects()) == sorted(["", *[""] * (len(acked) - 1), "correo antes", "correo al final"])
        assert list(stored.replies()) == ["al fin"]
        assert [logged.seq for logged in stored.log] == list(range(1, len(stored.log) + 1))


async def _taken(vera: Visitor, client_id: str) -> bool:
    """Whether a visitor's message was acknowledged; a refusal says why, in his language."""
    answer = await vera.said(client_id)
    if answer["op"] == "refused":
        assert answer["code"] == "store_full"
        assert answer["detail"]
    return answer["op"] == "ack"


async def _everything_refuses(centre: World, conversation: str) -> None:
    for language in ("en", "es"):
        answer = await _answer(centre, conversation, "sin sitio", 503, language)
        problem = answer.json()
        assert problem["code"] == "store_full" and problem["title"] and problem["detail"]
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Content-Type"] == "application/problem+json"
    code, said = await asyncio.to_thread(_deliver, centre.server.mail_port, "correo sin sitio")
    assert code == 452, said


async def _answer(centre: World, conversation: str, text: str, status: int, language: str = "en") -> httpx2.Response:
    body = {"client_id": text, "text": text}
    path = f"/api/v1/conversations/{conversation}/messages"
    answer = await centre.call("POST", path, body, who=centre.prepared.admin, language=language)
    assert answer.status_code == status, answer.text
    return answer


async def _reading_works(centre: World, conversation: str) -> None:
    assert (await centre.asked("/api/v1/conversations?view=all"))["items"]
    assert (await centre.asked(f"/api/v1/conversations/{conversation}/timeline"))["items"]
    async with visitor(centre, "Otra") as other:
        assert other.token, "a new visitor gets his chat, and is told when he sends"


async def _does_not_spin(centre: World) -> None:
    before = centre.server.cpu_seconds()
    await asyncio.sleep(3)
    assert centre.server.cpu_seconds() - before < 3 * IDLE_SHARE
    answer = await centre.call("GET", "/healthz")
    assert answer.status_code == 200


def _deliver(port: int, subject: str) -> tuple[int, str]:
    """The reply to a mail: 250, or what the server refused it with."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "lleno@example.test", MAILBOX, subject
    mail["Message-ID"] = "<lleno@example.test>"
    mail.set_content("x" * 20_000)
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
        try:
            smtp.sendmail("lleno@example.test", [MAILBOX], mail.as_bytes())
        except smtplib.SMTPResponseException as refusal:
            return refusal.smtp_code, repr(refusal.smtp_error)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, said = next(iter(refusal.recipients.values()))
            return code, repr(said)
    return 250, ""
