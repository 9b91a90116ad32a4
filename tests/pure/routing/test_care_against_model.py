"""Who rests, minute by minute: care beside a model that reads the whole log again each time, over random shifts."""

from random import Random

import pytest

from atiende.domain import facts as f
from atiende.routing import care, occupancy
from atiende.routing.floor import Floor
from tests.pure.routing.shift import MINUTE, Shift

AGENTS = ["ana", "ben", "cleo"]
REASONS = ["", "billing", "abuse", "abuse"]
STATES = ["available", "available", "available", "paused", "offline", "busy"]
LONG, BREATHER, LIMIT = 20, 3, 2
CAPS = [100, 90, 70, 50]


class Diary:
    """One agent's day, as read from the log up to a moment."""

    def __init__(self) -> None:
        self.state, self.minutes = "offline", dict[int, str]()
        self.breather, self.row, self.hard = 0, 0, list[int]()
        self.last: tuple[str, int, bool] | None = None


class Piece:
    def __init__(self, agent: str, fact: f.InteractionOffered | f.InteractionTaken, reason: str) -> None:
        self.agent, self.conversation, self.channel, self.reason = agent, fact.conversation, fact.channel, reason
        self.taken, self.hard = 0, False


class Model:
    """Everything from the log; work is a minute or more, so the minutes tell all."""

    def __init__(self, log: list[f.Logged], now: int) -> None:
        self.diaries = {agent: Diary() for agent in AGENTS}
        self.reasons: dict[str, str] = {}
        self.pieces: dict[str, Piece] = {}
        minute = log[0].at
        for logged in log:
            minute = self.lives(minute, logged.at)
            self.reads(logged.fact, logged.at)
        self.lives(minute, now)

    def lives(self, minute: int, until: int) -> int:
        for at in range(minute, until, MINUTE):
            for agent, diary in self.diaries.items():
                at_it = any(piece.agent == agent and piece.taken for piece in self.pieces.values())
                if diary.state not in ("offline", "paused"):
                    diary.minutes[at] = "busy" if at_it else "idle" if diary.state == "available" else "away"
        return until

    def reads(self, fact: f.Fact, at: int) -> None:
        if isinstance(fact, f.AgentStateChanged):
            self.diaries[fact.agent].state = fact.state
        elif isinstance(fact, f.ConversationResolved):
            self.resolved(fact, at)
        elif isinstance(fact, f.ReasonChanged):
            for piece in self.pieces.values():
                piece.reason = fact.reason if piece.conversation == fact.conversation else piece.reason
        elif isinstance(fact, f.InteractionEnded | f.InteractionTransferred):
            ended = self.pieces.pop(fact.interaction, None)
            if ended is not None and ended.taken:
                self.ended(ended, at)
        else:
            self.passes(fact, at)

    def passes(self, fact: f.Fact, at: int) -> None:
        """Work comes, and goes into somebody's hands."""
        if isinstance(fact, f.InteractionQueued):
            self.reasons[fact.interaction] = fact.reason
            self.pieces.pop(fact.interaction, None)
        elif isinstance(fact, f.InteractionOffered | f.InteractionTaken):
            before = self.pieces.get(fact.interaction)
            reason = before.reason if before is not None else self.reasons[fact.interaction]
            self.pieces[fact.interaction] = Piece(fact.agent, fact, reason)
            self.pieces[fact.interaction].taken = at if isinstance(fact, f.InteractionTaken) else 0

    def ended(self, piece: Piece, at: int) -> None:
        diary = self.diaries[piece.agent]
        hard = piece.hard or piece.reason == "abuse"
        for other in self.diaries.values():
            if other.last is not None and other.last[0] == piece.conversation:
                other.last = None
        diary.last = (piece.conversation, diary.row, hard)
        diary.row = diary.row + 1 if hard else 0
        long = piece.channel != "email" and at - piece.taken > LONG * MINUTE
        if hard or long:
            diary.breather = at + BREATHER * MINUTE
        diary.hard += [at] if hard else []

    def resolved(self, fact: f.ConversationResolved, at: int) -> None:
        hard = "abuse" in (fact.reason, fact.disposition)
        for piece in self.pieces.values():
            if piece.conversation == fact.conversation:
                piece.reason, piece.hard = fact.reason, piece.hard or hard
        for diary in self.diaries.values():
            if diary.last is not None and diary.last[0] == fact.conversation and hard and not diary.last[2]:
                diary.row, diary.breather = diary.last[1] + 1, at + BREATHER * MINUTE
                diary.last = (fact.conversation, diary.last[1], True)
                diary.hard.append(at)

    def rest(self, agent: str, now: int, cap: int) -> str:
        diary = self.diaries[agent]
        hour = [diary.minutes.get(at) for at in range(now - 60 * MINUTE, now, MINUTE)]
        busy, idle = hour.count("busy"), hour.count("idle")
        if diary.breather > now:
            return "breather"
        over = busy + idle >= 30 and 100 * busy > cap * (busy + idle)
        return "resting_occupancy" if over and cap < 100 else ""

    def hard_ones(self, agent: str) -> int:
        mine = [piece for piece in self.pieces.values() if piece.agent == agent]
        return self.diaries[agent].row + sum(piece.hard or piece.reason == "abuse" for piece in mine)


