"""Where a media process listens and what it tells pages: made of the settings, told it on its command line."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct


class MediaPlan(Struct, frozen=True, kw_only=True):
    """`hosts`: our addresses to listen on, empty: all; `public`: those pages are told instead; `port` 0: a free one.
    `alone_for`: seconds without application and calls until it ends; `quality`: of what is mixed, `full` or `degraded`,
    empty: full until there is too much of it."""

    directory: Path
    hosts: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    port: int = 0
    alone_for: float = 300.0
    quality: Literal["", "full", "degraded"] = ""


def listed(value: str) -> tuple[str, ...]:
    return tuple(one for one in value.split(",") if one)


def quality_of(value: str) -> Literal["", "full", "degraded"]:
    """Whatever else is said leaves it to the load."""
    if value == "full":
        return "full"
    return "degraded" if value == "degraded" else ""


def command(plan: MediaPlan) -> tuple[str, ...]:
    """That starts it detached, by our own command line."""
    told = [sys.executable, "-m", "atiende.cli", "media", "--detach", "--directory", str(plan.directory.absolute())]
    told += ["--hosts", ",".join(plan.hosts), "--public", ",".join(plan.public), "--port", str(plan.port)]
    return (*told, "--quality", plan.quality)


def worth_telling(addresses: Iterable[str]) -> tuple[str, ...]:
    """Of a machine's addresses: loopback last, link-local ones never, not too many."""
    kept = [address for address in addresses if not address.startswith(("fe80", "169.254."))]
    local = [one for one in kept if one in ("127.0.0.1", "::1")]
    return tuple([one for one in kept if one not in local][:8] + local)
