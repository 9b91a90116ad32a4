"""Anything that can happen on a floor, in any order, beside the plain model: after every step both decide the same."""

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec import json
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Required, Step, Workload
from atiende.routing.floor import Floor
from atiende.routing.order import Order
from atiende.routing.receipt import Decided, Decision, Widening
from tests.pure.routing.model import KEEN, Model

AGENTS = [f"usr_{n}" for n in range(5)]
QUEUES = ["sales", "support"]
BRANDS = ["acme", "zeta"]
SKILLS = ["billing", "tech"]
CHANNELS = ["webchat", "email", "voice"]
STATES = ["available", "available", "available", "offline", "paused", "busy"]

agents, channels = st.sampled_from(AGENTS), st.sampled_from(CHANNELS)
skill_levels = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5))
abilities = st.builds(
    f.Ability,
    active=st.sampled_from([True, True, True, False]),
    brands=st.sampled_from([(), (), ("acme",), ("acme", "zeta")]),
    teams=st.sampled_from([(), ("day",), ("day", "night")]),
    skills=skill_levels,
    languages=st.sampled_from([{}, {"es": 5}, {"es": 5, "en": 3}]),
    capacity=st.sampled_from([{}, {"webchat": 1, "email": 1}, {"webchat": 2, "voice": 0}]),
    workload=st.sampled_from(["", "", KEEN]),
)
STEPS = [
    [],
    [],
    [Step(after_seconds=5, teams=[]), Step(after_seconds=30, skills=[], match_language=False)],
    [Step(after_seconds=0, priority=1), Step(after_seconds=10, queue="support")],
    [Step(after_seconds=60, queue="sales", skills=[Required(skill="tech", level=1)])],
]
ORDERS: list[Order] = ["age", "age", "deadline", "cost", "growing_cost"]
queues = st.builds(
    Queue,
    name=st.just("q"),
    brand=st.just("acme"),
    teams=st.sampled_from([[], [], ["day"], ["night"]]),
    skills=st.sampled_from([[], [], [Required(skill="tech", level=2)]]),
    match_language=st.booleans(),
    ageing_seconds=st.sampled_from([10, 300]),
    steps=st.sampled_from(STEPS),
    precedence=st.sampled_from([5, 5, 5, 1]),
    order=st.sampled_from(ORDERS),
    weight=st.sampled_from([0, 0, 1, 3]),
    cost_per_minute=st.sampled_from([1, 5]),
    handle_seconds=st.sampled_from([60, 300]),
    keep_free=st.sampled_from([0, 0, 0, 1]),
    answer_within_seconds=st.sampled_from([20, 3600]),
)
works = st.builds(
    lambda number, skills, preferred_for, due_in, **more: f.InteractionQueued(
        interaction=f"itr_{number}", conversation=f"cnv_{number % 4}", customer="c", endpoint="e", since=preferred_for,
        skills=tuple(sorted(skills.items())), preferred_until=preferred_for, due=due_in, **more,
    ),
    number=st.integers(0, 11),
    skills=st.sampled_from([{}, {}, {"billing": 1}, {"tech": 4}, {"billing": 3, "tech": 1}]),
    preferred_for=st.sampled_from([0, 15_000, 90_000]),
    due_in=st.sampled_from([None, 0, 30_000, 300_000]),
    step=st.sampled_from([0, 0, 0, 1]),
    brand=st.sampled_from(BRANDS),
    channel=channels,
    queue=st.sampled_from(QUEUES),
    priority=st.integers(1, 5),
    language=st.sampled_from(["", "es", "en-GB"]),
    agent=st.sampled_from([None, None, None, *AGENTS]),
    preferred=st.sampled_from([None, None, *AGENTS, "usr_nobody"]),
)  # fmt: skip
numbers = st.integers(0, 99)
laters = st.sampled_from([None, 0, 0, 1_000, 10_000, 30_000, 60_000])
ENDS = ["declined", "expired", "withdrawn", "taken", "ended", "transferred", "called_back"]


