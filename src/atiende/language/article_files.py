"""Articles somebody brings along: Markdown or HTML, alone or in a zip, or the export of a Zendesk or Chatwoot centre.

They become a table as any other import, one article a line, its languages side by side. Nothing in a file is run, no
picture is fetched; what cannot be read is left out by name.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from atiende.domain.customer import folded
from atiende.domain.errors import Invalid
from atiende.domain.import_fields import ARTICLE_FIELDS
from atiende.domain.import_file import Table
from atiende.language.html_markdown import markdown_of, title_in

MOST_ARTICLES, MOST_BYTES, LONGEST = 5000, 60_000_000, 60_000
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
"""What reading one may raise when it is damaged, or no zip at all."""
LANGUAGES = ("es", "en")
_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_SPANISH = frozenset(
    ("el", "la", "los", "las", "de", "que", "en", "un", "una", "por", "para", "con", "se", "si", "del")
)
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "you", "your", "for", "is", "it", "with", "on", "this", "are"))


class Piece(Struct, frozen=True, kw_only=True):
    """One article in one language. `key` is what its other languages share."""

    key: str
    language: str
    title: str
    body: str
    summary: str = ""
    collection: str = ""
    keywords: str = ""
    draft: bool = False


def read_articles(raw: bytes, name: str) -> Table:
    """Raises Invalid for what holds no article."""
    pieces = list(_pieces(raw, name))
    if not pieces:
        raise Invalid(field="file", reason="empty")
    rows: dict[str, dict[str, str]] = {}
    for piece in pieces:
        row = rows.setdefault(piece.key, {"slug": slug_of(piece.key), "status": ""})
        row |= {
            f"title_{piece.language}": piece.title[:200],
            f"summary_{piece.language}": piece.summary[:4000],
            f"body_{piece.language}": piece.body[:LONGEST],
        }
        row["collection"] = row.get("collection") or piece.collection
        row["keywords"] = row.get("keywords") or piece.keywords
        row["status"] = row["status"] or ("draft" if piece.draft else "")
        if len(rows) > MOST_ARTICLES:
            raise Invalid(field="file", reason="too_many_lines", most=MOST_ARTICLES)
    return Table(
        head=ARTICLE_FIELDS,
        rows=[tuple(row.get(field, "") for field in ARTICLE_FIELDS) for row in rows.values()],
        numbers=list(range(1, len(rows) + 1)),
        encoding="utf-8",
        separator="",
    )


def slug_of(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:60]


def _pieces(raw: bytes, name: str) -> Iterator[Piece]:
    if raw[:4] == b"PK\x03\x04":
        yield from _zipped(raw)
    elif raw.lstrip()[:1] in (b"{", b"["):
        yield from _exported(raw)
    else:
        yield from _file(raw, name)


def _zipped(raw: bytes) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in infos) > MOST_BYTES or len(infos) > 2 * MOST_ARTICLES:
                raise Invalid(field="file", reason="too_large")
            for info in infos:
                if "__MACOSX" not in info.filename and not info.flag_bits & 1:
                    yield from _file(archive.read(info), info.filename)
    except BROKEN_ZIP as error:
        raise Invalid(field="file", reason="not_a_table") from error


def _file(raw: bytes, name: str) -> Iterator[Piece]:
    """One file; its folder is its collection. Of another kind: nothing."""
    folders, file = _path(name)
    whole, _, suffix = file.rpartition(".")
    suffix = suffix.lower()
    text = raw.decode("utf-8-sig", errors="replace").replace("\x00", "").replace("\r\n", "\n")
    if suffix in ("html", "htm"):
        given: Mapping[str, str] = {}
        title, body = title_in(text), markdown_of(text)
    elif suffix in ("md", "markdown", "txt"):
        given, body = _front(text)
        title, body = _titled(body)
    else:
        return
    stem, _, ending = whole.rpartition(".")
    spoken = ending if stem and ending in LANGUAGES else next((one for one in folders if one in LANGUAGES), "")
    stem = stem if stem and ending in LANGUAGES else whole
    folder = next((one for one in reversed(folders) if one not in LANGUAGES), "")
    title = given.get("title") or title or stem.replace("-", " ").replace("_", " ").capitalize()
    language = given.get("language") or given.get("lang") or given.get("locale") or spoken
    if body.strip():
        yield Piece(
            key=given.get("slug") or stem, language=_language(language, body), title=title, body=body.strip(),
            summary=given.get("summary") or given.get("description") or "",
            collection=given.get("collection") or folder,
            keywords=given.get("keywords") or given.get("tags") or "", draft=given.get("draft", "").lower() == "true",
        )  # fmt: skip


def _path(name: str) -> tuple[Sequence[str], str]:
    """(folders, file)"""
    *folders, file = [one for one in name.replace("\\", "/").split("/") if one not in ("", ".", "..")] or [""]
    return folders, file


def _front(text: str) -> tuple[Mapping[str, str], str]:
    """`key: value` lines between two `---` before the text."""
    found = _HEAD.match(text)
    if found is None:
        return {}, text
    pairs = [line.partition(":") for line in found.group(1).splitlines() if ":" in line]
    return {key.strip().lower(): value.strip().strip("\"'[]") for key, _, value in pairs}, text[found.end() :]


def _titled(body: str) -> tuple[str, str]:
    """The first heading is the title, where the text begins with one."""
    first, _, rest = body.lstrip().partition("\n")
    return (first.lstrip("# ").strip(), rest) if first.startswith("# ") else ("", body)


def _language(named: str, body: str) -> str:
    """es or en: as named, else what its small words are."""
    short = named.strip().lower()[:2]
    if short in LANGUAGES:
        return short
    words = re.findall(r"[a-záéíóúñ]+", body[:4000].lower())
    return "en" if sum(one in _ENGLISH for one in words) > sum(one in _SPANISH for one in words) else "es"


class Translation(Struct, kw_only=True):
    """Of a Zendesk article."""

    locale: str = ""
    title: str = ""
    body: str | None = ""
    draft: bool = False


class Category(Struct, kw_only=True):
    """Of a Chatwoot article."""

    name: str = ""
    slug: str = ""
    locale: str = ""


class Given(Struct, kw_only=True):
    """An article of either export; fields nobody asks for are passed over."""

    id: int | str = ""
    title: str = ""
    body: str | None = None
    content: str | None = None
    description: str | None = None
    slug: str = ""
    locale: str = ""
    draft: bool = False
    status: str | int = ""
    section_id: int | str | None = None
    associated_article_id: int | str | None = None
    label_names: list[str] = []
    category: Category | None = None
    translations: list[Translation] = []


class Section(Struct, kw_only=True):
    id: int | str
    name: str = ""


class Export(Struct, kw_only=True):
    """Zendesk names them `articles` and `sections`, Chatwoot `payload`."""

    articles: list[Given] = []
    payload: list[Given] = []
    sections: list[Section] = []


def _exported(raw: bytes) -> Iterator[Piece]:
    try:
        if raw.lstrip()[:1] == b"[":
            export = Export(articles=msgspec.json.decode(raw, type=list[Given], strict=False))
        else:
            export = msgspec.json.decode(raw, type=Export, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid(field="file", reason="not_a_table") from error
    sections = {str(one.id): one.name for one in export.sections}
    for given in (*export.articles, *export.payload):
        yield from _given(given, sections)


def _given(given: Given, sections: Mapping[str, str]) -> Iterator[Piece]:
    collection = sections.get(str(given.section_id), given.category.name if given.category is not None else "")
    key = given.slug or given.title
    if given.associated_article_id:
        key = f"article-{given.associated_article_id}"
    draft = given.draft or str(given.status).lower() in ("draft", "0", "archived", "2")
    spoken = given.locale or (given.category.locale if given.category is not None else "")
    body = given.content if given.content is not None else markdown_of(given.body or "")
    first = Translation(locale=spoken, title=given.title, body=body)
    others = [
        Translation(locale=one.locale, title=one.title, body=markdown_of(one.body or "")) for one in given.translations
    ]
    for one in _once((first, *others)):
        if one.title.strip() and (one.body or "").strip():
            yield Piece(
                key=key, language=_language(one.locale, one.body or ""), title=one.title.strip(),
                body=(one.body or "").strip(), summary=given.description or "", collection=collection,
                keywords=",".join(given.label_names), draft=draft,
            )  # fmt: skip


def _once(translations: Sequence[Translation]) -> Iterator[Translation]:
    """Each language once: the article's own text stands among its translations too."""
    seen = set[str]()
    for one in translations:
        if one.locale[:2] not in seen:
            seen.add(one.locale[:2])
            yield one
