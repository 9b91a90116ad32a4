"""Sentences of a text with their places, and a text shortened at their borders."""

import re
from collections.abc import Sequence

from msgspec import Struct

SHORT = """
sr sra srta dr dra d dª ud uds vd núm num nº art pág pag tel tfno avda c ej p etc aprox máx mín
mr mrs ms st no e.g i.e vs inc ltd approx
"""
ABBREVIATIONS = frozenset(SHORT.split())
END = re.compile(r"[.!?…]+[\"»”')\]]*(?=\s|$)|\n+")
"""A full stop followed by space, or a line break."""


class Sentence(Struct, frozen=True):
    """`start` and `end` are its place in the text it is from."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """In order; without the space around them."""
    found: list[Sentence] = []
    begin = 0
    for mark in END.finditer(text):
        if mark.group()[0] == "." and _abbreviated(text, mark.start()):
            continue
        _add(found, text, begin, mark.end())
        begin = mark.end()
    _add(found, text, begin, len(text))
    return found


def shortened(text: str, most: int) -> str:
    """As many whole sentences from the beginning as fit into `most` characters; at least one, cut at a word."""
    if len(text) <= most:
        return text.strip()
    whole: Sequence[Sentence] = [one for one in sentences(text) if one.end <= most]
    if whole:
        return text[whole[0].start : whole[-1].end].strip()
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _add(found: list[Sentence], text: str, begin: int, end: int) -> None:
    raw = text[begin:end]
    words = raw.strip()
    if any(one.isalnum() for one in words):
        start = begin + raw.index(words[0])
        found.append(Sentence(words, start, start + len(words)))


def _abbreviated(text: str, place: int) -> bool:
    """Whether the full stop belongs to a word such as `Sr.`, or to a number at a line's beginning (`1.`)."""
    word = re.split(r"[\s(]", text[max(0, place - 12) : place])[-1].lower()
    line = text.rfind("\n", 0, place) + 1
    return word in ABBREVIATIONS or (text[line:place].strip().isdigit() and len(text[line:place].strip()) < 3)
