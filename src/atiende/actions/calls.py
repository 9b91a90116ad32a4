"""Calls on the company's own telephone, noted by the agent who has them: begun, or written down afterwards.

A call is an interaction in its agent's hands from the start. It joins what is open with the customer, so that the call
and the mail about it are one conversation.
"""

from msgspec import Struct

from atiende.actions import settings_of
from atiende.actions.callbacks import region_of
from atiende.actions.callers_known import Caller, caller_of, known_by
from atiende.actions.conversations import agent_of, conversation_of, end_one, interaction_of
from atiende.actions.merged import same_person
from atiende.actions.outcomes import Outcome, check_outcome
from atiende.actions.persons import conversations_of
from atiende.actions.wrap_up import write_down
from atiende.domain import conversation as life
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain import threading
from atiende.domain.agent import Agent
from atiende.domain.callback import dialled
from atiende.domain.conversation import Conversation
from atiende.domain.customer import PHONE, Address, Customer
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.interaction import Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

NEW = "new"
LONGEST_MS = 12 * 3_600_000
OLDEST_MS = 31 * 86_400_000


class Call(Struct, frozen=True, kw_only=True):
    """With whom: `customer`, or whoever has `number`, or a new one called `name`. Without a number: a withheld one.

    `conversation`: the one it is about, `new`, or empty: the one that is open, the newest of several. `began` and
    `ended` (ms UTC) are of a call noted afterwards; then `outcome` says how it ended. `language`: what is spoken, where
    it is known.
    """

    brand: str
    number: str = ""
    customer: str = ""
    name: str = ""
    direction: str = "in"
    conversation: str = ""
    queue: str = ""
    began: int | None = None
    ended: int | None = None
    outcome: Outcome | None = None
    language: str = ""


class Begun(Struct, frozen=True, kw_only=True):
    interaction: str
    conversation: str
    customer: str


async def begin_call(desk: Desk, tenant: str, agent: str, call: Call) -> Begun:
    """The agent is on the telephone with him. The same call begun twice (a page opened again) is one.

    Raises Invalid, NotFound, Unfit for what is missing of one noted afterwards, WrongState in a closed conversation.
    """

    def decide(change: Change) -> Begun:
        agent_of(change, agent)
        _check_times(change, call)
        customer = _customer(desk, change, agent, call)
        conversation = _conversation(desk, change, agent, customer, call)
        for one in _at_hand(change, agent):
            if one.conversation == conversation and call.ended is None:
                return one
        begun = Begun(interaction=desk.ids.new("itr"), conversation=conversation, customer=customer)
        _begin(change, agent, begun, call)
        if call.ended is not None:
            _write_up(desk, change, agent, begun, call)
        return begun

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _at_hand(change: Change, agent: str) -> list[Begun]:
    """The calls this agent is on."""
    return [
        Begun(interaction=one.id, conversation=one.conversation, customer=one.customer)
        for one in change.where(Interaction, {"agent": agent, "state": "handling"})
        if one.channel == PHONE
    ]


def _begin(change: Change, agent: str, begun: Begun, call: Call) -> None:
    actor = f"agent:{agent}"
    conversation = conversation_of(change, begun.conversation)
    change.record(
        f.CallBegun(
            interaction=begun.interaction,
            conversation=begun.conversation,
            customer=begun.customer,
            brand=conversation.brand,
            channel=PHONE,
            queue=conversation.queue,
            agent=agent,
            direction=call.direction,
            began=call.began,
            ended=call.ended,
        ),
        f.InteractionTaken(interaction=begun.interaction, conversation=begun.conversation, agent=agent, channel=PHONE),
        actor=actor,
    )
    if conversation.agent is None or conversation.status == "new":
        change.record(f.ConversationTaken(conversation=begun.conversation, agent=agent), actor=actor)


def _write_up(desk: Desk, change: Change, agent: str, begun: Begun, call: Call) -> None:
    """One noted afterwards is over as soon as it is begun."""
    actor = f"agent:{agent}"
    outcome = call.outcome or Outcome(disposition="")
    conversation = conversation_of(change, begun.conversation)
    check_outcome(change, conversation, outcome)
    write_down(desk, change, conversation, agent, outcome)
    change.record(
        f.InteractionClassified(
            interaction=begun.interaction,
            conversation=begun.conversation,
            agent=agent,
            disposition=outcome.disposition,
            reason=outcome.reason,
        ),
        actor=actor,
    )
    end_one(change, interaction_of(change, begun.interaction), "agent", actor)


