"""Random days of a small centre on the production floor, each from one number; and what must hold of every one.

People come and go, work comes, is answered, missed, declined, passed on; rules change; offers are refused because
something happened while they were on their way. Everything is a fact, decided by dice alone: a seed that finds a fault
finds it again. `Day.wrong` is what the checks say, `Day.different` which offers cannot be decided again alike.
"""

from collections.abc import Callable
from random import Random

import msgspec
import typer

from atiende.domain import facts as f
from atiende.domain import room
from atiende.domain.documents import ChannelLoad, Queue, Required, Step, Workload
from atiende.routing.floor import Floor
from atiende.routing.guarantees.violation import Violation
from atiende.routing.guarantees.watch import Watch, violations
from atiende.routing.receipt import Decided, Widening
from atiende.routing.rederive import Different, Rederiving
from atiende.routing.scene import HANDLED, OFFERED, WAITING, WRAP_UP, Job

START = 1_780_000_000_000
BRANDS, SKILLS, QUEUES = ("acme", "zeta"), ("tech", "billing"), ("sales", "support", "office")
CHANNELS = ("webchat", "email", "voice")
AGENTS = tuple(f"usr_{name}" for name in ("ana", "eva", "luis", "noa", "teo"))
STATES = ("available", "available", "available", "paused", "offline")


