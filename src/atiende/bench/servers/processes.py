"""Starting and ending real programs: free ports, waiting until they answer, killing by process id."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, host: str = "127.0.0.1") -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> None:
    """Returns once `ready`; says what the program wrote when it ends or takes too long instead."""
    limit = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError(f"{process.args!r} is not ready:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.02)


def end(process: subprocess.Popen[bytes], polite: signal.Signals = signal.SIGTERM, patience: float = 10) -> None:
    """Asks the program to stop, and kills exactly it when it does not."""
    if process.poll() is not None:
        return
    process.send_signal(polite)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(patience)


def is_root() -> bool:
    return os.geteuid() == 0


def wait_for_namespace(pid: int, seconds: float = 30) -> None:
    """Returns once a process has left this one's network."""
    limit = time.monotonic() + seconds
    while Path(f"/proc/{pid}/ns/net").readlink() == Path("/proc/thread-self/ns/net").readlink():
        if time.monotonic() > limit:
            raise RuntimeError("no network namespace was made")
        time.sleep(0.005)
