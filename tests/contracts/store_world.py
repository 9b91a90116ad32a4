"""What the store's tests share: opening one, and a few changes as the actions make them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.message import Message, MessageContent, Origin
from atiende.domain.work import Timer
from atiende.ports.store import Change
from atiende.store.store import SqlStore, open_store

TENANT = "ten_a"
OTHER = "ten_b"


def opened(url: str, bus: MemoryBus | None = None) -> AbstractAsyncContextManager[SqlStore]:
    return open_store(url, bus=bus or MemoryBus(), clock=SystemClock())


def open_conversation(name: str, customer: str = "cus_1") -> Callable[[Change], int]:
    """A new conversation with a waiting interaction; answers its number."""

    def decide(change: Change) -> int:
        number = change.number("conversation")
        change.record(
            f.ConversationOpened(
                conversation=name, customer=customer, brand="acme", channel="webchat", number=number, queue="general"
            ),
            f.InteractionQueued(
                interaction=f"itr_{name}",
                conversation=name,
                customer=customer,
                brand="acme",
                channel="webchat",
                endpoint="chat",
                queue="general",
                since=change.at,
            ),
            actor="system",
        )
        return number

    return decide


def receive(conversation: str, origin: str) -> Callable[[Change], int]:
    """A customer's message, applied once; answers its position."""

    def decide(change: Change) -> int:
        known = change.get(Origin, "chat", origin)
        if known is not None:
            return known.position
        row = change.get(Conversation, conversation)
        assert row is not None
        position, message = row.last + 1, f"msg_{conversation}_{origin}"
        change.record(
            f.MessageReceived(
                message=message,
                conversation=conversation,
                interaction=f"itr_{conversation}",
                customer=row.customer,
                channel="webchat",
                endpoint="chat",
                position=position,
            ),
            actor=f"customer:{row.customer}",
        )
        change.put(MessageContent(id=message, conversation=conversation, text=f"Hola {origin}"))
        change.put(
            Origin(endpoint="chat", origin=origin, message=message, position=position, conversation=conversation)
        )
        change.put(Timer(kind="silence", key=f"itr_{conversation}", due=change.at + 900_000))
        return position

    return decide


async def positions(store: SqlStore, tenant: str, conversation: str) -> list[int]:
    rows = await store.reading(tenant).where(Message, {"conversation": conversation}, limit=100_000)
    return sorted(row.position for row in rows)
