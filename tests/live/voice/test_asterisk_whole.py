"""The whole application over a real Asterisk: somebody calls a number, waits, is offered to an agent whose desk phone
rings, and both hear each other, whatever dies meanwhile."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from atiende.bench.calls_centre import NUMBER
from atiende.bench.servers.asterisk import AsteriskServer
from atiende.bench.sip import served
from atiende.bench.telephones.telephone import Telephone
from tests.waiting import eventually

pytestmark = [pytest.mark.anyio, pytest.mark.live]
PATIENCE = 30.0


async def until(true: Callable[[], bool]) -> None:
    await eventually(true)


def in_call(agents: list[Telephone]) -> Telephone | None:
    return next((one for one in agents if any(talk.state == "up" for talk in one.talks.values())), None)


@pytest.mark.skipif(AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)")
async def test_a_call_reaches_a_desk_phone_and_survives_our_death(tmp_path: Path) -> None:
    async with served(tmp_path) as (server, asterisk, (caller, agents)):
        talk = await caller.call(NUMBER, "+34600111222")
        await until(lambda: talk.heard() == {"b"})
        agent = in_call(agents)
        assert agent is not None
        await until(lambda: agent.talk.heard() == {"a"})

        await server.kill()
        talk.forget()
        await until(lambda: len(talk.frames) > 40)
        assert talk.heard() == {"b"}
        began = asyncio.get_running_loop().time()
        await server.start()
        ready = asyncio.get_running_loop().time() - began
        agent.talk.hang_up()
        await until(lambda: talk.state == "over")
        assert ready < PATIENCE

        again = await caller.call(NUMBER, "+34600111222")
        await until(lambda: "b" in again.heard())
        again.hang_up()
        await until(lambda: in_call(agents) is None)
        await until(lambda: "0 active channels" in asterisk.ask("core show channels"))
