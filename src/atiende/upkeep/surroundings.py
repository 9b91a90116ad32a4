"""What a centre stands on: directories and their rights, time zones, other nodes, NATS, the way mail leaves."""

import asyncio
import os
import stat
from collections.abc import Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from atiende.settings import Settings
from atiende.store import sql
from atiende.store.store import SqlStore
from atiende.upkeep.findings import BAD, INFO, OK, WARN, Finding

ZONES = ("Europe/Madrid", "Atlantic/Canary", "America/Mexico_City")
REACH_SECONDS = 3
WATCH_SECONDS = 5
NATS_PORT, MAIL_PORTS = 4222, {"smtp": 25, "smtps": 465}


def ground(settings: Settings) -> Sequence[Finding]:
    """Of this machine alone."""
    return [*_rights(settings), _zones()]


def _rights(settings: Settings) -> Sequence[Finding]:
    directory, key = settings.data_dir, settings.data_dir / "secret.key"
    found = []
    if not directory.is_dir():
        return [Finding(code="no_directory", level=WARN, params={"path": str(directory)})]
    if not os.access(directory, os.W_OK | os.X_OK):
        found.append(Finding(code="not_writable", level=BAD, params={"path": str(directory)}))
    if not settings.secret_key and not key.is_file():
        found.append(Finding(code="key_missing", level=BAD, params={"path": str(key)}))
    if key.is_file() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found.append(Finding(code="key_open", level=BAD, params={"path": str(key)}))
    database = settings.data_dir / "atiende.db"
    if database.is_file() and database.stat().st_mode & stat.S_IRWXO and directory.stat().st_mode & stat.S_IXOTH:
        found.append(Finding(code="database_open", level=WARN, params={"path": str(directory)}))
    return found or [Finding(code="rights", level=OK, params={"path": str(directory)})]


def _zones() -> Finding:
    try:
        for zone in ZONES:
            ZoneInfo(zone)
    except ZoneInfoNotFoundError as error:
        return Finding(code="zones_missing", level=BAD, params={"zone": str(error)})
    return Finding(code="zones", level=OK)


async def around(settings: Settings) -> Sequence[Finding]:
    """What must answer."""
    found = [
        await _reached("nats", urlsplit(one).hostname or "", urlsplit(one).port or NATS_PORT, WARN)
        for one in settings.nats_servers
    ]
    if settings.turn_urls:
        host, port = _relay(settings.turn_urls[0])
        found.append(await _reached("turn", host, port, WARN))
    if settings.smtp_relay:
        relay = urlsplit(settings.smtp_relay)
        found.append(await _reached("relay", relay.hostname or "", relay.port or MAIL_PORTS[relay.scheme], BAD))
    return found


def _relay(url: str) -> tuple[str, int]:
    """Of `turn:host:port?transport=…`: it answers by TCP on the same port."""
    scheme, _, place = url.partition("?")[0].partition(":")
    host, _, port = place.rpartition(":") if place.rpartition(":")[2].isdigit() else (place, "", "")
    return host.strip("[]"), int(port or (5349 if scheme == "turns" else 3478))


async def _reached(code: str, host: str, port: int, level: str) -> Finding:
    params: dict[str, str | int] = {"host": host, "port": port}
    try:
        async with asyncio.timeout(REACH_SECONDS):
            _, writer = await asyncio.open_connection(host, port)
        writer.close()
    except (OSError, TimeoutError):
        return Finding(code=f"{code}_away", level=level, params=params)
    return Finding(code=code, level=OK, params=params)


async def nodes(store: SqlStore) -> Sequence[Finding]:
    """Which nodes' counters move while we look."""
    if store.dialect == sql.SQLITE:
        return []
    before = {one.id: one.beat for one in await store.nodes.all()}
    if not before:
        return [Finding(code="no_nodes", level=INFO)]
    await asyncio.sleep(WATCH_SECONDS)  # noqa: TID251 - a person waits: nothing is decided by it
    found = []
    for one in await store.nodes.all():
        lives = one.beat != before.get(one.id)
        params: dict[str, str | int] = {"node": one.id, "version": one.version, "roles": ", ".join(one.roles)}
        found.append(Finding(code="node" if lives else "node_silent", level=OK if lives else WARN, params=params))
    return found
