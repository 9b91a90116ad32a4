"""Routing said plainly, with lists and loops: what the floor must decide, slowly and without an index."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Queue

REST, REST_ALONE = 60_000, 10_000
WHOLE_TURN = 10**12
KEEN = "keen"
"""The workload document whose agents take what they are best at first."""
UNITS = {"voice": 1, "video": 1, "webchat": 3, "email": 5}


class Agent:
    def __init__(self, ability: f.Ability) -> None:
        self.ability, self.state, self.idle, self.phone = ability, "offline", 0, ""


class Carried:
    def __init__(self, agent: str, channel: str, at: int, stood: int, reserved: bool) -> None:
        self.agent, self.channel, self.at, self.stood, self.reserved = agent, channel, at, stood, reserved


class Model:
    def __init__(self) -> None:
        self.queues: dict[str, Queue] = {}
        self.agents: dict[str, Agent] = {}
        self.waiting: dict[str, f.InteractionQueued] = {}
        self.carried: dict[str, Carried] = {}
        self.declined: dict[tuple[str, str], int] = {}
        self.widening: set[str] = set()
        self.had: dict[tuple[int, str], int] = {}
        self.begun: dict[int, int] = {}

    # --- facts --------------------------------------------------------------------------------------------------------

    def user(self, agent: str, ability: f.Ability) -> None:
        if agent in self.agents:
            self.agents[agent].ability = ability
        else:
            self.agents[agent] = Agent(ability)

    def state(self, agent: str, state: str, at: int) -> None:
        if state == "available" and self.agents[agent].state != state:
            self.agents[agent].idle = at
        self.agents[agent].state = state

    def queued(self, work: f.InteractionQueued) -> None:
        carried = self.carried.get(work.interaction)
        if carried is not None and carried.reserved:
            self.drop(work.interaction, None)
        self.carried.pop(work.interaction, None)
        self.widening.discard(work.interaction)
        self.waiting[work.interaction] = work

    def offered(self, interaction: str, agent: str, channel: str, at: int) -> None:
        """Also: taken by hand. His turn is over, whether or not he was reserved for it."""
        carried = self.carried.get(interaction)
        if carried is not None and carried.agent != agent:
            self.drop(interaction, None)
            carried = None
        stood = self.agents[agent].idle if carried is None else carried.stood
        self.carried[interaction] = Carried(agent, channel, at, stood, False)
        self.agents[agent].idle = at
        self.waiting.pop(interaction, None)
        self.widening.discard(interaction)

    def had_a_turn(self, interaction: str, slug: str) -> None:
        """An offer of the queue's work was made: whoever shares pays for it, from where the others are."""
        if interaction not in self.waiting:
            return
        queue, who = self.sharing(replace(self.waiting[interaction], queue=slug))
        if who is not None:
            start = max(self.had.get(who, 0), self.begun.get(queue.precedence, 0))
            self.begun[queue.precedence] = start
            self.had[who] = start + WHOLE_TURN // max(1, queue.weight)

    def widened(self, interaction: str, slug: str, step: int) -> None:
        work = self.waiting.get(interaction)
        if work is not None and work.queue == slug:
            self.waiting[interaction] = replace(work, step=step)
            self.widening.discard(interaction)

    def taken(self, interaction: str, agent: str, channel: str, at: int) -> None:
        self.forget(interaction)
        carried = self.carried.get(interaction)
        if carried is None or carried.agent != agent or carried.reserved:
            self.offered(interaction, agent, channel, at)

    def refused(self, interaction: str, agent: str, at: int) -> None:
        del self.carried[interaction]
        self.declined[interaction, agent] = at

    def drop(self, interaction: str, idle: int | None) -> None:
        """The agent carries it no more; a reservation that comes to nothing, or a withdrawal, gives his place back."""
        carried = self.carried.pop(interaction)
        agent = self.agents[carried.agent]
        if idle is not None and not carried.reserved:
            agent.idle = idle
        elif carried.reserved and agent.idle == carried.at:
            agent.idle = carried.stood

    def withdrawn(self, interaction: str) -> None:
        carried = self.carried[interaction]
        carried.reserved = True
        self.drop(interaction, None)

    def gone(self, interaction: str, at: int) -> None:
        """Ended or transferred."""
        if interaction in self.carried:
            self.drop(interaction, at)
        self.waiting.pop(interaction, None)
        self.widening.discard(interaction)

    def forget(self, interaction: str) -> None:
        self.declined = {key: at for key, at in self.declined.items() if key[0] != interaction}

    # --- rules --------------------------------------------------------------------------------------------------------

    def queue(self, work: f.InteractionQueued) -> Queue:
        return self.queues.get(work.queue) or Queue(name="gone", brand=work.brand)

    def load(self, agent: str, channel: str) -> int:
        return sum(c.agent == agent and c.channel == channel for c in self.carried.values())

    def units(self, agent: str, channel: str) -> int:
        return self.agents[agent].ability.capacity.get(channel, UNITS.get(channel, 3))

    def room(self, agent: str, channel: str) -> bool:
        if channel == "voice" and self.agents[agent].phone:
            return False
        if self.load(agent, channel) >= self.units(agent, channel):
            return False
        speaking = self.load(agent, "voice") + self.load(agent, "video")
        if channel in ("voice", "video"):
            return not speaking and not self.load(agent, "webchat")
        return channel != "webchat" or not speaking

    def asks(self, work: f.InteractionQueued) -> tuple[list[str], dict[str, int], str]:
        """Teams, skills with levels and language, at the step it has reached."""
        queue = self.queue(work)
        teams, skills, language = queue.teams, queue.skills, queue.match_language
        for step in queue.steps[: work.step]:
            teams = teams if step.teams is None else step.teams
            skills = skills if step.skills is None else step.skills
            language = language if step.match_language is None else step.match_language
        levels: dict[str, int] = {}
        for skill, level in [(required.skill, required.level) for required in skills] + list(work.skills):
            levels[skill] = max(level, levels.get(skill, 0))
        return teams, levels, work.language.split("-")[0] if language else ""

    def may(self, agent: str, work: f.InteractionQueued) -> bool:
        """Fit, whatever he does now."""
        ability = self.agents[agent].ability
        teams, skills, language = self.asks(work)
        if not ability.active or (ability.brands and work.brand not in ability.brands):
            return False
        if teams and not any(team in teams for team in ability.teams):
            return False
        if any(ability.skills.get(skill, 0) < level for skill, level in skills.items()):
            return False
        return not language or language in ability.languages

    def is_named(self, work: f.InteractionQueued) -> bool:
        named = self.agents.get(work.agent or "")
        return bool(named and named.ability.active and work.brand in (named.ability.brands or [work.brand]))

    def those_who_may(self, work: f.InteractionQueued, now: int) -> list[str]:
        if self.is_named(work):
            return [work.agent or ""]
        if self.is_kept(work, now):
            return [work.preferred or ""]
        return [agent for agent in self.agents if self.may(agent, work)]

    def is_kept(self, work: f.InteractionQueued, now: int) -> bool:
        """For the preferred agent, for a while."""
        who = work.preferred or ""
        in_time = now < (work.preferred_until or 0) and not self.rests(work.interaction, who, now, REST)
        return who in self.agents and in_time and self.agents[who].state != "offline" and self.may(who, work)

    def rests(self, interaction: str, agent: str, now: int, how_long: int) -> bool:
        since = self.declined.get((interaction, agent))
        return since is not None and now < since + how_long

    def fitting(self, work: f.InteractionQueued, now: int) -> list[str]:
        """Who could be asked now but for room."""
        there = [agent for agent in self.those_who_may(work, now) if self.agents[agent].state == "available"]
        rested = [agent for agent in there if not self.rests(work.interaction, agent, now, REST)]
        return rested or [agent for agent in there if not self.rests(work.interaction, agent, now, REST_ALONE)]

    def sharing(self, work: f.InteractionQueued) -> tuple[Queue, tuple[int, str] | None]:
        """Its queue, and in whose name it takes turns, where queues of its precedence do."""
        queue = self.queue(work)
        if not any(other.weight and other.precedence == queue.precedence for other in self.queues.values()):
            return queue, None
        return queue, (queue.precedence, work.queue if queue.weight else "")

    def turn(self, work: f.InteractionQueued) -> int:
        queue, who = self.sharing(work)
        if who is None:
            return 0
        coming = [i for i, c in self.carried.items() if c.reserved and self.sharing(self.waiting[i])[1] == who]
        start = max(self.had.get(who, 0), self.begun.get(queue.precedence, 0))
        return start + len(coming) * (WHOLE_TURN // max(1, queue.weight))

    def urgency(self, work: f.InteractionQueued, now: int) -> tuple[int, int, int, int, str]:
        """Precedence, turn, cost, time, name: the lowest goes first."""
        queue = self.queue(work)
        raised = [step.priority for step in queue.steps[: work.step] if step.priority is not None]
        steps_down = min([work.priority, *raised]) - 1
        waited = now - work.since - steps_down * queue.ageing_seconds * 1000
        index = 10**9 // 300
        if queue.order == "deadline":
            waited = now - (work.since + queue.answer_within_seconds * 1000 if work.due is None else work.due)
        elif queue.order == "cost":
            index = queue.cost_per_minute * 10**9 // queue.handle_seconds
        elif queue.order == "growing_cost":
            age = max(0, waited + 2 * queue.ageing_seconds * 1000)
            index = queue.cost_per_minute * age * 10**9 // (60_000 * queue.handle_seconds)
        return queue.precedence, self.turn(work), -index, -waited, work.interaction

    def best_at(self, agent: str, work: f.InteractionQueued) -> int:
        skills = {} if self.is_named(work) else self.asks(work)[1]
        return min((self.agents[agent].ability.skills.get(skill, 0) for skill in skills), default=0)

    def standing(self, agent: str) -> tuple[int, int, str]:
        channels = sorted({c.channel for c in self.carried.values() if c.agent == agent})
        full = sum(1000 * self.load(agent, channel) // max(1, self.units(agent, channel)) for channel in channels)
        return self.agents[agent].idle, full, agent

    def ready(self, work: f.InteractionQueued, now: int) -> list[str]:
        """Who could be asked now, in order; nobody while his queue keeps so many free."""
        may = self.those_who_may(work, now)
        free = [agent for agent in may if self.agents[agent].state == "available" and self.room(agent, work.channel)]
        if len(free) <= self.queue(work).keep_free and not self.for_one(work, may, now):
            return []
        found = [agent for agent in self.fitting(work, now) if agent in free]
        return sorted(found, key=self.standing)

    def for_one(self, work: f.InteractionQueued, may: list[str], now: int) -> bool:
        """Named, or kept for the preferred: such work keeps nobody free."""
        return self.is_named(work) or (may == [work.preferred] and self.is_kept(work, now))

    def next_step(self, work: f.InteractionQueued) -> tuple[int, str] | None:
        """When the next is due, and what it is called."""
        steps = self.queue(work).steps
        if work.step >= len(steps) or self.is_named(work):
            return None
        after = max(step.after_seconds for step in steps[: work.step + 1])
        to_queue = steps[work.step].queue
        if to_queue is not None:
            after = max(1, after)
        entered = work.since if work.entered is None else work.entered
        leads = to_queue if to_queue in self.queues and to_queue != work.queue else None
        return entered + after * 1000, f"step {work.step + 1} {leads}"

    def decide(self, now: int) -> list[tuple[str, str]]:
        """(interaction, agent) in order: the first work that anybody could have, to the first who could, and again.

        Before it, (interaction, step) for each that is due."""
        made: list[tuple[str, str]] = []
        for interaction, work in sorted(self.waiting.items()):
            step = self.next_step(work)
            if step is not None and step[0] <= now and interaction not in self.carried.keys() | self.widening:
                self.widening.add(interaction)
                made.append((interaction, step[1]))
        while (offer := self.next_offer(now)) is not None:
            work, agent = offer
            made.append((work.interaction, agent))
            self.carried[work.interaction] = Carried(agent, work.channel, now, self.agents[agent].idle, True)
            self.agents[agent].idle = now
        return made

    def next_offer(self, now: int) -> tuple[f.InteractionQueued, str] | None:
        free = [work for i, work in self.waiting.items() if i not in self.carried and i not in self.widening]
        for work in sorted(free, key=lambda each: self.urgency(each, now)):
            if ready := self.ready(work, now):
                break
        else:
            return None
        agent = ready[0]
        if self.agents[agent].ability.workload != KEEN:
            return work, agent
        his = [each for each in free if agent in self.ready(each, now)]

        def liked(each: f.InteractionQueued) -> tuple[int, int, tuple[int, int, int, int, str]]:
            place = self.urgency(each, now)
            return place[0], -self.best_at(agent, each), place

        return min(his, key=liked), agent
