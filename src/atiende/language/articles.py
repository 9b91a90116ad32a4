"""Articles of the knowledge base: Markdown becomes safe HTML and passages by heading. Pure.

Two walls against hostile texts: the Markdown reader takes no HTML, and what it writes goes through an allow-list.
Pictures are our own files only (`file:ID`); links lead to the web, to a mailbox, a telephone or another article
(`article:SLUG`). Whoever shows the page says where those two live.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from atiende.language.words import words

if TYPE_CHECKING:  # loaded with the first article
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_PASSAGE = 1500
"""Characters of a passage; a longer part of an article is cut at its paragraphs."""
FILE = re.compile(r"file:(att_[a-z0-9]{1,40})")
_LINK = re.compile(r"(?:https?://|mailto:|tel:|article:|#)", re.IGNORECASE)
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}}
_OURS = re.compile(r'(href|src)="(article|file):([^"]*)"')
_LOWER = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
"""A page has one heading of the first order, and that is the article's title."""


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    class Markdown(MarkdownIt):
        """Links that are not allowed stay text."""

        def validateLink(self, url: str) -> bool:
            return _LINK.match(url.strip()) is not None or FILE.fullmatch(url) is not None

    made = Markdown("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    return made.enable(["table", "strikethrough"])


class Part(Struct, frozen=True, kw_only=True):
    """A passage: the heading it stands under (empty before the first), its anchor, its words without any marks."""

    heading: str
    anchor: str
    text: str


class Places(Struct, frozen=True, kw_only=True):
    """Where other articles and our files are found from the page that shows this text."""

    article: Callable[[str], str]
    file: Callable[[str], str]


def html_of(markdown: str, places: Places) -> str:
    """Safe HTML; headings have the anchors passages name."""
    return _OURS.sub(lambda found: _placed(found, places), _safe(markdown))


@lru_cache(maxsize=512)
def _safe(markdown: str) -> str:
    import nh3

    reader = _reader()
    tokens = reader.parse(markdown)
    _numbered(tokens)
    html = reader.renderer.render(tokens, reader.options, {})
    assert isinstance(html, str)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel", "article", "file"},
        link_rel="noopener",
    ).strip()


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if FILE.fullmatch(value) else None
    return value


def _placed(found: re.Match[str], places: Places) -> str:
    attribute, kind, name = found.groups()
    name = unescape(name)
    if kind == "file":
        return f'{attribute}="{escape(places.file(name), quote=True)}" loading="lazy"'
    slug, _, anchor = name.partition("#")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", slug):
        return f'{attribute}="#"'
    target = places.article(slug) + (f"#{anchor}" if anchor else "")
    return f'{attribute}="{escape(target, quote=True)}"'


def _numbered(tokens: "Sequence[Token]") -> None:
    """Headings one step lower, with the anchors their words give; the same words again get a number."""
    seen: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = _LOWER[token.tag]
        if token.type == "heading_open" and token.tag in ("h2", "h3"):
            token.attrSet("id", _anchor(_plain(tokens[place + 1]), seen))


def _anchor(heading: str, seen: dict[str, int]) -> str:
    name = "-".join(words(heading))[:60] or "parte"
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def _plain(token: "Token") -> str:
    """The words of a line, without marks."""
    parts = [one.content if one.type in ("text", "code_inline") else " " for one in token.children or ()]
    return " ".join("".join(parts).split())


def parts_of(markdown: str) -> list[Part]:
    """The passages of an article, in order; a heading with nothing under it is none."""
    return [part for part in _parts(markdown) if part.text]


def _parts(markdown: str) -> Iterator[Part]:
    tokens = _reader().parse(markdown)
    seen: dict[str, int] = {}
    heading, anchor, texts = "", "", list[str]()
    inside = False
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and _LOWER[token.tag] in ("h2", "h3"):
            yield from _cut(heading, anchor, texts)
            heading, texts, inside = _plain(tokens[place + 1]), [], True
            anchor = _anchor(heading, seen)
        elif token.type == "heading_close":
            inside = False
        elif token.type == "inline" and not inside:
            texts.append(_plain(token))
        elif token.type in ("fence", "code_block"):
            texts.append(token.content.strip())
    yield from _cut(heading, anchor, texts)


def _cut(heading: str, anchor: str, texts: Sequence[str]) -> Iterator[Part]:
    """In pieces that can be read in one go."""
    held = ""
    for text in texts:
        if held and len(held) + len(text) > LONGEST_PASSAGE:
            yield Part(heading=heading, anchor=anchor, text=held)
            held = ""
        held = f"{held}\n{text}".strip()
    yield Part(heading=heading, anchor=anchor, text=held)


def plain_of(markdown: str) -> str:
    """The whole text without marks, for what shows no formatting."""
    return "\n\n".join(f"{part.heading}\n{part.text}".strip() for part in parts_of(markdown))


def files_in(markdown: str) -> frozenset[str]:
    """Ids of the files it shows or leads to."""
    return frozenset(FILE.findall(markdown))
