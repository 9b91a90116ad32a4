"""Header fields of a mail: splitting, encoded words, parameters. Tolerant, linear in the input, never raises."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from atiende.channels.email import charsets

MAX_VALUE = 256 * 1024
"""Bytes of one header value we look at; the raw mail keeps the rest."""
MAX_FIELDS = 2_000
MAX_HEAD = 1024 * 1024
"""A head longer than this is read up to here."""

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_SPACE = re.compile(r"[ \t\r\n]+")


class Headers(Struct, frozen=True):
    """Fields in their order: lower-case name, raw value (may be folded)."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def raw(self, name: str) -> bytes | None:
        """The last value of that name that is not empty: a doubled field is decided the same way everywhere."""
        for key, value in reversed(self.fields):
            if key == name and value.strip():
                return value
        return None

    def raw_all(self, name: str) -> list[bytes]:
        """Every value of that name, in order."""
        return [value for key, value in self.fields if key == name]

    def text(self, name: str) -> str:
        """Decoded, unfolded; empty when absent."""
        return decode_text(self.raw(name) or b"")


def split_head(data: bytes, start: int, end: int) -> tuple[Headers, int, list[str]]:
    """The header fields from `start`, where the body begins, and what was wrong. Leading mbox lines are skipped."""
    blank = min(
        (at for at in (data.find(b"\n\n", start, end), data.find(b"\n\r\n", start, end)) if at >= 0), default=end
    )
    if blank - start > MAX_HEAD:
        headers, _, defects = split_head(data, start, start + MAX_HEAD)
        return headers, min(end, data.find(b"\n", blank + 1, end) + 1 or end), [*defects, "huge_head"]
    head = _Head()
    position = start
    for line, after in _lines(data, start, end):
        stripped = line.rstrip(b"\r\n")
        blank_here = not stripped.strip() and (stripped[:1] not in b" \t" or not _looks_like_head(data, after, end))
        if blank_here or not stripped:
            position = after
            break
        if not head.take(stripped) and (not head.fields or not _looks_like_head(data, after, end)):
            break
        position = after
    joined = ((name, b"\n".join(parts)[:MAX_VALUE]) for name, parts in head.fields)
    return Headers(fields=tuple(joined)), position, head.defects


class _Head:
    """The fields collected so far."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, list[bytes]]] = []
        self.defects: list[str] = []

    def take(self, line: bytes) -> bool:
        """Put a line where it belongs; False when it is no header line."""
        if line[:1] in b" \t":
            if self.fields and len(self.fields[-1][1]) < 20_000:
                self.fields[-1][1].append(line)
            return True
        if not self.fields and _is_mbox_line(line):
            return True
        match = _FIELD.match(line)
        if match is None:
            self.defects.append("odd_header_line")
            return False
        if len(self.fields) < MAX_FIELDS:
            self.fields.append((match.group(1).decode("ascii").lower(), [line[match.end() :]]))
        return True


def _is_mbox_line(line: bytes) -> bool:
    return line.startswith((b"From ", b">From "))


def _looks_like_head(data: bytes, position: int, end: int) -> bool:
    chunk = data[position : min(end, position + 300)]
    return _FIELD.match(chunk) is not None or chunk[:1] in (b" ", b"\t")


def _lines(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    position = start
    while position < end:
        newline = data.find(b"\n", position, end)
        after = end if newline < 0 else newline + 1
        yield data[position:after], after
        position = after


def decode_text(raw: bytes) -> str:
    """An unstructured value: unfolded, encoded words decoded, raw 8-bit guessed, runs of white space made one."""
    plain, _ = charsets.decode(raw, None)
    return _SPACE.sub(" ", decode_words(plain)).strip()


def decode_words(value: str) -> str:
    """RFC 2047 encoded words, also damaged ones; neighbours of one charset are joined before they are decoded."""
    if "=?" not in value:
        return value
    value = _BETWEEN_WORDS.sub(r"\1", value)
    out: list[str] = []
    pending = b""
    charset: str | None = None
    position = 0
    for match in _WORD.finditer(value):
        data = _word_bytes(match.group(2), match.group(3))
        if charset is not None and (match.start() > position or charset != match.group(1).lower()):
            out.append(charsets.decode(pending, charset)[0])
            pending = b""
        out.append(value[position : match.start()])
        charset = match.group(1).lower()
        pending += data
        position = match.end()
    if charset is not None:
        out.append(charsets.decode(pending, charset)[0])
    out.append(value[position:])
    return "".join(out)


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "bB":
        return decode_base64(data)
    return unquote_to_bytes(re.sub(rb"=([0-9A-Fa-f]{2})", rb"%\1", data.replace(b"_", b" ").replace(b"%", b"%25")))


_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(byte for byte in range(256) if byte not in _BASE64)


def decode_base64(data: bytes) -> bytes:
    """All that can be saved of a base64 text: wrong characters skipped, padding in the middle or missing accepted."""
    kept = data.translate(None, _NOT_BASE64)
    out: list[bytes] = []
    for piece in kept.split(b"="):
        whole = piece[:-1] if len(piece) % 4 == 1 else piece
        if whole:
            try:
                out.append(base64.b64decode(whole + b"=" * (-len(whole) % 4)))
            except (binascii.Error, ValueError):
                continue
    return b"".join(out)


def message_ids(raw: bytes | None) -> tuple[str, ...]:
    """Ids without their brackets, in order, each once; bare words with an @ count too."""
    if not raw:
        return ()
    text = _SPACE.sub(" ", decode_text(raw[:65536]))
    found = re.findall(r"<([^<>]{1,990})>", text)
    if not found:
        found = [word.strip("<>,;\"'") for word in text.split(" ") if "@" in word]
    ids = (re.sub(r"\s+", "", one) for one in found)
    return tuple(dict.fromkeys(one for one in ids if one))[:500]


class Parameters(Struct, frozen=True):
    """A structured value such as Content-Type: the main word in lower case, and its parameters."""

    value: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The parameter, decoded; None when absent."""
        for key, value in self.params:
            if key == name:
                return value
        return None


