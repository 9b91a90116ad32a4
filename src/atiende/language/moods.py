"""How somebody says that he is done, or that he is past patience with a machine. Spanish and English. Pure."""

import re

from atiende.language.words import fold

FAREWELL = re.compile(
    r"^(?:no,? )?(?:(?:muchas )?gracias[,. ]*)?(?:no,? )?"
    r"(?:nada mas|eso es todo|eso era todo|ya esta|adios|hasta luego|hasta pronto|nada|chao|ninguna"
    r"|no necesito nada mas|que tenga (?:un )?buen dia)"
    r"(?:[,. ]*(?:muchas )?gracias|[,. ]*adios|[,. ]*un saludo)*\W*$"
    r"|^(?:no,? )?(?:thanks?(?: you)?(?: very much| so much)?[,. ]*)?(?:no,? )?"
    r"(?:that's all|that is all|that's it|nothing else|bye|goodbye|see you|i'm done|all good|no more questions)"
    r"(?:[,. ]*(?:thanks?(?: you)?|bye|for now|cheers))*\W*$"
    r"|^(?:no,? )?(?:muchas )?(?:gracias|thank you|thanks)\W*$"
)
UPSET = re.compile(
    r"\b(?:verguenza|vergonzoso|hart[oa]s?|estafa(?:dores)?|ladron(?:es)?|inutil(?:es)?|mierda|joder|gilipollas|cojones"
    r"|indignad[oa]|indignante|asco|denunciar(?:e|los)?|denuncia|tomadura de pelo|un timo"
    r"|inaceptable|incompetentes?|no (?:me )?(?:sirve|entiende|enteras?|enterais) (?:para )?(?:de )?nada"
    r"|ridiculous|disgrace(?:ful)?|scam|thieves|useless|fuck\w*|bullshit|shit|fed up|furious|unacceptable|outrageous"
    r"|sick of|sue you|lawyer|abogado)\b"
)
SHOUTED = re.compile(r"[!?¡¿]{3,}")
CALM_LETTERS = 12
"""Fewer capitals than this may be an abbreviation or a reference."""


def is_farewell(text: str) -> bool:
    """That this was all."""
    return bool(FAREWELL.match(fold(text).strip()))


def is_upset(text: str) -> bool:
    """Words of anger, or shouting."""
    if UPSET.search(fold(text)):
        return True
    letters = [one for one in text if one.isalpha()]
    loud = len(letters) >= CALM_LETTERS and sum(one.isupper() for one in letters) > 0.8 * len(letters)
    return loud or (bool(SHOUTED.search(text)) and len(letters) >= CALM_LETTERS)