def _check_times(change: Change, call: Call) -> None:
    if call.direction not in ("in", "out"):
        raise Invalid(field="direction", reason="unknown")
    began, ended = call.began, call.ended
    if began is not None and not change.at - OLDEST_MS <= began <= change.at:
        raise Invalid(field="began", reason="not_in_past")
    if ended is not None and (began is None or not began <= ended <= min(change.at, began + LONGEST_MS)):
        raise Invalid(field="ended", reason="bad_span_of_call")


def _customer(desk: Desk, change: Change, agent: str, call: Call) -> str:
    """The one named, whoever has the number, or a new one. A number nobody has becomes the named one's."""
    number = dialled(call.number, region_of(change, call.brand)) if call.number else None
    if call.number and number is None:
        raise Invalid(field="number", reason="not_a_phone_number")
    caller = Caller(brand=call.brand, number=number or "", name=call.name)
    if call.customer:
        found = change.get(Customer, call.customer)
        if found is None or found.brand != call.brand:
            raise NotFound(kind="customer", id=call.customer)
        if number is not None and not change.where(Address, {"normal": number}):
            known_by(desk, change, found.id, caller, f"agent:{agent}")
        return found.id
    return caller_of(desk, change, caller, f"agent:{agent}")


def _conversation(desk: Desk, change: Change, agent: str, customer: str, call: Call) -> str:
    """The one it is about; one that had been put off or resolved is open again."""
    if call.conversation and call.conversation != NEW:
        found = conversation_of(change, call.conversation)
        if not same_person(change, found.customer, customer):
            raise Invalid(field="conversation", reason="another_customer")
        if found.status == "closed":
            raise WrongState(state="closed")
        return _revived(change, found, agent)
    joined = None if call.conversation == NEW else threading.newest_active(conversations_of(change, customer))
    return _revived(change, joined, agent) if joined is not None else _opened(desk, change, agent, customer, call)


def conversation_for(desk: Desk, change: Change, agent: str, customer: str, about: tuple[str, str]) -> str:
    """The conversation a call an agent makes is about, inside its change. `about`: brand, and the conversation named.

    Raises NotFound, Invalid, WrongState.
    """
    brand, conversation = about
    return _conversation(desk, change, agent, customer, Call(brand=brand, direction="out", conversation=conversation))


def _revived(change: Change, found: Conversation, agent: str) -> str:
    if found.status in ("pending", "snoozed", "resolved"):
        change.record(*life.reopen(found), actor=f"agent:{agent}")
        for kind in ("snooze", "close"):
            change.drop(Timer, kind, found.id)
    return found.id


def _opened(desk: Desk, change: Change, agent: str, customer: str, call: Call) -> str:
    queue = call.queue or _queue_for(change, agent, call.brand)
    rules = settings_of.queue_of(change, queue)
    if rules.brand != call.brand:
        raise NotFound(kind="queue", id=queue)
    opened = f.ConversationOpened(
        conversation=desk.ids.new("cnv"),
        customer=customer,
        brand=call.brand,
        channel=PHONE,
        number=change.number("conversation"),
        queue=queue,
        priority=rules.priority,
        language=call.language,
    )
    change.record(opened, actor=f"agent:{agent}")
    return opened.conversation


def _queue_for(change: Change, agent: str, brand: str) -> str:
    """Where the agent's own team works, else the brand's first queue. Raises Invalid where it has none."""
    who = change.get(Agent, agent)
    teams = set(who.ability.teams) if who is not None else set()
    own: list[str] = []
    others: list[str] = []
    for row in change.where(docs.Document, {"kind": "queue"}):
        body = None if row.retired else docs.read("queue", row.body)
        if isinstance(body, docs.Queue) and body.brand == brand:
            (own if teams & set(body.teams) else others).append(row.slug)
    if not own and not others:
        raise Invalid(field="queue", reason="required")
    return sorted(own or others)[0]
