"""The quoted half of an HTML letter, by the marks mail programs leave in it. It is unsafe: clean both halves."""

from typing import TYPE_CHECKING

from atiende.channels.email.html_text import MAX_NESTING, nesting
from atiende.channels.email.quote_marks import is_attribution, is_banner, is_header

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_HTML = 1_000_000
MAX_SIBLINGS = 500
MAX_MARKS = 12
MAX_TEXTS = 1_500
# The quotation is this element.
_CONTAINERS = (
    "#OLK_SRC_BODY_SECTION, .gmail_quote_container, .gmail_quote, .gmail_extra, .yahoo_quoted, .yahoo-quoted, "
    ".protonmail_quote, .tutanota_quote, .zmail_extra, .mail_quote, .moz-cite-prefix, #mailcontent-quote, "
    "blockquote[type=cite], #isReplyContent, .quote, blockquote.gmail_quote, "
    "#ymail_android_signature + div, .ntes_not_fresh_mail, blockquote"
)
# The quotation is this element and all that follows.
_BREAKS = (
    "#divRplyFwdMsg, #appendonsend, hr#zwchr, hr#stopSpelling, #mail-editor-reference-message-container, "
    "#ms-outlook-mobile-body-separator-line, #x_divRplyFwdMsg, div[style*='border-top:solid #B5C4DF'], "
    "div[style*='border-top:solid #E1E1E1'], div[style*='border-top: solid #B5C4DF'], "
    "div[style*='border-top:solid windowtext']"
)


def split_html(source: str) -> tuple[str, str | None]:
    """The letter without its quotation, and the quotation; (source, None) when there is none or answers stand in it."""
    if len(source) > MAX_HTML or nesting(source) > MAX_NESTING:
        return source, None
    from selectolax.lexbor import LexborHTMLParser

    try:
        tree = LexborHTMLParser(source)
        body = tree.body
        if body is None:
            return source, None
        first = _first_mark(body)
        if first is None:
            return source, None
        quoted = _cut_from(first, body)
        visible = body.inner_html or ""
    except (ValueError, RuntimeError, UnicodeError):
        return source, None
    if not quoted.strip() or not _has_text(LexborHTMLParser(visible).body):
        return source, None
    return visible, quoted


def _first_mark(body: "LexborNode") -> "LexborNode | None":
    """The first break, else the first container that nothing of the writer's follows."""
    found = body.css_first(_BREAKS)
    if found is not None:
        return found
    for node in body.css(_CONTAINERS)[:MAX_MARKS]:
        if not _text_follows(node, body):
            return _with_attribution(node)
    return _first_spoken_mark(body)


def _first_spoken_mark(body: "LexborNode") -> "LexborNode | None":
    """Where the words, not the tags, say that a quotation begins: a banner, or three header lines close together."""
    nodes: list[LexborNode] = []
    texts: list[str] = []
    for node in body.traverse(include_text=True):
        text = " ".join((node.text_content or "").split()) if node.tag == "-text" else ""
        if text:
            nodes.append(node)
            texts.append(text)
        if len(texts) >= MAX_TEXTS:
            break
    for index in range(1, len(texts)):
        if is_banner(texts[index]) or _is_header_block(texts, index):
            return nodes[index]
    return None


def _is_header_block(texts: list[str], index: int) -> bool:
    return is_header(texts[index]) and sum(is_header(text) for text in texts[index : index + 12]) >= 3


def _with_attribution(node: "LexborNode") -> "LexborNode":
    """The line above a bare quotation that says whose it is belongs to it."""
    previous = node.prev
    for _ in range(6):
        if previous is None:
            return node
        text = (previous.text() if previous.tag != "-text" else previous.text_content or "").strip()
        if text:
            return previous if is_attribution(" ".join(text.split())) or is_banner(text) else node
        previous = previous.prev
    return node


def _text_follows(node: "LexborNode", body: "LexborNode") -> bool:
    """Whether the writer goes on after it; a page too long to tell counts as going on."""
    current: LexborNode | None = node
    looked = 0
    while current is not None and current.mem_id != body.mem_id:
        after = current.next
        while after is not None:
            looked += 1
            if looked > MAX_SIBLINGS or (_has_text(after) and not _is_mark(after)):
                return True
            after = after.next
        current = current.parent
    return False


def _is_mark(node: "LexborNode") -> bool:
    """A quotation too: Thunderbird puts its announcement and its quotation side by side."""
    return node.tag == "blockquote" or "quote" in (node.attributes.get("class") or "" if node.tag != "-text" else "")


def _has_text(node: "LexborNode | None") -> bool:
    if node is None or node.tag in ("style", "script", "-comment"):
        return False
    text = node.text_content if node.tag == "-text" else node.text()
    return bool((text or "").replace("\xa0", " ").strip())


def _cut_from(first: "LexborNode", body: "LexborNode") -> str:
    """Take out `first` and everything after it, up to the end of the letter; the source of what was taken."""
    taken: list[str] = []
    current: LexborNode | None = first
    doomed = [first]
    while current is not None and current.mem_id != body.mem_id:
        after = current.next
        while after is not None:
            doomed.append(after)
            after = after.next
        current = current.parent
    for node in doomed:
        taken.append(node.html or node.text_content or "")
    for node in doomed:
        node.decompose()
    return "".join(taken)
