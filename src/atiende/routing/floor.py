"""Who gets what, next: everything routing looks at, kept from facts, and its decisions.

Pure: the same facts at the same moment give the same decisions, in whatever order equals arrived. Between two calls of
`decide` nothing is left to do: no waiting work has a fitting agent with room. So a call looks only at work that came to
the head of a line and at agents who became free, and costs the same however much waits. A decision is reserved until
its fact comes back (`apply`) or the change was refused (`release`).
"""

from heapq import heapify, heappop, heappush

from atiende.domain import facts as f
from atiende.domain.documents import Queue, read
from atiende.routing import rules
from atiende.routing.crew import Crew, Person
from atiende.routing.lines import NOTHING, Entry, Line, Lines
from atiende.routing.receipt import Decision, Seen
from atiende.routing.rules import REST_ALONE_MS, REST_MS


class Held:
    """A unit an agent carries; `stood` is his place in the order before he was asked."""

    __slots__ = ("channel", "person", "stood")

    def __init__(self, person: Person, channel: str, stood: int) -> None:
        self.person, self.channel, self.stood = person, channel, stood


class Item:
    """Waiting work: its fact, its line, its `entry` there (None while reserved), and who declined it when."""

    __slots__ = ("entry", "fact", "line", "rests", "rule")

    def __init__(self, fact: f.InteractionQueued) -> None:
        self.fact = fact
        self.entry: Entry | None = None
        self.line: Line
        self.rule = ""
        self.rests: dict[str, int] = {}