class Day:
    """One history. `kind` is the floor that is tried: the real one, or one broken on purpose."""

    def __init__(self, seed: int, kind: type[Floor] = Floor) -> None:
        self.dice, self.floor, self.watch = Random(seed), kind(), Watch(ticked=True)
        self.scene, self.log, self.now, self.count = self.watch.scene, list[f.Logged](), START, 0
        self.broken: list[Violation] = []

    def happens(self, *facts: f.AnyFact) -> None:
        for fact in facts:
            logged = f.Logged(tenant="ten", seq=len(self.log) + 1, at=self.now, actor="system", fact=fact)
            self.log.append(logged)
            self.floor.apply(logged)
            self.broken += self.watch.follow(logged)

    def run(self, steps: int) -> "Day":
        self.opens()
        for _ in range(steps):
            self.dice.choice(EVENTS)(self)
            self.decides()
            if self.dice.random() < 0.4:
                self.passes(self.dice.choice((1, 1, 2, 5, 12, 70)))
        self.passes(90)
        return self

    @property
    def different(self) -> list[Different]:
        again = Rederiving()
        return again.follow(self.log) + again.finish()

    @property
    def wrong(self) -> list[object]:
        """Everything that does not hold, of the history as it was watched, as it is read again, and of the floor."""
        found: list[object] = [*self.broken, *violations(self.log)]
        waits = {name for name, job in self.scene.jobs.items() if job.state == WAITING}
        if waits != set(self.floor.waiting):
            found.append(f"waiting: {sorted(waits ^ set(self.floor.waiting))}")
        carried = {name: one.load for name, one in self.scene.workers.items()}
        if carried != {name: dict(one.load) for name, one in self.floor.crew.people.items()}:
            found.append(f"carried: {carried}")
        saved = self.floor.snapshot()
        if type(self.floor).from_snapshot(saved).snapshot() != saved:
            found.append("the floor kept is not the floor")
        return found

    # --- time and decisions -------------------------------------------------------------------------------------------

    def passes(self, seconds: int) -> None:
        """Second by second: offers run out, and the watch ticks."""
        for _ in range(seconds):
            self.now += 1000
            for name, job in list(self.scene.jobs.items()):
                if job.state in (OFFERED, WRAP_UP) and job.until <= self.now:
                    self._runs_out(name, job)
            self.decides()
            self.broken += self.watch.tick(self.now, self.floor.waiting.keys())

    def decides(self) -> None:
        """Until nothing more follows at this moment; now and then somebody is quicker."""
        for _ in range(20):
            decisions = self.floor.decide(self.now)
            if not decisions:
                return
            if self.dice.random() < 0.1:
                self.now += self.dice.randrange(1, 40)
                self._interferes(self.dice.choice(decisions))
            for decision in decisions:
                self._makes(decision)

    def _makes(self, decision: Decided) -> None:
        """The change looks at the rows again."""
        job = self.scene.jobs.get(decision.interaction)
        if isinstance(decision, Widening):
            if job is None or job.state != WAITING or job.queued.step != decision.step - 1:
                self.floor.release(decision)
            else:
                self.happens(decision.fact())
            return
        if job is None or job.state != WAITING or not self._is_free(decision.agent, decision.channel):
            self.floor.release(decision)
            return
        self.count += 1
        self.happens(decision.offered(f"off_{self.count}"))

    def _is_free(self, agent: str, channel: str) -> bool:
        worker = self.scene.workers[agent]
        loads = room.loads_of(self.scene.workload(worker))
        at_work = worker.state == "available" and worker.ability.active
        return at_work and room.has_room(worker.ability, loads, worker.load, channel)

    def _interferes(self, decision: Decided) -> None:
        """Somebody is quicker than the offer."""
        if isinstance(decision, Widening) or self.dice.random() < 0.5:
            self._ends(decision.interaction)
        else:
            self._state(decision.agent, "paused")

    # --- what happens -------------------------------------------------------------------------------------------------

    def opens(self) -> None:
        if self.dice.random() < 0.5:
            self.workload()
        for slug in QUEUES:
            self.queue(slug)
        for agent in AGENTS:
            self.happens(f.UserCreated(user=agent, ability=self._ability()))
            self.happens(f.AgentStateChanged(agent=agent, state=self.dice.choice(STATES)))

    def workload(self) -> None:
        """Units, and sometimes care: rests, caps, turns at what is hard."""
        dice = self.dice
        units = [ChannelLoad(channel="webchat", units=[30, 30, 40]), ChannelLoad(channel="email", units=[20] * 4)]
        rules = Workload(
            name="d", channels=units if dice.random() < 0.6 else [], primary_first=dice.random() < 0.2,
            occupancy_cap_percent=dice.choice((100, 100, 50)), occupancy_minutes=5,
            breather_seconds=dice.choice((0, 0, 15)), long_minutes=dice.choice((0, 1)),
            hard_reasons=["hard"], hard_in_a_row=dice.choice((0, 0, 1)),
        )  # fmt: skip
        self._publish("workload", "default", msgspec.json.encode(rules).decode())

    def queue(self, slug: str) -> None:
        dice = self.dice
        steps = [Step(after_seconds=20, skills=[], priority=dice.choice((None, 1)))] if dice.random() < 0.4 else []
        rules = Queue(
            name=slug, brand=dice.choice(BRANDS), skills=[Required(skill="tech")] if dice.random() < 0.3 else [],
            match_language=dice.random() < 0.3, steps=steps, precedence=dice.choice((5, 5, 4)),
            order=dice.choice(("age", "age", "deadline", "cost", "growing_cost")), weight=dice.choice((0, 0, 0, 2)),
            cost_per_minute=dice.choice((1, 3)), ageing_seconds=dice.choice((10, 60, 300)),
            choice=dice.choice(("longest_idle", "longest_idle", "least_occupied", "best_skilled", "round_robin")),
            keep_free=dice.choice((0, 0, 0, 1)), offer_seconds=dice.choice((10, 30)),
        )  # fmt: skip
        self._publish("queue", slug, msgspec.json.encode(rules).decode())

    def _publish(self, kind: str, slug: str, body: str) -> None:
        self.happens(f.DocumentPublished(kind=kind, slug=slug, version=1, body=body))

    def _ability(self) -> f.Ability:
        dice = self.dice
        return f.Ability(
            active=dice.random() < 0.95,
            brands=dice.choice(((), (), ("acme",))),
            skills={skill: dice.randint(1, 5) for skill in SKILLS if dice.random() < 0.7},
            languages=dice.choice(({"es": 5}, {"es": 5, "en": 3})),
            capacity=dice.choice(({}, {}, {"webchat": 1, "email": 1})),
        )

    def comes(self) -> None:
        dice = self.dice
        for _ in range(dice.randint(1, 4)):
            self.count += 1
            work = f.InteractionQueued(
                interaction=f"itr_{self.count}", conversation=f"cnv_{self.count}", customer="c", endpoint="e",
                brand=dice.choice(BRANDS), channel=dice.choice(CHANNELS), queue=dice.choice(QUEUES), since=self.now,
                priority=dice.randint(1, 5), skills=dice.choice(((), (), (("billing", 2),))),
                language=dice.choice(("", "es", "en")), agent=dice.choice((None,) * 9 + AGENTS[:1]),
                preferred=dice.choice((None,) * 5 + AGENTS), preferred_until=self.now + 15_000, entered=self.now,
                reason=dice.choice(("", "", "hard")),
            )  # fmt: skip
            self.happens(work)

    def is_answered(self) -> None:
        for name, job in self._in(OFFERED)[: self.dice.randint(1, 4)]:
            named = {"interaction": name, "conversation": job.queued.conversation, "agent": job.agent}
            if self.dice.random() < 0.75:
                self.happens(f.OfferAccepted(offer=job.offer, **named))
                self.happens(f.InteractionTaken(offer=job.offer, channel=job.queued.channel, **named))
            else:
                self.happens(f.OfferDeclined(offer=job.offer, **named), _again(job, "declined"))

    def is_done(self) -> None:
        for name, job in self._in(HANDLED)[: self.dice.randint(1, 4)]:
            named = {"interaction": name, "conversation": job.queued.conversation, "agent": job.agent}
            what = self.dice.random()
            if what < 0.6:
                self._ends(name)
            elif what < 0.8:
                self.happens(f.WrapUpStarted(until=self.now + 20_000, **named))
            else:
                work = msgspec.structs.replace(job.queued, queue=self.dice.choice(QUEUES), agent=None, step=0)
                self.happens(
                    f.InteractionTransferred(
                        interaction=name, conversation=job.queued.conversation, agent=job.agent, to_queue=work.queue
                    )
                )
                self.happens(msgspec.structs.replace(work, why="transferred", entered=self.now))

    def goes_away(self) -> None:
        for name, _ in self._in(WAITING)[:1]:
            self._ends(name)

    def is_taken(self) -> None:
        for name, job in self._in(WAITING)[:1]:
            agent = self.dice.choice(AGENTS)
            if not self.scene.workers[agent].ability.active:
                return
            named = {"interaction": name, "conversation": job.queued.conversation, "agent": agent}
            self.happens(f.InteractionTaken(channel=job.queued.channel, **named))

    def somebody_comes_or_goes(self) -> None:
        self._state(self.dice.choice(AGENTS), self.dice.choice(STATES))

    def somebody_changes(self) -> None:
        agent, ability = self.dice.choice(AGENTS), self._ability()
        self.happens(f.UserChanged(user=agent, ability=ability))
        if not ability.active:
            self._gives_back(agent)

    def rules_change(self) -> None:
        if self.dice.random() < 0.3:
            self.workload()
        else:
            self.queue(self.dice.choice(QUEUES))

    def urgency_changes(self) -> None:
        for _, job in self._in(WAITING)[:1]:
            self.happens(f.PriorityChanged(conversation=job.queued.conversation, priority=self.dice.randint(1, 5)))

    # --- as the actions do it -----------------------------------------------------------------------------------------

    def _state(self, agent: str, state: str) -> None:
        """Whoever goes gives back what he was asked; what he handles stays his."""
        if state != "available":
            for name, job in self._in(OFFERED):
                if job.agent == agent:
                    named = {"interaction": name, "conversation": job.queued.conversation, "agent": agent}
                    self.happens(f.OfferWithdrawn(offer=job.offer, **named), _again(job, "withdrawn"))
        self.happens(f.AgentStateChanged(agent=agent, state=state))

    def _gives_back(self, agent: str) -> None:
        """Somebody works here no more: what he had waits again, with its place."""
        self._state(agent, "offline")
        for name, job in [pair for pair in sorted(self.scene.jobs.items()) if pair[1].agent == agent]:
            if job.state == WRAP_UP:
                self._ends(name)
                continue
            gone = f.InteractionTransferred(
                interaction=name, conversation=job.queued.conversation, agent=agent, forced=True
            )
            self.happens(gone, _again(job, "orphaned"))

    def _runs_out(self, name: str, job: Job) -> None:
        named = {"interaction": name, "conversation": job.queued.conversation, "agent": job.agent}
        if job.state == WRAP_UP:
            self._ends(name)
            return
        self.happens(f.OfferExpired(offer=job.offer, **named))
        self.happens(f.AgentStateChanged(agent=named["agent"], state="not_responding"), _again(job, "not_answered"))

    def _ends(self, name: str) -> None:
        job = self.scene.jobs.get(name)
        if job is not None:
            how = "abandoned" if job.state in (WAITING, OFFERED) else "done"
            ended = {"interaction": name, "conversation": job.queued.conversation, "how": how, "by": "system"}
            self.happens(f.InteractionEnded(**ended))

    def _in(self, state: str) -> list[tuple[str, Job]]:
        found = [(name, job) for name, job in sorted(self.scene.jobs.items()) if job.state == state]
        self.dice.shuffle(found)
        return found


