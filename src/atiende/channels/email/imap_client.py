"""One IMAP connection, blocking, used by one worker thread. Whatever goes wrong becomes a MailboxError."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import imap_tools
from imap_tools import errors
from msgspec import Struct

from atiende.channels.email.settings import MailSettings, Server

SECONDS = 20.0
"""To connect, and for every answer."""
MOST_BYTES = 25 * 1024 * 1024
"""Of a larger mail only the beginning is fetched: its letter stands there."""
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class MailboxError(Exception):
    """`code`: auth_failed, host_unreachable, tls_failed, folder_missing, connection_lost."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Folder(Struct, frozen=True, kw_only=True):
    """What the server says of the folder when it is opened."""

    validity: int
    next_uid: int


class ImapClient:
    """Its methods block; `abort` may be called from any thread and makes them end at once."""

    def __init__(self, settings: MailSettings) -> None:
        assert settings.imap is not None  # endpoints without a mailbox are never read
        self._settings, self._server = settings, settings.imap
        self._box: imap_tools.BaseMailBox | None = None
        self._aborted, self._can_idle = False, False
        self._hurried = False

    @property
    def idles(self) -> bool:
        return self._settings.idle and self._can_idle

    def open(self, step: Callable[[str], None] = lambda _: None) -> Folder:
        """Connects, signs in and opens the folder; `step` hears what has been done."""
        with _translated("host_unreachable"):
            self._box = _connected(self._server)
        if self._aborted:
            self.close()
            raise MailboxError("connection_lost")
        step("connect")
        with _translated("auth_failed"):
            self._sign_in()
        step("sign_in")
        with _translated("folder_missing"):
            self._box.folder.set(self._settings.folder)
            folder = self._folder()
        step("folder")
        return folder

    def _sign_in(self) -> None:
        box, user, password = self._box, self._server.user, self._server.password
        assert box is not None
        if user.isascii() and password.isascii():
            box.login(user, password, initial_folder=None)
        else:
            box.login_utf8(user, password, initial_folder=None)
        _, said = box.client.capability()  # some servers say what they can do only to who has signed in
        self._can_idle = any(isinstance(line, bytes) and b"IDLE" in line.upper().split() for line in said)

    def _folder(self) -> Folder:
        assert self._box is not None
        status = self._box.folder.status(self._settings.folder, ["UIDVALIDITY", "UIDNEXT"])
        return Folder(validity=int(status["UIDVALIDITY"]), next_uid=int(status["UIDNEXT"]))

    def newer(self, uid: int) -> Sequence[int]:
        """UIDs after one, ascending."""
        with _translated("connection_lost"):
            self._client().response("EXISTS")  # what was told before is searched now
            found = [one for one in self._search(f"UID {uid + 1}:*") if one > uid]  # `n:*` always names the last one
        self._hurried = self._hurried and not found
        return found

    def arrived_since(self, moment: int) -> Sequence[int]:
        """UIDs that came at or after a moment, ms UTC. The server's search knows only days, so dates are read."""
        when = datetime.fromtimestamp(moment / 1000, UTC)
        day = when - timedelta(days=1)
        with _translated("connection_lost"):
            found = self._search(f"SINCE {day.day:02d}-{MONTHS[day.month - 1]}-{day.year}")
            return [one for one in found if self._arrived(one) >= int(moment / 1000)]

    def _arrived(self, uid: int) -> int:
        _, data = self._client().uid("fetch", str(uid), "(INTERNALDATE)")
        for piece in data or ():
            head = piece[0] if isinstance(piece, tuple) else piece
            match = _DATE.search(head) if isinstance(head, bytes) else None
            if match is not None:
                return _seconds(match.group(1).decode("ascii", "replace"))
        return 0

    def _search(self, criteria: str) -> list[int]:
        answer, data = self._client().uid("search", criteria)
        if answer != "OK":
            raise MailboxError("connection_lost")
        return sorted(int(one) for line in data if isinstance(line, bytes) for one in line.split())

    def fetch(self, uid: int) -> bytes | None:
        """The mail's bytes, not marked as read; None when it is gone."""
        with _translated("connection_lost"):
            answer, data = self._client().uid("fetch", str(uid), f"(UID BODY.PEEK[]<0.{MOST_BYTES}>)")
        if answer != "OK":
            raise MailboxError("connection_lost")
        for piece in data or ():
            if isinstance(piece, tuple) and len(piece) > 1 and isinstance(piece[1], bytes):
                return piece[1]
        return None

    def mark_seen(self, uids: Sequence[int]) -> None:
        """For the people who also look into the mailbox; one we may only read stays as it is."""
        if uids:
            with _translated("connection_lost"):
                self._client().uid("store", ",".join(map(str, uids)), "+FLAGS.SILENT", "(\\Seen)")

    def wait(self, seconds: float) -> None:
        """Idles until the server says something or the time is over.

        What came while the last search was answered was told then, and is not told again: that is looked at at once,
        though not twice for a server that always says so.
        """
        assert self._box is not None
        client = self._client()
        told = client.response("EXISTS")[1] != [None]
        self._hurried = told and not self._hurried
        if self._hurried:
            return
        with _translated("connection_lost"), self._box.idle as idle:
            if not _said(client):
                idle.poll(timeout=seconds)

    def still_there(self) -> None:
        with _translated("connection_lost"):
            self._client().noop()

    def append_sent(self, raw: bytes) -> None:
        """A copy of what we sent, into the folder the server marks as such."""
        assert self._box is not None
        with _translated("folder_missing"):
            sent = next((one.name for one in self._box.folder.list() if "\\Sent" in one.flags), "Sent")
            self._box.append(raw, sent, flag_set=["\\Seen"])

    def abort(self) -> None:
        """Cuts the line under whatever blocks."""
        self._aborted = True
        box = self._box
        if box is not None:
            with contextlib.suppress(OSError):
                box.client.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Politely if the server still answers."""
        box, self._box = self._box, None
        if box is None:
            return
        with contextlib.suppress(Exception):
            if not self._aborted:
                box.client.sock.settimeout(2)
                box.client.logout()
        with contextlib.suppress(Exception):
            box.client.shutdown()

    def _client(self) -> imaplib.IMAP4:
        if self._box is None:
            raise MailboxError("connection_lost")
        return self._box.client


def _said(client: imaplib.IMAP4) -> bool:
    """Whether something came in one breath with the last answer: it is in the buffer, where no poll sees it."""
    client.sock.settimeout(0)
    try:
        line = client.readline()
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        client.sock.settimeout(SECONDS)
    if line and not line.endswith(b"\n"):
        client.readline()
    return bool(line)


def _connected(server: Server) -> imap_tools.BaseMailBox:
    if server.security == "none":
        return imap_tools.MailBoxUnencrypted(server.host, server.port, timeout=SECONDS)
    trusted = ssl.create_default_context()
    if server.security == "starttls":
        return imap_tools.MailBoxStartTls(server.host, server.port, timeout=SECONDS, ssl_context=trusted)
    return imap_tools.MailBox(server.host, server.port, timeout=SECONDS, ssl_context=trusted)


def _seconds(text: str) -> int:
    """`22-Nov-2026 09:00:00 +0100` as seconds UTC."""
    day, month, rest = text.strip().split("-", 2)
    year, clock, zone = rest.split()
    hour, minute, second = clock.split(":")
    local = datetime(
        int(year), MONTHS.index(month.title()) + 1, int(day), int(hour), int(minute), int(second), tzinfo=UTC
    )
    offset = (int(zone[1:3]) * 60 + int(zone[3:5])) * (-1 if zone[0] == "-" else 1)
    return int(local.timestamp()) - offset * 60


@contextmanager
def _translated(code: str) -> Iterator[None]:
    """The many ways an IMAP library says no, as ours. `code` is what a refusal of the server means here."""
    try:
        yield
    except MailboxError:
        raise
    except ssl.SSLError as error:
        raise MailboxError("tls_failed") from error
    except errors.MailboxStarttlsError as error:
        raise MailboxError("tls_failed") from error
    except (imaplib.IMAP4.abort, EOFError) as error:
        raise MailboxError("host_unreachable" if code == "host_unreachable" else "connection_lost") from error
    except (errors.ImapToolsError, imaplib.IMAP4.error) as error:
        raise MailboxError(code) from error
    except (OSError, ValueError) as error:
        raise MailboxError("host_unreachable" if code == "host_unreachable" else "connection_lost") from error
