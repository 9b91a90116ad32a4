"""Who may come in and wait where: the rules of admission the live centre uses, over the queues of a simulated day."""

from atiende.domain import admission
from atiende.domain.admission import Admission, Standing
from atiende.domain.documents import Hours, Queue, read
from atiende.domain.hours import add_business_ms, next_closing, next_opening
from atiende.sim.cases import Case

LIVE = ("voice", "video", "webchat")
"""Sessions: the customer is at the other end. Mail and messages are never refused."""
NEVER = 1 << 62


class Door:
    """`waiting` counts, by queue, what waits or is offered."""

    def __init__(self) -> None:
        self.queues: dict[str, Queue] = {}
        self.waiting: dict[str, int] = {}
        self._hours: dict[str, Hours] = {}
        self._known: dict[str, tuple[int, bool]] = {}

    def publish(self, kind: str, slug: str, body: str) -> None:
        document = read(kind, body) if kind in ("queue", "hours") else None
        if isinstance(document, Queue):
            self.queues[slug] = document
            self.waiting[slug] = 0
        elif isinstance(document, Hours):
            self._hours[slug] = document

    def admit(self, case: Case, now: int) -> Admission:
        slug, session = case.source.queue, case.source.channel in LIVE
        queue = self.queues[slug]
        if not queue.limit and not queue.hours:
            return Admission(queue=slug)

        def look(at: str) -> Standing | None:
            rules = self.queues.get(at)
            if rules is None:
                return None
            is_open = not session or not rules.hours or self._is_open(rules.hours, now)
            return Standing(queue=rules, waiting=self.ahead(at, case), is_open=is_open)

        return admission.place(slug, look, session=session)

    def ahead(self, slug: str, case: Case) -> int:
        """How many wait there, as far as this case is concerned."""
        return self.waiting[slug]

    def priority_of(self, queue: Queue, case: Case) -> int:
        priority = queue.priority if case.priority is None else case.priority
        return min(priority, queue.vip_priority) if case.vip else priority

    def due(self, queue: Queue, case: Case, entered: int) -> int:
        """In opening hours, but for sessions, which wait by the clock."""
        ms = queue.answer_within_seconds * 1000
        hours = self._hours.get(queue.hours) if queue.hours and case.source.channel not in LIVE else None
        due = add_business_ms(hours, entered, ms) if hours is not None else None
        return entered + ms if due is None else due

    def _is_open(self, slug: str, now: int) -> bool:
        """Kept until it changes, because everybody who comes asks."""
        until, was_open = self._known.get(slug, (0, True))
        if now < until:
            return was_open
        hours = self._hours.get(slug)
        if hours is None:
            return True
        opens = next_opening(hours, now)
        is_open = opens is not None and opens <= now
        until = (next_closing(hours, now) if is_open else opens) or NEVER
        self._known[slug] = (until, is_open)
        return is_open
