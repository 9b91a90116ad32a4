"""Who has answered, by the rhythm of his speech: a person says a word or two and waits; a machine talks on.

Whoever hears him says when he talks and when he rests; here is only what follows from it. Pure.
"""

from typing import Literal

from msgspec import Struct

GREETING_MS = 3000
"""A person's greeting ends before this; speech that goes on longer is a machine's."""
ENDED_MS = 900
"""So much silence after the first words: he waits for an answer."""
PAUSE_MS = 320
"""A shorter silence is part of what is said."""
WORD_MS, NOTHING_MS, MOST_MS = 100, 4000, 7000


class Verdict(Struct, frozen=True):
    who: Literal["person", "machine", "unsure"]
    after_ms: int


class Rhythm:
    """All times are milliseconds since the call was answered."""

    def __init__(self) -> None:
        self._spoken = 0
        self._talks_since: int | None = None
        self._rests_since = 0

    def talks(self, at: int) -> None:
        if self._talks_since is None:
            pause = at - self._rests_since
            self._spoken += pause if self._spoken and pause <= PAUSE_MS else 0
            self._talks_since = at

    def rests(self, at: int) -> None:
        if self._talks_since is not None:
            self._spoken += max(0, at - self._talks_since)
            self._talks_since, self._rests_since = None, at

    def judged(self, now: int) -> Verdict | None:
        """The verdict, once there is one."""
        talks = self._talks_since
        spoken = self._spoken + (now - talks if talks is not None else 0)
        if spoken > GREETING_MS:
            return Verdict("machine", now)
        if talks is None and spoken >= WORD_MS and now - self._rests_since >= ENDED_MS:
            return Verdict("person", now)
        if (not spoken and now >= NOTHING_MS) or now >= MOST_MS:
            return Verdict("unsure", now)
        return None
