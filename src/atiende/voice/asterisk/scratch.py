"""Where pieces of a recording lie while they are laid together: in memory where there is such a place, so that nothing
plain is ever written on a disk; what a killed process left there is thrown away."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
PREFIX = "atiende-recording-"
LEFT_SECONDS = 600.0
"""Nothing takes so long: whatever is older is nobody's."""


def place() -> Path:
    return MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())


@contextmanager
def scratch() -> Iterator[Path]:
    """A directory of one's own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place()) as directory:
        yield Path(directory)


def sweep(where: Path, now: float) -> int:
    """How many were left over; `now` in seconds UTC."""
    old = [one for one in where.glob(f"{PREFIX}*") if now - one.stat().st_mtime > LEFT_SECONDS]
    for one in old:
        shutil.rmtree(one, ignore_errors=True)
    return len(old)
