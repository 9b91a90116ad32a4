"""The parts of a message that may each be a wish of its own: `quiero anular el pedido y saber mi saldo`. Pure."""

import re

from atiende.language.words import words

_BREAK = re.compile(
    r"[.;!?¿¡\n]+|,? (?:y ademas|y también|y tambien|ademas|además|también|tambien|por otro lado|otra cosa|y|e|pero|"
    r"and also|and then|also|and|plus|but|besides|as well as) |, ",
    re.IGNORECASE,
)
FEWEST_WORDS = 2
MOST_PARTS = 6
LONGEST = 2000


def clauses(text: str) -> list[str]:
    """In order; a part too short to say anything belongs to the one before it."""
    found = list[str]()
    for part in _BREAK.split(text[:LONGEST]):
        if len(words(part)) >= FEWEST_WORDS:
            found.append(part.strip())
        elif found and part.strip():
            found[-1] = f"{found[-1]} {part.strip()}"
    return found[:MOST_PARTS]
