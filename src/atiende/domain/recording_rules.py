"""I10 read off the log: nothing is recorded without a right to it, and nothing of what was said in a pause is kept.

It knows nothing of how recordings are made: it reads facts, and says which of them should not be there.
"""

from collections.abc import Iterable

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.recording import basis

SLACK_MS = 400
"""Between a fact and the sound at its moment: a pause is obeyed within this."""


class Unlawful(Struct, frozen=True, kw_only=True):
    """`what`: no_basis (recorded without one), refused (kept though he said no), unheard_of (kept, never begun), or
    not_left_out (a pause of which the file knows nothing)."""

    what: str
    recording: str
    seq: int


class _Seen(Struct):
    interaction: str
    basis: str
    began: int
    ended: int | None = None
    pauses: dict[str, tuple[int, int]] = {}
    silent: list[tuple[int, int]] = []


class RecordingWatch:
    """Hears the log in order; `found` is what was wrong."""

    def __init__(self) -> None:
        self._answers: dict[str, list[str]] = {}
        self._seen: dict[str, _Seen] = {}
        self.found: list[Unlawful] = []

    def apply(self, logged: f.Logged) -> None:
        fact = logged.fact
        if isinstance(fact, f.ConsentAnswered) and fact.what == "recording":
            self._answers.setdefault(fact.interaction, []).append(fact.answer)
        elif isinstance(fact, f.RecordingStarted):
            self._seen[fact.recording] = _Seen(fact.interaction, fact.basis, logged.at)
            self._check_basis(fact.recording, logged.seq, "no_basis")
        elif isinstance(fact, f.RecordingPaused):
            self._paused(fact, logged.at)
        elif isinstance(fact, f.RecordingResumed):
            self._resumed(fact, logged.at)
        elif isinstance(fact, f.RecordingEnded) and fact.recording in self._seen:
            self._ended(self._seen[fact.recording], logged.at)
        elif isinstance(fact, f.RecordingKept):
            self._kept(fact, logged)

    def _check_basis(self, recording: str, seq: int, what: str) -> None:
        seen = self._seen[recording]
        if not seen.basis or basis(seen.basis, self._answers.get(seen.interaction, [])) != seen.basis:
            self.found.append(Unlawful(what=what, recording=recording, seq=seq))

    def _paused(self, fact: f.RecordingPaused, at: int) -> None:
        seen = self._seen.get(fact.recording)
        if seen is not None:
            began = seen.pauses.get(fact.why, (at, 0))[0]
            seen.pauses[fact.why] = (began, fact.until)

    def _resumed(self, fact: f.RecordingResumed, at: int) -> None:
        seen = self._seen.get(fact.recording)
        for why in [one for one in (seen.pauses if seen else {}) if not fact.why or fact.why == one]:
            assert seen is not None
            began, until = seen.pauses.pop(why)
            seen.silent.append((began, min(at, until)))

    def _ended(self, seen: _Seen, at: int) -> None:
        if seen.ended is None:
            seen.ended = at
            seen.silent += [(began, min(at, until)) for began, until in seen.pauses.values()]
            seen.pauses.clear()

    def _kept(self, fact: f.RecordingKept, logged: f.Logged) -> None:
        seen = self._seen.get(fact.recording)
        if seen is None:
            self.found.append(Unlawful(what="unheard_of", recording=fact.recording, seq=logged.seq))
            return
        self._check_basis(fact.recording, logged.seq, "refused")
        for began, ended in seen.silent:
            middle = (began - seen.began + SLACK_MS, ended - seen.began - SLACK_MS)
            within = middle[0] < middle[1] and middle[0] < fact.duration_ms
            if within and not any(one <= middle[0] and min(middle[1], fact.duration_ms) <= to for one, to in fact.gaps):
                self.found.append(Unlawful(what="not_left_out", recording=fact.recording, seq=logged.seq))


def unlawful(log: Iterable[f.Logged]) -> list[Unlawful]:
    """Everything that is wrong in a log, from its beginning."""
    watch = RecordingWatch()
    for logged in log:
        watch.apply(logged)
    return watch.found
