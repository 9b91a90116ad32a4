"""As much of SIP as a telephone needs: messages as text, their fields, and the answer to a challenge (RFC 2617)."""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple


class Message(NamedTuple):
    """A request or an answer. `fields` in lower case; of several of a name the first, but `via` whole."""

    first: str
    fields: Mapping[str, str]
    body: str

    @property
    def method(self) -> str:
        """Of a request; empty for an answer."""
        return "" if self.first.startswith("SIP/2.0") else self.first.split(" ", 1)[0]

    @property
    def status(self) -> int:
        return int(self.first.split(" ")[1]) if self.first.startswith("SIP/2.0") else 0

    @property
    def sequence(self) -> str:
        """`1 INVITE`."""
        return self.fields.get("cseq", "")


def read(data: bytes) -> Message:
    head, _, body = data.decode("utf-8", "replace").partition("\r\n\r\n")
    first, *rest = head.split("\r\n")
    fields: dict[str, str] = {}
    for line in rest:
        name, _, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        fields[name] = f"{fields[name]}, {value}" if name == "via" and name in fields else fields.get(name, value)
    return Message(first, fields, body)


def write(first: str, fields: Mapping[str, str], body: str = "") -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in fields.items()), f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def answered(challenge: str, method: str, uri: str, user: str, password: str) -> str:
    """The Authorization field."""
    given = dict(re.findall(r'(\w+)="?([^",]*)"?', challenge))
    realm, nonce = given.get("realm", ""), given.get("nonce", "")
    secret, about = _md5(f"{user}:{realm}:{password}"), _md5(f"{method}:{uri}")
    said = f'Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",algorithm=MD5'
    if "qop" in given:
        said += ',qop=auth,nc=00000001,cnonce="0a4f113b"'
        response = _md5(f"{secret}:{nonce}:00000001:0a4f113b:auth:{about}")
    else:
        response = _md5(f"{secret}:{nonce}:{about}")
    return said + f',response="{response}"' + (f',opaque="{given["opaque"]}"' if "opaque" in given else "")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def offer(host: str, port: int) -> str:
    """A description of sound by μ-law, with keys as events."""
    lines = (
        "v=0", f"o=- 1 1 IN IP4 {host}", "s=-", f"c=IN IP4 {host}", "t=0 0", f"m=audio {port} RTP/AVP 0 101",
        "a=rtpmap:0 PCMU/8000", "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-16", "a=ptime:20", "a=sendrecv",
    )  # fmt: skip
    return "\r\n".join((*lines, ""))


def media_of(body: str) -> tuple[str, int]:
    """Where the other side hears."""
    host = re.search(r"^c=IN IP4 (\S+)", body, re.M)
    port = re.search(r"^m=audio (\d+)", body, re.M)
    return (host.group(1) if host else "127.0.0.1", int(port.group(1)) if port else 0)
