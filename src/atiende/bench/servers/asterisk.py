"""A real Asterisk 22 of our own on loopback with the configuration that Atiende generates, to be killed and started."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from atiende.bench.servers.processes import answers, free_port, wait_until
from atiende.ports.telephony import Telephony
from atiende.voice.asterisk.house import files
from atiende.voice.asterisk.plan import Site

LOOPBACK = "127.0.0.1"
PASSWORD = "loopback-only"  # noqa: S105 - of a server that only this process reaches
RTP_PORTS = 4000


def home() -> Path:
    """Where tools/asterisk-install.sh unpacks it."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "atiende" / "asterisk"


@dataclass(slots=True, kw_only=True)
class AsteriskServer:
    """It keeps its ports over `kill` and `start`. `lines` is what our documents say; `extra` is appended to files."""

    directory: Path
    lines: Telephony = field(default_factory=Telephony)
    extra: Mapping[str, str] = field(default_factory=dict)
    authorities: str = ""
    rtp: int = 20000
    http: int = field(default_factory=free_port)
    sip: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def binary() -> str | None:
        """The program; None where it was not installed."""
        program = home() / "asterisk"
        return str(program) if program.exists() else None

    @classmethod
    @contextmanager
    def running(
        cls,
        lines: Telephony | None = None,
        extra: Mapping[str, str] | None = None,
        rtp: int = 20000,
        authorities: str = "",
    ) -> Iterator["AsteriskServer"]:
        directory = Path(tempfile.mkdtemp(prefix="atiende-asterisk-"))
        server = cls(
            directory=directory, lines=lines or Telephony(), extra=extra or {}, rtp=rtp, authorities=authorities
        )
        try:
            server.start()
            yield server
        finally:
            server.kill()
            shutil.rmtree(directory, ignore_errors=True)

    @property
    def site(self) -> Site:
        modules = next((home() / "root" / "usr" / "lib").glob("*/asterisk/modules"))
        return Site(
            etc=self.directory / "etc",
            modules=modules,
            data=home() / "root" / "usr" / "share" / "asterisk",
            state=self.directory / "state",
            sounds=self.directory / "sounds",
            sip=(LOOPBACK, self.sip),
            http=(LOOPBACK, self.http),
            rtp=(self.rtp, self.rtp + RTP_PORTS - 1),
            password=PASSWORD,
            authorities=self.authorities,
        )

    @property
    def url(self) -> str:
        """As the setting takes it."""
        return f"http://atiende:{PASSWORD}@{LOOPBACK}:{self.http}"

    def start(self) -> None:
        """Returns when it takes connections."""
        program = self.binary()
        assert program is not None, "Asterisk is not installed"
        self.write()
        log = self.directory / "asterisk.log"
        command = [program, "-f", "-C", str(self.site.etc / "asterisk.conf")]
        with log.open("ab") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        wait_until(lambda: "fully booted" in self.ask("core waitfullybooted"), self.process, log)
        assert answers(self.http)

    def write(self) -> None:
        """The configuration, as it is asked for now."""
        site = self.site
        for name in (
            "etc",
            "sounds",
            "state/run",
            "state/log/cel-custom",
            "state/keys",
            "state/cache",
            "state/spool/recording",
            "state/spool/tmp",
        ):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        ours = files(site, self.lines)
        for name in {*ours, *self.extra}:
            (site.etc / name).write_text(ours.get(name, "") + self.extra.get(name, ""))

    def ask(self, command: str) -> str:
        """A command of its console, and what it says."""
        program = self.binary()
        assert program is not None
        said = subprocess.run(
            [program, "-C", str(self.site.etc / "asterisk.conf"), "-rx", command], capture_output=True, timeout=30
        )
        return said.stdout.decode(errors="replace")

    def kill(self) -> None:
        """kill −9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
