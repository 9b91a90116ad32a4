"""An agent calls somebody: a number he types, one he clicks on, a callback that waited. And the test of his devices."""

from msgspec import Struct

from atiende.actions.callbacks import callable_number
from atiende.actions.callers_known import Caller, caller_of
from atiende.actions.calls import conversation_for
from atiende.actions.calls_arriving import EMBEDDED, engine_of
from atiende.actions.conversations import agent_of, conversation_of, interaction_of
from atiende.actions.dials import spend_dial
from atiende.actions.settings_of import document
from atiende.domain import callback
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import ANSWER_MS, VOICE, Call, CallContent, CallLeg, EchoTest, Target
from atiende.domain.callback import Callback
from atiende.domain.customer import Customer
from atiende.domain.errors import Invalid, NotFound, NotYours, Unreachable, WrongState
from atiende.domain.interaction import Interaction
from atiende.domain.voice import Media
from atiende.ports.desk import Desk
from atiende.ports.store import Change

ECHO_MS = 120_000
"""How long a test of devices lasts."""


class Placed(Struct, frozen=True, kw_only=True):
    """Whom: a number as it was typed. About which conversation, with which customer, if that is known; or `callback`,
    an interaction in his hands that is a call to make. `brand`: whose number is shown, where nothing else says it."""

    to: Target | None = None
    conversation: str = ""
    customer: str = ""
    callback: str = ""
    brand: str = ""
    media: Media = Media()


class _Going(Struct, frozen=True, kw_only=True):
    interaction: str
    conversation: str
    customer: str
    brand: str
    number: str


async def place_call(desk: Desk, tenant: str, who: str, placed: Placed) -> str:
    """His own telephone rings first, then the customer's. Answers the interaction, in his hands from now on.

    Raises Invalid for what is no number that may be called, NotFound, NotYours, WrongState while he is in another call,
    Unreachable where nothing leads to telephones, TooManyDials.
    """

    def decide(change: Change) -> str:
        agent_of(change, who)
        if any(one.role == "agent" for one in change.where(CallLeg, {"user": who})):
            raise WrongState(state="in_call")
        going = _callback(change, who, placed.callback) if placed.callback else _wanted(desk, change, who, placed)
        slug, engine, ours = _way_out(desk, change, going.brand)
        spend_dial(change, who, going.brand, going.number)
        fact = f.CallPlaced(
            interaction=going.interaction,
            conversation=going.conversation,
            customer=going.customer,
            brand=going.brand,
            endpoint=slug,
            queue=conversation_of(change, going.conversation).queue,
            engine=engine,
            agent=who,
            agent_leg=desk.ids.new("leg"),
            leg=desk.ids.new("leg"),
            until=change.at + ANSWER_MS,
            video=placed.media.video,
        )
        fresh = change.get(Interaction, going.interaction) is None
        change.record(fact, actor=f"agent:{who}")
        if fresh:
            _take(change, going, who)
        content = CallContent(interaction=going.interaction, customer=going.customer, number=going.number, ours=ours)
        change.put(content)
        return going.interaction

    return await desk.store.change(tenant, decide, at=desk.clock.now())


def _take(change: Change, going: _Going, who: str) -> None:
    actor = f"agent:{who}"
    taken = f.InteractionTaken(interaction=going.interaction, conversation=going.conversation, agent=who, channel=VOICE)
    change.record(taken, actor=actor)
    conversation = conversation_of(change, going.conversation)
    if conversation.agent is None or conversation.status == "new":
        change.record(f.ConversationTaken(conversation=conversation.id, agent=who), actor=actor)


def _callback(change: Change, who: str, interaction: str) -> _Going:
    """A call that was promised, once it is in his hands."""
    work = interaction_of(change, interaction)
    promised = change.get(Callback, interaction)
    if promised is None or work.channel != callback.CHANNEL:
        raise NotFound(kind="callback", id=interaction)
    if work.agent != who or work.state != "handling":
        raise NotYours(interaction=interaction)
    going_on = change.get(Call, interaction)
    if going_on is not None and going_on.open:
        raise WrongState(state="in_call")
    return _Going(
        interaction=work.id,
        conversation=work.conversation,
        customer=work.customer,
        brand=work.brand,
        number=callable_number(change, work.brand, promised.number),  # it may be of somebody who called us
    )


def _wanted(desk: Desk, change: Change, who: str, placed: Placed) -> _Going:
    if placed.to is None or placed.to.kind != "number":
        raise Invalid(field="to", reason="required")
    known = conversation_of(change, placed.conversation) if placed.conversation else None
    customer = change.get(Customer, placed.customer) if placed.customer else None
    if placed.customer and customer is None:
        raise NotFound(kind="customer", id=placed.customer)
    brand = (known.brand if known else "") or (customer.brand if customer else "") or _brand_of(change, who, placed)
    number = callable_number(change, brand, placed.to.value, "to.value")
    if known is not None:
        whom = known.customer
    else:
        caller = Caller(brand=brand, number=number)
        whom = customer.id if customer is not None else caller_of(desk, change, caller, f"agent:{who}")
    return _Going(
        interaction=desk.ids.new("itr"),
        conversation=conversation_for(desk, change, who, whom, (brand, placed.conversation)),
        customer=whom,
        brand=brand,
        number=number,
    )


def _brand_of(change: Change, who: str, placed: Placed) -> str:
    """The one named, else the only one he may work for. Raises Invalid."""
    if placed.brand:
        return placed.brand
    brands = [row.slug for row in change.where(docs.Document, {"kind": "brand"}) if not row.retired]
    own = set(agent_of(change, who).ability.brands)
    mine = [one for one in brands if not own or one in own]
    if len(mine) != 1:
        raise Invalid(field="brand", reason="required")
    return mine[0]


def _way_out(desk: Desk, change: Change, brand: str) -> tuple[str, str, str]:
    """The endpoint he is called from, what carries it, and the number shown. Raises Unreachable."""
    for row in sorted(change.where(docs.Document, {"kind": "endpoint"}), key=lambda one: one.slug):
        body = document(change, "endpoint", row.slug)
        if not isinstance(body, docs.Endpoint) or body.channel != VOICE or body.brand != brand or not body.enabled:
            continue
        numbers, engine = body.settings.get("numbers"), engine_of(desk, body.settings)
        if engine == EMBEDDED:
            engine = next((one for one in desk.voice.engines if one != EMBEDDED), "")
        if engine and isinstance(numbers, list) and numbers:
            return row.slug, engine, numbers[0]
    raise Unreachable(channel=VOICE)


async def begin_echo(desk: Desk, tenant: str, who: str) -> str:
    """A leg on which he hears himself; answers it, for his page's offer. Another one of his ends."""
    leg = desk.ids.new("leg")

    def decide(change: Change) -> str:
        for one in change.where(EchoTest, {"user": who}):
            change.drop(EchoTest, one.id)
        engine = EMBEDDED if EMBEDDED in desk.voice.engines else engine_of(desk, {})
        change.put(EchoTest(id=leg, user=who, engine=engine, until=change.at + ECHO_MS))
        return leg

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_echo(desk: Desk, tenant: str, who: str) -> None:
    """He hears himself no more."""

    def decide(change: Change) -> None:
        for one in change.where(EchoTest, {"user": who}):
            change.drop(EchoTest, one.id)

    await desk.store.change(tenant, decide, at=desk.clock.now())
