"""What is going on at the very moment the demo's past ends: a hand raised, drafts begun, tasks, mentions."""

from collections.abc import Awaitable
from random import Random

from atiende.actions.commitments import Wanted, make_commitment
from atiende.actions.drafts import save_draft
from atiende.actions.hands import raise_hand
from atiende.actions.presence import choose_state
from atiende.actions.replies import Note, write_note
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Refusal
from atiende.domain.message import Draft
from atiende.integrations.demo.clockwork import HOUR_MS
from atiende.ports.desk import Desk

MENTIONS = (
    ("iker", "¿Puedes mirar esto, {name}? Lo del descuento por cantidad lo llevaste tú."),
    ("noelia", "{name}, cuando puedas confírmame si la pieza salió ayer."),
    ("ines", "{name}: el abono está hecho, falta avisar al cliente."),
)
TASKS = (
    ("Llamar al transportista por las dos cajas que faltan", 3),
    ("Enviar el justificante al banco", -2),
    ("Repasar con el técnico la visita del jueves", 22),
)
DRAFTS = (
    "Buenos días:\n\nHe hablado con el almacén y la pieza sale hoy. En cuanto tenga el número de seguimiento",
    "Hola:\n\nTras revisar la factura, veo que el importe",
)


async def close_the_day(desk: Desk, tenant: str, people: dict[str, str], chance: Random) -> None:
    """Each by itself: what is not possible any more is left out."""
    for state, reason in (("paused", "training"), ("offline", "")):  # he was there a moment ago
        await choose_state(desk, tenant, people["admin"], state, reason)
    reading = desk.store.reading(tenant)
    open_now = [
        one
        for one in await reading.where(Conversation, {"status": "open"}, limit=2000)
        if one.agent is not None and one.last
    ]
    chance.shuffle(open_now)
    for (by, text), conversation in zip(MENTIONS, open_now, strict=False):
        for key, name in (("ana", "Ana"), ("marta", "Marta")):
            note = Note(client_id=desk.ids.new("dem"), text=text.format(name=f"@{name}"), mentions=(people[key],))
            if key == "ana" or by == "iker":
                await _quietly(write_note(desk, tenant, people[by], conversation.id, note))
    for (text, hours), conversation in zip(TASKS, open_now[3:], strict=False):
        due = desk.clock.now() + max(hours, 1) * HOUR_MS
        task = Wanted(kind="task", text=text, conversation=conversation.id, owner=people["ana"], due=due)
        await _quietly(make_commitment(desk, tenant, people["marta"], task))
    for text, conversation in zip(DRAFTS, open_now[6:], strict=False):
        draft = Draft(agent=str(conversation.agent), conversation=conversation.id, mode="reply", text=text)
        await _quietly(save_draft(desk, tenant, draft))
    if len(open_now) > 9 and open_now[9].agent is not None:
        await _quietly(raise_hand(desk, tenant, open_now[9].agent, open_now[9].id))


async def _quietly(action: Awaitable[object]) -> None:
    try:
        await action
    except Refusal:
        return
