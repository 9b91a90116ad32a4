"""What the screens ask about the machine's help: calls of the language model, runs of test sets, what it is worth."""

from collections.abc import Sequence
from typing import Protocol

from atiende.domain.assist import EvaluationRun, ModelCall, ModelDay, SuggestionCount
from atiende.ports.views import Page


class Assistance(Protocol):
    async def calls(self, tenant: str, cursor: str | None, limit: int) -> Page[ModelCall]:
        """The newest first. Raises Invalid for an unknown cursor."""
        ...

    async def days(self, tenant: str, since: int) -> Sequence[ModelDay]:
        """From this day on (days since 1970), in order."""
        ...

    async def runs(self, tenant: str, evaluation: str, limit: int) -> Sequence[EvaluationRun]:
        """The newest first."""
        ...

    async def counts(self, tenant: str) -> Sequence[SuggestionCount]:
        """Of every kind of draft and every offering."""
        ...
