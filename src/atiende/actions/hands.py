"""Asking a supervisor for help with a conversation, and taking that back."""

from atiende.actions.conversations import conversation_of
from atiende.actions.replies import Note, add_note
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.errors import WrongState
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def raise_hand(desk: Desk, tenant: str, agent: str, conversation_id: str, word: str = "") -> None:
    """The supervisors see it at once; `word` stays as a note for colleagues. Raised already is no error.

    Raises NotFound, WrongState for a closed one.
    """

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        if conversation.status == "closed":
            raise WrongState(state="closed")
        if word.strip():
            wording = Note(client_id=desk.ids.new("nte"), text=word.strip())
            add_note(change, conversation, agent, wording, desk.ids.new("msg"))
        if conversation.hand_raised_at is None:
            change.record(f.HandRaised(conversation=conversation_id, agent=agent), actor=f"agent:{agent}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def lower_hand(desk: Desk, tenant: str, by: str, conversation_id: str) -> None:
    """Seen to, or needed no more. Not raised is no error. Raises NotFound."""

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        lower(change, conversation, by)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def lower(change: Change, conversation: Conversation, by: str) -> None:
    """Inside a change."""
    if conversation.hand_raised_at is not None:
        whose = conversation.agent or by
        change.record(f.HandLowered(conversation=conversation.id, agent=whose, by=by), actor=f"agent:{by}")
