"""Bytes to text for mail: any charset name, wrong, unknown or missing, gives readable text and never raises."""

import base64
import binascii
import codecs
import re

# Names seen in real mail that Python does not know, or knows in too narrow a reading.
_ALIASES = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "x-ansi": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-utf-8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp-850": "cp850",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
}
# Codecs of Python that are not charsets (rot13, zlib, base64 ...): a mail naming one must not run it.
_NOT_TEXT = re.compile(r"rot|zip|zlib|bz2|hex|base64|uu|quopri|quoted|idna|punycode|escape|undefined|mbcs|oem")
_NAME = re.compile(r"[^0-9a-z_.:+-]")
_UNSAFE = re.compile("[\ud800-\udfff\x00]")


def decode(data: bytes, charset: str | None) -> tuple[str, bool]:
    """The text, and whether it was clean: False when bytes had to be guessed or replaced."""
    codec = codec_of(charset)
    if codec == "utf-7":
        return decode_utf7(data)
    if codec is None or codec == "cp1252":
        if b"\x1b$" in data and (japanese := _strict(data, "iso2022_jp_ext")) is not None:
            return clean(japanese), False
        # An ASCII or Latin label over UTF-8 bytes is the commonest lie in mail; valid UTF-8 is hardly ever chance.
        text = _strict(data, "utf-8")
        if text is not None:
            return clean(text), True
        return clean(_latin(data)), codec is not None and charset is not None
    text = _strict(data, codec)
    if text is not None:
        return clean(text), True
    if codec != "utf-8":
        whole = _strict(data, "utf-8")
        if whole is not None:
            return clean(whole), False
        return clean(_replace(data, codec)), False
    return clean(_utf8_or_latin(data)), False


def codec_of(charset: str | None) -> str | None:
    """Python's name for a charset label, None when it means nothing to us."""
    if charset is None:
        return None
    name = charset.strip().strip("\"'").lower().split("*")[0]
    name = _NAME.sub("", name)
    if name in ("", "unknown", "unknown-8bit", "x-unknown", "default", "8bit", "binary", "none"):
        return None
    name = _ALIASES.get(name, name)
    if _NOT_TEXT.search(name) or len(name) > 40:
        return None
    try:
        return _ALIASES.get(codecs.lookup(name).name, codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None


def clean(text: str) -> str:
    """Without NUL and lone surrogates, which neither JSON nor a database takes."""
    return _UNSAFE.sub(lambda found: "" if found.group() == "\x00" else "�", text) if _UNSAFE.search(text) else text


def decode_utf7(data: bytes) -> tuple[str, bool]:
    """UTF-7 with its errors contained: Python's codec gives up on the first wrong shift."""
    try:
        return clean(data.decode("utf-7")), True
    except ValueError:
        pass

    def shifted(match: re.Match[bytes]) -> bytes:
        body = match.group(1)
        if not body:
            return b"+"
        try:
            units = base64.b64decode(body + b"=" * (-len(body) % 4))
        except (ValueError, binascii.Error):
            return match.group(0)
        return units[: len(units) // 2 * 2].decode("utf-16-be", "replace").encode("utf-8", "replace")

    return clean(re.sub(rb"\+([A-Za-z0-9+/]*)-?", shifted, data).decode("utf-8", "replace")), False


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (ValueError, LookupError, TypeError, AssertionError):
        return None


def _replace(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except (ValueError, LookupError, TypeError, AssertionError):
        return _latin(data)


def _latin(data: bytes) -> str:
    """Windows-1252, with its five holes read as Latin-1, as browsers do."""
    try:
        return data.decode("cp1252")
    except ValueError:
        return (
            "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)
            if len(data) < 65536
            else data.decode("latin-1")
        )


def _utf8_or_latin(data: bytes) -> str:
    """A damaged UTF-8 text keeps its good characters; one without any is Latin in disguise."""
    text = data.decode("utf-8", "replace")
    high = sum(1 for byte in data[:65536] if byte >= 0x80)
    good = sum(1 for char in text[:65536] if ord(char) >= 0x80 and char != "�")
    return text if good or not high else _latin(data)
