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


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BEFORE_NUMBER = _set("la el opcion numero marco pulso elijo quiero the option number press choose i want a please")
PEOPLE = _set(
    "agente agentes persona personas humano humana humanos operador operadora asesor asesora gestor gestora alguien "
    "representante teleoperador teleoperadora telefonista agent agents human humans person people operator rep "
    "representative someone somebody advisor adviser"
)
AROUND_PEOPLE = _set(
    "quiero quisiera necesito puedo podria me gustaria hablar hablo comunicarme contactar contacte conecteme pasar "
    "pasarme paseme pase pasa pasame ponga pongame ponme transfiera transfierame atienda con un una el la a al de por "
    "favor porfavor ya ahora mismo otra otro real hola buenas buenos dias tardes que i id would like want need to can "
    "could may you speak talk chat connect transfer put get give me through with the an please now live hello hi"
)
NOT_WORDS = re.compile(r"[^\w#*]+")


class Offered(Struct, frozen=True, kw_only=True):
    """One of the answers that are open to him. `label` as it was shown; `words` mean the same."""

    id: str
    label: str
    key: str = ""
    words: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Small letters without accents and punctuation, single blanks: `¡Sí, señor!` is `si senor`."""
    apart = unicodedata.normalize("NFKD", text[:MAX_HEARD].lower().replace("'", "").replace("’", ""))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return NOT_WORDS.sub(" ", bare).replace("_", " ").strip()


def wants_person(text: str) -> bool:
    """Whether all he says is that he wants somebody of flesh and blood. `World.read` knows longer ways to say it."""
    parts = set(plain(text).split())
    return bool(parts & PEOPLE) and parts <= PEOPLE | AROUND_PEOPLE


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
    return tuple(_named(word) for word in (one.label, *one.words) if word)


@lru_cache(maxsize=8000)
def _named(word: str) -> str:
    """Of what flows say; what customers say is not kept."""
    return plain(word)


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
