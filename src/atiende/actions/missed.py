"""Callers who gave up waiting: called back once, at the place they had, unless they were served meanwhile."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.callback_attempts import forget_tries
from atiende.actions.callbacks import waiting_as_call
from atiende.actions.conversations import conversation_of, end_one, withdraw_offer
from atiende.actions.persons import person
from atiende.domain import facts as f
from atiende.domain.call import Call, CallContent
from atiende.domain.callback import CHANNEL, Callback
from atiende.domain.interaction import Interaction
from atiende.domain.missed import MissedCall, Recovery, Voicemail, recovery
from atiende.domain.spoken import Speaking
from atiende.ports.channel import Channel
from atiende.ports.desk import Desk
from atiende.ports.store import Change

WAITED = ("queued", "offered")
MOST = 10_000
SYSTEM = "system"


def follow_ended(desk: Desk, change: Change, before: Interaction, unsaid: str = "") -> None:
    """Inside the change that ends a call; `before` is its work as it stood while he was there. `unsaid`: the queue of
    a message that he was to speak and did not."""
    waits, waited = before.state in WAITED, change.at - before.since
    queue = before.queue if waits else unsaid
    rules = settings_of.rules_of(change, queue).voice
    gave_up = waits and waited > rules.recall_after_seconds * 1000
    if before.direction != "in" or not (gave_up or (unsaid and before.state == "in_flow")):
        return
    content = change.get(CallContent, before.id)
    owed = _owed(change, before.customer)
    callback = owed.callback if owed is not None else ""
    if not callback and rules.recall and content is not None and content.number:
        callback = _call_back(desk, change, replace(before, queue=queue), content.number)
    missed = f.CallMissed(
        interaction=before.id,
        conversation=before.conversation,
        customer=before.customer,
        brand=before.brand,
        queue=queue,
        endpoint=before.endpoint,
        waited_ms=waited,
        callback=callback,
    )
    change.record(missed, actor=f"customer:{before.customer}")


def _call_back(desk: Desk, change: Change, before: Interaction, number: str) -> str:
    """Work of its own, at the place he had in the queue, if he waited in one."""
    conversation = conversation_of(change, before.conversation)
    callback = desk.ids.new("itr")
    change.record(
        f.CallbackRequested(
            interaction=callback,
            conversation=before.conversation,
            queue=before.queue,
            customer=before.customer,
            since=before.since if before.state in WAITED else change.at,
        ),
        actor=SYSTEM,
    )
    change.put(Callback(interaction=callback, number=number, at=change.at))
    queued = waiting_as_call(desk, change, conversation, before, callback)
    if before.state in WAITED:
        queued = replace(queued, since=before.since, entered=before.entered, step=before.step)
    change.record(replace(queued, why="missed"), actor=SYSTEM)
    return callback


def _owed(change: Change, customer: str) -> MissedCall | None:
    """What he is owed already, whichever of his customers called."""
    for one in person(change, customer):
        for row in change.where(MissedCall, {"customer": one, "state": "waiting"}):
            if row.callback:
                return row
    return None


def settle_missed(channels: Mapping[str, Channel], change: Change, logged: Sequence[f.Logged]) -> None:
    """What follows within a change: whoever is served needs no call back; one that was made is over; and what was said
    in a call that is over is kept no longer."""
    for one in logged:
        if isinstance(one.fact, f.InteractionTaken):
            _served(channels, change, one.fact)
        elif isinstance(one.fact, f.InteractionEnded):
            _made(change, one.fact)
            forget_tries(change, one.fact)
        elif isinstance(one.fact, f.CallEnded):
            change.drop(Speaking, one.fact.interaction)


def _served(channels: Mapping[str, Channel], change: Change, taken: f.InteractionTaken) -> None:
    """By a call or a chat, live; a mail of his that somebody opens is not the talk he wanted."""
    work = change.get(Interaction, taken.interaction)
    live = taken.channel in channels and channels[taken.channel].traits.session
    if work is None or not (live or _same_matter(change, work)):
        return
    for each in person(change, work.customer):
        for row in change.where(MissedCall, {"customer": each, "state": "waiting"}):
            if row.callback != work.id:
                _settle(change, row, "served")
                _drop(change, row.callback)


def _same_matter(change: Change, work: Interaction) -> bool:
    rows = change.where(MissedCall, {"customer": work.customer, "state": "waiting"})
    return any(one.conversation == work.conversation for one in rows)


def _drop(change: Change, callback: str) -> None:
    work = change.get(Interaction, callback) if callback else None
    if work is not None and work.state in (*WAITED, "in_flow") and work.channel == CHANNEL:
        withdraw_offer(change, work, "served")
        end_one(change, work, SYSTEM, SYSTEM)


def _made(change: Change, ended: f.InteractionEnded) -> None:
    """The call back itself is over: was he there?"""
    for row in change.where(MissedCall, {"callback": ended.interaction, "state": "waiting"}):
        call = change.get(Call, ended.interaction)
        reached = ended.how == "done" and (call is None or call.connected_at is not None)
        _settle(change, row, "called_back" if reached else "unreached")


def _settle(change: Change, row: MissedCall, how: str) -> None:
    settled = f.MissedCallSettled(
        interaction=row.interaction, conversation=row.conversation, customer=row.customer, how=how
    )
    change.record(settled, actor=SYSTEM)


async def missed_calls(desk: Desk, tenant: str, since: int, brands: Sequence[str] | None) -> Sequence[MissedCall]:
    """Since a moment (ms UTC), newest first; of these brands, None: of all."""
    rows = await desk.store.reading(tenant).where(MissedCall, {}, limit=MOST)
    found = [one for one in rows if one.at >= since and (brands is None or one.brand in brands)]
    return sorted(found, key=lambda one: (-one.at, one.interaction))


async def voicemails(desk: Desk, tenant: str, since: int, brands: Sequence[str] | None) -> Sequence[Voicemail]:
    """The same of messages that callers left."""
    rows = await desk.store.reading(tenant).where(Voicemail, {}, limit=MOST)
    found = [one for one in rows if one.at >= since and (brands is None or one.brand in brands)]
    return sorted(found, key=lambda one: (-one.at, one.interaction))


async def recovery_of(desk: Desk, tenant: str, since: int, brands: Sequence[str] | None) -> Recovery:
    return recovery(await missed_calls(desk, tenant, since, brands))