class Floors(RuleBasedStateMachine):
    """`undelivered` are decisions whose fact has not come back yet."""

    kind: type[Floor] = Floor

    def __init__(self) -> None:
        super().__init__()
        self.floor, self.model = self.kind(), Model()
        self.seq, self.now = 0, 1_000_000
        self.undelivered: list[Decided] = []

    def happens(self, fact: f.Fact) -> None:
        self.seq += 1
        self.floor.apply(f.Logged(tenant="ten", seq=self.seq, at=self.now, actor="system", fact=fact))  # type: ignore[arg-type]

    @initialize(first=st.lists(abilities, min_size=3, max_size=3))
    def a_few_agents_are_there(self, first: list[f.Ability]) -> None:
        body = json.encode(Workload(name=KEEN, primary_first=True)).decode()
        self.happens(f.DocumentPublished(kind="workload", slug=KEEN, version=1, body=body))
        for agent, ability in zip(AGENTS, first, strict=False):
            self.user(agent, ability)
            self.state(agent, "available")

    @rule(agent=agents, ability=abilities)
    def user(self, agent: str, ability: f.Ability) -> None:
        kind = f.UserChanged if agent in self.model.agents else f.UserCreated
        self.happens(kind(user=agent, ability=ability))
        self.model.user(agent, ability)

    @rule(agent=agents, state=st.sampled_from(STATES))
    def state(self, agent: str, state: str) -> None:
        if agent in self.model.agents:
            self.happens(f.AgentStateChanged(agent=agent, state=state))
            self.model.state(agent, state, self.now)

    @rule(agent=agents, missing=st.sampled_from(["", "page", "microphone"]))
    def phone(self, agent: str, missing: str) -> None:
        if agent in self.model.agents:
            self.happens(f.AgentPhoneChanged(agent=agent, missing=missing))
            self.model.agents[agent].phone = missing

    @rule(slug=st.sampled_from(QUEUES), queue=st.one_of(queues, queues, st.none()))
    def publish(self, slug: str, queue: Queue | None) -> None:
        if queue is None:
            self.happens(f.DocumentRetired(kind="queue", slug=slug, version=1))
            self.model.queues.pop(slug, None)
        else:
            body = json.encode(queue).decode()
            self.happens(f.DocumentPublished(kind="queue", slug=slug, version=1, body=body))
            self.model.queues[slug] = queue

    @rule(some=st.lists(works, min_size=2, max_size=6), ago=st.sampled_from([0, 5_000, 400_000]), later=laters)
    def work_comes(self, some: list[f.InteractionQueued], ago: int, later: int | None) -> None:
        for work in some:
            if work.interaction not in self.model.carried and work.interaction not in self.model.waiting:
                self.queue(work, ago)
        self.decide(later)

    def queue(self, work: f.InteractionQueued, ago: int) -> None:
        work = replace(
            work, since=self.now - ago, preferred_until=self.now + (work.preferred_until or 0),
            entered=self.now - ago, due=None if work.due is None else self.now + work.due,
        )  # fmt: skip
        self.happens(work)
        self.model.queued(work)

    @rule(later=laters)
    def decide(self, later: int | None) -> None:
        if later is None:
            return
        self.now += later
        twin = None if self.undelivered else Floor.from_snapshot(self.floor.snapshot())
        made = self.floor.decide(self.now)
        assert [told(each) for each in made] == self.model.decide(self.now)
        for decision in made:
            assert decision.interaction not in {other.interaction for other in self.undelivered}
            if isinstance(decision, Decision):
                has = self.model.load(decision.agent, decision.channel)
                assert has <= self.model.units(decision.agent, decision.channel)
            self.undelivered.append(decision)
        offers = [each for each in made if isinstance(each, Decision)]
        if twin is not None and offers and len(offers) == len(made):
            self.explains_itself(twin, offers[0])

    def explains_itself(self, twin: Floor, decision: Decision) -> None:
        """The floor brought back from its bytes gives the whole list behind the receipt."""
        found, receipt = twin.why(decision.interaction, self.now), decision.receipt
        assert (found.position, found.configuration) == (receipt.position, receipt.configuration)
        assert (found.waiting, found.step) == (receipt.waiting, receipt.step)
        assert (found.order, found.rank) == (receipt.order, receipt.rank)
        assert found.excluded == receipt.excluded
        able = [(c.agent, c.key) for c in found.candidates if not c.reason]
        if receipt.rule != "primary_first":
            assert able[:6] == [(decision.agent, receipt.key), *receipt.runners_up]

    @precondition(lambda self: self.undelivered)
    @rule(which=numbers, refused=st.sampled_from([False, False, False, True]), times=st.integers(1, 4))
    def the_changes_answer(self, which: int, refused: bool, times: int) -> None:
        for _ in range(min(times, len(self.undelivered))):
            decision = self.undelivered.pop(which % len(self.undelivered))
            if refused:
                self.floor.release(decision)
                if isinstance(decision, Decision):
                    self.model.drop(decision.interaction, None)
                self.model.widening.discard(decision.interaction)
                self.decide(1_000)
                return
            if isinstance(decision, Widening):
                self.widens(decision)
                continue
            self.model.had_a_turn(decision.interaction, decision.queue)
            self.happens(decision.offered(f"off_{self.seq}"))
            self.model.offered(decision.interaction, decision.agent, decision.channel, self.now)

    def widens(self, widening: Widening) -> None:
        """Where it leads to another queue, it waits on there."""
        self.happens(widening.fact())
        self.model.widened(widening.interaction, widening.queue, widening.step)
        work = self.model.waiting.get(widening.interaction)
        if widening.to_queue is not None and work is not None:
            again = replace(work, queue=widening.to_queue, entered=self.now, step=0, due=None, why="overflow")
            self.happens(again)
            self.model.queued(again)

    @rule(which=numbers, how=st.sampled_from(ENDS), work=works, later=laters)
    def carried_work_moves_on(self, which: int, how: str, work: f.InteractionQueued, later: int | None) -> None:
        held = sorted((i, c.agent, c.channel) for i, c in self.model.carried.items() if not c.reserved)
        if not held:
            return
        interaction, agent, channel = held[which % len(held)]
        again = replace(work, interaction=interaction, channel=channel)
        named = {"interaction": interaction, "conversation": "c", "agent": agent}
        if how in ("declined", "expired"):
            self.happens((f.OfferDeclined if how == "declined" else f.OfferExpired)(offer="o", **named))
            self.model.refused(interaction, agent, self.now)
            self.queue(again, 1)
        elif how == "withdrawn":
            self.happens(f.OfferWithdrawn(offer="o", **named))
            self.model.withdrawn(interaction)
        elif how == "taken":
            self.happens(f.InteractionTaken(channel=channel, offer="o", **named))
            self.model.taken(interaction, agent, channel, self.now)
        elif how == "ended":
            self.ends(interaction)
        elif how == "called_back":
            self.happens(
                f.CallbackRequested(interaction=interaction, conversation="c", queue="q", customer="c", since=0)
            )
            self.model.gone(interaction, self.now)
        else:
            self.happens(f.InteractionTransferred(**named))
            self.model.gone(interaction, self.now)
            self.queue(again, 1)
        self.decide(later)

    @precondition(lambda self: self.model.waiting)
    @rule(which=numbers, agent=agents, by_hand=st.booleans())
    def waiting_work_goes_elsewhere(self, which: int, agent: str, by_hand: bool) -> None:
        """Also when a decision about it is under way."""
        interaction = sorted(self.model.waiting)[which % len(self.model.waiting)]
        self.undelivered = [d for d in self.undelivered if d.interaction != interaction]
        if not by_hand or agent not in self.model.agents:
            self.ends(interaction)
        else:
            channel = self.model.waiting[interaction].channel
            self.happens(f.InteractionTaken(interaction=interaction, conversation="c", agent=agent, channel=channel))
            self.model.taken(interaction, agent, channel, self.now)

    def ends(self, interaction: str) -> None:
        self.happens(f.InteractionEnded(interaction=interaction, conversation="c", how="done", by="agent"))
        self.model.gone(interaction, self.now)
        self.model.forget(interaction)

    @rule(number=st.integers(0, 3), priority=st.integers(1, 5))
    def priority(self, number: int, priority: int) -> None:
        self.happens(f.PriorityChanged(conversation=f"cnv_{number}", priority=priority))
        for interaction, work in self.model.waiting.items():
            if work.conversation == f"cnv_{number}":
                self.model.waiting[interaction] = replace(work, priority=priority)

    @rule(number=st.integers(0, 3), slug=st.sampled_from(QUEUES))
    def move(self, number: int, slug: str) -> None:
        """What waits goes elsewhere, also when a decision about it is under way."""
        for interaction, work in sorted(self.model.waiting.items()):
            if work.conversation == f"cnv_{number}":
                self.undelivered = [d for d in self.undelivered if d.interaction != interaction]
                again = replace(work, queue=slug, entered=self.now, step=0, due=None, why="transferred")
                self.happens(again)
                self.model.queued(again)

    @rule()
    def restart(self) -> None:
        """Decisions under way are lost with the process; everything else comes back, byte for byte."""
        saved = self.floor.snapshot()
        self.floor = self.kind.from_snapshot(saved)
        assert self.floor.snapshot() == saved
        self.undelivered.clear()
        self.model.widening.clear()
        for interaction in [i for i, c in reversed(self.model.carried.items()) if c.reserved]:
            self.model.drop(interaction, None)

    def teardown(self) -> None:
        self.decide(0)
        self.restart()
        self.decide(120_000)


