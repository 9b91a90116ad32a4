"""What waits, who carries what, and by which rules: the state the floor decides on."""

from collections.abc import Mapping
from heapq import heappush

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue, read
from atiende.routing import rules
from atiende.routing.crew import Crew, Entry, Person
from atiende.routing.lines import Line, Lines
from atiende.routing.rules import REST_ALONE_MS, REST_MS, Need

NOBODY: Mapping[str, int] = {}
ShortKey = tuple[str, str, str, tuple[tuple[str, int], ...], str, int]


class Held:
    """A unit an agent carries since `at`; `stood` is his place in the order of idleness before he was asked."""

    __slots__ = ("at", "channel", "person", "stood")

    def __init__(self, person: Person, channel: str, at: int, stood: int) -> None:
        self.person, self.channel, self.at, self.stood = person, channel, at, stood

    def back(self) -> int | None:
        """His old place, unless he moved since for another reason."""
        return self.stood if self.person.idle_since == self.at else None


class Item:
    """Waiting work: its fact, its line, its `entry` there (None while reserved), and who declined it when."""

    __slots__ = ("entry", "fact", "line", "rests", "rule")

    def __init__(self, fact: f.InteractionQueued) -> None:
        self.fact = fact
        self.entry: Entry | None = None
        self.line: Line | None = None
        self.rule = ""
        self.rests = NOBODY


