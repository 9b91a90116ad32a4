"""What was meant: an option by tap, key, label, another word for it or a slip of the finger; or a person.

Compared without accents, capitals and punctuation. In doubt it means none: asking again is better than a wrong turn.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

MAX_HEARD = 2000
SHORT = 8
"""Words, beyond which a text tells a story and is not searched for a label in it."""
NUMBERS = {
    "uno": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9", "diez": "10", "cero": "0", "primero": "1", "primera": "1", "segundo": "2",
    "segunda": "2", "tercero": "3", "tercera": "3", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "zero": "0", "first": "1", "second": "2",
    "third": "3",
}  # fmt: skip
BEFORE_NUMBER = frozenset(
    "la el opcion numero marco pulso elijo quiero the option number press choose i want a please por favor".split()
)
PEOPLE = frozenset(
    "agente agentes persona personas humano humana humanos operador operadora asesor asesora asesores gestor gestora "
    "representante teleoperador teleoperadora alguien comercial empleado empleada telefonista agent agents human humans "
    "person people operator representative rep someone somebody advisor adviser live".split()
)
AROUND_PEOPLE = frozenset(
    "quiero quisiera quería queria necesito puedo puede podria podrian pueden poder deseo me gustaria hablar hablo "
    "comunicarme comunicar contactar contacte contacto conectar conecteme pasar pasarme paseme pase pasa pasame ponga "
    "pongame ponme "
    "poner transferir transfiera transferirme transfierame atienda atender atiendan chatear con un una uno el la los "
    "las a al de del en lo le por favor porfavor favor ya ahora mismo otra otro real verdadero verdadera fisica fisico "
    "humano humana hola buenas buenos dias tardes vivo atencion cliente servicio que sea tu usted eres hay i id im would "
    "like want wanna need to can could may you speak talk chat connect connected transfer transferred put get give me "
    "through with the an please now real live actual human customer service support hello hi hey just let us rather is "
    "there directly directamente urgente soporte".split()
)
ASKS = re.compile(
    r"\b(?:hablar|hable|habl[eo]|comuni\w{1,12}|contact\w{0,8}|conect\w{0,10}|transf\w{1,12}|pas(?:ar|e|a)\w{0,6}|"
    r"pon(?:ga|er)\w{0,4}|atienda\w{0,3}|chatear|derivar?\w{0,4})\b(?: \w{1,15}){0,5}? "
    r"(?:agentes?|personas?|human[oa]s?|operador[a]?|asesor[a]?|gestor[a]?|representante|alguien|teleoperador[a]?|"
    r"emplead[oa]|compañer[oa]|companer[oa])\b"
    r"|\b(?:speak|talk|chat|connect\w{0,3}|transfer\w{0,4}|put|get|pass)\b(?: \w{1,12}){0,4}? "
    r"(?:agents?|persons?|people|humans?|operator|representative|rep|someone|somebody|advis[eo]r)\b"
    r"|\b(?:no quiero|no me gusta|odio|harto de|nada de|dont want|do not want|hate|no more|sick of)\b"
    r"(?: \w{1,12}){0,5}? (?:robots?|bots?|maquinas?|machines?|chatbots?|contestador\w{0,3})\b"
)
UNASKS = re.compile(
    r"\b(?:no (?:quiero|necesito|hace falta|me hace falta|deseo)|sin|dont (?:want|need)|do not (?:want|need)|"
    r"no need|without)\b(?: \w{1,12}){0,5}? (?:agentes?|personas?|human[oa]s?|operador[a]?|asesor[a]?|agents?|persons?|"
    r"humans?|someone|alguien)\b"
)
NOT_WORDS = re.compile(r"[^\w#*]+")


class Offered(Struct, frozen=True, kw_only=True):
    """One of the answers that are open to him. `label` as it was shown; `words` mean the same."""

    id: str
    label: str
    key: str = ""
    words: tuple[str, ...] = ()


@lru_cache(maxsize=8000)
def plain(text: str) -> str:
    """Small letters without accents and punctuation, single blanks: `¡Sí, señor!` is `si senor`."""
    apart = unicodedata.normalize("NFKD", text[:MAX_HEARD].lower().replace("'", "").replace("’", ""))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return NOT_WORDS.sub(" ", bare).replace("_", " ").strip()


def wants_person(text: str) -> bool:
    """Whether he asks for somebody of flesh and blood, in Spanish or English."""
    words = plain(text)
    if not words or UNASKS.search(words):
        return False
    parts = set(words.split())
    if parts & PEOPLE and parts <= PEOPLE | AROUND_PEOPLE:
        return True
    return ASKS.search(words) is not None


def chosen(text: str, tapped: str, offered: Sequence[Offered]) -> str:
    """The id of the answer that is meant beyond doubt by what was tapped, pressed or written; else empty."""
    if tapped:
        return next((one.id for one in offered if one.id == tapped), "")
    words = plain(text)
    if not words:
        return ""
    return _keyed(words, offered) or _alone([one.id for one in offered if words in _names(one)])


def hinted(text: str, offered: Sequence[Offered]) -> str:
    """The same for a short text that has the words somewhere in it, or nearly; empty when two would do."""
    words = plain(text)
    parts = words.split()
    if not parts or len(parts) > SHORT:
        return ""
    within = [one.id for one in offered if any(f" {name} " in f" {words} " for name in _names(one) if len(name) > 2)]
    return _alone(within) or _alone([one.id for one in offered if any(_near(words, name) for name in _names(one))])


def _keyed(words: str, offered: Sequence[Offered]) -> str:
    parts = [part for part in words.split() if part not in BEFORE_NUMBER] if len(words) < 60 else []
    if len(parts) != 1:
        return ""
    key = NUMBERS.get(parts[0], parts[0])
    return _alone([one.id for one in offered if one.key and one.key == key])


def _names(one: Offered) -> tuple[str, ...]:
    return tuple(plain(word) for word in (one.label, *one.words) if word)


def _alone(found: Sequence[str]) -> str:
    return found[0] if len(found) == 1 else ""


def _near(words: str, name: str) -> bool:
    """At most one slip in a word of four letters, two from eight on; numbers are never nearly right."""
    longest = max(len(words), len(name))
    if min(len(words), len(name)) < 4 or longest > 60 or any(char.isdigit() for char in words + name):
        return False
    return slips(words, name, 2 if len(name) >= 8 else 1)


def slips(one: str, other: str, most: int) -> bool:
    """Whether at most so many letters were changed, left out, put in or swapped with a neighbour (Damerau, 1964)."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, theirs in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != theirs))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return False
        before, last = last, line
    return last[-1] <= most