def _again(job: Job, why: str) -> f.InteractionQueued:
    return msgspec.structs.replace(job.queued, why=why)


EVENTS: tuple[Callable[[Day], None], ...] = (
    *[Day.comes] * 6, *[Day.is_answered] * 6, *[Day.is_done] * 4, *[Day.somebody_comes_or_goes] * 4,
    Day.goes_away, Day.is_taken, Day.somebody_changes, Day.rules_change, Day.urgency_changes,
)  # fmt: skip


def report(seeds: int, first: int, steps: int) -> int:
    """For the command line: so many histories, from a seed on; 1 when something did not hold in one of them."""
    facts = offers = 0
    for seed in range(first, first + seeds):
        day = Day(seed).run(steps)
        facts += len(day.log)
        offers += sum(isinstance(one.fact, f.InteractionOffered) for one in day.log)
        wrong = [*day.wrong, *(day.different if seed % 10 == 0 else ())]
        if wrong:
            typer.echo(f"seed {seed}: {len(wrong)} do not hold, the first of them {wrong[0]}")
            return 1
        if seed % 1_000 == 0:
            typer.echo(f"up to seed {seed}: {facts} facts, {offers} offers")
    typer.echo(f"{seeds} histories, {facts} facts, {offers} offers: everything held")
    return 0
