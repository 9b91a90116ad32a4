"""A PostgreSQL server of our own: `initdb` in a new directory, own port, durable as in production."""

import contextlib
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

from atiende.bench.servers.processes import end, free_port, is_root, wait_until

ROLE = "atiende"
TUNING = {"fsync": "on", "synchronous_commit": "on", "max_connections": "200", "shared_buffers": "64MB"}

# Whatever a test wrote, not what the migrations are known by; nothing else in the database has a memory. Whoever still
# uses it is cut off.
EMPTY = """DO $$ DECLARE one text; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'emptied' AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
END $$"""


OWNER = "postgres" if is_root() else None
"""PostgreSQL refuses to run as root; then it runs as the system user its package made."""
GROUPS: list[str] | None = [] if is_root() else None


class Session:
    """A `psql` that stays: what is asked often costs neither a program nor a session of its own."""

    DONE = "done"

    def __init__(self, command: Sequence[str], directory: Path) -> None:
        self._psql = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=directory,
            user=OWNER, group=OWNER, extra_groups=GROUPS,
        )  # fmt: skip

    def run(self, statement: str) -> bool:
        """Whether it was done; if not, the session is over."""
        assert self._psql.stdin is not None and self._psql.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._psql.stdin.write(f"{statement};\n\\echo {self.DONE}\n")
            self._psql.stdin.flush()
        return any(line.strip() == self.DONE for line in iter(self._psql.stdout.readline, ""))

    def end(self) -> None:
        self._psql.kill()
        self._psql.communicate()


@dataclass(slots=True, kw_only=True)
class Postgres:
    directory: Path
    port: int
    host: str = "127.0.0.1"
    """Where it listens; on loopback too."""
    settings: Mapping[str, str] = field(default_factory=lambda: dict(TUNING))
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    sweeper: "Session | None" = None

    @staticmethod
    def binaries() -> Path | None:
        """Where the server's programs are; None where it is not installed."""
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
        if found:
            return found[-1].parent
        on_path = shutil.which("initdb")
        return Path(on_path).parent if on_path else None

    @classmethod
    @contextmanager
    def running(cls, host: str = "127.0.0.1") -> Iterator[Self]:
        server = cls.prepared(host)
        try:
            server.create()
            server.start()
            server.sql(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
            yield server
        finally:
            server.remove()

    @classmethod
    def prepared(cls, host: str = "127.0.0.1") -> Self:
        """A directory and a port; nothing in it and nobody there yet."""
        directory = Path(tempfile.mkdtemp(prefix="atiende-pg-"))
        if OWNER:
            shutil.chown(directory, OWNER, OWNER)
        return cls(directory=directory, port=free_port(), host=host)

    def remove(self) -> None:
        self._dismiss()
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def create(self) -> None:
        self._run(
            "initdb",
            "-D",
            str(self.directory / "data"),
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        with (self.directory / "data" / "pg_hba.conf").open("a") as file:
            file.write(f"host all all {self.host}/24 trust\nhost replication all {self.host}/24 trust\n")

    def copy(self, primary: "Postgres") -> None:
        """Becomes a standby of that server, once started: whatever was here before is gone."""
        shutil.rmtree(self.directory / "data", ignore_errors=True)
        origin = ["-h", primary.host, "-p", str(primary.port), "-U", "postgres"]
        self._run("pg_basebackup", *origin, "-D", str(self.directory / "data"), "-R", "-X", "stream", "-c", "fast")

    def start(self) -> None:
        """Starts the server, also again after `kill`; returns when it takes connections."""
        options = {
            **self.settings,
            "listen_addresses": f"127.0.0.1,{self.host}",
            "unix_socket_directories": str(self.directory),
        }
        command = [str(self._program("postgres")), "-D", str(self.directory / "data"), "-p", str(self.port)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        log = self.directory / "server.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=out, cwd=self.directory, user=OWNER, group=OWNER, extra_groups=GROUPS
            )
        wait_until(self._is_ready, self.process, log)

    def stop(self) -> None:
        """A fast shutdown: sessions are cut, what was committed is written."""
        if self.process:
            end(self.process, signal.SIGINT)

    def kill(self) -> None:
        """As a crash: the postmaster dies without a word, and its children with it."""
        if self.process:
            self.process.kill()
            self.process.wait(10)

    def url(self, database: str = "postgres", role: str = ROLE) -> str:
        return f"postgresql://{role}@{self.host}:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """An empty database, gone afterwards; sessions still on it are cut."""
        name = f"test_{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        try:
            yield self.url(name)
        finally:
            self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def emptied(self) -> str:
        """A database without rows but with its tables: one for all, since making them takes most of a test's time."""
        if self.sweeper is None or not self.sweeper.run(EMPTY):  # the first time, or the server was away meanwhile
            if "emptied" not in self.sql("SELECT datname FROM pg_database").split():
                self.sql(f"CREATE DATABASE emptied OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
            self._dismiss()
            self.sweeper = Session(self._command("psql", *self._asking("emptied")), self.directory)
            if not self.sweeper.run(EMPTY):
                raise RuntimeError("the database could not be emptied")
        return self.url("emptied")

    def _dismiss(self) -> None:
        if self.sweeper is not None:
            self.sweeper.end()
            self.sweeper = None

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Runs one statement as superuser and returns its rows, unaligned."""
        return self._run("psql", *self._asking(database), "-c", statement)

    def _asking(self, database: str) -> Sequence[str]:
        return "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.url(database, "postgres")

    def _is_ready(self) -> bool:
        asked = subprocess.run([self._program("pg_isready"), "-q", "-d", self.url(role="postgres")], check=False)
        return asked.returncode == 0

    def _program(self, name: str) -> Path:
        directory = self.binaries()
        if directory is None:
            raise RuntimeError("PostgreSQL is not installed")
        return directory / name

    def _command(self, program: str, *arguments: str) -> Sequence[str]:
        return str(self._program(program)), *arguments

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            self._command(program, *arguments),
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
            user=OWNER,
            group=OWNER,
            extra_groups=GROUPS,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")
        return done.stdout.strip()
