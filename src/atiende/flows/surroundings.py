"""What a flow is checked and tried out in: the hours, flows, channels and documents there are around it."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from atiende.domain.documents import Hours
from atiende.domain.flow_documents import Flow
from atiende.domain.hours import is_open
from atiende.flows.state import Book, Speaks, Value


def reads_nothing(_check: str, _text: str, _language: str, _at: int) -> Value:
    """Where nobody can read dates and amounts, none is understood."""
    return None


class Surroundings(Struct, frozen=True, kw_only=True):
    """`hours` by slug, the brand's under the empty one; `flows` by slug; `speaks` and `windows` (seconds in which a
    channel may still be answered) by channel. `exists(kind, slug)`: whether something is published; None: unknown."""

    zone: str = "Europe/Madrid"
    hours: Mapping[str, Hours] = {}
    flows: Mapping[str, Flow] = {}
    speaks: Mapping[str, Speaks] = {}
    windows: Mapping[str, int] = {}
    exists: Callable[[str, str], bool] | None = None
    read: Callable[[str, str, str, int], Value] = reads_nothing

    def open_at(self, slug: str, at: int) -> bool:
        """Where no hours are said, it is always open."""
        found = self.hours.get(slug)
        return found is None or is_open(found, at)

    def channel(self, name: str) -> Speaks:
        return self.speaks.get(name, Speaks(channel=name))

    def book(self, slug: str, flow: Flow) -> Book:
        """With this flow under its name, as if it were published."""
        flows = {**self.flows, slug: flow}

        def look(wanted: str, _version: int | None) -> tuple[int, Flow] | None:
            return (1, flows[wanted]) if wanted in flows else None

        return look
