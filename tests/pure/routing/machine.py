"""Anything that can happen on a floor, in any order, beside the plain model: after every step both decide the same."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec import json
from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue, Required
from atiende.routing.floor import Floor
from atiende.routing.receipt import Decision
from tests.pure.routing.model import Model

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
)
queues = st.builds(
    Queue,
    name=st.just("q"),
    brand=st.just("acme"),
    teams=st.sampled_from([[], [], ["day"], ["night"]]),
    skills=st.sampled_from([[], [], [Required(skill="tech", level=2)]]),
    match_language=st.booleans(),
    ageing_seconds=st.sampled_from([10, 300]),
)
works = st.builds(
    lambda number, skills, preferred_for, **more: f.InteractionQueued(
        interaction=f"itr_{number}", conversation=f"cnv_{number % 4}", customer="c", endpoint="e", since=preferred_for,
        skills=tuple(sorted(skills.items())), preferred_until=preferred_for, **more,
    ),
    number=st.integers(0, 11),
    skills=st.sampled_from([{}, {}, {"billing": 1}, {"tech": 4}, {"billing": 3, "tech": 1}]),
    preferred_for=st.sampled_from([0, 15_000, 90_000]),
    brand=st.sampled_from(BRANDS),
    channel=channels,
    queue=st.sampled_from(QUEUES),
    priority=st.integers(1, 5),
    language=st.sampled_from(["", "es", "en-GB"]),
    agent=st.sampled_from([None, None, None, *AGENTS]),
    preferred=st.sampled_from([None, None, *AGENTS, "usr_nobody"]),
)  # fmt: skip


class Floors(RuleBasedStateMachine):
    """`undelivered` are decisions whose fact has not come back yet."""

    kind: type[Floor] = Floor

    def __init__(self) -> None:
        super().__init__()
        self.floor, self.model = self.kind(), Model()
        self.seq, self.now = 0, 1_000_000
        self.undelivered: list[Decision] = []

    def happens(self, fact: f.Fact) -> None:
        self.seq += 1
        self.floor.apply(f.Logged(tenant="ten", seq=self.seq, at=self.now, actor="system", fact=fact))  # type: ignore[arg-type]

    @initialize(first=st.lists(abilities, min_size=3, max_size=3))
    def a_few_agents_are_there(self, first: list[f.Ability]) -> None:
        for agent, ability in zip(AGENTS, first, strict=False):
            self.user(agent, ability)
            self.state(agent, "available")

    @rule(agent=agents, ability=abilities)
    def user(self, agent: str, ability: f.Ability) -> None:
        known = agent in self.model.agents
        kind = f.UserChanged if known else f.UserCreated
        self.happens(kind(user=agent, ability=ability))
        self.model.user(agent, ability)

    @rule(agent=agents, state=st.sampled_from(STATES))
    def state(self, agent: str, state: str) -> None:
        if agent in self.model.agents:
            self.happens(f.AgentStateChanged(agent=agent, state=state))
            self.model.state(agent, state, self.now)

    @rule(slug=st.sampled_from(QUEUES), queue=st.one_of(queues, st.none()))
    def publish(self, slug: str, queue: Queue | None) -> None:
        if queue is None:
            self.happens(f.DocumentRetired(kind="queue", slug=slug, version=1))
            self.model.queues.pop(slug, None)
        else:
            body = json.encode(queue).decode()
            self.happens(f.DocumentPublished(kind="queue", slug=slug, version=1, body=body))
            self.model.queues[slug] = queue

    @rule(work=works, ago=st.sampled_from([0, 0, 5_000, 400_000]))
    def queue(self, work: f.InteractionQueued, ago: int) -> None:
        if work.interaction in self.model.carried or work.interaction in self.model.waiting:
            return
        work = replace(work, since=self.now - ago, preferred_until=self.now + (work.preferred_until or 0))
        self.happens(work)
        self.model.queued(work)

    @rule(later=st.sampled_from([0, 1_000, 10_000, 30_000, 60_000]))
    def decide(self, later: int) -> None:
        self.now += later
        twin = None if self.undelivered else Floor.from_snapshot(self.floor.snapshot())
        made = self.floor.decide(self.now)
        assert [(d.interaction, d.agent) for d in made] == self.model.decide(self.now)
        for decision in made:
            assert decision.interaction not in {other.interaction for other in self.undelivered}
            assert self.model.load(decision.agent, decision.channel) <= self.model.units(
                decision.agent, decision.channel
            )
            self.undelivered.append(decision)
        if twin is not None and made:
            self.explains_itself(twin, made[0])

    def explains_itself(self, twin: Floor, decision: Decision) -> None:
        """The floor brought back from its bytes gives the whole list behind the receipt."""
        told, receipt = twin.why(decision.interaction, self.now), decision.receipt
        assert told.excluded == receipt.excluded
        able = [(c.agent, c.key) for c in told.candidates if not c.reason]
        assert able[:6] == [(decision.agent, receipt.key), *receipt.runners_up]
        assert (told.position, told.configuration, told.waiting) == (
            receipt.position, receipt.configuration, receipt.waiting
        )  # fmt: skip

    @precondition(lambda self: self.undelivered)
    @rule(data=st.data(), answer=st.sampled_from(["offered", "offered", "offered", "refused"]))
    def the_change_answers(self, data: Any, answer: str) -> None:
        decision = self.undelivered.pop(data.draw(st.integers(0, len(self.undelivered) - 1)))
        if answer == "offered":
            self.happens(decision.offered(f"off_{self.seq}"))
            self.model.offered(decision.interaction, decision.agent, decision.channel, self.now)
        else:
            self.floor.release(decision)
            self.model.drop(decision.interaction, None)
            self.now += 1_000

    def held(self, data: Any) -> tuple[str, str, str] | None:
        held = sorted((i, c.agent, c.channel) for i, c in self.model.carried.items() if not c.reserved)
        return data.draw(st.sampled_from(held)) if held else None

    @rule(data=st.data(), how=st.sampled_from(["declined", "expired", "withdrawn", "taken", "ended", "transferred"]))
    def carried_work_moves_on(self, data: Any, how: str) -> None:
        if (held := self.held(data)) is None:
            return
        interaction, agent, channel = held
        named = {"interaction": interaction, "conversation": "c", "agent": agent}
        if how in ("declined", "expired"):
            self.happens((f.OfferDeclined if how == "declined" else f.OfferExpired)(offer="o", **named))
            self.model.refused(interaction, agent, self.now)
            self.again(data, interaction, channel)
        elif how == "withdrawn":
            self.happens(f.OfferWithdrawn(offer="o", **named))
            self.model.withdrawn(interaction)
        elif how == "taken":
            self.happens(f.InteractionTaken(channel=channel, offer="o", **named))
            self.model.taken(interaction, agent, channel, self.now)
        elif how == "ended":
            self.ends(interaction)
        else:
            self.happens(f.InteractionTransferred(**named))
            self.model.gone(interaction, self.now)
            self.again(data, interaction, channel)

    def again(self, data: Any, interaction: str, channel: str) -> None:
        work = replace(data.draw(works), interaction=interaction, channel=channel, since=self.now - 1)
        work = replace(work, preferred_until=self.now + (work.preferred_until or 0))
        self.happens(work)
        self.model.queued(work)

    @precondition(lambda self: self.model.waiting)
    @rule(data=st.data(), agent=agents, how=st.sampled_from(["abandoned", "abandoned", "by_hand"]))
    def waiting_work_goes_elsewhere(self, data: Any, agent: str, how: str) -> None:
        """Also when a decision about it is under way."""
        interaction = data.draw(st.sampled_from(sorted(self.model.waiting)))
        if how == "abandoned":
            self.ends(interaction)
        elif agent in self.model.agents:
            channel = self.model.waiting[interaction].channel
            self.undelivered = [d for d in self.undelivered if d.interaction != interaction]
            self.happens(f.InteractionTaken(interaction=interaction, conversation="c", agent=agent, channel=channel))
            self.model.taken(interaction, agent, channel, self.now)

    def ends(self, interaction: str) -> None:
        self.undelivered = [d for d in self.undelivered if d.interaction != interaction]
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
        self.happens(f.ConversationQueueChanged(conversation=f"cnv_{number}", queue=slug))
        for interaction, work in self.model.waiting.items():
            if work.conversation == f"cnv_{number}":
                self.model.waiting[interaction] = replace(work, queue=slug)

    @rule()
    def restart(self) -> None:
        """Decisions under way are lost with the process; everything else comes back, byte for byte."""
        saved = self.floor.snapshot()
        self.floor = self.kind.from_snapshot(saved)
        assert self.floor.snapshot() == saved
        self.undelivered.clear()
        for interaction in [i for i, c in reversed(self.model.carried.items()) if c.reserved]:
            self.model.drop(interaction, None)

    def teardown(self) -> None:
        self.decide(0)
        self.restart()
        self.decide(120_000)
