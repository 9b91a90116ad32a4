"""Reads a collection of hostile texts: lists one a line, tables of a sanitiser's cases, guides with their examples.

Layout as `../shared/data/attacks`: `blns/*.json` (strings), `dompurify/*.json` (objects with `payload`), everything
else by what it is: a picture or markup is one case, a guide gives its code blocks, a list its lines.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

SKIPPED = ("SOURCES.md", "_copyright.txt")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svgz")
MARKUP = (".svg", ".html", ".htm", ".xml", ".xht", ".xsl", ".xsd", ".xsf", ".vml", ".wsdl", ".mno", ".cer")
LONGEST = 20_000
ACTS = re.compile(r"[<>]|javascript|vbscript|data:|url\s*\(|&#|\bon\w+\s*=|@import|expression\(|alert|\{\{|%3c", re.I)
"""What may do something where markup or an address is read; the rest is only ever text."""
FENCED = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cases:
    """`acting` may do something; `inert` is only strange; `files` are attached as they are, by name."""

    acting: tuple[str, ...]
    inert: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]

    @property
    def count(self) -> int:
        return len(self.acting) + len(self.inert) + len(self.files)

    def sample(self, acting: int, inert: int, seed: int) -> "Cases":
        """So many of each, always the same for a seed; all files."""
        chance = Random(seed)
        return Cases(
            tuple(chance.sample(self.acting, min(acting, len(self.acting)))),
            tuple(chance.sample(self.inert, min(inert, len(self.inert)))),
            self.files,
        )


def load_cases(folder: Path) -> Cases:
    """Every different case of a collection, in the order of its files."""
    texts: dict[str, None] = {}
    files = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if not path.is_file() or path.name in SKIPPED:
            continue
        if path.suffix in (*PICTURES, *MARKUP):
            files.append((path.name, path.read_bytes()))
        if path.suffix not in PICTURES:
            texts.update(dict.fromkeys(one[:LONGEST] for one in _texts(path) if one.strip()))
    return Cases(
        tuple(one for one in texts if ACTS.search(one)),
        tuple(one for one in texts if not ACTS.search(one)),
        tuple(files),
    )


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8", "replace")
    if path.suffix == ".json":
        yield from (SURROGATE.sub("�", one) for one in _listed(json.loads(text)))
    elif path.suffix in MARKUP:
        yield text
    elif path.suffix == ".md":
        for block in FENCED.findall(text):
            yield block
            yield from (line.strip() for line in block.splitlines())
    else:
        yield from text.split("\n")


def _listed(found: object) -> Iterator[str]:
    for one in found if isinstance(found, list) else []:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and isinstance(one.get("payload"), str):
            yield one["payload"]
