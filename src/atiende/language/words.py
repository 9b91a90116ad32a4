"""Words as search knows them: without accents and case, and with the stems both languages give them.

A text is stored under the stems of Spanish and of English alike, not of a language guessed for it: most messages are
too short to guess from, people mix the two, and whoever searches does not say in which language he types. A word typed
is looked for under every form it could have been stored as.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LONGEST = 64
"""Characters of a word that count."""
MOST_CHARACTERS = 20_000
"""Of a text; what stands further back is not found."""
PHONE = re.compile(r"\+?\d[\d\s().\-/]{5,20}\d")
PHONE_ENDS = (6, 7, 8, 9)
"""Last digits by which a telephone number is found, besides all of it."""

SYNONYMS = (
    ("tma", "tmo", "aht"),
    ("ura", "rvi", "ivr"),
    ("aux", "pausa"),
)
"""Words of the trade that mean the same (vocabulary)."""


_same = {word: group for group in SYNONYMS for word in group}


@lru_cache(maxsize=20_000)
def fold_character(character: str) -> str:
    """Without case and accents; may be more or fewer than one."""
    plain = unicodedata.normalize("NFKD", character.casefold())
    return "".join([one for one in plain if not unicodedata.combining(one)])


def fold(text: str) -> str:
    """The text without case and accents."""
    return text.lower() if text.isascii() else "".join([fold_character(one) for one in text])


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [one[:LONGEST] for one in WORD.findall(fold(text))]


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """A word, given in lower case with its accents, as it is stored: folded, then the stems that differ."""
    folded = fold(word)[:LONGEST]
    if len(folded) < 3 or not folded.isalpha():
        return (folded,)
    import snowballstemmer  # with the first word: it brings the stems of thirty languages

    # Without its accent -cion is no ending Spanish stemming knows.
    spoken = f"{folded[:-3]}ión" if folded.endswith(("cion", "sion")) else folded
    # A stemmer keeps its place in the word, so none is shared: threads stem at once, and a new one costs nothing.
    spanish, english = snowballstemmer.stemmer("spanish"), snowballstemmer.stemmer("english")
    stems = [fold(spanish.stemWord(word)), fold(spanish.stemWord(spoken)), english.stemWord(folded)]
    return tuple(dict.fromkeys([folded, *[one for one in stems if one]]))


def alternatives(word: str) -> tuple[str, ...]:
    """Everything a word that is searched for may be stored as, with the words of the trade that mean the same."""
    said = forms(word.lower())
    group = _same.get(said[0], ())
    return tuple(dict.fromkeys([*said, *group]))


def stored(text: str, *more: str) -> str:
    """What the index keeps of a text: its words in order, a bar, stems that are not among them, and `more` marks."""
    return " ".join(["", *_kept(text), *more, ""])


def _kept(text: str) -> Iterator[str]:
    cut = text[:MOST_CHARACTERS]
    folded = words(cut)
    yield from folded
    yield "|"
    spoken = WORD.findall(unicodedata.normalize("NFC", cut).lower())
    yield from dict.fromkeys([stem for word in dict.fromkeys(spoken) for stem in forms(word)[1:]])
    yield from dict.fromkeys([mark for number in PHONE.findall(cut) for mark in phone_marks(number)])


def phone_marks(number: str) -> Sequence[str]:
    """The marks of a telephone number, however it was written: all digits, and its last ones."""
    digits = digits_of(number)
    if not 7 <= len(digits) <= 15:
        return ()
    return tuple(dict.fromkeys([f"p:{digits}", *[f"p:{digits[-size:]}" for size in PHONE_ENDS]]))


def digits_of(text: str) -> str:
    return "".join([one for one in text if one.isascii() and one.isdigit()])
