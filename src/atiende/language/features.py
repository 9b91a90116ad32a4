"""Texts as sparse rows of numbers: stemmed words, pairs of them and pieces of letters, each kind weighed by rarity.

Spanish and English are taken alike: accents and case are folded, a word counts under its shortest stem. Rows have
length 1 within each kind, so that a long message weighs no more than a short one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from msgspec import Struct

from atiende.language.words import forms, words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_WORDS = 400
"""Of a text; nobody says what he wants in more."""
PIECES = range(2, 6)
"""Letters in a piece of a word."""
Split = Callable[[str], Iterator[str]]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The shortest form of a folded word in either language."""
    return min(forms(word), key=len)


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)[:MOST_WORDS]]


def word_grams(text: str) -> Iterator[str]:
    """Stems, and neighbours in order; where a text begins and ends counts as a neighbour."""
    found = stems(text)
    yield from found
    before = "^"
    for word in [*found, "$"]:
        yield f"{before} {word}"
        before = word


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[start : start + size] for size in PIECES for start in range(max(1, len(edged) - size + 1)))


def letter_grams(text: str) -> Iterator[str]:
    """Pieces of 2 to 5 letters within words, their ends included: what survives a typing error."""
    for word in words(text)[:MOST_WORDS]:
        yield from pieces(word)


SPLITS: Mapping[str, Split] = {"words": word_grams, "letters": letter_grams}


class Vocabulary(Struct, frozen=True):
    """What is known of one kind of feature: the terms in order of their column, and how rare each is."""

    kind: str
    terms: tuple[str, ...]
    rarity: tuple[float, ...]

    @staticmethod
    def of(kind: str, texts: Sequence[str]) -> Vocabulary:
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set(SPLITS[kind](text)))
        terms = sorted(seen)
        return Vocabulary(kind, tuple(terms), tuple(1 + log((1 + len(texts)) / (1 + seen[term])) for term in terms))


class Weigher:
    """Makes rows of texts by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._split = SPLITS[vocabulary.kind]
        self._rarity = vocabulary.rarity
        self._columns = {term: column for column, term in enumerate(vocabulary.terms)}

    def rows(self, texts: Sequence[str]) -> csr_array:
        """One row of length 1 a text, all zeros where nothing of it is known."""
        import numpy as np
        from scipy.sparse import csr_array

        values, columns, starts = list[float](), list[int](), [0]
        for text in texts:
            found = self.weights(text)
            columns.extend(found)
            values.extend(found.values())
            starts.append(len(columns))
        shape = (len(texts), max(1, len(self._columns)))
        return csr_array(
            (np.array(values, np.float32), np.array(columns, np.int32), np.array(starts, np.int32)), shape=shape
        )

    def weights(self, text: str) -> dict[int, float]:
        """By column; said often counts, but less each time."""
        counts = Counter(self._split(text))
        length = 0.0
        found = dict[int, float]()
        for term, count in counts.items():
            column = self._columns.get(term)
            if column is not None:
                weight = (1 + log(count)) * self._rarity[column]
                found[column] = weight
                length += weight * weight
        scale = length**-0.5 if length else 0.0
        return {column: weight * scale for column, weight in found.items()}
