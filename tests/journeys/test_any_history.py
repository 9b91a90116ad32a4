"""Whatever agents, customers, supervisors, clocks and relays do, in any order: `bench.history.rows` holds."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from atiende.actions import conversations as acts
from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.customers import set_vip
from atiende.actions.deflection import go_on_by_mail
from atiende.actions.delivery import note_receipt
from atiende.actions.intake import Taken
from atiende.actions.offers import accept_offer, decline_offer, end_session, end_wrap_up
from atiende.actions.presence import choose_state, note_absence, note_return
from atiende.actions.queues import Switch, switch_queue
from atiende.actions.replies import Note, Reply, order_resend, send_reply, write_note
from atiende.actions.transfers import Target, reassign_work, route_interaction, transfer_conversation
from atiende.actions.watching import breaches
from atiende.bench.history.rows import CHECKS
from atiende.bench.history.stored import look
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction, Offer
from atiende.domain.message import Message
from atiende.ports.store import Change
from tests.fakes import open_desk
from tests.journeys.small_centre import TENANT
from tests.journeys.small_world import AGENTS, World, channels
from tests.proof import proven

agents = st.sampled_from(AGENTS)
people = st.sampled_from(("pepe", "lucia", "james"))
endpoints = st.sampled_from(("web", "mail"))
any_one = st.integers(0, 1_000)
mostly = st.sampled_from((True, True, True, True, False))
targets = st.one_of(
    st.sampled_from(("support", "second")).map(lambda slug: Target(queue=slug)),
    agents.map(lambda agent: Target(agent=agent)),
)


class AnyHistory(RuleBasedStateMachine):
    """The actions on a real store, with the reactors stepped after each."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.directory = tempfile.TemporaryDirectory()
        self.conversations: list[str] = []
        self.number = 0
        self.changed = True

    @initialize()
    def a_small_centre(self) -> None:
        self.run(self._open())

    async def _open(self) -> None:
        desk = await self.stack.enter_async_context(open_desk(Path(self.directory.name), channels=channels()))
        self.world = World(desk)
        self.desk = desk
        await self.world.open()
        for agent in AGENTS[:2]:
            await choose_state(desk, TENANT, agent, "available")
        for who, endpoint in (("pepe", "web"), ("lucia", "mail"), ("james", "web"), ("james", "mail")):
            taken = await self.world.write(who, self.next(), endpoint=endpoint)
            assert isinstance(taken, Taken)
            self.conversations.append(taken.conversation)

    def run(self, what: object) -> object:
        self.changed = True
        return self.runner.run(what)  # type: ignore[arg-type]

    def do(self, what: object) -> object:
        return self.run(self.world.attempt(what))

    def next(self) -> int:
        self.number += 1
        return self.number

    def pick(self, number: int) -> str:
        return self.conversations[number % len(self.conversations)]

    def rows(self, row: type, **equals: str) -> list:  # type: ignore[type-arg]
        return self.runner.run(self.desk.store.reading(TENANT).where(row, equals))

    # --- customers ----------------------------------------------------------------------------------------------------

    @rule(who=people, endpoint=endpoints)
    def a_customer_writes(self, who: str, endpoint: str) -> None:
        taken = self.do(self.world.write(who, self.next(), endpoint=endpoint))
        if isinstance(taken, Taken) and taken.conversation not in self.conversations:
            self.conversations.append(taken.conversation)

    @precondition(lambda self: self.conversations)
    @rule(which=any_one, by=st.sampled_from(("customer", "agent")))
    def a_chat_is_ended(self, which: int, by: str) -> None:
        for one in self.rows(Interaction, conversation=self.pick(which)):
            if one.channel == "webchat":
                self.do(end_session(self.desk, TENANT, one.id, by, f"{by}:x"))

    # --- agents -------------------------------------------------------------------------------------------------------

    @rule(agent=agents, state=st.sampled_from(("available", "available", "offline", "paused")))
    def an_agent_chooses(self, agent: str, state: str) -> None:
        self.do(choose_state(self.desk, TENANT, agent, state, "lunch"))

    @rule(agent=agents, back=st.booleans())
    def a_desk_loses_its_line(self, agent: str, back: bool) -> None:
        self.do((note_return if back else note_absence)(self.desk, TENANT, agent))

    @rule(which=any_one, accepts=mostly, wrong=mostly.map(lambda right: not right))
    def an_offer_is_answered(self, which: int, accepts: bool, wrong: bool) -> None:
        offers = self.rows(Offer, state="made") or self.rows(Offer)
        if offers:
            made = offers[which % len(offers)]
            agent = AGENTS[which % 3] if wrong else made.agent
            self.do((accept_offer if accepts else decline_offer)(self.desk, TENANT, agent, made.id))

    @precondition(lambda self: self.conversations)
    @rule(agent=agents, which=any_one, what=st.sampled_from(("reply", "reply", "reply", "mail", "note")))
    def an_agent_writes(self, agent: str, which: int, what: str) -> None:
        once, conversation = f"c{self.next()}", self.pick(which)
        if what == "note":
            self.do(write_note(self.desk, TENANT, agent, conversation, Note(client_id=once, text="nota")))
        else:
            reply = Reply(client_id=once, text="Buenos días", endpoint="mail" if what == "mail" else "")
            self.do(send_reply(self.desk, TENANT, agent, conversation, reply))

    @precondition(lambda self: self.conversations)
    @rule(
        agent=agents,
        which=any_one,
        what=st.sampled_from(("take", "release", "pend", "snooze", "resolve", "reopen", "assign", "priority", "bulk")),
        to=targets,
    )
    def somebody_decides(self, agent: str, which: int, what: str, to: Target) -> None:
        desk, conversation, now = self.desk, self.pick(which), self.world.clock.now()
        does = {
            "take": lambda: acts.take_conversation(desk, TENANT, agent, conversation),
            "release": lambda: acts.release_conversation(desk, TENANT, agent, conversation),
            "pend": lambda: acts.pend_conversation(desk, TENANT, agent, conversation),
            "snooze": lambda: acts.snooze_conversation(desk, TENANT, agent, conversation, now + 60_000 * (which % 50)),
            "resolve": lambda: acts.resolve_conversation(desk, TENANT, agent, conversation, ("solved", "billing")),
            "reopen": lambda: acts.reopen_conversation(desk, TENANT, agent, conversation),
            "assign": lambda: acts.assign_conversation(desk, TENANT, AGENTS[0], conversation, agent),
            "priority": lambda: acts.set_priority(desk, TENANT, agent, conversation, 1 + which % 5),
            "bulk": lambda: reassign_work(desk, TENANT, AGENTS[0], agent, to),
        }
        self.do(does[what]())

    @precondition(lambda self: self.conversations)
    @rule(agent=agents, which=any_one, to=targets, supervisor=st.booleans())
    def work_is_passed_on(self, agent: str, which: int, to: Target, supervisor: bool) -> None:
        if supervisor:
            work = self.rows(Interaction)
            self.do(route_interaction(self.desk, TENANT, agent, work[which % len(work)].id, to, 1 + which % 5))
        else:
            self.do(transfer_conversation(self.desk, TENANT, agent, self.pick(which), to, "nota" * (which % 2)))

    @rule(which=any_one, way=st.sampled_from(("callback", "later", "mail", "vip", "no vip")))
    def work_takes_another_way(self, which: int, way: str) -> None:
        desk, open_ones = self.desk, self.rows(Interaction, state="queued") or self.rows(Interaction)
        one = open_ones[which % len(open_ones)]
        later = self.world.clock.now() + 60_000 * (1 + which % 30)
        does = {
            "callback": lambda: request_callback(desk, TENANT, "customer:x", one.id, Wanted(number="600123456")),
            "later": lambda: request_callback(
                desk, TENANT, "customer:x", one.id, Wanted(number="600123456", not_before=later)
            ),
            "mail": lambda: go_on_by_mail(desk, TENANT, "customer:x", one.id, f"otro{which % 3}@example.test"),
            "vip": lambda: set_vip(desk, TENANT, AGENTS[0], one.customer, True),
            "no vip": lambda: set_vip(desk, TENANT, AGENTS[0], one.customer, False),
        }
        self.do(does[way]())

    @rule(queue=st.sampled_from(("support", "second")), state=st.sampled_from(("normal", "normal", "closed")))
    def a_queue_is_switched(self, queue: str, state: str) -> None:
        self.do(switch_queue(self.desk, TENANT, AGENTS[0], queue, Switch(state=state, notice={})))

    @rule(agent=agents, which=any_one)
    def a_wrap_up_is_cut_short(self, agent: str, which: int) -> None:
        wrapping = self.rows(Interaction, state="wrap_up")
        if wrapping:
            self.do(end_wrap_up(self.desk, TENANT, wrapping[which % len(wrapping)].id, agent))

    @rule(agent=agents, active=mostly)
    def somebody_is_hired_or_leaves(self, agent: str, active: bool) -> None:
        def decide(change: Change) -> None:
            ability = f.Ability(role="agent", teams=("first",), active=active)
            change.record(f.UserChanged(user=agent, ability=ability), actor="system")

        self.run(self.desk.store.change(TENANT, decide, at=self.world.clock.now()))
        self.run(self.world.pass_time(40))  # the sweeper finds what he leaves behind

    # --- relays and time ----------------------------------------------------------------------------------------------

    @rule(outcomes=st.lists(st.sampled_from(("ok", "later", "never", "unsure", "killed")), max_size=4))
    def the_relay_has_moods(self, outcomes: list[str]) -> None:
        self.world.post.outcomes = outcomes

    @rule(which=any_one, status=st.sampled_from(("delivered", "read")), resend=st.booleans())
    def a_receipt_comes(self, which: int, status: str, resend: bool) -> None:
        messages = [one for one in self.rows(Message) if one.direction == "out"]
        if messages:
            message = messages[which % len(messages)].id
            if resend:
                self.do(order_resend(self.desk, TENANT, AGENTS[0], message))
            else:
                self.do(note_receipt(self.desk, TENANT, message, status))

    @rule(seconds=st.sampled_from((1, 10, 31, 60, 150, 1000, 4000)))
    def time_goes_by(self, seconds: int) -> None:
        self.run(self.world.pass_time(seconds))

    @invariant()
    def all_is_well(self) -> None:
        if self.changed and hasattr(self, "world"):
            self.changed = False
            seen = self.runner.run(look(self.desk.store, TENANT, self.world.route.floor))
            wrong = [f"{check.__name__}: {one}" for check in CHECKS for one in check(seen)]
            assert not wrong, wrong
            assert not any(self.world.guard.watch.broken.values()), self.runner.run(breaches(self.desk, TENANT))

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.run(self.world.pass_time(300))
                self.all_is_well()
                assert self.runner.run(proven(self.desk.store, TENANT)) == []
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()
            self.directory.cleanup()


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    # A found history is told as it is: making it shorter costs minutes, and is done by hand.
    phases=(Phase.explicit, Phase.generate),
)
