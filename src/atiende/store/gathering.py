"""What another node's facts are about, as it is stored now: so that who follows the log here need not ask for each.

A commit of this process brings its rows along. Of another's only the facts are read; the rows they name are asked for
together, with one question for each kind and any number of facts.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.facts import ConversationOpened, Logged
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.row import Row
from atiende.ports.store import Key
from atiende.store import sql
from atiende.store.codec import codec

Rows = Mapping[tuple[type[Row], Key], Row]
NAMED: tuple[tuple[str, tuple[type[Row], ...]], ...] = (
    ("conversation", (Conversation,)),
    ("message", (Message, MessageContent)),
    ("interaction", (Interaction,)),
    ("agent", (Agent,)),
)
"""Fields of facts that are keys of records."""


class Asks(Protocol):
    """Several questions by one session: a session for each costs more than its answer."""

    async def select_each(
        self, tenant: str, asked: Sequence[tuple[str, Sequence[object]]]
    ) -> list[list[tuple[object, ...]]]: ...


async def gathered(database: Asks, tenant: str, page: Sequence[Logged]) -> Rows:
    """Never older than the facts; newer when more has happened since."""
    wanted: dict[type[Row], dict[str, None]] = {}
    for logged in page:
        for name, kinds in NAMED:
            found = getattr(logged.fact, name, None)
            if isinstance(found, str) and found:
                for kind in kinds:
                    wanted.setdefault(kind, {})[found] = None
        if isinstance(logged.fact, ConversationOpened):
            wanted.setdefault(CustomerDetails, {})[logged.fact.customer] = None
    asked = [(sql.get_any(kind), (tenant, list(ids))) for kind, ids in wanted.items()]
    rows: dict[tuple[type[Row], Key], Row] = {}
    for kind, answer in zip(wanted, await database.select_each(tenant, asked) if asked else (), strict=True):
        known = codec(kind)
        rows |= {(kind, known.key(row)): row for row in map(known.decode, answer)}
    return rows
