"""Connections to PostgreSQL: each session says whose rows it may see, and nobody waits for ever on a dead one.

Row-level security lets a session see and write the rows of the tenant in its setting `atiende.tenant`, whatever its
statements forget. A session remembers its tenant, so that it costs a question only where that changes. A connection
whose answer does not come is given up without asking the server to cancel: a commit that waits for the standby would
be acknowledged by that although it may yet be lost.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from typing import TypeAlias, TypeVar, cast

import asyncpg

from atiende.domain.errors import StoreFull
from atiende.store.sql import EVERYBODY

T = TypeVar("T")
Asked: TypeAlias = tuple[str, Sequence[object]]
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

CONNECTIONS = 12
RESERVED = 2
"""Of them, for what is asked across tenants: a node's beat waits for nobody's line and nobody's report."""
READS = 8
"""Views at the same time: slow ones leave room for the lines."""
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 12.0
"""How long the server may take over one statement of the line before its connection is given up."""
READ_SECONDS = 30.0
"""The same for a view: reports of years may take this long."""
SHORT_SECONDS = 4.0
"""The same for what is asked across tenants: small and often, a node's beat among it, which must not wait for long."""
READ_TRIES = 4

SETTINGS = {
    "jit": "off",
    "application_name": "atiende",
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "5s",  # a frozen node must not hold a tenant's head
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10s",
}

REFUSALS = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,
    asyncpg.InvalidAuthorizationSpecificationError,  # these: somebody is at work on the server
    asyncpg.InvalidCatalogNameError,
    asyncpg.ObjectNotInPrerequisiteStateError,  # "not currently accepting connections"
)
GONE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.ReadOnlySQLTransactionError,
)
"""Another connection may do better: this one was cut, or its server writes no more."""


def refused(error: BaseException) -> StoreFull:
    return StoreFull(reason=type(error).__name__)


class Session(asyncpg.Connection):  # type: ignore[misc] # asyncpg says nothing of its types
    """A connection that knows whose rows it may see."""

    serves: str | None = None

    async def serve(self, tenant: str) -> None:
        """From now on its statements see this tenant's rows and no others."""
        if self.serves != tenant:
            self.serves = None
            await self.fetchval("SELECT set_config('atiende.tenant', $1, false)", tenant)
            self.serves = tenant


def give_up(connection: Connection) -> None:
    """Closes it without a word to the server; the pool may have taken it back already, and makes another one."""
    with suppress(asyncpg.InterfaceError):
        connection.terminate()


def is_gone(connection: Connection) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True


@contextmanager
def patient(connection: Connection, seconds: float = ANSWER_SECONDS) -> Iterator[None]:
    """Gives the connection up when what is awaited inside takes longer."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    giving_up = loop.call_at(end, give_up, connection)
    try:
        yield
    except AttributeError as error:
        # An answer that comes in the very turn in which it is given up: asyncpg goes on with what is no longer there.
        if loop.time() < end or not is_gone(connection):
            raise
        raise asyncpg.ConnectionDoesNotExistError("given up") from error
    finally:
        giving_up.cancel()


async def tidy(connection: Connection) -> None:
    """Ends what a failed turn left open; nothing else of a session is ever changed."""
    if not is_gone(connection) and connection.is_in_transaction():
        await connection.execute("ROLLBACK")


class Pool:
    """The sessions of one process."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool
        self._room = asyncio.Semaphore(CONNECTIONS - RESERVED)
        self._views = asyncio.Semaphore(READS)

    @classmethod
    async def open(cls, url: str, session: type[Session] = Session) -> "Pool":
        pool = await asyncpg.create_pool(
            url,
            min_size=2,
            max_size=CONNECTIONS,
            timeout=CONNECT_SECONDS,
            connection_class=session,
            statement_cache_size=500,
            max_cacheable_statement_size=0,
            reset=tidy,
            server_settings=SETTINGS,
        )
        return cls(pool)

    @property
    def crowded(self) -> bool:
        """Whoever has a session for long should let others have it in between."""
        return self._room.locked()

    @asynccontextmanager
    async def session(self, tenant: str) -> AsyncIterator[Connection]:
        """One that sees this tenant's rows. After a connection was cut, those that are idle are made anew."""
        room = nullcontext() if tenant == EVERYBODY else self._room
        async with room, self._pool.acquire() as connection:
            try:
                with patient(connection, SHORT_SECONDS if tenant == EVERYBODY else ANSWER_SECONDS):
                    await _serve(connection, tenant)
                yield connection
            except GONE:
                give_up(connection)
                raise
            finally:
                if is_gone(connection):
                    await self._pool.expire_connections()

    async def fetch(self, tenant: str, statement: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        """The rows of a statement that writes nothing."""
        [found] = await self.fetch_each(tenant, [(statement, values)])
        return found

    async def fetch_each(self, tenant: str, asked: Sequence[Asked]) -> list[list[tuple[object, ...]]]:
        """Several by one session. It may have been cut since it was last used; then another one is asked."""
        problem: BaseException = StoreFull(reason="closed")
        views = nullcontext() if tenant == EVERYBODY else self._views
        for _ in range(READ_TRIES):
            try:
                async with views, self.session(tenant) as connection:
                    with patient(connection, SHORT_SECONDS if tenant == EVERYBODY else READ_SECONDS):
                        return [
                            [tuple(found) for found in await connection.fetch(statement, *values)]
                            for statement, values in asked
                        ]
            except asyncpg.CharacterNotInRepertoireError:
                return [[] for _ in asked]  # asked for something with a NUL
            except TimeoutError as error:
                raise refused(error) from error
            except GONE as error:
                problem = error
            except REFUSALS as error:
                raise refused(error) from error
        raise refused(problem) from problem

    async def execute(self, tenant: str, statement: str, *values: object) -> str:
        async with self.session(tenant) as connection:
            return cast(str, await connection.execute(statement, *values))

    async def close(self) -> None:
        await self._pool.close()


def _serve(connection: Connection, tenant: str) -> Awaitable[None]:
    """The pool hands out proxies of its sessions."""
    return cast(Session, connection).serve(tenant)


async def alone(url: str, tenant: str) -> Connection:
    """A session of its own, outside any pool."""
    settings = {**SETTINGS, "application_name": "atiende_outcome", "atiende.tenant": tenant}
    return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=settings)
