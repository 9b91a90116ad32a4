"""Random days with workloads, rests and every choice of agent.

What the floor keeps step by step decides as one made from its bytes, which looks at everything anew; nothing is left
that somebody could have; every offer was a lawful one.
"""

from random import Random
from typing import Any, get_args

import pytest
from msgspec import json

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import ChannelLoad, Choice, Weights
from atiende.routing import care
from atiende.routing.floor import Floor
from atiende.routing.memory import Memory
from atiende.routing.receipt import Decision
from atiende.routing.room import Room
from tests.pure.routing.shift import MINUTE, Shift

AGENTS = [f"usr_{n}" for n in range(5)]
CHANNELS = ["voice", "webchat", "email"]
QUEUES = ["sales", "support"]
CHOICES = [each for each in get_args(Choice) if each != "learned"]
UNITS = [
    [],
    [ChannelLoad(channel="webchat", units=[30, 40])],
    [
        ChannelLoad(channel="voice", units=[100], exclusive=True),
        ChannelLoad(channel="webchat", units=[40, 60]),
        ChannelLoad(channel="email", units=[30, 30, 30], interruptible=True),
    ],
]


class Day(Shift):
    def __init__(self, dice: Random) -> None:
        super().__init__()
        self.dice = dice
        self.open: dict[str, str] = {}
        self.units: dict[str, list[ChannelLoad]] = {}
        for number, agent in enumerate(AGENTS):
            self.agent(agent, workload="" if number else "calm", **self.ability())
        for slug in QUEUES:
            self.publish(slug)

    def ability(self) -> dict[str, Any]:
        dice = self.dice
        return {"skills": {skill: dice.randint(1, 5) for skill in ("tech", "law") if dice.random() < 0.7}}

    def publish(self, slug: str) -> None:
        dice = self.dice
        self.queue(
            slug, choice=dice.choice(CHOICES), weights=Weights(idle=40, occupancy=30, skill=30, flexibility=10),
            keep_free=dice.choice([0, 0, 0, 1]), weight=dice.choice([0, 0, 3]),
        )  # fmt: skip

    def rules(self, slug: str) -> None:
        dice = self.dice
        if dice.random() < 0.15:
            self.units.pop(slug, None)
            self.happens(f.DocumentRetired(kind="workload", slug=slug, version=1))
            return
        self.units[slug] = dice.choice(UNITS)
        self.workload(
            slug, channels=self.units[slug], occupancy_cap_percent=dice.choice([100, 80, 50]), occupancy_minutes=20,
            breather_seconds=dice.choice([0, 45, 120]), long_minutes=dice.choice([0, 8]),
            hard_in_a_row=dice.choice([0, 1, 2]), hard_reasons=["abuse"], hard_dispositions=["threat"],
            primary_first=dice.random() < 0.2,
        )  # fmt: skip

    def step(self) -> None:
        dice = self.dice
        what = dice.randrange(20)
        if what < 8:
            name = f"w{self.seq:05}"
            skills = dice.choice([(), (), (("tech", 1),), (("tech", 3),), (("law", 1), ("tech", 1))])
            self.work(
                name, dice.choice(CHANNELS), queue=dice.choice(QUEUES), reason=dice.choice(["", "abuse"]), skills=skills
            )
        elif what < 14 and self.open:
            work = dice.choice(sorted(self.open))
            self.goes_on(work, self.open.pop(work))
        elif what < 17:
            self.is_now(dice.choice(AGENTS), dice.choice(["available", "available", "paused", "offline"]))
        elif what == 17:
            self.rules(dice.choice(["default", "calm"]))
        elif what == 18:
            self.publish(dice.choice(QUEUES))
        self.now += dice.choice([0, 0, 1, 20, 60, 200]) * 1000
        self.decide()

    def goes_on(self, work: str, agent: str) -> None:
        how = self.dice.randrange(5)
        if how < 3:
            self.ends(work)
            if how:
                self.resolves(work, self.dice.choice(["billing", "abuse"]), self.dice.choice(["done", "threat"]))
        elif how == 3:
            named = {"interaction": work, "conversation": f"c_{work}", "agent": agent}
            self.happens(f.InteractionTransferred(**named))
            self.work(work, self.dice.choice(CHANNELS), reason="abuse")
        else:
            self.happens(f.ReasonChanged(conversation=f"c_{work}", reason="abuse"))
            self.open[work] = agent

    def decide(self) -> None:
        """Some offers are refused by the line, some declined; the others are taken."""
        again = Floor.from_snapshot(self.floor.snapshot())
        made = [each for each in self.floor.decide(self.now) if isinstance(each, Decision)]
        assert written(made) == written(again.decide(self.now)), "what was kept step by step is not what is there"
        for each in made:
            self.is_lawful(each)
        self.nothing_is_left()
        for each in made:
            self.answer(each)

    def answer(self, made: Decision) -> None:
        how = self.dice.random()
        if how < 0.1:
            self.floor.release(made)
            self.now += 1000
            return
        self.happens(made.offered(f"off_{self.seq}"))
        if how < 0.2:
            named = {"interaction": made.interaction, "conversation": made.conversation, "agent": made.agent}
            self.happens(f.OfferDeclined(offer="o", **named))
            self.work(made.interaction, made.channel, queue=made.queue)
        else:
            self.takes(made.interaction, made.agent, made.channel)
            self.open[made.interaction] = made.agent

    def is_lawful(self, made: Decision) -> None:
        """With what he was given now, he carries what he may: taking it out again leaves room for it."""
        person = self.floor.crew.people[made.agent]
        load = dict(person.load)
        later = [held.channel for work, held in self.floor.pending.items() if held.person is person]
        for channel in later[later.index(made.channel) :]:
            load[channel] -= 1
        slugs = [slug for slug in (person.ability.workload, "default") if slug in self.units]
        loads = {each.channel: each for each in self.units[slugs[0]]} if slugs else {}
        assert room.has_room(person.ability, loads, {c: n for c, n in load.items() if n}, made.channel)
        assert person.rest != "breather" and person.state == "available"
        assert made.agent not in {agent for agent, _ in made.receipt.runners_up}

    def nothing_is_left(self) -> None:
        crew = self.floor.crew
        for work in self.floor.waiting:
            told = self.floor.why(work, self.now)
            if told.status == "waiting":
                assert told.candidates[0].reason, f"{told.candidates[0].agent} could have {work}"
                assert sum(told.excluded.values()) == len(crew.people)


