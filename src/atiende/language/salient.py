"""What matters in a conversation, without a model: what the customer wants, what was promised, what is still open, and
the figures, references and dates, each as words that really stand in a message. Pure."""

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from atiende.language.grounding import SMALL
from atiende.language.sentences import Sentence, sentences
from atiende.language.words import fold, forms, words

PROMISE = re.compile(
    r"\b(?:le|les|se lo|se la|te|os) (?:\w+ a )?"
    r"(?:\w+(?:are|ire|ere|remos|aremos)|enviamos|mandamos|llamamos|avisamos)\b"
    r"|\b(?:enviaremos|mandaremos|llamaremos|avisaremos|devolveremos|abonaremos|recibira|tramitare(?:mos)?"
    r"|en cuanto (?:lo )?sepa(?:mos)?|vamos a|voy a)\b"
    r"|\b(?:i|we)(?:'ll| will| shall|'m going to|'re going to)\b"
    r"|\byou(?:'ll| will) (?:receive|get|have|hear)\b"
)
ASKS = re.compile(r"\?\s*$|^¿|\b(?:me puede|podria|pueden|quisiera saber|can you|could you|would you|please tell)\b")
WANTS = re.compile(
    r"\b(?:quiero|quisiera|querria|necesito|me gustaria|solicito|reclamo"
    r"|no (?:me )?(?:funciona|llega|ha llegado|puedo|va)|cancelar|anular|devolver|devolucion|factura|pedido|cobrado"
    r"|cargo|averia|problema|error|queja|reclamacion"
    r"|i (?:want|need|would like|can't|cannot)|refund|cancel|invoice|order|charged|broken|complain|not work\w*)\b"
)
GREETING = re.compile(
    r"^(?:hola|buenas|buenos dias|buenas tardes|buenas noches|hello|hi|hey|good (?:morning|afternoon|evening)"
    r"|gracias|muchas gracias|thanks|thank you|un saludo|saludos|regards|de nada|perfecto|vale|ok"
    r"|dear .*|estimad.*)\W*$"
)
FACTS = re.compile(
    r"(?P<amount>\b\d{1,6}(?:[.,]\d{1,2})? ?(?:€|euros?\b|eur\b|\$|usd\b))"
    r"|(?P<reference>\b(?=[A-Z0-9-]*\d)[A-Z]{1,4}[- ]?\d[A-Z0-9-]{2,}\b|#\d{2,}\b|\b(?:pedido|order|factura|invoice) ?"
    r"(?:n[.º°o]* ?|no\.? ?|number )?\d{3,}\b)"
    r"|(?P<date>\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b\d{1,2} de [a-záéíóú]{4,10}(?: de \d{4})?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b)",
    re.IGNORECASE,
)
MOST_FACTS = 6
LONGEST = 240


class Line(Struct, frozen=True, kw_only=True):
    """One message: `who` is customer, agent, machine or note."""

    id: str
    who: str
    text: str


class Point(Struct, frozen=True, kw_only=True):
    """One thing worth knowing. `kind`: wants, said, promised, open or fact (`fact`: amount, reference or date).

    `start` and `end` are its place in the message `line`.
    """

    kind: str
    text: str
    line: str
    start: int
    end: int
    fact: str = ""


class _Said(Struct, frozen=True):
    line: Line
    sentence: Sentence
    place: int


def points(lines: Sequence[Line]) -> list[Point]:
    """In the order an agent wants to read them."""
    said = _said(lines)
    customers = [one for one in said if one.line.who == "customer"]
    wants = _wants(customers)
    taken = {(one.line, one.start) for one in wants}
    latest = [one for one in _latest(customers) if (one.line, one.start) not in taken]
    promised = [
        _point("promised", one)
        for one in said
        if one.line.who == "agent"
        and PROMISE.search(fold(one.sentence.text))
        and not ASKS.search(fold(one.sentence.text))
    ]
    return [*wants, *latest, *promised[-3:], *_open(said, lines), *_facts(lines)]


def _said(lines: Sequence[Line]) -> list[_Said]:
    found: list[_Said] = []
    for line in lines:
        if line.who in ("customer", "agent"):
            for sentence in sentences(line.text):
                if not GREETING.match(fold(sentence.text).strip()) and len(words(sentence.text)) > 2:
                    found.append(_Said(line, sentence, len(found)))
    return found


def _wants(customers: Sequence[_Said]) -> list[Point]:
    """The two sentences that say best why he came: early, about what the whole conversation is about."""
    weights = _weights([one.sentence.text for one in customers])

    def worth(one: _Said) -> float:
        told = [_stem(word) for word in words(one.sentence.text) if word not in SMALL]
        about = sum(weights.get(stem, 0.0) for stem in dict.fromkeys(told)) / (math.sqrt(len(told)) + 1)
        signs = 2.0 * bool(WANTS.search(fold(one.sentence.text))) + 0.7 * bool(FACTS.search(one.sentence.text))
        return about + signs + 1.2 / (1 + one.place)

    best = sorted(sorted(customers, key=lambda one: -worth(one))[:2], key=lambda one: one.place)
    return [_point("wants", one) for one in best]


def _latest(customers: Sequence[_Said]) -> list[Point]:
    """How it stands for him now: his last words that say something, where they are not his first."""
    return [_point("said", customers[-1])] if len(customers) > 3 else []


def _open(said: Sequence[_Said], lines: Sequence[Line]) -> list[Point]:
    """Questions of the customer after which nobody has answered yet."""
    answered = max((place for place, line in enumerate(lines) if line.who == "agent"), default=-1)
    waiting = {line.id for line in lines[answered + 1 :]}
    asked = [one for one in said if one.line.id in waiting and one.line.who == "customer"]
    return [_point("open", one) for one in asked if ASKS.search(fold(one.sentence.text))][-2:]


def _facts(lines: Sequence[Line]) -> list[Point]:
    found: dict[str, Point] = {}
    for line in lines:
        for one in FACTS.finditer(line.text) if line.who in ("customer", "agent") else ():
            kind = one.lastgroup or ""
            key = f"{kind} {fold(one.group()).replace(' ', '')}"
            found.setdefault(
                key,
                Point(kind="fact", text=one.group(), line=line.id, start=one.start(), end=one.end(), fact=kind),
            )
    return list(found.values())[:MOST_FACTS]


def _point(kind: str, said: _Said) -> Point:
    one = said.sentence
    end = min(one.end, one.start + LONGEST)
    return Point(kind=kind, text=said.line.text[one.start : end], line=said.line.id, start=one.start, end=end)


def _weights(texts: Sequence[str]) -> dict[str, float]:
    """How often a word's stem is said, over all that is said: what it is about comes back."""
    counts: dict[str, float] = {}
    for text in texts:
        for stem in {_stem(word) for word in words(text) if word not in SMALL and len(word) > 2}:
            counts[stem] = counts.get(stem, 0.0) + 1.0
    most = max(counts.values(), default=1.0)
    return {stem: count / most for stem, count in counts.items()}


def _stem(word: str) -> str:
    return forms(word)[-1]
