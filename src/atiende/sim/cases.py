"""A case: one customer's need as drawn before the day is run, so that every setting meets the same ones."""

from math import log

from msgspec import Struct


class Source:
    """Where cases come from, and what all of them share. Times in ms, chances 0 to 1."""

    __slots__ = (
        "_means", "agents_ms", "channel", "mean_ms", "no_answer", "queue", "reasons_ms", "repeat", "repeat_ms",
        "transfer", "transfer_to", "wrap_ms",
    )  # fmt: skip

    def __init__(self, queue: str, channel: str, mean_ms: float) -> None:
        self.queue, self.channel, self.mean_ms = queue, channel, mean_ms
        self.agents_ms: dict[str, float] = {}
        self.reasons_ms: dict[str, float] = {}
        self.wrap_ms = self.repeat_ms = 0
        self.no_answer = self.transfer = self.repeat = 0.0
        self.transfer_to = ""
        self._means: dict[tuple[str, str], float] = {}

    def mean_of(self, agent: str, reason: str) -> float:
        """How long this agent usually takes for this reason."""
        known = self._means.get((agent, reason))
        if known is None:
            pair = self.agents_ms.get(f"{agent}/{reason}")
            of_reason = self.reasons_ms.get(reason, self.mean_ms) / self.mean_ms
            known = self.agents_ms.get(agent, self.mean_ms) * of_reason if pair is None else pair
            self._means[agent, reason] = known
        return known


class Case(Struct, gc=False, kw_only=True):
    """`work`: his handling time over the usual one; `patience_ms` 0 waits for ever; `handle_ms` fixes the time.

    `volume`: from how many times the usual traffic on he comes at all. `number` names him in one replication;
    `generation` counts how often he came back. `agent` has him in hand already.
    """

    at: int
    number: int
    source: Source
    work: float = 1.0
    volume: float = 0.0
    patience_ms: int = 0
    handle_ms: int | None = None
    priority: int | None = None
    vip: bool = False
    language: str = ""
    reason: str = ""
    skills: tuple[tuple[str, int], ...] = ()
    agent: str = ""
    generation: int = 0
    preferred: str | None = None


TRANSFER, AGAIN, RETURN, LATER, PATIENCE, OFFERS = 0, 1, 2, 3, 4, 8
"""What a draw decides: whether it is transferred, how long it takes then, whether he comes back, how much later, with
how much patience; and, from 8 on, whether each offer is missed."""


class Chance:
    """What is drawn only when something happens: numbers of its own for each case and purpose, so that what one setting
    draws never shifts what another does. A counter-based generator (SplitMix64's mixing of case and purpose)."""

    __slots__ = ("_seed",)

    def __init__(self, seed: int, replication: int) -> None:
        self._seed = _mixed(_mixed(seed) + replication)

    def share(self, case: Case, purpose: int) -> float:
        """From 0 to less than 1."""
        return _mixed(self._seed + (case.number << 24) + (case.generation << 12) + purpose) / TOP

    def times(self, case: Case, purpose: int) -> float:
        """Exponential, of mean 1."""
        return -log(1 - self.share(case, purpose))


MASK, TOP = (1 << 64) - 1, float(1 << 64)


def _mixed(number: int) -> int:
    number = (number * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15) & MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return (number ^ (number >> 31)) & (MASK ^ 0x7FF)
