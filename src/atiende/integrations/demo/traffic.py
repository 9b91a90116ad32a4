"""Live traffic of a demo centre: made-up customers write, made-up agents work, in real time and within bounds.

Every agent nobody is signed in as is played; whoever signs in is left alone from then on, and offers reach him.
"""

import asyncio
from contextlib import suppress
from functools import partial
from random import Random

import structlog

from atiende.actions.conversations import resolve_conversation
from atiende.actions.presence import choose_state, stay
from atiende.domain.agent import Agent
from atiende.domain.callback import CHANNEL
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Refusal
from atiende.domain.facts import InteractionTaken, Logged
from atiende.domain.interaction import Interaction
from atiende.domain.node import Connected
from atiende.domain.queue import QueueState
from atiende.domain.work import User
from atiende.integrations.demo.acquaintance import Acquaintance
from atiende.integrations.demo.clockwork import SECOND_MS, Agenda
from atiende.integrations.demo.crowd import crowd
from atiende.integrations.demo.players import NOBODY, Play, Players
from atiende.integrations.demo.script import Guest, Matter
from atiende.integrations.demo.writing import Writer
from atiende.ports.bus import Typing
from atiende.ports.desk import Desk
from atiende.reactors.waiting import wait_for

log = structlog.get_logger()
SOONEST, LATEST = 15, 60
"""Seconds between one customer and the next."""
MOST_WAITING, MOST_PLAYS = 45, 80
LOOK_SECONDS = 3.0
AT_WORK, PACE = 7, 1.5
"""How many of those played are at their desks, and how slow they are: there is always something left to do."""
ROLES = ("agent", "lead")


class Traffic:
    """One demo's, until cancelled."""

    def __init__(self, desk: Desk, tenant: str) -> None:
        self._desk, self._tenant = desk, tenant
        self._chance = Random(desk.clock.now())
        self._agenda = Agenda()
        self._wake = asyncio.Event()
        self._agenda.grown = self._wake.set
        self._writer = Writer(self._chance)
        self._guests = crowd()
        self._players = Players(desk, tenant, self._agenda, self._chance, PACE)
        self._players.improvise = lambda language, channel: self._writer.improvise(language, channel != "email")
        self._players.before = self._typing
        self._players.introduce = Acquaintance(desk, tenant, self._chance).introduce

    async def run(self) -> None:
        await self._cast()
        await self._staff()
        await self._pick_up()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen())
            group.create_task(self._work())
            group.create_task(self._look())
            group.create_task(self._customers())

    # --- who is played ------------------------------------------------------------------------------------------------

    async def _cast(self) -> None:
        """Agents without anybody in front of their screen."""
        reading = self._desk.store.reading(self._tenant)
        there = {one.agent for one in await reading.where(Connected, {})}
        agents = await reading.where(Agent, {})
        self._players.played = {
            one.id for one in agents if one.ability.role in ROLES and one.ability.active and one.id not in there
        }
        users = await reading.where(User, {})
        self._players.names = {one.id: one.name.partition(" ")[0] for one in users}

    async def _to_work(self, agent: str) -> None:
        await stay(self._desk, self._tenant, agent)
        await choose_state(self._desk, self._tenant, agent, "available")

    async def _look(self) -> None:
        """Who came or left; enough of those played stay at work."""
        while True:
            await self._desk.clock.sleep(LOOK_SECONDS)
            await self._cast()
            await self._staff()

    async def _staff(self) -> None:
        played = self._players.played
        agents = await self._desk.store.reading(self._tenant).where(Agent, {})
        working = [one.id for one in agents if one.id in played and one.state != "offline"]
        for agent in working:
            await stay(self._desk, self._tenant, agent)
        resting = [one.id for one in agents if one.id in played and one.state == "offline"]
        for agent in resting[: max(0, AT_WORK - len(working))]:
            await self._to_work(agent)

    # --- what goes on -------------------------------------------------------------------------------------------------

    async def _pick_up(self) -> None:
        """What the played had in hand before now: each is answered after a while."""
        reading, now = self._desk.store.reading(self._tenant), self._desk.clock.now()
        for one in await reading.where(Interaction, {"state": "handling"}):
            if one.agent not in self._players.played:
                continue
            found = await reading.get(Conversation, one.conversation)
            if found is None or found.waiting_since is None:
                continue
            said = self._writer.improvise(found.language, self._desk.channels[one.channel].traits.session)
            play = Play(Matter(guest=NOBODY, endpoint="", language=found.language, subject="", said=said,
                               disposition="informed", reason="other", ends="pending"))  # fmt: skip
            self._players.adopt(play, found.id)
            play.turn = 1
            at = now + self._chance.randrange(20, 900) * SECOND_MS
            self._agenda.put(at, partial(self._players.agent_turn, play, one.agent, 1))

    async def _listen(self) -> None:
        async for batch in self._desk.store.follow(self._tenant, await self._desk.store.head(self._tenant)):
            for logged in batch.logged:
                self._players.hear(logged)
                self._hear_of_callback(logged)

    def _hear_of_callback(self, logged: Logged) -> None:
        """Nobody here has a telephone: whom one of those played took to call back is called back unheard."""
        fact = logged.fact
        if isinstance(fact, InteractionTaken) and fact.channel == CHANNEL and fact.agent in self._players.played:
            at = logged.at + self._chance.randrange(40, 180) * SECOND_MS
            self._agenda.put(at, partial(self._called_back, fact.conversation, fact.agent))

    async def _called_back(self, conversation: str, agent: str) -> None:
        with suppress(Refusal):
            await resolve_conversation(self._desk, self._tenant, agent, conversation, ("informed", "other"))

    async def _work(self) -> None:
        """One thing after the other: the demo never takes more than a little of the machine."""
        while True:
            self._wake.clear()
            at, now = self._agenda.next_at(), self._desk.clock.now()
            if at is not None and at <= now:
                await self._agenda.take()()
                continue
            await wait_for(self._wake, self._desk.clock, 5.0 if at is None else (at - now) / 1000)

    async def _customers(self) -> None:
        while True:
            await self._desk.clock.sleep(self._chance.uniform(SOONEST, LATEST))
            if await self._waiting() < MOST_WAITING and len(self._players.plays) < MOST_PLAYS:
                self._players.begin(self._writer.matter(self._guest(), self._desk.clock.now()))

    async def _waiting(self) -> int:
        states = await self._desk.store.reading(self._tenant).where(QueueState, {})
        return sum(one.waiting for one in states)

    def _guest(self) -> Guest:
        busy = {play.matter.guest.key for play in self._players.plays.values()}
        while (guest := self._chance.choice(self._guests)).key in busy:
            continue
        return guest

    async def _typing(self, conversation: str, who: str) -> None:
        """Shown for as long as it takes to write a line."""
        typing = Typing(conversation=conversation, who=who, on=True)
        await self._desk.bus.send(self._tenant, typing)
        await self._desk.clock.sleep(self._chance.uniform(1.0, 2.5))
        await self._desk.bus.send(self._tenant, Typing(conversation=conversation, who=who, on=False))
