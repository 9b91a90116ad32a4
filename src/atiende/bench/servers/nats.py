"""NATS servers of our own, one or a small cluster on loopback, to be killed, frozen and started again."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from atiende.bench.servers.processes import answers, end, free_port, wait_until

PROGRAM = "/usr/sbin/nats-server"
LOOPBACK = "127.0.0.1"


@dataclass(slots=True, kw_only=True)
class NatsServer:
    """One server. It keeps its ports over `kill` and `start`; `options` are lines of its configuration file."""

    directory: Path
    host: str = LOOPBACK
    options: Sequence[str] = ()
    port: int = field(default_factory=free_port)
    route: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def binary() -> str | None:
        """The server's program; None where it is not installed."""
        return shutil.which("nats-server") or (PROGRAM if Path(PROGRAM).exists() else None)

    @property
    def url(self) -> str:
        return f"nats://{self.host}:{self.port}"

    def start(self, routes: Sequence[str] = ()) -> None:
        """Returns when it takes connections. `routes` are the cluster's other members."""
        program = self.binary()
        assert program is not None, "nats-server is not installed"
        others = ", ".join(f'"{route}"' for route in routes)
        lines = [f"host: {self.host}", f"port: {self.port}", "ping_interval: 2", *self.options]
        if routes:
            lines.append(f"cluster {{ name: test, host: {self.host}, port: {self.route}, routes: [{others}] }}")
        settings, log = self.directory / "nats.conf", self.directory / "nats.log"
        settings.write_text("\n".join(lines))
        with log.open("ab") as out:
            self.process = subprocess.Popen([program, "-c", str(settings)], stdout=out, stderr=out)
        wait_until(self._is_ready, self.process, log)

    def kill(self) -> None:
        """kill −9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.thaw()
            end(self.process)

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def _is_ready(self) -> bool:
        return answers(self.port, self.host)


@dataclass(slots=True)
class NatsServers:
    """The servers of one bus."""

    members: list[NatsServer]

    @classmethod
    @contextmanager
    def running(cls, count: int = 1, host: str = LOOPBACK, options: Sequence[str] = ()) -> Iterator["NatsServers"]:
        directory = Path(tempfile.mkdtemp(prefix="atiende-nats-"))
        servers = cls([])
        try:
            for number in range(count):
                (directory / str(number)).mkdir()
                servers.members.append(NatsServer(directory=directory / str(number), host=host, options=options))
            servers.start()
            yield servers
        finally:
            for member in servers.members:
                member.stop()
            shutil.rmtree(directory, ignore_errors=True)

    @property
    def urls(self) -> str:
        """As the setting takes them."""
        return ",".join(member.url for member in self.members)

    def start(self) -> None:
        """Starts those that do not run."""
        for member in self.members:
            if member.process is None or member.process.poll() is not None:
                member.start([f"nats://{one.host}:{one.route}" for one in self.members if one is not member])

    def kill(self) -> None:
        """All of them."""
        for member in self.members:
            member.kill()
