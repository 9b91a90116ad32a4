"""Fails on a file longer than 400 lines or a function longer than 40, unless docs/decisions/sizes.md says why.

Migrations are written once and never edited, so their length is no burden and they are left out. Any other exception is
a row of a table there: | `path` or `path::function` | lines allowed | reason |"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE_LINES, FUNCTION_LINES = 400, 40
SOURCES = {"src": {".py"}, "tests": {".py"}, "tools": {".py", ".sh"}, "web": {".ts", ".tsx", ".css", ".js", ".mjs"}}
LEFT_OUT = {"node_modules", "dist", "__pycache__", "versions"}
GENERATED = "generated; do not edit"
ROW = re.compile(r"^\|\s*`(?P<what>[^`]+)`\s*\|\s*(?P<lines>\d+)\s*\|\s*(?P<reason>\S.*?)\s*\|\s*$", re.MULTILINE)

Length = tuple[str, int, int]


def exceptions() -> dict[str, int]:
    page = ROOT / "docs" / "decisions" / "sizes.md"
    text = page.read_text() if page.exists() else ""
    return {row["what"]: int(row["lines"]) for row in ROW.finditer(text)}


def sources() -> Iterator[Path]:
    for top, suffixes in SOURCES.items():
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in suffixes and not LEFT_OUT & set(path.parts) and path.is_file():
                yield path


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, without the docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def lengths(path: Path) -> Iterator[Length]:
    """What is measured in a file, how long it is and how long it may be."""
    text = path.read_text()
    name = path.relative_to(ROOT).as_posix()
    if GENERATED in text[:400].lower():
        return
    yield name, len(text.splitlines()), FILE_LINES
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text, name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}::{node.name}", function_lines(node), FUNCTION_LINES


def main() -> int:
    allowed, used, wrong = exceptions(), set(), []
    for path in sources():
        for what, lines, limit in lengths(path):
            if lines > limit and what in allowed:
                used.add(what)
                limit = allowed[what]
            if lines > limit:
                wrong.append(f"{what}: {lines} lines, {limit} allowed")
    wrong += [f"docs/decisions/sizes.md: {what} no longer needs an exception" for what in sorted(allowed.keys() - used)]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
