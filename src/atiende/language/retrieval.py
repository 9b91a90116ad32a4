"""Finds the passages that answer a question: by words, stems and pieces of words, titles before bodies. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from msgspec import Struct

from atiende.language.features import stems

TITLE, WORDS, TEXT = 4.0, 3.0, 1.0
"""How much a word counts by where it stands."""


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of an article that can be shown by itself. `words`: its keywords and other questions it answers."""

    id: str
    language: str = ""
    title: str = ""
    text: str = ""
    words: tuple[str, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """`score` orders hits of one question; `sure` (0 to 1) says how much of the question it speaks of."""

    id: str
    score: float
    sure: float


class Index:
    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self._where: dict[str, dict[int, float]] = {}
        lengths = list[float]()
        for number, passage in enumerate(passages):
            counts: Counter[str] = Counter()
            for text, weight in ((passage.title, TITLE), (" ".join(passage.words), WORDS), (passage.text, TEXT)):
                for word in stems(text):
                    counts[word] += weight  # type: ignore[assignment]  # Counter is typed for int, sums floats as well
            lengths.append(sum(counts.values()))
            for word, count in counts.items():
                self._where.setdefault(word, {})[number] = count
        usual = sum(lengths) / len(lengths) if lengths else 1.0
        self._norms = [0.4 + 0.6 * length / (usual or 1.0) for length in lengths]

    def find(self, question: str, language: str = "", most: int = 5) -> list[Hit]:
        """The best `most`, best first; `language` goes before others of equal worth, nothing is left out for it."""
        asked = dict.fromkeys(stems(question))
        known = {word: self._rarity(word) for word in asked}
        total = sum(known.values()) or 1.0
        scores: Counter[int] = Counter()
        covered: Counter[int] = Counter()
        for word, rarity in known.items():
            for number, count in self._where.get(word, {}).items():
                scores[number] += rarity * count * 2.2 / (count + 1.2 * self._norms[number])  # type: ignore[assignment]
                covered[number] += rarity / total  # type: ignore[assignment]
        best = sorted(scores, key=lambda one: (-scores[one], self._passages[one].language != language, one))[:most]
        return [Hit(id=self._passages[one].id, score=scores[one], sure=min(1.0, covered[one])) for one in best]

    def _rarity(self, word: str) -> float:
        count, among = len(self._where.get(word, ())), len(self._passages)
        return log(1 + (among - count + 0.5) / (count + 0.5))


def build(passages: Sequence[Passage]) -> Index:
    return Index(passages)
