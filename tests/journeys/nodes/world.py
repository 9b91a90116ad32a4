"""Whole nodes on one PostgreSQL, each with its web server, data directory and process-local state, in this process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from atiende.actions.sessions import open_session
from atiende.actions.setup import Centre, create_centre
from atiende.domain.node import Lease
from atiende.ports.nodes import LEASED
from atiende.serving import OwnSignals, _config, _listen, hand_over
from atiende.settings import ROLES, Settings
from atiende.wiring import Node, open_node
from tests.journeys.server_world import ADMIN, Server, _publish
from tests.waiting import eventually

KEY = "one key for every node, of thirty-two bytes or more"
PATIENCE = 30.0


@dataclass
class Running:
    """A node that answers at `port`; `stop` is what SIGTERM does."""

    node: Node
    port: int
    stop: Callable[[], Awaitable[None]]

    def server(self, tenant: str, token: str) -> Server:
        """Its sockets, for somebody signed in with this token."""
        return Server(self.node, self.port, tenant, None, token)  # type: ignore[arg-type] # nobody asks who it is

    def holds(self, tenant: str) -> set[str]:
        return {name for name in LEASED if self.node.desk.leases.epoch(tenant, name) is not None}


@asynccontextmanager
async def running(url: str, data_dir: Path, roles: Sequence[str] = ROLES) -> AsyncIterator[Running]:
    """One more node on the database."""
    settings = Settings(
        data_dir=data_dir,
        database_url=url,
        blob_url=(data_dir.parent / "blobs").as_uri(),
        smtp_listen="off",
        secret_key=KEY,
        roles=tuple(roles),
    )
    async with open_node(settings) as node, AsyncExitStack() as stack:
        listening = stack.enter_context(_listen("127.0.0.1", 0))
        web = OwnSignals(_config(node.app))
        async with asyncio.TaskGroup() as group:
            reactors = group.create_task(node.centre.run())
            served = group.create_task(web.serve(sockets=[listening]))
            await until(lambda: web.started)

            async def stop() -> None:
                node.live.drain()
                await hand_over(node.desk, node.centre)

            yield Running(node, listening.getsockname()[1], stop)
            web.should_exit = True
            await served
            reactors.cancel()


async def until(condition: Callable[[], object]) -> None:
    """Returns when it is true; fails after half a minute."""
    await eventually(condition)


async def until_known(condition: Callable[[], Awaitable[object]]) -> None:
    """The same, of what has to be asked for."""
    await eventually(condition, every=0.05)


async def a_centre(node: Node) -> tuple[str, str, str]:
    """A tenant with a chat, its administrator, and a session token for her."""
    made = await create_centre(
        node.desk,
        Centre(organization="Azahar", time_zone="Europe/Madrid", language="es", admin=ADMIN, queue="General"),
    )
    await _publish(node, made.tenant)
    session = await open_session(node.desk, made.tenant, made.member.user)
    return made.tenant, made.member.user.id, session.token


def hub_is_there(one: Running, tenant: str) -> Callable[[], Awaitable[bool]]:
    """Whether its sockets would be taken."""

    async def asked() -> bool:
        async with httpx2.AsyncClient() as http:
            answer = await http.get(f"http://127.0.0.1:{one.port}/readyz")
        return answer.status_code == 200 and one.node.live.hub_of(tenant) is not None

    return asked


async def lease(node: Node, tenant: str, name: str) -> Lease:
    found = await node.desk.store.reading(tenant).get(Lease, name)
    assert found is not None
    return found
