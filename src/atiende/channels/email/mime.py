"""The tree of parts in a mail, cut out of the raw bytes in one pass. Never raises; limits keep a hostile mail cheap."""

import binascii
import re
from dataclasses import dataclass, field

from atiende.channels.email import charsets
from atiende.channels.email.headers import Headers, Parameters, decode_base64, parse_parameters, split_head

MAX_PARTS = 1_000
MAX_DEPTH = 100
_ANCESTORS = 4
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_FIRST_DELIMITER = re.compile(rb"(?:\A|\n)--([^\s-][^\n\r]{0,200}?)[ \t]*\r?\n")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """One part: its headers, where its body lies in the raw mail, and its children when it is a multipart."""

    headers: Headers
    data: bytes
    start: int
    end: int
    content_type: Parameters
    disposition: Parameters
    children: list["Part"] = field(default_factory=list)
    terminated: bool = True

    @property
    def kind(self) -> str:
        """`type/subtype`; text/plain when the field is missing or makes no sense."""
        value = self.content_type.value
        return value if re.fullmatch(r"[\w.+-]+/[\w.+-]+", value) else "text/plain"

    @property
    def is_multipart(self) -> bool:
        """True when it was cut into children."""
        return bool(self.children)

    @property
    def raw(self) -> bytes:
        """The body as it stands in the mail."""
        return self.data[self.start : self.end]

    @property
    def name(self) -> str:
        """The file name given, without directories; empty when none was."""
        given = self.disposition.get("filename") or self.content_type.get("name") or ""
        last = re.split(r"[/\\]", given.strip())[-1] if re.search(r"[/\\]", given) else given
        return re.sub(r"[\x00-\x1f\x7f]", "", charsets.clean(last)).strip()[:255]

    @property
    def content_id(self) -> str | None:
        """Without brackets, None when absent."""
        value = self.headers.text("content-id").strip().strip("<>").strip()
        return value or None

    def content(self) -> bytes:
        """The body with its transfer encoding undone; what cannot be decoded stays as it is."""
        return decode_transfer(self.raw, self.encoding)

    @property
    def is_garbled(self) -> bool:
        """Labelled base64 and nothing of it is."""
        if self.encoding != "base64" or not self.kind.startswith("text/"):
            return False
        return _NOT_BASE64.search(self.raw) is not None and _ENCODED_HEAD.match(self.raw.lstrip()) is None

    @property
    def encoding(self) -> str:
        """The transfer encoding in lower case, comments and stray words off."""
        value = self.headers.text("content-transfer-encoding").lower()
        match = re.search(r"[a-z0-9-]+", re.sub(r"\([^)]*\)", "", value))
        return match.group(0) if match else ""

    def text(self) -> tuple[str, bool]:
        """The body as text with LF line ends, and whether it decoded cleanly."""
        data = self.raw
        damaged = self.encoding == "base64" and _NOT_BASE64.search(data) is not None
        data = _base64_text(data) if damaged else self.content()
        charset = self.content_type.get("charset")
        if charsets.codec_of(charset) is None and self.kind == "text/html":
            meta = _META_CHARSET.search(data[:4096])
            charset = meta.group(1).decode("ascii") if meta else charset
        text, ok = charsets.decode(data, charset)
        return text.replace("\r\n", "\n").replace("\r", "\n"), ok and not damaged


_ENCODED_HEAD = re.compile(rb"(?:[A-Za-z0-9+/=]{1,1000}[ \t]*\r?\n)+")


def _base64_text(data: bytes) -> bytes:
    """Text labelled base64 with other characters in it: the encoded head is decoded, a plain footer kept."""
    match = _ENCODED_HEAD.match(data.lstrip())
    if match is None or match.end() < 40:
        return data
    rest = data.lstrip()[match.end() :]
    return decode_base64(match.group(0)) + b"\n" + rest


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """Undo base64, quoted-printable or uuencode."""
    if encoding in ("base64", "b"):
        return decode_base64(data)
    if encoding in ("quoted-printable", "q", "quoted"):
        return binascii.a2b_qp(re.sub(rb"=[ \t]+(?=\r?\n)", b"=", data))
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        _, files = split_uuencoded(data.decode("latin-1").replace("\r\n", "\n"))
        return files[0][1] if files else data
    return data


_UU_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,254})$")


def decode_uu(lines: list[bytes]) -> bytes:
    """The lines between `begin` and `end`; a line that is wrong is left out."""
    out: list[bytes] = []
    for line in lines:
        try:
            out.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            if line:  # some encoders count wrongly: take what the first character promises
                wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    out.append(binascii.a2b_uu(line[:wanted]))
                except (binascii.Error, ValueError):
                    continue
    return b"".join(out)


