"""CSV for spreadsheets: a value that a spreadsheet would run as a formula is kept as text."""

import csv
import io
from collections.abc import Sequence

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell that is calculated begins with (OWASP, CSV injection)."""
BOM = "\ufeff"
"""Spreadsheets take a file that begins so for UTF-8."""


def line(values: Sequence[str | int]) -> str:
    """One line, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([plain(value) for value in values])
    return out.getvalue()


def plain(value: str | int) -> str | int:
    """A text that would be calculated gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
