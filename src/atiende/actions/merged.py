"""Where a merged conversation's matter goes on, as long as both customers are still the same person."""

from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.ports.store import Change

DEEPEST = 50
"""Edges followed; nobody merges that often."""


def present(change: Change, conversation: Conversation) -> Conversation:
    """The conversation in which this one's matter goes on: itself, unless it was merged.

    A link between customers that was cut ends it here: what one of them writes must not reach the other's matter.
    """
    found = conversation
    for _ in range(DEEPEST):
        into = change.get(Conversation, found.merged_into) if found.merged_into is not None else None
        if into is None or not same_person(change, found.customer, into.customer):
            return found
        found = into
    return found


def same_person(change: Change, one: str, other: str) -> bool:
    """Whether two customers are one, or linked to be the same person."""
    return one == other or person_of(change, one) == person_of(change, other)


def person_of(change: Change, customer: str) -> str:
    """The customer who stands for him: the one he is linked to, or himself."""
    found = change.get(Customer, customer)
    return found.into or customer if found is not None else customer
