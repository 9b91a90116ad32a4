"""Whether something came since the agent looked: nobody answers past a colleague's answer without knowing it."""

from atiende.domain.conversation import Conversation
from atiende.domain.errors import CameMeanwhile
from atiende.domain.message import Message
from atiende.ports.store import Change

MOST = 200
"""Positions looked back over; who saw less than that has not looked at all."""


def check_nothing_came(change: Change, conversation: Conversation, author: str, seen: int | None, live: bool) -> None:
    """`live`: a chat, in which the customer always writes meanwhile: there only colleagues' answers count.

    `seen` None: nobody looked, nothing is asked. Raises CameMeanwhile with how many messages came.
    """
    if seen is None or seen >= conversation.last:
        return
    since = range(max(seen, conversation.last - MOST) + 1, conversation.last + 1)
    came = sum(1 for position in since if _counts(change, (conversation.id, position), author, live))
    if came:
        raise CameMeanwhile(count=came, seen=seen)


def _counts(change: Change, place: tuple[str, int], author: str, live: bool) -> bool:
    conversation, position = place
    for one in change.where(Message, {"conversation": conversation, "position": position}):
        if one.direction == "in":
            return not live
        return one.direction == "out" and not one.automatic and one.author != author
    return False
