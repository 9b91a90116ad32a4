"""Errands of flows: what is to be done outside is durable before it is begun, and what came of it moves the session on.

An errand that was begun and never ended (the server died) is done again under the same key: whoever is asked twice for
the same does it once.
"""

from dataclasses import dataclass
from typing import cast

import msgspec
from msgspec.structs import replace

from atiende.actions import flows
from atiende.actions.flow_effects import own_id
from atiende.actions.flow_secrets import SEALED, opened
from atiende.domain import facts as f
from atiende.domain.flow import Errand, ErrandContent
from atiende.domain.work import Timer
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk
from atiende.ports.payments import Paid
from atiende.ports.store import Change

SYSTEM = "system"
PAID = "paid"
HARMLESS = ("answer", "bot", "identify")
"""They only look: nothing has to be known before they are begun, and doing them twice is doing them once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """`again`: it was begun before, and nobody knows how far it came."""

    errand: Errand
    asked: dict[str, Value]
    again: bool = False


async def begin_errand(desk: Desk, tenant: str, errand_id: str) -> Begun | None:
    """Makes it known that it is begun; None when there is nothing (more) to do."""
    reading = desk.store.reading(tenant)
    row = await reading.get(Errand, errand_id)
    content = await reading.get(ErrandContent, errand_id)
    if row is None or content is None or row.ended_at is not None:
        await desk.store.change(tenant, lambda change: change.drop(Timer, "errand", errand_id), at=desk.clock.now())
        return None
    told = opened(desk.keys, content.asked)
    asked = cast(dict[str, Value], msgspec.json.decode(told, type=dict[str, object]))
    begun = Begun(errand=row, asked=asked, again=row.state == "started")
    if row.kind in HARMLESS or begun.again:
        return begun

    def decide(change: Change) -> None:
        change.record(f.ErrandStarted(errand=errand_id, interaction=row.interaction), actor=SYSTEM)

    await desk.store.change(tenant, decide, at=desk.clock.now())
    return begun


async def end_errand(desk: Desk, tenant: str, errand: Errand, outcome: Outcome) -> None:
    """What came of it; the flow goes on with it in the same change, if it still waits for it."""

    def decide(change: Change) -> None:
        now = change.get(Errand, errand.id)
        change.drop(Timer, "errand", errand.id)
        if now is None or now.ended_at is not None:
            return
        change.record(_ended(now, outcome.result, outcome.why), actor=SYSTEM)
        content = change.get(ErrandContent, errand.id)
        if content is not None:
            kept = "" if content.asked.startswith(SEALED) else content.asked
            change.put(replace(content, asked=kept, answered=msgspec.json.encode(outcome.values).decode()))
        flows.hear_outcome(desk, change, errand.interaction, replace(outcome, errand=own_id(errand.id)))

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Errand, (errand.id,))])


async def note_paid(desk: Desk, tenant: str, account: str, paid: Paid) -> bool:
    """The provider of this account says that he has paid. Twice is once; a sum that was not asked for, or asked of
    another account, is not believed. Answers whether it is known as paid now."""

    def decide(change: Change) -> bool:
        row, content = change.get(Errand, paid.reference), change.get(ErrandContent, paid.reference)
        if row is None or content is None or row.kind != "payment" or row.state != "ok":
            return False
        asked = msgspec.json.decode(content.asked, type=dict[str, object])
        wanted = (asked.get("payment"), asked.get("amount"), asked.get("currency"))
        if wanted != (account, paid.amount, paid.currency):
            return False
        if row.why == PAID:
            return True
        change.record(_ended(row, "ok", PAID), actor=SYSTEM)
        outcome = Outcome(errand=own_id(paid.reference), result="ok", values={"paid": True})
        flows.hear_outcome(desk, change, row.interaction, outcome)
        return True

    return await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Errand, (paid.reference,))])


def _ended(row: Errand, result: str, why: str) -> f.ErrandEnded:
    return f.ErrandEnded(
        errand=row.id,
        interaction=row.interaction,
        conversation=row.conversation,
        kind=row.kind,
        result=result,
        why=why,
    )
