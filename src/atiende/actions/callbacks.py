"""Calling back instead of waiting: the work keeps its place, becomes a call to make, and waits for an agent as such."""

from babel.core import get_global
from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.alarms import rang
from atiende.actions.callback_attempts import planned_after
from atiende.actions.conversations import conversation_of, interaction_of, withdraw_offer
from atiende.actions.queueing import Target, entering, fresh
from atiende.domain import facts as f
from atiende.domain.call import VOICE, Call
from atiende.domain.callback import CHANNEL, Callback, dialled, may_be_called
from atiende.domain.conversation import Conversation
from atiende.domain.customer import PHONE
from atiende.domain.errors import Invalid, WrongState
from atiende.domain.interaction import Interaction
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

WAITS = ("queued", "offered")
GOES_ON = (*WAITS, "handling", "in_flow")
"""Work that becomes the callback itself; beside anything else, and beside a call that goes on, a new one begins."""
FURTHEST_MS = 60 * 86_400_000


class Wanted(Struct, frozen=True, kw_only=True):
    """`number` as somebody wrote it; not before `not_before` (ms UTC), where that was agreed."""

    number: str
    not_before: int | None = None


async def request_callback(desk: Desk, tenant: str, actor: str, interaction_id: str, wanted: Wanted) -> str:
    """Answers the interaction that is the callback. `actor` as in the log.

    Raises Invalid for what is no telephone number or no moment to come, NotFound, WrongState in a closed conversation.
    """

    def decide(change: Change) -> str:
        one = interaction_of(change, interaction_id)
        conversation = conversation_of(change, one.conversation)
        if conversation.status == "closed":
            raise WrongState(state="closed")
        when = wanted.not_before
        if when is not None and not change.at < when <= change.at + FURTHEST_MS:
            raise Invalid(field="not_before", reason="not_in_future")
        number = callable_number(change, one.brand, wanted.number)
        becomes = one.state in GOES_ON and not _talks(change, one)
        if becomes:
            _leave(change, one, actor)
        planned = planned_after(change, one.id)
        callback = one.id if becomes else planned.id if planned is not None else desk.ids.new("itr")
        _request(change, one, callback, when, actor)
        change.put(Callback(interaction=callback, number=number, at=change.at, not_before=when))
        if when is not None:
            change.put(Timer(kind="callback", key=callback, due=when))
        else:
            change.drop(Timer, "callback", callback)
            change.record(waiting_as_call(desk, change, conversation, one, callback), actor=actor)
        return callback

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction_id,))])


async def begin_callback(desk: Desk, tenant: str, interaction_id: str) -> None:
    """The agreed moment has come: it waits for an agent, before whoever came after it was asked for."""

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        if rang(change, "callback", interaction_id) and one.state == "in_flow":
            queue_callback(desk, change, one)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def queue_callback(desk: Desk, change: Change, one: Interaction) -> None:
    """The same inside a change."""
    conversation = conversation_of(change, one.conversation)
    change.record(waiting_as_call(desk, change, conversation, one, one.id), actor="system")


def region_of(change: Change, brand: str) -> str:
    """The country in which local telephone numbers are read: where the brand's clock is. ES, MX or empty."""
    territories = get_global("zone_territories")
    return str(territories.get(settings_of.brand_of(change, brand).time_zone, ""))


def callable_number(change: Change, brand: str, written: str, field: str = "number") -> str:
    """E.164 of a number to which this brand's calls may go: whoever dials, or asks to be called, passes here. Raises
    Invalid."""
    region = region_of(change, brand)
    number = dialled(written, region)
    if number is None:
        raise Invalid(field=field, reason="not_a_phone_number")
    if not may_be_called(number, region, settings_of.brand_of(change, brand).calls_to):
        raise Invalid(field=field, reason="number_not_called")
    return number


def _talks(change: Change, one: Interaction) -> bool:
    """They are on the telephone while they agree on another call."""
    call = change.get(Call, one.id)
    return one.state == "handling" and (one.channel in (VOICE, PHONE) or (call is not None and call.open))


def _leave(change: Change, one: Interaction, actor: str) -> None:
    """What it was until now ends: the offer, the agent's segment, the session's clocks."""
    withdraw_offer(change, one, "callback")
    if one.state == "handling":
        change.record(
            f.InteractionTransferred(
                interaction=one.id, conversation=one.conversation, agent=one.agent, to_queue=one.queue
            ),
            actor=actor,
        )
    for kind in ("silence", "named", "callback"):
        change.drop(Timer, kind, one.id)


def _request(change: Change, one: Interaction, callback: str, when: int | None, actor: str) -> None:
    if one.deflection in ("offered", "link"):
        taken = f.DeflectionTaken(interaction=one.id, conversation=one.conversation, queue=one.queue, way="callback")
        change.record(taken, actor=actor)
    change.record(
        f.CallbackRequested(
            interaction=callback,
            conversation=one.conversation,
            queue=one.queue,
            customer=one.customer,
            since=one.since if callback == one.id else change.at,
            not_before=when,
        ),
        actor=actor,
    )


def waiting_as_call(
    desk: Desk, change: Change, conversation: Conversation, one: Interaction, callback: str
) -> f.InteractionQueued:
    """As a call to make. Who waited in this queue already keeps his place and the steps he has reached."""
    work = fresh(desk, change, conversation, Target(queue=one.queue), "callback")
    since = one.since if callback == one.id else change.at
    work = replace(work, interaction=callback, channel=CHANNEL, endpoint=one.endpoint, since=since, direction="out")
    work = entering(change, work, session=False)
    return replace(work, entered=one.entered, step=one.step) if one.state in WAITS else work
