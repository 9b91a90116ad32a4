"""Names and passwords for a TURN relay that hold for hours, made of a secret it shares with us (coturn's REST scheme).

So a page is let through a firewall without an account that somebody else could use for ever.
"""

import base64
import hashlib
import hmac

from msgspec import Struct

HOLDS_SECONDS = 12 * 3600


class Turn(Struct, frozen=True, kw_only=True):
    """`urls`: `turn:relay.example.com:3478?transport=udp` and the like."""

    urls: tuple[str, ...]
    secret: str


def relay_account(turn: Turn, who: str, now: int) -> tuple[str, str]:
    """Name and password for `who`, at `now` (ms)."""
    name = f"{now // 1000 + HOLDS_SECONDS}:{who}"
    digest = hmac.new(turn.secret.encode(), name.encode(), hashlib.sha1).digest()
    return name, base64.b64encode(digest).decode()
