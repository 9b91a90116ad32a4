"""One step for many conversations: each is its own change, and each says how it went."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, Field

from atiende.actions import conversations as steps
from atiende.actions import labels, transfers
from atiende.actions.wrap_up import Outcome, resolve_with
from atiende.api.asked import Asked
from atiende.api.permissions import conversation_for, needs
from atiende.api.problems import language_of, text
from atiende.api.shapes import Shape
from atiende.api.steps import millis
from atiende.domain.conversation import Conversation
from atiende.domain.errors import Invalid, Refusal

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

Reads = Annotated[Asked, needs("conversation.read")]
Ident = Annotated[str, Field(max_length=64)]
MOST = 200
NAMES: Mapping[str, str] = {
    "take": "conversation.reply",
    "assign": "conversation.assign",
    "release": "conversation.reply",
    "priority": "conversation.reply",
    "tag": "conversation.reply",
    "kind": "conversation.reply",
    "snooze": "conversation.close",
    "pend": "conversation.close",
    "resolve": "conversation.close",
    "reopen": "conversation.close",
    "transfer": "conversation.transfer",
    "read": "conversation.read",
    "unread": "conversation.read",
}
"""What may be done to many, and what each asks for on each of them."""


class BulkWanted(BaseModel):
    """Only the fields of its `do` count."""

    ids: Annotated[list[Ident], Field(min_length=1, max_length=MOST)]
    do: Literal[
        "take", "assign", "release", "priority", "tag", "kind", "snooze", "pend", "resolve", "reopen", "transfer",
        "read", "unread",
    ]  # fmt: skip
    agent: Ident = ""
    queue: Ident = ""
    priority: int = Field(default=3, ge=1, le=5)
    add: Annotated[list[Ident], Field(max_length=20)] = []
    remove: Annotated[list[Ident], Field(max_length=20)] = []
    kind: Ident = ""
    until: AwareDatetime | None = None
    disposition: Ident = ""
    reason: Ident = ""
    note: str = Field(default="", max_length=20_000)


class BulkItem(Shape):
    """`code` and `detail` say why it was not done."""

    id: str
    done: bool
    code: str = ""
    detail: str = ""


class BulkDone(Shape):
    items: list[BulkItem]


@router.post("/bulk", response_model=BulkDone)
async def step_many(asked: Reads, request: Request, wanted: BulkWanted) -> BulkDone:
    """Does one thing to each, in order; what one refuses does not keep the others from it."""
    step = _step(asked, wanted)
    return BulkDone(items=[await _one(asked, request, wanted, each, step) for each in dict.fromkeys(wanted.ids)])


Step = Callable[[Conversation], Awaitable[object]]


async def _one(asked: Asked, request: Request, wanted: BulkWanted, conversation: str, step: Step) -> BulkItem:
    try:
        found = await conversation_for(asked, conversation, NAMES[wanted.do])
        if wanted.do == "take" and found.agent not in (None, asked.viewer.user):
            await conversation_for(asked, conversation, "conversation.assign")
        await step(found)
    except Refusal as refusal:
        detail = text(language_of(request), f"{refusal.code}.detail", dict(refusal.params))
        return BulkItem(id=conversation, done=False, code=refusal.code, detail=detail)
    return BulkItem(id=conversation, done=True)


def _step(asked: Asked, wanted: BulkWanted) -> Step:
    return (_life(asked, wanted) or _marks(asked, wanted))[wanted.do]


def _life(asked: Asked, wanted: BulkWanted) -> Mapping[str, Step] | None:
    """Whose it is and whether it is in work."""
    desk, tenant, by = asked.desk, asked.tenant, asked.viewer.author
    outcome = Outcome(disposition=wanted.disposition, reason=wanted.reason, note=wanted.note)
    target = transfers.Target(queue=wanted.queue, agent=wanted.agent)
    found: dict[str, Step] = {
        "take": lambda one: steps.take_conversation(desk, tenant, _person(asked), one.id),
        "assign": lambda one: steps.assign_conversation(desk, tenant, by, one.id, wanted.agent),
        "release": lambda one: steps.release_conversation(desk, tenant, by, one.id),
        "snooze": lambda one: steps.snooze_conversation(desk, tenant, by, one.id, _moment(wanted)),
        "pend": lambda one: steps.pend_conversation(desk, tenant, by, one.id),
        "resolve": lambda one: resolve_with(desk, tenant, by, one.id, outcome),
        "reopen": lambda one: steps.reopen_conversation(desk, tenant, by, one.id),
        "transfer": lambda one: transfers.transfer_conversation(desk, tenant, by, one.id, target, wanted.note),
    }
    return found if wanted.do in found else None


def _marks(asked: Asked, wanted: BulkWanted) -> Mapping[str, Step]:
    """What it is marked with, and who has read it."""
    desk, tenant, by = asked.desk, asked.tenant, asked.viewer.author
    return {
        "priority": lambda one: steps.set_priority(desk, tenant, by, one.id, wanted.priority),
        "tag": lambda one: labels.set_tags(desk, tenant, by, one.id, wanted.add, wanted.remove),
        "kind": lambda one: labels.set_kind(desk, tenant, by, one.id, wanted.kind),
        "read": lambda one: steps.mark_seen(desk, tenant, _person(asked), one.id, one.last),
        "unread": lambda one: steps.mark_unseen(desk, tenant, _person(asked), one.id),
    }


def _moment(wanted: BulkWanted) -> int:
    if wanted.until is None:
        raise Invalid(field="until", reason="required")
    return millis(wanted.until)


def _person(asked: Asked) -> str:
    """Only a person takes and reads; a key does not."""
    if not asked.viewer.user:
        raise Invalid(field="do", reason="not_a_choice")
    return asked.viewer.user
