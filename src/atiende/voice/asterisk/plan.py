"""What Asterisk's configuration is made from: where it lives, and what of our documents it must know. Pure."""

from pathlib import Path

from msgspec import Struct

APP = "atiende"
"""Our application in Asterisk; its contexts, files and user are called so too."""
WEB = "-web"
AWAY = "away"
"""Where a call goes that we cannot take: an announcement, then the emergency group."""


class Site(Struct, frozen=True, kw_only=True):
    """One Asterisk: its directories as itself sees them, and where it listens. `public` is its address as telephones
    outside see it, where that is another one; `local` are the networks that need none."""

    etc: Path
    modules: Path
    data: Path
    state: Path
    sounds: Path
    """Where our sounds lie; we write there."""
    sip: tuple[str, int] = ("0.0.0.0", 5060)  # noqa: S104 - telephones call from anywhere
    http: tuple[str, int] = ("127.0.0.1", 8088)
    rtp: tuple[int, int] = (10000, 20000)
    user: str = APP
    password: str = ""
    public: str = ""
    local: tuple[str, ...] = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    name: str = APP
    authorities: str = ""
    """Certificates (PEM) of those whose signatures of callers are believed; empty: the system's."""


def trunk_section(tenant: str, slug: str) -> str:
    return f"{tenant}-{slug}"


def trunk_of(way: str) -> str:
    """The section of the trunk that an endpoint, or a channel's name, goes over; a telephone's otherwise."""
    _, _, trunk = way.partition("@")
    return trunk or way.removeprefix("PJSIP/").rpartition("-")[0]


def browser_section(user: str) -> str:
    """The telephone in his browser; the one on his desk is called as he is."""
    return f"{user}{WEB}"


def in_browser(way: str) -> bool:
    """Whether an endpoint, or a channel's name, is a telephone in a browser."""
    section = way.removeprefix("PJSIP/")
    return section.startswith("usr_") and "@" not in section and (f"{section}-".find(f"{WEB}-") > 0)
