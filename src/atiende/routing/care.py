"""What keeps the work bearable: who rests, who had hard work enough, and how evenly it all falls.

From facts and the moment alone, so that replay and simulation rest the same people. It runs only while a workload
document is published, or a queue asks for the least occupied; work in progress when that begins counts from then on.

An agent is at work on something from taking a piece to its end, wrap-up included, several at once counting once; free
while available otherwise; away when offline or paused. Three rules take somebody available out:

- Over the occupancy cap he rests until he is not above it any more. It yields (`Room.askable`): he is asked when nobody
  else who fits and could carry it is available and rested. Nobody is over it with less than half a window at work.
- A breather follows a hard piece, or a long live one, for its seconds. It is always kept.
- Whoever had `hard_in_a_row` hard pieces, those he carries included, is passed over for another while somebody else who
  could have it now did not. A piece that was not hard begins anew.
"""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

import msgspec
from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain import room as capacity
from atiende.domain.documents import Workload
from atiende.routing.occupancy import AWAY, BUSY, IDLE, Timeline
from atiende.routing.room import BREATHER, OCCUPANCY, Person, Room

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
NOT_AT_WORK = ("offline", "paused")
NOTHING = ("", 0, False)


class Piece(Struct):
    """Work an agent carries: `taken` is 0 while it is only offered; `hard` when its outcome was."""

    conversation: str
    channel: str
    reason: str
    taken: int = 0
    hard: bool = False


class Record(Struct):
    """One agent's last hours. `row` counts hard pieces one after the other; `ended` is the last one's conversation, the
    row before it, and whether it was hard; `hard` when hard ones ended."""

    timeline: Timeline = msgspec.field(default_factory=Timeline)
    state: str = "offline"
    carried: dict[str, Piece] = {}
    breather: int = 0
    row: int = 0
    ended: tuple[str, int, bool] = NOTHING
    hard: list[int] = []


class Fairness(Struct, frozen=True):
    """Jain's index over the agents at work in the last hour, of their occupancy and of hard work: 1 is perfectly even,
    1/n is all on one."""

    agents: int
    occupancy: float
    hard: float


