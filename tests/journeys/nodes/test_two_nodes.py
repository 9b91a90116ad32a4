"""Two whole nodes on one PostgreSQL, without a bus between them: one decides, both serve, and either may go."""

import copy
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from atiende.actions.presence import GRACE_MS, choose_state, expect_everybody, note_return
from atiende.actions.sessions import sign_out_everywhere
from atiende.blobs.keyring import SecretKeyring
from atiende.domain.agent import Agent
from atiende.domain.facts import InteractionOffered, OfferExpired
from atiende.domain.interaction import Offer
from atiende.domain.node import Connected
from atiende.domain.reporting import DAY, EDITION, QueueSum
from atiende.domain.work import Answered, Timer
from atiende.joining import OtherKey, check_key
from atiende.ports.nodes import LEASED
from atiende.ports.store import Change
from atiende.reports import kept
from atiende.reports.queues import QueueReport
from tests.journeys.nodes.world import PATIENCE, Running, a_centre, hub_is_there, running, until, until_known

pytestmark = [pytest.mark.anyio, pytest.mark.pg]


@dataclass
class Pair:
    """The centre's two nodes: `holder` works for it, `other` serves screens beside it."""

    holder: Running
    other: Running
    tenant: str
    user: str
    token: str

    async def connected(self) -> set[str]:
        rows = await self.other.node.desk.store.reading(self.tenant).where(Connected, {"agent": self.user})
        return {row.node for row in rows}

    async def expected(self) -> bool:
        """Whether he counts as gone soon."""
        return await self.other.node.desk.store.reading(self.tenant).get(Timer, "absent", self.user) is not None

    async def facts(self, kind: type) -> Sequence[object]:
        return [one for one in await self.other.node.desk.store.log(self.tenant, 0) if isinstance(one.fact, kind)]


@asynccontextmanager
async def pair(url: str, tmp_path: Path) -> AsyncIterator[Pair]:
    async with running(url, tmp_path / "a") as one, running(url, tmp_path / "b") as two:
        tenant, user, token = await a_centre(one.node)
        await until(lambda: one.holds(tenant) | two.holds(tenant) == set(LEASED))
        for each in (one, two):
            await until_known(hub_is_there(each, tenant))
        assert not one.holds(tenant) or not two.holds(tenant), "what is one tenant's is one node's"
        holder, other = (one, two) if one.holds(tenant) else (two, one)
        yield Pair(holder, other, tenant, user, token)


async def test_a_chat_at_one_node_reaches_an_agent_at_the_other_and_only_one_node_decides(
    postgres_url: str, tmp_path: Path
) -> None:
    async with pair(postgres_url, tmp_path) as world:
        near, far = (node.server(world.tenant, world.token) for node in (world.holder, world.other))
        async with far.desk() as desk, near.chat() as chat:
            await desk.hear("snapshot")
            await choose_state(world.other.node.desk, world.tenant, world.user, "available")
            await chat.hear("welcome")
            await chat.send("m1", "Hola, ¿hay alguien?")
            began = time.monotonic()
            while '"InteractionOffered"' not in str(frame := await desk.hear("fact")).replace("'", '"'):
                assert frame
            told_after = time.monotonic() - began
        assert len(await world.facts(InteractionOffered)) == 1
        await _count_the_same(world)
        print(f"\noffered at the other node {told_after:.2f} s after the message")
        assert told_after < PATIENCE


async def _count_the_same(world: Pair) -> None:
    """Rows are written by one node; every other one adds to them what it has read since, once."""
    writes, reads = (node.node.centre.report(world.tenant) for node in (world.holder, world.other))
    assert writes is not None and reads is not None

    async def offered(report: QueueReport) -> int:
        rows = await world.other.node.desk.store.reading(world.tenant).where(QueueSum, {"edition": EDITION})
        since = kept.take(copy.deepcopy(report)).queues
        return sum(row.offered for row in (*rows, *since) if row.grain == DAY)

    before = [await one.still(offered) for one in (writes, reads)]
    await writes.beat(at_once=True)
    after = [await one.still(offered) for one in (writes, reads)]
    assert before == after == [1, 1]


async def test_a_draining_node_hands_over_at_once_and_the_next_chat_is_offered_by_the_other(
    postgres_url: str, tmp_path: Path
) -> None:
    async with pair(postgres_url, tmp_path) as world:
        await choose_state(world.other.node.desk, world.tenant, world.user, "available")
        await note_return(world.other.node.desk, world.tenant, world.user)
        await world.holder.stop()
        await until(lambda: world.other.holds(world.tenant) == set(LEASED))
        assert not world.holder.holds(world.tenant)

        async with world.other.server(world.tenant, world.token).chat() as chat:
            await chat.hear("welcome")
            await chat.send("m1", "¿Sigue alguien ahí?")
            await until_known(lambda: world.facts(InteractionOffered))
        (offered,) = await world.facts(InteractionOffered)
        await _let_it_ring_out(world, offered.fact.offer)  # type: ignore[attr-defined]
        await until_known(lambda: world.facts(OfferExpired))
        assert len(await world.facts(OfferExpired)) == 1, "its clock rang once, at the node that took over"


