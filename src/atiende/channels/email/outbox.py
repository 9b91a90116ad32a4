"""The local outbox: where no relay is set, mail to customers is laid into a directory and can be looked into."""

import contextlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from atiende.channels.email.parse import parse_mail

_ID = re.compile(r"^[A-Za-z0-9_-]{1,80}$")
NEWEST = 500
SHOWN = 200
"""Characters of a letter's text in the list."""


class Laid(Struct, frozen=True, kw_only=True):
    """One mail as the list shows it. `at` is ms UTC."""

    id: str
    at: int
    to: tuple[str, ...]
    subject: str
    text: str
    size: int


class Outbox:
    """A directory per tenant, a file per message, named by its id: the same message again is the same file."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def lay(self, tenant: str, message: str, raw: bytes) -> None:
        """Blocking: whole and synced, or not there. Raises OSError, ValueError for names that are no ids."""
        target = self._path(tenant, message)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".tmp")
        with unfinished.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)

    def list(self, tenant: str) -> Sequence[Laid]:
        """Blocking: the newest first."""
        if not _ID.match(tenant) or not (self._directory / tenant).is_dir():
            return []
        found: list[Laid] = []
        paths = sorted((self._directory / tenant).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in paths[:NEWEST]:
            with contextlib.suppress(FileNotFoundError):
                found.append(_laid(path))
        return found

    def read(self, tenant: str, message: str) -> bytes | None:
        """Blocking: the mail's bytes, or None."""
        try:
            return self._path(tenant, message).read_bytes()
        except (FileNotFoundError, ValueError):
            return None

    def _path(self, tenant: str, message: str) -> Path:
        if not _ID.match(tenant) or not _ID.match(message):
            raise ValueError("not an id")
        return self._directory / tenant / f"{message}.eml"


def _laid(path: Path) -> Laid:
    raw = path.read_bytes()
    mail = parse_mail(raw)
    return Laid(
        id=path.stem,
        at=path.stat().st_mtime_ns // 1_000_000,
        to=tuple(one.address for one in (*mail.to, *mail.cc)),
        subject=mail.subject,
        text=mail.text[:SHOWN],
        size=len(raw),
    )
