"""Which of the words a collection knows is meant by one it does not: misspelt by ear, mistyped, or only begun. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

SHORTEST, LONG = 4, 8
"""Letters from which a word is taken for a misspelling, and from which it may have two errors."""
BEGUN = 3
"""Letters from which a word counts as begun."""
MOST = 8
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"qu(?=[ei])", "k"), (r"c(?=[ei])|z", "s"), (r"[cq]", "k"), (r"v", "b"), (r"h", ""), (r"ll", "y"),
        (r"g(?=[ei])", "j"), (r"x", "ks"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
"""Letters that sound alike in Spanish, as people confuse them in writing."""


def sound(word: str) -> str:
    """How a folded word sounds, in letters of its own."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


class Spelling:
    """`counted`: the folded words of a collection with how often each is used."""

    def __init__(self, counted: Mapping[str, int]) -> None:
        self._counted = {word: count for word, count in counted.items() if word.isalpha()}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._counted:
            if len(word) >= SHORTEST - 1:
                self._by_sound[sound(word)].append(word)
                self._by_length[len(word)].append(word)

    def meant(self, word: str) -> Sequence[str]:
        """What an unknown folded word stands for, the commonest first: what sounds the same, else the nearest."""
        if len(word) < SHORTEST or not word.isalpha():
            return ()
        return self._ranked(self._by_sound.get(sound(word), ()) or self._nearest(word))

    def begun(self, start: str) -> Sequence[str]:
        """The words that begin so, the commonest first."""
        if len(start) < BEGUN or not start.isalpha():
            return ()
        return self._ranked([word for word in self._counted if word.startswith(start)])

    def _nearest(self, word: str) -> Sequence[str]:
        from rapidfuzz.distance import OSA  # with the first misspelling: until then a node is smaller without it

        most = 2 if len(word) >= LONG else 1
        found: dict[int, list[str]] = defaultdict(list)
        for length in range(len(word) - most, len(word) + most + 1):
            for other in self._by_length.get(length, ()):
                if len(other) >= SHORTEST and (apart := OSA.distance(word, other, score_cutoff=most)) <= most:
                    found[apart].append(other)
        return found[min(found)] if found else ()

    def _ranked(self, found: Sequence[str]) -> Sequence[str]:
        return sorted(found, key=lambda word: (-self._counted[word], word))[:MOST]