class Board:
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
        self.pending: dict[str, Held] = {}
        self.declined: dict[str, dict[str, int]] = {}
        self.resting: dict[str, Item] = {}
        self.wakes: list[tuple[int, str]] = []
        self.widening: set[str] = set()
        self._of_conversation: dict[str, tuple[str, ...]] = {}
        self._about: dict[str, set[str]] = {}
        self._gone: dict[str, Queue] = {}
        self._short: dict[ShortKey, Line] = {}

    # --- work ---------------------------------------------------------------------------------------------------------

    def place(self, work: f.InteractionQueued, at: int) -> None:
        """It waits, or waits elsewhere: into the line of what it needs now."""
        if work.interaction in self.waiting:
            self.remove(work.interaction)
        item = self.waiting[work.interaction] = Item(work)
        self._of_conversation[work.conversation] = (*self.waiting_of(work.conversation), work.interaction)
        for agent in _named_in(work):
            self._about.setdefault(agent, set()).add(work.interaction)
        self._into_line(item, at)

    def remove(self, interaction: str) -> None:
        """It waits no more."""
        if interaction in self.pending:
            self.unreserve(interaction)
        self.widening.discard(interaction)
        item = self.waiting.pop(interaction, None)
        if item is None:
            return
        self._out_of_line(item)
        work = item.fact
        together = self._of_conversation.pop(work.conversation)
        if len(together) > 1:
            self._of_conversation[work.conversation] = tuple(other for other in together if other != interaction)
        for agent in _named_in(work):
            self._about[agent].discard(interaction)

    def replace(self, interaction: str, at: int) -> None:
        """The rules or the time changed for it; a reservation stands until its fact or its refusal comes."""
        item = self.waiting.get(interaction)
        if item is not None and item.entry is not None:
            self._out_of_line(item)
            self._into_line(item, at)

    def widen(self, item: Item, step: int, at: int) -> None:
        """It has reached this step."""
        self.widening.discard(item.fact.interaction)
        self._out_of_line(item)
        item.fact = replace(item.fact, step=step)
        if item.fact.interaction not in self.pending:
            self._into_line(item, at)

    def replace_about(self, agent: str, at: int) -> None:
        """An agent came, went or changed: work that names or prefers him."""
        for interaction in sorted(self._about.get(agent, ())):
            self.replace(interaction, at)

    def waiting_of(self, conversation: str) -> tuple[str, ...]:
        return self._of_conversation.get(conversation, ())

    # --- what agents carry --------------------------------------------------------------------------------------------

    def hold(self, interaction: str, person: Person, channel: str, at: int) -> None:
        """The agent carries it now. A reservation for him becomes this; one for somebody else is dropped."""
        held = self.pending.get(interaction)
        if held is not None and held.person is person:
            del self.pending[interaction]
            held.at = at
            self.crew.move(person, at)
            self.held[interaction] = held
        else:
            self.let_go(interaction, None)
            self.held[interaction] = Held(person, channel, at, self.crew.give(person, channel, at))
        self.remove(interaction)

    def let_go(self, interaction: str, idle_since: int | None) -> None:
        held = self.held.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, idle_since)

    def reserve(self, item: Item, person: Person, channel: str, now: int) -> None:
        """Out of its line for this agent, until the fact of the offer comes."""
        self._out_of_line(item)
        stood = self.crew.give(person, channel, now)
        self.pending[item.fact.interaction] = Held(person, channel, now, stood)

    def unreserve(self, interaction: str) -> None:
        held = self.pending.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, held.back())

    # --- rules --------------------------------------------------------------------------------------------------------

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
        self._short.clear()

    def queue_of(self, work: f.InteractionQueued) -> Queue:
        """Its rules; work of a queue that is gone is not stranded."""
        queue = self.queues.get(work.queue)
        if queue is None:
            queue = self._gone.get(work.brand) or self._gone.setdefault(work.brand, Queue(name="-", brand=work.brand))
        return queue

    # --- lines --------------------------------------------------------------------------------------------------------

    def _into_line(self, item: Item, at: int) -> None:
        work, queue = item.fact, self.queue_of(item.fact)
        item.rests = self._rests(work.interaction, at) if work.interaction in self.declined else NOBODY
        item.line, item.rule = self._line_of(item, queue, at)
        item.entry = (rules.rank_of(work, queue), work.interaction)
        if queue.steps and item.rule != "named_agent":
            self._await_step(work, queue)
        if item.rests:
            self.resting[work.interaction] = item
            self.lines.rest(item.line, 1)
        else:
            self.lines.add(item.line, item.entry)

    def _await_step(self, work: f.InteractionQueued, queue: Queue) -> None:
        due = rules.step_due(work, queue)
        if due is not None:
            heappush(self.wakes, (due, work.interaction))

    def _out_of_line(self, item: Item) -> None:
        if item.line is None or item.entry is None:
            return
        if item.rests:
            del self.resting[item.fact.interaction]
            self.lines.rest(item.line, -1)
        else:
            self.lines.remove(item.line, item.entry)
        item.entry = None

    def _line_of(self, item: Item, queue: Queue, at: int) -> tuple[Line, str]:
        work = item.fact
        if work.agent is None and work.preferred is None:
            return self._shared_line(work, queue), ""
        need, rule = self.need_now(work, item.rests, at)
        if need.preferring:
            heappush(self.wakes, (work.preferred_until or 0, work.interaction))
        return self.lines.of(need), rule

    def need_now(self, work: f.InteractionQueued, rests: Mapping[str, int], at: int) -> tuple[Need, str]:
        """What it asks at this moment, and the rule that keeps it for one agent, if one does."""
        if work.agent is not None and self._may_be_named(work.agent, work.brand):
            return rules.named_need(work, work.agent), "named_agent"
        need = rules.need_of(work, self.queue_of(work))
        waits = work.preferred is not None and at < (work.preferred_until or 0) and work.preferred not in rests
        if work.preferred is not None and waits and self._is_preferable(work.preferred, need):
            return rules.kept_for(need, work.preferred), "preferred_agent"
        return need, ""

    def _shared_line(self, work: f.InteractionQueued, queue: Queue) -> Line:
        short = (work.queue, work.channel, work.brand, work.skills, work.language, work.step)
        line = self._short.get(short)
        if line is None:
            line = self._short[short] = self.lines.of(rules.need_of(work, queue))
        return line

    def _may_be_named(self, agent: str, brand: str) -> bool:
        """Work named for somebody who left, or may not serve the brand, is everybody's: it is never stranded."""
        person = self.crew.people.get(agent)
        return person is not None and person.ability.active and rules.granted(person.ability, brand)

    def _is_preferable(self, agent: str, need: Need) -> bool:
        """Worth waiting for: signed in, and fit."""
        person = self.crew.people.get(agent)
        return person is not None and person.state != "offline" and not rules.unfit(agent, person.ability, need)

    # --- rests --------------------------------------------------------------------------------------------------------

    def _rests(self, interaction: str, at: int) -> Mapping[str, int]:
        """Who declined or missed it less than a rest ago, and when."""
        live = {agent: since for agent, since in self.declined[interaction].items() if since + REST_MS > at}
        for since in live.values():
            if since + REST_ALONE_MS > at:
                heappush(self.wakes, (since + REST_ALONE_MS, interaction))
            heappush(self.wakes, (since + REST_MS, interaction))
        return live

    def rested(self, item: Item, now: int) -> int:
        """Who is not asked because he declined or missed it lately: shorter when no other available agent fits."""
        if not item.rests or item.line is None:
            return 0
        long = self._rest_mask(item, now - REST_MS)
        if item.line.fit & self.crew.states.get("available", 0) & ~long:
            return long
        return self._rest_mask(item, now - REST_ALONE_MS)

    def _rest_mask(self, item: Item, after: int) -> int:
        mask = 0
        for agent, since in item.rests.items():
            person = self.crew.people.get(agent)
            if since > after and person is not None:
                mask |= person.bit
        return mask


def _named_in(work: f.InteractionQueued) -> tuple[str, ...]:
    if work.agent is None and work.preferred is None:
        return ()
    return tuple({agent for agent in (work.agent, work.preferred) if agent is not None})
