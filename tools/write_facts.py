"""Writes docs/facts.md from `atiende.domain.facts`; `--check` only says whether the page is stale."""

import inspect
import re
import sys
from pathlib import Path

from msgspec.structs import fields

from atiende.domain import facts

PAGE = Path(__file__).resolve().parents[1] / "docs" / "facts.md"
HEAD = """# Facts

Everything that can have happened in a centre, as the log keeps it and webhooks and the live socket send it. Facts hold
ids, states, numbers and times (integer milliseconds UTC), never personal values. Fields are only ever added.

Made from `src/atiende/domain/facts.py` by `tools/write_facts.py`; do not edit.
"""


def type_name(annotation: object) -> str:
    return re.sub(r"\b(?:atiende\.domain\.facts|builtins)\.", "", inspect.formatannotation(annotation))


def described(kind: type[facts.Fact]) -> str:
    said = inspect.cleandoc(kind.__doc__ or "") if kind.__doc__ != facts.Fact.__doc__ else ""
    rows = "\n".join(f"| `{one.name}` | {type_name(one.type).replace('|', 'or')} |" for one in fields(kind))
    return "\n\n".join(part for part in (f"## {kind.__name__}", said, "| field | type |\n|---|---|\n" + rows) if part)


def page() -> str:
    kinds = [one for one in vars(facts).values() if inspect.isclass(one) and issubclass(one, facts.Fact)]
    return HEAD + "\n" + "\n\n".join(described(one) for one in kinds if one is not facts.Fact) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        fresh = PAGE.exists() and PAGE.read_text() == page()
        print("" if fresh else "docs/facts.md is stale: run .venv/bin/python tools/write_facts.py")
        return int(not fresh)
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
