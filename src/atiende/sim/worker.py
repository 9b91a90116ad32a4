"""The twin in a process of its own: the centre that runs is not slowed down, and a run can be ended at any moment."""

import asyncio
import os
import sys
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from atiende.ports.system import Clock
from atiende.ports.twin import Answer, Past, Plan
from atiende.sim.check import check
from atiende.sim.history import PastDays

LONGEST_LINE = 1 << 28
AT_ONCE = 1
"""More would only make each other slower: the others wait their turn."""
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "TZ", "TMPDIR")
"""Of the environment; keys and passwords are nothing for a simulation."""

_answers = msgspec.json.Decoder(Answer)


class WorkerTwin:
    """`ports.twin.Twin`: each run is a child process, killed when its task is cancelled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def run(self, plan: Plan, progress: Callable[[float], None]) -> Answer:
        await asyncio.to_thread(check, plan)
        question = await asyncio.to_thread(msgspec.json.encode, plan)
        async with self._turns:
            began = self._clock.elapsed()
            said = await self._ask(question, progress)
            answer = await asyncio.to_thread(_answers.decode, said)
            return replace(answer, seconds=round(self._clock.elapsed() - began, 3))

    def past(self, time_zone: str, begins: int, ends: int) -> Past:
        return PastDays(time_zone, begins, ends)

    async def _ask(self, question: bytes, progress: Callable[[float], None]) -> bytes:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "atiende.sim",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
        try:
            return await _listen(child, question, progress)
        finally:
            if child.returncode is None:
                child.kill()
            await child.wait()


async def _listen(child: asyncio.subprocess.Process, question: bytes, progress: Callable[[float], None]) -> bytes:
    """Lines of progress, and the answer as the last one."""
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(question)
    await child.stdin.drain()
    child.stdin.close()
    while line := await child.stdout.readline():
        kind, _, rest = line.rstrip(b"\n").partition(b" ")
        if kind == b"answer":
            return rest
        progress(float(rest))
    raise RuntimeError(f"the simulation ended without an answer (exit code {await child.wait()})")
