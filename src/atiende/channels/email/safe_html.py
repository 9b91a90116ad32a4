"""HTML of strangers made safe to show: an allow-list, filtered styles, and nothing that loads by itself.

The result is also meant for a sandboxed frame; this is the first of two walls. Pictures from elsewhere become
`data-remote-src` until the reader asks, `cid:` pictures become `data-cid` plus what `cid_map` says.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from atiende.channels.email.html_text import MAX_HTML, MAX_NESTING, nesting

_TAGS = {
    "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br",
    "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p",
    "pre", "q",
    "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead",
    "time", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_CONTENT_TOO = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "math",
    "noembed",
    "noframes", "xmp", "plaintext", "textarea", "select", "frameset", "audio", "video", "canvas", "head",
}  # fmt: skip
_EVERYWHERE = {"style", "dir", "lang", "title", "align", "valign", "width", "height", "bgcolor"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "table": {"border", "cellpadding", "cellspacing", "summary"},
    "td": {"colspan", "rowspan", "nowrap", "headers"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "font": {"color", "face", "size"},
    "blockquote": {"type"},
}
_STYLES = {
    "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style",
    "border-bottom-width",
    "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width",
    "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width",
    "border-spacing",
    "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width", "border-width", "color",
    "direction", "display", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right",
    "margin-top",
    "max-width", "min-width", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
    "text-align",
    "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width", "word-break",
    "word-wrap",
}  # fmt: skip
_STYLE_DANGER = re.compile(
    r"url|image|expression|javascript|behaviou?r|binding|import|[\\<>@{}\x00-\x08\x0b-\x1f\x7f]|/\*|-moz-|var\(|attr\(",
    re.IGNORECASE,
)
_MINUS_MARGIN = re.compile(r"margin[\w-]*\s*:[^;]*-\s*\d", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"^data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]+$", re.IGNORECASE)
_LINK = re.compile(r"^(?:https?://|mailto:|tel:|sms:|#)", re.IGNORECASE)
_REMOTE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_PLAIN_VALUE = re.compile(r"^[\w .,:#%()'\"/+-]{0,200}$")
_IMG = re.compile(r"<img\b([^>]*?)\s?/?>")
_SRC = re.compile(r'(\s)src="([^"]*)"')
_PREFIX_REMOTE, _PREFIX_CID = "x-remote:", "x-cid:"


class SafeHtml(Struct, frozen=True):
    """What may be shown, and how many pictures were held back."""

    html: str
    remote_images: int = 0


def clean(html: str, cid_map: Mapping[str, str] | None = None) -> SafeHtml:
    """Safe HTML. `cid_map` gives for a content id the address of the picture; without one only `data-cid` stays."""
    source = html[:MAX_HTML].replace("\x00", "")
    if nesting(source) > MAX_NESTING:
        source = _flatten(source)
    import nh3

    safe = nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags=_CONTENT_TOO,
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        filter_style_properties=_STYLES,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel", "sms", "cid", "data", "x-remote", "x-cid"},
    )
    images = _Images(cid_map or {})
    return SafeHtml(html=_IMG.sub(images.rewrite, safe), remote_images=images.remote)


class _Images:
    """Rewrites each picture's address after the cleaning, so that it holds only what we put there."""

    def __init__(self, cid_map: Mapping[str, str]) -> None:
        self.cid_map = cid_map
        self.remote = 0

    def rewrite(self, match: re.Match[str]) -> str:
        return f"<img{_SRC.sub(self._source, match.group(1))}>"

    def _source(self, match: re.Match[str]) -> str:
        value = match.group(2)
        if value.startswith(_PREFIX_REMOTE):
            self.remote += 1
            return f' data-remote-src="{value.removeprefix(_PREFIX_REMOTE)}"'
        if value.startswith(_PREFIX_CID):
            cid = value.removeprefix(_PREFIX_CID)
            known = self.cid_map.get(_unescape(cid))
            shown = f' src="{_escape(known)}"' if known else ""
            return f' data-cid="{cid}"{shown}'
        return match.group(0)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Called for each attribute that the allow-list let through; None drops it."""
    if attribute == "style":
        return _style(value)
    if attribute == "src":
        return _image_source(value)
    if attribute == "href":
        text = re.sub(r"[\x00-\x20]", "", value)
        return value.strip() if _LINK.match(text) and _LINK.match(value.strip()) else None
    if attribute in ("title", "alt", "summary"):
        return value
    return value if _PLAIN_VALUE.match(value) and _STYLE_DANGER.search(value) is None else None


def _image_source(value: str) -> str | None:
    text = re.sub(r"[\x00-\x20]", "", value)
    if text.lower().startswith("cid:"):
        return _PREFIX_CID + text[4:]
    if _DATA_IMAGE.match(text):
        return text
    if _REMOTE.match(text):
        return _PREFIX_REMOTE + (text if ":" in text[:6] else "https:" + text)
    return None


def _style(value: str) -> str | None:
    """Declarations one by one: what could load, run or cover something else is dropped."""
    kept: list[str] = []
    for declaration in value[:4000].split(";"):
        if _STYLE_DANGER.search(declaration) is None and _MINUS_MARGIN.search(declaration) is None:
            kept.append(declaration)
    return ";".join(kept).strip() or None


_BOMB = re.compile(r"<[^>]*>?")


def _flatten(source: str) -> str:
    """A page nested beyond reason loses its tags and keeps its words."""
    return _escape(_BOMB.sub(" ", source))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _unescape(text: str) -> str:
    return text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
