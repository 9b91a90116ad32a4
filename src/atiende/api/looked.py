"""Saying that somebody looked at a customer's record: people's looks are buffered, programs' are written first."""

from atiende.actions.accesses import View
from atiende.api.asked import Asked


async def looked(asked: Asked, customer: str, conversation: str = "", how: str = "screen") -> None:
    """A key's look is durable before its answer; a person's within a second."""
    viewer = asked.viewer
    program = not viewer.user
    view = View(
        viewer=viewer.actor,
        customer=customer,
        how="api" if program else how,
        at=asked.now,
        conversation=conversation,
    )
    if program:
        await asked.accesses.at_once(asked.tenant, view)
    else:
        asked.accesses.note(asked.tenant, view)