async def _let_it_ring_out(world: Pair, offer: str) -> None:
    def decide(change: Change) -> None:
        timer, row = change.get(Timer, "offer", offer), change.get(Offer, offer)
        assert timer is not None and row is not None
        change.put(Timer(kind="offer", key=offer, due=change.at))

    await world.other.node.desk.store.change(world.tenant, decide, at=world.other.node.desk.clock.now())


async def test_two_tabs_at_two_nodes_are_one_person_who_is_there_until_both_are_closed(
    postgres_url: str, tmp_path: Path
) -> None:
    async with pair(postgres_url, tmp_path) as world:
        here, there = (node.server(world.tenant, world.token) for node in (world.holder, world.other))
        async with here.desk() as first:
            await first.hear("snapshot")
            async with there.desk() as second:
                await second.hear("snapshot")
                await until_known(lambda: _is(world.connected, 2))
            await until_known(lambda: _is(world.connected, 1))
            assert not await world.expected(), "he left one of two"
        await until_known(world.expected)


async def _is(count: object, wanted: int) -> bool:
    return len(await count()) == wanted  # type: ignore[operator]


async def test_agents_of_a_node_that_is_no_more_are_expected_and_the_others_stay(
    postgres_url: str, tmp_path: Path
) -> None:
    async with pair(postgres_url, tmp_path) as world:
        desk = world.holder.node.desk
        await choose_state(desk, world.tenant, world.user, "available")
        await desk.store.change(
            world.tenant, lambda change: change.put(Connected(agent=world.user, node="nod_gone")), at=desk.clock.now()
        )
        async with world.other.server(world.tenant, world.token).desk() as tab:
            await tab.hear("snapshot")
            await until_known(lambda: _is(world.connected, 2))
            await expect_everybody(desk, world.tenant)  # as a node does that begins, or takes over
            assert await world.connected() == {world.other.node.desk.leases.node}
            assert not await world.expected(), "he is at the other node"
        await until_known(world.expected)
        timer = await desk.store.reading(world.tenant).get(Timer, "absent", world.user)
        assert timer is not None and 0 < timer.due - desk.clock.now() <= GRACE_MS
        agent = await desk.store.reading(world.tenant).get(Agent, world.user)
        assert agent is not None and agent.state == "available", "he has time to come back"


async def test_who_signs_out_at_one_node_is_out_at_the_other_and_a_call_repeated_there_is_done_once(
    postgres_url: str, tmp_path: Path
) -> None:
    async with pair(postgres_url, tmp_path) as world:
        call = {"path": f"/api/v1/agents/{world.user}/state", "json": {"state": "available"}}
        answers = [await _post(node, world.token, call) for node in (world.holder, world.other)]
        assert [one.status_code for one in answers] == [200, 200]
        assert "idempotent-replayed" in answers[1].headers
        answered = await world.other.node.desk.store.reading(world.tenant).where(Answered, {})
        assert [one.status for one in answered] == [200]

        async with world.other.server(world.tenant, world.token).desk() as tab:
            await tab.hear("snapshot")
            await sign_out_everywhere(world.holder.node.desk, world.tenant, world.user, world.user)
            assert (await tab.hear("bye"))["reason"] == "signed_out"


async def _post(node: Running, token: str, call: dict[str, object]) -> httpx2.Response:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{node.port}", cookies={"atiende_session": token}) as http:
        session = (await http.get("/api/v1/session")).json()
        headers = {"X-CSRF-Token": session["csrf"], "Idempotency-Key": "k1"}
        return await http.post(str(call["path"]), json=call["json"], headers=headers)


async def test_the_administration_sees_who_there_is_and_who_does_what(postgres_url: str, tmp_path: Path) -> None:
    async with pair(postgres_url, tmp_path) as world:
        at = f"http://127.0.0.1:{world.other.port}"
        async with httpx2.AsyncClient(base_url=at, cookies={"atiende_session": world.token}) as http:
            items = (await http.get("/api/v1/admin/nodes")).json()["items"]
        found = {one["id"]: one for one in items}
        mine, its = (found[node.node.desk.leases.node] for node in (world.other, world.holder))
        assert (mine["answers"], mine["holds"], mine["state"]) == (True, [], "alive")
        assert (its["answers"], set(its["holds"]), its["roles"]) == (False, set(LEASED), ["web", *LEASED])


async def test_a_node_with_another_key_does_not_join(postgres_url: str, tmp_path: Path) -> None:
    async with running(postgres_url, tmp_path / "a") as one:
        store = one.node.desk.store
        await check_key(store, one.node.desk.keys)  # type: ignore[arg-type]
        with pytest.raises(OtherKey, match="ATIENDE_SECRET_KEY"):
            await check_key(store, SecretKeyring("another key, of thirty-two bytes or more"))  # type: ignore[arg-type]


async def test_a_node_without_screens_answers_whether_it_is_well_and_nothing_else(
    postgres_url: str, tmp_path: Path
) -> None:
    async with running(postgres_url, tmp_path / "a", ["router", "worker"]) as one:
        tenant, _, _ = await a_centre(one.node)
        await until(lambda: one.holds(tenant) == {"router", "worker"})
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{one.port}") as http:
            assert (await http.get("/readyz")).json() == {"status": "ok"}
            assert (await http.get("/")).status_code == 404
            assert (await http.get("/api/v1/session")).status_code == 404
