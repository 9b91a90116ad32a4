"""What another node's facts are about, as it is stored now: so that who follows the log here need not ask for each.

A commit of this process brings its rows along. Of another's only the facts are read; the rows they name are asked for
together, with one question for each kind and any number of facts.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TypeVar

from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.facts import ConversationOpened, Logged
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.row import Row
from atiende.ports.store import Key, Reading
from atiende.store.codec import codec

R = TypeVar("R", bound=Row)
Rows = Mapping[tuple[type[Row], Key], Row]
NAMED: tuple[tuple[str, tuple[type[Row], ...]], ...] = (
    ("conversation", (Conversation,)),
    ("message", (Message, MessageContent)),
    ("interaction", (Interaction,)),
    ("agent", (Agent,)),
)
"""Fields of facts that are keys of records."""


async def gathered(reading: Reading, page: Sequence[Logged]) -> Rows:
    """Never older than the facts; newer when more has happened since."""
    wanted: dict[type[Row], dict[Key, None]] = {}
    for logged in page:
        for name, kinds in NAMED:
            found = getattr(logged.fact, name, None)
            if isinstance(found, str) and found:
                for kind in kinds:
                    wanted.setdefault(kind, {})[(found,)] = None
        if isinstance(logged.fact, ConversationOpened):
            wanted.setdefault(CustomerDetails, {})[(logged.fact.customer,)] = None
    rows: dict[tuple[type[Row], Key], Row] = {}
    for found in await asyncio.gather(*(reading.many(kind, list(keys)) for kind, keys in wanted.items())):
        rows |= {(type(row), codec(type(row)).key(row)): row for row in found}
    return rows
