"""Numbers in words and figures, Spanish and English: `treinta y cinco`, `two thousand and five`, `1.250,50`. Pure.

`figures(text)` rewrites a folded text with its number words as figures, and knows for every character where it stood,
so that whoever reads days, times or money reads one notation.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from atiende.language.words import fold_character

_SMALL = {
    word: number
    for number, spoken in enumerate(
        (
            "cero zero", "uno un una one", "dos two", "tres three", "cuatro four", "cinco five", "seis six",
            "siete seven", "ocho eight", "nueve nine", "diez ten", "once eleven", "doce twelve",
            "trece thirteen", "catorce fourteen",
            "quince fifteen", "dieciseis sixteen", "diecisiete seventeen", "dieciocho eighteen", "diecinueve nineteen",
            "veinte twenty", "veintiuno veintiun veintiuna", "veintidos", "veintitres", "veinticuatro", "veinticinco",
            "veintiseis", "veintisiete", "veintiocho", "veintinueve",
        )
    )
    for word in spoken.split()
}  # fmt: skip
_TENS = {
    word: 10 * number
    for number, spoken in enumerate(
        (
            "treinta thirty", "cuarenta forty fourty", "cincuenta fifty", "sesenta sixty", "setenta seventy",
            "ochenta eighty", "noventa ninety",
        ),
        3,
    )
    for word in spoken.split()
} | {"twenty": 20, "veinte": 20}  # fmt: skip
_HUNDREDS = {
    word: 100 * number
    for number, spoken in enumerate(
        (
            "cien ciento", "doscientos doscientas", "trescientos trescientas", "cuatrocientos cuatrocientas",
            "quinientos quinientas", "seiscientos seiscientas", "setecientos setecientas", "ochocientos ochocientas",
            "novecientos novecientas",
        ),
        1,
    )
    for word in spoken.split()
}  # fmt: skip
_SCALES = {"mil": 1000, "thousand": 1000, "millon": 10**6, "millones": 10**6, "million": 10**6, "millions": 10**6}
_ARTICLES = frozenset(("un", "una", "uno", "one"))
"""Words that are a number only beside another one: `once` in English is one of them as well."""
_JOINS = frozenset(("y", "and"))
_REPEATS = {"doble": 2, "double": 2, "triple": 3}
_SPOKEN = {"uno": "1", "una": "1", "one": "1", "oh": "0"}
NUMBER_WORDS = frozenset(
    {*_SMALL, *_TENS, *_HUNDREDS, *_REPEATS, *_SPOKEN, "hundred", "mil", "thousand"} - {"un", "una"}
)
"""With which digits are said, by themselves or several at once; articles are not among them."""
_PIECE = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]")
_DIGIT_WORDS = re.compile(r"[a-z]+|[0-9]+")


class Rewritten(Struct, frozen=True):
    """`text` in figures; `starts[i]` is where its character i began in what was said, with one more for the end."""

    text: str
    starts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        return self.starts[start], self.starts[end]


def even(text: str) -> str:
    """Folded, character by character, so that places stay the same."""
    return "".join([one if len(one) == 1 else character for character in text for one in (fold_character(character),)])


def figures(text: str, language: str = "") -> Rewritten:
    """Runs of number words become figures; everything else stays. `language` en: `once` is no eleven."""
    pieces = [(match.group(), match.start()) for match in _PIECE.finditer(even(text))]
    said, starts = list[str](), list[int]()
    place = 0
    while place < len(pieces):
        value, after = _run(pieces, place, language)
        if after > place:
            written = str(value)
            said.append(written)
            starts.extend([pieces[place][1]] * len(written))
            place = after
            continue
        word, start = pieces[place]
        said.append(word)
        starts.extend(range(start, start + len(word)))
        place += 1
    return Rewritten("".join(said), (*starts, len(text)))


def _run(pieces: Sequence[tuple[str, int]], place: int, language: str) -> tuple[int, int]:
    """The number that begins here, and the place after it; the same place where none begins."""
    reading = _Reading(language)
    begins = end = place
    if not pieces[place][0].isalpha() or (pieces[place][0] in _SCALES and _after_figure(pieces, place)):
        return 0, begins
    while place < len(pieces):
        word = pieces[place][0]
        if word.isspace() or word == "-" or (word in _JOINS and reading.joins()):
            place += 1
        elif reading.takes(word):
            place += 1
            end = place
        else:
            break
    return (reading.total(), end) if reading.is_number() else (0, begins)


def _after_figure(pieces: Sequence[tuple[str, int]], place: int) -> bool:
    """`3 mil` stays as it is said."""
    return place >= 2 and pieces[place - 1][0].isspace() and pieces[place - 2][0].isdigit()


class _Reading:
    """Number words one after the other, as long as they go on the same number."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._done = self._open = 0
        self._room = 10**9
        self._words = list[str]()

    def takes(self, word: str) -> bool:
        value, room = self._value(word)
        if value is None:
            return False
        self._words.append(word)
        self._room = room
        return True

    def _value(self, word: str) -> tuple[int | None, int]:
        if word == "hundred" and 0 < self._open < 100:
            self._open *= 100
            return self._open, 100
        if word in _SCALES:
            return self._scaled(_SCALES[word])
        value = _HUNDREDS.get(word, _TENS.get(word, _SMALL.get(word)))
        if value is None or value >= self._room or (word == "once" and self._language == "en"):
            return None, 0
        if value == 0 and self._words:
            return None, 0
        self._open += value
        return value, 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 1

    def _scaled(self, scale: int) -> tuple[int | None, int]:
        if self._done and self._done % (scale * 1000):
            return None, 0
        if not self._open and (self._done or scale > 1000):
            return None, 0
        self._done += (self._open or 1) * scale
        self._open = 0
        return self._done, scale

    def joins(self) -> bool:
        """Whether an `and` may stand here: after tens in Spanish, after hundreds and more in English."""
        return bool(self._words) and (self._room == 10 or (self._room >= 100 and self._words[-1] in _ENGLISH_MORE))

    def is_number(self) -> bool:
        return bool(self._words) and not (len(self._words) == 1 and self._words[0] in _ARTICLES)

    def total(self) -> int:
        return self._done + self._open


_ENGLISH_MORE = frozenset(("hundred", "thousand", "million", "millions"))


def number(text: str, language: str = "", *, money: bool = False) -> Decimal | None:
    """What a number written in figures means: the last of two kinds of separator is the decimal one.

    A single separator before exactly three figures groups thousands where the language does so; in `money` always.
    """
    said = text.strip().replace(" ", "").replace("'", "")
    if not said or not said[0].isdigit():
        return None
    marks = [one for one in said if one in ".,"]
    if not marks:
        return Decimal(said)
    last = marks[-1]
    if len(set(marks)) == 2:
        return Decimal(said.replace("," if last == "." else ".", "").replace(last, "."))
    grouped = all(len(part) == 3 for part in said.split(last)[1:]) and not said.startswith("0")
    groups = last == ("," if language == "en" else ".")
    if grouped and (len(marks) > 1 or groups or money):
        return Decimal(said.replace(last, ""))
    return None if len(marks) > 1 else Decimal(said.replace(last, "."))


def digits(text: str, language: str = "") -> str:
    """All digits of a text in order, spoken ones included: `seis cinco cuatro, doble cero` is 65400."""
    found = list[str]()
    repeat = 1
    for word in _DIGIT_WORDS.findall(figures(text, language).text):
        if word in _REPEATS:
            repeat = _REPEATS[word]
        elif word.isdigit() or word in _SPOKEN:
            found.append(_SPOKEN.get(word, word) * repeat)
            repeat = 1
    return "".join(found)
