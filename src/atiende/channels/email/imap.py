"""Reads a mailbox for as long as the endpoint is published: what arrives is kept durably, and only then remembered.

One worker thread talks to the server; this task decides. A mail is fetched again rather than lost: its origin makes the
second time harmless.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NoReturn, Protocol, TypeVar

import structlog

from atiende.channels.email.imap_client import Folder, MailboxError
from atiende.channels.email.origin import origin_of
from atiende.channels.email.settings import MailSettings
from atiende.domain.errors import Overloaded, Refusal, StoreFull, TooMany
from atiende.ports.channel import Endpoint, Intake
from atiende.ports.mailboxes import Mailboxes, Place
from atiende.ports.system import Clock

log = structlog.get_logger()
T = TypeVar("T")

IDLE_SECONDS = 25.0
BUSY_SECONDS = 1.0
BATCH = 20
"""Mails after which the place is written down."""
DAY_MS = 86_400_000
LOOK_BACK_MS = 30 * DAY_MS
"""How far back a mailbox that was numbered anew is searched for what we have not seen."""
PAUSES = (5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
AUTH_PAUSE = 60.0
"""At least: trying wrong passwords quickly gets accounts locked."""


class Client(Protocol):
    """`imap_client.ImapClient`, or a test's."""

    @property
    def idles(self) -> bool: ...
    def open(self) -> Folder: ...
    def newer(self, uid: int) -> Sequence[int]: ...
    def arrived_since(self, moment: int) -> Sequence[int]: ...
    def fetch(self, uid: int) -> bytes | None: ...
    def mark_seen(self, uids: Sequence[int]) -> None: ...
    def wait(self, seconds: float) -> None: ...
    def still_there(self) -> None: ...
    def abort(self) -> None: ...
    def close(self) -> None: ...


class MailboxReader:
    """One endpoint's mailbox."""

    def __init__(
        self,
        endpoint: Endpoint,
        settings: MailSettings,
        intake: Intake,
        book: Mailboxes,
        clock: Clock,
        connect: Callable[[], Client],
    ) -> None:
        self._endpoint, self._settings = endpoint, settings
        self._intake, self._book, self._clock, self._connect = intake, book, clock, connect
        self._account = _account(settings)

    async def run(self) -> None:
        """Until cancelled; whatever fails is told and tried again, ever more slowly."""
        failures = 0
        while True:
            began = self._clock.elapsed()
            problem = await self._failure()
            failures = 0 if self._clock.elapsed() - began > PAUSES[-1] else failures
            await self._tell(self._book.fails(self._endpoint, problem))
            log.warning("mailbox not read", endpoint=self._endpoint.slug, problem=problem)
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            await self._clock.sleep(max(pause, AUTH_PAUSE) if problem == "auth_failed" else pause)

    async def _failure(self) -> str:
        """Reads until it cannot go on; why, as a code."""
        try:
            await self._session()
        except MailboxError as error:
            return error.code
        except StoreFull:
            return "store_full"

    async def _session(self) -> NoReturn:
        """One connection, until it fails."""
        client = self._connect()
        worker = Worker(client)
        try:
            place = await self._begin(worker, await worker.do(client.open))
            await self._tell(self._book.works(self._endpoint, self._settings.dry_run))
            while True:
                uids = await worker.do(partial(client.newer, place.uid))
                place = await self._import(worker, uids, place)
                await self._tell(self._book.works(self._endpoint, self._settings.dry_run))
                await self._rest(worker)
        finally:
            worker.stop()

    async def _rest(self, worker: "Worker") -> None:
        """Until something may have come."""
        client = worker.client
        if client.idles:
            await worker.do(lambda: client.wait(IDLE_SECONDS))
        else:
            await self._clock.sleep(self._settings.poll_seconds)
            await worker.do(client.still_there)

    async def _begin(self, worker: "Worker", folder: Folder) -> Place:
        """Where to read on: where we left; at the end of a mailbox new to us; anew in one that was numbered anew."""
        place = await self._book.place(self._endpoint, self._account)
        if place is not None and place.validity == folder.validity:
            return place
        now = self._clock.now()
        if place is not None:
            missed = max(place.since, now - LOOK_BACK_MS)
        elif self._settings.import_days:
            missed = now - self._settings.import_days * DAY_MS
        else:
            missed = 0
        since = place.since if place else missed or now
        start = Place(validity=folder.validity, uid=folder.next_uid - 1, since=since)
        if missed:
            uids = await worker.do(lambda: worker.client.arrived_since(missed))
            first = min(uids, default=folder.next_uid)
            start = Place(validity=folder.validity, uid=first - 1, since=since)
        await self._book.remember(self._endpoint, self._account, start)
        return start

    async def _import(self, worker: "Worker", uids: Sequence[int], place: Place) -> Place:
        """Each mail durable first, then its place, then the mark that people see."""
        for at in range(0, len(uids), BATCH):
            batch = uids[at : at + BATCH]
            for uid in batch:
                await self._take(worker, uid)
            place = Place(validity=place.validity, uid=batch[-1], since=place.since)
            await self._book.remember(self._endpoint, self._account, place)
            if not self._settings.dry_run:
                await self._mark(worker, batch)
        return place

    async def _take(self, worker: "Worker", uid: int) -> None:
        client = worker.client
        raw = await worker.do(lambda: client.fetch(uid))
        if raw is None:
            return None
        origin = origin_of(raw, dry_run=self._settings.dry_run)
        beside = {"via": "imap", "uid": str(uid), "folder": self._settings.folder}
        while True:
            try:
                return await self._intake.take(self._endpoint, origin, raw, beside)
            except (Overloaded, TooMany):  # it is safe where it is, and in no hurry
                await self._clock.sleep(BUSY_SECONDS)

    async def _mark(self, worker: "Worker", uids: Sequence[int]) -> None:
        client = worker.client
        await worker.do(lambda: client.mark_seen(uids))

    async def _tell(self, what: Awaitable[None]) -> None:
        """The mailbox goes on although its state could not be written."""
        try:
            await what
        except Refusal as refusal:
            log.warning("mailbox state not written", endpoint=self._endpoint.slug, code=refusal.code)


class Worker:
    """The one thread that uses a client. `stop` returns at once and leaves nothing blocked behind."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mailbox")

    async def do(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def stop(self) -> None:
        self.client.abort()
        self._pool.submit(self.client.close)
        self._pool.shutdown(wait=False)


def _account(settings: MailSettings) -> str:
    """Another server, user or folder is another mailbox; a dry run reads it apart."""
    server = settings.imap
    assert server is not None  # endpoints without a mailbox are never read
    named = "\0".join((server.host.lower(), str(server.port), server.user, settings.folder, str(settings.dry_run)))
    return hashlib.sha256(named.encode()).hexdigest()[:16]