def split_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Files uuencoded in the middle of a plain text, taken out of it: the text left and (name, bytes)."""
    if "begin " not in text or "\nend" not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    begun: int | None = None  # where in `kept` the current `begin` line stands
    for line in text.split("\n"):
        kept.append(line)
        if _UU_BEGIN.match(line):
            begun = len(kept) - 1
        elif begun is not None and line.rstrip() == "end":
            name = line_name(kept[begun])
            content = decode_uu([one.encode("utf-8", "replace") for one in kept[begun + 1 : -1]])
            if content:
                files.append((name, content))
                del kept[begun:]
            begun = None
    return "\n".join(kept), files


def line_name(line: str) -> str:
    """The file name on a `begin` line."""
    match = _UU_BEGIN.match(line)
    return match.group(1).strip() if match else "file"


@dataclass(slots=True)
class _Delimiter:
    """A boundary line found: whose it is (0 = innermost), whether it closes, where it begins and ends."""

    owner: int
    closes: bool
    start: int
    after: int


def _delimiter_pattern(boundaries: list[bytes]) -> re.Pattern[bytes]:
    """A line that is one of the boundaries, the innermost first; of that one also with something stuck to it.

    The last group that matched tells whose it is, and with a `c` that it closes.
    """
    end = rb"[ \t]*\r?(?:\n|\Z)"
    options: list[bytes] = []
    for index, boundary in enumerate(boundaries):
        name = str(index).encode()
        escaped = re.escape(boundary)
        options.append(b"(?P<o" + name + b">" + escaped + b")(?:(?P<o" + name + b"c>--)" + end + b"|" + end + b")")
        if index == 0 and re.search(rb"[A-Za-z0-9]", boundary):
            options.append(b"(?P<o0x>" + escaped + rb")[^\n]*(?:\n|\Z)")
    return re.compile(b"\n--(?:" + b"|".join(options) + b")")


class _Reader:
    """Reads entities one after the other; at each moment only the innermost few boundaries can end a part."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.count = 0
        # Each level may look through all that follows it: a long mail is allowed fewer of them.
        self.max_depth = MAX_DEPTH if len(data) < 2_000_000 else MAX_DEPTH // 4
        self.defects: list[str] = []
        self.stack: list[bytes] = []
        self._pattern: re.Pattern[bytes] | None = None

    def push(self, boundary: bytes) -> None:
        self.stack.append(boundary)
        self._pattern = None

    def pop(self) -> None:
        self.stack.pop()
        self._pattern = None

    def next_delimiter(self, position: int) -> _Delimiter | None:
        """The next line that is a boundary of the innermost multiparts."""
        if not self.stack:
            return None
        if self._pattern is None:
            self._pattern = _delimiter_pattern(self.stack[: -_ANCESTORS - 1 : -1])
        match = self._pattern.search(self.data, max(0, position - 1))
        if match is None:
            return None
        owner = (match.lastgroup or "o0").removeprefix("o").rstrip("cx")
        return _Delimiter(
            owner=int(owner), closes=(match.lastgroup or "").endswith("c"), start=match.start(), after=match.end()
        )

    def entity(self, position: int, default: str) -> tuple[Part, _Delimiter | None]:
        """The part that begins at `position`, and the delimiter that ended it."""
        self.count += 1
        found = self.next_delimiter(position)
        end = len(self.data) if found is None else max(position, found.start + 1)
        headers, body, defects = split_head(self.data, position, end)
        self.defects += defects[:1]
        part = self._part(headers, min(body, end), end if found is None else found.start, default)
        part.terminated = not self.stack or (found is not None and found.owner == 0)
        boundary = self._boundary(part)
        if boundary is None or len(self.stack) >= self.max_depth:
            return part, found
        return self._multipart(part, boundary, found)

    def _part(self, headers: Headers, start: int, end: int, default: str) -> Part:
        content_type = self._content_type(headers, start)
        if not content_type.value:
            content_type = Parameters(value=default, params=content_type.params)
        if end > start and self.data[end - 1 : end] == b"\r":
            end -= 1
        return Part(
            headers=headers,
            data=self.data,
            start=start,
            end=max(start, end),
            content_type=content_type,
            disposition=parse_parameters(headers.raw("content-disposition")),
        )

    def _content_type(self, headers: Headers, start: int) -> Parameters:
        """Of several fields the last; in the head of the mail rather one whose boundary really occurs."""
        fields = [parse_parameters(value) for value in headers.raw_all("content-type") if value.strip()][:10]
        if len(fields) > 1 and not self.stack:
            for one in reversed(fields):
                line = b"\n--" + (one.get("boundary") or "").encode("utf-8", "replace")
                found = self.data.find(line, max(0, start - 1))
                if len(line) > 3 and found >= 0 and self.data[found + len(line) : found + len(line) + 1] in b"\r\n":
                    return one
        return fields[-1] if fields else Parameters()

    def _boundary(self, part: Part) -> bytes | None:
        if not part.kind.startswith("multipart/"):
            return None
        given = (part.content_type.get("boundary") or "").rstrip()
        if given:
            return given.encode("utf-8", "replace")
        self.defects.append("no_boundary")
        match = _FIRST_DELIMITER.search(self.data, max(0, part.start - 1), part.end)
        return match.group(1) if match else None

    def _multipart(self, part: Part, boundary: bytes, outer: _Delimiter | None) -> tuple[Part, _Delimiter | None]:
        self.push(boundary)
        default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
        found = self.next_delimiter(part.start)
        while found is not None and found.owner == 0 and not found.closes and self.count < MAX_PARTS:
            child, found = self.entity(found.after, default)
            part.children.append(child)
        self.pop()
        if found is None:
            self.defects.append("unterminated_multipart")
            return part, None if part.children else outer
        if found.owner == 0:  # our own end, or too many parts
            part.end = max(part.start, found.start)
            return part, self.next_delimiter(found.after)
        found.owner -= 1
        return part, found


def read_parts(data: bytes) -> tuple[Part, tuple[str, ...]]:
    """The root part and what was wrong."""
    reader = _Reader(data)
    root, _ = reader.entity(0, "text/plain")
    if reader.count >= MAX_PARTS:
        reader.defects.append("too_many_parts")
    return root, tuple(dict.fromkeys(reader.defects))
