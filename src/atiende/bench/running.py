"""A real server for a benchmark: its own process and data directory on loopback, made ready, watched and stopped."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from atiende.bench.servers.processes import free_port

READY_SECONDS = 90.0
"""Far beyond what it takes on a busy machine: it ends a wait, it measures nothing (see `start_seconds`)."""
QUIET_SECONDS, QUIET_SHARE = 3, 0.2
"""So many seconds in a row with less than this share of a core: it has settled."""


def cpu_seconds_of(pid: int) -> float:
    """User and system time a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def starved_seconds_of(pid: int) -> float:
    """How long its threads were ready to run so far while others had the cores: the machine's time, not its own."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text().split()[1]) for one in threads) / 1e9


async def settled(pid: int) -> None:
    """Waits until a process has next to nothing to do."""
    used, quiet = cpu_seconds_of(pid), 0
    while quiet < QUIET_SECONDS:
        await asyncio.sleep(1)
        before, used = used, cpu_seconds_of(pid)
        quiet = quiet + 1 if used - before < QUIET_SHARE else 0


class ServerEnded(RuntimeError):
    """It did not become ready, and this is what it wrote last."""


class RunningServer:
    """`atiende serve` on a data directory; `cpu` pins it to one core when given. `extra` counts at every start. It
    listens at `host`; `prefix` is what its command begins with, such as a namespace to enter."""

    def __init__(
        self,
        data_dir: Path,
        *,
        cpu: int | None = None,
        extra: dict[str, str] | None = None,
        host: str = "127.0.0.1",
        prefix: Sequence[str] = (),
    ) -> None:
        self.data_dir, self.port, self._cpu, self.extra = data_dir, free_port(), cpu, extra or {}
        self.host, self.prefix = host, tuple(prefix)
        self.mail_port = free_port()
        self.ready_seconds = READY_SECONDS
        self.start_seconds = 0.0
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> float:
        """Starts it and waits until it is ready; answers the seconds that took. `start_seconds` is without those in
        which the machine was busy with others."""
        began = time.monotonic()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ATIENDE_")}
        environment = inherited | {
            "ATIENDE_DATA_DIR": str(self.data_dir),
            "ATIENDE_HOST": self.host,
            "ATIENDE_PORT": str(self.port),
            "ATIENDE_SMTP_LISTEN": f"{self.host}:{self.mail_port}",
            "ATIENDE_LOG_LEVEL": "warning",
        }
        with (self.data_dir / "server.out").open("ab") as out, (self.data_dir / "server.err").open("ab") as err:
            command = (*self.prefix, sys.executable, "-m", "atiende.cli", "serve")
            self._process = await asyncio.create_subprocess_exec(
                *command, env=environment | self.extra, stdout=out, stderr=err
            )
        if self._cpu is not None:
            os.sched_setaffinity(self.pid, {self._cpu})
        while not await asyncio.to_thread(self.is_ready):
            if self._process.returncode is not None or time.monotonic() - began > self.ready_seconds:
                wrote = (self.data_dir / "server.err").read_text()[-4000:]
                raise ServerEnded(f"not ready after {time.monotonic() - began:.0f} s; it wrote: {wrote}")
            await asyncio.sleep(0.02)
        took = time.monotonic() - began
        self.start_seconds = max(0.0, took - starved_seconds_of(self.pid))
        return took

    async def settled(self) -> None:
        """Waits until it has nothing to do: after a first start on a large log it still counts and folds."""
        await settled(self.pid)

    async def kill(self) -> None:
        """kill −9."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def ended(self) -> int:
        """Waits until it ends by itself; answers its exit code."""
        assert self._process is not None
        return await self._process.wait()

    def signal(self, number: signal.Signals) -> None:
        """SIGSTOP freezes it, SIGCONT wakes it."""
        assert self._process is not None
        self._process.send_signal(number)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def terminate(self) -> None:
        """SIGTERM, without waiting."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), 20)
            except TimeoutError:
                await self.kill()

    def memory_mib(self) -> float:
        """Resident memory now."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def peak_mib(self) -> float:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        return cpu_seconds_of(self.pid)

    def is_ready(self) -> bool:
        """What it says of itself."""
        try:
            with urllib.request.urlopen(f"http://{self.host}:{self.port}/readyz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@asynccontextmanager
async def program(
    arguments: Sequence[str], port: int, cpu: int | None = None, of: str = sys.executable
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another program (Python's, unless said) that listens on a port, for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(of, *arguments)
    if cpu is not None:
        os.sched_setaffinity(process.pid, {cpu})
    try:
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            await asyncio.sleep(0.02)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def scratch(prefix: str) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=f"atiende-{prefix}-")
