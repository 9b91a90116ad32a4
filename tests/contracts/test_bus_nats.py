"""The bus over NATS when servers are away, die, freeze, refuse, or want TLS: nothing but speed is lost then."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog

from atiende.bench.servers.nats import NatsServer, NatsServers
from atiende.bench.servers.processes import free_port
from atiende.bus.nats import NatsBus
from atiende.bus.system import SystemClock
from atiende.ports.bus import Grew, Typing
from atiende.store.store import SqlStore, open_store
from tests.contracts.bus_world import PATIENCE, linked, node, take, until
from tests.contracts.store_world import TENANT, open_conversation
from tests.doubles.certificate import self_signed

POLLING_WITHIN = 5.0


@pytest.fixture
def all_up(nats: NatsServers) -> NatsServers:
    """The cluster, with whoever a test before killed or froze."""
    for member in nats.members:
        if member.process is not None and member.process.poll() is None:
            member.thaw()
    nats.start()
    return nats


async def test_a_node_starts_without_a_server_and_is_heard_once_there_is_one(tmp_path: Path) -> None:
    server = NatsServer(directory=tmp_path)
    async with node(server.url, away=True) as here, node(server.url, away=True) as there:
        async with here.listen("ten_a") as mine:
            await here.send("ten_a", Grew(seq=1))
            assert await take(mine, 1) == [("ten_a", Grew(seq=1))]
        assert not here.connected
        server.start()
        try:
            await until(lambda: here.connected and there.connected)
            await linked(here, there)
        finally:
            server.stop()
        await until(lambda: not here.connected)
        await here.send("ten_a", Grew(seq=2))


async def test_when_its_server_dies_a_node_goes_to_another_one(all_up: NatsServers) -> None:
    async with node(all_up.urls) as here, node(all_up.urls) as there:
        await linked(here, there)
        all_up.members[0].kill()
        all_up.members[1].kill()
        await until(lambda: here.connected and there.connected)
        await linked(here, there)
        await linked(there, here)


async def test_a_frozen_server_is_left_and_sending_never_waits_for_it(all_up: NatsServers) -> None:
    async with node(all_up.members[0].url + "," + all_up.members[1].url) as here, node(all_up.members[2].url) as there:
        await linked(here, there)
        for member in all_up.members[:2]:
            member.freeze()
        slowest = 0.0
        while here.connected:  # until its pings are missed: meanwhile it says more than any buffer takes
            for _ in range(1_000):
                began = time.monotonic()
                await here.send("ten_a", Typing(conversation="cnv_1", who="usr_" + "x" * 400, on=True))
                slowest = max(slowest, time.monotonic() - began)
            await asyncio.sleep(0.01)
        assert slowest < 0.5
        all_up.members[1].thaw()
        await linked(here, there)


async def test_what_a_newer_version_says_is_passed_over(all_up: NatsServers) -> None:
    async with node(all_up.urls) as there, there.listen(None) as signals:
        await there._hear(_Said("atiende.ten_a", b'{"signal":"danced","steps":3}'))
        await there._hear(_Said("atiende.ten_a", b'{"signal":"grew","seq":3,"newer":true}'))
        assert await take(signals, 1) == [("ten_a", Grew(seq=3))]


class _Said:
    """A message of NATS, as far as the bus looks at it."""

    def __init__(self, subject: str, data: bytes) -> None:
        self.subject, self.data = subject, data


async def test_a_wrong_password_is_tried_again_and_stands_in_no_log() -> None:
    options = ['authorization { user: "desk", password: "s3cret-word" }']
    with NatsServers.running(1, options=options) as servers, structlog.testing.capture_logs() as logs:
        port = servers.members[0].port
        async with node(f"nats://desk:wrong-word@127.0.0.1:{port}", away=True) as refused:
            await until(lambda: len(logs) > 0)
            assert not refused.connected
        right = f"nats://desk:s3cret-word@127.0.0.1:{port}"
        async with node(right) as here, node(f"nats://127.0.0.1:{free_port()},{right}") as there:
            await linked(here, there)
    assert any(one["event"] == "bus away" and one["server"] == f"127.0.0.1:{port}" for one in logs)
    assert "word" not in repr(logs)


async def test_tls_with_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = tmp_path / "tls.crt", tmp_path / "tls.key"
    self_signed(certificate, key)
    options = [f'tls {{ cert_file: "{certificate}", key_file: "{key}" }}', 'authorization { token: "t0ken" }']
    with NatsServers.running(1, options=options) as servers:
        url = f"tls://t0ken@localhost:{servers.members[0].port}"
        async with node(url, away=True) as stranger:
            await asyncio.sleep(0.5)
            assert not stranger.connected, "an unknown certificate is not trusted"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with node(url) as here, node(url) as there:
            await linked(here, there)


@asynccontextmanager
async def store_on(url: str, bus: NatsBus, poll: float) -> AsyncIterator[SqlStore]:
    async with open_store(url, bus=bus, clock=SystemClock(), poll=poll) as store:
        yield store


async def _heard_after(store: SqlStore, after: int, other: SqlStore, name: str, patience: float) -> float | None:
    """Seconds until a commit of the other node is followed here; None when it is not."""
    heard = asyncio.Event()

    async def follow() -> None:
        async for _ in store.follow(TENANT, after):
            heard.set()

    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(follow())
        try:
            await until(lambda: TENANT in store._feed.followed())
            await other.change(TENANT, open_conversation(name), at=1)
            began = time.monotonic()
            async with asyncio.timeout(patience):
                await heard.wait()
        except TimeoutError:
            return None
        finally:
            following.cancel()
    return time.monotonic() - began


@pytest.mark.pg
@pytest.mark.parametrize("polling", [True, False], ids=["polling", "control: no polling"])
async def test_with_all_servers_gone_commits_are_heard_of_by_polling(
    all_up: NatsServers, postgres_url: str, polling: bool
) -> None:
    poll = 1.0 if polling else 3600.0
    async with (
        node(all_up.urls) as bus,
        node(all_up.urls) as other_bus,
        store_on(postgres_url, bus, poll) as store,
        store_on(postgres_url, other_bus, poll) as other,
    ):
        await linked(other_bus, bus)
        await other.change(TENANT, open_conversation("cnv_0"), at=1)
        seq = await store.head(TENANT)
        quick = await _heard_after(store, seq, other, "cnv_1", PATIENCE)
        all_up.kill()
        await until(lambda: not bus.connected and not other_bus.connected)
        alone = await _heard_after(store, await store.head(TENANT), other, "cnv_2", POLLING_WITHIN)
        print(f"heard after {quick:.3f} s through NATS, {alone} s without it")
        assert quick is not None
        if polling:
            assert alone is not None
        else:
            assert alone is None
