"""What a bot is given and what it answers, as records; and what it takes from the centre's documents."""

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from atiende.actions.values import brand_body
from atiende.domain import documents as docs
from atiende.domain.assist_texts import bot_text
from atiende.flows.state import Value
from atiende.ports.desk import Desk

LONGEST_SAID = 2000
MOST_PARTS = 4
LEAST_WORDS = 3
"""Of a part that may be a wish of its own."""
AND_ALSO = re.compile(
    r"(?<=[.!?…;\n])\s+"
    r"|,?\s+(?:y además|y también|además|también quer\w+|y otra cosa|and also|also,|plus,|another thing)\s+",
    re.IGNORECASE,
)


class Kept(Struct, frozen=True, kw_only=True):
    """What it remembers from turn to turn: how often it was unsure, what is still to be seen to, what he asked."""

    unsure: int = 0
    pending: tuple[str, ...] = ()
    question: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """One turn. `routes` are the slugs of the intents that have one."""

    errand: str = ""
    interaction: str = ""
    conversation: str = ""
    customer: str = ""
    brand: str = ""
    language: str = "es"
    said: str = ""
    choice: str = ""
    collections: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    kept: Kept = Kept()


class Move(Struct, frozen=True, kw_only=True):
    """`does`: answer, ask, route, person or bye. `choices` are (id, label); `sources` articles; `why` a code."""

    does: str
    text: str = ""
    source: str = ""
    title: str = ""
    score: float = 0.0
    intent: str = ""
    intents: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    sure: bool = False
    why: str = ""
    keep: Kept = Kept()
    model: str = ""
    tokens: int = 0


class Wishes(Struct, frozen=True, kw_only=True):
    """Intents that have a route: `clear` ones in the order said, `certain` beyond doubt; else the `likely` ones."""

    clear: tuple[str, ...] = ()
    certain: bool = False
    likely: tuple[str, ...] = ()


class Bot(Struct, frozen=True, kw_only=True):
    """A turn with what it needs to be answered."""

    desk: Desk
    tenant: str
    asked: Asked
    formal: bool = True

    def text(self, name: str, **values: str) -> str:
        return bot_text(name, self.asked.language, formal=self.formal, **values)


def asked_of(asked: Mapping[str, Value]) -> Asked:
    """From an errand, whatever is missing or of another kind being empty."""

    def text(name: str, most: int = 200) -> str:
        found = asked.get(name)
        return found[:most] if isinstance(found, str) else ""

    return Asked(
        errand=text("errand"),
        interaction=text("interaction"),
        conversation=text("conversation"),
        customer=text("customer"),
        brand=text("brand"),
        language="en" if text("language").startswith("en") else "es",
        said=(text("said", LONGEST_SAID) or text("question", LONGEST_SAID)).strip(),
        choice=text("choice"),
        collections=tuple(_texts(asked.get("collections"))),
        routes=tuple(_texts(asked.get("routes"), "intent")),
        kept=_kept(asked.get("kept")),
    )


def _texts(value: Value, name: str = "") -> list[str]:
    found = []
    for one in value if isinstance(value, list) else ():
        inner = one.get(name) if isinstance(one, dict) else one
        if isinstance(inner, str):
            found.append(inner)
    return found


def _kept(value: Value) -> Kept:
    """What it put by; anything else, and it begins anew."""
    try:
        return msgspec.convert(value if isinstance(value, dict) else {}, Kept)
    except msgspec.ValidationError:
        return Kept()


def values_of(move: Move) -> dict[str, Value]:
    """As the flow takes them."""
    return {
        "does": move.does,
        "text": move.text,
        "source": move.source,
        "title": move.title,
        "score": round(move.score, 3),
        "intent": move.intent,
        "choices": [{"id": ident, "label": label} for ident, label in move.choices],
        "why": move.why,
        "keep": {
            "unsure": move.keep.unsure,
            "pending": list(move.keep.pending),
            "question": move.keep.question,
        },
    }


def parts_of(said: str) -> list[str]:
    """The whole, or its parts where there are several that may each be a wish."""
    parts = [one.strip() for one in AND_ALSO.split(said) if one and len(one.split()) >= LEAST_WORDS]
    return parts[:MOST_PARTS] if len(parts) > 1 else [said]


class _Named(Struct, frozen=True):
    """As much of an intent's document as is shown to people."""

    name: str = ""
    name_es: str = ""


async def names_of(desk: Desk, tenant: str, asked: Asked) -> dict[str, str]:
    """What people call the routes; those whose intent is not published keep their slug."""
    keys: Sequence[tuple[str, str]] = [("intent", slug) for slug in asked.routes]
    found = {row.slug: row for row in await desk.store.reading(tenant).many(docs.Document, keys)} if keys else {}
    return {slug: _name(found.get(slug), slug, asked.language) for slug in asked.routes}


def _name(row: docs.Document | None, slug: str, language: str) -> str:
    if row is None:
        return slug.replace("_", " ").replace("-", " ")
    body = msgspec.json.decode(row.body, type=_Named)
    return (body.name_es or body.name) if language == "es" else (body.name or body.name_es)


async def is_formal(desk: Desk, tenant: str, brand: str) -> bool:
    return (await brand_body(desk.store.reading(tenant), brand)).formal
