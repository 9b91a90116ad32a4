"""Writes Asterisk's files, each whole or not at all, and has it read them again."""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import structlog
from msgspec.structs import replace

from atiende.ports.telephony import Telephony, TrunkLine
from atiende.voice.asterisk.engine import AsteriskEngine
from atiende.voice.asterisk.house import files, kept_in_step
from atiende.voice.asterisk.pjsip import Unwritable
from atiende.voice.asterisk.plan import Site

log = structlog.get_logger()
RELOADED = {
    "pjsip.conf": (
        "res_pjsip.so", "res_pjsip_authenticator_digest.so", "res_pjsip_endpoint_identifier_ip.so",
        "res_pjsip_outbound_registration.so",
    ),
    "extensions.conf": ("pbx_config.so",),
}  # fmt: skip
"""Which modules read a file again. Calls go on meanwhile."""


def write_all(site: Site, lines: Telephony) -> list[str]:
    """The whole directory, for an Asterisk that starts. Answers the names of what changed."""
    return put(site.etc, files(site, writable(site, lines)))


def writable(site: Site, lines: Telephony) -> Telephony:
    """Without what would say something else in the files: one centre's mistake is not every centre's."""
    trunks = tuple(one for one in lines.trunks if _fits(site, Telephony(trunks=(one,)), one.tenant, one.slug))
    numbers = tuple(
        one
        for one in lines.numbers
        if _fits(site, Telephony(trunks=(_any_trunk(one.tenant),), numbers=(one,)), one.tenant, one.endpoint)
    )
    return replace(lines, trunks=trunks, numbers=numbers)


def _any_trunk(tenant: str) -> TrunkLine:
    """A number is only written where its centre has a trunk."""
    return TrunkLine(tenant=tenant, slug="any", host="localhost")


def _fits(site: Site, line: Telephony, tenant: str, name: str) -> bool:
    try:
        kept_in_step(site, line)
    except Unwritable:
        log.warning("a line cannot be written for asterisk and is left out", tenant=tenant, name=name)
        return False
    return True


def put(directory: Path, wanted: Mapping[str, str]) -> list[str]:
    """Only what differs is written: readable by its owner and group, for there are passwords in it."""
    directory.mkdir(parents=True, exist_ok=True)
    changed = [name for name, text in wanted.items() if _now(directory / name) != text]
    for name in changed:
        handle, made = tempfile.mkstemp(dir=directory, prefix=f".{name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(wanted[name])
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o640)
        Path(made).replace(directory / name)
    return changed


def _now(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


async def apply(engine: AsteriskEngine, site: Site, lines: Telephony) -> None:
    """Raises EngineGone when it could not be told; the files are written then, and are read at its start."""
    wanted = await asyncio.to_thread(lambda: kept_in_step(site, writable(site, lines)))
    await asyncio.to_thread(put, site.etc, wanted)
    for name in wanted:
        for module in RELOADED[name]:
            await engine.ask("PUT", f"asterisk/modules/{module}")