def written(made: list[Any]) -> list[tuple[str, str, bytes]]:
    return [(each.interaction, each.agent, json.encode(each.receipt)) for each in made if isinstance(each, Decision)]


def spend(seed: int, steps: int = 160) -> None:
    day = Day(Random(seed))
    for _ in range(steps):
        day.step()
    day.now += 60 * MINUTE
    day.decide()


@pytest.mark.parametrize("seed", range(10))
def test_a_day_of_everything(seed: int) -> None:
    spend(seed)


restore_whole = Memory.restore


def _without_turns(self: Memory, content: bytes) -> None:
    restore_whole(self, content)
    self.turns.asked = {queue: {} for queue in self.turns.asked}


BREAKS: list[tuple[str, object, str, object]] = [
    ("nobody wakes", care.Care, "wake", lambda self, now: None),
    ("no bits taken back", Room, "set_rest", lambda self, person, rest: setattr(person, "rest", rest)),
    ("the tired never asked", Room, "last_resorts", lambda self: 0),
    ("turns forgotten by snapshots", Memory, "restore", _without_turns),
    ("capacity forgotten", room, "has_room", lambda ability, loads, load, channel: True),
    ("published late", Room, "_take_workload", lambda self, person: None),
    ("reasons forgotten", care.Care, "restore", lambda self, records: None),
]


@pytest.mark.parametrize(("what", "where", "name", "broken"), BREAKS, ids=[each[0] for each in BREAKS])
def test_each_mistake_is_noticed(
    monkeypatch: pytest.MonkeyPatch, what: str, where: object, name: str, broken: object
) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises((AssertionError, LookupError)):
        for seed in range(40):
            spend(seed)
