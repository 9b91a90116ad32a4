"""The two STUN messages of an ICE-lite side: a page's binding request, checked, and our answer to it (RFC 8489, 8445).

Written for strangers' datagrams: nothing is answered that is not signed with a password of ours.
"""

import hashlib
import hmac
import ipaddress
import struct
import zlib

from msgspec import Struct

COOKIE = 0x2112A442
REQUEST, RESPONSE = 0x0001, 0x0101
USERNAME, INTEGRITY, MAPPED, FINGERPRINT, USE_CANDIDATE = 0x0006, 0x0008, 0x0020, 0x8028, 0x0025
MAX_SIZE = 548
"""As a datagram that fits any path (RFC 8489, 6.1); browsers' checks are about a hundred bytes."""


class Check(Struct, frozen=True, kw_only=True):
    """A connectivity check, not verified yet. `user`: our fragment, `peer`: theirs; `signed`: the bytes its signature
    covers, their length as signed."""

    transaction: bytes
    user: str
    peer: str
    nominates: bool
    signed: bytes
    signature: bytes


def is_stun(data: bytes) -> bool:
    return len(data) >= 20 and data[0] < 4 and data[4:8] == b"\x21\x12\xa4\x42"


def read_check(data: bytes) -> Check | None:
    """None for whatever is not a well-formed, signed binding request."""
    kind, length = struct.unpack_from("!HH", data)
    if kind != REQUEST or length != len(data) - 20 or length % 4 or len(data) > MAX_SIZE:
        return None
    name, nominates, at = b"", False, 20
    while at + 4 <= len(data):
        what, size = struct.unpack_from("!HH", data, at)
        value = data[at + 4 : at + 4 + size]
        if len(value) != size:
            return None
        if what == INTEGRITY:
            return _checked(data, at, name, value, nominates)
        if what == USERNAME:
            name = value
        nominates |= what == USE_CANDIDATE
        at += 4 + size + (-size % 4)
    return None


def _checked(data: bytes, at: int, name: bytes, signature: bytes, nominates: bool) -> Check | None:
    """What stands after the signature counts for nothing."""
    user, colon, peer = name.partition(b":")
    if len(signature) != 20 or not colon or not name.isascii() or len(name) > 513:
        return None
    signed = data[:2] + struct.pack("!H", at + 24 - 20) + data[4:at]
    return Check(
        transaction=data[8:20],
        user=user.decode(),
        peer=peer.decode(),
        nominates=nominates,
        signed=signed,
        signature=signature,
    )


def is_signed_with(check: Check, password: bytes) -> bool:
    return hmac.compare_digest(hmac.digest(password, check.signed, hashlib.sha1), check.signature)


def answered(check: Check, address: tuple[str, int], password: bytes) -> bytes:
    """The success response: where the page is seen from, signed."""
    ip = ipaddress.ip_address(address[0])
    pad = struct.pack("!I", COOKIE) + check.transaction
    host = bytes(one ^ two for one, two in zip(ip.packed, pad, strict=False))
    mapped = struct.pack("!BBH", 0, 1 if ip.version == 4 else 2, address[1] ^ (COOKIE >> 16)) + host
    body = struct.pack("!HH", MAPPED, len(mapped)) + mapped
    return _signed(RESPONSE, check.transaction, body, password)


def request(name: str, password: bytes, transaction: bytes, *, nominates: bool = True) -> bytes:
    """A check as a page makes it: for peers of ours that measure and test."""
    raw = name.encode()
    body = struct.pack("!HH", USERNAME, len(raw)) + raw + b"\0" * (-len(raw) % 4)
    body += struct.pack("!HHI", 0x0024, 4, 0x6E7F1EFF) + struct.pack("!HHQ", 0x802A, 8, 1)
    if nominates:
        body += struct.pack("!HH", USE_CANDIDATE, 0)
    return _signed(REQUEST, transaction, body, password)


def _signed(kind: int, transaction: bytes, body: bytes, password: bytes) -> bytes:
    """Each of the two last attributes covers the message as if it ended with it."""
    signature = hmac.digest(password, _head(kind, len(body) + 24, transaction) + body, hashlib.sha1)
    body += struct.pack("!HH", INTEGRITY, 20) + signature
    begin = _head(kind, len(body) + 8, transaction)
    return begin + body + struct.pack("!HHI", FINGERPRINT, 4, zlib.crc32(begin + body) ^ 0x5354554E)


def _head(kind: int, size: int, transaction: bytes) -> bytes:
    return struct.pack("!HHI", kind, size, COOKIE) + transaction
