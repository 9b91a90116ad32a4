"""What flows did for customers, as numbers: one fold over facts, the same for today and for any past day.

The unit is the session: one time through a flow, from entering it to its end, counted on the local date it began on.
Contained is a session that reached a goal, and no person had to do with this customer until 24 hours after its end:
hanging up is no success. Beside it stand the sessions that merely ended without being handed to anybody (`unassisted`,
what the trade calls containment). A handoff has failed when nobody took it in time (late), or he was gone before
anybody did (lost). Resolutions are counted by reason, with and without a person in them, also where no flow was.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from atiende.domain import facts as f
from atiende.reports.cells import Named, add_named
from atiende.reports.rules import Rules

ALONE_MS = 24 * 3_600_000
"""How long no person may have had to do with him."""
NOBODY = "system"

CellKey = tuple[int, str, str, int, str]
"""Local day since 1970, brand, flow ("" outside flows), version, channel."""


class Session(Struct):
    """One time through a flow; `seq` is the fact that began it. `node`: where it ended. Moments are 0 while they have
    not come: `ended`, `handed` to people, `taken` by one, `person` (any person had to do with this customer)."""

    seq: int
    day: int
    interaction: str
    conversation: str
    customer: str
    brand: str
    channel: str
    flow: str
    version: int
    began: int
    ended: int = 0
    outcome: str = ""
    node: str = ""
    goals: tuple[str, ...] = ()
    reason: str = ""
    handed: int = 0
    why: str = ""
    queue: str = ""
    late: bool = False
    lost: bool = False
    taken: int = 0
    person: int = 0
    offered: bool = False
    deflected: bool = False
    found: int = 0
    missing: int = 0
    broken: int = 0
    scores: tuple[tuple[str, int], ...] = ()


class Saved(Struct, frozen=True):
    """What the fold must know of before, to go on."""

    sessions: list[Session] = []
    current: dict[str, int] = {}
    customers: dict[str, str] = {}
    persons: dict[str, int] = {}
    channels: dict[str, tuple[str, str]] = {}


def contained(one: Session) -> bool:
    """A goal was reached, and no person came into it within 24 hours of its end."""
    return bool(one.ended and one.goals) and not (one.person and one.person <= one.ended + ALONE_MS)


def unassisted(one: Session) -> bool:
    """It ended without going to a person, in whatever way."""
    return bool(one.ended) and not one.handed and one.outcome != "person"


def failed(one: Session) -> bool:
    """Handed over, and nobody took it in time, or at all."""
    return one.late or one.lost


def share_of(one: Session) -> Named:
    """What a session counts, by name; sums of these are what reports are made of."""
    yes = {
        "sessions": True,
        "ended": one.ended > 0,
        "goal": bool(one.goals),
        "contained": contained(one),
        "unassisted": unassisted(one),
        "handoffs": one.handed > 0,
        "taken": one.handed > 0 and one.taken > 0,
        "late": one.late,
        "lost": one.lost,
        "failed": failed(one),
        "offered": one.offered,
        "deflected": one.deflected,
        f"outcome:{one.outcome}": one.ended > 0,
        f"why:{one.why}": one.handed > 0,
        f"reason:{one.reason}:sessions": True,
        f"reason:{one.reason}:contained": contained(one),
        f"reason:{one.reason}:handoffs": one.handed > 0,
    }
    found = {name: 1 for name, there in yes.items() if there}
    found |= {name: by for name, by in (("found", one.found), ("missing", one.missing), ("broken", one.broken)) if by}
    for scale, score in one.scores:
        add_named(found, f"score:{scale}:{score}", 1)
    return found


class SelfService:
    """Fed with facts in order; `cells` and `touched` hold what was counted since they were last taken."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.cells: dict[CellKey, Named] = {}
        self.touched: dict[int, Session] = {}
        self._sessions: dict[int, Session] = {}
        self._current: dict[str, int] = {}
        """By interaction, the session it is in or was last in."""
        self._of: dict[str, set[int]] = {}
        """Sessions of a customer."""
        self._customers: dict[str, str] = {}
        """Of conversations, for customers with sessions."""
        self._persons: dict[str, int] = {}
        """Conversations a person had to do with since they were last resolved."""
        self._channels: dict[str, tuple[str, str]] = {}
        """Brand and channel of conversations that are not resolved."""
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.ConversationOpened: self._opened,
            f.FlowEntered: self._entered,
            f.FlowStepped: self._stepped,
            f.FlowEnded: self._ended,
            f.HandedOver: self._handed,
            f.HandoffLate: self._late,
            f.ErrandEnded: self._errand,
            f.BotAnswered: self._bot,
            f.SurveyAnswered: self._survey,
            f.DeflectionOffered: self._offered,
            f.DeflectionTaken: self._deflected,
            f.InteractionQueued: self._queued,
            f.InteractionTaken: self._taken,
            f.InteractionEnded: self._over,
            f.MessageWritten: self._written,
            f.ReasonChanged: self._reason,
            f.ConversationResolved: self._resolved,
            f.ConversationClosed: self._closed,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        if keep is not None:
            keep(logged.fact, logged)

    # --- sessions -----------------------------------------------------------------------------------------------------

    def _entered(self, fact: f.FlowEntered, logged: f.Logged) -> None:
        halves = self.rules.halves(fact.brand)
        one = Session(
            logged.seq, halves.day(halves.of(logged.at)), fact.interaction, fact.conversation, fact.customer,
            fact.brand, fact.channel, fact.flow, fact.version, logged.at,
        )  # fmt: skip
        self._hold(one)
        self._current[fact.interaction] = one.seq
        self._customers[fact.conversation] = fact.customer
        self._count(one, {}, share_of(one))

    def _hold(self, one: Session) -> None:
        self._sessions[one.seq] = one
        self._of.setdefault(one.customer, set()).add(one.seq)

    def _session(self, interaction: str) -> Session | None:
        return self._sessions.get(self._current.get(interaction, 0))

    def _alter(self, one: Session | None, alter: Callable[[Session], None]) -> None:
        """Changes a session, and by as much what was counted of it."""
        if one is None:
            return
        before = share_of(one)
        alter(one)
        self._count(one, before, share_of(one))

    def _count(self, one: Session, before: Named, after: Named) -> None:
        self.touched[one.seq] = one
        cell = self.cells.setdefault((one.day, one.brand, one.flow, one.version, one.channel), {})
        for name in before.keys() | after.keys():
            add_named(cell, name, after.get(name, 0) - before.get(name, 0))

    def _stepped(self, fact: f.FlowStepped, logged: f.Logged) -> None:
        """Nodes are counted of the flow they stand in, which may be one called by the session's."""
        one = self._session(fact.interaction)
        if one is None:
            return
        for flow, version, node in fact.passed:
            cell = self.cells.setdefault((one.day, one.brand, flow, version, one.channel), {})
            add_named(cell, f"node:{node}:entered", 1)
        if fact.goals != one.goals:
            self._alter(one, lambda one: setattr(one, "goals", fact.goals))

    def _ended(self, fact: f.FlowEnded, logged: f.Logged) -> None:
        def alter(one: Session) -> None:
            one.ended, one.outcome, one.node, one.goals = logged.at, fact.outcome, fact.node, fact.goals

        one = self._session(fact.interaction)
        self._alter(one, alter)
        if one is not None and fact.outcome == "left":
            cell = self.cells.setdefault((one.day, one.brand, fact.flow, fact.version, one.channel), {})
            add_named(cell, f"node:{fact.node}:left", 1)

    def _handed(self, fact: f.HandedOver, logged: f.Logged) -> None:
        def alter(one: Session) -> None:
            one.handed, one.why, one.queue = one.handed or logged.at, fact.why, fact.queue

        one = self._session(fact.interaction)
        self._alter(one, alter)
        if one is not None and fact.node:
            cell = self.cells.setdefault((one.day, one.brand, fact.flow, fact.version, one.channel), {})
            add_named(cell, f"node:{fact.node}:handed", 1)

    def _late(self, fact: f.HandoffLate, logged: f.Logged) -> None:
        self._alter(self._session(fact.interaction), lambda one: setattr(one, "late", True))

    def _errand(self, fact: f.ErrandEnded, logged: f.Logged) -> None:
        """A look into the knowledge base. What a bot answers tells its own fact."""
        if fact.kind == "answer":
            name = {"ok": "found", "missing": "missing"}.get(fact.result, "broken")
            self._answer(fact.interaction, name)

    def _bot(self, fact: f.BotAnswered, logged: f.Logged) -> None:
        if fact.does == "answer":
            self._answer(fact.interaction, "found" if fact.sources else "missing")

    def _answer(self, interaction: str, name: str) -> None:
        self._alter(self._session(interaction), lambda one: setattr(one, name, getattr(one, name) + 1))

    def _survey(self, fact: f.SurveyAnswered, logged: f.Logged) -> None:
        if fact.score is not None:
            given = (fact.scale, fact.score)
            self._alter(self._session(fact.interaction), lambda one: setattr(one, "scores", (*one.scores, given)))

    def _offered(self, fact: f.DeflectionOffered, logged: f.Logged) -> None:
        self._alter(self._session(fact.interaction), lambda one: setattr(one, "offered", True))

    def _deflected(self, fact: f.DeflectionTaken, logged: f.Logged) -> None:
        self._alter(self._session(fact.interaction), lambda one: setattr(one, "deflected", True))

    def _over(self, fact: f.InteractionEnded, logged: f.Logged) -> None:
        one = self._session(fact.interaction)
        if one is not None and one.handed and not one.taken and fact.how == "abandoned":
            self._alter(one, lambda one: setattr(one, "lost", True))

    # --- people -------------------------------------------------------------------------------------------------------

    def _queued(self, fact: f.InteractionQueued, logged: f.Logged) -> None:
        if fact.customer in self._of:
            self._customers[fact.conversation] = fact.customer

    def _taken(self, fact: f.InteractionTaken, logged: f.Logged) -> None:
        def alter(one: Session) -> None:
            one.taken = one.taken or logged.at

        one = self._session(fact.interaction)
        if one is not None and one.handed:
            self._alter(one, alter)
        self._person(fact.conversation, logged.at)

    def _written(self, fact: f.MessageWritten, logged: f.Logged) -> None:
        if not fact.automatic and fact.author != NOBODY:
            self._person(fact.conversation, logged.at)

    def _person(self, conversation: str, at: int) -> None:
        """Somebody had to do with him, whatever the matter: sessions of the last 24 hours were not the end of it."""
        self._persons.setdefault(conversation, at)
        for seq in sorted(self._of.get(self._customers.get(conversation, ""), ())):
            one = self._sessions[seq]
            if not one.person and not (one.ended and at > one.ended + ALONE_MS):
                self._alter(one, lambda one: setattr(one, "person", at))

    # --- matters ------------------------------------------------------------------------------------------------------

    def _opened(self, fact: f.ConversationOpened, logged: f.Logged) -> None:
        self._channels[fact.conversation] = (fact.brand, fact.channel)
        if fact.customer in self._of:
            self._customers[fact.conversation] = fact.customer

    def _reason(self, fact: f.ReasonChanged, logged: f.Logged) -> None:
        self._reasoned(fact.conversation, fact.reason)

    def _reasoned(self, conversation: str, reason: str) -> None:
        """What a conversation is about is what its sessions of late were about."""
        for seq in sorted(self._of.get(self._customers.get(conversation, ""), ())):
            one = self._sessions[seq]
            if one.conversation == conversation and one.reason != reason:
                self._alter(one, lambda one: setattr(one, "reason", reason))

    def _resolved(self, fact: f.ConversationResolved, logged: f.Logged) -> None:
        """By its reason: with a person in it, or without."""
        person = self._persons.pop(fact.conversation, 0) or logged.actor.startswith("agent:")
        brand, channel = self._channels.get(fact.conversation, ("", ""))
        if fact.reason:
            self._reasoned(fact.conversation, fact.reason)
        halves = self.rules.halves(brand)
        cell = self.cells.setdefault((halves.day(halves.of(logged.at)), brand, "", 0, channel), {})
        add_named(cell, f"reason:{fact.reason}:resolved", 1)
        if not person:
            add_named(cell, f"reason:{fact.reason}:alone", 1)

    def _closed(self, fact: f.ConversationClosed, logged: f.Logged) -> None:
        self._channels.pop(fact.conversation, None)
        self._persons.pop(fact.conversation, None)

    # --- going on later -----------------------------------------------------------------------------------------------

    def forget(self, at: int) -> None:
        """Sessions that nothing changes any more: over for a day, or for a month where a person is still waited for."""
        old = [one for one in self._sessions.values() if one.ended and at > one.ended + _kept_ms(one)]
        for one in old:
            del self._sessions[one.seq]
            of = self._of[one.customer]
            of.discard(one.seq)
            if not of:
                del self._of[one.customer]
            if self._current.get(one.interaction) == one.seq:
                del self._current[one.interaction]
        if old:
            self._customers = {talk: who for talk, who in self._customers.items() if who in self._of}

    def save(self) -> Saved:
        return Saved(list(self._sessions.values()), self._current, self._customers, self._persons, self._channels)

    def restore(self, saved: Saved) -> None:
        for one in saved.sessions:
            self._hold(one)
        self._current, self._customers = saved.current, saved.customers
        self._persons, self._channels = saved.persons, saved.channels


def _kept_ms(one: Session) -> int:
    waits = one.handed > 0 and not one.taken and not one.lost
    return ALONE_MS * (30 if waits else 1)


def added(parts: Iterable[Named]) -> Named:
    """The sum of several cells."""
    found: Named = {}
    for part in parts:
        for name, by in part.items():
            add_named(found, name, by)
    return found


def parts_of(counts: Named, kind: str) -> Iterator[tuple[str, str, int]]:
    """(thing, what, count) of the names `kind:thing:what`; things may have colons in them, what follows never."""
    for name, by in counts.items():
        head, _, rest = name.partition(":")
        if head == kind:
            thing, _, what = rest.rpartition(":")
            yield thing, what, by
