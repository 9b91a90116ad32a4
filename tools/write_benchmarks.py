"""Runs benchmarks with --quick, one after the other, and writes docs/benchmarks.md from what they print: all of them,
or those named, and then the other sections stay as they are."""

import json
import re
import subprocess
import sys
from pathlib import Path

from atiende.bench.registry import NAMES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench` (`atiende bench NAME --json --quick`, one after the other). Absolute figures belong to the machine
they were made on and to what else it was doing (`other load`); compare ratios. Without `--quick` each runs longer.
"""


def section(name: str) -> str:
    command = [str(ROOT / ".venv" / "bin" / "atiende"), "bench", name, "--json", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.strip().splitlines()[-1])
    machine = said["machine"]
    rows = "\n".join(f"| `{key}` | {'–' if value is None else value} |" for key, value in said["figures"].items())
    notes = "".join(f"\n- {note}" for note in said["notes"])
    head = f"## {name}\n\n{machine['cores']} cores, other load {machine['other_load_pct']} % at the start.\n"
    return f"{head}\n| figure | value |\n|---|---|\n{rows}\n{notes}\n"


def present() -> dict[str, str]:
    """The sections there are."""
    _, *found = re.split(r"(?m)^(?=## )", PAGE.read_text())
    return {one.partition("\n")[0].removeprefix("## "): one.rstrip() + "\n" for one in found}


def main() -> int:
    named = sys.argv[1:]
    kept = {name: text for name, text in present().items() if name in NAMES} if named else {}
    made = kept | {name: section(name) for name in named or NAMES}
    PAGE.write_text(HEAD + "\n" + "\n".join(made[name] for name in sorted(made)))
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
