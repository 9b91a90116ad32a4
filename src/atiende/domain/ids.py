"""Identifiers: a UUIDv7 written in 26 base32 characters behind a three-letter prefix, sortable by time."""

from typing import NewType

TenantId = NewType("TenantId", str)  # ten_
UserId = NewType("UserId", str)  # usr_; an agent is a user
CustomerId = NewType("CustomerId", str)  # cus_
IdentityId = NewType("IdentityId", str)  # idn_
ConversationId = NewType("ConversationId", str)  # cnv_
InteractionId = NewType("InteractionId", str)  # itr_
MessageId = NewType("MessageId", str)  # msg_
OfferId = NewType("OfferId", str)  # off_
AttachmentId = NewType("AttachmentId", str)  # att_
IngressId = NewType("IngressId", str)  # ing_
Millis = int
"""A moment as integer milliseconds since 1970 UTC, or a length of time in milliseconds."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford, lower case: sorts as the number does


def encode(prefix: str, number: int) -> str:
    """The 128-bit `number` as `prefix_` and 26 characters; the order of numbers is the order of texts."""
    shifts = range(125, -1, -5)
    return prefix + "_" + "".join([ALPHABET[(number >> shift) & 31] for shift in shifts])
