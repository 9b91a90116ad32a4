"""`atiende replay`, as it is typed: what is stored against the log, every decision again, and the floor as it was."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atiende.actions.presence import choose_state
from atiende.bench import replaying
from atiende.domain import facts as f
from atiende.domain.interaction import Interaction
from atiende.ports.store import Change
from atiende.settings import Settings
from tests.fakes import open_desk
from tests.journeys.small_centre import ANA, LUIS, TENANT
from tests.journeys.small_world import World, channels


async def a_centre(directory: Path, *, tampered: bool = False) -> Settings:
    """A database with one offer under way; tampered with: the work is somebody else's at the same time."""
    async with open_desk(directory, channels=channels()) as desk:
        world = World(desk)
        await world.open()
        await world.attempt(choose_state(desk, TENANT, ANA, "available"))
        await world.write("pepe", 1)
        await world.write("lucia", 1, endpoint="mail")
        if tampered:
            work = (await desk.store.reading(TENANT).where(Interaction, {"state": "offered"}))[0]
            taken = f.InteractionTaken(
                interaction=work.id, conversation=work.conversation, agent=LUIS, channel=work.channel
            )

            def decide(change: Change) -> None:
                change.record(taken, actor="system")

            await desk.store.change(TENANT, decide, at=desk.clock.now())
    return Settings(data_dir=directory)


async def test_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = await a_centre(tmp_path)
    assert await replaying.check(settings, decisions=True) == 0
    said = capsys.readouterr().out
    assert "2 offers decided again" in said and "Stored state equals the log." in said


async def test_what_is_not_well_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = await a_centre(tmp_path, tampered=True)
    assert await replaying.check(settings, decisions=True) == 1
    said = capsys.readouterr().out
    assert "one_agent" in said and "1 differences." in said


async def test_the_floor_at_a_moment_as_a_table_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = await a_centre(tmp_path)
    when = datetime.fromtimestamp(1_780_000_000, UTC)
    assert await replaying.floor_at(settings, when.isoformat(), as_json=False) == 0
    table = capsys.readouterr().out
    assert "Soporte" in table and "Ana" in table and "(offered)" in table
    assert await replaying.floor_at(settings, when.replace(tzinfo=None).isoformat(), as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in found["waiting"]] == ["offered", "offered"]
    assert {one["queue"]: one["waiting"] for one in found["board"]["queues"]} == {"second": 0, "support": 2}


async def test_what_is_no_moment_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert await replaying.floor_at(Settings(data_dir=tmp_path), "yesterday", as_json=False) == 2
    assert "Not a moment" in capsys.readouterr().err
