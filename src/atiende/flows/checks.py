"""Whether what he answered is what was asked for: NIF, NIE, CIF, IBAN, telephone, address, order number, choice.

Sources: control letter of NIF and NIE, Orden INT/2058/2008 (number mod 23); CIF, Real Decreto 1065/2007 with the
control digit by sums of odd doubled and even places; IBAN, ISO 13616 (mod 97-10).
"""

import re

from atiende.flows.hearing import plain

LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
CIF_LETTERS = "JABCDEFGHI"
NIF = re.compile(r"[0-9]{8}[A-Z]")
NIE = re.compile(r"[XYZ][0-9]{7}[A-Z]")
CIF = re.compile(r"[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
IBAN_LENGTHS = {"ES": 24, "PT": 25, "FR": 27, "DE": 22, "IT": 27, "GB": 22, "NL": 18, "BE": 16, "IE": 22, "AD": 24}
EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
BETWEEN = re.compile(r"[\s.\-/]+")
MAX_TEXT = 2000
YES = frozenset(
    ("si", "yes", "s", "y", "1", "vale", "ok", "okay", "claro", "correcto", "correct", "right", "exacto", "afirmativo",
     "de acuerdo", "sure", "yep", "yeah", "por supuesto", "eso es", "si por favor", "yes please", "conforme")
)  # fmt: skip
NO = frozenset(
    ("no", "n", "2", "nope", "negativo", "incorrecto", "wrong", "para nada", "no gracias", "no thanks", "nunca")
)


def squeezed(text: str) -> str:
    """Without blanks, dots and dashes, in capitals: as such numbers are compared."""
    return BETWEEN.sub("", text[:MAX_TEXT]).upper()


def nif(text: str) -> str | None:
    """NIF, NIE or CIF with the right control sign; else None."""
    number = squeezed(text)
    if NIF.fullmatch(number):
        return number if LETTERS[int(number[:8]) % 23] == number[8] else None
    if NIE.fullmatch(number):
        digits = str("XYZ".index(number[0])) + number[1:8]
        return number if LETTERS[int(digits) % 23] == number[8] else None
    if CIF.fullmatch(number):
        return number if _cif_control(number) else None
    return None


def _cif_control(number: str) -> bool:
    """Letters N P Q R S W carry a letter, A B E H a digit, the others either."""
    digits = [int(digit) for digit in number[1:8]]
    odd = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2])
    control = -(odd + sum(digits[1::2])) % 10
    if number[0] in "NPQRSW":
        return number[8] == CIF_LETTERS[control]
    if number[0] in "ABEH":
        return number[8] == str(control)
    return number[8] in (str(control), CIF_LETTERS[control])


def iban(text: str) -> str | None:
    number = squeezed(text)
    if IBAN.fullmatch(number) is None or len(number) != IBAN_LENGTHS.get(number[:2], len(number)):
        return None
    turned = number[4:] + number[:4]
    return number if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1 else None


def phone(text: str, country: str = "34") -> str | None:
    """In international form (+34612345678); nine digits are Spanish ones, which begin with 6, 7, 8 or 9."""
    number = squeezed(text).replace("(", "").replace(")", "")
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.startswith("+"):
        return number if re.fullmatch(r"\+[1-9][0-9]{6,14}", number) and _spanish(number) else None
    return f"+{country}{number}" if re.fullmatch(r"[6-9][0-9]{8}", number) else None


def _spanish(number: str) -> bool:
    return not number.startswith("+34") or re.fullmatch(r"\+34[6-9][0-9]{8}", number) is not None


def email(text: str) -> str | None:
    """An address, also when there is a little talk around it."""
    found = EMAIL.search(text[:MAX_TEXT].replace("mailto:", " "))
    if found is None or len(found.group()) > 254:
        return None
    local = found.group().partition("@")[0]
    return None if local.startswith(".") or local.endswith(".") or ".." in local else found.group().lower()


def yes_no(text: str) -> bool | None:
    words = plain(text)
    if words in YES:
        return True
    if words in NO:
        return False
    first = words.split(" ", 1)[0] if words else ""
    if len(words) <= 40 and first in ("si", "yes", "vale", "claro"):
        return True
    return False if len(words) <= 40 and first == "no" else None
