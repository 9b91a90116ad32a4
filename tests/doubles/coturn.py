"""A real coturn with the configuration we ship, on a free port of this machine."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from atiende.bench.servers.processes import free_port
from atiende.ports.voice import IceServer

CONF = Path(__file__).resolve().parents[2] / "deploy" / "turn" / "turnserver.conf"
SECRET = "what-coturn-and-we-share"
PROGRAM = Path("/usr/bin/turnserver")


@contextmanager
def coturn(directory: Path, *more: str) -> Iterator[tuple[str, int]]:
    """Where it answers; `more`: options over the file's."""
    port = free_port()
    told: Sequence[str] = (
        *(str(PROGRAM), "-c", str(CONF), "--static-auth-secret", SECRET, "--listening-ip", "127.0.0.1"),
        *("--relay-ip", "127.0.0.1", "--listening-port", str(port), "--no-tls", "--no-dtls"),
        *("--pidfile", str(directory / "turn.pid"), "--userdb", str(directory / "turn.db"), "--log-file", "stdout"),
        *more,
    )
    with (directory / "turn.log").open("wb") as output:
        running = subprocess.Popen(told, stdout=output, stderr=output, cwd=directory)
    try:
        yield "127.0.0.1", port
    finally:
        running.terminate()
        running.wait(10)


def credentials(server: IceServer) -> tuple[str, str]:
    return server.username, server.credential
