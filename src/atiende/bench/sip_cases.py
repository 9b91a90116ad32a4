"""Torture messages and hostile descriptions: a collection's own, and what chance makes of them."""

import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Cases:
    """`messages`: whole datagrams of SIP; `descriptions`: SDP."""

    messages: list[bytes]
    descriptions: list[bytes]


def load(data: Path) -> Cases:
    """Empty where there is no such collection."""
    messages = [file.read_bytes() for file in sorted(data.glob("rfc4475/*.dat"))]
    messages += [*_members(data, "fuzz-sip_seed_corpus.zip"), *_members(data, "fuzz-sip-dialog_seed_corpus.zip")]
    descriptions = list(_members(data, "fuzz-sdp_seed_corpus.zip"))
    for file in sorted(data.glob("pjsip-sendto/*.json")):
        said = msgspec.json.decode(file.read_bytes(), type=dict[str, object]).get("sdp", "")
        if isinstance(said, str) and said:
            descriptions.append(said.strip().replace("\n", "\r\n").encode() + b"\r\n")
    return Cases(messages, descriptions)


def _members(data: Path, name: str) -> Iterator[bytes]:
    file = data / "pjsip-fuzz-seed" / name
    if file.exists():
        with zipfile.ZipFile(file) as collection:
            for one in sorted(collection.namelist()):
                if not one.endswith("/"):
                    yield collection.read(one)


def spoiled(cases: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Each a little worse: cut, a piece twice, bytes changed, a number too large."""
    dice = random.Random(seed)
    for _ in range(count if cases else 0):
        text = bytearray(dice.choice(cases)[:8000])
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(text) + 1)
            match dice.randrange(5):
                case 0:
                    del text[at:]
                case 1:
                    text[at:at] = text[at : at + dice.randrange(200)] * dice.randint(1, 20)
                case 2:
                    text[at : at + 1] = bytes([dice.randrange(256)])
                case 3:
                    text[at:at] = str(dice.choice((-1, 0, 2**31, 2**32, 2**64))).encode()
                case _:
                    text[at:at] = dice.choice((b"\r\n", b"\x00", b"%s%n", b"\xff\xfe", b";" * 300, b"<sip:"))
        yield bytes(text[:60_000])