class Floor:
    """`position` is the last fact applied; `configuration` counts the changes of rules and abilities."""

    def __init__(self) -> None:
        self.position = 0
        self.configuration = 0
        self.crew = Crew()
        self.lines = Lines(self.crew)
        self.queues: dict[str, Queue] = {}
        self.bodies: dict[str, str] = {}
        self.waiting: dict[str, Item] = {}
        self.held: dict[str, Held] = {}
        self.declined: dict[str, dict[str, int]] = {}
        self.pending: dict[str, Held] = {}
        self._of_conversation: dict[str, tuple[str, ...]] = {}
        self._preferring: dict[str, set[str]] = {}
        self._resting: dict[str, Item] = {}
        self._wakes: list[tuple[int, str]] = []
        self._short: dict[tuple[str, str, str, tuple[tuple[str, int], ...], str], Line] = {}
        self._parked: list[tuple[Person, Line]] = []

    # --- facts in -----------------------------------------------------------------------------------------------------

    def apply(self, logged: f.Logged) -> None:
        """Keeps what routing needs of a fact; others only move the position."""
        from atiende.routing.keeping import KEEPERS

        self.position = logged.seq
        keep = KEEPERS.get(type(logged.fact))
        if keep is not None:
            self._unpark()
            keep(self, logged.fact, logged.at)

    def place(self, work: f.InteractionQueued, at: int) -> None:
        """It waits, or waits elsewhere: into the line of what it needs now."""
        item = self.waiting.get(work.interaction)
        if item is None:
            item = self.waiting[work.interaction] = Item(work)
            ids = self._of_conversation.get(work.conversation, ())
            self._of_conversation[work.conversation] = (*ids, work.interaction)
        else:
            self._out_of_line(item)
            item.fact = work
        if work.preferred is not None:
            self._preferring.setdefault(work.preferred, set()).add(work.interaction)
        self._into_line(item, at)

    def remove(self, interaction: str) -> None:
        """It waits no more."""
        self._unreserve(interaction)
        item = self.waiting.pop(interaction, None)
        if item is None:
            return
        self._out_of_line(item)
        work = item.fact
        left = tuple(other for other in self._of_conversation[work.conversation] if other != interaction)
        if left:
            self._of_conversation[work.conversation] = left
        else:
            del self._of_conversation[work.conversation]
        if work.preferred is not None:
            self._preferring[work.preferred].discard(interaction)

    def replace(self, interaction: str, at: int) -> None:
        """The rules or the time changed for it; a reservation stands until its fact or refusal comes."""
        item = self.waiting.get(interaction)
        if item is not None and item.entry is not None:
            self._out_of_line(item)
            self._into_line(item, at)

    def waiting_of(self, conversation: str) -> tuple[str, ...]:
        return self._of_conversation.get(conversation, ())

    def preferring(self, agent: str) -> list[str]:
        return sorted(self._preferring.get(agent, ()))

    def hold(self, interaction: str, person: Person, channel: str, at: int) -> None:
        """The agent carries it now. A reservation for him becomes this; one for somebody else is dropped."""
        reserved = self.pending.get(interaction)
        if reserved is not None and reserved.person is person:
            del self.pending[interaction]
            self.held[interaction] = reserved
            self.crew.move(person, at)
        else:
            self.held[interaction] = Held(person, channel, self.crew.give(person, channel, at))
        self.remove(interaction)

    def let_go(self, interaction: str, idle_since: int | None) -> None:
        held = self.held.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, idle_since)

    def set_queue(self, slug: str, body: str | None, at: int) -> None:
        """New rules hold at once for what waits; None takes them away, and everybody of the brand may serve it."""
        if body is None:
            self.queues.pop(slug, None)
            self.bodies.pop(slug, None)
        else:
            queue = read("queue", body)
            assert isinstance(queue, Queue)
            self.queues[slug], self.bodies[slug] = queue, body
        self._short.clear()
        for interaction in sorted(i for i, item in self.waiting.items() if item.fact.queue == slug):
            self.replace(interaction, at)
        self.lines.close_empty()

    def queue_of(self, work: f.InteractionQueued) -> Queue:
        """Its rules; work of a queue that is gone is not stranded."""
        return self.queues.get(work.queue) or Queue(name=work.queue, brand=work.brand)

    # --- lines --------------------------------------------------------------------------------------------------------

    def _into_line(self, item: Item, at: int) -> None:
        work, queue = item.fact, self.queue_of(item.fact)
        item.rests = self._rests(work.interaction, at)
        item.line, item.rule = self._line_of(item, queue, at)
        item.entry = (rules.rank_of(work, queue), work.interaction)
        if item.rests:
            self._resting[work.interaction] = item
        else:
            self.lines.add(item.line, item.entry)

    def _out_of_line(self, item: Item) -> None:
        if self._resting.pop(item.fact.interaction, None) is None and item.entry is not None:
            self.lines.remove(item.line, item.entry)
        item.entry = None

    def _line_of(self, item: Item, queue: Queue, at: int) -> tuple[Line, str]:
        work = item.fact
        if work.agent is not None and self._may_be_named(work.agent, work.brand):
            return self.lines.of(rules.named_need(work, work.agent)), "named_agent"
        if work.preferred is None:
            return self._shared_line(work, queue), ""
        need = rules.need_of(work, queue)
        until = work.preferred_until or 0
        if at < until and work.preferred not in item.rests and self._is_preferable(work.preferred, need):
            heappush(self._wakes, (until, work.interaction))
            kept = rules.kept_for(need, work.preferred)
            return self.lines.of(kept), "preferred_agent"
        return self.lines.of(need), ""

    def _shared_line(self, work: f.InteractionQueued, queue: Queue) -> Line:
        short = (work.queue, work.channel, work.brand, work.skills, work.language)
        line = self._short.get(short)
        if line is None:
            line = self._short[short] = self.lines.of(rules.need_of(work, queue))
        return line

    def _may_be_named(self, agent: str, brand: str) -> bool:
        person = self.crew.people.get(agent)
        return person is not None and person.ability.active and rules.granted(person.ability, brand)

    def _is_preferable(self, agent: str, need: rules.Need) -> bool:
        """Worth waiting for: at work in some way, and fit."""
        person = self.crew.people.get(agent)
        return person is not None and person.state != "offline" and not rules.unfit(agent, person.ability, need)

    def _rests(self, interaction: str, at: int) -> dict[str, int]:
        """Who declined or missed it less than a rest ago."""
        declined = self.declined.get(interaction)
        if declined is None:
            return {}
        live = {agent: since for agent, since in declined.items() if since + REST_MS > at}
        for since in live.values():
            heappush(self._wakes, (since + REST_ALONE_MS, interaction))
            heappush(self._wakes, (since + REST_MS, interaction))
        if live:
            self.declined[interaction] = live
        else:
            del self.declined[interaction]
        return live

    def rested(self, item: Item, now: int) -> int:
        """Who is not asked because he declined or missed it lately: shorter when no other available agent fits."""
        if not item.rests:
            return 0
        long = self._rest_mask(item, now - REST_MS)
        if item.line.fit & self.crew.states.get("available", 0) & ~long:
            return long
        return self._rest_mask(item, now - REST_ALONE_MS)

    def _rest_mask(self, item: Item, after: int) -> int:
        mask = 0
        for agent, since in item.rests.items():
            if since > after:
                mask |= self.crew.people[agent].bit
        return mask

    # --- decisions out ------------------------------------------------------------------------------------------------

    def decide(self, now: int) -> list[Decision]:
        """All offers to make at this moment, the highest-ranked work first."""
        while self._wakes and self._wakes[0][0] <= now:
            self.replace(heappop(self._wakes)[1], now)
        choices = self._choices()
        made: list[Decision] = []
        while choices:
            entry, source = heappop(choices)
            item = self.waiting.get(entry[1])
            if item is not None and item.entry == entry:
                mask = item.line.fit & self.crew.room[item.line.need.channel] & ~self.rested(item, now)
                if mask:
                    made.append(self._reserve(item, mask, now))
            head = self._next(source)
            if head is not NOTHING:
                heappush(choices, (head, source))
        return made

    def next_wake(self, now: int) -> int | None:
        """When a decision may change although nothing happens; None: only facts can change it."""
        while self._wakes and self._wakes[0][1] not in self.waiting:
            heappop(self._wakes)
        return max(now, self._wakes[0][0]) if self._wakes else None

    def release(self, decision: Decision) -> None:
        """The offer was refused by the change: it waits where it stood.

        Refused means the log knows more than the floor. So it is looked at again with the next fact, not before: the
        same offer is not refused in a circle.
        """
        held = self.pending.get(decision.interaction)
        item = self.waiting.get(decision.interaction)
        if held is None or item is None or held.person.id != decision.agent:
            return
        self._unreserve(decision.interaction)
        freed, changed = set(self.crew.freed), set(self.lines.changed)
        self._into_line(item, decision.expires_at - self._offer_ms(item.fact))
        self._parked.append((held.person, item.line))
        self.crew.freed, self.lines.changed = freed - {held.person.slot}, changed

    def _choices(self) -> list[tuple[Entry, int]]:
        """Where something may have become possible: (best work, source); a source is an agent's slot, or −line."""
        freed, changed = self.crew.freed, self.lines.changed
        choices: list[tuple[Entry, int]] = []
        if freed or changed or self._resting:
            sources = [*freed, *(-slot for slot in changed)]
            freed.clear()
            changed.clear()
            choices = [(head, source) for source in sources if (head := self._next(source)) is not NOTHING]
            choices.extend((item.entry, 0) for item in self._resting.values() if item.entry is not None)
            heapify(choices)
        return choices

    def _next(self, source: int) -> Entry:
        raise NotImplementedError

    def _reserve(self, item: Item, mask: int, now: int) -> Decision:
        work, line = item.fact, item.line
        crew, channel = self.crew, line.need.channel
        person, others = crew.pick(mask)
        seen = Seen(
            position=self.position,
            configuration=self.configuration,
            rule=item.rule or ("longest_idle" if others else "priority_age"),
            key=person.key(),
            runners_up=tuple([(agent, key) for key, agent, _ in others]),
            waiting=len(self.waiting) - len(self.pending),
            misfits=line.misfits(crew),
            fit=line.fit,
            states=crew.states,
            rested=self.rested(item, now),
            room=crew.room[channel],
        )
        self._out_of_line(item)
        self.pending[work.interaction] = Held(person, channel, crew.give(person, channel, now))
        return Decision(
            interaction=work.interaction,
            conversation=work.conversation,
            agent=person.id,
            queue=work.queue,
            channel=channel,
            expires_at=now + self._offer_ms(work),
            seen=seen,
        )

    def _offer_ms(self, work: f.InteractionQueued) -> int:
        return self.queue_of(work).offer_seconds * 1000

    def _unreserve(self, interaction: str) -> None:
        held = self.pending.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, held.stood)

    def _unpark(self) -> None:
        for person, line in self._parked:
            self.crew.freed.add(person.slot)
            if self.lines.at[line.slot] is line:
                self.lines.changed.add(line.slot)
        self._parked.clear()
