"""Promises to customers and tasks among colleagues: made, altered, kept, withdrawn, and overdue by the clock.

Each has an owner (or anybody), words, and often a date. A promise outlives its conversation: whoever speaks with the
customer next sees it.
"""

from msgspec import Struct

from atiende.actions.alarms import rang
from atiende.domain import facts as f
from atiende.domain.agent import Agent
from atiende.domain.commitment import Commitment, CommitmentText
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Customer
from atiende.domain.errors import Invalid, NotFound, WrongState
from atiende.domain.message import Message
from atiende.domain.work import Changed, Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KINDS = ("promise", "task")
TIMER = "commitment"
LONGEST = 2000
FURTHEST_MS = 5 * 366 * 86_400_000


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be done. Either `conversation`, whose customer it is for, or `customer` alone. `due` is ms UTC."""

    kind: str
    text: str
    conversation: str = ""
    customer: str = ""
    owner: str = ""
    due: int | None = None
    source: str = ""


class Altered(Struct, frozen=True, kw_only=True):
    """None leaves a value as it is; `undated` takes the date away."""

    text: str | None = None
    owner: str | None = None
    due: int | None = None
    undated: bool = False


async def make_commitment(desk: Desk, tenant: str, author: str, wanted: Wanted) -> str:
    """Answers its id. Raises Invalid, NotFound."""
    return await desk.store.change(
        tenant, lambda change: add_commitment(desk, change, author, wanted), at=desk.clock.now()
    )


def add_commitment(desk: Desk, change: Change, author: str, wanted: Wanted) -> str:
    """The same inside a change: macros make tasks too."""
    if wanted.kind not in KINDS:
        raise Invalid(field="kind", reason="unknown")
    text = _text(wanted.text)
    _check_due(change, wanted.due)
    _check_owner(change, wanted.owner)
    customer = _customer(change, wanted)
    ident = desk.ids.new("cmt")
    change.record(
        f.CommitmentMade(
            commitment=ident,
            kind=wanted.kind,
            customer=customer,
            conversation=wanted.conversation or None,
            owner=wanted.owner,
            due=wanted.due,
        ),
        actor=f"agent:{author}",
    )
    change.put(CommitmentText(id=ident, text=text, source=wanted.source))
    _wind(change, ident, wanted.due)
    return ident


async def alter_commitment(desk: Desk, tenant: str, author: str, commitment_id: str, altered: Altered) -> None:
    """Other words, another owner or date; what had ended is open again by a new owner or date. Raises Invalid,
    NotFound, WrongState for other words of what has ended."""

    def decide(change: Change) -> None:
        before = commitment_of(change, commitment_id)
        if altered.text is not None:
            _reword(change, before, author, _text(altered.text))
        owner = before.owner if altered.owner is None else altered.owner
        due = None if altered.undated else before.due if altered.due is None else altered.due
        if (owner, due) == (before.owner, before.due):
            return
        if owner != before.owner:
            _check_owner(change, owner)
        if due != before.due:
            _check_due(change, due)
        _changed(change, before, owner, due, author)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def reopen_commitment(desk: Desk, tenant: str, author: str, commitment_id: str) -> None:
    """It is still to be done. One that is open already stays as it is. Raises NotFound."""

    def decide(change: Change) -> None:
        before = commitment_of(change, commitment_id)
        if before.state != "open":
            _changed(change, before, before.owner, before.due, author)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def end_commitment(desk: Desk, tenant: str, author: str, commitment_id: str, how: str) -> None:
    """`how`: kept or withdrawn. Twice is once. Raises NotFound, WrongState when it has ended the other way."""

    def decide(change: Change) -> None:
        before = commitment_of(change, commitment_id)
        if before.state == how:
            return
        if before.state != "open":
            raise WrongState(state=before.state)
        change.record(
            f.CommitmentEnded(commitment=before.id, conversation=before.conversation, how=how),
            actor=f"agent:{author}",
        )
        change.drop(Timer, TIMER, before.id)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def note_overdue(desk: Desk, tenant: str, commitment_id: str) -> None:
    """Its date has passed: its owner and the supervisors are told. One that ended meanwhile is left alone."""

    def decide(change: Change) -> None:
        found = commitment_of(change, commitment_id)
        if rang(change, TIMER, commitment_id) and found.state == "open" and not found.overdue:
            change.record(
                f.CommitmentOverdue(commitment=found.id, conversation=found.conversation, owner=found.owner),
                actor="system",
            )

    await desk.store.change(tenant, decide, at=desk.clock.now())


def commitment_of(change: Change, commitment_id: str) -> Commitment:
    """Raises NotFound."""
    found = change.get(Commitment, commitment_id)
    if found is None:
        raise NotFound(kind="commitment", id=commitment_id)
    return found


def _changed(change: Change, before: Commitment, owner: str, due: int | None, author: str) -> None:
    change.record(
        f.CommitmentChanged(commitment=before.id, conversation=before.conversation, owner=owner, due=due),
        actor=f"agent:{author}",
    )
    _wind(change, before.id, due)


def _reword(change: Change, before: Commitment, author: str, text: str) -> None:
    """The old words are kept beside the fact: a promise is not quietly another one."""
    known = change.get(CommitmentText, before.id) or CommitmentText(id=before.id, text="")
    if known.text == text:
        return
    if before.state != "open":
        raise WrongState(state=before.state)
    seq = change.record(
        f.CommitmentChanged(commitment=before.id, conversation=before.conversation, owner=before.owner, due=before.due),
        actor=f"agent:{author}",
    )
    change.put(Changed(seq=seq, subject=before.id, field="text", old=known.text, new=text))
    change.put(CommitmentText(id=before.id, text=text, source=known.source))


def _wind(change: Change, commitment_id: str, due: int | None) -> None:
    if due is None:
        change.drop(Timer, TIMER, commitment_id)
    else:
        change.put(Timer(kind=TIMER, key=commitment_id, due=due))


def _customer(change: Change, wanted: Wanted) -> str:
    """Whose it is: the conversation's customer, or the one named. Raises Invalid, NotFound."""
    if wanted.source:
        message = change.get(Message, wanted.source)
        if message is None or message.conversation != wanted.conversation:
            raise NotFound(kind="message", id=wanted.source)
    if wanted.conversation:
        conversation = change.get(Conversation, wanted.conversation)
        if conversation is None:
            raise NotFound(kind="conversation", id=wanted.conversation)
        return conversation.customer
    if not wanted.customer:
        raise Invalid(field="customer", reason="required")
    if change.get(Customer, wanted.customer) is None:
        raise NotFound(kind="customer", id=wanted.customer)
    return wanted.customer


def _text(text: str) -> str:
    kept = text.strip()
    if not kept:
        raise Invalid(field="text", reason="required")
    if len(kept) > LONGEST:
        raise Invalid(field="text", reason="too_long")
    return kept


def _check_due(change: Change, due: int | None) -> None:
    if due is not None and not change.at < due <= change.at + FURTHEST_MS:
        raise Invalid(field="due", reason="not_in_future")


def _check_owner(change: Change, owner: str) -> None:
    found = change.get(Agent, owner) if owner else None
    if owner and (found is None or not found.ability.active):
        raise Invalid(field="owner", reason="unknown")
