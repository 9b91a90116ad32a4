"""The texts of the screens, from the catalogue that server, desk and chat share: tests look for what people read."""

import json
import re
from functools import cache
from pathlib import Path
from re import Pattern

LOCALES = Path(__file__).parents[2] / "src" / "atiende" / "locales"
PARAMETER = re.compile(r"\\\{(\w+)\\\}")


class Words:
    """`words("signIn.go")` is the desk's text; `words("admin:board.title")` another file's; `{name}` is filled in."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        text = self._raw(key)
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def like(self, key: str) -> Pattern[str]:
        """The text with anything in place of its parameters."""
        return re.compile(PARAMETER.sub(".+?", re.escape(self._raw(key))))

    def _raw(self, key: str) -> str:
        file, _, path = key.rpartition(":")
        found: object = catalogue(self.language, file or "desk")
        for part in path.split("."):
            assert isinstance(found, dict) and part in found, f"no text {key} in {self.language}"
            found = found[part]
        assert isinstance(found, str), f"{key} is not a text"
        return found


@cache
def catalogue(language: str, name: str) -> dict[str, object]:
    """A file of words; what all pages of the desk share counts as the desk's own, as it does there."""
    found: dict[str, object] = json.loads((LOCALES / language / f"{name}.json").read_text("utf-8"))
    return {**catalogue(language, "work"), **found} if name == "desk" else found


ES, EN = Words("es"), Words("en")
