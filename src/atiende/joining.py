"""How a node joins the others on its database: with their key, under a name of its own, in its predecessor's place."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address

from atiende import __version__
from atiende.bus.machine import Footprint
from atiende.ports.bus import Bus
from atiende.ports.nodes import Alone, Leases, NodeRow
from atiende.ports.secrets import Keyring
from atiende.ports.system import SharedClock
from atiende.reactors.leases import LeaseKeeper
from atiende.settings import Settings
from atiende.store import sql
from atiende.store.store import SqlStore

KEY = "key"


class OtherKey(Exception):
    """The database was begun with another secret key."""


@asynccontextmanager
async def joined(
    settings: Settings, store: SqlStore, clock: SharedClock, bus: Bus, keys: Keyring, node: str
) -> AsyncIterator[Leases]:
    """What this node may do, for as long as it is there. On SQLite it is alone. Raises OtherKey."""
    if store.dialect == sql.SQLITE:
        yield Alone(node)
        return
    await check_key(store, keys)
    with Footprint(settings.data_dir).left(node) as predecessor:
        where = address(settings.host, settings.port)
        row = NodeRow(id=node, beat=0, roles=settings.roles, version=__version__, address=where)
        keeper = LeaseKeeper(store.nodes, store, clock, bus, row, predecessor=predecessor)
        await keeper.begin()
        try:
            yield keeper
        finally:
            await keeper.end()


async def check_key(store: SqlStore, keys: Keyring) -> None:
    """What one node seals, every other one must be able to open. Raises OtherKey."""
    mine = keys.digest("installation", b"every node of it")
    if await store.nodes.mark(KEY, mine) != mine:
        raise OtherKey(
            "This database was begun with another secret key: start every node with the same ATIENDE_SECRET_KEY."
        )


def address(host: str, port: int) -> str:
    """Where the others find it: the machine's name, where it listens on all its addresses."""
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        everywhere = not host
    return f"{socket.gethostname() if everywhere else host}:{port}"
