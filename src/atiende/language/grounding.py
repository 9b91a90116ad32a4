"""Whether what a language model wrote rests on what it was given: sentence by sentence, each with the words it is from.

A sentence counts as grounded when the quotation it comes with is really in one of the passages, says nothing the
sentence does not take up, and every figure, address and name of the sentence is in the quotation or its passage.
Anything else is not shown; then the passage itself is.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from atiende.language.words import fold, forms, words

FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)
LEAST_WORDS = 3
"""Of a quotation: fewer are in any text."""
LEAST_SHARE = 0.5
"""Of the sentence's words that carry meaning, in the quotation or right around it."""
SMALL_WORDS = """
a al algo así aquí como con cual cuando de del desde donde el ella en entre es esa ese eso esta este esto está han hasta
hay la las le les lo los más me mi muy ni no nos o para pero por porque puede pueden que qué se si sí sin sobre su sus
también te tiene tienen tu tus un una uno usted ustedes y ya a about also an and any are as at be been but by can do
does for from had has have he her here his how i if in into is it its just may me more my no not of on or our so some
than that the their them then there these they this to us was we were what when where which who will with you your
"""
SMALL = frozenset(words(SMALL_WORDS))


class Claim(Struct, frozen=True, kw_only=True):
    """A sentence as the model gave it: the words it is from and, from 0, the passage they are in."""

    text: str
    quote: str
    passage: int


class Grounded(Struct, frozen=True, kw_only=True):
    """A sentence and where it is from: `start` and `end` are the quotation's place in the passage."""

    text: str
    passage: int
    start: int
    end: int


def grounded(claims: Sequence[Claim], passages: Sequence[str]) -> list[Grounded] | None:
    """Every sentence with its place, or None when one of them has none."""
    found: list[Grounded] = []
    for claim in claims:
        one = _ground(claim, passages)
        if one is None:
            return None
        found.append(one)
    return found or None


def _ground(claim: Claim, passages: Sequence[str]) -> Grounded | None:
    if not 0 <= claim.passage < len(passages) or len(words(claim.quote)) < LEAST_WORDS:
        return None
    passage = passages[claim.passage]
    place = locate(claim.quote, passage)
    if place is None or not supports(claim.text, passage[place[0] : place[1]], passage):
        return None
    return Grounded(text=claim.text.strip(), passage=claim.passage, start=place[0], end=place[1])


def supports(sentence: str, quote: str, passage: str) -> bool:
    """No figure or address the passage does not have, no denial it does not make, and mostly the quotation's words."""
    if not set(FIGURE.findall(sentence)) <= set(FIGURE.findall(passage)):
        return False
    if not {one.lower().rstrip(".,;)") for one in ADDRESS.findall(sentence)} <= {
        one.lower().rstrip(".,;)") for one in ADDRESS.findall(passage)
    }:
        return False
    if _denies(sentence) != _denies(quote):
        return False
    said, known = _meaning(sentence), _meaning(quote)
    return not said or sum(1 for one in said if one & known_forms(known)) / len(said) >= LEAST_SHARE


def known_forms(meaning: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset(form for one in meaning for form in one)


def locate(quote: str, passage: str) -> tuple[int, int] | None:
    """Where a quotation is in the passage, whatever the spaces, case and accents; None when it is not there."""
    pattern = r"\W+".join(re.escape(one) for one in words(quote))
    folded, places = _folded(passage)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", folded) if pattern else None
    return (places[found.start()], places[found.end() - 1] + 1) if found else None


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place it has in the text."""
    made: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in fold(character):
            made.append(one)
            places.append(place)
    return "".join(made), places


def _denies(text: str) -> bool:
    return bool({"no", "not", "nunca", "never", "ningun", "ninguna", "sin", "without", "tampoco"} & set(words(text)))


def _meaning(text: str) -> list[frozenset[str]]:
    """The words that carry meaning, each with its stems."""
    return [frozenset(forms(one)) for one in dict.fromkeys(words(text)) if one not in SMALL and len(one) > 2]
