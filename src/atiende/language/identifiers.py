"""Numbers that prove themselves by their check digits: NIF, NIE, CIF and IBAN. Pure."""

import re

_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CIF_LETTERS = "JABCDEFGHI"
_NIF = re.compile(r"[0-9]{8}[A-Z]")
_NIE = re.compile(r"[XYZ][0-9]{7}[A-Z]")
_SPECIAL = re.compile(r"[KLM][0-9]{7}[A-Z]")
_CIF = re.compile(r"[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
_IBAN_LENGTHS = {
    "ES": 24, "PT": 25, "FR": 27, "DE": 22, "IT": 27, "GB": 22, "IE": 22, "NL": 18, "BE": 16, "AD": 24, "LU": 20,
    "AT": 20, "CH": 21, "PL": 28, "SE": 24, "DK": 18, "FI": 18, "NO": 15, "GI": 23, "LT": 20, "MT": 31,
}  # fmt: skip
"""Where we know it; elsewhere the check digits decide alone."""
_JOINTS = re.compile(r"[\s.\-/_·]+")


def compact(text: str) -> str:
    """Upper case, without what people put between groups."""
    return _JOINTS.sub("", text).upper()


def nif(text: str) -> str | None:
    """A NIF, NIE or CIF in its compact form, or None where its check digit is wrong. Zeros in front may be missing."""
    said = compact(text)
    if re.fullmatch(r"[0-9]{5,7}[A-Z]", said):
        said = said.zfill(9)
    if _NIF.fullmatch(said):
        return said if _letter(said[:8]) == said[8] else None
    if _NIE.fullmatch(said):
        return said if _letter(str("XYZ".index(said[0])) + said[1:8]) == said[8] else None
    if _SPECIAL.fullmatch(said):
        return said if _letter(said[1:8]) == said[8] else None
    return said if _CIF.fullmatch(said) and _is_cif(said) else None


def _letter(number: str) -> str:
    return _LETTERS[int(number) % 23]


def _is_cif(said: str) -> bool:
    """Orden EHA/451/2008: by the kind of entity the control is a digit, a letter, or either."""
    digits = [int(one) for one in said[1:8]]
    doubled = sum(sum(divmod(2 * one, 10)) for one in digits[::2])
    control = (10 - (doubled + sum(digits[1::2])) % 10) % 10
    as_digit, as_letter = str(control), _CIF_LETTERS[control]
    if said[0] in "PQRSNW":
        return said[8] == as_letter
    if said[0] in "ABEH":
        return said[8] == as_digit
    return said[8] in (as_digit, as_letter)


def iban(text: str) -> str | None:
    """An IBAN in its compact form, or None where length or check digits (ISO 7064 mod 97) are wrong."""
    said = compact(text)
    if not _IBAN.fullmatch(said) or len(said) != _IBAN_LENGTHS.get(said[:2], len(said)):
        return None
    turned = said[4:] + said[:4]
    return said if int("".join(str(int(one, 36)) for one in turned)) % 97 == 1 else None
