"""Whether an answer is a yes or a no, Spanish and English. Pure."""

import re

from atiende.language.words import fold

_NOISE = re.compile(r"[^\w\s]+")
_UNSURE = re.compile(
    r"\b(no (lo )?se|no estoy segur[oa]|quiza[s]?|tal vez|a lo mejor|depende|puede( que)?|not sure|(i )?don ?t know|"
    r"no idea|ni idea|maybe|perhaps|it depends|dunno)\b"
)
_YES_DESPITE_NO = re.compile(
    r"\b(no hay (ningun )?problema|sin problema|no problem|why not|por que no|no worries|como no)\b"
)
_NO = re.compile(
    r"\b(no|nop|nope|nah|nunca|jamas|never|tampoco|ni hablar|que va|para nada|en absoluto|negativo|negative|cancel|"
    r"cancela(r|lo)?|incorrect[oa]?|wrong|incorrecto|not|don ?t|nones|ningun[oa]?)\b"
)
_YES = re.compile(
    r"\b(s+i+|sip|sep|claro|vale|ok|okey|okay|okei|oka|okis|de acuerdo|por ?supuesto|correct[oa]?|exact[oa]?|"
    r"exactamente|afirmativo|perfecto|eso es|asi es|desde luego|dale|bueno|venga|conforme|adelante|confirmo|"
    r"acepto|quiero|hazlo|"
    r"yes|yeah|yep|yup|ya|sure|of course|right|please do|go ahead|correct|exactly|absolutely|definitely|certainly|"
    r"affirmative|agreed|agree|fine|true|verdad|y|s)\b"
)
_THUMBS = (("👍", True), ("✅", True), ("👌", True), ("👎", False), ("❌", False))


def yes_or_no(text: str) -> bool | None:
    """None where it says neither, or both in a way nobody could tell."""
    for sign, means in _THUMBS:
        if sign in text:
            return means
    said = " ".join(_NOISE.sub(" ", fold(text)).split())[:300]
    if _UNSURE.search(said):
        return None
    if _YES_DESPITE_NO.search(said):
        return True
    if re.match(
        r"(that s |that is |eso es )?(not (really|correct|right)|claro que no|por supuesto que no|"
        r"of course not)",
        said,
    ):
        return False
    no, yes = _NO.search(said), _YES.search(said)
    if no and yes:
        return yes.start() < no.start() if not said.startswith("no") else False
    return True if yes else False if no else None
