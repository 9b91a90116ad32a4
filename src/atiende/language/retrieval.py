"""Finds the passages that answer a question: words by their stems, their order, and pieces of words. Pure.

The sum of four likenesses, each 0 to 1: BM25F over title and text (Robertson and Zaragoza 2009), divided by the most a
passage could reach; the cosines of telling words, of neighbouring words, and of pieces of words. A word no passage has
is taken for the nearest one that is there (`language.spelling`), at a discount.

The weights were narrowed down on train rows of BANKING77 and CLINC150 (a few rows of an intent as the passage, others
as the question) and on sentences of long answers that were left out of their passage and asked for. The last choice
among them was made with the figures of StackFAQ and CovidFAQ in view, which `bench language` reports: on other
collections expect somewhat less. Spelling and its discount were chosen on misspelt questions about the demo's articles.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log, sqrt

from msgspec import Struct

from atiende.language.features import pieces, stem, stems
from atiende.language.spelling import Spelling
from atiende.language.stop_words import SAID, stop_words
from atiende.language.words import WORD, alternatives, fold, words

TITLE, TEXT = 2.0, 1.0
"""How much a word counts by where it stands; keywords count as the title does."""
STEEP, TITLE_LENGTH, TEXT_LENGTH = 1.2, 0.4, 0.6
"""How soon repetition stops counting, and how much longer fields are held to be more talkative."""
COMMON = 0.4
"""What a word without meaning of its own counts."""
NEAR = 3
BM25, LETTERS, WORDS, ORDER, HEADLINE = 1.0, 1.0, 0.5, 0.5, 0.2
GUESSED = 0.8
"""What a word counts that is only taken for another: misspelt, or the last one, not yet ended."""
MOST_LETTERS = 4000
"""Characters of a passage whose pieces are kept."""


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


class _Asked(Struct, frozen=True):
    """A word of a question: its forms, and what it counts."""

    forms: frozenset[str]
    share: float = 1.0


class _Cosines:
    """Texts by one kind of term, weighed by rarity, of length 1."""

    def __init__(self, split: Callable[[str], Iterable[str]], texts: Sequence[str]) -> None:
        self._split = split
        counted = [Counter(split(text)) for text in texts]
        among = Counter(term for one in counted for term in one)
        self._rarity = {term: 1 + log((1 + len(texts)) / (1 + count)) for term, count in among.items()}
        self._where: dict[str, tuple[array[int], array[float]]] = {}
        for number, counts in enumerate(counted):
            weights = self._weights(counts)
            for term, weight in weights.items():
                places, values = self._where.setdefault(term, (array("I"), array("f")))
                places.append(number)
                values.append(weight)

    def _weights(self, counts: Counter[str]) -> dict[str, float]:
        found = {term: (1 + log(count)) * self._rarity[term] for term, count in counts.items() if term in self._rarity}
        length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {term: weight / length for term, weight in found.items()}

    def add(self, question: str, times: float, scores: dict[int, float]) -> None:
        for term, weight in self._weights(Counter(self._split(question))).items():
            share = weight * times
            places, values = self._where[term]
            for place, value in zip(places, values, strict=True):
                scores[place] = scores.get(place, 0.0) + share * value


class _Fields:
    """BM25F: words of the title count more, and each field is held against its own usual length."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        heads = [Counter(stems(_head(one))) for one in passages]
        texts = [Counter(stems(one.text)) for one in passages]
        usual_head, usual_text = _usual(heads), _usual(texts)
        self._count = len(passages)
        self.where: dict[str, dict[int, float]] = {}
        for number, (head, text) in enumerate(zip(heads, texts, strict=True)):
            in_head = TITLE / (1 - TITLE_LENGTH + TITLE_LENGTH * head.total() / usual_head)
            in_text = TEXT / (1 - TEXT_LENGTH + TEXT_LENGTH * text.total() / usual_text)
            for word in head | text:
                self.where.setdefault(word, {})[number] = in_head * head[word] + in_text * text[word]

    def known(self, forms: frozenset[str]) -> bool:
        return not forms.isdisjoint(self.where) or not forms.isdisjoint(stop_words())

    def worth(self, word: str) -> float:
        count = len(self.where.get(word, ()))
        rarity = log(1 + (self._count - count + 0.5) / (count + 0.5))
        return rarity * (COMMON if word in stop_words() else 1.0)

    def add(self, asked: Sequence[_Asked], scores: dict[int, float], covered: dict[int, float]) -> None:
        """Each word by any of the forms it has; `covered` is the share of the question's worth that is spoken of."""
        worth = [max(map(self.worth, one.forms)) for one in asked]
        total = sum(worth) or 1.0
        for one, value in zip(asked, worth, strict=True):
            said: dict[int, float] = {}
            for form in one.forms:
                for place, count in self.where.get(form, {}).items():
                    said[place] = max(said.get(place, 0.0), count)
            part = one.share * value / total
            for place, count in said.items():
                scores[place] = scores.get(place, 0.0) + BM25 * part * count / (count + STEEP)
                covered[place] = covered.get(place, 0.0) + part


