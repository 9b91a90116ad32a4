"""Learns intents in a child process, at a lower priority: examples go in, the classifier at rest comes out."""

import asyncio
import os
import sys
from collections.abc import Sequence

import msgspec

from atiende.language.intents import Example, train

POLITE = 10
"""Whoever runs the centre goes first on the machine."""
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "TZ", "TMPDIR")
"""Of the environment; keys and passwords are nothing for it."""
AT_ONCE = 1
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Two threads that wait for each other on a busy machine are slower than one, and take the centre's."""


class ChildTrainer:
    """`ports.minds.Trainer`. The child is killed when its task is cancelled."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def train(self, examples: Sequence[Example]) -> bytes:
        async with self._turns:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "atiende.models.training",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={**ONE_CORE, **{name: os.environ[name] for name in PASSED_ON if name in os.environ}},
            )
            try:
                learned, _ = await child.communicate(msgspec.msgpack.encode(list(examples)))
            finally:
                if child.returncode is None:
                    child.kill()
                await child.wait()
            if child.returncode:
                raise RuntimeError(f"training ended with exit code {child.returncode}")
            return learned


def main() -> None:
    os.nice(POLITE)
    examples = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=list[tuple[str, str]])
    sys.stdout.buffer.write(train(examples).dump())


if __name__ == "__main__":
    main()
