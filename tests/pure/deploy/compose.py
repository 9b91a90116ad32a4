"""Reads deploy/compose.yaml as Compose does, as far as that file goes: merges, anchors and `${NAME:-else}`."""

import re
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
FILE = DEPLOY / "compose.yaml"
VARIABLE = re.compile(r"\$\{(?P<name>[A-Z0-9_]+)(?::(?P<sign>[-?])(?P<rest>[^}]*))?\}")
Service = dict[str, object]


def document() -> dict[str, object]:
    """As written, anchors and merges resolved."""
    found: dict[str, object] = YAML(typ="safe").load(FILE.read_text())
    return found


def services() -> dict[str, Service]:
    found = document()["services"]
    assert isinstance(found, dict)
    return found


def filled(value: str, given: Mapping[str, str]) -> str:
    """With its variables put in. Raises KeyError for one that must be given and is not."""

    def one(match: re.Match[str]) -> str:
        known = given.get(match["name"], "")
        if known or match["sign"] == "-":
            return known or match["rest"]
        raise KeyError(match["name"])

    return VARIABLE.sub(one, value)


def environment(service: str, given: Mapping[str, str]) -> dict[str, str]:
    """What its process is started with."""
    written = services()[service].get("environment", {})
    assert isinstance(written, dict)
    return {name: filled(str(value), given) for name, value in written.items()}


def image_file() -> list[tuple[str, str]]:
    """The instructions of deploy/Containerfile, continued lines joined."""
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def assignments(path: Path) -> dict[str, str]:
    """Of an env file; a commented one counts too: somebody will take the sign away."""
    found = re.findall(r"^#?([A-Z][A-Z0-9_]*)=(.*)$", path.read_text(), re.MULTILINE)
    return dict(found)
