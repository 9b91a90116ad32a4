"""A desk phone from its agent's preferences to his first call: what he reads there registers, another password replaces
it, and calls of his ring there and nowhere else."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from atiende.bench.calls_centre import NUMBER
from atiende.bench.centre import SignedIn
from atiende.bench.running import RunningServer
from atiende.bench.servers.asterisk import LOOPBACK, AsteriskServer
from atiende.bench.sip import served
from atiende.bench.telephones.telephone import Talk, Telephone
from tests.waiting import eventually

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.live,
    pytest.mark.skipif(
        AsteriskServer.binary() is None, reason="no Asterisk 22 (tools/install-test-deps.sh installs it)"
    ),
]
Json = dict[str, object]


class Screen:
    """An agent's requests."""

    def __init__(self, http: httpx2.AsyncClient, who: SignedIn) -> None:
        self._http, self.who = http, who
        self._headers = {"X-CSRF-Token": who.csrf, "Cookie": f"atiende_session={who.token}"}

    async def says(self, method: str, path: str, body: Json | None = None) -> Json:
        answer = await self._http.request(method, f"/api/v1{path}", json=body, headers=self._headers)
        answer.raise_for_status()
        return dict(answer.json())

    async def password(self, *, renew: bool = False) -> str:
        shown = await self.says("POST", f"/users/{self.who.user}/desk_phone/password", {"renew": renew})
        assert shown["name"] == self.who.user
        return str(shown["password"])

    async def state(self, state: str) -> None:
        await self.says("PUT", "/me/presence", {"state": state, "reason": ""})

    async def missing(self) -> object:
        return (await self.says("GET", "/me/presence"))["phone"]


@asynccontextmanager
async def screens(server: RunningServer, agents: Sequence[SignedIn]) -> AsyncIterator[list[Screen]]:
    base = f"http://localhost:{server.port}"
    async with httpx2.AsyncClient(base_url=base, timeout=30, headers={"Origin": base}) as http:
        yield [Screen(http, one) for one in agents]


async def test_what_an_agent_reads_registers_and_his_calls_ring_there(tmp_path: Path) -> None:
    sessions: list[SignedIn] = []
    async with served(tmp_path, sessions) as (server, asterisk, (caller, phones)), screens(server, sessions) as people:
        ana, *others = people
        for one in others:
            await one.state("offline")
        for phone in phones:
            phone.close()
        there = (LOOPBACK, asterisk.sip)
        shown = await ana.says("GET", f"/users/{ana.who.user}/desk_phone")
        assert (shown["server"], shown["password"]) == (f"{LOOPBACK}:{asterisk.sip}", "")
        before, after = await ana.password(), await ana.password(renew=True)
        assert before != after and await ana.password() == after
        old = await Telephone(there, ana.who.user, before).open()
        desk = await Telephone(there, ana.who.user, after, "b").open()

        async def only_the_new_one() -> bool:
            return (await desk.register(), await old.register()) == (200, 401)

        try:
            await eventually(only_the_new_one)
            talk = await caller.call(NUMBER, "+34600111222")

            async def heard() -> bool:
                return talk.heard() == {"b"}

            await eventually(heard)
            assert desk.talk.state == "up" and not old.talks
            talk.hang_up()
        finally:
            old.close()
            desk.close()


async def test_a_desk_phone_that_is_not_registered_gets_no_call(tmp_path: Path) -> None:
    sessions: list[SignedIn] = []
    async with served(tmp_path, sessions) as (server, _, (caller, phones)), screens(server, sessions) as people:
        ana, luis, *others = people
        for one in others:
            await one.state("offline")
        assert await phones[0].register(seconds=0) == 200

        async def noticed() -> bool:
            return await ana.missing() == "unregistered"

        await eventually(noticed)
        assert await luis.missing() == ""  # his is
        for _ in range(2):
            talk = await caller.call(NUMBER, "+34600111222")

            async def heard(talk: Talk = talk) -> bool:
                return "b" in talk.heard()

            await eventually(heard)
            talk.hang_up()
            await luis.state("available")
        assert not phones[0].talks
