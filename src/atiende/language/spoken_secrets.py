"""Card and account numbers as they are said and heard, made unreadable before words of a call are kept.

A card is read out in groups, with pauses, in digits or in words, one by one, in pairs or in larger numbers: what stands
between two digits of one number may be a space, a dash, a breath, or the end of a passage.
"""

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from atiende.language.masking import has_card, without_cards
from atiende.language.numerals import NUMBER_WORDS, digits
from atiende.language.words import fold

IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?:[ \-.]?[A-Za-z0-9]{2,4}){3,8}(?![A-Za-z0-9])")
JOINS = frozenset(("y", "and", "eh", "ehm", "em", "mm", "um", "uh", "er", "guion", "dash", "espacio", "space"))
"""What is said between two digits of one number."""
PLURALS = {
    word: str(digit)
    for digit, spoken in enumerate(
        (
            "ceros zeros zeroes", "unos ones", "doses twos", "treses threes", "cuatros fours", "cincos fives",
            "seises sixes", "sietes sevens", "ochos eights", "nueves nines",
        )
    )
    for word in spoken.split()
}  # fmt: skip
"""`dos ceros`, `three fives`."""
THOUSAND = "mil"
"""Goes on a number of thousands, or begins one of its own: `ciento once mil doscientos` is 111200 or 111 1200."""
LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MT": 31,
    "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
}  # fmt: skip
"""Characters of an account number, by country."""
TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w]+", re.UNICODE)
MASK = "••••"
CARD_DIGITS, PHONE_DIGITS = (13, 19), (9, 12)
BETWEEN, NEAR = frozenset(" ,.;:-\n\t\u00a0…"), frozenset(" -\u00a0")
"""What may stand between two digits of one number; and between two words of one figure."""


def without_secrets(text: str) -> str:
    """One passage."""
    return without_secrets_in([text])[0]


def without_secrets_in(texts: Sequence[str]) -> list[str]:
    """Passages of one voice, one after the other: also a number that goes on from one to the next."""
    kept = [_accounts(without_cards(one)) for one in texts]
    gone = {said.place for run in _runs(kept) if _has_card(run) for said in run}
    return [_blanked(text, {at for number, at in gone if number == index}) for index, text in enumerate(kept)]


class Said(NamedTuple):
    """A token of a number. `place`: which passage, and which of its tokens. `apart`: a pause stands before it."""

    place: tuple[int, int]
    word: str
    apart: bool

    @property
    def counts(self) -> bool:
        return self.word not in JOINS


def _runs(texts: Sequence[str]) -> list[list[Said]]:
    """Digits and words for digits that follow each other without another word between them."""
    runs: list[list[Said]] = [[]]
    for number, text in enumerate(texts):
        apart = True
        for at, found in enumerate(TOKEN.finditer(text)):
            token = fold(found.group())
            if token.isdigit() or token in NUMBER_WORDS or ((token in JOINS or token in PLURALS) and runs[-1]):
                runs[-1].append(Said((number, at), token, apart))
                apart = False
            elif set(token) <= BETWEEN:
                apart = bool(set(token) - NEAR)
            else:
                runs.append([])
    return [_trimmed(run) for run in runs]


def _trimmed(run: list[Said]) -> list[Said]:
    """Without what only stands after a number."""
    while run and not run[-1].counts:
        run.pop()
    return run


def _has_card(run: Sequence[Said]) -> bool:
    """Whether a card's number stands somewhere in it, however its words are taken together."""
    return any(_is_card(digits) for digits in {_read(run, *how) for how in product((True, False), repeat=2)})


def _read(run: Sequence[Said], pauses_part: bool, thousands_begin: bool) -> str:
    """Its digits. `forty, one` may be 41 or 401: that is for the caller to try."""
    words: list[str] = []
    for said in run:
        parted = (pauses_part and said.apart) or (thousands_begin and said.word == THOUSAND)
        if parted:
            words.append(",")
        if said.word in PLURALS:
            _multiply(words, PLURALS[said.word])
        else:
            words.append(said.word)
    return digits(" ".join(words))


def _multiply(words: list[str], digit: str) -> None:
    """`dos ceros`: what was said last is how many there are."""
    count = digits(words[-1]) if words else ""
    if len(count) == 1 and int(count) > 1:
        words.pop()
        words.append(digit * int(count))


def _is_card(said: str) -> bool:
    least, most = CARD_DIGITS
    if _is_said_twice(said):
        return False
    return any(
        has_card(said[start : start + size])
        for size in range(least, min(most, len(said)) + 1)
        for start in range(len(said) - size + 1)
    )


def _is_said_twice(said: str) -> bool:
    """A telephone number, and again the same."""
    half = len(said) // 2
    return PHONE_DIGITS[0] <= half <= PHONE_DIGITS[1] and said == said[:half] * 2 and not has_card(said)


def _blanked(text: str, places: set[int]) -> str:
    """One mark for all that follow each other, and for what stands between them."""
    pieces: list[str] = []
    for at, found in enumerate(TOKEN.finditer(text)):
        if at not in places and not {at - 1, at + 1} <= places:
            pieces.append(found.group())
        elif pieces[-1:] != [MASK]:
            pieces.append(MASK)
    return "".join(pieces).strip() if places else text


def _accounts(text: str) -> str:
    return IBAN.sub(lambda found: _account(found.group()), text)


def _account(shown: str) -> str:
    """What passes the check of an IBAN (ISO 13616): 97 divides it with remainder 1. A word after it may look like its
    end, so that each country's length is known."""
    places = [at for at, one in enumerate(shown) if one.isalnum()]
    length = LENGTHS.get(shown[:2].upper(), len(places))
    code = "".join(shown[at] for at in places[:length]).upper()
    if len(code) < length or not code.isascii():
        return shown
    if int("".join(str(int(one, 36)) for one in code[4:] + code[:4])) % 97 != 1:
        return shown
    return f"{code[:2]}{MASK} {code[-4:]}{shown[places[length - 1] + 1 :]}"
