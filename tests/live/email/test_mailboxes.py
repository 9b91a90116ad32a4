"""Mail read from a mailbox by IMAP, from a real Dovecot."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from atiende.actions.mailboxes import MailboxBook, mailbox_state
from atiende.bench.servers.smtp import SmtpSink
from atiende.bus.system import SystemClock
from atiende.channels.email.imap import MailboxReader
from atiende.channels.email.imap_client import ImapClient
from atiende.channels.email.settings import read_settings
from atiende.domain import facts as f
from atiende.domain.work import Cursor
from atiende.ports.channel import Endpoint
from atiende.ports.desk import Desk
from tests.doubles.dovecot import Dovecot, Mailbox
from tests.fakes import open_desk
from tests.live.email.world import TENANT, World, eventually, letter, mail_centre, mailbox_settings

pytestmark = pytest.mark.live


async def connected(world: World, times: int = 1) -> None:
    async def told() -> bool:
        return len(await world.facts(f.MailboxConnected)) >= times

    await eventually(told)


async def put(box: Mailbox, *texts: str) -> None:
    for text in texts:
        await asyncio.to_thread(box.put, letter(text, Message_ID=f"<{text.replace(' ', '.')}@cliente.test>").as_bytes())


async def texts(world: World) -> list[str]:
    return sorted([(await world.content(one.id)).text.strip() for one in await world.messages()])


async def seen(box: Mailbox) -> int:
    return sum("Seen" in flags for flags, _ in await asyncio.to_thread(box.messages))


@pytest.mark.parametrize("idle", [True, False], ids=["idle", "poll"])
async def test_what_arrives_from_now_on_is_read_and_marked(tmp_path: Path, dovecot: Dovecot, idle: bool) -> None:
    box = dovecot.user()
    await put(box, "de antes")
    settings = mailbox_settings(box) | {"imap_idle": idle, "poll_seconds": 5}
    async with mail_centre(tmp_path, settings=settings) as world:
        await connected(world)
        began = asyncio.get_running_loop().time()
        await put(box, "uno", "dos")
        await world.arrived(2)
        assert asyncio.get_running_loop().time() - began < (3 if idle else 8)
        assert await texts(world) == ["dos", "uno"]

        async def marked() -> bool:
            return await seen(box) == 2

        await eventually(marked)
        state = await mailbox_state(world.desk.store, TENANT, "mail")
        assert state is not None and state.problem == "" and state.ok_at > 0


async def test_a_reply_leaves_a_copy_in_the_sent_folder(tmp_path: Path, dovecot: Dovecot, smtp_sink: SmtpSink) -> None:
    box = dovecot.user()
    async with mail_centre(tmp_path, sink=smtp_sink, settings=mailbox_settings(box) | {"save_sent": True}) as world:
        await connected(world)
        await put(box, "una duda")
        [message] = await world.arrived()
        reply = await world.reply(message.conversation, "Una respuesta")
        await world.settled(reply.id, "sent")
        [out] = smtp_sink.accepted
        assert "Reply-To" not in out.message  # another server takes the mail: it may not know name+token
        [(_, copy)] = await asyncio.to_thread(box.messages, "Sent")
        assert b"Una respuesta" in copy


async def test_earlier_mail_is_imported_when_asked_for(tmp_path: Path, dovecot: Dovecot) -> None:
    box = dovecot.user()
    await put(box, "de antes")
    async with mail_centre(tmp_path, settings=mailbox_settings(box) | {"import_days": 3}) as world:
        await world.arrived()
        await put(box, "de ahora")
        await world.arrived(2)
        assert await texts(world) == ["de ahora", "de antes"]


async def test_a_dry_run_says_what_would_come_and_leaves_the_mailbox_alone(tmp_path: Path, dovecot: Dovecot) -> None:
    box = dovecot.user()
    await put(box, "uno", "dos")
    async with mail_centre(tmp_path, settings=mailbox_settings(box) | {"import_days": 3, "dry_run": True}) as world:
        assert [row.why for row in await world.put_aside(2)] == ["dry_run"] * 2
        assert await world.conversations() == [] and await seen(box) == 0
        await world.set_endpoint(dry_run=False)
        await world.arrived(2)


async def test_a_change_of_the_endpoint_takes_effect_at_once(tmp_path: Path, dovecot: Dovecot) -> None:
    one, other = dovecot.user(), dovecot.user()
    async with mail_centre(tmp_path, settings=mailbox_settings(one)) as world:
        await connected(world)
        await world.set_endpoint(imap_user=other.user, import_days=1)
        await put(other, "en el otro")
        await world.arrived()


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("searched", [True, False], ids=["during the search", "before it idles"])
async def test_what_arrives_between_two_looks_is_not_waited_for(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch, searched: bool, secure: bool
) -> None:
    """The server tells of it once: with the answer to the search, or in one breath with that it idles now."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    box = dovecot.user()
    there = {"imap_host": "localhost", "imap_port": dovecot.tls_port, "imap_security": "tls"} if secure else {}
    client = ImapClient(read_settings({"address": "a@b.test", **mailbox_settings(box), **there}))
    client.open()
    try:
        assert client.newer(0) == []
        await put(box, "uno")
        if searched:
            assert client.newer(0) == []
        began = asyncio.get_running_loop().time()
        client.wait(25)
        assert asyncio.get_running_loop().time() - began < 20
        assert client.newer(0) == [1]
        client.wait(0.1)  # and it idles again
    finally:
        client.close()


