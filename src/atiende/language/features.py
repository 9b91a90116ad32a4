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
NEAR = 8
"""Words between two that still make a pair."""
PIECES = range(2, 6)
"""Letters in a piece of a word."""
Split = Callable[[str], Iterator[str]]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The shortest form of a folded word in either language."""
    return min(forms(word), key=len)


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)[:MOST_WORDS]]


def word_pairs(text: str) -> Iterator[str]:
    """Stems, and pairs of them in order that stand at most `NEAR` words apart."""
    found = stems(text)
    yield from found
    for place, word in enumerate(found):
        for other in found[place + 1 : place + 1 + NEAR]:
            yield f"{word} {other}"


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[start : start + size] for size in PIECES for start in range(max(1, len(edged) - size + 1)))


def letter_grams(text: str) -> Iterator[str]:
    """Pieces of 2 to 5 letters within words, their ends included: what survives a typing error."""
    for word in words(text)[:MOST_WORDS]:
        yield from pieces(word)


def single_words(text: str) -> Iterator[str]:
    yield from stems(text)


SPLITS: Mapping[str, Split] = {"pairs": word_pairs, "words": single_words, "letters": letter_grams}


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
    """Weighs texts by one vocabulary. Terms it has never seen weigh as the rarest would."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._split = SPLITS[vocabulary.kind]
        self._rarity = vocabulary.rarity
        self._columns = {term: column for column, term in enumerate(vocabulary.terms)}
        self._rarest = max(vocabulary.rarity, default=1.0)

    def weights(self, text: str) -> tuple[dict[int, float], float]:
        """By column, of length 1 together; and the share of the whole text's weight they make up. What is said often
        counts more, but less each time."""
        found = dict[int, float]()
        unknown = 0.0
        for term, count in Counter(self._split(text)).items():
            column = self._columns.get(term)
            often = 1 + log(count)
            if column is None:
                unknown += often * self._rarest
            else:
                found[column] = often * self._rarity[column]
        known = sum(found.values())
        length = sum(weight * weight for weight in found.values()) ** 0.5 or 1.0
        scaled = {column: weight / length for column, weight in found.items()}
        return scaled, known / (known + unknown) if known else 0.0


def rows_of(weigher: Weigher, texts: Sequence[str], columns: int) -> csr_array:
    """One row a text; all zeros where nothing of it is known."""
    import numpy as np
    from scipy.sparse import csr_array

    values, places, starts = list[float](), list[int](), [0]
    for text in texts:
        found, _ = weigher.weights(text)
        places.extend(found)
        values.extend(found.values())
        starts.append(len(places))
    return csr_array(
        (np.array(values, np.float32), np.array(places, np.int32), np.array(starts, np.int32)),
        shape=(len(texts), max(1, columns)),
    )
