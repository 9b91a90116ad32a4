"""Timers against the log (I9): what was due happened once, never early, and late only while nobody was there."""

from collections.abc import Sequence

from atiende.bench.history.record import Away
from atiende.domain import facts as f
from atiende.domain.facts import Logged

ENDS_OFFER = (f.OfferAccepted, f.OfferDeclined, f.OfferWithdrawn, f.OfferExpired)


class Clocks:
    """What is due by kind and key, followed fact by fact. `late_ms` None: only early and double are breaches."""

    def __init__(self, late_ms: int | None, away: Sequence[Away]) -> None:
        self._late_ms, self._away = late_ms, away
        self._due: dict[tuple[str, str], int] = {}
        self.wrong: list[str] = []

    def follow(self, logged: Logged) -> None:
        fact = logged.fact
        match fact:
            case f.InteractionOffered():
                self._due["offer", fact.offer] = fact.expires_at
            case f.WrapUpStarted():
                self._due["wrap_up", fact.interaction] = fact.until
            case f.ConversationSnoozed():
                self._due["snooze", fact.conversation] = fact.until
            case f.MessageFailed() if fact.again_at is not None:
                self._due["send", fact.message] = fact.again_at
            case f.SendStarted() if fact.attempt > 1:
                self._begun(fact, logged.at)
            case _:
                self._ended(fact, logged.at)

    def _ended(self, fact: f.AnyFact, at: int) -> None:
        if isinstance(fact, ENDS_OFFER):
            self._fired("offer", fact.offer, at, by_time=isinstance(fact, f.OfferExpired))
        elif isinstance(fact, f.InteractionEnded) and ("wrap_up", fact.interaction) in self._due:
            self._fired("wrap_up", fact.interaction, at, by_time=fact.by == "system")
        elif isinstance(fact, f.ConversationWoken):
            self._fired("snooze", fact.conversation, at, by_time=True)

    def _begun(self, fact: f.SendStarted, at: int) -> None:
        """A next attempt may stand behind an earlier message, but never comes before its moment."""
        due = self._due.pop(("send", fact.message), None)
        if due is not None and at < due:
            self.wrong.append(f"{fact.message} was sent again {due - at} ms early")

    def _fired(self, kind: str, key: str, at: int, *, by_time: bool) -> None:
        due = self._due.pop((kind, key), None)
        if not by_time:
            return
        if due is None:
            self.wrong.append(f"{kind} {key} ended a second time")
        elif at < due:
            self.wrong.append(f"{kind} {key} fired {due - at} ms early")
        else:
            self._check_late(f"{kind} {key}", due, at)

    def _check_late(self, what: str, due: int, at: int) -> None:
        if self._late_ms is None:
            return
        excused = sum(max(0, min(at, one.end) - max(due, one.start)) for one in self._away)
        if at - due - excused > self._late_ms:
            self.wrong.append(f"{what} fired {at - due} ms late, {excused} of them excused")


def timers(log: Sequence[Logged], late_ms: int | None, away: Sequence[Away] = ()) -> list[str]:
    """I9 of a whole log."""
    clocks = Clocks(late_ms, away)
    for logged in log:
        clocks.follow(logged)
    return clocks.wrong
