"""Standard Webhooks: how a message to somebody's server is signed, so that it can be believed and not replayed."""

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256

PREFIX = "whsec_"


def key_of(secret: str) -> bytes:
    """`whsec_` and base64; any other secret counts as its own bytes."""
    if secret.startswith(PREFIX):
        try:
            return b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()


def signed_headers(secret: str, message: str, seconds: int, body: bytes) -> Mapping[str, str]:
    """The three headers: `message` is the id that stays the same over attempts, `seconds` the time of this attempt."""
    content = f"{message}.{seconds}.".encode() + body
    signature = b64encode(hmac.new(key_of(secret), content, sha256).digest()).decode()
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{signature}",
    }
