"""The people of the demo centre at work: customers write, agents take what they are offered, answer, pass on, resolve.

They hear facts and act through the real actions, as the people in front of screens do. The same code lives the past,
where time jumps, and the present, where it does not. Whoever is not among `played` is left to himself.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from random import Random
from typing import TypeVar

import structlog

from atiende.actions.commitments import Wanted, end_commitment, make_commitment
from atiende.actions.conversations import pend_conversation, resolve_conversation, snooze_conversation
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.labels import set_kind, set_tags
from atiende.actions.offers import accept_offer, decline_offer, end_session
from atiende.actions.presence import choose_state
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.actions.transfers import Target, transfer_conversation
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Refusal
from atiende.domain.interaction import OPEN_STATES, Interaction, Offer
from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Agenda
from atiende.integrations.demo.script import Guest, Matter, Promise, Said
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk

log = structlog.get_logger()
T = TypeVar("T")
MISSED, DECLINED = 0.012, 0.008
"""Offers nobody answers, and those that are declined."""
Improvise = Callable[[str, str], tuple[Said, ...]]
Introduce = Callable[[Guest, str], Awaitable[None]]
Before = Callable[[str, str], Awaitable[None]]
"""Called before a line is written, with the conversation and who writes it."""


class Play:
    """A matter under way: what was said so far, and where."""

    __slots__ = ("conversation", "marked", "matter", "passed", "step", "turn")

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.conversation = ""
        self.step = 0
        self.turn = 0
        self.passed = not matter.pass_to
        self.marked = False


class Players:
    """`pace` below 1 is faster than people are: for a centre that is watched."""

    def __init__(self, desk: Desk, tenant: str, agenda: Agenda, chance: Random, pace: float = 1.0) -> None:
        self.desk, self.tenant, self.agenda, self.chance, self.pace = desk, tenant, agenda, chance, pace
        self.played: set[str] = set()
        self.names: dict[str, str] = {}
        self.supervisor = ""
        self.plays: dict[str, Play] = {}
        self.on_shift: Callable[[str, int], bool] = _always
        self.improvise: Improvise | None = None
        self.introduce: Introduce = _unknown
        self.before: Before | None = None
        self._hears: Mapping[type[f.Fact], Callable[[f.Logged], None]] = {
            f.InteractionOffered: self._offered,
            f.InteractionTaken: self._taken,
            f.AgentStateChanged: self._state,
            f.MessageReceived: self._received,
        }

    def hear(self, logged: f.Logged) -> None:
        """Only notes down what is to be done about it."""
        react = self._hears.get(type(logged.fact))
        if react is not None:
            react(logged)

    def begin(self, matter: Matter) -> None:
        """The customer writes now."""
        self.agenda.put(self.desk.clock.now(), partial(self._customer_turn, Play(matter)))

    def adopt(self, play: Play, conversation: str) -> None:
        """A matter that is already there goes on from its next line."""
        play.conversation = conversation
        self.plays[conversation] = play

    def hand_over(self, play: Play, conversation: str, patience_ms: int) -> None:
        """A machine passed him to us: he says now what it is about, and gives up after a while."""
        self.adopt(play, conversation)
        now = self.desk.clock.now()
        self.agenda.put(now + SECOND_MS, partial(self._customer_turn, play))
        self.agenda.put(now + patience_ms, partial(self._give_up, play, 1))

    # --- hearing ------------------------------------------------------------------------------------------------------

    def _offered(self, logged: f.Logged) -> None:
        fact = logged.fact
        assert isinstance(fact, f.InteractionOffered)
        if fact.agent not in self.played:
            return
        fate, at = self.chance.random(), logged.at + self._between(2, 12)
        if fate < MISSED:
            return
        answer = self._decline if fate < MISSED + DECLINED else self._accept
        self.agenda.put(at, partial(answer, fact.offer, fact.agent))

    def _taken(self, logged: f.Logged) -> None:
        fact = logged.fact
        assert isinstance(fact, f.InteractionTaken)
        if fact.agent in self.played:
            self._agent_soon(fact.conversation, fact.agent, logged.at, session=self._is_session(fact.channel))

    def _state(self, logged: f.Logged) -> None:
        fact = logged.fact
        assert isinstance(fact, f.AgentStateChanged)
        if fact.state == "not_responding" and fact.agent in self.played:
            self.agenda.put(logged.at + self._between(60, 240), partial(self._come_back, fact.agent))

    def _received(self, logged: f.Logged) -> None:
        """Somebody without a script wrote to one of us."""
        fact = logged.fact
        assert isinstance(fact, f.MessageReceived)
        if self.improvise is not None:
            self.agenda.put(logged.at + self._between(5, 15), partial(self._answer_stranger, fact.conversation))

    # --- agents -------------------------------------------------------------------------------------------------------

    async def _accept(self, offer: str, agent: str) -> None:
        made = await self.desk.store.reading(self.tenant).get(Offer, offer)
        if made is not None and made.state == "made":
            await self._try(accept_offer(self.desk, self.tenant, agent, offer))

    async def _decline(self, offer: str, agent: str) -> None:
        made = await self.desk.store.reading(self.tenant).get(Offer, offer)
        if made is not None and made.state == "made":
            await self._try(decline_offer(self.desk, self.tenant, agent, offer))

    async def _come_back(self, agent: str) -> None:
        found = await self.desk.store.reading(self.tenant).get(Agent, agent)
        if found is not None and found.state == "not_responding":
            there = self.on_shift(agent, self.desk.clock.now())
            await self._try(choose_state(self.desk, self.tenant, agent, "available" if there else "offline"))

    def _agent_soon(self, conversation: str, agent: str, at: int, *, session: bool) -> None:
        play = self.plays.get(conversation)
        if play is None:
            return
        play.turn += 1
        delay = self._between(8, 55) if session else self._mail_work()
        self.agenda.put(at + delay, partial(self.agent_turn, play, agent, play.turn))

    def _mail_work(self) -> int:
        """Reading, looking things up, writing: minutes, now and then an hour."""
        minutes = min(100.0, self.chance.lognormvariate(2.4, 0.65))
        return int(minutes * MINUTE_MS * self.pace)

    async def agent_turn(self, play: Play, agent: str, turn: int) -> None:
        """The agent's next lines, if the conversation is still his and nothing newer is under way."""
        if play.turn != turn:
            return
        conversation = await self.desk.store.reading(self.tenant).get(Conversation, play.conversation)
        if conversation is None or conversation.agent != agent or conversation.status != "open":
            return
        now = self.desk.clock.now()
        session = self._is_session(conversation.channel)
        if not session and not self.on_shift(agent, now):
            self.agenda.put(now + self._between(1800, 5400), partial(self.agent_turn, play, agent, turn))
            return
        if not play.passed:
            await self._pass_on(play, agent)
            return
        line = self._line(play)
        if line is None or line.by == "customer":
            await self._finish(play, agent, conversation)
            return
        if self.before is not None and line.by == "agent":
            await self.before(play.conversation, agent)
        await self._say(play, agent, line)
        if not play.marked:
            await self._mark(play, agent)
        play.step += 1
        await self._after_saying(play, agent, conversation, session)

    async def _pass_on(self, play: Play, agent: str) -> None:
        play.passed = True
        target = Target(queue=play.matter.pass_to)
        note = play.matter.pass_note
        await self._try(transfer_conversation(self.desk, self.tenant, agent, play.conversation, target, note))

    async def _say(self, play: Play, agent: str, line: Said) -> None:
        once = self.desk.ids.new("dem")
        if line.by == "note":
            note = Note(client_id=once, text=line.text)
            await self._try(write_note(self.desk, self.tenant, agent, play.conversation, note))
            return
        text = line.text.replace("{agent}", self.names.get(agent, ""))
        reply = Reply(client_id=once, text=text)
        await self._try(send_reply(self.desk, self.tenant, agent, play.conversation, reply))

    async def _after_saying(self, play: Play, agent: str, conversation: Conversation, session: bool) -> None:
        now, line = self.desk.clock.now(), self._line(play)
        if line is None:
            wait = self._between(15, 90) if session else self._between(10, 60)
            self.agenda.put(now + wait, partial(self.agent_turn, play, agent, play.turn))
        elif line.by != "customer":
            wait = self._between(15, 60)
            self.agenda.put(now + wait, partial(self.agent_turn, play, agent, play.turn))
        elif session:
            self.agenda.put(now + self._between(10, 100), partial(self._customer_turn, play))
        else:
            await self._try(pend_conversation(self.desk, self.tenant, agent, conversation.id))
            self.agenda.put(now + self._mail_pause(), partial(self._customer_turn, play))

    def _mail_pause(self) -> int:
        hours = min(70.0, self.chance.lognormvariate(1.6, 1.1))
        return int(hours * HOUR_MS)

    async def _finish(self, play: Play, agent: str, conversation: Conversation) -> None:
        """Everything was said: marks, the promise, and how it ends."""
        matter = play.matter
        self.plays.pop(conversation.id, None)
        if matter.promise is not None:
            await self._promise(agent, conversation, matter.promise)
        if matter.ends == "pending":
            await self._try(pend_conversation(self.desk, self.tenant, agent, conversation.id))
        elif matter.ends == "snoozed":
            until = self.desk.clock.now() + self._between(3600, 2 * 86400)
            await self._try(snooze_conversation(self.desk, self.tenant, agent, conversation.id, until))
        else:
            outcome = (matter.disposition, matter.reason)
            await self._try(resolve_conversation(self.desk, self.tenant, agent, conversation.id, outcome))

    async def _mark(self, play: Play, agent: str) -> None:
        """With the first answer it is clear what kind of matter it is."""
        matter = play.matter
        play.marked = True
        if matter.tags:
            await self._try(set_tags(self.desk, self.tenant, agent, play.conversation, matter.tags))
        if matter.kind != "enquiry":
            await self._try(set_kind(self.desk, self.tenant, agent, play.conversation, matter.kind))

    async def _promise(self, agent: str, conversation: Conversation, promise: Promise) -> None:
        """Made now; most are kept a while before their date, the others wait for somebody to answer for them."""
        now = self.desk.clock.now()
        due = now + int(promise.days * DAY_MS)
        wanted = Wanted(kind="promise", text=promise.text, conversation=conversation.id, owner=agent, due=due)
        made = await self._try(make_commitment(self.desk, self.tenant, agent, wanted))
        if made and promise.kept:
            at = now + int(promise.days * DAY_MS * self.chance.uniform(0.3, 0.95))
            self.agenda.put(at, partial(self._keep, agent, made))

    async def _keep(self, agent: str, commitment: str) -> None:
        await self._try(end_commitment(self.desk, self.tenant, agent, commitment, "kept"))

    async def _answer_stranger(self, conversation_id: str) -> None:
        conversation = await self.desk.store.reading(self.tenant).get(Conversation, conversation_id)
        if conversation_id in self.plays or self.improvise is None:
            return
        if conversation is None or conversation.agent not in self.played:
            return
        said = self.improvise(conversation.language, conversation.channel)
        play = Play(_improvised(said))
        play.turn = 1
        self.adopt(play, conversation_id)
        await self.agent_turn(play, conversation.agent, 1)
        self.plays.pop(conversation_id, None)

    # --- customers ----------------------------------------------------------------------------------------------------

    async def _customer_turn(self, play: Play) -> None:
        matter, line = play.matter, self._line(play)
        endpoint = await open_endpoint(self.desk, self.tenant, matter.endpoint)
        if line is None or endpoint is None:
            return
        session = self._is_session(endpoint.channel)
        if self.before is not None and session and play.conversation:
            await self.before(play.conversation, "customer")
        first = not play.conversation
        taken = await take_message(self.desk, endpoint, self._inbound(play, line, session))
        play.step += 1
        play.conversation = taken.conversation
        self.plays[taken.conversation] = play
        now = self.desk.clock.now()
        if first:
            await self.introduce(matter.guest, taken.conversation)
        if first and matter.patience_ms and session:
            self.agenda.put(now + matter.patience_ms, partial(self._give_up, play, play.step))
        following = self._line(play)
        if following is not None and following.by == "customer":
            self.agenda.put(now + self._between(5, 40), partial(self._customer_turn, play))
            return
        held = await self._held(taken.conversation)
        if held is not None:
            self._agent_soon(taken.conversation, held, now, session=session)

    def _inbound(self, play: Play, line: Said, session: bool) -> Inbound:
        guest, once = play.matter.guest, self.desk.ids.new("dem")
        return Inbound(
            origin=once,
            address=f"u:{guest.key}" if session else guest.email,
            name=guest.name,
            text=line.text,
            subject="" if session else play.matter.subject,
            subject_key="" if session else play.matter.subject.lower(),
            language=play.matter.language,
            mail_id="" if session else f"{once}@{guest.email.partition('@')[2]}",
            email=guest.email if session else "",
            conversation=play.conversation,
        )

    async def _held(self, conversation: str) -> str | None:
        """The agent among us who has it in hand."""
        found = await self.desk.store.reading(self.tenant).where(Interaction, {"conversation": conversation})
        for one in found:
            if one.state == "handling" and one.agent in self.played:
                return one.agent
        return None

    async def _give_up(self, play: Play, step: int) -> None:
        """Nobody came: he closes the chat."""
        if play.step != step:
            return
        for one in await self.desk.store.reading(self.tenant).where(Interaction, {"conversation": play.conversation}):
            if one.state in OPEN_STATES and one.first_taken_at is None:
                actor = f"customer:{one.customer}"
                await self._try(end_session(self.desk, self.tenant, one.id, "customer", actor))
                self.plays.pop(play.conversation, None)
                at = self.desk.clock.now() + self._between(900, 9000)
                self.agenda.put(at, partial(self._see_to_lost, play.conversation))

    async def _see_to_lost(self, conversation_id: str) -> None:
        """Somebody goes through the chats that nobody answered in time."""
        conversation = await self.desk.store.reading(self.tenant).get(Conversation, conversation_id)
        if conversation is None or conversation.status != "new" or not self.played:
            return
        agent = self.chance.choice(sorted(self.played))
        await self._try(resolve_conversation(self.desk, self.tenant, agent, conversation_id, ("no_answer", "other")))

    async def tidy_up(self) -> None:
        """Every morning a supervisor goes through what was left: what waits for somebody who is away goes back to its
        queue, and what has nothing to do any more is resolved."""
        reading, now = self.desk.store.reading(self.tenant), self.desk.clock.now()
        for status in ("open", "new"):
            for one in await reading.where(Conversation, {"status": status}, limit=5000):
                idle = now - one.touched_at
                if await self._in_work(one.id):
                    if one.agent is not None and idle > 14 * HOUR_MS and not self.on_shift(one.agent, now):
                        back = Target(queue=one.queue)
                        await self._try(transfer_conversation(self.desk, self.tenant, self.supervisor, one.id, back))
                elif idle > 8 * HOUR_MS:
                    agent = one.agent or self.chance.choice(sorted(self.played))
                    outcome = ("informed" if one.answered_at else "no_answer", one.reason or "other")
                    await self._try(resolve_conversation(self.desk, self.tenant, agent, one.id, outcome))

    async def _in_work(self, conversation: str) -> bool:
        found = await self.desk.store.reading(self.tenant).where(Interaction, {"conversation": conversation})
        return any(one.state in OPEN_STATES for one in found)

    # --- the rest -----------------------------------------------------------------------------------------------------

    def _line(self, play: Play) -> Said | None:
        return play.matter.said[play.step] if play.step < len(play.matter.said) else None

    def _is_session(self, channel: str) -> bool:
        found = self.desk.channels.get(channel)
        return found is not None and found.traits.session

    def _between(self, least: float, most: float) -> int:
        """Milliseconds between so many seconds."""
        return int(self.chance.uniform(least, most) * self.pace * SECOND_MS)

    async def _try(self, action: Awaitable[T]) -> T | None:
        """People meet refusals and go on: somebody else was faster, a chat has ended."""
        try:
            return await action
        except Refusal as refusal:
            log.debug("demo player refused", code=refusal.code)
            return None


NOBODY = Guest(key="", name="", organization="", email="", language="")


def _improvised(said: tuple[Said, ...]) -> Matter:
    nobody = Guest(key="", name="", organization="", email="", language="")
    return Matter(guest=nobody, endpoint="", language="", subject="", said=said, disposition="informed", reason="other")


def _always(agent: str, at: int) -> bool:
    return True


async def _unknown(guest: Guest, conversation: str) -> None:
    return None