_PARAM = re.compile(r"""[;\s]*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)("|$)|([^;]*))""", re.DOTALL)
_MAIN = re.compile(r"""\s*([^\s;="]*)\s*(?:\([^)]*\)\s*)?(?=;|\s|$)""")
_UNQUOTE = re.compile(r"\\(.)", re.DOTALL)
_SECTION = re.compile(r"([^*]+)\*(\d{1,4})?(\*)?$")


def parse_parameters(raw: bytes | None) -> Parameters:
    """`value; a=b; c="d"; e*0*=utf-8''...`: RFC 2231 and its usual misuses."""
    if not raw:
        return Parameters()
    text, _ = charsets.decode(raw[:16384].replace(b"\r", b"").replace(b"\n", b" "), None)
    main = _MAIN.match(text)
    value, position = (main.group(1).lower(), main.end()) if main else ("", 0)
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for _ in range(200):
        match = _PARAM.match(text, position)
        if match is None:
            position = text.find(";", position) + 1
            if position == 0:
                break
            continue
        position = match.end()
        _put(match, plain, pieces)
    for name, parts in pieces.items():
        plain[name] = _join_pieces(parts)
    return Parameters(value=value, params=tuple(plain.items()))


def _put(match: re.Match[str], plain: dict[str, str], pieces: dict[str, list[tuple[int, bool, str]]]) -> None:
    name = match.group(1).lower()
    quoted = match.group(2)
    value = _unquote(quoted) if quoted is not None else _bare(match.group(4))
    section = _SECTION.match(name)
    if section is not None:
        pieces.setdefault(section.group(1), []).append((int(section.group(2) or 0), name.endswith("*"), value))
    else:
        plain.setdefault(name, _SPACE.sub(" ", decode_words(value)).strip())


def _unquote(text: str) -> str:
    return _UNQUOTE.sub(r"\1", text)


def _bare(text: str) -> str:
    """An unquoted value ends at white space, but names with spaces are common: cut only before another parameter."""
    text = text.strip()
    follows = re.search(r"\s+[\w*-]{1,40}\s*=(?!\?)(?!\S*\?=)", text)
    if follows is not None:
        text = text[: follows.start()]
    return text.strip("'\"") if text[:1] in "'\"" else text


def _join_pieces(parts: list[tuple[int, bool, str]]) -> str:
    """RFC 2231 continuations in their order; the charset stands in the first one."""
    parts.sort(key=lambda part: part[0])
    charset: str | None = None
    data = b""
    encoded_any = False
    for index, (_, encoded, value) in enumerate(parts):
        if encoded:
            encoded_any = True
            if index == 0 and value.count("'") >= 2:
                charset, _, value = value.split("'", 2)
            data += unquote_to_bytes(value)
        else:
            data += value.encode("utf-8", "replace")
    text = charsets.decode(data, charset or None)[0]
    return text if encoded_any else _SPACE.sub(" ", decode_words(text)).strip()
