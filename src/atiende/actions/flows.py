"""Flows under way: a session hears something, its engine answers what is to be done, and that is done in one change.

Everything a flow says leaves in the same commit as the message it answers, so that a restart finds it exactly where the
customer does.
"""

from collections.abc import Callable

import structlog
from msgspec.structs import replace

from atiende.actions.alarms import rang
from atiende.actions.authors import SYSTEM
from atiende.actions.flow_effects import WAITS, Here, apply, end_session, strand_no_more
from atiende.actions.flow_world import book_of, keep, load, world_of
from atiende.domain import facts as f
from atiende.domain.flow import FlowSession
from atiende.domain.flow_documents import Ask, Verify
from atiende.domain.interaction import Interaction
from atiende.domain.message import Message, MessageContent
from atiende.domain.work import Timer
from atiende.flows import engine
from atiende.flows import state as s
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change

log = structlog.get_logger()
MOST_IN_A_ROW = 5
"""Answers of queues that refuse, one after the other, before he is put where none refuses."""
MOST_TURNS = {True: 300, False: 30}
"""Heard in one session, by whether it is live: a machine that answers ours must not go on for ever."""
MASKED = "••••••"


def hear_message(desk: Desk, change: Change, message: Message, inbound: Inbound) -> None:
    """What a customer's message sets going in the flow he is in, inside the message's own change."""
    work = change.get(Interaction, message.interaction) if message.interaction else None
    if work is None or not work.flow or not inbound.answerable:
        return
    here = Here(desk, change, work.id)
    row = here.session
    if row.node == "":
        begin(here, _words(desk, work, inbound.text))
        return
    session = load(desk, change, row)
    if session.awaiting == "person":
        return
    _hide_secret(change, session, message)
    if row.turn >= MOST_TURNS[desk.channels[work.channel].traits.session]:
        broken(here, "turns")
        return
    said = s.Said(
        text=_words(desk, work, inbound.text),
        choice=inbound.choice,
        files=len(inbound.uploads) + len(inbound.files),
    )
    take_step(here, session, said, "choice" if inbound.choice else "said")


def _words(desk: Desk, work: Interaction, text: str) -> str:
    """Of a letter its first paragraph: what follows is a signature, or what was written before."""
    if not desk.channels[work.channel].traits.subject:
        return text
    return next((one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()), "")


def _hide_secret(change: Change, session: s.Session, message: Message) -> None:
    """What was asked for as a secret is heard and not kept."""
    top = session.frames[-1]
    found = book_of(change)(top.flow, top.version)
    node = found[1].nodes.get(top.node) if found is not None else None
    secret = isinstance(node, Verify) or (isinstance(node, Ask) and node.secret)
    content = change.get(MessageContent, message.id)
    if secret and content is not None and not content.choice:
        change.put(replace(content, text=MASKED, html="", hidden="", raw=""))


def begin(here: Here, said: str) -> None:
    """The first step after FlowEntered."""
    row, change = here.session, here.change

    def step() -> s.Stepped:
        return engine.begin(book_of(change), row.flow, _world(here), row.seed, row.language, said)

    _do(here, step, "began")


def take_step(here: Here, session: s.Session, heard: s.Heard, called: str) -> None:
    """Hears it, and does what follows."""
    _do(here, lambda: engine.step(book_of(here.change), session, _world(here), heard), called)


def _world(here: Here) -> s.World:
    return world_of(here.desk, here.change, here.work)


def _do(here: Here, step: Callable[[], s.Stepped], called: str) -> None:
    """Takes the step and those that follow where a queue refuses. What breaks goes to a person."""
    for _ in range(MOST_IN_A_ROW):
        work = here.work
        try:
            stepped = step()
        except Exception as error:  # he is in the middle of it: whatever it is, a person helps him on
            log.exception("flow broke", interaction=work.id, error=type(error).__name__)
            break
        keep((here.desk, here.change), work, stepped, called)
        _set_clock(here.change, work.id, stepped.session)
        refused = apply(here, stepped.effects)
        if not refused:
            return
        step, called = _refusal(here, stepped.session, refused), "refused"
    broken(here, "failed")


def _refusal(here: Here, session: s.Session, why: str) -> Callable[[], s.Stepped]:
    return lambda: engine.step(book_of(here.change), session, _world(here), s.Refused(why=why))


def _set_clock(change: Change, interaction: str, session: s.Session) -> None:
    if session.due is not None and not session.outcome:
        change.put(Timer(kind="flow", key=interaction, due=session.due))
    else:
        change.drop(Timer, "flow", interaction)


def broken(here: Here, why: str) -> None:
    """It cannot go on by itself: the session ends, and a person gets him."""
    row = here.session
    if row.outcome:
        return
    if here.work.state == "in_flow":
        strand_no_more(here, why)
    end_session(here.change, here.session, "failed")


async def note_silence(desk: Desk, tenant: str, interaction: str) -> None:
    """The moment has come that the session waits for, or until which he had time."""

    def decide(change: Change) -> None:
        session = _alive(change, interaction)
        if rang(change, "flow", interaction) and session is not None:
            take_step(Here(desk, change, interaction), load(desk, change, session), s.Silence(), "silence")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(FlowSession, (interaction,))])


async def note_late(desk: Desk, tenant: str, interaction: str) -> None:
    """Nobody took in time what a machine handed over: an alarm, and the flow's own way on, if it is still there."""

    def decide(change: Change) -> None:
        work = change.get(Interaction, interaction)
        if not rang(change, "handoff", interaction) or work is None or work.state not in WAITS:
            return
        row = change.get(FlowSession, interaction)
        late = f.HandoffLate(
            interaction=interaction,
            conversation=work.conversation,
            queue=work.queue,
            flow=row.flow if row is not None else "",
            node=row.node if row is not None else "",
        )
        change.record(late, actor=SYSTEM)
        if row is not None and not row.outcome:
            take_step(Here(desk, change, interaction), load(desk, change, row), s.PersonLate(), "late")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction,))])


def hear_outcome(desk: Desk, change: Change, interaction: str, outcome: s.Outcome) -> None:
    """What came of an errand; one that nobody waits for any more is only kept."""
    row = _alive(change, interaction)
    if row is not None:
        take_step(Here(desk, change, interaction), load(desk, change, row), outcome, "outcome")


def rescue(desk: Desk, change: Change, interaction: str) -> bool:
    """A session nothing would ever move again: a person gets it. Answers whether there was one."""
    row = change.get(FlowSession, interaction)
    if row is None:
        return False
    here = Here(desk, change, interaction)
    if here.work.state == "in_flow":
        strand_no_more(here, "failed")
    if not row.outcome:
        end_session(change, here.session, "failed")
    return True


def _alive(change: Change, interaction: str) -> FlowSession | None:
    row = change.get(FlowSession, interaction)
    return row if row is not None and not row.outcome else None
