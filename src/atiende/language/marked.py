"""Simple formatting of mails: a few marks in plain text (bold, italic, lists, links, quotes) become HTML. Pure.

The text with its marks is the mail's plain part, and reads well as it is. HTML written into it stays text, and links
lead to web pages and addresses only.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def _renderer() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}).enable(
        ["emphasis", "list", "link", "blockquote", "newline", "autolink", "escape"]
    )


def html_of(text: str) -> str:
    """Safe HTML of a marked text; empty where there is nothing."""
    found = _renderer().render(text)
    assert isinstance(found, str)  # the renderer's own type is wider
    return found.strip()
