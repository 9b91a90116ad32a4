"""Finding a setting by any word of its name or help, in either language, or a document by its name."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from atiende.api.admin_reach import may_see
from atiende.api.admin_schemas import schemas
from atiende.api.asked import Asked
from atiende.api.problems import texts
from atiende.domain import documents as docs
from atiende.domain.check import Json
from atiende.domain.customer import folded

MOST = 12
LANGUAGES = ("es", "en")
PAGES = (
    "users", "keys", "secrets", "quarantine", "outbox", "audit", "guarantees", "matches", "algorithm", "import",
    "health", "roles",
)  # fmt: skip


class Found(Struct, frozen=True, kw_only=True):
    """A page (`kind` alone), a kind's field, or a document."""

    kind: str
    slug: str = ""
    field: str = ""
    title: str
    of: str = ""
    help: str = ""


class Entry(Struct, frozen=True):
    """What can be found, with the words it is found by in each language: title, then help."""

    kind: str
    field: str
    titles: Mapping[str, str]
    helps: Mapping[str, str]


async def hits(asked: Asked, question: str, language: str) -> Sequence[Found]:
    """The best first: where the word stands in a title, then in a help text; documents by name among them."""
    words = folded(question).split()
    if not words:
        return []
    ranked = [(rank, one) for one in _entries() if (rank := _rank(one, words)) is not None]
    settings = [(rank, _settings(one, language)) for rank, one in ranked]
    documents = [(0, one) async for one in _documents(asked, words, language)]
    return [one for _, one in sorted([*settings, *documents], key=lambda pair: pair[0])][:MOST]


def _rank(one: Entry, words: Sequence[str]) -> int | None:
    titles = folded(" ".join(one.titles.values()))
    helps = folded(" ".join(one.helps.values()))
    if all(word in titles for word in words):
        return 1 if one.field else 0
    return 2 if all(word in f"{titles} {helps}" for word in words) else None


def _settings(one: Entry, language: str) -> Found:
    known = texts(language, "admin")
    of = known.get(f"section.{one.kind}", one.kind) if one.field else ""
    return Found(kind=one.kind, field=one.field, title=one.titles[language], of=of, help=one.helps[language])


@lru_cache(maxsize=1)
def _entries() -> Sequence[Entry]:
    """Every page and every field of every kind's form."""
    return [*_pages(), *(one for kind in docs.KINDS for one in _fields(kind))]


def _pages() -> Iterator[Entry]:
    known = {language: texts(language, "admin") for language in LANGUAGES}
    for kind in (*docs.KINDS, *PAGES):
        titles = {language: known[language].get(f"section.{kind}", kind) for language in LANGUAGES}
        yield Entry(kind, "", titles, {language: known[language].get(f"help.{kind}", "") for language in LANGUAGES})


def _fields(kind: str) -> Iterator[Entry]:
    shapes = {language: schemas(language)[kind] for language in LANGUAGES}
    properties = {language: _properties(shape) for language, shape in shapes.items()}
    for name in properties["en"]:
        told = {language: properties[language][name] for language in LANGUAGES}
        yield Entry(
            kind,
            name,
            {language: str(one.get("title", name)) for language, one in told.items()},
            {language: str(one.get("description", "")) for language, one in told.items()},
        )


def _properties(schema: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    definitions = schema["$defs"]
    assert isinstance(definitions, Mapping)
    found = definitions[str(schema["$ref"]).rpartition("/")[2]]["properties"]
    assert isinstance(found, Mapping)
    return found


async def _documents(asked: Asked, words: Sequence[str], language: str) -> AsyncIterator[Found]:
    known = texts(language, "admin")
    for kind in docs.KINDS:
        for row in await asked.reading.where(docs.Document, {"kind": kind}, limit=5000):
            body = docs.read(kind, row.body)
            plain: Json = {field: getattr(body, field, None) for field in ("brand", "brands")}
            name = folded(f"{body.name} {row.slug}")
            if row.retired or not all(word in name for word in words) or not may_see(asked, kind, row.slug, plain):
                continue
            yield Found(kind=kind, slug=row.slug, title=body.name, of=known.get(f"section.{kind}", kind))
