"""A guess at the language a mail is written in, for routing and the first answer; people may put it right. Pure."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LIKELY = ("es", "en", "ca", "gl", "eu", "pt", "fr", "de", "it")
ENOUGH = 24
"""Characters below which a guess is worth nothing."""
SURE = 0.8
LOOKED_AT = 2000


def guess_language(text: str, named: str | None) -> str:
    """A two-letter code, or empty when nobody can tell. For a short text only what the mail itself names counts."""
    words = text.strip()
    if len(words) < ENOUGH:
        return named if named in LIKELY else ""
    language, sure = _identifier().classify(words[:LOOKED_AT])
    if sure >= SURE:
        return str(language)
    return named if named in LIKELY else ""


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    """Its tables and numpy take room and time: only where a mail comes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(list(LIKELY))
    return made
