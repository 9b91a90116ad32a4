"""Puts the table of `atiende bench scale` into docs/scale.md; with --check only says whether it stands there."""

import sys
from pathlib import Path

from atiende.bench.scale import CENTRES, Measured, table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "scale.md"
BEGIN, END = "<!-- made by atiende.bench.scale.table -->\n", "<!-- to here -->"


def main() -> int:
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    wanted = f"{before}{BEGIN}\n{table(CENTRES, Measured())}\n\n{END}{rest.partition(END)[2]}"
    if "--check" in sys.argv[1:]:
        return 0 if page == wanted else 1
    PAGE.write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
