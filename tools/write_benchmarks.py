"""Runs every benchmark with --quick, one after the other, and writes docs/benchmarks.md from what they print."""

import json
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


def main() -> int:
    PAGE.write_text(HEAD + "\n" + "\n".join(section(name) for name in sorted(NAMES)))
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
