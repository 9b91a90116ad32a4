"""The changes of `atiende bench events`: a customer's message with its rows, and everything the database was told."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import apsw
import asyncpg

from atiende.bench.reference.commits import Statement
from atiende.bus.memory import MemoryBus
from atiende.bus.system import SystemClock
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.interaction import Interaction
from atiende.domain.message import MessageContent, Origin
from atiende.domain.row import Row
from atiende.domain.work import Timer
from atiende.ports.store import Batch, Change, Key
from atiende.store.pooling import Pool, Session
from atiende.store.postgres import PostgresEngine
from atiende.store.sqlite import SqliteEngine
from atiende.store.store import Engine, SqlStore, open_store

PRODUCERS = 64
AT = 1_780_000_000_000
TEXT = "Buenos días, ¿me pueden decir cuándo llega mi pedido? Gracias. " * 3
Published = Callable[[Sequence[Batch]], None]


def opened(number: int) -> Callable[[Change], None]:
    """A conversation with a waiting interaction."""

    conversation, customer = f"cnv_{number:08}", f"cus_{number:08}"
    made = f.ConversationOpened(
        conversation=conversation, customer=customer, brand="main", channel="webchat", number=number, queue="general"
    )
    queued = f.InteractionQueued(
        interaction=f"itr_{number:08}",
        conversation=conversation,
        customer=customer,
        brand="main",
        channel="webchat",
        endpoint="chat",
        queue="general",
        since=AT,
    )

    def decide(change: Change) -> None:
        change.record(made, queued, actor="system")

    return decide


async def receive(store: SqlStore, tenant: str, conversation: int, origin: str) -> None:
    """A customer's message, applied once, durable when this returns."""
    name, interaction = f"cnv_{conversation:08}", f"itr_{conversation:08}"

    def decide(change: Change) -> None:
        row = change.get(Conversation, name)
        if row is None or change.get(Origin, "chat", origin) is not None:
            raise AssertionError(origin)
        message = f"msg_{origin}"
        fact = f.MessageReceived(
            message=message,
            conversation=name,
            interaction=interaction,
            customer=row.customer,
            channel="webchat",
            endpoint="chat",
            position=row.last + 1,
        )
        change.record(fact, actor=f"customer:{row.customer}")
        change.put(MessageContent(id=message, conversation=name, text=TEXT))
        change.put(Origin(endpoint="chat", origin=origin, message=message, position=fact.position, conversation=name))
        change.put(Timer(kind="silence", key=interaction, due=change.at + 900_000))

    reads: list[tuple[type[Row], Key]] = [
        (Origin, ("chat", origin)),
        (Conversation, (name,)),
        (Interaction, (interaction,)),
    ]
    await store.change(tenant, decide, at=AT, reads=reads)


async def prepare(url: str, tenants: Sequence[str], conversations: int) -> None:
    async with open_store(url, bus=MemoryBus(), clock=SystemClock()) as store:
        for tenant in tenants:
            await asyncio.gather(*(store.change(tenant, opened(one), at=AT) for one in range(1, conversations + 1)))


async def closed_loop(store: SqlStore, tenants: Sequence[str], producers: int, each: int, mark: str = "") -> float:
    """Seconds that the producers took, each awaiting its acknowledgements in its own conversation."""

    async def produce(producer: int) -> None:
        tenant = tenants[producer % len(tenants)]
        for number in range(each):
            await receive(store, tenant, 1 + producer // len(tenants), f"{mark}{producer:04}_{number:06}")

    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for producer in range(producers):
            tasks.create_task(produce(producer))
    return time.perf_counter() - began


async def open_loop(store: SqlStore, tenant: str, rate: float, seconds: float, mark: str) -> list[float]:
    """Milliseconds from when each message was due to its acknowledgement."""
    took: list[float] = []

    async def one(number: int, due: float) -> None:
        await receive(store, tenant, 1 + number % PRODUCERS, f"{mark}_{number:06}")
        took.append((time.perf_counter() - due) * 1000)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.create_task(one(number, due))
    return took


# --- writing down what is sent ---------------------------------------------------------------------------------------


class _TracedSqlite(SqliteEngine):
    def __init__(self, path: Path, published: Published, said: list[Statement]) -> None:
        super().__init__(path, published)

        def trace(_cursor: apsw.Cursor, text: str, values: "apsw.Bindings | None") -> bool:
            said.append((text, tuple(values) if values else ()))
            return True

        self._database.connection.exec_trace = trace


@asynccontextmanager
async def traced_sqlite(path: Path, said: list[Statement]) -> AsyncIterator[SqlStore]:
    """A store whose writer's statements are written down in `said`."""

    def begin(published: Published) -> Engine:
        return _TracedSqlite(path, published, said)

    async with open_store(f"sqlite:///{path}", bus=MemoryBus(), clock=SystemClock(), begin=begin) as store:
        said.clear()
        yield store


Turns = dict[str, list[list[Statement]]]


@asynccontextmanager
async def traced_postgres(url: str, turns: Turns) -> AsyncIterator[SqlStore]:
    """A store whose turns are written down, by tenant. Without what only tells the session whose it is."""
    begun: dict[str, list[Statement]] = {}

    class Traced(Session):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.add_query_logger(self._heard)

        def _heard(self, asked: asyncpg.connection.LoggedQuery) -> None:
            if self.serves is None or "set_config" in asked.query:
                return
            turn = begun.setdefault(self.serves, [])
            turn.append((asked.query, tuple(asked.args or ())))
            locked = turn[0][0] == "BEGIN"
            if asked.query == "COMMIT" if locked else asked.query.startswith("WITH head"):
                turns.setdefault(self.serves, []).append(begun.pop(self.serves))

    pool, clock = await Pool.open(url, session=Traced), SystemClock()

    def begin(published: Published) -> Engine:
        return PostgresEngine(pool, published, clock, url)

    async with open_store(url, bus=MemoryBus(), clock=clock, begin=begin, poll=3600) as store:
        begun.clear()
        turns.clear()
        yield store