async def test_the_state_of_a_mailbox_is_told_once_for_each_change(tmp_path: Path, dovecot: Dovecot) -> None:
    box = dovecot.user()
    settings = mailbox_settings(box) | {"imap_folder": "Nowhere"}
    async with mail_centre(tmp_path, settings=settings) as world:

        async def failed() -> list[f.Fact]:
            return await world.facts(f.MailboxFailed)

        [missing] = await eventually(failed)
        assert missing == f.MailboxFailed(endpoint="mail", reason="folder_missing")
        await world.set_endpoint(imap_folder="INBOX")
        await connected(world)
        await put(box, "uno")
        await world.arrived()
    async with mail_centre(tmp_path) as world:
        await put(box, "dos")
        await world.arrived(2)
        assert (len(await world.facts(f.MailboxFailed)), len(await world.facts(f.MailboxConnected))) == (1, 1)


@pytest.mark.parametrize(
    ("change", "step", "code"),
    [
        ({"imap_password": "wrong"}, "sign_in", "auth_failed"),
        ({"imap_port": 9}, "connect", "host_unreachable"),
        ({"imap_security": "starttls"}, "connect", "tls_failed"),
        ({"imap_folder": "Nowhere"}, "folder", "folder_missing"),
        ({}, "folder", "ok"),
    ],
)
async def test_the_connection_test_says_which_step_fails(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: SmtpSink, change: Mapping[str, str | int], step: str, code: str
) -> None:
    async with mail_centre(tmp_path, sink=smtp_sink) as world:
        settings = {"address": "a@b.test", **mailbox_settings(dovecot.user()), **change}
        endpoint = Endpoint(tenant=TENANT, slug="mail", brand="main", channel="email", settings=settings)
        steps = await world.desk.channels["email"].test(endpoint)
        assert (step, code) in steps
        assert steps[-1] == ("relay_connect", "ok")


# ── restarts: the reader dies between any two of its steps ──


class Died(Exception):
    """The process ends here."""


class Keeping:
    """An intake that keeps what it is given, once per origin unless told not to, and can die."""

    def __init__(self, *, once: bool = True) -> None:
        self.once, self.kept, self.calls, self.die_after = once, dict[str, bytes](), 0, 0

    async def take(self, endpoint: Endpoint, origin: str, raw: bytes, envelope: Mapping[str, str]) -> None:
        self.calls += 1
        self.kept[origin if self.once else f"{origin} {self.calls}"] = raw
        if self.calls == self.die_after:
            raise Died


class Dying(MailboxBook):
    """Dies before the place is written down, the given number of times."""

    deaths = 0

    async def remember(self, *arguments: object) -> None:
        if self.deaths:
            self.deaths -= 1
            raise Died
        await super().remember(*arguments)  # type: ignore[arg-type]


async def read_until_dead(desk: Desk, box: Mailbox, intake: Keeping, prepare: Callable[[Dying], None]) -> None:
    book = Dying(desk.store, SystemClock())
    prepare(book)
    settings = {"address": "a@b.test", "import_days": 1, **mailbox_settings(box)}
    endpoint = Endpoint(tenant=TENANT, slug="mail", brand="main", channel="email", settings=settings)
    read = read_settings(settings)
    reader = MailboxReader(endpoint, read, intake, book, SystemClock(), connect=lambda: ImapClient(read))
    try:
        async with asyncio.timeout(1):
            await reader.run()
    except (Died, TimeoutError):
        pass


async def restarted_often(desk: Desk, box: Mailbox, intake: Keeping) -> None:
    """Thirty mails; the reader dies in the middle of each batch, then before remembering it, then works."""
    await put(box, *(f"mail {number:02d}" for number in range(30)))
    for after in (1, 7, 25):
        intake.die_after = intake.calls + after
        await read_until_dead(desk, box, intake, lambda _: None)
    intake.die_after = 0

    def kill(book: Dying) -> None:
        book.deaths = 1

    await read_until_dead(desk, box, intake, kill)
    await read_until_dead(desk, box, intake, lambda _: None)


async def test_a_restart_in_the_middle_of_an_import_neither_loses_nor_doubles(tmp_path: Path, dovecot: Dovecot) -> None:
    async with open_desk(tmp_path) as desk:
        intake = Keeping()
        await restarted_often(desk, dovecot.user(), intake)
        assert len(intake.kept) == 30


async def test_without_the_origin_check_it_would_double(tmp_path: Path, dovecot: Dovecot) -> None:
    async with open_desk(tmp_path) as desk:
        intake = Keeping(once=False)
        await restarted_often(desk, dovecot.user(), intake)
        assert len(intake.kept) > 30


async def test_a_mailbox_numbered_anew_is_not_imported_again(tmp_path: Path, dovecot: Dovecot) -> None:
    box = dovecot.user()
    async with mail_centre(tmp_path, settings=mailbox_settings(box)) as world:
        await connected(world)
        await put(box, "uno")
        await world.arrived()
        before = await validities(world)
    maildir = dovecot.directory / "mail" / box.user / "Maildir"
    for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache", "dovecot-uidvalidity"):
        (maildir / name).unlink(missing_ok=True)
    await put(box, "dos")
    async with mail_centre(tmp_path) as world:
        await world.arrived(2)
        assert await texts(world) == ["dos", "uno"]
        assert await validities(world) != before


async def validities(world: World) -> list[int]:
    rows = await world.desk.store.reading(TENANT).where(Cursor, {})
    return [row.seq for row in rows if row.reader.endswith(" validity")]


async def test_reading_ends_at_once_when_it_is_cancelled(tmp_path: Path, dovecot: Dovecot) -> None:
    loop = asyncio.get_running_loop()
    async with mail_centre(tmp_path, settings=mailbox_settings(dovecot.user())) as world:
        await connected(world)
        await asyncio.sleep(0.3)
        began = loop.time()
    assert loop.time() - began < 2