def told(decided: Decided) -> tuple[str, str]:
    """As the model says it."""
    if isinstance(decided, Decision):
        return decided.interaction, decided.agent
    return decided.interaction, f"step {decided.step} {decided.to_queue}"


def random_ability(dice: Random) -> f.Ability:
    return f.Ability(
        active=dice.random() < 0.9,
        brands=dice.choice([(), (), ("acme",), ("acme", "zeta")]),
        teams=dice.choice([(), ("day",), ("day", "night")]),
        skills={skill: dice.randint(1, 5) for skill in SKILLS if dice.random() < 0.7},
        languages=dice.choice([{}, {"es": 5}, {"es": 5, "en": 3}]),
        capacity=dice.choice([{}, {"webchat": 1, "email": 1}, {"webchat": 2, "voice": 0}]),
        workload=dice.choice(["", "", KEEN]),
    )


def random_queue(dice: Random) -> Queue:
    skills = dice.choice([[], [], [Required(skill="tech", level=2)]])
    return Queue(
        name="q", brand="acme", teams=dice.choice([[], [], ["day"], ["night"]]), skills=skills,
        match_language=dice.random() < 0.3, ageing_seconds=dice.choice([10, 300]), steps=dice.choice(STEPS),
        precedence=dice.choice([5, 5, 5, 1]), order=dice.choice(ORDERS), weight=dice.choice([0, 0, 1, 3]),
        cost_per_minute=dice.choice([1, 5]), handle_seconds=dice.choice([60, 300]),
        keep_free=dice.choice([0, 0, 0, 1]), answer_within_seconds=dice.choice([20, 3600]),
    )  # fmt: skip


