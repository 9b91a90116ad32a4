"""The log read for what the learned match learns from and is judged by: who handled which kind of work in what time.

One fold over the facts of a centre, in order. Times are ms; a segment is one agent's part of a piece of work.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.documents import Queue, read
from atiende.routing.learned import Arm, Matches, arm_of, kind_of


class Segment(Struct, frozen=True):
    """An agent's part of a piece: `ms` from taking it to its end (wrap-up included) or to passing it on.

    `predicted` is what the match in the log at that moment expected (0: nothing).
    """

    queue: str
    agent: str
    kind: str
    taken_at: int
    ms: int
    transferred: bool
    predicted: int


class Piece(Struct, frozen=True):
    """A piece that was answered or given up. `in_time`: answered when it should have been; `by`: the arm that chose
    its agent, empty when nobody was chosen among several; `arm`: where its id puts it; `ms`: all segments together, 0
    for what nobody finished."""

    queue: str
    kind: str
    entered: int
    arm: Arm
    by: str
    in_time: bool
    ms: int


class _Open:
    """A piece under way."""

    __slots__ = ("agent", "answered", "arm", "by", "in_time", "predicted", "spent", "taken_at", "work")

    def __init__(self, work: f.InteractionQueued, arm: Arm) -> None:
        self.work, self.arm = work, arm
        self.agent, self.by = "", ""
        self.taken_at = self.predicted = self.spent = 0
        self.answered = self.in_time = False


class Ledger:
    """Fills `segments` and `pieces` of the queues asked for; whoever reads them may empty them."""

    def __init__(self, queues: Mapping[str, Queue]) -> None:
        self.queues = dict(queues)
        self.segments: list[Segment] = []
        self.pieces: list[Piece] = []
        self._open: dict[str, _Open] = {}
        self._matches = Matches()
        self._keep: dict[type[f.Fact], Callable[..., None]] = {
            f.InteractionQueued: self._queued,
            f.InteractionOffered: self._offered,
            f.InteractionTaken: self._taken,
            f.InteractionTransferred: self._transferred,
            f.InteractionEnded: self._ended,
            f.MatchTrained: self._match,
            f.MatchSwitched: self._match,
            f.DocumentPublished: self._published,
        }

    def apply(self, logged: f.Logged) -> None:
        keep = self._keep.get(type(logged.fact))
        if keep is not None:
            keep(logged.fact, logged.at)

    def _match(self, fact: f.MatchTrained | f.MatchSwitched, at: int) -> None:
        if fact.queue in self.queues:
            self._matches.keep(fact)

    def _published(self, fact: f.DocumentPublished, at: int) -> None:
        if fact.kind == "queue" and fact.slug in self.queues:
            body = read("queue", fact.body)
            assert isinstance(body, Queue)
            self.queues[fact.slug] = body

    def _queued(self, fact: f.InteractionQueued, at: int) -> None:
        queue, known = self.queues.get(fact.queue), self._open.get(fact.interaction)
        if known is not None and known.work.queue == fact.queue:
            known.work = fact
        elif queue is not None:
            self._open[fact.interaction] = _Open(fact, arm_of(fact.interaction, queue.compare_percent))
        else:
            self._open.pop(fact.interaction, None)

    def _offered(self, fact: f.InteractionOffered, at: int) -> None:
        """The first choice counts: what came of it, whatever came after."""
        piece = self._open.get(fact.interaction)
        if piece is not None and not piece.by and fact.receipt is not None:
            piece.by = fact.receipt.rule

    def _taken(self, fact: f.InteractionTaken, at: int) -> None:
        piece = self._open.get(fact.interaction)
        if piece is None:
            return
        if not piece.answered:
            work = piece.work
            due = work.since + self.queues[work.queue].answer_within_seconds * 1000 if work.due is None else work.due
            piece.answered, piece.in_time = True, at <= due
        match = self._matches.of(piece.work.queue)
        piece.agent, piece.taken_at = fact.agent, at
        piece.predicted = match.predicted(fact.agent, kind_of(piece.work)) if match else 0

    def _transferred(self, fact: f.InteractionTransferred, at: int) -> None:
        piece = self._open.get(fact.interaction)
        if piece is not None and piece.agent:
            self._segment(piece, at, True)

    def _ended(self, fact: f.InteractionEnded, at: int) -> None:
        piece = self._open.pop(fact.interaction, None)
        if piece is None:
            return
        if piece.agent and fact.how == "done":
            self._segment(piece, at, False)
        elif fact.how != "abandoned" or piece.answered:
            return
        work = piece.work
        entered = work.since if work.entered is None else work.entered
        self.pieces.append(
            Piece(work.queue, kind_of(work), entered, piece.arm, piece.by, piece.in_time, piece.spent)
        )  # fmt: skip

    def _segment(self, piece: _Open, at: int, transferred: bool) -> None:
        work, ms = piece.work, at - piece.taken_at
        self.segments.append(
            Segment(work.queue, piece.agent, kind_of(work), piece.taken_at, ms, transferred, piece.predicted)
        )
        piece.spent += ms
        piece.agent = ""
