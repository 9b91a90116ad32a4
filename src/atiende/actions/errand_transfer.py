"""A flow's caller goes on to a number outside: ok once somebody there has answered, failed when nobody did."""

from atiende.actions.calls_ending import hang_up_leg
from atiende.actions.calls_moving import transfer_out
from atiende.domain.call import Call
from atiende.domain.errors import Refusal
from atiende.flows.state import Outcome, Value
from atiende.ports.desk import Desk

EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 60.0
FAILED = "failed"


async def transfer(desk: Desk, tenant: str, asked: dict[str, Value]) -> Outcome:
    """Only a call can; the number as it is written in the brand's country."""
    interaction, number = str(asked["interaction"]), str(asked["number"])
    reading = desk.store.reading(tenant)
    call = await reading.get(Call, interaction)
    if call is None or not call.open:
        return Outcome(errand="", result=FAILED, why="not_a_call")
    known = next((one.id for one in call.of("external")), "")
    try:
        leg = known or await transfer_out(desk, tenant, interaction, number)
    except Refusal as refusal:
        return Outcome(errand="", result=FAILED, why=str(refusal.params.get("reason", refusal.code)))
    return await _answered(desk, tenant, interaction, leg)


async def _answered(desk: Desk, tenant: str, interaction: str, leg: str) -> Outcome:
    until = desk.clock.elapsed() + PATIENCE_SECONDS
    while desk.clock.elapsed() < until:
        call = await desk.store.reading(tenant).get(Call, interaction)
        found = call.leg(leg) if call is not None and call.open else None
        if found is None:
            return Outcome(errand="", result=FAILED, why="no_answer")
        if found.state == "up":
            return Outcome(errand="", result="ok")
        await desk.clock.sleep(EVERY_SECONDS)
    await hang_up_leg(desk, tenant, leg, "system")
    return Outcome(errand="", result=FAILED, why="no_answer")
