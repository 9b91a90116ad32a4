"""Somebody calls: by telephone, from a page of ours, or by a link into a call that goes on."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import call_door, settings_of
from atiende.actions.callers_known import Caller, called, caller_of
from atiende.actions.conversations import conversation_of
from atiende.actions.merged import present, same_person
from atiende.actions.persons import conversations_of
from atiende.domain import conversation as life
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain import threading
from atiende.domain.agent import Agent
from atiende.domain.call import RING_MS, VOICE, Call, CallContent, CallLeg, LegContent
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.domain.errors import NotAllowed, NotFound, TooMany, WrongState
from atiende.domain.interaction import Interaction
from atiende.domain.row import Row
from atiende.domain.voice import LegArrived, Media
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change, Key

MOST_LEGS = 12
"""In one call, whatever their role."""
EMBEDDED = "embedded"


class WebCaller(Struct, frozen=True, kw_only=True):
    """Who calls from a page. `endpoint` is the voice endpoint; `agent`: whom he talks to already, who gets the call at
    once where he has room for it."""

    endpoint: str
    customer: str
    name: str = ""
    language: str = ""
    conversation: str = ""
    media: Media = Media()
    agent: str = ""


class WebCall(Struct, frozen=True, kw_only=True):
    interaction: str
    leg: str
    conversation: str


class _Coming(Struct, frozen=True, kw_only=True):
    """What both ways of calling have in common."""

    endpoint: str
    body: docs.Endpoint
    customer: str
    engine: str
    leg: str
    language: str = ""
    conversation: str = ""
    number: str = ""
    name: str = ""
    agent: str = ""
    media: Media = Media()
    arrived: LegArrived | None = None


def engine_of(desk: Desk, settings: Mapping[str, object]) -> str:
    """What carries calls of an endpoint: what it names, else ours for browsers, else the only one. Raises NotAllowed
    where nothing does."""
    engines = desk.voice.engines
    named = settings.get("engine")
    if isinstance(named, str) and named in engines:
        return named
    if not engines:
        raise NotAllowed(permission="call.place")
    return EMBEDDED if EMBEDDED in engines else next(iter(engines))


async def begin_call(desk: Desk, tenant: str, engine: str, arrived: LegArrived) -> Call | None:
    """A leg has arrived; told twice it is one call. None for somebody who is not let in: he leaves no trace.

    Raises NotFound for an endpoint that is not published.
    """

    def decide(change: Change) -> Call | None:
        known = change.get(CallLeg, arrived.leg)
        if known is not None:
            return call_of(change, known.interaction)
        if call_door.manner_of(change, arrived.endpoint, arrived.caller) == call_door.REFUSE:
            return None
        body = settings_of.endpoint_of(change, arrived.endpoint)
        name = called(arrived.name)
        caller = Caller(brand=body.brand, number=arrived.caller, name=name)
        coming = _Coming(
            endpoint=arrived.endpoint,
            body=body,
            customer=caller_of(desk, change, caller, "system"),
            engine=engine,
            leg=arrived.leg,
            conversation=arrived.conversation,
            number=arrived.caller,
            name=name,
            media=arrived.media,
            arrived=arrived,
        )
        return call_of(change, _begin(desk, change, coming))

    reads: list[tuple[type[Row], Key]] = [
        (docs.Document, ("endpoint", arrived.endpoint)),
        (CallLeg, (arrived.leg,)),
    ]
    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=reads)


async def begin_web_call(desk: Desk, tenant: str, caller: WebCaller) -> WebCall:
    """From a page: it makes an offer for the leg then. He has one call at a time; asked again, that one.

    Raises NotFound, NotAllowed where nothing carries calls.
    """
    leg = desk.ids.new("leg")

    def decide(change: Change) -> WebCall:
        going_on = change.where(Call, {"customer": caller.customer, "open": True})
        mine = [one for one in going_on if one.customer_leg is not None and one.customer_leg.kind == "visitor"]
        if mine:
            call = mine[-1]
        else:
            body = settings_of.endpoint_of(change, caller.endpoint)
            coming = _Coming(
                endpoint=caller.endpoint,
                body=body,
                customer=caller.customer,
                engine=engine_of(desk, body.settings),
                leg=leg,
                language=caller.language,
                conversation=caller.conversation,
                name=caller.name,
                agent=caller.agent,
                media=caller.media,
            )
            call = call_of(change, _begin(desk, change, coming))
        own = call.customer_leg
        assert own is not None  # he has one, or it was just made
        return WebCall(interaction=call.interaction, leg=own.id, conversation=call.conversation)

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def join_call(desk: Desk, tenant: str, conversation: str, link: str, name: str, media: Media) -> str:
    """Whoever has the link comes into the call that goes on; answers his leg, the same one when he comes again.

    Raises NotFound while there is no call, TooMany.
    """
    leg = desk.ids.new("leg")

    def decide(change: Change) -> str:
        calls = change.where(Call, {"conversation": conversation, "open": True})
        if not calls:
            raise NotFound(kind="call", id=conversation)
        call = calls[-1]
        here = next((one.id for one in call.legs if one.kind == "visitor" and one.user == link), "")
        if here:
            return here
        if len(call.legs) >= MOST_LEGS:
            raise TooMany(limit=MOST_LEGS)
        dialled = f.LegDialled(
            interaction=call.interaction,
            leg=leg,
            role="guest",
            kind="visitor",
            user=link,
            room="main",
            until=change.at + RING_MS,
        )
        changed = f.LegMediaChanged(interaction=call.interaction, leg=leg, video=media.video, screen=media.screen)
        change.record(dialled, changed, actor=f"customer:{call.customer}")
        change.put(LegContent(id=leg, interaction=call.interaction, name=name))
        return leg

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def call_of(change: Change, interaction: str) -> Call:
    """Raises NotFound."""
    found = change.get(Call, interaction)
    if found is None:
        raise NotFound(kind="call", id=interaction)
    return found


def open_call_of(change: Change, interaction: str) -> Call:
    """Raises NotFound, WrongState for one that is over."""
    found = call_of(change, interaction)
    if not found.open:
        raise WrongState(state="ended")
    return found


def _begin(desk: Desk, change: Change, coming: _Coming) -> str:
    conversation = _conversation(desk, change, coming)
    interaction = desk.ids.new("itr")
    arrived = coming.arrived
    change.record(
        f.CallArrived(
            interaction=interaction,
            conversation=conversation.id,
            customer=coming.customer,
            brand=coming.body.brand,
            endpoint=coming.endpoint,
            engine=coming.engine,
            leg=coming.leg,
            up=arrived is not None and not arrived.visitor,
            withheld=arrived is not None and not (coming.number or arrived.received or arrived.visitor),
            attestation=arrived.attestation if arrived is not None else "",
            verified=arrived.verified if arrived is not None else None,
            video=coming.media.video,
            screen=coming.media.screen,
        ),
        actor=f"customer:{coming.customer}",
    )
    change.put(
        CallContent(
            interaction=interaction,
            customer=coming.customer,
            number=coming.number,
            name=coming.name,
            ours=arrived.dialled if arrived is not None else "",
            received=arrived.received if arrived is not None else "",
            ours_received=arrived.dialled_as if arrived is not None else "",
            diverted=arrived.diverted if arrived is not None else "",
        )
    )
    if not _straight_to(change, coming, conversation, interaction):
        _enter(desk, change, coming, conversation, interaction)
    return interaction


def _enter(desk: Desk, change: Change, coming: _Coming, conversation: Conversation, interaction: str) -> None:
    """Through its endpoint's flow, or into its queue."""
    entering = call_door.Entering(
        interaction=interaction,
        conversation=conversation.id,
        customer=coming.customer,
        endpoint=coming.endpoint,
        language=coming.language or conversation.language,
        number=coming.number,
        known=coming.arrived is None,
    )
    call_door.enter(desk, change, entering)


