"""The twin in its own process: it answers, tells how far it is, refuses nonsense, and ends when it is told to."""

import asyncio
import os
from pathlib import Path

import pytest

from atiende.bus.system import SystemClock
from atiende.domain.errors import Invalid
from atiende.ports.twin import Plan
from atiende.sim.compare import answer
from atiende.sim.worker import WorkerTwin
from tests.pure.sim.days import at, plan, setting, stream, whole_day

pytestmark = pytest.mark.anyio


def question(replications: int) -> Plan:
    crew = setting(whole_day("ana", "ben", "cam"))
    busy = stream(per_hour=(40.0,), handle_seconds=200, patience_seconds=120)
    return plan(crew, after=setting(whole_day("ana", "ben")), streams=(busy,), ends=at(4), replications=replications)


async def test_the_child_answers_what_the_same_code_answers_here() -> None:
    heard: list[float] = []
    came = await WorkerTwin(SystemClock()).run(question(2), heard.append)
    here = answer(question(2), lambda share: None)
    assert (came.before, came.after, came.difference) == (here.before, here.after, here.difference)
    assert heard == [0.25, 0.5, 0.75, 1.0]
    assert came.seconds > 0


async def test_cancelling_ends_the_child() -> None:
    started = asyncio.Event()
    run = asyncio.ensure_future(WorkerTwin(SystemClock()).run(question(200), lambda share: started.set()))
    await started.wait()
    children = _children()
    assert children
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert not children & _children()


def _children() -> set[int]:
    """Of this process, running simulations."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    found = {int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()}
    return {one for one in found if b"atiende.sim" in Path(f"/proc/{one}/cmdline").read_bytes()}


async def test_nonsense_is_refused_before_anything_starts() -> None:
    with pytest.raises(Invalid):
        await WorkerTwin(SystemClock()).run(question(0), lambda share: None)


async def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATIENDE_SECRET_KEY", "never to be seen")
    seen = asyncio.Event()
    run = asyncio.ensure_future(WorkerTwin(SystemClock()).run(question(200), lambda share: seen.set()))
    await seen.wait()
    environments = [Path(f"/proc/{child}/environ").read_bytes() for child in _children()]
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert environments and all(b"never to be seen" not in one for one in environments)
