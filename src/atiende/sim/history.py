"""A day of the past as a plan: what came, who was there, the rules in force, and how long things took.

Pure: a fold over the log. Reads from the beginning, because rules and abilities are older than the day; of the work
and the hours before the day it keeps only what reaches into it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from atiende.domain import facts as f
from atiende.domain.documents import Queue, read
from atiende.domain.errors import Invalid
from atiende.ports.twin import Arrival, Plan, Setting, Shift
from atiende.routing.learned import Matches
from atiende.sim.fitting import Fit

MINUTE_MS = 60_000
AWAY = ("offline",)
Spell = tuple[str, int, int]
"""State, from, to."""


class Work:
    """One interaction of the past. Moments in ms; None while it has not happened."""

    __slots__ = ("agent", "ended", "fact", "taken", "talked", "waited_from")

    def __init__(self, fact: f.InteractionQueued) -> None:
        self.fact, self.waited_from = fact, fact.since
        self.agent: str | None = None
        self.taken: int | None = None
        self.talked: int | None = None
        self.ended: int | None = None


class PastDays:
    """`ports.twin.Past`."""

    def __init__(self, time_zone: str, begins: int, ends: int) -> None:
        self._zone_name, self._zone = time_zone, ZoneInfo(time_zone)
        self._begins, self._ends = begins, ends
        self._documents: dict[str, str] = {}
        self._abilities: dict[str, f.Ability] = {}
        self._work: dict[str, Work] = {}
        self._matches = Matches()
        self._reasons: dict[str, str] = {}
        self._spells: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._fits: dict[tuple[str, str], Fit] = defaultdict(Fit)
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.DocumentPublished: self._published,
            f.DocumentRetired: self._retired,
            f.MatchTrained: self._learned,
            f.MatchSwitched: self._learned,
            f.UserCreated: self._user,
            f.UserChanged: self._user,
            f.AgentStateChanged: self._state,
            f.InteractionQueued: self._queued,
            f.InteractionOffered: self._offered,
            f.OfferExpired: self._expired,
            f.InteractionTaken: self._taken,
            f.WrapUpStarted: self._wrapping,
            f.InteractionTransferred: self._transferred,
            f.InteractionEnded: self._ended,
            f.ReasonChanged: self._reason,
            f.ConversationResolved: self._reason,
            f.ConversationClosed: self._closed,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        if keep is not None:
            keep(logged.fact, logged.at)

    def plan(self) -> Plan:
        arrivals = tuple(sorted(self._arrivals(), key=lambda one: one.at))
        if not arrivals:
            raise Invalid(field="begins", reason="nothing_arrives")
        notes = set[str]()
        if any(one.agent and one.handle_seconds is None for one in arrivals):
            notes.add("still_open")
        streams = []
        for queue, channel in sorted({(one.queue, one.channel) for one in arrivals}):
            stream, remarks = self._fits[queue, channel].stream(queue, channel, self._usual_seconds(queue))
            streams.append(stream)
            notes |= remarks
        return Plan(
            time_zone=self._zone_name,
            begins=self._begins,
            ends=self._ends,
            before=Setting(
                documents=self._documents,
                agents=self._abilities,
                shifts=tuple(self._shifts()),
                matches=tuple(self._matches.facts()),
            ),
            arrivals=arrivals,
            streams=tuple(streams),
            notes=tuple(sorted(notes)),
        )

    # --- reading the log ----------------------------------------------------------------------------------------------

    def _published(self, fact: f.DocumentPublished, at: int) -> None:
        if at <= self._begins:
            self._documents[f"{fact.kind}/{fact.slug}"] = fact.body

    def _retired(self, fact: f.DocumentRetired, at: int) -> None:
        if at <= self._begins:
            self._documents.pop(f"{fact.kind}/{fact.slug}", None)

    def _learned(self, fact: f.MatchTrained | f.MatchSwitched, at: int) -> None:
        if at <= self._begins:
            self._matches.keep(fact)

    def _user(self, fact: f.UserCreated | f.UserChanged, at: int) -> None:
        """Whoever is new in the span is taken as he came."""
        if at <= self._begins or (at < self._ends and fact.user not in self._abilities):
            self._abilities[fact.user] = fact.ability

    def _state(self, fact: f.AgentStateChanged, at: int) -> None:
        if at <= self._begins:
            self._spells[fact.agent].clear()
        self._spells[fact.agent].append((at, fact.state))

    def _queued(self, fact: f.InteractionQueued, at: int) -> None:
        """Again in a queue it goes on waiting; its place in the plan is where it first came."""
        if fact.reason:
            self._reasons.setdefault(fact.conversation, fact.reason)
        work = self._work.get(fact.interaction)
        if work is None:
            if at < self._ends:
                self._work[fact.interaction] = Work(fact)
        elif work.taken is not None:
            work.taken, work.agent, work.waited_from = None, None, at

    def _offered(self, fact: f.InteractionOffered, at: int) -> None:
        if (fit := self._fit(fact.interaction, at)) is not None:
            fit.offers += 1

    def _expired(self, fact: f.OfferExpired, at: int) -> None:
        if (fit := self._fit(fact.interaction, at)) is not None:
            fit.missed += 1

    def _taken(self, fact: f.InteractionTaken, at: int) -> None:
        work = self._work.get(fact.interaction)
        if work is None:
            return
        if (fit := self._fit(fact.interaction, at)) is not None and work.taken is None:
            fit.waited_ms += at - work.waited_from
        work.agent, work.taken, work.talked = fact.agent, at, None

    def _wrapping(self, fact: f.WrapUpStarted, at: int) -> None:
        if (work := self._work.get(fact.interaction)) is not None:
            work.talked = at

    def _transferred(self, fact: f.InteractionTransferred, at: int) -> None:
        work, fit = self._work.get(fact.interaction), self._fit(fact.interaction, at)
        if work is not None and fit is not None and work.taken is not None:
            fit.transferred[fact.to_queue or work.fact.queue] += 1
            self._handled(work, fit, at)

    def _ended(self, fact: f.InteractionEnded, at: int) -> None:
        work, fit = self._work.get(fact.interaction), self._fit(fact.interaction, at)
        if work is None:
            return
        if at <= self._begins:
            del self._work[fact.interaction]
        work.ended = at
        if fit is None:
            return
        if work.taken is not None:
            self._handled(work, fit, at)
        else:
            fit.waited_ms += at - work.waited_from
            fit.abandoned += fact.how == "abandoned"

    def _handled(self, work: Work, fit: Fit, at: int) -> None:
        assert work.taken is not None and work.agent is not None
        talked = at if work.talked is None else work.talked
        fit.handled.append((work.agent, work.fact.conversation, talked - work.taken))
        fit.reason_of = self._reason_of
        fit.wrap_ms += at - talked

    def _reason(self, fact: f.ReasonChanged | f.ConversationResolved, at: int) -> None:
        if fact.reason:
            self._reasons[fact.conversation] = fact.reason

    def _closed(self, fact: f.ConversationClosed, at: int) -> None:
        if at <= self._begins:
            self._reasons.pop(fact.conversation, None)

    def _fit(self, interaction: str, at: int) -> Fit | None:
        """Of work of this span; what ended before it says nothing about it."""
        work = self._work.get(interaction)
        return self._fits[work.fact.queue, work.fact.channel] if work is not None and at >= self._begins else None

    # --- writing the plan ---------------------------------------------------------------------------------------------

    def _reason_of(self, conversation: str) -> str:
        return self._reasons.get(conversation, "")

    def _usual_seconds(self, slug: str) -> float:
        body = self._documents.get(f"queue/{slug}")
        queue = read("queue", body) if body else None
        return queue.handle_seconds if isinstance(queue, Queue) else 300

    def _arrivals(self) -> Iterator[Arrival]:
        for work in self._work.values():
            fact, over = work.fact, work.ended is not None and work.ended <= self._begins
            if over or f"queue/{fact.queue}" not in self._documents:
                continue
            in_hand = work.taken is not None and work.taken < self._begins
            left = (work.ended - self._begins) / 1000 if in_hand and work.ended is not None else None
            yield Arrival(
                at=fact.since,
                queue=fact.queue,
                channel=fact.channel,
                language=fact.language,
                reason=self._reason_of(fact.conversation),
                priority=fact.priority,
                vip=fact.vip,
                skills=fact.skills,
                handle_seconds=left,
                agent=work.agent or "" if in_hand else "",
            )

    def _shifts(self) -> Iterator[Shift]:
        """From signing in to signing off, with the pauses between, by local day."""
        for agent, changes in sorted(self._spells.items()):
            if agent not in self._abilities:
                continue
            there: list[Spell] = []
            for (at, state), (until, _) in zip(changes, [*changes[1:], (self._ends, "")], strict=True):
                low, high = max(at, self._begins), min(until, self._ends)
                if low < high and state not in AWAY:
                    there.append((state, low, high))
            for low, high in _joined(there):
                yield self._shift(agent, low, high, [s for s in there if s[0] == "paused" and low <= s[1] < high])

    def _shift(self, agent: str, low: int, high: int, pauses: list[Spell]) -> Shift:
        day = datetime.fromtimestamp(low / 1000, UTC).astimezone(self._zone)
        midnight = int(day.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)

        def minutes(start: int, end: int) -> tuple[int, int]:
            return (start - midnight) // MINUTE_MS, -((midnight - end) // MINUTE_MS)

        start, end = minutes(low, high)
        breaks = tuple(minutes(since, until) for _, since, until in pauses)
        return Shift(agent=agent, start=start, end=end, breaks=breaks, date=day.date().isoformat())


def _joined(spells: list[Spell]) -> list[tuple[int, int]]:
    """Spells that follow each other are one presence."""
    joined: list[tuple[int, int]] = []
    for _, low, high in spells:
        if joined and low == joined[-1][1]:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined
