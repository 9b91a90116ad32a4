"""HTML of an article as Markdown: headings, lists, links, emphasis, tables and quotations; the rest as plain text."""

import re
from html.parser import HTMLParser

MOST = 2_000_000
_SKIPPED = frozenset(("script", "style", "head", "template", "iframe", "object", "svg", "noscript", "nav", "footer"))
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
_BLOCKS = frozenset(("p", "div", "section", "article", "main", "table", "pre", "figure", "ul", "ol"))
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>|<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)


def title_in(html: str) -> str:
    """What its `title` or first heading says."""
    found = _TITLE.search(html[:MOST])
    return " ".join(re.sub(r"<[^>]*>", " ", found.group(1) or found.group(2) or "").split()) if found else ""


def markdown_of(html: str) -> str:
    """Never raises; what is hidden or runs is left out. Text that has no tags stays as it is."""
    reader = _Reader()
    reader.feed(html[:MOST])
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.out)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._skipping = 0
        self._lists: list[int | None] = []
        self._links: list[str] = []
        self._cells = 0
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag in _HEADINGS:
            self.out.append(f"\n\n{_HEADINGS[tag]}")
        elif tag in _SIGNS:
            self.out.append(_SIGNS[tag])
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.out.append("[")
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
            self.out.append("\n")
        elif tag == "li":
            self._item()
        else:
            self._other(tag)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        indent = "  " * max(0, len(self._lists) - 1)
        self.out.append(f"\n{indent}{f'{number}.' if number else '-'} ")
        if number:
            self._lists[-1] = number + 1

    def _other(self, tag: str) -> None:
        if tag == "br":
            self.out.append("\n")
        elif tag == "blockquote":
            self.out.append("\n\n> ")
        elif tag == "tr":
            self.out.append("\n|")
            self._cells = 0
        elif tag in ("td", "th"):
            self._cells += 1
            self.out.append(" ")
        elif tag == "table":
            self._rows = 0
            self.out.append("\n\n")
        elif tag in _BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in _SIGNS:
            self.out.append(_SIGNS[tag])
        elif tag == "a" and self._links:
            self.out.append(f"]({self._links.pop()})")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append(" |")
        elif tag == "tr":
            self._row_ended()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.out.append("\n\n")

    def _row_ended(self) -> None:
        """Under the first row the line that makes it a table."""
        self._rows += 1
        if self._rows == 1 and self._cells:
            self.out.append("\n|" + "---|" * self._cells)

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            text = re.sub(r"\s+", " ", data)
            if text != " " or (self.out and not self.out[-1].endswith("\n")):
                self.out.append(text)
