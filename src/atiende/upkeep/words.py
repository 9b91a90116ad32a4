"""What is said to whoever keeps the machine: in Spanish or English, as his terminal is set."""

from collections.abc import Mapping

from atiende.api.problems import text


class Trouble(Exception):
    """Why it cannot be done; `code` has a text in the catalogue `upkeep`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def language(environ: Mapping[str, str]) -> str:
    """By the names every program goes by."""
    set_to = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "es" if set_to.lower().startswith("es") else "en"


def said(spoken: str, key: str, params: Mapping[str, str | int] | None = None) -> str:
    return text(spoken, key, params or {}, "upkeep")
