"""Calls that nobody took, and what became of them."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.domain.missed import MissedCall, Voicemail
from atiende.store.projections.rows import Rows, log_only, need, on

log_only(f.CallerBlocked, f.CallerUnblocked)


@on(f.VoicemailLeft)
def message_left(rows: Rows, logged: Logged, fact: f.VoicemailLeft) -> None:
    rows.put(
        Voicemail(
            interaction=fact.interaction,
            conversation=fact.conversation,
            customer=fact.customer,
            brand=need(rows.get(Interaction, fact.call), fact).brand,
            queue=fact.queue,
            call=fact.call,
            recording=fact.recording,
            at=logged.at,
            seconds=fact.seconds,
        )
    )


@on(f.CallMissed)
def missed(rows: Rows, logged: Logged, fact: f.CallMissed) -> None:
    rows.put(
        MissedCall(
            interaction=fact.interaction,
            conversation=fact.conversation,
            customer=fact.customer,
            brand=fact.brand,
            queue=fact.queue,
            at=logged.at,
            waited_ms=fact.waited_ms,
            callback=fact.callback,
        )
    )


@on(f.CallbackUnreached)
def called_in_vain(rows: Rows, logged: Logged, fact: f.CallbackUnreached) -> None:
    """He is owed the next call now."""
    if fact.again:
        for row in rows.where(MissedCall, {"callback": fact.interaction, "state": "waiting"}):
            rows.put(replace(row, callback=fact.again))


@on(f.MissedCallSettled)
def settled(rows: Rows, logged: Logged, fact: f.MissedCallSettled) -> None:
    row = rows.get(MissedCall, fact.interaction)
    if row is not None:
        rows.put(replace(row, state=fact.how, settled_at=logged.at))
