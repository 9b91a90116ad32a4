"""How something is said: as a question how, whether it may be, as a wish, or after something of one's own. Pure."""

import re

from atiende.language.words import fold

_HOW = re.compile(
    r"\b(?:como|cuanto|cuanta|cuantos|cuantas|cuando|donde|que|cual|cuales|how|what|when|where|which)\b[^?]*\?"
    r"|^\W*(?:como|cuanto|cuanta|cual|cuales|how|what|which)\b"
)
_QUESTION = re.compile(
    r"[?¿]|^(?:como|cuanto|cuanta|cuando|donde|que|cual|quien|puedo|se puede|hay"
    r"|how|what|when|where|which|who|can i|do you|is there|are there)\b"
)
_MAY = re.compile(
    r"^\W*(?:puedo|se puede|podria(?:mos)?|aceptan|admiten|venden|tienen|hay|es posible"
    r"|can i|can we|could i|may i|do you|is there|are there|is it possible)\b"
)
_WISH = re.compile(
    r"\b(?:quiero|queria|quisiera|querria|necesito|deseo|me gustaria|solicito"
    r"|i want|i need|i wish|i(?: woul|\W)?d like)\b"
)
_OWN = re.compile(r"\b(?:donde (?:esta|anda)n?|por donde va|where(?: is|\W?s| are)|estado de|status of)\b")
_MINE = re.compile(r"\b(?:mi|mis|my)\b|\b[a-z]{1,4}-?\d{3,}\b")


def asks(said: str) -> bool:
    return bool(_QUESTION.search(fold(said)))


def asks_how(said: str) -> bool:
    """How, what, when or how much, which what is written down may answer."""
    return bool(_HOW.search(fold(said)))


def may_it(said: str) -> bool:
    """Whether something is possible, or there is such a thing."""
    return bool(_MAY.search(fold(said)))


def wishes(said: str) -> bool:
    return bool(_WISH.search(fold(said)))


def of_his_own(said: str) -> bool:
    """Where something of his is now."""
    plain = fold(said)
    return bool(_OWN.search(plain) and _MINE.search(plain))