class Care:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.wakes: list[tuple[int, int]] = []
        self._records: dict[str, Record] = {}
        self._carrier: dict[str, Person] = {}
        self._about: dict[str, set[str]] = {}
        self._ended: dict[str, Person] = {}
        self.keepers: dict[type[f.Fact], Callable[..., None]] = {
            f.AgentStateChanged: self._state_changed,
            f.InteractionOffered: self._offered,
            f.InteractionTaken: self._taken,
            f.InteractionEnded: self._finished,
            f.InteractionTransferred: self._finished,
            f.InteractionQueued: self._put_back,
            f.OfferDeclined: self._put_back,
            f.OfferExpired: self._put_back,
            f.OfferWithdrawn: self._put_back,
            f.ReasonChanged: self._reason_changed,
            f.ConversationResolved: self._resolved,
        }

    def begin(self, at: int) -> None:
        """Whoever carries something is at work on it from now on."""
        for interaction, held in self.room.held.items():
            self._carry(interaction, held.person, Piece("", held.channel, "", at))
        for person in self.room.slots:
            self._turn(person, at)

    # --- facts --------------------------------------------------------------------------------------------------------

    def _state_changed(self, fact: f.AgentStateChanged, at: int) -> None:
        person = self.room.people.get(fact.agent)
        if person is not None:
            self._record(person).state = fact.state
            self._turn(person, at)

    def _offered(self, fact: f.InteractionOffered, at: int) -> None:
        person = self.room.people.get(fact.agent)
        if person is not None:
            waiting = self.room.waiting.get(fact.interaction)
            reason = waiting.fact.reason if waiting is not None else ""
            self._put_down(fact.interaction, at)
            self._carry(fact.interaction, person, Piece(fact.conversation, fact.channel, reason))

    def _taken(self, fact: f.InteractionTaken, at: int) -> None:
        """Whether he was offered it, or takes it from the queue or from somebody's hands."""
        person, waiting = self.room.people.get(fact.agent), self.room.waiting.get(fact.interaction)
        before = self._put_down(fact.interaction, at)
        reason = before.reason if before is not None else waiting.fact.reason if waiting is not None else ""
        if person is not None:
            self._carry(fact.interaction, person, Piece(fact.conversation, fact.channel, reason, at))
            self._turn(person, at)

    def _put_back(
        self, fact: f.InteractionQueued | f.OfferDeclined | f.OfferExpired | f.OfferWithdrawn, at: int
    ) -> None:
        """It waits again, and was nobody's work."""
        self._put_down(fact.interaction, at)

    def _finished(self, fact: f.InteractionEnded | f.InteractionTransferred, at: int) -> None:
        person = self._carrier.get(fact.interaction)
        piece = self._put_down(fact.interaction, at)
        if person is None or piece is None or not piece.taken:
            return
        record, workload = self._record(person), person.workload
        hard = piece.hard or (workload is not None and piece.reason in workload.hard_reasons)
        self._forget_ended(record.ended[0])
        self._forget_ended(piece.conversation)
        record.ended = (piece.conversation, record.row, hard)
        self._ended[piece.conversation] = person
        record.row = record.row + 1 if hard else 0
        if hard:
            _count_hard(record, at)
        if workload is not None and (hard or _was_long(person, workload, piece, at)):
            record.breather = at + workload.breather_seconds * 1000
        self._look(person, at)

    def _reason_changed(self, fact: f.ReasonChanged, at: int) -> None:
        for _, piece in self._pieces_of(fact.conversation):
            piece.reason = fact.reason

    def _resolved(self, fact: f.ConversationResolved, at: int) -> None:
        """The outcome says how hard it was: of what is being wrapped up, and of what ended just before."""
        for person, piece in self._pieces_of(fact.conversation):
            piece.reason = fact.reason
            piece.hard = piece.hard or _ended_hard(person.workload, fact)
        ended = self._ended.get(fact.conversation)
        if ended is None or not _ended_hard(ended.workload, fact):
            return
        record = self._record(ended)
        conversation, row, hard = record.ended
        if conversation == fact.conversation and not hard and ended.workload is not None:
            record.ended, record.row = (conversation, row, True), row + 1
            _count_hard(record, at)
            record.breather = at + ended.workload.breather_seconds * 1000
            self._look(ended, at)

    # --- who rests ----------------------------------------------------------------------------------------------------

    def wake(self, now: int) -> None:
        """What time alone brought: rests that are over, and caps reached in the middle of work."""
        while self.wakes and self.wakes[0][0] <= now:
            self._look(self.room.slots[heappop(self.wakes)[1]], now)

    def look_at_all(self, now: int) -> None:
        """The rules changed."""
        for person in self.room.slots:
            self._look(person, now)

    def rest_of(self, person: Person, now: int) -> tuple[str, int | None]:
        """Why he rests (empty: he does not), and when that changes although nothing happens."""
        record, workload = self._records.get(person.id), person.workload
        if record is None or workload is None:
            return "", None
        if record.breather > now:
            return BREATHER, record.breather
        if workload.occupancy_cap_percent == 100:
            return "", None
        over, at = record.timeline.over(now, workload.occupancy_cap_percent, _window(workload))
        return OCCUPANCY if over else "", at

    def occupancy(self, person: Person, now: int) -> int:
        """In thousandths of the last minutes, as many as his cap looks back over."""
        record = self._records.get(person.id)
        return record.timeline.occupancy(now, _window(person.workload)) if record is not None else 0

    def spared(self, mask: int, reason: str) -> int:
        """Of these, who had hard work enough; nobody when all of them did."""
        enough, reserved = 0, self._reserved()
        for person in self.room.each(mask):
            workload = person.workload
            if workload is None or not workload.hard_in_a_row or reason not in workload.hard_reasons:
                continue
            record, asked = self._record(person), reserved.get(person.id, ())
            carried = sum(piece.hard or piece.reason in workload.hard_reasons for piece in record.carried.values())
            coming = sum(each in workload.hard_reasons for each in asked)
            if record.row + carried + coming >= workload.hard_in_a_row:
                enough |= person.bit
        return enough if mask & ~enough else 0

    def fairness(self, now: int) -> Fairness:
        """Of those who were at work, or free for it, in the last hour."""
        busy, hard = list[int](), list[int]()
        for record in self._records.values():
            worked, free = record.timeline.worked(now, HOUR_MS)
            if worked or free:
                busy.append(1000 * worked // (worked + free))
                hard.append(sum(at > now - HOUR_MS for at in record.hard))
        return Fairness(len(busy), jain(busy), jain(hard))

    # --- keeping it ---------------------------------------------------------------------------------------------------

    def _record(self, person: Person) -> Record:
        record = self._records.get(person.id)
        if record is None:
            record = self._records[person.id] = Record(state=person.state)
        return record

    def _carry(self, interaction: str, person: Person, piece: Piece) -> None:
        self._record(person).carried[interaction] = piece
        self._carrier[interaction] = person
        self._about.setdefault(piece.conversation, set()).add(interaction)

    def _put_down(self, interaction: str, at: int) -> Piece | None:
        person = self._carrier.pop(interaction, None)
        if person is None:
            return None
        piece = self._record(person).carried.pop(interaction)
        about = self._about[piece.conversation]
        about.discard(interaction)
        if not about:
            del self._about[piece.conversation]
        if piece.taken:
            self._turn(person, at)
        return piece

    def _forget_ended(self, conversation: str) -> None:
        person = self._ended.pop(conversation, None)
        if person is not None:
            self._record(person).ended = NOTHING

    def _pieces_of(self, conversation: str) -> Iterator[tuple[Person, Piece]]:
        for interaction in sorted(self._about.get(conversation, ())):
            person = self._carrier[interaction]
            yield person, self._record(person).carried[interaction]

    def _reserved(self) -> dict[str, list[str]]:
        """Reasons of the work being offered, by agent."""
        reasons: dict[str, list[str]] = {}
        for interaction, held in self.room.pending.items():
            reasons.setdefault(held.person.id, []).append(self.room.waiting[interaction].fact.reason)
        return reasons

    def _turn(self, person: Person, at: int) -> None:
        """What he does now."""
        record = self._record(person)
        if record.state in NOT_AT_WORK:
            doing = AWAY
        elif any(piece.taken for piece in record.carried.values()):
            doing = BUSY
        else:
            doing = IDLE if record.state == "available" else AWAY
        record.timeline.turn(at, doing, max(HOUR_MS, _window(person.workload)))
        self._look(person, at)

    def _look(self, person: Person, now: int) -> None:
        rest, at = self.rest_of(person, now)
        if rest != person.rest:
            self.room.set_rest(person, rest)
        if at is not None:
            heappush(self.wakes, (at, person.slot))

    def look_again(self, person: Person) -> None:
        """Before the next decision: another workload may hold for him."""
        heappush(self.wakes, (0, person.slot))

    # --- snapshots ----------------------------------------------------------------------------------------------------

    def saved(self) -> dict[str, Record]:
        return dict(sorted(self._records.items()))

    def restore(self, records: dict[str, Record]) -> None:
        """Into a care that has not begun."""
        for agent, record in records.items():
            person = self.room.people[agent]
            self._records[agent] = record
            for interaction, piece in record.carried.items():
                self._carry(interaction, person, piece)
            if record.ended[0]:
                self._ended[record.ended[0]] = person
            self.look_again(person)


def jain(values: Iterable[int]) -> float:
    """(Σx)² / (n·Σx²); 1 when there is nothing to share out (Jain, Chiu and Hawe 1984)."""
    shares = list(values)
    squares = sum(share * share for share in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else 1.0


def _window(workload: Workload | None) -> int:
    return workload.occupancy_minutes * MINUTE_MS if workload is not None else HOUR_MS


def _was_long(person: Person, workload: Workload, piece: Piece, at: int) -> bool:
    """Only live work: a mail may lie open for days."""
    long = workload.long_minutes * MINUTE_MS
    return bool(long) and at - piece.taken > long and capacity.is_live(person.loads, piece.channel)


def _ended_hard(workload: Workload | None, fact: f.ConversationResolved) -> bool:
    if workload is None:
        return False
    return fact.reason in workload.hard_reasons or fact.disposition in workload.hard_dispositions


def _count_hard(record: Record, at: int) -> None:
    record.hard = [when for when in record.hard if when > at - HOUR_MS] + [at]
