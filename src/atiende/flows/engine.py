"""The engine of flows: `begin`, then a `step` for everything that is heard. Pure, and never without a way on.

Each kind of node has its behaviour: what happens on entering it, and what on hearing the customer, silence, or the
outcome of an errand there. Whatever a flow does wrong ends in its failed path or in the queue of the endpoint.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain import flow_documents as nodes
from atiende.flows import nodes_decide as decide
from atiende.flows import nodes_know as know
from atiende.flows import nodes_outside as outside
from atiende.flows import nodes_person as person
from atiende.flows import nodes_talk as talk
from atiende.flows import variables
from atiende.flows.state import (
    Book,
    Frame,
    Heard,
    Left,
    Outcome,
    PersonLate,
    PersonTook,
    Refused,
    Said,
    Session,
    Silence,
    Stepped,
    World,
)  # fmt: skip
from atiende.flows.walk import AFTER_CUT, MOST_NODES, Walk

PERSON = "person"
"""The choice that is always there: whatever is asked, he may have a person instead."""
Acts = Callable[..., None]
"""Of a walk, the node, and what was heard where that matters."""


class Behaviour(Struct, frozen=True):
    """What a kind of node does. Where it has no answer to what is heard, the step's own rule holds."""

    enter: Acts
    said: Acts | None = None
    silent: Acts | None = None
    outcome: Acts | None = None
    busy: Acts | None = None
    """He says something while an errand of it is out."""


BEHAVIOURS: Mapping[type, Behaviour] = {
    nodes.Say: Behaviour(talk.say),
    nodes.Menu: Behaviour(talk.menu, talk.hear_menu, talk.silent_menu),
    nodes.Ask: Behaviour(talk.ask, talk.hear_ask, talk.silent_ask),
    nodes.Survey: Behaviour(talk.survey, talk.hear_survey, talk.silent_survey),
    nodes.Voicemail: Behaviour(talk.voicemail, talk.hear_voicemail, talk.silent_voicemail),
    nodes.Assign: Behaviour(decide.assign),
    nodes.Condition: Behaviour(decide.condition),
    nodes.InHours: Behaviour(decide.hours),
    nodes.Split: Behaviour(decide.split),
    nodes.Wait: Behaviour(decide.wait, silent=decide.waited),
    nodes.Alter: Behaviour(decide.alter),
    nodes.SubFlow: Behaviour(decide.sub_flow),
    nodes.End: Behaviour(decide.end),
    nodes.Request: Behaviour(outside.request, outcome=outside.requested),
    nodes.Identify: Behaviour(outside.identify, outcome=outside.identified),
    nodes.Verify: Behaviour(outside.verify, outside.hear_code, outside.silent_code, outside.verify_outcome),
    nodes.Send: Behaviour(outside.send, outcome=outside.sent),
    nodes.Payment: Behaviour(
        outside.payment, silent=outside.payment_due, outcome=outside.payment_outcome, busy=outside.hear_paying
    ),
    nodes.Transfer: Behaviour(outside.transfer, outcome=outside.transferred),
    nodes.Answer: Behaviour(know.answer, outcome=know.answered),
    nodes.Bot: Behaviour(know.bot, know.hear_bot, know.silent_bot, know.bot_outcome, know.hear_busy_bot),
    nodes.ToQueue: Behaviour(person.to_queue),
}


def begin(book: Book, flow_slug: str, world: World, seed: int, language: str, said: str = "") -> Stepped:
    """The first step of a session. `said`: his first words, which a menu, a bot or the wish for a person may take."""
    found = book(flow_slug, None)
    version, flow = found if found else (0, None)
    frame = Frame(flow=flow_slug, version=version, node="", values=variables.initial(flow) if flow else {})
    walk = Walk(book, world, Session(frames=(frame,), language=language, seed=seed))
    walk.said = walk.lead = _writable(said).strip()
    if flow is None:
        walk.broken("no_flow")
    elif walk.said and walk.wants_person(walk.said):
        walk.to_person()
    else:
        walk.go(flow.start)
    _run(walk)
    return walk.done()


