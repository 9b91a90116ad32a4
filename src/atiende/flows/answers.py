"""What he answered, as the value that was asked for, or None."""

from collections.abc import Callable, Mapping

from atiende.domain.flow_documents import Ask
from atiende.flows import checks
from atiende.flows.hearing import Offered, chosen, hinted
from atiende.flows.patterns import BadPattern, fits
from atiende.flows.state import Said, Value
from atiende.flows.walk import Walk

CHECKED: Mapping[str, Callable[[str], Value]] = {
    "email": checks.email,
    "phone": checks.phone,
    "nif": checks.nif,
    "iban": checks.iban,
}
READ = ("number", "money", "date", "time")
AROUND = " .,;:()#?!¿¡'\"«»"
VOLUNTEERED = ("order", "email", "phone", "nif", "iban", "money", "date", "time")
"""Checks whose values are told from other words of a sentence."""
ONLY = "only:"
"""Before a check `World.read` is asked for: the value a sentence holds where it holds just one of that kind."""


def understood_as(node: Ask, said: Said, offered: tuple[Offered, ...], walk: Walk) -> Value:
    """None when it is not what was asked for. A choice becomes its label in the flow's first language."""
    text = said.text.strip()[: checks.MAX_TEXT]
    if node.check == "file":
        return str(said.files) if said.files else None
    if node.check == "yes_no":
        return _yes_no(said)
    if node.check == "choice":
        return _choice(node, said, offered, walk)
    if not text:
        return None
    if node.check == "order":
        return _order(node.pattern, text)
    if node.check in READ:
        return walk.world.read(node.check, text, walk.language, walk.world.at)
    return CHECKED[node.check](text) if node.check in CHECKED else text


def volunteered(node: Ask, walk: Walk) -> Value:
    """What is asked for, where the words that led here hold exactly one such value; never a secret nor free text."""
    text = walk.lead[: checks.MAX_TEXT]
    if not text or node.secret or node.check not in VOLUNTEERED:
        return None
    if node.check == "order" and node.pattern:
        found = {one for word in text.replace(",", " ").split() if (one := _order(node.pattern, word))}
        return found.pop() if len(found) == 1 else None
    value = walk.world.read(f"{ONLY}{node.check}", text, walk.language, walk.world.at)
    if value is None or node.check in READ:
        return value
    return understood_as(node, Said(text=str(value)), (), walk)


def _yes_no(said: Said) -> bool | None:
    tapped = {"yes": True, "no": False}.get(said.choice)
    return tapped if tapped is not None else checks.yes_no(said.text)


def _choice(node: Ask, said: Said, offered: tuple[Offered, ...], walk: Walk) -> str | None:
    found = chosen(said.text, said.choice, offered) or hinted(said.text, offered)
    if not found:
        return None
    label = node.options[int(found.rpartition(".")[2])]
    languages = walk.flow.languages if walk.flow else ["es"]
    texts = {"es": label.es, "en": label.en, **label.more}
    return next((texts[language] for language in languages if texts.get(language)), label.es or label.en)


def _order(pattern: str, text: str) -> str | None:
    """By pattern, wholly or one word of it; without a pattern, what has a digit and no blanks."""
    words = [text, checks.squeezed(text), *text.replace(",", " ").split()[:20]]
    for word in dict.fromkeys(one.strip(AROUND).upper() for one in words):
        try:
            if fits(pattern, word) if pattern else _numbered(word):
                return word
        except BadPattern:
            return None
    return None


def _numbered(word: str) -> bool:
    return 3 <= len(word) <= 40 and any(char.isdigit() for char in word) and word.replace("-", "").isalnum()
