"""Routing said plainly, with lists and loops: what the floor must decide, slowly and without an index."""

from atiende.domain import facts as f
from atiende.domain.documents import Queue

REST, REST_ALONE = 60_000, 10_000
UNITS = {"voice": 1, "video": 1, "webchat": 3, "email": 5}


class Agent:
    def __init__(self, ability: f.Ability) -> None:
        self.ability, self.state, self.idle = ability, "offline", 0


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
        self.carried.pop(work.interaction, None)
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
        if self.load(agent, channel) >= self.units(agent, channel):
            return False
        speaking = self.load(agent, "voice") + self.load(agent, "video")
        if channel in ("voice", "video"):
            return not speaking and not self.load(agent, "webchat")
        return channel != "webchat" or not speaking

    def may(self, agent: str, work: f.InteractionQueued) -> bool:
        """Fit, whatever he does now."""
        ability, queue = self.agents[agent].ability, self.queue(work)
        if not ability.active or (ability.brands and work.brand not in ability.brands):
            return False
        if queue.teams and not any(team in queue.teams for team in ability.teams):
            return False
        asked = [(required.skill, required.level) for required in queue.skills] + list(work.skills)
        if any(ability.skills.get(skill, 0) < level for skill, level in asked):
            return False
        return not (queue.match_language and work.language) or work.language.split("-")[0] in ability.languages

    def those_who_may(self, work: f.InteractionQueued, now: int) -> list[str]:
        named = self.agents.get(work.agent or "")
        if work.agent and named and named.ability.active and work.brand in (named.ability.brands or [work.brand]):
            return [work.agent]
        preferred = self.agents.get(work.preferred or "")
        in_time = now < (work.preferred_until or 0) and not self.rests(
            work.interaction, work.preferred or "", now, REST
        )
        if work.preferred and preferred and in_time and preferred.state != "offline" and self.may(work.preferred, work):
            return [work.preferred]
        return [agent for agent in self.agents if self.may(agent, work)]

    def rests(self, interaction: str, agent: str, now: int, how_long: int) -> bool:
        since = self.declined.get((interaction, agent))
        return since is not None and now < since + how_long

    def fitting(self, work: f.InteractionQueued, now: int) -> list[str]:
        """Who could be asked now but for room."""
        there = [agent for agent in self.those_who_may(work, now) if self.agents[agent].state == "available"]
        rested = [agent for agent in there if not self.rests(work.interaction, agent, now, REST)]
        return rested or [agent for agent in there if not self.rests(work.interaction, agent, now, REST_ALONE)]

    def urgency(self, work: f.InteractionQueued, now: int) -> tuple[int, str]:
        ageing = self.queue(work).ageing_seconds * 1000
        return (work.priority - 1) * ageing - (now - work.since), work.interaction

    def standing(self, agent: str) -> tuple[int, int, str]:
        channels = sorted({c.channel for c in self.carried.values() if c.agent == agent})
        full = sum(1000 * self.load(agent, channel) // max(1, self.units(agent, channel)) for channel in channels)
        return self.agents[agent].idle, full, agent

    def ready(self, work: f.InteractionQueued, now: int) -> list[str]:
        found = [agent for agent in self.fitting(work, now) if self.room(agent, work.channel)]
        return sorted(found, key=self.standing)

    def decide(self, now: int) -> list[tuple[str, str]]:
        """(interaction, agent) in order: the first work that anybody could have, to the first who could, and again."""
        made: list[tuple[str, str]] = []
        while True:
            free = [work for work in self.waiting.values() if work.interaction not in self.carried]
            for work in sorted(free, key=lambda each: self.urgency(each, now)):
                if ready := self.ready(work, now):
                    break
            else:
                return made
            made.append((work.interaction, ready[0]))
            stood = self.agents[ready[0]].idle
            self.carried[work.interaction] = Carried(ready[0], work.channel, now, stood, True)
            self.agents[ready[0]].idle = now
