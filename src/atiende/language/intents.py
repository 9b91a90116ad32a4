"""What somebody wants, learned from a centre's own examples in seconds: which intents, how sure, and whether any.

The classifier is a kernel ridge regression of every intent against the rest (Saunders, Gammerman and Vovk 1998) on the
likeness of texts by words and by pieces of words. Its leave-one-out answers come in closed form (Allen's PRESS), so
confidence is calibrated on, and confusion counted of, examples as if each had never been seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from atiende.language.features import Vocabulary, Weigher

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

KINDS = ("words", "letters")
SHARPNESS = 2.0
"""How fast likeness falls off: exp(SHARPNESS · (cosine − 1))."""
RIDGE = 0.1
MOST_SAID = 5
"""Intents an answer names."""
Example = tuple[str, str]
"""A text and the slug of what it means."""


class Understood(Struct, frozen=True, kw_only=True):
    """The likeliest intents with how sure, best first. `known`: False where it is about nothing that was taught."""

    intents: tuple[tuple[str, float], ...] = ()
    known: bool = False


class _Kept(Struct, frozen=True, kw_only=True):
    """A classifier at rest: numbers as little-endian bytes."""

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    meant: tuple[int, ...]
    vocabularies: tuple[Vocabulary, ...]
    weights: bytes
    sharpness: float
    threshold: float


class Classifier:
    def __init__(self, kept: _Kept) -> None:
        import numpy as np

        self._kept = kept
        self._weighers = [Weigher(one) for one in kept.vocabularies]
        self._rows = [one.rows(kept.texts).T.tocsr() for one in self._weighers]
        self._weights: Numbers = np.frombuffer(kept.weights, "<f4").reshape(-1, max(1, len(kept.labels)))

    @property
    def labels(self) -> tuple[str, ...]:
        return self._kept.labels

    def ask(self, text: str) -> Understood:
        """Takes a few ms of the processor; not for the event loop."""
        import numpy as np

        if len(self.labels) == 0:
            return Understood()
        like = sum(one.rows([text]) @ rows for one, rows in zip(self._weighers, self._rows, strict=True))
        kernel = _sharpen(like.toarray() / len(self._rows))
        scores = (kernel @ self._weights)[0]
        sure = np.exp(self._kept.sharpness * (scores - scores.max()))
        sure /= sure.sum()
        best = np.argsort(-sure, kind="stable")[:MOST_SAID]
        known = bool(scores.max() >= self._kept.threshold)
        return Understood(intents=tuple((self.labels[one], float(sure[one])) for one in best), known=known)

    def dump(self) -> bytes:
        return msgspec.msgpack.encode(self._kept)


def load(kept: bytes) -> Classifier:
    """Raises msgspec.DecodeError for what no `dump` wrote."""
    return Classifier(msgspec.msgpack.decode(kept, type=_Kept))


def train(examples: Sequence[Example]) -> Classifier:
    """Any number of examples, none included; one of an intent is enough to know it by. Deterministic."""
    import numpy as np

    texts = tuple(text for text, _ in examples)
    labels = tuple(sorted({label for _, label in examples}))
    meant = np.array([labels.index(label) for _, label in examples], np.int64)
    vocabularies = tuple(Vocabulary.of(kind, texts) for kind in KINDS)
    if not examples:
        return Classifier(_Kept(labels=(), texts=(), meant=(), vocabularies=(), weights=b"", sharpness=1, threshold=0))
    rows = [Weigher(one).rows(texts) for one in vocabularies]
    kernel = _sharpen(sum((one @ one.T).toarray() for one in rows) / len(rows)).astype(np.float64)
    wanted = np.full((len(texts), len(labels)), -1 / len(labels))
    wanted[np.arange(len(texts)), meant] = 1
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(texts)))
    weights = inverse @ wanted
    unseen = wanted - weights / np.diag(inverse)[:, None]
    return Classifier(
        _Kept(
            labels=labels,
            texts=texts,
            meant=tuple(meant.tolist()),
            vocabularies=vocabularies,
            weights=weights.astype("<f4").tobytes(),
            sharpness=8.0,
            threshold=float(np.quantile(unseen.max(axis=1), 0.05)),
        )
    )


def _sharpen(likeness: Numbers) -> Numbers:
    import numpy as np

    sharpened: Numbers = np.exp(SHARPNESS * (likeness - 1))
    return sharpened
