"""Two whole nodes on one PostgreSQL, without a bus between them: one decides, both serve, and either may go."""

import time
from pathlib import Path

import pytest

from atiende.actions.presence import choose_state
from atiende.ports.nodes import LEASED
from tests.journeys.nodes.world import a_centre, hub_is_there, running, until, until_known

pytestmark = [pytest.mark.anyio, pytest.mark.pg]


async def test_a_message_at_one_node_reaches_an_agent_at_the_other_within_a_moment(
    postgres_url: str, tmp_path: Path
) -> None:
    async with running(postgres_url, tmp_path / "a") as one, running(postgres_url, tmp_path / "b") as two:
        tenant, user, token = await a_centre(one.node)
        await until(lambda: one.holds(tenant) | two.holds(tenant) == set(LEASED))
        await until(lambda: all(tenant in each.node.centre.tenancies for each in (one, two)))
        assert not one.holds(tenant) & two.holds(tenant), "each lease is one node's"
        for each in (one, two):
            await until_known(hub_is_there(each, tenant))
        async with two.server(tenant, token).desk() as desk, one.server(tenant, token).chat() as chat:
            await desk.hear("snapshot")
            await choose_state(two.node.desk, tenant, user, "available")
            began = time.monotonic()
            await chat.hear("welcome")
            await chat.send("m1", "Hola, ¿hay alguien?")
            frame = await desk.hear("fact")
            while "offer" not in str(frame).lower():
                frame = await desk.hear("fact")
        assert time.monotonic() - began < 15
