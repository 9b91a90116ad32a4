"""Card and account numbers as they are said and heard, made unreadable before words of a call are kept.

A card is read out in groups, with pauses, in digits or in words: what stands between two digits of one number may be a
space, a dash, or the end of a passage.
"""

import re
from collections.abc import Sequence

from atiende.language.masking import has_card, without_cards
from atiende.language.words import fold

IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?:[ \-.]?[A-Za-z0-9]{2,4}){3,8}(?![A-Za-z0-9])")
WORDS = {
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9", "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "double": "", "doble": "",
}  # fmt: skip
LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MT": 31,
    "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
}  # fmt: skip
"""Characters of an account number, by country."""
TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w]+", re.UNICODE)
MASK = "••••"
CARD_DIGITS = (13, 19)
BETWEEN = frozenset(" ,.-\n\t\u00a0")


def without_secrets(text: str) -> str:
    """One passage."""
    return without_secrets_in([text])[0]


def without_secrets_in(texts: Sequence[str]) -> list[str]:
    """Passages of one voice, one after the other: also a number that goes on from one to the next."""
    kept = [_accounts(without_cards(one)) for one in texts]
    runs = _runs(kept)
    gone = {place for run in runs if _is_card([digit for _, digit in run]) for place, _ in run}
    return [_blanked(text, {at for number, at in gone if number == index}) for index, text in enumerate(kept)]


Place = tuple[int, int]
"""Which passage, and which of its tokens."""


def _runs(texts: Sequence[str]) -> list[list[tuple[Place, str]]]:
    """Digits that follow each other without another word between them."""
    runs: list[list[tuple[Place, str]]] = [[]]
    for number, text in enumerate(texts):
        for at, found in enumerate(TOKEN.finditer(text)):
            token = found.group()
            said = token if token.isdigit() else WORDS.get(fold(token))
            if said is not None:
                runs[-1].append(((number, at), said))
            elif not set(token) <= BETWEEN:
                runs.append([])
    return runs


def _is_card(digits: Sequence[str]) -> bool:
    """Whether a card's number stands somewhere in them."""
    whole = "".join(digits)
    least, most = CARD_DIGITS
    return any(
        has_card(whole[start : start + size])
        for size in range(least, min(most, len(whole)) + 1)
        for start in range(len(whole) - size + 1)
    )


def _blanked(text: str, places: set[int]) -> str:
    """One mark for all that follow each other."""
    if not places:
        return text
    pieces: list[str] = []
    for at, found in enumerate(TOKEN.finditer(text)):
        if at not in places:
            pieces.append(found.group())
        elif MASK not in pieces[-2:]:
            pieces.append(MASK)
    return re.sub(rf"{MASK}[ ,.\-]*(?={MASK})", "", "".join(pieces)).strip()


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
