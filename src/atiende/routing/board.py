"""What waits, who carries what, and by which rules: the state the floor decides on."""

from collections.abc import Iterator
from heapq import heappush

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue, read
from atiende.routing import order, rules
from atiende.routing.crew import Crew
from atiende.routing.lines import NOBODY, Item, Line, Lines
from atiende.routing.order import Key, Ruling, Turns
from atiende.routing.room import Person
from atiende.routing.rules import REST_ALONE_MS, REST_MS, Need

ShortKey = tuple[str, str, str, tuple[tuple[str, int], ...], str, int]


class Held(Struct, eq=False, gc=False):
    """A unit an agent carries since `at`; `stood` is his place in the order of idleness before he was asked."""

    person: Person
    channel: str
    at: int
    stood: int

    def back(self) -> int | None:
        """His old place, unless he moved since for another reason."""
        return self.stood if self.person.idle_since == self.at else None


class Board:
    """`position` is the last fact applied; `configuration` counts the changes of rules and abilities.

    `refused`: steps the log did not take, until when they are let alone. `lanes`: some queue shares agents by weight,
    keeps agents free or has growing costs, so ranks alone do not decide.
    """

    def __init__(self) -> None:
        self.position = 0
        self.configuration = 0
        self.crew = Crew()
        self.turns = Turns()
        self.queues: dict[str, Ruling] = {}
        self.bodies: dict[str, str] = {}
        self.lanes = False
        self.waiting: dict[str, Item] = {}
        self.lines = Lines(self.crew, self.waiting)
        self.held: dict[str, Held] = {}
        self.pending: dict[str, Held] = {}
        self.widening: set[str] = set()
        self.refused: dict[str, int] = {}
        self.declined: dict[str, dict[str, int]] = {}
        self.resting: dict[str, Item] = {}
        self.wakes: list[tuple[int, str]] = []
        self.crew.watch(self.waiting, self.pending, self.held)
        self._of_conversation: dict[str, str | tuple[str, ...]] = {}
        self._about: dict[str, set[str]] = {}
        self._gone: dict[str, Ruling] = {}
        self._short: dict[ShortKey, tuple[Line, Ruling]] = {}

    # --- work ---------------------------------------------------------------------------------------------------------

    def place(self, work: f.InteractionQueued, at: int) -> None:
        """It waits, or waits elsewhere: into the line of what it needs now."""
        interaction, conversation = work.interaction, work.conversation
        if interaction in self.held:
            self.let_go(interaction, None)
        if interaction in self.waiting:
            self.remove(interaction)
        short = (work.queue, work.channel, work.brand, work.skills, work.language, work.step)
        line, ruling = self._short.get(short) or self._open_line(short, work)
        item = self.waiting[interaction] = Item(work, ruling, line)
        others = self._of_conversation.setdefault(conversation, interaction)
        if others is not interaction:
            self._of_conversation[conversation] = (*self.waiting_of(conversation), interaction)
        if ruling.plain and work.agent is None and work.preferred is None and interaction not in self.declined:
            item.entry = entry = (ruling.base + work.since + (work.priority - 1) * ruling.ageing_ms, interaction)
            self.lines.add(line, entry)
            return
        for agent in _named_in(work):
            self._about.setdefault(agent, set()).add(interaction)
        self._into_line(item, at)

    def remove(self, interaction: str) -> None:
        """It waits no more."""
        if interaction in self.pending:
            self.unreserve(interaction)
        item = self.waiting.pop(interaction, None)
        if item is not None:
            self._forget(item)

    def _forget(self, item: Item) -> None:
        work = item.fact
        if item.entry is not None:
            self._out_of_line(item)
        conversation = work.conversation
        together = self._of_conversation.pop(conversation)
        if together != work.interaction:
            others = tuple(other for other in together if other != work.interaction)
            self._of_conversation[conversation] = others
        if self.widening:
            self.widening.discard(work.interaction)
        if work.agent is not None or work.preferred is not None:
            for agent in _named_in(work):
                self._about[agent].discard(work.interaction)

    def replace(self, interaction: str, at: int) -> None:
        """The rules or the time changed for it; what is reserved stands until its fact or its refusal comes."""
        item = self.waiting.get(interaction)
        if item is not None and item.entry is not None:
            self._out_of_line(item)
            self._into_line(item, at)

    def alter(self, interaction: str, changed: f.InteractionQueued, at: int) -> None:
        """The same work in the same queue, with something else about it."""
        self.waiting[interaction].fact = changed
        self.replace(interaction, at)

    def widen(self, interaction: str, step: int, at: int) -> None:
        """It has reached this step of its queue."""
        item = self.waiting[interaction]
        item.fact = replace(item.fact, step=step)
        if interaction in self.widening:
            self.widening.discard(interaction)
            self._into_line(item, at)
        else:
            self.replace(interaction, at)

    def replace_about(self, agent: str, at: int) -> None:
        """An agent came, went or changed: work that names or prefers him."""
        for interaction in sorted(self._about.get(agent, ())):
            self.replace(interaction, at)

    def waiting_of(self, conversation: str) -> tuple[str, ...]:
        found = self._of_conversation.get(conversation, ())
        return (found,) if isinstance(found, str) else found

    # --- what agents carry --------------------------------------------------------------------------------------------

    def hold(self, interaction: str, person: Person, channel: str, at: int) -> None:
        """The agent carries it now. A reservation for him becomes this; one for somebody else is dropped."""
        held = self.pending.get(interaction)
        if held is not None and held.person is person:
            self.keep_reserved(interaction, held, at)
            return
        self.let_go(interaction, None)
        self.held[interaction] = Held(person, channel, at, self.crew.give(person, channel, at))
        self.remove(interaction)

    def keep_reserved(self, interaction: str, held: Held, at: int) -> None:
        """The fact of the offer has come."""
        del self.pending[interaction]
        if held.at != at:
            held.at = at
            self.crew.move(held.person, at)
        self.held[interaction] = held
        item = self.waiting.pop(interaction)
        if self.lanes:
            self.turns.reserve(item.ruling, -1)
        work = item.fact
        if work.agent is None and work.preferred is None and self._of_conversation[work.conversation] == interaction:
            del self._of_conversation[work.conversation]
        else:
            self._forget(item)

    def let_go(self, interaction: str, idle_since: int | None) -> None:
        held = self.held.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, idle_since)

    def reserve(self, item: Item, person: Person, now: int) -> None:
        """Out of its line for this agent, until the fact of the offer comes."""
        entry, work = item.entry, item.fact
        if entry is None or item.rests:
            self._out_of_line(item)
        else:
            item.entry = None
            self.lines.remove(item.line, entry)
        channel = work.channel
        self.pending[work.interaction] = Held(person, channel, now, self.crew.give(person, channel, now))
        if self.lanes:
            self.turns.reserve(item.ruling, 1)

    def unreserve(self, interaction: str) -> None:
        held = self.pending.pop(interaction, None)
        if held is not None:
            self.crew.free(held.person, held.channel, held.back())
            self.turns.reserve(self.waiting[interaction].ruling, -1)

    # --- rules --------------------------------------------------------------------------------------------------------

    def set_queue(self, slug: str, body: str | None, at: int) -> None:
        """New rules hold at once for what waits; None takes them away, and everybody of the brand may serve it."""
        if body is None:
            self.bodies.pop(slug, None)
        else:
            self.bodies[slug] = body
        found = {each: _read(body) for each, body in self.bodies.items()}
        weighted = {queue.precedence for queue in found.values() if queue.weight}
        before = self.queues
        self.queues = {
            each: before[each]
            if each != slug and each in before and (before[each].sharer is not None) == (queue.precedence in weighted)
            else order.ruling_of(each, queue, queue.precedence in weighted)
            for each, queue in found.items()
        }
        self._gone.clear()
        self.lanes = any(ruling.lane is not None for ruling in self.queues.values())
        self._short.clear()
        self._rule_anew(at)
        self.lines.close_empty()
        self._short.clear()

    def _rule_anew(self, at: int) -> None:
        """Work whose rules are others now, or that is in no line that is still right."""
        others = [
            i
            for i, item in self.waiting.items()
            if self.ruling_for(item.fact.queue, item.fact.brand) is not item.ruling
        ]
        for interaction in sorted(others):
            self._rule(self.waiting[interaction])
            self.replace(interaction, at)

    def _rule(self, item: Item) -> None:
        """The rules that hold for it now; an offer on its way counts for the queue it is in."""
        ruling, before = self.ruling_for(item.fact.queue, item.fact.brand), item.ruling
        item.ruling = ruling
        if item.fact.interaction in self.pending:
            self.turns.reserve(before, -1)
            self.turns.reserve(ruling, 1)

    def ruling_for(self, slug: str, brand: str) -> Ruling:
        """A queue's rules; work of a queue that is gone is not stranded."""
        ruling = self.queues.get(slug) or self._gone.get(brand)
        if ruling is None:
            gone = Queue(name="-", brand=brand)
            shared = any(one.sharer is not None and one.precedence == gone.precedence for one in self.queues.values())
            ruling = self._gone[brand] = order.ruling_of("", gone, shared)
        return ruling

    def key_of(self, ruling: Ruling, work: f.InteractionQueued, now: int) -> Key:
        """Its place among all waiting work at this moment."""
        moment = ruling.moment(work)
        index = ruling.index_at(moment, now)
        return ruling.precedence, self.turns.of(ruling), -index, moment, work.interaction

    def able(self, agent: str, ability: f.Ability, at: int) -> None:
        """Somebody new, or what a known one may and can do now."""
        known = self.crew.people.get(agent)
        before = known.ability if known is not None else None
        person = self.crew.put(agent, ability)
        self.lines.welcome(person)
        self.lines.renew(person, before)
        self.replace_about(agent, at)

    # --- lines --------------------------------------------------------------------------------------------------------

    def _into_line(self, item: Item, at: int) -> None:
        work = item.fact
        interaction = work.interaction
        item.ruling = ruling = self.ruling_for(work.queue, work.brand)
        item.rests = self._rests(interaction, at) if interaction in self.declined else NOBODY
        item.line, item.rule = self._line_of(item, at)
        item.entry = (ruling.rank(work), interaction)
        if ruling.queue.steps and item.rule != "named_agent":
            due = rules.step_due(work, ruling.queue)
            if due is not None:
                heappush(self.wakes, (max(due, self.refused.get(interaction, 0)), interaction))
        if item.rests:
            self.resting[interaction] = item
            self.lines.rest(item.line, 1)
        else:
            self.lines.add(item.line, item.entry)

    def _out_of_line(self, item: Item) -> None:
        entry, item.entry = item.entry, None
        if entry is None:
            return
        if item.rests:
            del self.resting[entry[1]]
            self.lines.rest(item.line, -1)
        else:
            self.lines.remove(item.line, entry)

    def _line_of(self, item: Item, at: int) -> tuple[Line, str]:
        work = item.fact
        if work.agent is None and work.preferred is None:
            short = (work.queue, work.channel, work.brand, work.skills, work.language, work.step)
            line, _ = self._short.get(short) or self._open_line(short, work)
            return line, ""
        need, rule = self.need_now(work, at)
        if need.preferring:
            heappush(self.wakes, (work.preferred_until or 0, work.interaction))
        return self.lines.of(need, item.ruling.lane), rule

    def need_now(self, work: f.InteractionQueued, at: int) -> tuple[Need, str]:
        """What it asks at this moment, and the rule that keeps it for one agent, if one does."""
        if work.agent is not None and self._may_be_named(work.agent, work.brand):
            return rules.named_need(work, work.agent), "named_agent"
        need = rules.need_of(work, self.ruling_for(work.queue, work.brand).queue)
        who = work.preferred
        if who is None or at >= (work.preferred_until or 0) or self._declined_lately(work, who, at):
            return need, ""
        return (rules.kept_for(need, who), "preferred_agent") if self._is_preferable(who, need) else (need, "")

    def _open_line(self, short: ShortKey, work: f.InteractionQueued) -> tuple[Line, Ruling]:
        ruling = self.ruling_for(work.queue, work.brand)
        line = self.lines.of(rules.need_of(work, ruling.queue), ruling.lane)
        self._short[short] = line, ruling
        return line, ruling

    def _may_be_named(self, agent: str, brand: str) -> bool:
        """Work named for somebody who left, or may not serve the brand, is everybody's: it is never stranded."""
        person = self.crew.people.get(agent)
        return person is not None and person.ability.active and rules.granted(person.ability, brand)

    def _is_preferable(self, agent: str, need: Need) -> bool:
        """Worth waiting for: signed in, and fit."""
        person = self.crew.people.get(agent)
        return person is not None and person.state != "offline" and not rules.unfit(agent, person.ability, need)

    # --- rests --------------------------------------------------------------------------------------------------------

    def _declined_lately(self, work: f.InteractionQueued, agent: str, at: int) -> bool:
        return self.declined.get(work.interaction, NOBODY).get(agent, at - REST_MS) + REST_MS > at

    def _rests(self, interaction: str, at: int) -> dict[str, int]:
        """Who declined or missed it less than a rest ago, and when."""
        live = {agent: since for agent, since in self.declined[interaction].items() if since + REST_MS > at}
        for since in live.values():
            if since + REST_ALONE_MS > at:
                heappush(self.wakes, (since + REST_ALONE_MS, interaction))
            heappush(self.wakes, (since + REST_MS, interaction))
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
            person = self.crew.people.get(agent)
            if since > after and person is not None:
                mask |= person.bit
        return mask


def _named_in(work: f.InteractionQueued) -> Iterator[str]:
    yield from {agent for agent in (work.agent, work.preferred) if agent is not None}


def _read(body: str) -> Queue:
    queue = read("queue", body)
    assert isinstance(queue, Queue)
    return queue
