"""What makes two deliveries the same mail: its Message-ID and what was written, not the stamps added on the way.

A mail that comes again (the acknowledgement was lost, it is also in the mailbox) is applied once; two different mails
under one Message-ID are both kept. Without a Message-ID only the very same bytes are the same mail. Pure.
"""

import hashlib

from atiende.channels.email.headers import message_ids, split_head
from atiende.channels.email.parse import normalise

STAMPS = (
    "received", "return-path", "delivered-to", "envelope-to", "authentication-results", "dkim-filter", "status",
    "lines", "x-received", "x-original-to", "x-envelope-", "x-delivered-to", "x-forwarded-to", "x-status", "x-uid",
    "x-spam-", "x-virus-", "x-google-", "x-gm-", "x-ms-exchange-", "x-mozilla-", "x-antiabuse", "arc-",
)  # fmt: skip
"""Beginnings of the names of headers that mail servers add."""


def origin_of(raw: bytes, *, dry_run: bool = False) -> str:
    """At most 80 characters. What a dry run saw does not count when the mailbox is read in earnest."""
    data = normalise(raw).replace(b"\r\n", b"\n").rstrip(b"\n")
    head, body, _ = split_head(data, 0, len(data))
    digest = hashlib.sha256()
    if message_ids(head.raw("message-id")):
        for name, value in head.fields:
            if not name.startswith(STAMPS):
                digest.update(name.encode() + b":" + b" ".join(value.split()) + b"\n")
        digest.update(b"\n" + data[body:])
    else:
        digest.update(data)
    return f"{'dry:' if dry_run else ''}mail:{digest.hexdigest()}"