def random_work(dice: Random) -> f.InteractionQueued:
    number = dice.randrange(30)
    return f.InteractionQueued(
        interaction=f"itr_{number}", conversation=f"cnv_{number % 4}", customer="c", endpoint="e", since=0,
        brand=dice.choice(BRANDS), channel=dice.choice(CHANNELS), queue=dice.choice(QUEUES),
        skills=dice.choice([(), (), (("billing", 1),), (("tech", 4),), (("billing", 3), ("tech", 1))]),
        priority=dice.randint(1, 5), language=dice.choice(["", "es", "en-GB"]),
        agent=dice.choice([None] * 7 + AGENTS[:2]), preferred=dice.choice([None] * 5 + [*AGENTS, "usr_nobody"]),
        preferred_until=dice.choice([0, 15_000, 90_000]), due=dice.choice([None, 0, 30_000, 300_000]),
        step=dice.choice([0, 0, 0, 1]),
    )  # fmt: skip


def walk(kind: type[Floor], seed: int, steps: int) -> Floors:
    """The same steps with dice instead of hypothesis: less clever, and a hundred times as many in the same time."""
    dice = Random(seed)
    floors = type("Walk", (Floors,), {"kind": kind})()
    floors.a_few_agents_are_there([random_ability(dice) for _ in range(3)])
    for _ in range(steps):
        later = dice.choice([None, 0, 0, 0, 1_000, 10_000, 30_000, 60_000])
        what = dice.randrange(20)
        if what < 5:
            floors.work_comes(
                [random_work(dice) for _ in range(dice.randint(1, 3))], dice.choice([0, 5_000, 400_000]), later
            )
        elif what < 9 and floors.undelivered:
            floors.the_changes_answer(dice.randrange(99), dice.random() < 0.2, dice.randint(1, 4))
        elif what < 14:
            floors.carried_work_moves_on(dice.randrange(99), dice.choice(ENDS), random_work(dice), later)
        else:
            one_of_the_rare_ones(floors, dice, what, later)
    floors.teardown()
    return floors


def one_of_the_rare_ones(floors: Floors, dice: Random, what: int, later: int | None) -> None:
    if what < 16:
        floors.decide(later)
    elif what < 18:
        floors.state(dice.choice(AGENTS), dice.choice(STATES))
    else:
        dice.choice(RARE)(floors, dice)


def _elsewhere(floors: Floors, dice: Random) -> None:
    if floors.model.waiting:
        floors.waiting_work_goes_elsewhere(dice.randrange(99), dice.choice(AGENTS), dice.random() < 0.5)


RARE: list[Callable[[Floors, Random], None]] = [
    lambda floors, dice: floors.user(dice.choice(AGENTS), random_ability(dice)),
    lambda floors, dice: floors.publish(dice.choice(QUEUES), random_queue(dice)),
    lambda floors, dice: floors.publish(dice.choice(QUEUES), None),
    lambda floors, dice: floors.priority(dice.randrange(4), dice.randint(1, 5)),
    lambda floors, dice: floors.move(dice.randrange(4), dice.choice(QUEUES)),
    lambda floors, dice: floors.restart(),
    lambda floors, dice: floors.phone(dice.choice(AGENTS), dice.choice(["", "page"])),
    _elsewhere,
    _elsewhere,
]
