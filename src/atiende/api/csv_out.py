"""CSV for spreadsheets: a value that a spreadsheet would run as a formula is kept as text (OWASP, CSV injection)."""

import csv
import io
from collections.abc import Sequence

from atiende.domain.import_file import safe_cell

BOM = "\ufeff"
"""Spreadsheets take a file that begins so for UTF-8."""


def line(values: Sequence[str | int]) -> str:
    """One line, quoted where needed."""
    out = io.StringIO()
    cells = [safe_cell(value) if isinstance(value, str) else value for value in values]
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