def _straight_to(change: Change, coming: _Coming, conversation: Conversation, interaction: str) -> bool:
    """The agent he talks to already has the call at once, where there is room for it."""
    who = change.get(Agent, coming.agent) if coming.agent else None
    if who is None or who.state == "offline" or not who.ability.active:
        return False
    beside = replace(who, load=_without_this(change, who, conversation))
    if not beside.has_room(VOICE, settings_of.workload_of(change, who)):
        return False
    queued = f.InteractionQueued(
        interaction=interaction,
        conversation=conversation.id,
        customer=coming.customer,
        brand=coming.body.brand,
        channel=VOICE,
        endpoint=coming.endpoint,
        queue=conversation.queue,
        since=change.at,
        entered=change.at,
        priority=conversation.priority,
        language=conversation.language,
        agent=who.id,
        why="new",
        reason=conversation.reason,
    )
    taken = f.InteractionTaken(interaction=interaction, conversation=conversation.id, agent=who.id, channel=VOICE)
    facts: list[f.Fact] = [queued, taken]
    if (conversation.agent, conversation.status) != (who.id, "open"):
        facts.append(f.ConversationTaken(conversation=conversation.id, agent=who.id))
    change.record(*facts, actor=f"agent:{who.id}")
    return True


def _without_this(change: Change, agent: Agent, conversation: Conversation) -> dict[str, int]:
    """What else he has in hand: the chat that becomes a call is not in its way."""
    load = dict(agent.load)
    for one in change.where(Interaction, {"agent": agent.id, "state": "handling"}):
        if one.conversation == conversation.id and load.get(one.channel, 0) > 0:
            load[one.channel] -= 1
    return load


def _conversation(desk: Desk, change: Change, coming: _Coming) -> Conversation:
    """The one he calls about, the one that is open, the newest of several; else a new one."""
    found = _meant(change, coming) or threading.newest_active(conversations_of(change, coming.customer))
    actor = f"customer:{coming.customer}"
    if found is not None:
        reopened = life.reopen(found)
        if reopened:
            change.record(*reopened, actor=actor)
            for kind in ("snooze", "close"):
                change.drop(Timer, kind, found.id)
        return conversation_of(change, found.id)
    opened = f.ConversationOpened(
        conversation=desk.ids.new("cnv"),
        customer=coming.customer,
        brand=coming.body.brand,
        channel=VOICE,
        number=change.number("conversation"),
        queue=coming.body.queue,
        language=coming.language,
        priority=settings_of.rules_of(change, coming.body.queue).priority,
    )
    change.record(opened, actor=actor)
    return conversation_of(change, opened.conversation)


def _meant(change: Change, coming: _Coming) -> Conversation | None:
    """What his page is about, if that is his and not over for good."""
    named = change.get(Conversation, coming.conversation) if coming.conversation else None
    if named is None or change.get(Customer, coming.customer) is None:
        return None
    found = present(change, named)
    if found.status == "closed" or not same_person(change, found.customer, coming.customer):
        return None
    return found
