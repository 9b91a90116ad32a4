"""What each centre has taught about intents as it stands in memory: made from its documents and thrown away freely."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from atiende.domain.intent_documents import Intent
from atiende.language.intents import Classifier, Example


class Trainer(Protocol):
    """Trains away from this process: the centre that runs is not slowed down."""

    async def train(self, examples: Sequence[Example]) -> bytes:
        """What `Classifier.dump` gives."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """`seq` is how far the log is in it; `versions` the documents it was trained on."""

    seq: int
    versions: Mapping[str, int]
    intents: Mapping[str, Intent]
    classifier: Classifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What conversations of the past say of why one comes; `at`: when it was learned."""

    at: int
    classifier: Classifier


@dataclass(slots=True)
class Minds:
    """One for the process, in the desk. `training`: the tenants whose examples are being learned now."""

    minds: dict[str, Mind] = field(default_factory=dict)
    experience: dict[str, Experience] = field(default_factory=dict)
    training: set[str] = field(default_factory=set)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    def lock(self, tenant: str) -> asyncio.Lock:
        return self.locks.setdefault(tenant, asyncio.Lock())
