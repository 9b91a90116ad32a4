"""What was promised to a customer, and what colleagues have to do: with an owner, a date and an end."""

from typing import ClassVar

from atiende.domain.row import Content, Projection


class Commitment(Projection, frozen=True, kw_only=True):
    """`kind`: promise (to the customer) or task. `state`: open, kept or withdrawn. `owner` empty: anybody."""

    TABLE: ClassVar[str] = "commitments"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("customer", "state"),
        ("conversation",),
        ("owner", "state", "due"),
        ("state", "due"),
    )
    id: str
    kind: str
    customer: str
    conversation: str | None
    owner: str
    state: str
    made_at: int
    made_by: str
    due: int | None = None
    overdue: bool = False
    ended_at: int | None = None


class CommitmentText(Content, frozen=True, kw_only=True):
    """`source` is the message it was made in, if it was made from one."""

    TABLE: ClassVar[str] = "commitment_texts"
    id: str
    text: str
    source: str = ""