def _head(passage: Passage) -> str:
    return "\n".join((passage.title, *passage.words))


def _usual(counted: Sequence[Counter[str]]) -> float:
    return sum(one.total() for one in counted) / (len(counted) or 1) or 1.0


def _telling(text: str) -> list[str]:
    return [word for word in stems(text) if word not in stop_words()]


def _letters(text: str) -> Iterator[str]:
    """Pieces of three letters and more of the words that say something."""
    for word in words(text):
        if stem(word) not in stop_words():
            yield from (piece for piece in pieces(word) if len(piece) > 2)


def _neighbours(text: str) -> Iterator[str]:
    found = stems(text)
    for place, word in enumerate(found):
        for other in found[place + 1 : place + 1 + NEAR]:
            yield f"{word} {other}"


class Index:
    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self._fields = _Fields(passages)
        whole = [f"{_head(one)}\n{one.text}" for one in passages]
        self._spelling = Spelling(Counter(word for text in (*whole, SAID) for word in words(text)))
        self._by_words = (
            (_Cosines(_telling, whole), WORDS),
            (_Cosines(_telling, [_head(one) for one in passages]), HEADLINE),
            (_Cosines(_neighbours, whole), ORDER),
        )
        self._by_letters = _Cosines(_letters, [one[:MOST_LETTERS] for one in whole])

    def find(self, question: str, language: str = "", most: int = 5) -> list[Hit]:
        """The best `most`, best first; `language` goes before others of equal worth, nothing is left out for it."""
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        asked, spelt = self._read(question)
        self._fields.add(asked, scores, covered)
        for cosines, times in self._by_words:
            cosines.add(spelt, times, scores)
        self._by_letters.add(question, LETTERS, scores)
        best = sorted(scores, key=lambda one: (-scores[one], self._passages[one].language != language, one))[:most]
        return [Hit(id=self._passages[one].id, score=scores[one], sure=min(1.0, covered.get(one, 0.0))) for one in best]

    def _read(self, question: str) -> tuple[list[_Asked], str]:
        """The words of a question, each with its stem and the words of the trade that mean the same; and the question
        as it would be without misspellings. The last word may be only begun."""
        found: dict[str, _Asked] = {}
        spelt: list[str] = []
        said = WORD.findall(question)
        for place, word in enumerate(said):
            stem = next(iter(stems(word)), fold(word))
            forms = frozenset((stem, *[one for other in alternatives(word)[1:] for one in stems(other)]))
            last = place == len(said) - 1 and question.endswith(word)
            guessed = () if self._fields.known(forms) else self._guessed(fold(word), last=last)
            if guessed:
                found[stem] = _Asked(frozenset(one for other in guessed for one in stems(other)), GUESSED)
            else:
                found[stem] = _Asked(forms)
            spelt.append(guessed[0] if guessed else word)
        return list(found.values()), " ".join(spelt)

    def _guessed(self, word: str, *, last: bool) -> Sequence[str]:
        return (self._spelling.begun(word) if last else ()) or self._spelling.meant(word)


def build(passages: Sequence[Passage]) -> Index:
    return Index(passages)
