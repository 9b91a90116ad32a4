"""What a file is, from its first bytes."""

from collections.abc import Mapping

SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
)

SHOWN = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
"""Pictures a browser may show in place: no scripts in them. Never SVG."""

IN_ZIP = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OLD_OFFICE = ("application/msword", "application/vnd.ms-")
CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "application/zip": (IN_ZIP, OPEN_DOCUMENT, "application/epub+zip", "application/java-archive"),
    "application/x-ole-storage": OLD_OFFICE,
}
"""What may be inside: believed when the upload says so, since a download is all it can become."""

TEXTS = ("text/plain", "text/csv", "text/calendar", "text/vcard", "text/x-vcard", "application/json", "text/markdown")


def kind_of(content: bytes, said: str) -> str:
    """A media type; `said` only chooses among what the bytes allow."""
    said = said.split(";")[0].strip().lower()
    for sign, kind in SIGNS:
        if content.startswith(sign):
            if kind == "video/webm" and said == "audio/webm":
                return said
            return said if said.startswith(CONTAINERS.get(kind, ("\0",))) else kind
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
            content[8:12], "application/octet-stream"
        )
    if content[4:8] == b"ftyp":
        return "video/mp4" if not said.startswith("audio/") else "audio/mp4"
    return _text(content, said)


def _text(content: bytes, said: str) -> str:
    head = content[:4096]
    if b"\x00" in head:
        return "application/octet-stream"
    try:
        content[:200_000].decode()
    except UnicodeDecodeError as error:
        if error.start < min(len(content), 200_000) - 4:
            return "application/octet-stream"
    marks = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head.lower():
        return "image/svg+xml"
    if marks.startswith((b"<!doctype", b"<html", b"<?xml", b"<script")) or b"<script" in marks:
        return "text/html" if b"<?xml" not in marks[:5] else "text/xml"
    return said if said in TEXTS else "text/plain"
