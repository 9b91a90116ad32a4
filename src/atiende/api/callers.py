"""Pages of customers and guests that may be in a call, and what of the bus and the log is for them."""

import asyncio
from collections import defaultdict

from atiende.api.outbox import Outbox
from atiende.api.wire import ENCODER
from atiende.domain.facts import AnyFact
from atiende.ports.bus import AnySignal, Caption, ToPage


class CallPage:
    """An open page. `who` its leg belongs to (a customer, a link's guest); `leg` the one it has, if any."""

    __slots__ = ("about", "changed", "interaction", "leg", "outbox", "who")

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.who = self.leg = self.interaction = ""
        self.changed = asyncio.Event()
        """Set when something may be different from what it was told."""
        self.about: frozenset[str] = frozenset()


class Callers:
    """Of one tenant on this node, by what they look at: a conversation, an interaction, a leg's owner."""

    def __init__(self) -> None:
        self._pages: dict[str, set[CallPage]] = defaultdict(set)

    def look(self, page: CallPage, *about: str) -> None:
        """From now on these are what concerns the page; none: it is gone."""
        now = frozenset(one for one in about if one)
        for gone in page.about - now:
            self._pages[gone].discard(page)
            if not self._pages[gone]:
                del self._pages[gone]
        for fresh in now - page.about:
            self._pages[fresh].add(page)
        page.about = now

    def hear(self, fact: AnyFact) -> None:
        for name in ("interaction", "conversation"):
            for page in self._pages.get(getattr(fact, name, None) or "", ()):
                page.changed.set()

    def signal(self, signal: AnySignal) -> None:
        if isinstance(signal, ToPage):
            frame = ENCODER.encode({"op": "voice", "leg": signal.leg, "body": signal.body})
            for page in self._pages.get(signal.who, ()):
                if page.leg == signal.leg:
                    page.outbox.put(frame)
        elif isinstance(signal, Caption):
            told = {"op": "caption", "leg": signal.leg, "text": signal.text, "final": signal.final}
            for page in self._pages.get(signal.interaction, ()):
                page.outbox.put(ENCODER.encode(told))
