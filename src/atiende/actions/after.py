"""What happens to a conversation when a reply goes: resolved, put off or waiting for the customer, in the same step."""

from msgspec import Struct

from atiende.actions.conversations import conversation_of, pend_in, resolve_in, snooze_in
from atiende.ports.desk import Desk
from atiende.ports.store import Change

STATUS = {"resolve": "resolved", "pend": "pending", "snooze": "snoozed"}


class After(Struct, frozen=True, kw_only=True):
    """`step`: "", resolve with `outcome` (disposition, reason) and its `note`, snooze `until` (ms UTC), or pend."""

    step: str = ""
    outcome: tuple[str, str] = ("", "")
    note: str = ""
    until: int = 0


NOTHING = After()


def take_after(desk: Desk, change: Change, conversation_id: str, agent: str, after: After) -> None:
    """Inside a change; a conversation that is there already is left alone. Raises Invalid, WrongState."""
    conversation = conversation_of(change, conversation_id)
    if not after.step or conversation.status == STATUS[after.step]:
        return
    if after.step == "resolve":
        resolve_in(change, conversation, agent, after.outcome, after.note)
    elif after.step == "pend":
        pend_in(desk, change, conversation, agent)
    else:
        snooze_in(desk, change, conversation, agent, after.until)
