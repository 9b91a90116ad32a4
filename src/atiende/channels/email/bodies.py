"""Which parts are the letter and which are files with it: RFC 8621, section 4.1.4, made to last on broken mail."""

import re
from dataclasses import dataclass, field

from atiende.channels.email.flowed import unflow
from atiende.channels.email.html_text import html_to_text
from atiende.channels.email.mail import Attachment
from atiende.channels.email.mime import Part, split_uuencoded

_SHOWN_MEDIA = ("image/", "audio/", "video/")
_EXTENSIONS = {
    "message/rfc822": "eml",
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "text/csv": "csv",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/svg+xml": "svg",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/ms-tnef": "dat",
    "message/delivery-status": "txt",
    "text/rfc822-headers": "txt",
}


@dataclass(slots=True)
class Bodies:
    """The letter in its plain and HTML readings, and everything else."""

    plain: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Want:
    """Which of the two readings the parts at this place belong to."""

    plain: bool = True
    html: bool = True


def choose_bodies(root: Part) -> Bodies:
    """Sort the leaves of the tree."""
    bodies = Bodies()
    _walk([root] if not root.children else root.children, root, bodies, _Want(), False)
    if not bodies.plain and not bodies.html:
        rich = [part for part in bodies.files if part.kind in ("text/enriched", "text/richtext")]
        bodies.plain += rich
        bodies.files = [part for part in bodies.files if part not in rich]
    return bodies


def _walk(parts: list[Part], parent: Part, bodies: Bodies, want: _Want, in_alternative: bool) -> None:
    kind = parent.kind if parent.children else "multipart/mixed"
    before = (len(bodies.plain), len(bodies.html))
    for index, part in enumerate(parts):
        if part.children:
            _walk(part.children, part, bodies, _inner_want(part, want), in_alternative or _is_alternative(part))
        elif not _is_inline(part, index, kind, bodies):
            bodies.files.append(part)
        elif kind == "multipart/alternative":
            _take_alternative(part, bodies)
        else:
            if in_alternative:
                want.html = want.html and part.kind != "text/plain"
                want.plain = want.plain and part.kind != "text/html"
            _take(part, bodies, want)
    if kind == "multipart/alternative" and want.plain and want.html:
        _fill_missing(bodies, before)


def _inner_want(part: Part, want: _Want) -> _Want:
    """Within an alternative each branch decides for itself; elsewhere the place is shared."""
    return _Want(plain=want.plain, html=want.html)


def _is_alternative(part: Part) -> bool:
    return part.kind == "multipart/alternative"


def _is_inline(part: Part, index: int, parent: str, bodies: Bodies) -> bool:
    if part.disposition.value == "attachment" or part.kind not in ("text/plain", "text/html"):
        return False
    if (not part.terminated or part.is_garbled) and (bodies.plain or bodies.html):
        return False  # what follows a broken boundary is kept, but not taken for the letter
    return index == 0 or (parent != "multipart/related" and part.content_type.get("name") is None)


def _take_alternative(part: Part, bodies: Bodies) -> None:
    (bodies.html if part.kind == "text/html" else bodies.plain).append(part)


def _take(part: Part, bodies: Bodies, want: _Want) -> None:
    if want.plain:
        bodies.plain.append(part)
    if want.html:
        bodies.html.append(part)
    if not (want.plain if part.kind == "text/plain" else want.html):
        bodies.files.append(part)


def _fill_missing(bodies: Bodies, before: tuple[int, int]) -> None:
    """An alternative with only one reading serves for both."""
    if len(bodies.plain) == before[0] and len(bodies.html) > before[1]:
        bodies.plain += bodies.html[before[1] :]
    elif len(bodies.html) == before[1] and len(bodies.plain) > before[0]:
        bodies.html += bodies.plain[before[0] :]


def plain_text(bodies: Bodies) -> str:
    """The letter as text."""
    out: list[str] = []
    for part in bodies.plain:
        text, ok = part.text()
        if not ok:
            bodies.defects.append("charset_guessed")
        if part.kind == "text/html":
            text = html_to_text(text)
        elif part.content_type.get("format") == "flowed":
            text = unflow(text, delete_space=(part.content_type.get("delsp") or "").lower() == "yes")
        elif part.kind in ("text/enriched", "text/richtext"):
            text = re.sub(r"<[^<>]{0,60}>", "", text)
        out.append(text)
    return "\n".join(out).strip("\n")


def take_out_files(text: str) -> tuple[str, list[Attachment]]:
    """The text without the files uuencoded in it, and these files."""
    rest, found = split_uuencoded(text)
    return rest, [Attachment(name=name, content_type="application/octet-stream", content=data) for name, data in found]


def html_source(bodies: Bodies) -> str | None:
    """The letter as unsafe HTML, None when no part of it is HTML."""
    if not any(part.kind == "text/html" for part in bodies.html):
        return None
    out: list[str] = []
    for part in bodies.html:
        text, ok = part.text()
        if not ok:
            bodies.defects.append("charset_guessed")
        out.append(text if part.kind == "text/html" else f"<pre>{_escape(text)}</pre>")
    return "\n".join(out)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attachments(bodies: Bodies) -> list[Attachment]:
    """Every file, with a made-up name where none was given."""
    out: list[Attachment] = []
    for number, part in enumerate(bodies.files, start=1):
        name = part.name
        shown = part.disposition.value == "inline" or part.content_id is not None
        out.append(
            Attachment(
                name=name or _made_up_name(part.kind, number),
                content_type=part.kind,
                content=part.content(),
                content_id=part.content_id,
                inline=part.disposition.value != "attachment" and shown and part.kind.startswith(_SHOWN_MEDIA),
                named=bool(name),
            )
        )
    return out


def _made_up_name(kind: str, number: int) -> str:
    return f"attachment-{number}.{_EXTENSIONS.get(kind, 'bin')}"
