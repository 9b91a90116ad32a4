"""When a webhook is tried again: soon at first, then ever more rarely, for three days."""

FIRST_MS, LONGEST_MS = 5_000, 4 * 3_600_000
KEPT_TRYING_MS = 3 * 86_400_000
LONGEST_ASKED_S = 86_400
"""The longest `Retry-After` that is honoured."""


def wait_ms(tries: int, chance: int, retry_after: int | None) -> int:
    """After the `tries`-th failure; `chance` (any whole number) spreads it by a fifth either way.

    Never sooner than the other side asked.
    """
    base = min(FIRST_MS * (1 << min(tries - 1, 20)), LONGEST_MS)
    spread = base * (chance % 401 - 200) // 1000
    return max(base + spread, min(retry_after or 0, LONGEST_ASKED_S) * 1000)
