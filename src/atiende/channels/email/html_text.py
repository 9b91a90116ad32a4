"""HTML to readable text: line structure kept, quotations marked with `> `, nothing hidden shown. Never raises."""

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_HTML = 1_500_000
"""Characters of HTML looked at; a letter that long is not a letter."""

_SKIP = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "select",
    "meta",
}
_BLOCK = {
    "p", "div", "section", "article", "header", "footer", "table", "tr", "ul", "ol", "dl", "dt", "dd", "h1", "h2",
    "h3",
    "h4", "h5", "h6", "pre", "form", "fieldset", "address", "center", "blockquote", "main", "aside", "figure",
    "hr", "li",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "blockquote"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")


_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]{0,20})")
_VOID = {"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "wbr", "source", "track", "embed", "param"}
_NOT_NESTING = _VOID | {"p", "li", "td", "tr", "th", "dt", "dd", "tbody", "thead", "tfoot", "option"}
MAX_NESTING = 400
MAX_QUOTE_DEPTH = 20
MAX_LINES = 100_000


def nesting(source: str) -> int:
    """The deepest nesting of start tags, roughly: enough to keep a tag bomb from the tree builder."""
    depth = deepest = 0
    for match in _TAG_NAME.finditer(source):
        if match.group(2).lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
        if deepest > MAX_NESTING:
            break
    return deepest


def html_to_text(source: str) -> str:
    """The text a reader would see."""
    if nesting(source[:MAX_HTML]) > MAX_NESTING:
        return html.unescape(_TAG.sub(" ", source[:MAX_HTML])).strip()
    from selectolax.lexbor import LexborHTMLParser

    try:
        tree = LexborHTMLParser(source[:MAX_HTML])
        root = tree.body or tree.root
    except (ValueError, RuntimeError, UnicodeError):
        root = None
    if root is None:
        return html.unescape(_TAG.sub(" ", source[:MAX_HTML])).strip()
    writer = _Writer()
    _walk(root, writer)
    return writer.finish()


def _walk(root: "LexborNode", writer: "_Writer") -> None:
    """Depth first without recursion: mail nests tables by the hundred."""
    node: LexborNode | None = root
    while node is not None:
        entered = _enter(node, writer)
        child = node.child if entered else None
        if child is not None:
            node = child
            continue
        node = _leave_until_next(node, root, writer, entered)


def _leave_until_next(node: "LexborNode", root: "LexborNode", writer: "_Writer", entered: bool) -> "LexborNode | None":
    current = node
    if entered:
        _leave(current, writer)
    while True:
        if current.mem_id == root.mem_id:
            return None
        if current.next is not None:
            return current.next
        parent = current.parent
        if parent is None:
            return None
        current = parent
        _leave(current, writer)


def _enter(node: "LexborNode", writer: "_Writer") -> bool:
    """Write what a node begins with; whether its children are to be read."""
    tag = node.tag
    if tag == "-text":
        writer.text(node.text_content or "")
        return False
    if tag is None or tag in _SKIP or tag in ("-comment", "img"):
        return False
    if tag == "br":
        writer.line()
        return False
    if tag in _BLOCK:
        writer.block(tag in _SPACED)
    writer.begin(tag)
    return True


def _leave(node: "LexborNode", writer: "_Writer") -> None:
    tag = node.tag
    if tag == "pre":
        writer.preformatted -= 1
    if tag in _BLOCK:
        writer.block(tag in _SPACED)
    if tag == "blockquote":
        writer.quote -= 1


class _Writer:
    """Collects lines; each is prefixed with the quote depth at which it was begun."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.current: list[str] = []
        self.quote = 0
        self.preformatted = 0
        self._blank = True

    def text(self, value: str) -> None:
        if self.preformatted:
            first, *rest = value.replace("\r\n", "\n").split("\n")
            self.current.append(first)
            for line in rest:
                self.line()
                self.current.append(line)
            return
        value = _SPACE.sub(" ", value)
        if not self.current or self.current[-1].endswith(" "):
            value = value.lstrip(" ")
        if value:
            self.current.append(value)

    def begin(self, tag: str) -> None:
        if tag == "pre":
            self.preformatted += 1
        elif tag == "blockquote":
            self.quote += 1
        elif tag == "li":
            self.text("- ")
        elif tag == "hr":
            self.text("________________________________")
        elif tag in ("td", "th"):
            self.space()

    def space(self) -> None:
        if self.current and not self.current[-1].endswith(" "):
            self.current.append(" ")

    def line(self) -> None:
        text = "".join(self.current).replace("\xa0", " ").rstrip()
        self.current = []
        if len(self.lines) < MAX_LINES:
            self.lines.append("> " * min(self.quote, MAX_QUOTE_DEPTH) + text if self.quote else text)
        self._blank = not text

    def block(self, spaced: bool) -> None:
        if self.current and "".join(self.current).strip():
            self.line()
        else:
            self.current = []
        if spaced and not self._blank:
            self.line()

    def finish(self) -> str:
        self.block(False)
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")
