"""A letter of ours as RFC 5322 bytes. Pure and deterministic: the same letter gives the same bytes.

Written by hand, not with the standard library's generator, which re-encodes long ids and folds inside them. Nothing a
person typed can start a header line: every value is stripped of control characters before it is written.
"""

import base64
import binascii
import hashlib
import re
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from msgspec import Struct

from atiende.channels.email.mail import Address, Attachment

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+")
_PLAIN_NAME = re.compile(r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*$")
_ID = re.compile(r"[^\x21-\x3b\x3d\x3f-\x7e]")
_TYPE = re.compile(r"^[a-z0-9][\w.+-]{0,60}/[\w.+-]{1,80}$", re.IGNORECASE)
_MAX_LINE = 76


class Letter(Struct, frozen=True):
    """What is to be sent. Ids without angle brackets; `automatic`: no person wrote it; inline pictures have an id."""

    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    date: datetime
    message_id: str
    html: str | None = None
    cc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    automatic: bool = False
    loop_token: str = "atiende"  # noqa: S105 - a mark to know ourselves by, no secret


def compose(letter: Letter) -> bytes:
    """The whole message with CRLF line ends; no line is longer than 998 bytes."""
    head = _head(letter)
    kind, body = _body(letter)
    return b"\r\n".join([*head, *kind, b"", body])


def _head(letter: Letter) -> list[bytes]:
    lines = [
        b"Date: " + format_datetime(letter.date).encode("ascii"),
        _addresses("From", (letter.sender,)),
        _addresses("To", letter.to) if letter.to else b"To: undisclosed-recipients:;",
    ]
    if letter.cc:
        lines.append(_addresses("Cc", letter.cc))
    if letter.reply_to is not None:
        lines.append(_addresses("Reply-To", (letter.reply_to,)))
    lines.append(_text_field("Subject", letter.subject))
    lines.append(_ids("Message-ID", (letter.message_id,)))
    if letter.in_reply_to:
        lines.append(_ids("In-Reply-To", (letter.in_reply_to,)))
    references = _chain(letter)
    if references:
        lines.append(_ids("References", references))
    if letter.automatic:
        lines += [b"Auto-Submitted: auto-replied", b"X-Auto-Response-Suppress: All", b"Precedence: auto_reply"]
    lines += [_text_field("X-Atiende-Loop", letter.loop_token), b"MIME-Version: 1.0"]
    return lines


def _chain(letter: Letter) -> tuple[str, ...]:
    """The thread's first id and its latest twenty: long chains are cut in the middle, as RFC 5322 programs do."""
    ids = dict.fromkeys((*letter.references, *([letter.in_reply_to] if letter.in_reply_to else [])))
    chain = tuple(one for one in ids if one)
    return chain if len(chain) <= 21 else (chain[0], *chain[-20:])


def _clean(value: str) -> str:
    return _CONTROL.sub(" ", value).strip()


def _text_field(name: str, value: str) -> bytes:
    text = _clean(value)
    if text.isascii() and "=?" not in text and all(len(word) < 900 for word in text.split(" ")):
        return _fold(name, text.split(" "))
    return _fold(name, _encoded_words(text))


def _encoded_words(text: str) -> list[str]:
    """RFC 2047 words of at most 75 characters, never cut inside a character."""
    words: list[str] = []
    piece = ""
    for char in text:
        if len((piece + char).encode()) > 42:
            words.append(piece)
            piece = ""
        piece += char
    words.append(piece)
    return [f"=?utf-8?b?{base64.b64encode(word.encode()).decode('ascii')}?=" for word in words if word]


def _fold(name: str, words: list[str]) -> bytes:
    lines: list[str] = []
    line = f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > _MAX_LINE + 2 and line.strip() and line != f"{name}:" and word:
            lines.append(line)
            line = ""
        line += f" {word}"
    lines.append(line)
    return "\r\n".join(lines).encode("utf-8")


def _ids(name: str, ids: tuple[str, ...]) -> bytes:
    return _fold(name, [f"<{_ID.sub('', one)[:900]}>" for one in ids])


def _addresses(name: str, addresses: tuple[Address, ...]) -> bytes:
    words: list[str] = []
    for index, address in enumerate(addresses):
        comma = "," if index < len(addresses) - 1 else ""
        *first, last = [*_display(address.name), f"<{_route(address.address)}>"]
        words += [*first, last + comma]
    return _fold(name, words)


def _display(name: str) -> list[str]:
    text = _clean(name)[:300]
    if not text:
        return []
    if not text.isascii() or "=?" in text:
        return _encoded_words(text)
    if _PLAIN_NAME.match(text):
        return text.split(" ")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"']


def _route(address: str) -> str:
    """Only what an address may hold; a domain with letters beyond ASCII becomes its IDNA form."""
    text = re.sub(r"[\s<>,;:\"()\[\]\\]", "", _clean(address))[:320]
    local, _, domain = text.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            domain = domain.encode("ascii", "ignore").decode("ascii")
    return f"{local}@{domain}" if local else domain


def _body(letter: Letter) -> tuple[list[bytes], bytes]:
    """The Content headers of the whole and its body."""
    inline = tuple(one for one in letter.attachments if one.inline and one.content_id and letter.html is not None)
    files = tuple(one for one in letter.attachments if one not in inline)
    part = _text_part("plain", letter.text)
    if letter.html is not None:
        rich = _text_part("html", letter.html)
        if inline:
            rich = _multipart("related", letter, [rich, *(_file_part(one) for one in inline)])
        part = _multipart("alternative", letter, [part, rich])
    if files:
        part = _multipart("mixed", letter, [part, *(_file_part(one) for one in files)])
    return part


def _text_part(subtype: str, text: str) -> tuple[list[bytes], bytes]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    data = plain.encode("utf-8", "replace")
    if not data.endswith(b"\n"):
        data += b"\n"
    encoded = binascii.b2a_qp(data, istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    kind = f"Content-Type: text/{subtype}; charset=utf-8".encode("ascii")
    return [kind, b"Content-Transfer-Encoding: quoted-printable"], encoded


def _file_part(file: Attachment) -> tuple[list[bytes], bytes]:
    kind = file.content_type if _TYPE.match(file.content_type) else "application/octet-stream"
    if kind.lower().startswith(("multipart/", "message/")):
        kind = "application/octet-stream"  # those may not be base64
    disposition = "inline" if file.inline and file.content_id else "attachment"
    head = [
        f"Content-Type: {kind}".encode("ascii"),
        f"Content-Disposition: {disposition};".encode("ascii") + _file_name(file.name),
        b"Content-Transfer-Encoding: base64",
    ]
    if file.content_id:
        head.append(_ids("Content-ID", (file.content_id,)))
    encoded = base64.encodebytes(file.content).replace(b"\n", b"\r\n")
    return head, encoded.rstrip(b"\r\n")


def _file_name(name: str) -> bytes:
    """Plain when it is ASCII, else RFC 2231 in pieces, never cut inside an escape."""
    text = re.sub(r"[/\\\"]", "_", _clean(name))[:200] or "file"
    if text.isascii():
        return f'\r\n filename="{text}"'.encode("ascii")
    pieces: list[str] = [""]
    for char in text:
        escaped = quote(char, safe="")
        if len(pieces[-1]) + len(escaped) > 55:
            pieces.append("")
        pieces[-1] += escaped
    if len(pieces) == 1:
        return f"\r\n filename*=UTF-8''{pieces[0]}".encode("ascii")
    pieces[0] = f"UTF-8''{pieces[0]}"
    lines = (f"\r\n filename*{index}*={piece}" for index, piece in enumerate(pieces))
    return ";".join(lines).encode("ascii")


def _multipart(subtype: str, letter: Letter, parts: list[tuple[list[bytes], bytes]]) -> tuple[list[bytes], bytes]:
    """`=_` cannot occur in quoted-printable or base64, so the boundary cannot occur in a part."""
    digest = hashlib.sha256(f"{letter.message_id}/{subtype}".encode("utf-8", "replace")).hexdigest()[:24]
    boundary = f"=_atd_{subtype}_{digest}".encode("ascii")
    chunks: list[bytes] = []
    for head, body in parts:
        chunks += [b"--" + boundary, *head, b"", body.removesuffix(b"\r\n")]
    chunks += [b"--" + boundary + b"--", b""]
    kind = f"Content-Type: multipart/{subtype};\r\n boundary=".encode("ascii") + b'"' + boundary + b'"'
    return [kind], b"\r\n".join(chunks)
