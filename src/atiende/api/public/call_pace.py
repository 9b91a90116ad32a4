"""How often pages may call, and how much they may say to an engine: what is beyond is refused, clearly."""

import re

from msgspec import json

from atiende.domain.errors import Invalid, TooLarge
from atiende.domain.limits import Buckets

LONGEST_BODY = 40_000
"""Characters of what a page says to its engine; an offer of six lines has about eight thousand."""
MOST_KEYS = 32
KEYS = re.compile(r"[0-9*#A-D]{1,32}\Z")
ME = ""


class Paces:
    """Of all pages of this node: calls begun by one visitor, from one address, at one endpoint."""

    def __init__(self) -> None:
        self._visitor = Buckets(5, 1 / 30)
        self._host = Buckets(20, 1 / 6)
        self._door = Buckets(60, 5)
        self._knocks = Buckets(30, 1)

    def spend(self, door: str, host: str, visitor: str, now: float) -> None:
        """Raises TooMany."""
        self._visitor.spend(f"{door}/{visitor}", now)
        self._host.spend(host, now)
        self._door.spend(door, now)

    def knock(self, host: str, now: float) -> None:
        """Somebody tries an address. Raises TooMany."""
        self._knocks.spend(host, now)


class CallPace:
    """Of one socket."""

    def __init__(self, paces: Paces, door: str, host: str) -> None:
        self._paces, self._door, self._host = paces, door, host
        self._signals = Buckets(30, 3)

    def may_call(self, now: float, visitor: str) -> None:
        """Raises TooMany."""
        self._paces.spend(self._door, self._host, visitor, now)

    def may_open(self, now: float) -> None:
        """A page by a link. Raises TooMany."""
        self._paces.knock(self._host, now)

    def may_signal(self, now: float) -> None:
        """Raises TooMany."""
        self._signals.spend(ME, now)


def check_body(body: str) -> None:
    """Raises TooLarge, Invalid for what is no JSON object: an engine reads the rest of it."""
    if len(body) > LONGEST_BODY:
        raise TooLarge(field="body", most=LONGEST_BODY)
    try:
        found = json.decode(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Invalid(field="body", reason="wrong_type")


def keys_body(keys: str) -> str:
    """What the engine hears of pressed keys. Raises Invalid."""
    if not KEYS.match(keys):
        raise Invalid(field="keys", reason="wrong_type")
    return json.encode({"type": "keys", "digits": keys}).decode()
