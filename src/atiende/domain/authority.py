"""Making sure who it is, and who may decide what: verification of customers, limits by role, approvals."""

from typing import ClassVar

from atiende.domain.desk_documents import Decision
from atiende.domain.row import Content, Projection


class Verification(Projection, frozen=True, kw_only=True):
    """The last time a customer was verified in a conversation; it holds until `until`."""

    TABLE: ClassVar[str] = "verifications"
    KEY: ClassVar[tuple[str, ...]] = ("conversation", "customer")
    conversation: str
    customer: str
    agent: str
    method: str
    at: int
    until: int
    failed: int = 0


class DecisionTaken(Projection, frozen=True, kw_only=True):
    """`state`: asked, made, refused or withdrawn. `amount` is in hundredths of the unit."""

    TABLE: ClassVar[str] = "decisions"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("conversation",), ("state", "asked_at"), ("customer",))
    id: str
    conversation: str
    customer: str
    kind: str
    amount: int
    agent: str
    state: str
    asked_at: int
    decided_at: int | None = None
    decided_by: str | None = None


class DecisionNote(Content, frozen=True, kw_only=True):
    """Why it was asked for, and why it was refused."""

    TABLE: ClassVar[str] = "decision_notes"
    id: str
    asked: str = ""
    answered: str = ""


class VerificationCode(Content, frozen=True, kw_only=True):
    """A code on its way to an address on file: only its keyed hash is kept; `tries` counts wrong ones."""

    TABLE: ClassVar[str] = "verification_codes"
    KEY: ClassVar[tuple[str, ...]] = ("conversation",)
    conversation: str
    customer: str
    identity: str
    hash: str
    expires_at: int
    tries: int = 0


def limit_of(rules: Decision, role: str) -> int:
    """How far a role decides alone, in hundredths of the unit; 0 for a role the document does not name."""
    return max((one.amount for one in rules.limits if one.role == role), default=0)
