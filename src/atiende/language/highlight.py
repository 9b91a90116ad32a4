"""Which part of a text answers a query, and which words of it: without accents and under every form of a word. Pure."""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from atiende.domain.search import Sought
from atiende.language.words import WORD, fold, forms

AROUND = 70
"""Characters shown before the first word found."""
SNIPPET = 220
FAR = 20_000


class Piece(Struct, frozen=True):
    """A stretch of text; `hit`: it is what was looked for."""

    text: str
    hit: bool


Marked = tuple[int, int]


def snippet(text: str, sought: Sought, length: int = SNIPPET) -> list[Piece]:
    """The text on one line, cut to a stretch around the first words found; in pieces, found or not."""
    line = " ".join(unicodedata.normalize("NFC", text[:FAR]).split())
    marked = found_in(line, sought)
    start = max(0, marked[0][0] - AROUND) if marked and len(line) > length else 0
    if start:
        space = line.find(" ", start, start + 20)
        start = space + 1 if space >= 0 else start
    end = min(len(line), start + length)
    pieces = _pieces(line, start, end, marked)
    if start:
        pieces.insert(0, Piece("… ", False))
    if end < len(line):
        pieces.append(Piece(" …", False))
    return pieces


def found_in(text: str, sought: Sought) -> list[Marked]:
    """Where words of the query stand, from and to, in order, touching ones joined."""
    wanted = {one for group in sought.groups for one in group} | {one for _, given in sought.prefixes for one in given}
    begun = tuple(prefix for prefix, _ in sought.prefixes)
    in_phrases = {one for phrase in sought.phrases for one in phrase.split()}
    wanted -= in_phrases
    places = [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
    hits = [
        (start, end)
        for start, end, word in places
        if not wanted.isdisjoint(forms(word.lower())) or (begun and fold(word).startswith(begun))
    ]
    folded = [fold(word) for _, _, word in places]
    for phrase in sought.phrases:
        said = phrase.split()
        for at in range(len(folded) - len(said) + 1):
            if folded[at : at + len(said)] == said:
                hits.append((places[at][0], places[at + len(said) - 1][1]))
    return _joined(hits)


def _joined(hits: Sequence[Marked]) -> list[Marked]:
    joined: list[Marked] = []
    for start, end in sorted(hits):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(line: str, start: int, end: int, marked: Sequence[Marked]) -> list[Piece]:
    pieces, place = list[Piece](), start
    for first, last in marked:
        first, last = max(first, place), min(last, end)
        if first >= last:
            continue
        if first > place:
            pieces.append(Piece(line[place:first], False))
        pieces.append(Piece(line[first:last], True))
        place = last
    if place < end:
        pieces.append(Piece(line[place:end], False))
    return pieces
