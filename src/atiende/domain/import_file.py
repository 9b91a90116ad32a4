"""A table somebody brings along, read from bytes: encoding and separator are recognised, every cell is plain text.

Nothing in a cell is ever run or computed: `=SUM(A1)` is a name like any other.
"""

import csv
import io
from collections.abc import Sequence

from msgspec import Struct

from atiende.domain.errors import Invalid

MOST_LINES, MOST_COLUMNS, LONGEST_CELL = 100_000, 100, 10_000
SEPARATORS = (";", ",", "\t", "|")
LOOKED_AT = 50
"""Lines the separator is told from."""
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Table(Struct, frozen=True, kw_only=True):
    """`rows` are as long as `head`; empty lines are left out. `numbers` are the lines' numbers in the file."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int]
    encoding: str
    separator: str


def read_table(raw: bytes) -> Table:
    """The first line names the columns. Raises Invalid for what is no table, or too long a one."""
    text, encoding = _decoded(raw)
    separator = _separator(text)
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            clean = tuple(_clean(cell) for cell in cells)
            if not any(clean):
                continue
            if not head:
                head = clean[:MOST_COLUMNS]
                continue
            rows.append((*clean, *("",) * len(head))[: len(head)])
            numbers.append(reader.line_num)
            if len(rows) > MOST_LINES:
                raise Invalid(field="file", reason="too_many_lines", most=MOST_LINES)
    except csv.Error as error:
        raise Invalid(field="file", reason="not_a_table") from error
    if not head or not rows:
        raise Invalid(field="file", reason="empty")
    return Table(head=head, rows=rows, numbers=numbers, encoding=encoding, separator=separator)


def _decoded(raw: bytes) -> tuple[str, str]:
    """What spreadsheets write: UTF-8 with or without a mark, UTF-16, else the Windows code page of the west."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding), encoding.removesuffix("-sig")
    if b"\x00" in raw[:2000]:
        little = raw[1:2] == b"\x00"
        encoding = "utf-16-le" if little else "utf-16-be"
        return _strict(raw, encoding), encoding
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "windows-1252"


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(field="file", reason="not_a_table") from error


def _separator(text: str) -> str:
    """The one that cuts most of the first lines into as many pieces as the head, and into most pieces."""
    lines = text[:200_000].splitlines(keepends=True)[:LOOKED_AT]
    return max(SEPARATORS, key=lambda one: _agreement(lines, one))


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    try:
        found = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
    except csv.Error:
        return (0, 0)
    wide = found[0] if found else 0
    return (sum(one == wide for one in found), wide) if wide > 1 else (0, 0)


def _clean(cell: str) -> str:
    """Without what cannot be printed; line breaks stay."""
    kept = "".join(char for char in cell if char.isprintable() or char in "\n\t")
    return kept.strip()[:LONGEST_CELL]


def safe_cell(text: str) -> str:
    """As it may stand in a file that a spreadsheet opens: what would be a formula there is text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
