"""The programs the server needs go away for a while: what could not be done is said, what waits leaves by itself, and
nothing has to be restarted."""

import asyncio
import time
from pathlib import Path

import pytest

from atiende.bench.servers.postgres import Postgres
from atiende.bench.servers.smtp import Fault, SmtpSink
from tests.chaos.world import PATIENCE, World, visitor, world

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(120)]

FIRST_RETRY = 30.0
"""Seconds after the first attempt."""
BACK_WITHIN = 15.0


async def test_mail_waits_for_a_dead_relay_and_leaves_by_itself_in_order(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with world(tmp_path, relay=smtp_sink.port) as centre:
        await centre.start()
        assert await centre.mail("uno")
        conversation = await centre.conversation_of("uno")
        smtp_sink.fault = Fault.DROP_BEFORE_DATA
        for text in ("primera", "segunda"):
            await _reply(centre, conversation, text, 201)
        async with asyncio.timeout(PATIENCE):
            while not smtp_sink.calls:
                await asyncio.sleep(0.1)
        assert smtp_sink.taken == []
        smtp_sink.fault = None
        letters = await smtp_sink.arrival(2, FIRST_RETRY + 15)
        assert [_first_line(one.raw) for one in letters] == ["primera", "segunda"]


@pytest.mark.pg
async def test_a_database_killed_and_started_again_is_refused_and_then_used_without_a_restart(
    tmp_path: Path, postgres: Postgres, postgres_url: str
) -> None:
    async with world(tmp_path, database=postgres_url) as centre:
        await centre.start()
        async with visitor(centre) as vera:
            assert (await vera.said("one"))["op"] == "ack"
            assert await centre.mail("uno")
            conversation = await centre.conversation_of("uno")
            postgres.kill()
            try:
                await _everything_refuses(centre, conversation)
                refused = await vera.said("two")
                assert refused["op"] == "refused" and refused["code"] == "store_full" and refused["detail"]
            finally:
                postgres.start()
                began = time.monotonic()
            async with asyncio.timeout(BACK_WITHIN):
                while (await centre.call("GET", "/readyz")).status_code != 200:
                    await asyncio.sleep(0.1)
                number = 0
                while (await vera.said(f"three{number}"))["op"] != "ack":
                    number += 1
                    await asyncio.sleep(0.2)
                while not await centre.mail("dos"):
                    await asyncio.sleep(0.2)
            print(f"chat and mail are taken again {time.monotonic() - began:.2f} s after the database")
            await _reply(centre, conversation, "otra vez", 201)
            await _is_offered(centre)
            acked = [str(one["client_id"]) for one in vera.frames if one["op"] == "ack"]
        await centre.conversation_of("dos")
        await centre.server.stop()
        stored = await centre.stored()
        assert stored.client_ids() == acked
        assert {"uno": 1, "dos": 1}.items() <= {one: stored.subjects().count(one) for one in stored.subjects()}.items()


async def _everything_refuses(centre: World, conversation: str) -> None:
    assert (await centre.call("GET", "/readyz")).status_code == 503
    assert (await centre.call("GET", "/healthz")).status_code == 200
    answer = await _reply(centre, conversation, "nadie lo guarda", 503)
    assert answer["code"] == "store_full" and answer["detail"]
    read = await centre.call("GET", "/api/v1/conversations?view=all")
    assert read.status_code == 503 and read.json()["code"] == "store_full" and "Retry-After" in read.headers
    assert not await centre.mail("perdido")


async def _is_offered(centre: World) -> None:
    """Routing goes on: an agent who comes gets the chat that waits."""
    agent = centre.prepared.agents[0]
    answer = await centre.call("PUT", "/api/v1/me/presence", {"state": "available", "reason": ""}, who=agent)
    assert answer.status_code == 200, answer.text
    async with asyncio.timeout(BACK_WITHIN):
        while not (await centre.call("GET", "/api/v1/offers", who=agent)).json()["items"]:
            await asyncio.sleep(0.1)


async def _reply(centre: World, conversation: str, text: str, status: int) -> dict[str, object]:
    path = f"/api/v1/conversations/{conversation}/messages"
    answer = await centre.call("POST", path, {"client_id": text, "text": text}, who=centre.prepared.admin)
    assert answer.status_code == status, answer.text
    found: dict[str, object] = answer.json()
    return found


def _first_line(raw: bytes) -> str:
    return raw.split(b"\r\n\r\n", 1)[1].split(b"\r\n")[0].decode()