def step(book: Book, session: Session, world: World, heard: Heard) -> Stepped:
    """What follows from what is heard. An ended session, and what it does not wait for, change nothing."""
    walk = Walk(book, world, session)
    if session.outcome:
        return walk.done()
    _hear(walk, heard)
    _run(walk)
    return walk.done()


def _writable(text: str) -> str:
    """Halves of characters, which nothing could keep, become question marks."""
    return text.encode(errors="replace").decode()


def _hear(walk: Walk, heard: Heard) -> None:
    if isinstance(heard, Said):
        _hear_said(walk, replace(heard, text=_writable(heard.text)))
    elif isinstance(heard, Silence):
        _hear_silence(walk)
    elif isinstance(heard, Outcome):
        _hear_outcome(walk, heard)
    else:
        _hear_about_people(walk, heard)


def _hear_about_people(walk: Walk, heard: Heard) -> None:
    if isinstance(heard, Left):
        walk.finish("left")
    elif isinstance(heard, PersonTook):
        walk.finish("failed" if walk.waiting and walk.waiting.broken else "person")
    elif isinstance(heard, PersonLate):
        person.late(walk)
    elif isinstance(heard, Refused):
        person.refused(walk, heard.why)


def _hear_said(walk: Walk, said: Said) -> None:
    """While he waits for a person it is for the person; while an errand is out only the wish for one counts."""
    walk.turn += 1
    walk.unheard = 0
    if walk.awaiting == "person":
        return
    if walk.waiting is not None:
        walk.waiting = replace(walk.waiting, chose=True)
    node = walk.node
    acts = BEHAVIOURS[type(node)] if node is not None else None
    if acts is None:
        walk.broken("no_node")
    elif said.choice == PERSON:
        walk.to_person()
    elif walk.awaiting == "input" and acts.said:
        acts.said(walk, node, said)
    elif walk.wants_person(said.text):
        walk.to_person()
    elif acts.busy:
        acts.busy(walk, node, said)


def _hear_silence(walk: Walk) -> None:
    """Before its time it counts for nothing."""
    if walk.due is None or walk.world.at < walk.due:
        return
    node = walk.node
    acts = BEHAVIOURS[type(node)] if node is not None else None
    if acts is None:
        walk.broken("no_node")
    elif walk.awaiting == "errand" and acts.silent is not outside.payment_due:
        walk.fail(getattr(node, "failed", None), "timeout")
    elif acts.silent:
        acts.silent(walk, node)
    else:
        walk.fail(getattr(node, "failed", None), "timeout")


def _hear_outcome(walk: Walk, heard: Outcome) -> None:
    """Only of the errand that is out."""
    if walk.awaiting != "errand" or walk.asked.get("errand") != heard.errand:
        return
    node = walk.node
    acts = BEHAVIOURS[type(node)].outcome if node is not None else None
    if acts is None:
        walk.broken("no_node")
    else:
        acts(walk, node, heard)


def _run(walk: Walk) -> None:
    """Enters one node after the other until it waits or ends; a loop is cut, and cut for good when it goes on."""
    while walk.next is not None:
        target, walk.next = walk.next, None
        if walk.unheard >= MOST_NODES + (AFTER_CUT if walk.cut else 0):
            _cut(walk)
            continue
        walk.unheard += 1
        _enter(walk, target)


def _cut(walk: Walk) -> None:
    """The first time in a step the failed path may try; what goes on in circles there goes to a person."""
    if walk.cut or walk.unheard >= MOST_NODES + AFTER_CUT:
        walk.last_resort("loop")
    else:
        walk.cut = True
        walk.broken("loop")


def _enter(walk: Walk, target: str) -> None:
    flow = walk.flow
    node = flow.nodes.get(target) if flow else None
    if node is None:
        walk.broken("no_node")
        return
    walk.frames[-1] = replace(walk.frame, node=target)
    walk.passed.append((walk.frame.flow, walk.frame.version, target))
    if node.goal and node.goal not in walk.goals:
        walk.goals.append(node.goal)
    BEHAVIOURS[type(node)].enter(walk, node)
