"""What a customer's message sets off besides its own work: held replies called back, an acknowledgement asked for."""

from atiende.actions import settings_of
from atiende.actions.notices import any_in_force
from atiende.actions.recall import recall_answered
from atiende.domain.conversation import Conversation
from atiende.domain.work import Timer
from atiende.ports.store import Change

CLAIMS = ("complaint", "claim")
"""Kinds whose reference is told to the customer by the rule `claims`."""


def follow_message(change: Change, conversation: Conversation, *, begins: bool) -> None:
    """`begins`: it began new work, and a person seems to have written it: a machine may answer."""
    recall_answered(change, conversation.id)
    if not begins:
        return
    brand = settings_of.brand_of(change, conversation.brand)
    told = any_in_force(change, conversation.brand)
    if brand.out_of_hours or brand.acknowledge == "always" or told:
        ask_acknowledgement(change, conversation.id)


def follow_kind(change: Change, conversation: Conversation, kind: str) -> None:
    """A person has said what it is; a complaint or claim gets its reference at once."""
    if kind in CLAIMS and settings_of.brand_of(change, conversation.brand).acknowledge != "never":
        ask_acknowledgement(change, conversation.id)


def ask_acknowledgement(change: Change, conversation_id: str) -> None:
    """A timer that is due: decided in a change of its own, so that what comes in never waits for it or fails by it."""
    change.put(Timer(kind="acknowledge", key=conversation_id, due=change.at))
