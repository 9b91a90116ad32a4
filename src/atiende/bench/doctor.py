"""`atiende doctor`: the checks of the health page, for a terminal. Ends with 1 when something is bad."""

import sys

from atiende import __version__
from atiende.actions.health import Figures, Finding, findings
from atiende.api.problems import texts
from atiende.api.shapes import stamp
from atiende.bus.machine import ThisMachine
from atiende.domain import documents as docs
from atiende.settings import Settings
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from atiende.wiring import open_desk

MARKS = {"ok": "ok", "info": "ok", "warn": "!", "bad": "BAD"}
MEGABYTE = 1_000_000


async def report(settings: Settings) -> int:
    """Prints every finding of every centre; a server that runs on the same files must be stopped, or asked itself."""
    worst = 0
    async with open_desk(settings) as desk:
        assert isinstance(desk.store, SqlStore)
        machine, views = ThisMachine(settings.data_dir, desk.clock.now()), SqlViews(desk.store)
        sys.stdout.write(f"Atiende {__version__}\n")
        disk, certificate = machine.disk(), await machine.certificate(desk.public_url)
        for tenant in await desk.store.tenants():
            rows = await desk.store.reading(tenant).where(docs.Document, {"kind": "endpoint"}, limit=5000)
            seen = await views.admin.endpoints(tenant, [row.slug for row in rows if not row.retired])
            figures = Figures(
                now=desk.clock.now(),
                lags=await views.admin.signs.lags(tenant, desk.clock.now()),
                disk_free=disk.free,
                disk_total=disk.total,
                certificate=certificate,
                mailboxes_failing=[one.slug for one in seen if one.failure],
            )
            sys.stdout.write(f"\n{tenant}\n")
            for finding in findings(figures):
                sys.stdout.write(f"  {MARKS[finding.level]:<4}{_sentence(finding)}\n")
                worst = max(worst, finding.level == "bad")
    return int(worst)


def _sentence(finding: Finding) -> str:
    words = texts("en", "admin")
    name = words.get(f"health.of.{finding.code}", finding.code)
    hint = "" if finding.level == "ok" else f". {words.get(f'health.hint.{finding.code}', '')}"
    return f"{name}: {_value(finding)}{hint}"


def _value(finding: Finding) -> str:
    if finding.text:
        return finding.text
    value = finding.value or 0
    if finding.unit == "bytes":
        return f"{value / MEGABYTE:,.1f} MB"
    if finding.unit == "ms":
        return stamp(value)
    return f"{value} s" if finding.unit == "seconds" else str(value)
