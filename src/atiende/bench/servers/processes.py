"""Starting and ending real programs: free ports, waiting until they answer, killing by process id."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PORTS = range(24_000, 32_000)
"""Below those the system gives to whoever connects somewhere, of which one would be taken before we listen on it; and
above those Asterisk gets for sound."""


def free_port() -> int:
    """A port nobody has, neither by TCP nor by UDP. Not the system's own choice (see PORTS), but one by chance."""
    while True:
        port = PORTS[secrets.randbelow(len(PORTS))]
        if all(_is_free(port, kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)):
            return port


def _is_free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int, host: str = "127.0.0.1") -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> None:
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
