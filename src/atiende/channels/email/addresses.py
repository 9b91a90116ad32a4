"""Mailboxes and dates as they stand in header fields; whatever is written, something usable comes out."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from atiende.channels.email import charsets
from atiende.channels.email.headers import decode_text, decode_words
from atiende.channels.email.mail import Address

MAX_ADDRESSES = 1_000
_SPACE = re.compile(r"\s+")
_ANGLE = re.compile(r"<([^<>]*)>?")
_BARE = re.compile(r"[^\s<>\"(),;:]+@[^\s<>\"(),;]+")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)


def parse_addresses(raw: bytes | None) -> tuple[Address, ...]:
    """Every mailbox of the value, groups flattened, encoded words decoded."""
    if not raw:
        return ()
    text, _ = charsets.decode(raw[: 128 * 1024], None)
    text = _SPACE.sub(" ", text)
    found: list[Address] = []
    for piece in _split(text):
        address = _one(piece)
        if address is not None:
            found.append(address)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found)


def _split(text: str) -> list[str]:
    """Cut at commas and semicolons that are not inside quotes, brackets or comments; a group's name is dropped."""
    pieces: list[str] = []
    start, depth, quoted, angle, index = 0, 0, False, False, 0
    while index < len(text):
        char = text[index]
        if char == "\\":
            index += 2
            continue
        if char == '"' and depth == 0:
            quoted = not quoted and text.find('"', index + 1, index + 1000) > 0
        elif not quoted:
            depth = _depth(char, depth)
            angle = char == "<" or (angle and char != ">")
            if depth == 0 and not angle and char in ",;":
                pieces.append(text[start:index])
                start = index + 1
            elif depth == 0 and not angle and char == ":" and text.find("@", start, index) < 0:
                start = _after_group_name(text, start, index)
        index += 1
    pieces.append(text[start:])
    return pieces


def _depth(char: str, depth: int) -> int:
    return depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth


def _after_group_name(text: str, start: int, colon: int) -> int:
    """`undisclosed-recipients:;` and `Team: a@b, c@d;` are groups, `mailto:` is not."""
    return start if text[start:colon].strip().lower() in ("mailto", "smtp") else colon + 1


def _one(piece: str) -> Address | None:
    text = piece.strip()
    if not text:
        return None
    angles = list(_ANGLE.finditer(text))
    if angles:
        best = next((one for one in reversed(angles) if "@" in one.group(1)), angles[-1])
        name = _name(text[: best.start()] or _comment(text[best.end() :]))
        return _made(name, best.group(1))
    comment = _comment(text)
    rest = _without_comments(text).strip()
    if "@" in rest:
        bare = _BARE.search(rest)
        if bare is not None:
            name = comment or rest[: bare.start()] + rest[bare.end() :]
            return _made(_name(name), bare.group(0))
        return _made(_name(comment), rest)
    return _made(_name(rest or comment), "")


def _made(name: str, address: str) -> Address | None:
    plain = _MAILTO.sub("", _SPACE.sub("", decode_words(_without_comments(address)))).strip("'\",;")
    if plain.startswith("@") and ":" in plain:
        plain = plain.split(":", 1)[1]  # a source route of old
    return Address(name=name, address=plain) if name or plain else None


def _name(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    text = re.sub(r"\\(.)", r"\1", text)
    text = re.sub(r'(?<!\w)"|"(?!\w)', "", text)
    return _SPACE.sub(" ", decode_words(text)).strip().strip('"').strip()


def _comment(text: str) -> str:
    start = text.find("(")
    end = text.rfind(")")
    return text[start + 1 : end].strip() if 0 <= start < end else ""


def _without_comments(text: str) -> str:
    """Comments out, nested ones too, quotes respected."""
    if "(" not in text:
        return text
    out: list[str] = []
    depth, quoted = 0, False
    for char in text:
        if char == '"' and depth == 0:
            quoted = not quoted
        if not quoted:
            was = depth
            depth = _depth(char, depth)
            if was or depth:
                continue
        out.append(char)
    return "".join(out)


def parse_date(raw: bytes | None) -> datetime | None:
    """The moment in UTC; None when the field is missing or no date can be read from it."""
    if not raw:
        return None
    text = decode_text(raw[:1000])
    try:
        parsed = parsedate_tz(text) or parsedate_tz(_SPACE.sub(" ", _without_comments(text)))
    except (ValueError, IndexError, TypeError, OverflowError):
        parsed = None
    if parsed is None:
        return _iso(text)
    try:
        moment = datetime(*parsed[:6], tzinfo=UTC)
        return datetime.fromtimestamp(moment.timestamp() - (parsed[9] or 0), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
