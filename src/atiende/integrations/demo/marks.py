"""What the demo centre's agents note about a conversation beside its words: its kind, tags, and what was promised."""

from atiende.domain import facts as f
from atiende.domain.commitment import CommitmentText
from atiende.domain.conversation import Conversation
from atiende.domain.work import Timer
from atiende.integrations.demo.clockwork import DAY_MS
from atiende.integrations.demo.script import Promise
from atiende.ports.desk import Desk
from atiende.ports.store import Change


async def mark_conversation(
    desk: Desk, tenant: str, agent: str, conversation: str, kind: str, tags: tuple[str, ...]
) -> None:
    """Its kind and tags, where they are not what they were."""

    def decide(change: Change) -> None:
        found = change.get(Conversation, conversation)
        if found is None:
            return
        if found.kind != kind:
            change.record(f.KindChanged(conversation=conversation, kind=kind), actor=f"agent:{agent}")
        if tags and found.tags != tags:
            change.record(f.TagsChanged(conversation=conversation, tags=tags), actor=f"agent:{agent}")

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def promise_made(desk: Desk, tenant: str, agent: str, conversation: Conversation, promise: Promise) -> None:
    """A promise to the customer, with its words and its date."""
    commitment = desk.ids.new("cmt")

    def decide(change: Change) -> None:
        due = change.at + int(promise.days * DAY_MS)
        made = f.CommitmentMade(
            commitment=commitment,
            kind="promise",
            customer=conversation.customer,
            conversation=conversation.id,
            owner=agent,
            due=due,
        )
        change.record(made, actor=f"agent:{agent}")
        change.put(CommitmentText(id=commitment, text=promise.text))
        change.put(Timer(kind="commitment", key=commitment, due=due))

    await desk.store.change(tenant, decide, at=desk.clock.now())
