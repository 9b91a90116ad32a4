"""Session descriptions: what we need of a page's offer, and our answer to it.

An offer comes from a stranger. It is read with limits, by the few lines that matter to us, and anything odd is one
refusal. Our side is ICE-lite: the page looks for us at our addresses, and we never dial one of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from atiende.voice.embedded.lines import Kind, Line

MAX_SIZE, MAX_ROWS, MAX_LINES, MAX_FORMATS = 64_000, 2_000, 12, 64
MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"
TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,32}")
ICE_WORD = re.compile(r"[A-Za-z0-9+/]{4,256}")
HASH = re.compile(r"(?i)sha-(?:256|384|512)")
DIGEST = re.compile(r"(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){31,63}")
MEDIA = re.compile(r"(audio|video|application|text|message|image) ([0-9]{1,5}) ([A-Za-z0-9/]{1,40}) ([!-~ ]{1,400})")
MAPPED = re.compile(r"([0-9]{1,3}) ([A-Za-z0-9-]{1,40})/([0-9]{1,6})(?:/[0-9])?")
SAVPF = ("UDP/TLS/RTP/SAVPF", "RTP/SAVPF")


class Malformed(Exception):
    """Not an offer we can answer."""


class OfferedLine(Struct, frozen=True, kw_only=True):
    """One m-line of an offer. `codecs`: name and clock by payload type."""

    kind: str
    profile: str
    mid: str
    open: bool
    direction: str
    codecs: Mapping[int, tuple[str, int]]
    order: tuple[int, ...]
    mid_header: int
    sources: tuple[int, ...]
    mux: bool


class Offer(Struct, frozen=True, kw_only=True):
    """`session`: tells one connection of a page from its next; `fingerprints`: by hash name, lower case."""

    session: str
    ufrag: str
    password: str
    fingerprints: Mapping[str, str]
    setup: str
    lines: tuple[OfferedLine, ...]


class Ours(Struct, frozen=True, kw_only=True):
    """What an answer says of us. `candidates`: addresses and ports in the order we would like them."""

    ufrag: str
    password: str
    fingerprint: str
    candidates: Sequence[tuple[str, int]]
    name: str


def read_offer(text: str) -> Offer:
    """Raises Malformed."""
    if len(text) > MAX_SIZE:
        raise Malformed
    rows = text.replace("\r\n", "\n").split("\n")
    if len(rows) > MAX_ROWS or not rows[0].startswith("v=0"):
        raise Malformed
    starts = [at for at, row in enumerate(rows) if row.startswith("m=")]
    if not 1 <= len(starts) <= MAX_LINES:
        raise Malformed
    head = rows[: starts[0]]
    parts = [rows[begin:end] for begin, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    lines = tuple(_line(part) for part in parts)
    if len({line.mid for line in lines}) != len(lines):
        raise Malformed
    carrying = next((part for part, line in zip(parts, lines, strict=True) if line.open), parts[0])
    return _with_transport([*head, *carrying], head, lines)


def _with_transport(rows: Sequence[str], head: Sequence[str], lines: tuple[OfferedLine, ...]) -> Offer:
    """Everything is bundled: the transport is that of the first open line."""
    ufrag, password, setup = _last(rows, "ice-ufrag"), _last(rows, "ice-pwd"), _last(rows, "setup")
    prints: dict[str, str] = {}
    for value in _all(rows, "fingerprint"):
        name, _, digest = value.strip().partition(" ")
        if HASH.fullmatch(name) and DIGEST.fullmatch(digest):
            prints[name.lower()] = digest.upper()
    if not (ICE_WORD.fullmatch(ufrag) and ICE_WORD.fullmatch(password) and len(password) >= 22 and prints):
        raise Malformed
    if setup not in ("actpass", "active"):
        raise Malformed
    origin = next((row[2:].split(" ") for row in head if row.startswith("o=")), [])
    if len(origin) < 6 or len(origin[1]) > 40:
        raise Malformed
    return Offer(session=origin[1], ufrag=ufrag, password=password, fingerprints=prints, setup=setup, lines=lines)


def _line(rows: Sequence[str]) -> OfferedLine:
    said = MEDIA.fullmatch(rows[0][2:].strip())
    mid = _last(rows, "mid")
    if said is None or not TOKEN.fullmatch(mid):
        raise Malformed
    kind, port, profile, formats = said.groups()
    numbers = formats.split(" ")
    if len(numbers) > MAX_FORMATS or int(port) > 65_535:
        raise Malformed
    directions = [name for name in ("sendrecv", "sendonly", "recvonly", "inactive") if f"a={name}" in rows]
    return OfferedLine(
        kind=kind,
        profile=profile,
        mid=mid,
        open=port != "0" or "a=bundle-only" in rows,
        direction=directions[0] if directions else "sendrecv",
        codecs=_codecs(rows),
        order=tuple(int(one) for one in numbers if one.isascii() and one.isdigit() and int(one) < 128),
        mid_header=_mid_header(rows),
        sources=_sources(rows),
        mux="a=rtcp-mux" in rows,
    )


def _codecs(rows: Sequence[str]) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    for value in _all(rows, "rtpmap")[:MAX_FORMATS]:
        said = MAPPED.fullmatch(value.strip())
        if said and int(said[1]) < 128:
            found[int(said[1])] = said[2].lower(), int(said[3])
    return found


def _mid_header(rows: Sequence[str]) -> int:
    for value in _all(rows, "extmap"):
        number, _, uri = value.strip().partition(" ")
        number = number.partition("/")[0]
        if uri.split(" ")[0] == MID_URI and number.isascii() and number.isdigit() and 1 <= int(number) <= 14:
            return int(number)
    return 0


def _sources(rows: Sequence[str]) -> tuple[int, ...]:
    found: list[int] = []
    for value in _all(rows, "ssrc")[:32]:
        number = value.split(" ")[0]
        if number.isascii() and number.isdigit() and len(number) <= 10 and int(number) < 1 << 32:
            found.append(int(number))
    return tuple(dict.fromkeys(found))[:4]


def _all(rows: Iterable[str], name: str) -> list[str]:
    begin = f"a={name}:"
    return [row[len(begin) :] for row in rows if row.startswith(begin)]


def _last(rows: Sequence[str], name: str) -> str:
    """A line's own value goes before the session's: it stands later."""
    found = _all(rows, name)
    return found[-1].strip() if found else ""


# --- what we agree to -------------------------------------------------------------------------------------------------


def agreed(offer: Offer, ssrc_of: Mapping[str, int]) -> tuple[Line, ...]:
    """The lines we take: the first audio line with Opus; video in VP8. Of the video lines a page sends on, the first is
    its camera and the second its screen; it only receives on the others. Raises Malformed without any audio."""
    taken: list[Line] = []
    shown: list[Kind] = ["screen", "camera"]
    for line in offer.lines:
        wanted = {"audio": "opus", "video": "vp8"}.get(line.kind)
        payload = _payload(line, wanted) if wanted and line.open and line.mux and line.profile in SAVPF else None
        if payload is None or (line.kind == "audio" and _has_audio(taken)):
            continue
        sends, hears = line.direction in ("sendrecv", "sendonly"), line.direction in ("sendrecv", "recvonly")
        kind: Kind = "audio" if line.kind == "audio" else (shown.pop() if sends and shown else "slot")
        made = Line(mid=line.mid, kind=kind, payload=payload, ssrc=ssrc_of[line.mid], sends=sends, hears=hears)
        events = (_payload(line, "telephone-event") or 0) if kind == "audio" else 0
        taken.append(replace(made, events=events, sources=line.sources, mid_header=line.mid_header))
    if not _has_audio(taken):
        raise Malformed
    return tuple(taken)


def _has_audio(lines: Iterable[Line]) -> bool:
    return any(line.kind == "audio" for line in lines)


def _payload(line: OfferedLine, name: str) -> int | None:
    """The one of the highest clock, as the page would have it."""
    known = [number for number in line.order if line.codecs.get(number, ("", 0))[0] == name]
    return max(known, key=lambda number: line.codecs[number][1], default=None)


def answer(offer: Offer, lines: Sequence[Line], ours: Ours) -> str:
    """Our answer to the offer, with every candidate of ours in it."""
    taken = {line.mid: line for line in lines}
    head = [
        "v=0",
        f"o=- {offer.session if offer.session.isascii() and offer.session.isdigit() else 1} 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE " + " ".join(line.mid for line in offer.lines if line.mid in taken),
        "a=msid-semantic: WMS *",
    ]
    body: list[str] = []
    for line in offer.lines:
        mine = taken.get(line.mid)
        body += _refused(line) if mine is None else _accepted(line, mine, ours, first=not body or mine == lines[0])
    return "\r\n".join([*head, *body]) + "\r\n"


def _refused(line: OfferedLine) -> list[str]:
    payload = line.order[0] if line.order else 0
    form = "webrtc-datachannel" if line.kind == "application" else str(payload)
    return [f"m={line.kind} 0 {line.profile} {form}", "c=IN IP4 0.0.0.0", "a=inactive", f"a=mid:{line.mid}"]


def _accepted(line: OfferedLine, mine: Line, ours: Ours, *, first: bool) -> list[str]:
    formats = [mine.payload, *([mine.events] if mine.events else [])]
    return [
        f"m={line.kind} 9 {line.profile} {' '.join(map(str, formats))}",
        "c=IN IP4 0.0.0.0",
        f"a=mid:{line.mid}",
        f"a={_direction(mine)}",
        "a=rtcp-mux",
        f"a=ice-ufrag:{ours.ufrag}",
        f"a=ice-pwd:{ours.password}",
        f"a=fingerprint:sha-256 {ours.fingerprint}",
        "a=setup:passive",
        *([f"a=extmap:{mine.mid_header} {MID_URI}"] if mine.mid_header else []),
        *(_of_opus(line, mine) if mine.kind == "audio" else _of_vp8(mine)),
        *([f"a=msid:{ours.name} {line.mid}", f"a=ssrc:{mine.ssrc} cname:{ours.name}"] if mine.hears else []),
        *(_candidates(ours) if first else []),
    ]


def _direction(mine: Line) -> str:
    if mine.sends and mine.hears:
        return "sendrecv"
    if mine.sends:
        return "recvonly"
    return "sendonly" if mine.hears else "inactive"


def _of_opus(line: OfferedLine, mine: Line) -> list[str]:
    rows = [f"a=rtpmap:{mine.payload} opus/48000/2", f"a=fmtp:{mine.payload} minptime=20;useinbandfec=1", "a=ptime:20"]
    if mine.events:
        clock = line.codecs[mine.events][1]
        rows += [f"a=rtpmap:{mine.events} telephone-event/{clock}", f"a=fmtp:{mine.events} 0-15"]
    return rows


def _of_vp8(mine: Line) -> list[str]:
    number = mine.payload
    feedback = [f"a=rtcp-fb:{number} {what}" for what in ("nack", "nack pli", "ccm fir", "goog-remb")]
    return [f"a=rtpmap:{number} VP8/90000", *feedback]


def _candidates(ours: Ours) -> list[str]:
    rows = []
    for place, (host, port) in enumerate(ours.candidates):
        priority = (126 << 24) + ((65_535 - place) << 8) + 255
        rows.append(f"a=candidate:{place + 1} 1 udp {priority} {host} {port} typ host")
    return [*rows, "a=end-of-candidates"]
