"""What an article must also satisfy before it is published: something to read, whole in each language, real dates."""

from collections.abc import Mapping
from datetime import date

from atiende.domain import documents as docs
from atiende.domain.check import Findings, twice
from atiende.domain.knowledge_documents import Article, languages_of


def article_problems(found: Findings, slug: str, body: Article) -> None:
    if not languages_of(body):
        found.add("title_es", "article_empty")
    for language, title, text in (("es", body.title_es, body.body_es), ("en", body.title_en, body.body_en)):
        if bool(title.strip()) != bool(text.strip()) and languages_of(body):
            found.add(f"{'body' if title.strip() else 'title'}_{language}", "required", least=1)
    for field, value in (("review_on", body.review_on), ("expires_on", body.expires_on)):
        if value and not _is_date(value):
            found.add(field, "bad_date")
    for place in twice(body.related):
        found.add(f"related[{place}]", "twice")
    if slug in body.related:
        found.add(f"related[{body.related.index(slug)}]", "related_itself")


def help_problems(found: Findings, slug: str, body: docs.Brand, others: Mapping[str, docs.Brand]) -> None:
    """Two help centres at one address would each show what is the other's."""
    address = body.help_address or slug
    for other, theirs in others.items():
        if body.help_centre and theirs.help_centre and other != slug and (theirs.help_address or other) == address:
            found.add("help_address", "address_taken", slug=other)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
