"""Texts as a plain synthesizer can read them out: sums as sums, numbers and references digit by digit, addresses by
their signs. For machines that know no better; Spanish and English.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct


class _Words(Struct, frozen=True):
    plus: str
    at: str
    dot: str
    dash: str
    underscore: str
    and_cents: str
    cent: str
    cents: str
    web: str


WORDS: Mapping[str, _Words] = {
    "es": _Words("más", "arroba", "punto", "guion", "guion bajo", "con", "céntimo", "céntimos", "una dirección de web"),
    "en": _Words("plus", "at", "dot", "dash", "underscore", "and", "cent", "cents", "a web address"),
}
CURRENCIES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "es": {"€": ("euro", "euros"), "$": ("dólar", "dólares"), "£": ("libra", "libras")},
    "en": {"€": ("euro", "euros"), "$": ("dollar", "dollars"), "£": ("pound", "pounds")},
}
_SUM = r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,](\d{2}))?"
AFTER = re.compile(rf"(?<![\w.,]){_SUM}\s?([€$£])")
BEFORE = re.compile(rf"([€$£])\s?{_SUM}(?![\w])")
URL = re.compile(r"https?://\S+")
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
PHONE = re.compile(r"(?<![\w+])\+?\d[\d ]{7,18}\d(?!\w)")
REFERENCE = re.compile(r"\b(?=[\w-]*\d)(?:[A-Z]+[\dA-Z]*(?:-[\dA-Z]+)*|\d{5,}|\d+(?:-[\dA-Z]+)+)\b")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MARKS = re.compile(r"[*_#>`|⟦⟧]+")


def spoken(text: str, language: str) -> str:
    """The same with what a machine would read wrongly written out."""
    tongue = "en" if language.startswith("en") else "es"
    words = WORDS[tongue]
    text = URL.sub(words.web, text)
    text = MAIL.sub(lambda found: _address(found[0], words), text)
    text = AFTER.sub(lambda found: _money(found[1], found[2], found[3], tongue), text)
    text = BEFORE.sub(lambda found: _money(found[2], found[3], found[1], tongue), text)
    text = PHONE.sub(_phone(words), text)
    text = REFERENCE.sub(lambda found: found[0] if DATE.match(found[0]) else _signs(found[0]), text)
    return MARKS.sub(" ", text).replace("\n", ". ")


def _money(whole: str, part: str | None, sign: str, tongue: str) -> str:
    words = WORDS[tongue]
    one, many = CURRENCIES[tongue][sign]
    units = int(re.sub(r"[.,\s]", "", whole))
    said = f"{units} {one if units == 1 else many}"
    cents = int(part or 0)
    return f"{said} {words.and_cents} {cents} {words.cent if cents == 1 else words.cents}" if cents else said


def _address(address: str, words: _Words) -> str:
    for sign, word in (("@", words.at), (".", words.dot), ("-", words.dash), ("_", words.underscore)):
        address = address.replace(sign, f" {word} ")
    return " ".join(address.split())


def _phone(words: _Words) -> Callable[[re.Match[str]], str]:
    def said(found: re.Match[str]) -> str:
        groups = found[0].lstrip("+").split()
        if sum(map(len, groups)) < 7:
            return found[0]
        sign = f"{words.plus} " if found[0].startswith("+") else ""
        return sign + ", ".join(" ".join(one) for one in groups)

    return said


def _signs(reference: str) -> str:
    """Sign by sign, with a breath between its groups."""
    return ", ".join(" ".join(group) for group in reference.split("-"))
