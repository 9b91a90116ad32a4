"""What a visitor may choose instead of waiting: to be called, to be answered by mail, or to read meanwhile."""

from atiende.actions.callbacks import Wanted, request_callback
from atiende.actions.deflection import go_on_by_mail, note_link
from atiende.api.public.said import Frame
from atiende.domain.interaction import Interaction
from atiende.ports.desk import Desk

ALONG = ("queued", "offered")
WAYS = {"callback": "callback", "by_mail": "email", "link": "link"}
"""What he asks for, and as which way it is offered."""


async def take_way(desk: Desk, tenant: str, work: Interaction, frame: Frame) -> None:
    """`frame.op` is callback, by_mail or link. Too late, or what he was not offered, is nothing: nobody has us call a
    number because he knows the word for it. Raises Invalid for a number or address that is none, Unreachable where the
    brand has no mailbox."""
    if work.state not in ALONG or WAYS[frame.op] not in work.ways:
        return
    actor = f"customer:{work.customer}"
    if frame.op == "callback":
        await request_callback(desk, tenant, actor, work.id, Wanted(number=frame.number))
    elif frame.op == "by_mail":
        await go_on_by_mail(desk, tenant, actor, work.id, frame.email)
    else:
        await note_link(desk, tenant, actor, work.id)