class Day(Shift):
    """Anything that can happen in a shift, a minute or more apart."""

    def __init__(self, dice: Random) -> None:
        super().__init__()
        self.dice, self.cap, self.open = dice, 100, list[str]()
        self.set_cap()
        for agent in AGENTS:
            self.agent(agent)

    def set_cap(self) -> None:
        self.cap = self.dice.choice(CAPS)
        self.workload(
            occupancy_cap_percent=self.cap, breather_seconds=BREATHER * 60, long_minutes=LONG, hard_in_a_row=LIMIT,
            hard_reasons=["abuse"], hard_dispositions=["abuse"],
        )  # fmt: skip

    def step(self) -> None:
        dice = self.dice
        what = dice.randrange(20)
        if what < 7:
            self.begins(f"w{self.seq}", dice.choice(AGENTS), dice.choice(["voice", "webchat", "email"]))
        elif what < 13 and self.open:
            self.goes_on(self.open.pop(dice.randrange(len(self.open))))
        elif what < 15 and self.open:
            self.happens(f.ReasonChanged(conversation=f"c_{dice.choice(self.open)}", reason=dice.choice(REASONS[1:])))
        elif what < 17:
            self.is_now(dice.choice(AGENTS), dice.choice(STATES))
        elif what == 17:
            self.set_cap()
        self.now += dice.choice([0, 1, 1, 2, 5, 15]) * MINUTE

    def begins(self, work: str, agent: str, channel: str) -> None:
        self.work(work, channel, reason=self.dice.choice(REASONS))
        if self.dice.random() < 0.7:
            made = f.InteractionOffered(
                offer="o", interaction=work, conversation=f"c_{work}", agent=agent, queue="sales", channel=channel,
                expires_at=0,
            )  # fmt: skip
            self.happens(made)
        if self.dice.random() < 0.8:
            self.takes(work, agent, channel)
        self.open.append(work)

    def goes_on(self, work: str) -> None:
        how, named = self.dice.randrange(6), {"interaction": work, "conversation": f"c_{work}"}
        if how < 3:
            self.ends(work)
            if how < 2:
                self.resolves(work, self.dice.choice(REASONS[1:]), self.dice.choice(["done", "abuse"]))
        elif how == 3:
            self.resolves(work, self.dice.choice(REASONS[1:]))
            self.ends(work)
        elif how == 4:
            self.happens(f.InteractionTransferred(agent=None, **named))
            self.work(work, reason="billing")
            self.takes(work, self.dice.choice(AGENTS))
            self.open.append(work)
        else:
            self.takes(work, self.dice.choice(AGENTS))
            self.open.append(work)

    def compare(self) -> None:
        """Also after a restart, and at the moment before it is to wake."""
        if self.dice.random() < 0.2:
            self.floor = Floor.from_snapshot(self.floor.snapshot())
        self.same_at(self.now)
        crew = self.floor.crew
        wake = crew.next_wake()
        rests = [person.rest for person in crew.slots]
        model = Model(self.log, self.now)
        for later in range(self.now, min(wake or self.now, self.now + 20 * MINUTE), MINUTE):
            still = [Model(self.log, later).rest(agent, later, self.cap) for agent in AGENTS]
            assert still == rests, "time brought something and nobody would have woken"
        everybody = sum(person.bit for person in crew.slots)
        enough = [agent for agent in AGENTS if model.hard_ones(agent) >= LIMIT]
        spared = crew.care.spared(everybody, "abuse") if crew.care is not None else 0
        assert {person.id for person in crew.each(spared)} == (set(enough) if len(enough) < len(AGENTS) else set())

    def same_at(self, now: int) -> None:
        crew, model = self.floor.crew, Model(self.log, now)
        crew.wake(now)
        assert {p.id: p.rest for p in crew.slots} == {agent: model.rest(agent, now, self.cap) for agent in AGENTS}
        told = crew.fairness(now)
        hour = now - 60 * MINUTE
        there = [
            d for d in model.diaries.values() if {"busy", "idle"} & {s for at, s in d.minutes.items() if at >= hour}
        ]
        hard = [sum(at > hour for at in diary.hard) for diary in there]
        assert told is not None and (told.agents, told.hard) == (len(there), care.jain(hard))


def spend(seed: int, steps: int) -> None:
    day = Day(Random(seed))
    for step in range(steps):
        day.step()
        if step % 4 == 0:
            day.compare()


@pytest.mark.parametrize("seed", range(8))
def test_care_rests_whom_the_model_rests(seed: int) -> None:
    spend(seed, 120)


BREAKS = [
    (occupancy.Timeline, "turn", lambda self, at, doing, keep: None),
    (occupancy.Timeline, "over", lambda self, now, cap, window: (False, None)),
    (occupancy, "_falls", lambda *_: None),
    (occupancy, "_exceeds", lambda *_: None),
    (care, "_was_long", lambda *_: False),
    (care, "_ended_hard", lambda *_: False),
    (care, "NOT_AT_WORK", ()),
    (care.Care, "restore", lambda self, records: None),
    (care.Care, "look_at_all", lambda self, now: None),
]


@pytest.mark.parametrize(("where", "name", "broken"), BREAKS, ids=[each[1] for each in BREAKS])
def test_each_mistake_is_noticed(monkeypatch: pytest.MonkeyPatch, where: object, name: str, broken: object) -> None:
    monkeypatch.setattr(where, name, broken)
    with pytest.raises((AssertionError, LookupError)):
        for seed in range(30):
            spend(seed, 120)
