"""Whether the server is well: each figure with its limits. The same for the screen and for `atiende doctor`."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from atiende.domain.overload import LETS_GO
from atiende.ports.machine import Certificate
from atiende.ports.sign_views import Lags, LastBackup
from atiende.ports.voice import Announced, Effort

Level = Literal["ok", "info", "warn", "bad"]
MINUTE, HOUR, DAY = 60, 3600, 86_400
INDEX_LAG = 2000
"""Facts the search may be behind before somebody should know."""


class Figures(Struct, frozen=True, kw_only=True):
    """What was measured at `now` (ms UTC); a disk of 0 bytes was not looked at."""

    now: int
    lags: Lags
    disk_free: int = 0
    disk_total: int = 0
    certificate: Certificate | None = None
    mailboxes_failing: Sequence[str] = ()
    backup: LastBackup | None = None
    backup_within_hours: int = 0
    speaks: bool | None = None
    """Whether texts can be read out to callers; None where no endpoint takes calls."""
    engines_away: Sequence[str] = ()
    """What ought to carry calls and does not answer."""
    registrations: Mapping[str, Announced] = {}
    """What telephone companies say where we register, by their trunks' names."""
    effort: Effort | None = None
    """What mixing calls costs; None where nothing is known of it."""
    recordings_waiting: int = 0
    """That have ended and still lie with what made them."""
    transcriber: str = ""
    """What writes calls down; empty: nothing."""
    load: int = 0
    """How much the node lets go, 0 to 4; see `domain.overload`."""


class Finding(Struct, frozen=True, kw_only=True):
    """`value` in `unit`: bytes, seconds, count or ms (a moment); `text` where words say more."""

    code: str
    level: Level
    value: int | None = None
    unit: str = ""
    text: str = ""
    go: str = ""


def findings(figures: Figures) -> list[Finding]:
    """Everything that is looked at, well or not."""
    return [*_machine(figures), *_waiting(figures), *_outside(figures), *_backup(figures)]


def _machine(figures: Figures) -> list[Finding]:
    lags = figures.lags
    found = [
        Finding(code="load", level=_of_load(figures.load), value=figures.load, unit="count"),
        Finding(code="database", level="ok", value=lags.database_bytes, unit="bytes"),
        Finding(code="log", level="ok", value=lags.facts, unit="count", go="/admin/audit"),
    ]
    if figures.disk_total:
        share = figures.disk_free / figures.disk_total
        level: Level = "bad" if share < 0.05 else "warn" if share < 0.15 else "ok"
        found.append(Finding(code="disk", level=level, value=figures.disk_free, unit="bytes"))
    behind = max(0, lags.facts - lags.indexed)
    found.append(Finding(code="index", level="warn" if behind > INDEX_LAG else "ok", value=behind, unit="count"))
    return found


def _of_load(load: int) -> Level:
    return "bad" if load >= LETS_GO["bots"] else "warn" if load else "ok"


def _waiting(figures: Figures) -> list[Finding]:
    lags, now = figures.lags, figures.now
    return [
        _late("intake", lags.intake_oldest_at, now, (MINUTE, 10 * MINUTE)),
        _late("outgoing", lags.sending_oldest_at, now, (5 * MINUTE, HOUR)),
        _late("timers", lags.timers_oldest_at, now, (MINUTE, 10 * MINUTE)),
        _late("webhooks", lags.webhooks_oldest_at, now, (HOUR, DAY), "/admin/webhook"),
        _some("failed_messages", lags.failed_messages, "/admin/audit?kind=MessageFailed"),
        _some("webhooks_failed", lags.webhooks_failed, "/admin/webhook"),
        _some("quarantine", lags.quarantined, "/admin/quarantine"),
    ]


def _outside(figures: Figures) -> list[Finding]:
    failing = figures.mailboxes_failing
    level: Level = "bad" if failing else "ok"
    found = [
        Finding(
            code="mailboxes",
            level=level,
            value=len(failing),
            unit="count",
            text=", ".join(failing),
            go="/admin/endpoint",
        )
    ]
    if figures.speaks is not None:
        away = ", ".join(figures.engines_away)
        found.append(Finding(code="engines", level="bad" if away else "ok", text=away))
        found += _registrations(figures.registrations)
        if figures.effort is not None:
            level = "warn" if figures.effort.cheaply else "ok"
            found.append(Finding(code="mixing", level=level, value=figures.effort.ears, unit="count"))
        found.append(Finding(code="speech", level="ok" if figures.speaks else "warn"))
        found.append(_some("recordings", figures.recordings_waiting, ""))
        found.append(Finding(code="transcriber", level="ok", text=figures.transcriber))
    if figures.certificate is not None:
        found.append(_certificate(figures.certificate, figures.now))
    return found


def _registrations(known: Mapping[str, Announced]) -> list[Finding]:
    """Those that refuse us; those that have not answered; and where all do know us, their names."""
    found: list[Finding] = []
    levels: tuple[tuple[Announced, Level], ...] = (("rejected", "bad"), ("trying", "warn"), ("registered", "ok"))
    for state, level in levels:
        if names := ", ".join(sorted(name for name, one in known.items() if one == state)):
            found.append(Finding(code=f"trunk_{state}", level=level, text=names, go="/admin/trunk"))
    return found


def _backup(figures: Figures) -> list[Finding]:
    """When it was made, when it was last proved by restoring it, and where it is. Nothing where others make them."""
    last, within = figures.backup, figures.backup_within_hours * HOUR * 1000
    if not within:
        return []
    if last is None:
        return [Finding(code="backup_never", level="warn")]
    old = figures.now - last.at > within
    return [
        Finding(code="backup_old" if old else "backup", level="warn" if old else "ok", value=last.at, unit="ms"),
        Finding(code="backup_place", level="ok", text=last.place),
        Finding(code="backup_verified", level="ok", value=last.verified_at, unit="ms")
        if last.verified_at
        else Finding(code="backup_unverified", level="info"),
        *([Finding(code="backup_lost", level="bad", value=last.lost, unit="count")] if last.lost else []),
    ]


def _late(code: str, oldest_at: int | None, now: int, limits: tuple[int, int], go: str = "") -> Finding:
    """How long the oldest has waited, in seconds, against when it is strange and when it is bad."""
    age = 0 if oldest_at is None else max(0, (now - oldest_at) // 1000)
    level: Level = "bad" if age > limits[1] else "warn" if age > limits[0] else "ok"
    return Finding(code=code, level=level, value=age, unit="seconds", go=go if level != "ok" else "")


def _some(code: str, count: int, go: str) -> Finding:
    return Finding(code=code, level="warn" if count else "ok", value=count, unit="count", go=go if count else "")


def _certificate(seen: Certificate, now: int) -> Finding:
    if seen.why:
        return Finding(code=f"certificate_{seen.why}", level="bad")
    left = (seen.until - now) // 1000
    level: Level = "bad" if left < 3 * DAY else "warn" if left < 21 * DAY else "ok"
    return Finding(code="certificate", level=level, value=seen.until, unit="ms")
